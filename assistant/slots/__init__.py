"""Slots: how a text refers to figures, periods, dates and announced counts without typing them."""

from assistant.slots.bind import Bound, bind, canonical
from assistant.slots.grammar import SLOT, Slot, outside_slots, parse_slot, slots_in
from assistant.slots.render import Rendered, SlotSpan, available, fillable, render, slotted

__all__ = [
    "SLOT",
    "Bound",
    "Rendered",
    "Slot",
    "SlotSpan",
    "available",
    "bind",
    "canonical",
    "fillable",
    "outside_slots",
    "parse_slot",
    "render",
    "slots_in",
    "slotted",
]

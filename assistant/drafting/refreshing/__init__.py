"""Refresh: last month's speech told again with this month's table."""

from assistant.drafting.refreshing.moves import Moves, moves_of
from assistant.drafting.refreshing.newcomers import Offer
from assistant.drafting.refreshing.proving import known_flaws
from assistant.drafting.refreshing.refreshing import Refreshed, refreshed

__all__ = ["Moves", "Offer", "Refreshed", "known_flaws", "moves_of", "refreshed"]

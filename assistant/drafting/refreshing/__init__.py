"""Refresh: last month's speech told again with this month's table."""

from assistant.drafting.refreshing.moves import Moves, moves_of
from assistant.drafting.refreshing.newcomers import Offer
from assistant.drafting.refreshing.refreshing import Refreshed, refreshed

__all__ = ["Moves", "Offer", "Refreshed", "moves_of", "refreshed"]

"""Hand edits: any text of a speech made into a draft in slot form again."""

from assistant.drafting.editing.announcing import DELIVERED, delivered
from assistant.drafting.editing.layout import Layout, layout_of
from assistant.drafting.editing.reading import state_of

__all__ = ["DELIVERED", "Layout", "delivered", "layout_of", "state_of"]

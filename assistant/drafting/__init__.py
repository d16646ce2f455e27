"""Drafting: from a brief to a speech in slot form."""

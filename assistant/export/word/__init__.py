"""Word files: a speech in the layouts of the house, a review copy with tracked changes and comments, and what comes back."""

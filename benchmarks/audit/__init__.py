"""The audit measured on speeches with planted errors: briefs, clean speeches, edits, a scorer and a rule to beat."""

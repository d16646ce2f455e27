"""Revision by chat: an instruction is understood as operations, and the operations are applied to the draft in slot form."""

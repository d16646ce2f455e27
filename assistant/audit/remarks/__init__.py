"""Remarks: what is no claim about a figure but must hold inside the speech, or needs a person."""

from assistant.audit.remarks.checking import check_remarks

__all__ = ["check_remarks"]

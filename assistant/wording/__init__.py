"""The wording check: what a draft must not say, judged against its brief and the exemplar speeches."""

from assistant.wording.checking import check, is_clean
from assistant.wording.leaks import LeakIndex

__all__ = ["LeakIndex", "check", "is_clean"]

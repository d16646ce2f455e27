"""The wording check: what a draft must not say, judged against its brief and the exemplar speeches."""

from assistant.wording.leaks import LeakIndex

__all__ = ["LeakIndex"]

"""Words that are facts: what a sentence claims without a number (由负转正, 超额完成目标, 高于全市平均) judged against the brief.

Only a contradiction is a finding: what agrees is silent, so that the counts of a report stay counts of figures. A word is
judged only where the sentence names the indicator itself or goes straight on from a figure of it, and never in a task, a
wish, a heading or a comparison of something else.
"""

from assistant.audit.words.judging import check_words

__all__ = ["check_words"]

"""Numbers that a message takes back (不是46.1亿元，是41.6亿元; 由46.1改为41.6): they are read past."""

import re
from collections.abc import Sequence

from assistant.intaking.clauses import Clause
from assistant.numbers import extract_quantities

_NOT = re.compile(r"(?:而|并)?不是(?:之前|原来|前面)?(?:说|写|报)?的?$")
_FROM = re.compile(r"(?:由|从|原来?(?:是|为)?|把|原先的?|之前(?:是|说的?|写的?)?|错写成)$")
_CORRECTED = re.compile(r"应该[为是]|应[为是]|改[为成到]|更正为|更新为|调整为")
_RIGHT = re.compile(r"^，?(?:这个|那个)?(?:的?应[为是该]+|改[为成到]|更正为|换成|更新为|调整为|(?:写|打|说|搞|报)?(?:错了?|不对|有误))")


def without_denied(text: str, clauses: Sequence[Clause], whole: str) -> str:
    """Return a text with the numbers that are taken back as blanks, every other character where it was.

    Args:
        text: The text as its figures are read.
        clauses: Its clauses with figures.
        whole: The message, in which it is said that a number is wrong.
    """
    out = list(text)
    for clause in clauses:
        for quantity in extract_quantities(clause.text):
            start, end = clause.start + quantity.start, clause.start + max(quantity.end, quantity.unit_end)
            before, after = text[clause.start : start], whole[end : end + 8]
            word = _NOT.search(before) or (_FROM.search(before) if _RIGHT.match(after) else None)
            if word or _RIGHT.match(after):
                first = clause.start + word.start() if word else start
                out[first:end] = " " * (end - first)
    return _CORRECTED.sub(lambda match: "为" * (len(match[0]) - 1) + "是", "".join(out))

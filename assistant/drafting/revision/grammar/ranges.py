"""Several places in one word: 第二、三条, 前两条, 第二条到第四条, 后两部分; each is told by itself before places are read."""

import re

from assistant.drafting.revision.grammar.amounts import number_of
from assistant.numbers import spell

_COUNT = r"[一二两三四五六七八九十0-9]{1,3}"
_NOUN = r"(?P<noun>(?:个|大)?部分|条|项|点)"
_LISTED = re.compile(rf"第(?P<numbers>{_COUNT}(?:(?:、|和|与|及|跟)第?{_COUNT})+){_NOUN}")
_FROM_TO = re.compile(rf"第(?P<low>{_COUNT})(?:(?:个|大)?部分|条|项|点)?(?:到|至|—|-|~)第?(?P<high>{_COUNT}){_NOUN}")
_FIRST = re.compile(
    rf"(?<![之以个条分])(?P<side>前|后|最后|头|末)(?P<many>{_COUNT}){_NOUN}|(?P<end>前面|后面"
    rf"|最后)(?P<much>{_COUNT}){_NOUN.replace('noun', 'what')}"
)


def told_apart(text: str, parts: int, priorities: int) -> str:
    """Return an instruction with every place of a range told by itself.

    Args:
        text: The instruction.
        parts: Number of parts of the speech.
        priorities: Number of its priorities.

    Example:
        >>> told_apart("前两条各压缩一半", 3, 5)
        '第一条、第二条各压缩一半'
    """

    def named(numbers: list[int], noun: str) -> str:
        return "、".join(f"第{spell(number)}{noun}" for number in numbers)

    def listed(match: re.Match[str]) -> str:
        numbers = [number for word in re.findall(_COUNT, match["numbers"]) if (number := number_of(word))]
        return named(numbers, match["noun"])

    def between(match: re.Match[str]) -> str:
        low, high = number_of(match["low"]), number_of(match["high"])
        return named(list(range(low, high + 1)), match["noun"]) if low and high and low < high <= low + _MOST else match[0]

    def first(match: re.Match[str]) -> str:
        noun, many = match["noun"] or match["what"], number_of(match["many"] or match["much"])
        total = parts if "部分" in noun else priorities
        if not many or not 1 < many <= total:
            return match[0]
        front = (match["side"] or match["end"])[0] in "前头"
        return named(list(range(1, many + 1)) if front else list(range(total - many + 1, total + 1)), noun)

    return _FIRST.sub(first, _FROM_TO.sub(between, _LISTED.sub(listed, text)))


_MOST = 12

"""Amounts of an instruction: 三分之一, 一半, 1800字以内, 两句话, 三段."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.numbers.numerals import read_chinese

NUMBER = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|[零〇一二两三四五六七八九十百千万]+)"
_SHARE = re.compile(rf"({NUMBER})分之({NUMBER})|百分之({NUMBER})|({NUMBER})成半?|一?半|({NUMBER})倍")
RATIO = (
    rf"(?:百分之{NUMBER}|{NUMBER}分之{NUMBER}|(?<![完做改写变压缩删砍精换说讲设达形造构统]){NUMBER}成(?!立|绩|果|效|本|员|为|品|长)"
    rf"|一大?半|一小半|对半|(?<![过大])半(?![年数天月停])|{NUMBER}倍)"
)
_ABOUT = re.compile(r"左右|上下|大约|差不多|大概|约")
_NOT_OVER = re.compile(r"(?:不|别|不能|不要|不得)(?:超过|多于)")
_AT_LEAST = re.compile(r"不少于|不低于|不能少于|不得少于|别少于|至少|最少|起码|以上|超过|多于|不下|写满")
_AT_MOST = re.compile(r"以内|之内|以下|内$|最多|至多|少于|低于")
_FEWEST = 10
_SPREAD = Fraction(1, 10)


def number_of(word: str) -> int | None:
    """Return the value of a whole number in Arabic or Chinese numerals; ``None`` where it is none."""
    plain = word.replace(",", "")
    if plain.isascii() and plain.isdigit():
        return int(plain)
    read = read_chinese(plain)
    value = read[0].value if len(read) == 1 else None
    return int(value) if value is not None and value == value.to_integral_value() else None


def ratio_of(text: str) -> Fraction | None:
    """Return a share: 三分之一, 百分之三十, 两成, 一半, 30%, 一倍.

    Example:
        >>> ratio_of("三分之一")
        Fraction(1, 3)
    """
    if text.endswith("%"):
        return Fraction(Decimal(text.rstrip("%"))) / 100
    match = _SHARE.search(text)
    if match is None:
        return None
    below, above, percent, tenths, times = match.groups()
    if below:
        divisor, part = number_of(below), number_of(above)
        return Fraction(part, divisor) if divisor and part is not None else None
    for word, whole in ((percent, 100), (tenths, 10), (times, 1)):
        if word:
            value = number_of(word)
            return None if value is None else Fraction(value, whole)
    return Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Characters:
    """A number of characters as an instruction gives it.

    Attributes:
        number: The number; the lower one of a range.
        upper: The upper one of a range, else the same.
        sense: ``most`` (以内), ``least`` (不少于), ``about`` (左右), ``range``, or ``plain``.
    """

    number: int
    upper: int
    sense: str

    def bounds(self, plain: str) -> tuple[int | None, int | None]:
        """Return least and most number of characters.

        Args:
            plain: What a number without a word around it means here: ``most``, ``least`` or ``about``.
        """
        sense = plain if self.sense == "plain" else self.sense
        if sense == "most":
            return None, self.number
        if sense == "least":
            return self.number, None
        if sense == "range":
            return self.number, self.upper
        spread = int(self.number * _SPREAD)
        return self.number - spread, self.number + spread


_BEFORE_WORDS = any_of("amounts.before_words") + r"?(?:写|要|有|是)?"
CHARACTERS = rf"{_BEFORE_WORDS}{NUMBER}(?:[到至~—－-]+{NUMBER})?个?来?多?字(?:符|数)?(?:以内|之内|以下|以上|左右|上下|内)?(?:的篇幅)?"
_NUMBERS = re.compile(NUMBER)


def characters_of(text: str) -> Characters | None:
    """Return a number of characters with the words around it: 1800字以内, 不少于260字, 三百到四百字."""
    numbers = [number for word in _NUMBERS.findall(text) if (number := number_of(word)) is not None]
    if not numbers or len(numbers) > 2 or max(numbers) < _FEWEST:
        return None  # “下滑”两个字 is no length
    if len(numbers) == 2:
        low = numbers[0] * _same_scale(*numbers)
        return Characters(low, numbers[1], "range") if low <= numbers[1] else None
    senses = (("about", _ABOUT), ("most", _NOT_OVER), ("least", _AT_LEAST), ("most", _AT_MOST))
    return Characters(numbers[0], numbers[0], next((sense for sense, words in senses if words.search(text)), "plain"))


def _same_scale(low: int, high: int) -> int:
    """Read 三到五百字 as three hundred to five hundred."""
    scale = 10 ** (len(str(high)) - 1)
    return scale if low < 10 <= high and high % scale == 0 else 1


_SENTENCES = r"(?:一两|两三|(?<![这那])一|[二两三四五六七八]|[1-8])句(?:话)?"
_ATMOST = r"(?:不超过|不能超过|不要超过|别超过|不得超过|不多于|最多|至多)"
SENTENCES = rf"{_ATMOST}{_SENTENCES}|{_SENTENCES}(?:以内|之内|以下)?"
PARAGRAPHS = r"(?<!第)(?:[一二两三四五六七八]|[1-8])个?(?:自然)?段(?:落)?"
_PAIRS = {"一两": 2, "两三": 3}


def count_of(text: str) -> int:
    """Return how many sentences or paragraphs are meant; the greater number where two are named.

    Example:
        >>> count_of("不超过两三句话"), count_of("三句话以内")
        (3, 3)
    """
    text = re.sub(_ATMOST, "", text)
    pair = next((many for word, many in _PAIRS.items() if text.startswith(word)), 0)
    return pair or number_of(text[0]) or 0

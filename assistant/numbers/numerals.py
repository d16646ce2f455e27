"""Numerals: from the characters of a number to its value, its rounding step and its scale."""

import re
from dataclasses import dataclass
from decimal import Decimal

_DIGIT = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALE = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_LONGEST = 40  # a longer run of digits is no figure; it also keeps the exponent of a Decimal within bounds

_NOT_UNIT_QIAN = "千(?![瓦伏克米卡帕赫])"
_NOT_UNIT_BAI = "百(?!分[点比之])"
_AMOUNT = r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9])|[0-9]++)(?:\.[0-9]++)?"
_SCALE_WORD = rf"(?:[十百千]?万亿|[十百千]?亿|[十百千]?万|{_NOT_UNIT_QIAN}|{_NOT_UNIT_BAI})"
_SCALE_AFTER = rf"(?:[余多来几]?{_SCALE_WORD}|个(?:[百千]万|万?亿)(?![元级]))"
ARABIC = rf"{_AMOUNT}(?: ?{_SCALE_AFTER}(?:{_AMOUNT}{_SCALE_WORD}){{0,2}}(?:[0-9]{{1,4}}(?![0-9.,]))?)?"
CHINESE_RUN = (
    rf"(?:[零〇一二两三四五六七八九十万亿]|{_NOT_UNIT_QIAN}|{_NOT_UNIT_BAI})++"
    rf"(?:[余多几](?=[万亿])[万亿]++|个(?:[百千]万|万?亿)(?![元级]))?(?:点[零〇一二三四五六七八九]++(?:[千百]?[万亿]++)?)?"
)

_ARABIC_PARTS = re.compile(rf"({_AMOUNT}) ?[余多来几]?个?([十百千万亿]*)")
_SECTION = re.compile("(?:([1-9])千)?(?:零?([1-9])百)?(?:零?([1-9])?(十))?(?:零?([1-9]))?")
_LOOSE_TAIL = re.compile("([百千万亿])([1-9])$")
_PAIR = re.compile("([一二两三四五六七八])([二两三四五六七八九])(?=[十百千万亿]|$)")
_PAIRS = frozenset(["一二", "一两", "二三", "两三", "三四", "四五", "五六", "六七", "七八", "八九", "三五"])
_TO_ASCII = str.maketrans("零〇一二两三四五六七八九", "零零1223456789")
_IMPLICIT_ONE = frozenset(["百", "千", "万", "亿", "十万", "百万", "千万", "十亿", "百亿", "千亿", "万亿"])


@dataclass(frozen=True, slots=True)
class Numeral:
    """The reading of one run of numeral characters; ``start`` and ``end`` are offsets within the run."""

    start: int
    end: int
    value: Decimal
    step: Decimal
    scale: Decimal = Decimal(1)
    bare: bool = False


def scale_of(word: str) -> Decimal:
    """Return the factor of a scale word such as 万, 千万 or 亿; 1 for an empty one."""
    factor = Decimal(1)
    for sign in word:
        factor *= _SCALE[sign]
    return factor


def read_arabic(run: str) -> Numeral | None:
    """Read Arabic digits with scale words, also mixed: 1,250 or 3200余万 or 2亿3千万."""
    if len(run) > _LONGEST:
        return None
    total, step, scale = Decimal(0), Decimal(1), Decimal(1)
    for amount, word in _ARABIC_PARTS.findall(run):
        scale = scale_of(word)
        plain = amount.replace(",", "")
        total += Decimal(plain) * scale
        step = Decimal(1).scaleb(-len(plain.partition(".")[2])) * scale
    return Numeral(0, len(run), total, step, scale)


def read_chinese(run: str) -> tuple[Numeral, ...]:
    """Read Chinese numerals: one reading, two for an approximate pair (三五, 七八十), none when it is no number."""
    if len(run) > _LONGEST:
        return ()
    pair = _PAIR.search(run)
    if pair and pair.group() in _PAIRS and "点" not in run:
        return _read_pair(run, pair)
    reading = _read_single(run)
    return (reading,) if reading else ()


def _read_pair(run: str, pair: re.Match[str]) -> tuple[Numeral, ...]:
    low = _read_single(run[: pair.end(1)] + run[pair.end(2) :])
    high = _read_single(run[: pair.start(1)] + run[pair.start(2) :])
    if low is None or high is None:
        return ()
    return (
        Numeral(0, pair.end(1), low.value, low.step, low.scale),
        Numeral(pair.start(2), len(run), high.value, high.step, high.scale),
    )


def _read_single(run: str) -> Numeral | None:
    plain = re.sub("[余多几个]", "", run)
    whole, _, rest = plain.partition("点")
    if plain in _IMPLICIT_ONE:
        return Numeral(0, len(run), scale_of(plain), scale_of(plain), scale_of(plain), bare=True)
    digits = rest.rstrip("百千万亿")
    scale = scale_of(rest[len(digits) :])
    value = _integer(whole)
    if value is None:
        return None
    if not rest:
        trailing = scale_of(whole[len(whole.rstrip("万亿")) :])
        return Numeral(0, len(run), value, trailing, trailing)
    step = Decimal(1).scaleb(-len(digits))
    fraction = Decimal("".join(str(_DIGIT[sign]) for sign in digits)) * step
    return Numeral(0, len(run), (value + fraction) * scale, step * scale, scale)


def _integer(run: str) -> Decimal | None:
    if run in ("零", "〇"):
        return Decimal(0)
    plain = run.translate(_TO_ASCII)
    loose = _LOOSE_TAIL.search(plain)
    if loose:  # 三千五 is 3500, 一亿二 is 1.2亿
        rest = _integer(run[:-1])
        return None if rest is None else rest + Decimal(loose[2]) * _SCALE[loose[1]] / 10
    high, has_yi, low = plain.rpartition("亿")
    parts = (_below_yi(high, empty=None), _below_yi(low, empty=0)) if has_yi else (0, _below_yi(plain, empty=None))
    if parts[0] is None or parts[1] is None:
        return None
    return Decimal(parts[0]) * _SCALE["亿"] + parts[1]


def _below_yi(run: str, *, empty: int | None) -> int | None:
    if not run:
        return empty
    high, has_wan, low = run.rpartition("万")
    if not has_wan:
        return _section(run)
    upper, lower = _section(high), _section(low) if low else 0
    return None if upper is None or lower is None else upper * _SCALE["万"] + lower


def _section(run: str) -> int | None:
    match = _SECTION.fullmatch(run)
    if not run or match is None:
        return None
    thousands, hundreds, tens, ten, ones = match.groups()
    value = int(thousands or 0) * 1000 + int(hundreds or 0) * 100 + int(ones or 0)
    return value + (int(tens or 1) * 10 if ten else 0)


def spell(n: int, *, counting: bool = False) -> str:
    """Spell a whole number below ten thousand in Chinese, as announced counts are written.

    Args:
        n: The number, 0 to 9999.
        counting: True before a measure word, where 2 is 两: 讲两点意见.

    Raises:
        ValueError: The number is out of range.
    """
    if not 0 <= n <= 9999:
        raise ValueError(f"spell() takes 0 to 9999, not {n}")
    if n == 2 and counting:
        return "两"
    signs = "零一二三四五六七八九"
    if n < 10:
        return signs[n]
    words = "".join(
        signs[int(digit)] + place if digit != "0" else "零" for digit, place in zip(f"{n:04d}", ("千", "百", "十", ""), strict=True)
    )
    words = re.sub("零+", "零", words).strip("零")
    return words.removeprefix("一") if words.startswith("一十") else words

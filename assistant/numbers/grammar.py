"""The numeral grammar: every number expression of a masked text, before units.

Works on folded text in which everything known to be no figure is blanked out. Plain numbers get their units in
:mod:`assistant.numbers.measures`; the forms that carry their own (百分之, 成, 番, 半, 零) are complete here.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.numbers import cues
from assistant.numbers.numerals import ARABIC, CHINESE_RUN, Numeral, read_arabic, read_chinese
from assistant.numbers.quantity import Form

_NUMBER = rf"(?:{ARABIC}|{CHINESE_RUN})"
_SIGN = (
    r"(?:(?<![0-9A-Za-z%‰元个户家万亿月年日])[-+](?=[0-9])"
    r"|(?<=[为是由至达到降于（(])–(?=[0-9])"
    r"|负(?=[0-9零一二三四五六七八九十百两]))"
)
_FORMS = (
    r"(?P<fan>翻了?(?P<about>近|约|超过?)?(?P<times>[一两二三四五六1-9])番|翻番|翻倍)",
    rf"(?P<percent>{_SIGN}?(?P<of>[百千万])分之(?P<share>{_NUMBER}))",
    rf"(?P<fraction>(?P<whole>{CHINESE_RUN})分之(?P<part>{CHINESE_RUN}))",
    r"(?P<slash>(?<![0-9./])(?P<above>[1-9][0-9]?)/(?P<below>[1-9][0-9]?)(?![0-9./月]))",
    r"(?P<tenths>(?P<tens>[0-9]{1,2}|(?:[一二两三四五六七八九]{1,2}|十))成(?P<fifth>半|[一二三四五六七八九](?![成个户家项]))?"
    r"(?![立功果本品员长效熟就交像形套]))",
    r"(?P<half>一半|半数|(?<=[过近超占])半(?=[，。、；的以）)]|$)"
    r"|(?<![上下大前后多])半(?=(?P<half_unit>个月|年(?=内|以内|之内|时间|以上|左右))))",
    r"(?P<zero>(?<=[为是到至近于])零(?=[，。、；,;）)的\s]|$)|零(?=增长)|(?<!保)持平|无一(?=[家户个项起人件名])"
    r"|(?<=没有)一(?=[家户个项起人件名]))",
    r"(?P<first>首(?=位)|榜首)",
    rf"(?P<number>{_SIGN}?{_NUMBER})",
)
_EXPRESSION = re.compile("|".join(_FORMS))
_PARTS_PER = {"百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01")}


@dataclass(slots=True)
class Reading:
    """A number expression while it is being read; offsets are those of the text.

    Attributes:
        scale: The factor of its last scale word, which a list member without one shares.
        chinese: Written in Chinese numerals.
        bare: A scale word without a digit: 亿元, 百亿级.
        closed: Its unit is settled; nothing can be inherited.
        reject: Why it is no figure, where that is known.
        reach: Offset after the unit and the qualifier on its right.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    scale: Decimal = Decimal(1)
    unit: str = ""
    per: str = ""
    unit_end: int = 0
    qualifier: str = ""
    form: Form = "plain"
    chinese: bool = False
    bare: bool = False
    closed: bool = False
    reject: str = ""
    reach: int = 0

    def settle(self, unit: str = "", *, form: Form = "plain") -> "Reading":
        """Close the reading with a unit of its own."""
        self.unit, self.form, self.closed = unit, form, True
        self.unit_end = max(self.unit_end, self.end)
        return self


def read_expressions(masked: str) -> Iterator[Reading]:
    """Yield every number expression of a masked text, in order; plain ones still without a unit."""
    for match in _EXPRESSION.finditer(masked):
        for reading in _READERS[_form(match)](match, masked):
            reading.reach = reading.unit_end = max(reading.unit_end, reading.end)
            _qualify(reading, masked)
            yield reading


def _form(match: re.Match[str]) -> str:
    return next(name for name in _READERS if match[name] is not None)


def _qualify(reading: Reading, masked: str) -> None:
    reading.qualifier = reading.qualifier or cues.left_qualifier(masked, reading.start, bare=reading.bare or masked[reading.start] == "半")
    if reading.closed and (right := cues.right_qualifier(masked, reading.unit_end)):
        reading.reach = reading.unit_end + len(right)
        reading.qualifier = reading.qualifier or right


def numerals_of(run: str) -> tuple[Numeral, ...]:
    """Read a run of numeral characters, with its sign, of either script."""
    sign = run[0] if run[0] in "-+–负" else ""
    plain = run[len(sign) :]
    numeral = read_arabic(plain) if plain[0].isdigit() and plain[0].isascii() else None
    found = (numeral,) if numeral else read_chinese(plain)
    if not sign:
        return found
    factor = 1 if sign == "+" else -1
    return tuple(
        Numeral(item.start + bool(item.start), item.end + 1, item.value * factor, item.step, item.scale, item.bare) for item in found
    )


def _number(match: re.Match[str], masked: str) -> Iterator[Reading]:
    run = match["number"]
    chinese = run.lstrip("-+–负")[:1] not in tuple("0123456789")
    found = numerals_of(run)
    for item in found:
        start, end = match.start() + item.start, match.start() + item.end
        reading = Reading(start, end, item.value, item.step, item.scale, chinese=chinese, bare=item.bare)
        reading.form = "range" if len(found) > 1 else "plain"
        yield reading


def _percent(match: re.Match[str], masked: str) -> Iterator[Reading]:
    found = numerals_of(match["share"])
    if found and found[0].bare and match["share"] != "百":
        return
    for item in found:
        factor = _PARTS_PER[match["of"]] * (-1 if match["percent"][0] in "-–负" else 1)
        start = match.start() if item is found[0] else match.start("share") + item.start
        reading = Reading(start, match.start("share") + item.end, item.value * factor, item.step * abs(factor), chinese=True)
        yield reading.settle("%", form="range" if len(found) > 1 else "plain")


def _fraction(match: re.Match[str], masked: str) -> Iterator[Reading]:
    whole, part = read_chinese(match["whole"]), read_chinese(match["part"])
    if len(whole) == len(part) == 1 and whole[0].value:
        yield Reading(*match.span(), part[0].value / whole[0].value, Decimal(0)).settle(form="fraction")


def _slash(match: re.Match[str], masked: str) -> Iterator[Reading]:
    above, below = Decimal(match["above"]), Decimal(match["below"])
    if above < below:
        yield Reading(*match.span(), above / below, Decimal(0)).settle(form="fraction")


def _tenths(match: re.Match[str], masked: str) -> Iterator[Reading]:
    found = numerals_of(match["tens"])
    fifth = Decimal(0)
    if match["fifth"]:
        fifth = Decimal(5) if match["fifth"] == "半" else read_chinese(match["fifth"])[0].value  # 四成半 is 45 %
    for item in found:
        end = match.end() if item is found[-1] else match.start() + item.end
        reading = Reading(match.start() + item.start, end, item.value * 10 + fifth, Decimal(1 if match["fifth"] else 10), chinese=True)
        if match["tens"] == "一" and masked[match.end() : match.end() + 1] in ("不", "为", "立"):
            reading.reject = "词语中的数字"
        yield reading.settle("%", form="cheng")


def _fan(match: re.Match[str], masked: str) -> Iterator[Reading]:
    times = numerals_of(match["times"])[0].value if match["times"] else Decimal(1)
    yield Reading(*match.span(), Decimal(2) ** int(times), Decimal(1), qualifier=match["about"] or "").settle("倍", form="fan")


def _half(match: re.Match[str], masked: str) -> Iterator[Reading]:
    unit = match["half_unit"] or ""
    yield Reading(*match.span(), Decimal("0.5"), Decimal(0), unit_end=match.end() + len(unit)).settle(unit, form="fraction")


def _zero(match: re.Match[str], masked: str) -> Iterator[Reading]:
    reading = Reading(*match.span(), Decimal(0), Decimal(1))
    measure = masked[match.end() : match.end() + 1]
    counted = match["zero"] in ("无一", "一")
    reading.unit_end = match.end() + counted
    yield reading.settle(measure if counted else "", form="zero")


def _first(match: re.Match[str], masked: str) -> Iterator[Reading]:
    reading = Reading(*match.span(), Decimal(1), Decimal(1), chinese=True)
    reading.unit_end = match.end() + (match["first"] == "首")
    if not (cues.ends(masked, reading.unit_end) and (match["first"] == "榜首" or cues.ranks(masked, match.start()))):
        reading.reject = "词语中的数字"
    yield reading.settle("位", form="rank")


_READERS: dict[str, Callable[[re.Match[str], str], Iterator[Reading]]] = {
    "fan": _fan,
    "percent": _percent,
    "fraction": _fraction,
    "slash": _slash,
    "tenths": _tenths,
    "half": _half,
    "zero": _zero,
    "first": _first,
    "number": _number,
}

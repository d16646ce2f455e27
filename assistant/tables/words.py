"""What the words over or before a number say of it: indicator, scope, period, key, unit; every word has to be accounted for."""

import re
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from assistant.lexicon import read_records
from assistant.lexicon.indicators import find_indicator, split_name
from assistant.numbers import find_periods
from assistant.tables.headings import Heading, known_heading
from assistant.tables.units import known_unit, take_units


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words say of a number; what they do not say is empty.

    Attributes:
        key: Key of a figure row, ``target_yoy``, ``skip`` for 序号; empty where the words name no measure.
        units: Units they carry; several where a heading lists them (亿元、%).
        name: The comparison area of a ``reference``, the whole of a ``share``, the scope of a ``rank``.
        text: Words of which nothing is known.
        level: The indicator whose growth ``indicator`` is: 工业投资 for 工业投资增速.
        weak: True for a word that heads an indicator column only where no better one does (项目).
    """

    key: str = ""
    indicator: str = ""
    scope: str = ""
    period: str = ""
    span: str = ""
    basis: str = ""
    units: tuple[str, ...] = ()
    name: str = ""
    text: str = ""
    level: str = ""
    weak: bool = False


LONGEST = 60
"""Longer words are prose, not a heading or a label that could be taken apart."""

LEVELS = frozenset(("", "value", "prev", "last_year", "target", "also"))
"""Measures that are told in the unit of the indicator."""

SAME_MONTHS = "同期"
"""2025年同期 is the months of the table in another year."""

SPAN_WORDS = {
    **dict.fromkeys(("累计", "本年累计", "自年初累计", "年初以来累计", "1—本月", "1-本月", "1至本月", "1—本月累计", "1-本月累计"), "累计"),
    **dict.fromkeys(("自年初", "自年初起", "自年初以来", "自年初至今", "年初以来", "年初至今", "今年以来", "本年以来"), "累计"),
    **dict.fromkeys(("年初至本月", "年初至本月末", "年初至本期", "年初到本月", "自年初至本月", "自年初至本月末"), "累计"),
    **dict.fromkeys(("本月止", "本年止", "止本月", "至本月", "截至本月", "截止本月", "本年至今", "至本月止"), "累计"),
    **dict.fromkeys(("当月", "本月", "单月"), "当月"),
    **dict.fromkeys(("单季", "当季", "本季"), "单季"),
    **dict.fromkeys(("期末", "月末", "年末", "季末"), "时点"),
}
MEASURES = frozenset(
    (
        *("value", "yoy", "yoy_pp", "rank", "prev_rank", "progress", "share", "target", "target_yoy", "last_year", "prev", "prev_yoy"),
        *("mom_pp", "reference"),
    )
)
"""Keys that a number can have by the words over it or before it."""

_SPAN_FIRST = re.compile("^(" + "|".join(sorted(SPAN_WORDS, key=len, reverse=True)) + ")的?(?=.)")
_SPAN_LAST = re.compile("(?<=.)[（(]?(" + "|".join(sorted(SPAN_WORDS, key=len, reverse=True)) + ")[）)]?$")
_FOOTNOTE = re.compile(r"[*＊①-⑳¹²³⁴]+$|[\[［〔【](注?\d{0,2})[\]］〕】]$|[（(]注?\d[)）]$|[（(]注[)）]$")
_WHOLE = re.compile(r"(全[省市县区国州旗域]|[省市县区]本级|本[省市县区]|全部)([（(][一-鿿]+[)）])?")
_PLACE = re.compile(
    r"[一-鿿（）()·]{1,14}?(省|市|县|区|旗|州|盟|镇|乡|街道|街道办|街道办事处|管委会|产业园|工业园|科技园|园区|示范园|新城|片区|产业|产业链|集群|农场|林场|片)"
)
_NO_PLACE = re.compile(r".*(城市|超市|上市|社区|地区|辖区|景区|小区|厂区|矿区|产业化|城镇|集镇|小镇|下乡|城乡)$|(重点|主要|各).*")
_DECORATION = re.compile(r"(其中|合计|总计|指标|主要|.+(情况|进展))")
_SINCE = re.compile(r"(自?(今年|本年|年初|开年))(以来|至今)(?=.)")
_WRAPPED = re.compile(r"^[（(]([^（()）]+)[)）]$")
_LEFT_OVER = re.compile("^[的:：，,、\\s份止末]+|[的:：，,、\\s]+$")


def is_place(text: str) -> bool:
    """Tell whether words name a region, a township, a park or a sector by the way they end."""
    if _WHOLE.fullmatch(text):
        return True
    return _PLACE.fullmatch(text) is not None and not _NO_PLACE.fullmatch(text) and find_indicator(text) is None


@cache
def is_sector(text: str) -> bool:
    """Tell whether words name an industry without saying so: 装备制造, 食品加工, 新材料."""
    return text.endswith(tuple(word for record in read_records("sectors") for word in record["ends"])) and find_indicator(text) is None


def tidy(text: str) -> str:
    """Return words without white space, line breaks and the mark of a footnote."""
    return _FOOTNOTE.sub("", re.sub(r"\s", "", text)) or re.sub(r"\s", "", text)


@cache
def read_words(text: str) -> Meaning:
    """Return what a heading or a label says.

    Example:
        >>> read_words("2026年1—9月规上工业总产值同比±%").period
        '2026年1—9月'
    """
    words = tidy(text)
    if len(words) > LONGEST:
        return Meaning(text=words)
    known = known_heading(words)
    if known is None and (unit := known_unit(words)):
        return Meaning("yoy" if re.search("[±+]", words) else "", units=(unit,))
    bare, units = ("", ()) if known else take_units(words)
    meaning = _measure(known) if known else _compose(bare)
    if meaning.key == "yoy" and "个百分点" in units:
        meaning = replace(meaning, key="mom_pp" if meaning.basis else "yoy_pp", basis="")
    return replace(meaning, units=units or meaning.units)


def _measure(known: Heading) -> Meaning:
    text = known.text if known.key == "also" else ""
    return Meaning(known.key or "skip", span=known.span, name=known.name, basis=known.basis, weak=known.weak, text=text)


def _compose(bare: str) -> Meaning:
    """Take off what is known, one piece at a time, until nothing is left or nothing is known of the rest."""
    if not bare or _DECORATION.fullmatch(bare):
        return Meaning()
    for step in (_whole, _dated, _spanned, _measured, _placed):
        if (meaning := step(bare)) is not None:
            return meaning
    return Meaning(text=bare)


def _whole(bare: str) -> Meaning | None:
    if known := known_heading(bare):
        return _measure(known)
    if bare in SPAN_WORDS:
        return Meaning(span=SPAN_WORDS[bare])
    if _is_corner(bare):
        return Meaning("indicator", weak=True)
    if find_indicator(bare):
        return Meaning(indicator=bare, level=level_of(bare))
    return Meaning(scope=bare) if is_place(bare) else None


def _is_corner(bare: str) -> bool:
    """地区＼指标, the corner of a table whose rows and columns both have a name."""
    parts = [known_heading(word) for word in re.split(r"[\\/＼|]", bare)]
    if len(parts) == 1:
        cuts = ((known_heading(bare[:cut]), known_heading(bare[cut:])) for cut in range(2, len(bare) - 1))
        parts = next(([*pair] for pair in cuts if all(pair)), parts)
    return len(parts) > 1 and {part.key for part in parts if part} == {"indicator", "scope"}


@cache
def level_of(name: str) -> str:
    """工业投资 for 工业投资增速: the level of which a rate of the catalogue is the growth."""
    cut = re.sub(r"(同比)?(增速|增幅|增长率?|增长速度)$", "", name)
    return cut if cut != name and cut else ""


def _dated(bare: str) -> Meaning | None:
    if since := _SINCE.match(bare):  # 今年以来 names no month: it is whatever the table reports
        return _with(_compose(bare[since.end() :]), span="累计")
    for mention in find_periods(bare):
        before, after = bare[: mention.start].rstrip("（(截至止"), bare[mention.end :].lstrip("）)")
        if before in ("较", "比", "与"):
            change = known_heading(after) if after else None
            if after and (change is None or change.key != "yoy"):  # 比上年净增 is an amount
                return Meaning("also", text=bare)
            return Meaning("yoy", basis=f"比{mention.text}")
        if before and after:
            continue
        if mention.period.year and mention.period.months == 12 and after.startswith(SAME_MONTHS) and not before:
            rest = _LEFT_OVER.sub("", after.removeprefix(SAME_MONTHS))
            return _with(_compose(rest), period=f"{mention.period.year}年{SAME_MONTHS}")
        rest = _LEFT_OVER.sub("", before or after)
        if mention.period.offset == -1 and not rest:
            return Meaning("last_year", period=replace(mention.period, offset=None).label())
        point = mention.period.point or bare[mention.end :][:1] == "末"
        meaning = _compose(rest)
        whole_year = mention.period.months == 12 and meaning.key in ("target", "target_yoy", "progress")
        return meaning if whole_year else _with(meaning, period=replace(mention.period, point=point).label())
    return None


def _with(meaning: Meaning, **said: str) -> Meaning:
    missing: dict[str, Any] = {key: value for key, value in said.items() if not getattr(meaning, key)}
    return replace(meaning, **missing)


def _spanned(bare: str) -> Meaning | None:
    match = _SPAN_FIRST.search(bare) or _SPAN_LAST.search(bare)
    if not match:
        return None
    rest = _LEFT_OVER.sub("", (bare[: match.start()] + bare[match.end() :]))
    rest = _WRAPPED.sub(r"\1", rest)
    return replace(_compose(rest), span="累计") if "累计" in bare else _with(_compose(rest), span=SPAN_WORDS[match[1]])


def _measured(bare: str) -> Meaning | None:
    """工业投资增速位次 is the rank of 工业投资增速; the longest measure that ends the words is taken off."""
    for cut in range(2, len(bare) - 1):
        known = known_heading(bare[cut:])
        if known and known.key in MEASURES and known.text != "值":
            head = _compose(_LEFT_OVER.sub("", bare[:cut]))
            if head.key in ("", "value"):
                return over(head if not head.text else replace(head, indicator=head.text, text=""), _measure(known))
    return None


def _placed(bare: str) -> Meaning | None:
    parts = split_name(bare)
    if not parts.scope or not parts.base or parts.base == bare:
        return None
    rest = _compose(parts.base)
    return _with(rest, scope=parts.scope) if not rest.text else None


@cache
def _pairs() -> dict[tuple[str, str], str]:
    return {(record["above"], record["below"]): record["key"] for record in read_records("heading_pairs")}


def over(above: Meaning, below: Meaning) -> Meaning:
    """Return what a heading and one below it say together; what is nearer to the number wins.

    A measure below a measure is read by ``lexicon/heading_pairs.jsonl``: 增速 below 全市位次 is a rank.
    """
    said = {item.name: getattr(below, item.name) or getattr(above, item.name) for item in fields(Meaning)}
    key = _pairs().get((above.key, below.key), said["key"])
    if key not in LEVELS:  # the unit of a level is not that of its growth or rank
        said["units"] = below.units or (above.units if above.key == key else ())
    together = Meaning(**said | {"key": key, "weak": above.weak and below.weak})
    if above.text and below.text:
        together = replace(together, **_joined(above.text, below.text))
    elif above.text and not below.indicator and below.key not in ("", "also"):
        together = replace(together, indicator=above.text, text="")
    elif above.text and below.indicator:
        together = replace(together, text="", **_under(above.text, below.indicator))
    return together


def _joined(above: str, below: str) -> dict[str, Any]:
    """规上工业 over 总产值 is 规上工业总产值 where the catalogue knows it."""
    whole = above + below
    return {"indicator": whole, "text": ""} if find_indicator(whole) else {"text": whole}


def _under(above: str, below: str) -> dict[str, Any]:
    whole = above + below
    return {"indicator": whole} if find_indicator(whole) else {"indicator": below}

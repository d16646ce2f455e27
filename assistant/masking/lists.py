"""Names in enumerations: what stands before 等企业, 等3个项目, 三个县, 等乡镇, 两位副县长.

The noun after the list says what its items are, so that names made of ordinary words (光明、海鸥、双喜等9家老企业) are found too.
"""

import re
from collections.abc import Iterator
from functools import cache

from assistant.masking.model import Kind, Span
from assistant.masking.vocabulary import alternatives, consists_of, is_ordinary, tokens, words

_COUNT = r"(?:[\d*＊XxＸ一二两三四五六七八九十百多余几]+(?:多|余)?[个家户位条大座名地]|[两三四五六七八九十]+(?=[县镇乡村市厂]))"
_MARK = (
    r"(?<![平高中初同相均头])等(?![待级于候同额价会次])等?|这样的|那样的|这类|之类的|为代表的|为龙头的|为首的"
    r"|这样|这(?=[几两三四五六七八九十些样])[些样]?"
)
_HEADS: dict[Kind, str] = {
    "企业": rf"企业(?!家|{alternatives('no_enterprise')})|公司|集团|厂家|工厂|厂(?![房区里商矿长子])|[车药酒]企|链主|银行",
    "项目": r"项目|工程|生产线",
    "园区": r"园区|开发区|产业园|工业园|片区|集聚区|工业区|功能区|集中[点区]|[矿港景]区",
    "地名": (
        r"乡镇|镇街|街道|县市区|市县区|县区|区县|县（市、区）|乡(?!村)|镇|县(?![直级委域])|村|地市|省份|城市|省市|市(?![场直级委])"
        r"|[地区](?=[的，。；要、])"
    ),
    "人名": r"干部|企业家|工匠|劳模|专家|老总|副?[县市区镇乡]长|同志|常委|书记|局长",
}
_HEAD = "|".join(f"(?P<{kind}>{heads})" for kind, heads in _HEADS.items())
_TAIL = re.compile(rf"(?:(?P<mark>{_MARK})(?P<count>{_COUNT})?|(?P<only>{_COUNT}))(?P<between>[^，。；：、！？\n“”]{{0,12}}?)(?:{_HEAD})")
_CITED = re.compile(
    r"(?:(?:类似于|培育|支持|引进|依托|如|像|以)(?P<names>[^，。；：]{2,60}?)"
    r"等(?:专注|为代表|为龙头|，|。|[^企项，。]{0,12}(?:中小|小微|企业))"
    r"|以(?P<led>[^，。；：]{2,60}?、[^，。；：]{2,30}?)为(?:龙头|代表|链主|首|引领|依托))"
)
_ITEM = re.compile(r"(?:[^、（）()]|[（(][^（）()]*[）)])+")
_LAST = re.compile(r"(?P<first>.{2,}?)(?:以及|和|与|及)(?P<second>.{2,})")
_PREDICATE = re.compile(r".*(?:[型类性化的强好大高多快足低弱差行业务]|较.)$")
_QUALIFIES = re.compile(r".*的.{0,4}|[\d一二三四五六七八九十百千]+[亿万]元?级?(?:以上)?的?")
_NO_NAME = re.compile(r"[对把将要由向让给使为以是有]$|^[\d*＊XxＸ.%％]+$")
_LONGEST = {"地名": 6, "人名": 4}
_EDGES = " “”‘’*＊"


def find_listed(text: str) -> Iterator[Span]:
    """Yield the items of every enumeration whose noun says that they are enterprises, projects, parks, places or people."""
    done = 0
    for match in _TAIL.finditer(text):
        start = _start(text, match.start(), done)
        done = match.end()
        listing = text[start : match.start()]
        if not _joins(match.group("between")) or not (match.group("mark") or _parts(listing)):
            continue
        yield from _items(text, start, match.start(), _kind(match))
    for match in _CITED.finditer(text):
        group = "names" if match.group("names") else "led"
        yield from _items(text, match.start(group), match.end(group), "企业")


def _kind(match: re.Match[str]) -> Kind:
    return next(kind for kind in _HEADS if match.group(kind))


def _joins(between: str) -> bool:
    """Say whether what stands between 等 and the noun only qualifies it: 重点骨干, 经营困难的, not 加快推进."""
    if len(between) <= 2 or _QUALIFIES.fullmatch(between) or consists_of(between, "between", "category", "ent_suffix", "industry"):
        return True
    return [token.kind for token in tokens(between, 0, len(between))] == ["word"]


def _parts(listing: str) -> bool:
    return "、" in listing or bool(re.search(r".{2,}[和与及].{2,}", listing))


def _start(text: str, end: int, least: int) -> int:
    start = end
    while start > least and text[start - 1] not in "，。；：！？\n":
        start -= 1
    return start


def _items(text: str, start: int, end: int, kind: Kind) -> Iterator[Span]:
    found: list[tuple[int, int]] = []
    for part in _ITEM.finditer(text, start, end):
        left = part.start() if found or part.start() > start else _led(text, part.start(), part.end())
        found += _halves(text, left, part.end())
    trimmed = [_trim(text, left, right) for left, right in found]
    for left, right in trimmed:
        if right - left >= 2 and _names(text[left:right], kind):
            yield Span(left, right, kind)


def _led(text: str, start: int, end: int) -> int:
    """Return where the first item begins: after the last word that leads into a list (支持, 对, 的), names left whole."""
    begin = start
    for token in tokens(text, start, end):
        lead = text[token.start : token.end] in _leads() and token.kind in {"word", "function"}
        if lead and end - token.end >= 2:
            begin = token.end
    return begin


@cache
def _leads() -> frozenset[str]:
    return (words("lead") | words("verb")) - {"和", "与", "及"}


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return an item, or both where 和 joins two."""
    match = _LAST.fullmatch(text, start, end)
    cut = [token for token in tokens(text, start, end) if match and token.start == match.end("first")]
    if not match or not cut or cut[0].kind == "unknown":
        return [(start, end)]
    return [match.span("first"), match.span("second")]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _names(item: str, kind: Kind) -> bool:
    """Say whether an item of a list is a name, not a class (纺织、化工等企业; 东部、沿海等地区)."""
    if (
        len(item) > _LONGEST.get(kind, 20)
        or "〔" in item
        or item[-1] in "对把将要由向让给使为以是有和与"
        or re.fullmatch(r"[\d*＊XxＸ.%％]+", item)
    ):
        return False
    if kind == "人名":
        return item[0] in words("surname") and 2 <= len(item) <= 4
    if kind in {"地名", "园区"}:
        return not (consists_of(item, "plain_place", "plain_park", "category") or re.match("[各全本我该]", item))
    if kind == "项目":
        return not (consists_of(item, "category", "between") or re.search("[局委办厅院站]$|部门$", item))
    return not (consists_of(item, "category", "between", "ent_suffix", "industry") or (is_ordinary(item) and _class(item)))


def _class(item: str) -> bool:
    return bool(_PREDICATE.fullmatch(item)) or item in words("common") or any(item.endswith(word) for word in words("activity"))

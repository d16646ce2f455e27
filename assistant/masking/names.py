"""Names of enterprises, projects, parks, places, people and odd departments, found by their surroundings.

No list of names is kept: a name is what ordinary words leave over before a name suffix (台沃 + 科技), what stands in an
enumeration before 等企业 or 等项目, or what stands before 公司, 项目, 园区, 镇, 书记.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.masking.model import Kind, Span
from assistant.masking.vocabulary import Token, alternatives, has_clump, is_ordinary, leading_clump, tokens, words

_STOPS = "，。；：、！？“”《》【】\n\t ,;:!?"
_COUNT = r"[\d*＊Xx一二三四五六七八九十百多余]{1,3}[个家户]"
_SURNAME, _OFFICE, _PHASE = alternatives("surname"), alternatives("title"), "[（(]?[一二三四五]期[）)]?"
_ENUMERATION = re.compile(
    rf"(?:等|这[几两三四五些样](?:家|个|的)?)(?:{_COUNT}|{alternatives('between', 'ent_suffix')}){{0,5}}"
    rf"(企业(?!{alternatives('no_enterprise')})|公司|集团|厂|项目|工程)"
)
_CITED = re.compile(
    r"(?:类似于|培育|支持|引进|依托|如|像|以)(?P<names>[^，。；：]{2,60}?)"
    r"等(?:专注|为代表|为龙头|，|。|[^企项，。]{0,12}(?:中小|小微|企业))"
)
_GENERIC_ITEM = re.compile(rf"(?:{alternatives('between')}|其他|相关|各类|各|小微)*(?:企业|公司|项目|工程|集团)?")
_LEAD = re.compile(rf".*(?:{alternatives('lead')})")
_SHORTER_LEAD = re.compile(rf"{_LEAD.pattern}(?=.{{2}})")  # 对华为 leads with 对, not with 为
_COMPANY = re.compile(rf"(?:{alternatives('company')}|厂(?!房|家|区|里|商|矿|长|子))(?![化军式])(?:[（(][\u4e00-\u9fff]{{2,8}}[)）])?")
_SUFFIXED = re.compile(rf"(?:{alternatives('ent_suffix')})(?!产业|行业|领域|集群|工业|板块|链)")
_PROJECT = re.compile(rf"(?:{alternatives('project')})(?:{_PHASE})?")
_YEARLY = re.compile(
    r"(?:总投资[\d.*＊Xx]+亿?万?元的?)?年(?:产|加工|处理|生产)[\d.*＊Xx〇一二三四五六七八九十百千万亿]+"
    r"[^，。；、]{2,24}?(?:项目|生产线|基地)"
)
_PARK = re.compile(alternatives("park"))
_INDUSTRY_PARK = re.compile(r"产业园(?!区)|科技园|物流园|孵化园|创业园|小镇")
_PLACE = re.compile(
    r"(?:镇|乡(?!镇)|街道|社区|村|州|旗|坝|大道|水库|林场|港区"
    r"|县(?!委|政|直|域|级|区|人|里|内|外|乡|城|市)|市(?!委|政|直|场|级|区|内|外|民|县|值|里|域))"
)
_DIRECTION = re.compile(r"[东西南北中](?:部|城|区)?|城[东西南北]|[高新]?新城|临港|空港|滨[海江湖河]")
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{2,8}?局(?!势|面|部|限|长)")
_PERSON = re.compile(rf"(?P<name>(?:{_SURNAME})[\u4e00-\u9fff]{{0,2}}?)(?=(?:{_OFFICE}))")
_TITLED = re.compile(
    rf"(?:{_OFFICE})[ 　]*(?P<name>(?:{_SURNAME})[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=$|[，。；：、）)\n]|同志|作|主持|讲|发言|先生|女士|汇报|通报|出席|参加|陪同|带队|调研|指出|强调)"
)
_SPEAKER = re.compile(rf"^[ 　]*(?P<name>(?:{_SURNAME})[ 　]?[\u4e00-\u9fff]{{1,2}})[ 　]*$", re.MULTILINE)
_REGION = re.compile(rf"(?:{alternatives('province')})(?:[省市]|自治区|特别行政区)?(?!路)")

_LONGEST_TRADE_NAME = 4
_GRAMMAR = "及与的等对在把将为是了从由向以每各至到使让被于"

Finder = Callable[[str], Iterator[Span]]


def _clause_start(text: str, end: int) -> int:
    """Return where the run of characters before ``end`` begins; brackets belong to it, punctuation does not."""
    start = end
    while start > 0 and text[start - 1] not in _STOPS:
        start -= 1
    return start


def _tail(text: str, start: int, end: int, *, lone: bool = True) -> int:
    """Return where the unknown characters that end at ``end`` begin; ``end`` when there are none.

    One lone unknown character takes the grammatical character before it along: 建业机械, 和盛纺织.
    """
    cut = list(tokens(text, start, end))
    at = end
    while cut and cut[-1].kind == "unknown" and end - cut[-1].start <= _LONGEST_TRADE_NAME:
        at = cut.pop().start
    if lone and end - at == 1 and cut and cut[-1].kind == "function" and text[cut[-1].start] not in _GRAMMAR:
        at = cut.pop().start
    return at if end - at > 1 else end


def _before(text: str, match: re.Match[str], kind: Kind, *, through: bool = False, lone: bool = True) -> Span | None:
    """Return the name that ends with a suffix match, or ``None`` where only ordinary words precede it.

    Args:
        text: The text.
        match: The suffix.
        kind: Kind of the name.
        through: Let ordinary words stand between the unknown characters and the suffix (刘营绿色装配式产业园).
        lone: Take a lone unknown character with the grammatical one before it.
    """
    left = _clause_start(text, match.start())
    end = match.start()
    if through:
        lead = _LEAD.match(text[left:end])
        start = left + (lead.end() if lead else 0)
        if has_clump(text[start:end]):
            return Span(_first_clump(text, start, end), match.end(), kind)
    at = _tail(text, left, end, lone=lone)
    return Span(at, match.end(), kind) if at < end else None


def _first_clump(text: str, start: int, end: int) -> int:
    previous: Token | None = None
    for token in tokens(text, start, end):
        if token.kind == "unknown" and previous and previous.kind == "unknown":
            return previous.start
        previous = token
    return start


def _item(text: str, start: int, end: int, *, first: bool) -> tuple[int, int]:
    """Trim one item of an enumeration: the words that lead into the first, marks and blanks around every one."""
    lead = _LEAD.match(text[start:end]) if first else None
    if lead and start + lead.end() == end:
        lead = _SHORTER_LEAD.match(text[start:end])
    start += lead.end() if lead else 0
    while start < end and text[start] in " “”‘’*＊":
        start += 1
    while end > start and text[end - 1] in " “”‘’":
        end -= 1
    return start, end


def find_enumerated(text: str) -> Iterator[Span]:
    """Yield the items before 等企业, 等项目 (A、B、C等3个项目) and before 等 after 类似于, 培育."""
    for match in _ENUMERATION.finditer(text):
        kind: Kind = "项目" if match.group(1) in {"项目", "工程"} else "企业"
        yield from _items(text, _enumeration_start(text, match.start()), match.start(), kind)
    for match in _CITED.finditer(text):
        yield from _items(text, match.start("names"), match.end("names"), "企业")


def _enumeration_start(text: str, end: int) -> int:
    start = end
    while start > 0 and text[start - 1] not in "，。；：！？\n":
        start -= 1
    return start


def _items(text: str, start: int, end: int, kind: Kind) -> Iterator[Span]:
    for number, part in enumerate(re.finditer(r"(?:[^、（）()]|[（(][^（）()]*[）)])+", text[start:end])):
        left, right = _item(text, start + part.start(), start + part.end(), first=number == 0)
        item = text[left:right]
        if 2 <= len(item) <= 20 and not _GENERIC_ITEM.fullmatch(item) and not (kind == "企业" and is_ordinary(item)):
            yield Span(left, right, kind)


def find_companies(text: str) -> Iterator[Span]:
    """Yield enterprises: whatever leads up to 公司, 集团 or 厂, and unknown characters before an industry word."""
    generic = words("generic_ent")
    for match in _COMPANY.finditer(text):
        left = _clause_start(text, match.start())
        lead = _LEAD.match(text[left : match.start()])
        start = left + (lead.end() if lead else 0)
        name = text[start : match.end()]
        if not is_ordinary(text[start : match.start()]) and name not in generic and len(name) <= 24:
            yield Span(start, match.end(), "企业")
        elif span := _before(text, match, "企业"):
            yield span
    for match in _SUFFIXED.finditer(text):
        if span := _before(text, match, "企业"):
            yield span


def find_projects(text: str) -> Iterator[Span]:
    """Yield named projects: a proper name before 项目, 生产线, 标准厂房, or 年产… up to 项目."""
    for match in _YEARLY.finditer(text):
        yield Span(match.start(), match.end(), "项目")
    for match in _PROJECT.finditer(text):
        if span := _before(text, match, "项目", through=True):
            yield span


def find_places(text: str) -> Iterator[Span]:
    """Yield parks, towns, counties and provinces by name."""
    for match in _PARK.finditer(text):
        named = _before(text, match, "园区", through=True, lone=match.group() != "园区")
        if span := named or _directed(text, match) or _of_industry(text, match):
            yield span
    for match in _PLACE.finditer(text):
        if span := _before(text, match, "地名"):
            yield span
    for match in _REGION.finditer(text):
        yield Span(match.start(), match.end(), "地名")


def _directed(text: str, match: re.Match[str]) -> Span | None:
    """Return a park that is named by its direction only: 东部产业园区, 城南工业园."""
    for direction in _DIRECTION.finditer(text, max(0, match.start() - 2), match.start()):
        if direction.end() == match.start():
            return Span(direction.start(), match.end(), "园区")
    return None


def _of_industry(text: str, match: re.Match[str]) -> Span | None:
    """Return a park that is named by its industry only: 高端纺织服装产业园."""
    if not _INDUSTRY_PARK.match(match.group()):
        return None
    at, named = match.start(), False
    for token in reversed(list(tokens(text, _clause_start(text, at), at))):
        word = text[token.start : token.end]
        if word not in words("ent_suffix") and word not in words("park_modifier"):
            break
        at, named = token.start, named or word in words("ent_suffix")
    return Span(at, match.end(), "园区") if named else None


def find_people(text: str) -> Iterator[Span]:
    """Yield people: surname and given name before or after an office."""
    for match in _PERSON.finditer(text):
        name = match.group("name")
        if _is_person(text, match.start(), name):
            yield Span(match.start(), match.end(), "人名")
    for match in _SPEAKER.finditer(text):
        yield Span(match.start("name"), match.end("name"), "人名")
    for match in _TITLED.finditer(text):
        if _is_person(text, match.start("name"), match.group("name")):
            yield Span(match.start("name"), match.end("name"), "人名")


def _is_person(text: str, start: int, name: str) -> bool:
    """Say whether a surname next to an office is one: not part of an ordinary word, not 和 or 高 alone."""
    within = [token for token in tokens(text, _clause_start(text, start), start + len(name)) if token.end > start]
    if len(name) == 1:
        return [token.kind for token in within] == ["unknown"]
    return not any(token.kind == "word" for token in within)


def find_siblings(text: str, found: Sequence[Span]) -> Iterator[Span]:
    """Yield what stands beside a name in an enumeration and begins with unknown characters: 昆山、江阴的做法."""
    for span in found:
        if text[span.end : span.end + 1] in {"、", "和", "与"} and span.kind in {"企业", "地名", "园区", "人名"}:
            clump = leading_clump(text[span.end + 1 : span.end + 9])
            if clump:
                yield Span(span.end + 1, span.end + 1 + len(clump), span.kind)


def find_departments(text: str) -> Iterator[Span]:
    """Yield departments that a county does not ordinarily have (黄金局): they tell where the speech was made."""
    for match in _DEPARTMENT.finditer(text):
        name = match.group()
        if not any(name.endswith(known) for known in words("department")):
            at = _tail(text, match.start(), match.end() - 1)
            if at < match.end() - 1:
                yield Span(at, match.end(), "部门")


FINDERS: tuple[Finder, ...] = (find_enumerated, find_companies, find_projects, find_places, find_people, find_departments)

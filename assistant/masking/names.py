"""Names of enterprises, projects, parks, places, people and odd departments, found by their surroundings.

No list of names is kept: a name is what ordinary words leave over before a name suffix (台沃 + 科技), what stands in an
enumeration before 等企业 or 等项目, or what stands before 公司, 项目, 园区, 镇, 书记.
"""

import re
from collections.abc import Callable, Iterator

from assistant.masking.clumps import LAND
from assistant.masking.model import Kind, Span
from assistant.masking.vocabulary import (
    Token,
    alternatives,
    begins_token,
    clause_start,
    consists_of,
    has_clump,
    is_ordinary,
    tokens,
    words,
)

_PHASE = "[（(]?[一二三四五]期[）)]?"
_LEAD = re.compile(rf".*(?:{alternatives('lead')})")
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
    r"(?:镇|乡(?!镇)|街道|社区|村|州|旗|坝|大道|水库|广场|大厦|码头|大桥|湿地|林场|港区"
    r"|县(?!委|政|直|域|级|区|人|里|内|外|乡|城|市)|市(?!委|政|直|场|级|区|内|外|民|县|值|里|域))"
)
_DIRECTION = re.compile(r"[东西南北中](?:部|城|区)?|城[东西南北]|[高新]?新城|临港|空港|滨[海江湖河]")
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{2,8}?局(?!势|面|部|限|长)")
_REGION = re.compile(rf"(?:{alternatives('province')})(?:[省市]|自治区|特别行政区)?(?!路)")

_LONGEST_TRADE_NAME = 4
_GRAMMAR = "及与的等对在把将为是了从由向以每各至到使让被于"

_OF_NATION = re.compile(alternatives("national"))
_FIRM_AFTER = re.compile(r"[、等]|(?:集团|公司|股份|配套|生态|准备|一家|二期|项目|基地|工厂|这样|为龙头)|的(?:项目|工厂|基地|订单)")
_FIRM_BEFORE = re.compile(r"(?:[、与和]|引进|对接|签约|牵手|依托|携手|围绕|瞄准|包括|例如|像|对)$")
_SUM = re.compile(
    r"[亿万]元的(?P<name>[\u4e00-\u9fff]{2,20}?)(?=[、，。；]|相继|陆续|先后|已|正|要|将|顺利|全部|如期|尽快|抓紧|加快|早日|开工|投产|竣工|落地|签约|年内|至今)"
)
_NO_PROJECT = re.compile(
    r"任务|(?:大|好|新|重大|重点|优质|工业|产业|技改|规上|纳税)*(?:企业|项目|产业|集群|园区)"
    r"|.*(?:资金|贷款|额度|税收|订单|奖补|投资|产值|企业|项目|目标|任务|缺口|差距|规模|台阶|收入|利润|设备|补贴|基金|大关|支出|债券"
    r"|产业|集群|市场|合同|水平|关口|增量|总量|政策|红包|成本)$"
)
_TOPONYM = re.compile(rf"[\u4e00-\u9fff]{{1,2}}[{LAND}]")
_LANDS = re.compile(rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{1,3}}?[{LAND}](?:、[\u4e00-\u9fff]{{1,3}}?[{LAND}])+")
_ITEM = re.compile("[^、]+")
_TOWN = re.compile(
    r"(?<![\u4e00-\u9fff〕])(?P<name>[\u4e00-\u9fff]{2,4}?)(?:(?:镇|乡|街道|社区)(?=[、，：。；的要]|和)|(?<![全我本各该个邻外强大小每乡])县(?![委政直域级区人里内外乡城市长情]))"
)
_MODEL = re.compile(
    r"(?:隔壁|邻近|旁边|周边|邻县|邻市)的?(?P<near>[\u4e00-\u9fff]{2,3})(?=[，、。])|向(?P<to>[\u4e00-\u9fff]{2,4}?)(?:学习|看齐|取经)|(?:学习|借鉴|对标|复制)(?P<of>[\u4e00-\u9fff]{2,4}?)(?:等地)?的?(?:先进)?(?:经验|做法|模式|打法)"
)

Finder = Callable[[str], Iterator[Span]]


def _tail(text: str, start: int, end: int, *, lone: bool = True) -> int:
    """Return where the unknown characters that end at ``end`` begin; ``end`` when there are none.

    One lone unknown character takes the grammatical character before it along: 建业机械, 和盛纺织.
    """
    cut = list(tokens(text, start, end))
    at = end
    if cut and cut[-1].kind == "word" and is_proper(text[cut[-1].start : end]):
        return cut[-1].start
    if [token.kind for token in cut[-2:]] == ["unknown", "function"] and text[cut[-1].start] not in _GRAMMAR:
        cut.pop()
        at = cut.pop().start
    while cut and cut[-1].kind == "unknown" and end - cut[-1].start <= _LONGEST_TRADE_NAME:
        at = cut.pop().start
    if lone and end - at == 1 and cut and _goes_along(text[cut[-1].start : cut[-1].end], cut[-1].kind):
        at = cut.pop().start
    return at if end - at > 1 else end


def is_plain_place(word: str) -> bool:
    """Say whether a word points to places or people without naming them: 沿海, 先进地区, 他们."""
    return word in words("common") or consists_of(word, "plain_place", "category", "industry", "plain_model", "lead", "verb")


def _goes_along(before: str, kind: str) -> bool:
    return (kind == "function" and before not in _GRAMMAR) or (kind == "word" and before in words("brand"))


def is_proper(word: str) -> bool:
    """Say whether an ordinary word before 镇, 工业园 or 机械 is a name: a popular brand (光明) or a place by its last character (石桥)."""
    plain = any(word in words(name) for name in ("category", "plain_park", "plain_place", "park_modifier", "common"))
    return not plain and (word in words("brand") or bool(_TOPONYM.fullmatch(word)))


def _before(text: str, match: re.Match[str], kind: Kind, *, through: bool = False, lone: bool = True) -> Span | None:
    """Return the name that ends with a suffix match, or ``None`` where only ordinary words precede it.

    Args:
        text: The text.
        match: The suffix.
        kind: Kind of the name.
        through: Let ordinary words stand between the unknown characters and the suffix (刘营绿色装配式产业园).
        lone: Take a lone unknown character with the grammatical one before it.
    """
    left = clause_start(text, match.start())
    end = match.start()
    if not begins_token(text, end):
        return None
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


def find_national(text: str) -> Iterator[Span]:
    """Yield firms known all over the country; those whose name is an ordinary word (小米, 光明) only beside a cue."""
    for match in _OF_NATION.finditer(text):
        plain = match.group() in words("brand") or is_ordinary(match.group())
        if not plain or _FIRM_AFTER.match(text, match.end()) or _FIRM_BEFORE.search(text, max(0, match.start() - 4), match.start()):
            yield Span(match.start(), match.end(), "企业")


def find_companies(text: str) -> Iterator[Span]:
    """Yield enterprises: whatever leads up to 公司, 集团 or 厂, and unknown characters before an industry word."""
    generic = words("generic_ent")
    for match in _COMPANY.finditer(text):
        left = clause_start(text, match.start())
        lead = _LEAD.match(text[left : match.start()])
        start = left + (lead.end() if lead else 0)
        name = text[start : match.end()]
        if not is_ordinary(text[start : match.start()]) and name not in generic and len(name) <= 24:
            yield Span(start, match.end(), "企业")
        elif span := _before(text, match, "企业"):
            yield span
        elif match.group() == "厂" and (word := _word_before(text, match.start())) and _is_works(text[word.start : word.end]):
            yield Span(word.start, match.end(), "企业")
    for match in _SUFFIXED.finditer(text):
        if span := _before(text, match, "企业"):
            yield span


def _word_before(text: str, end: int) -> Token | None:
    cut = list(tokens(text, clause_start(text, end), end))
    return cut[-1] if cut and cut[-1].kind == "word" and begins_token(text, end) else None


def _is_works(word: str) -> bool:
    """Say whether an ordinary word before 厂 is the name of the works (友谊厂), not its trade or an action (水泥厂, 走进厂)."""
    plain = ("common", "industry", "ent_suffix", "category", "lead", "verb", "activity")
    return len(word) < 4 and not any(word in words(name) for name in plain)


def find_projects(text: str) -> Iterator[Span]:
    """Yield named projects: a proper name before 项目, 生产线, 标准厂房, or 年产… up to 项目."""
    for match in _YEARLY.finditer(text):
        yield Span(match.start(), match.end(), "项目")
    for match in _SUM.finditer(text):
        if not _NO_PROJECT.match(match.group("name")):
            yield Span(match.start("name"), match.end("name"), "项目")
    for match in _PROJECT.finditer(text):
        if span := _before(text, match, "项目", through=True):
            yield span


def find_towns(text: str) -> Iterator[Span]:
    """Yield towns and counties that begin a clause or stand in a list, even when ordinary characters make up the name: 三门县."""
    for match in _TOWN.finditer(text):
        if not is_plain_place(match.group("name")):
            yield Span(match.start(), match.end(), "地名")


def find_places(text: str) -> Iterator[Span]:
    """Yield parks, towns, counties and provinces by name."""
    for match in _PARK.finditer(text):
        named = _before(text, match, "园区", through=True, lone=match.group() != "园区")
        if span := named or _directed(text, match) or _of_industry(text, match):
            yield span
    for match in _PLACE.finditer(text):
        if span := _before(text, match, "地名"):
            yield span
    for match in _LANDS.finditer(text):
        yield from (Span(part.start(), part.end(), "地名") for part in _ITEM.finditer(text, match.start(), match.end()))
    for match in _MODEL.finditer(text):
        place = match.lastgroup or "of"
        if not is_plain_place(match.group(place)):
            yield Span(match.start(place), match.end(place), "地名")
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
    for token in reversed(list(tokens(text, clause_start(text, at), at))):
        word = text[token.start : token.end]
        if word not in words("ent_suffix") and word not in words("park_modifier"):
            break
        at, named = token.start, named or word in words("ent_suffix")
    return Span(at, match.end(), "园区") if named else None


def find_departments(text: str) -> Iterator[Span]:
    """Yield departments that a county does not ordinarily have (黄金局): they tell where the speech was made."""
    for match in _DEPARTMENT.finditer(text):
        at = match.end() - 1
        if any(match.group().endswith(known) for known in words("department")) or not begins_token(text, at):
            continue
        before = [token for token in tokens(text, match.start(), at) if token.kind != "function"]
        if before and before[-1].end == at and before[-1].kind == "word":
            yield Span(before[-1].start, match.end(), "部门")
        elif (start := _tail(text, match.start(), at)) < at:
            yield Span(start, match.end(), "部门")


FINDERS: tuple[Finder, ...] = (find_national, find_towns, find_companies, find_projects, find_places, find_departments)

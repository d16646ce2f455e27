"""The lists of a brief in a message: problems, tasks with who leads them and by when, projects, enterprises."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.intaking.clauses import Clause

MARKER = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:个?(?:问题)?是|要(?![求素]))|第[一二三四五六七八九十]+[个条项]?(?:，|、|：|是)|（[一二三四五六七八九十\d]+）|\d{1,2}(?:、|[.．](?!\d)|）)"
    r"|[一二三四五六七八九十]{1,2}、|[①-⑳]|[-·•*—]+\s*|其[一二三四五六](?:是|，)?)[：，\s]*"
)
_LEAD = re.compile(r"(?:由|请|交给?|让)?(?P<lead>[一-鿿、]{2,24}?)(?:来)?(?:牵头|主抓|抓总|负责|主办)(?:落实|推进|抓|办理|办)?")
_LEAD_AFTER = re.compile(r"(?:牵头|责任|主办)(?:单位|部门)?(?:是|为|：)(?P<lead>[一-鿿、]{2,30})")
_DEPARTMENT = re.compile(r"^[县市区]?[一-鿿]{2,10}(?:局|委|办|厅|部|公司|开发区|管委会|镇|乡|中心|政府)$")
_TIME = (
    r"(?:\d{4}年|今年|明年)?(?:\d{1,2}月(?:\d{1,2}[日号]|底|末|中旬|上旬|下旬|份)?"
    r"|年底|年末|年内|春节|[一二三四]季度末?|[上下]半年|月底|本月底)"
)
_DUE = re.compile(
    rf"(?:力争|确保|务必|要|时限|完成时限|期限|时间)*(?:是|为|：|在|于)?(?P<due>{_TIME}(?:之前|以前|前|内)?)(?:全部|基本|要)?(?:完成|办结|见效|到位|落实|搞定)?$"
)
_DUE_INSIDE = re.compile(rf"(?P<due>{_TIME}(?:之前|以前|前))(?:全部|基本|要|由)*")
_DONE = re.compile(r"^(?:[，、]|全部|基本|要|并|由|在|完成|办结|落实|到位|见效|推进)*$")
_VERB = (
    r"(?:抓|稳|强|扩|优|促|保|补|推|育|壮|提|建|盘|培|做|破|降|防|加|深|狠|守|聚|夯|激|释|落实|解|攻|招|清|兑|增|服务|谋|拓|挖|严|打"
    r"|支持|组织|开展|引导|持续|全力|紧盯|紧扣|突出|对|改|帮)"
)
_SHORT_TASK = re.compile(rf"^{_VERB}[一-鿿“”]{{1,9}}$")
TASK = re.compile(rf"^(?:要|继续|着力|尽快|进一步)?{_VERB}")
_ANSWERS = re.compile(r"(?:针对|回应|解决|对应)第(?P<number>[一二三四五六七八九十\d]+)个?问题")
_PROJECT = re.compile(
    r"^(?P<name>[^，：（）\d]{2,30}?(?:项目|工程|生产线|技改|基地|厂房)[^，：（）\d投]{0,6}?)(?:[，：（]|(?:总|计划|预计)*投资|$)"
)
_UNMARKED = re.compile(r"^(?P<name>[^，：（）\d]{3,30}?)(?=[\d，（]|(?:总|计划)?投资|$)")
_AMOUNT = re.compile(r"^(?P<investment>(?:约|近|超)?[\d.]+(?:多|余)?[万亿]元)")
_INVESTMENT = re.compile(
    r"(?:总|计划|预计|拟|完成)*投资(?:额)?(?:约|为|是|：)?(?P<investment>(?:约|近|超)?[\d０-９一二三四五六七八九十百千.．]+(?:多|余)?[万亿个]*元)"
)
_OWNER = re.compile(r"(?:业主|建设单位|投资方|责任单位)(?:是|为|：)(?P<owner>[一-鿿]{2,30})|由(?P<by>[一-鿿]{2,30}?)(?:投资|承建|建设)")
_HOW_MANY = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass
class Item:
    """One entry of a list, with the stretch of the message it came from."""

    start: int
    end: int
    values: dict[str, str] = field(default_factory=dict)
    points: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its main text."""
        return self.values.get("title", "")


def number_of(word: str) -> int:
    """Return 3 for 三 or 3; 0 for what is no ordinal."""
    return int(word) if word.isdigit() else _HOW_MANY.get(word, 0)


def grouped(clauses: Iterable[Clause], *, commas: bool) -> list[list[Clause]]:
    """Return clauses as entries: one for each list marker; without markers cut at semicolons, sentences and lines.

    Args:
        clauses: The clauses of one section.
        commas: Whether a clause that is a short task of its own begins an entry too (抓项目，抓帮扶).
    """
    groups: list[list[Clause]] = []
    last: Clause | None = None
    for clause in clauses:
        marker = MARKER.match(clause.text)
        body = clause.cut(marker.end()) if marker else clause
        fresh = marker is not None or last is None or last.mark in "；。\n" or not last.mark
        fresh = fresh or (commas and _is_short(body) and _is_short(groups[-1][-1]))
        if fresh and last is not None and marker is None and (_DUE.fullmatch(body.text) or only_lead(body.text)):
            fresh = False
        if body.text:
            groups.append([body]) if fresh or not groups else groups[-1].append(body)
        last = clause
    return groups


def _is_short(clause: Clause) -> bool:
    """Tell whether a clause is a short task (抓项目), apart from what stands in brackets after it."""
    return _SHORT_TASK.match(clause.text.partition("（")[0]) is not None


def only_lead(text: str) -> bool:
    """Tell whether a clause says who leads a task and nothing else (由县工信局牵头)."""
    match = _LEAD.match(text)
    return (
        match is not None
        and _DONE.match(_DUE_INSIDE.sub("", text[match.end() :])) is not None
        and bool(_DEPARTMENT.match(match["lead"].split("、")[0]))
    )


def listed(clause: Clause) -> list[Clause]:
    """Return the parts of an enumeration (抓项目、抓帮扶); one part where the marks join nouns inside a phrase."""
    parts, start = [], 0
    for piece in re.split(r"、|以及", clause.text):
        at = clause.text.index(piece, start)
        parts.append(clause.cut(at, at + len(piece)))
        start = at + len(piece)
    whole = len(parts) > 1 and all(TASK.match(part.text) and len(part.text) >= 2 for part in parts)
    return parts if whole else [clause]


def tasks_of(groups: Iterable[list[Clause]]) -> list[Item]:
    """Return the tasks of a section: title, then who leads it, by when, and its points."""
    items: list[Item] = []
    for group in groups:
        for first in listed(group[0]) if len(group) == 1 else [group[0]]:
            items.append(_task(first, group[1:]))
    return [item for item in items if item.title]


def _task(first: Clause, rest: list[Clause]) -> Item:
    item = Item(first.start, rest[-1].end if rest else first.end)
    head, _, inside = first.text.partition("（")
    title, colon, point = head.partition("：")
    title = re.sub(r"^(?:要|就是|重点是?)(?=..)", "", title.strip())
    for part in re.split(r"[，；]", inside.rstrip("）")):
        attach(item, part.strip())
    item.values["title"] = _lead_out(item, title)
    for part in ([point] if colon else []) + [clause.text for clause in rest]:
        attach(item, part.strip())
    return item


def _lead_out(item: Item, title: str) -> str:
    """Take 由县工信局牵头 off a title."""
    match = re.search(r"(?:由|请)(?P<lead>[一-鿿、]{2,24}?)(?:牵头|负责|主抓)", title)
    if match and title[: match.start()]:
        item.values["lead"] = match["lead"].replace("和", "、")
        attach(item, title[match.end() :])
        return title[: match.start()]
    return title


def attach(item: Item, part: str) -> None:
    """Add a clause to a task: its lead, its time limit, the problem it answers, else a point."""
    if not part:
        return
    rest = part
    if match := _ANSWERS.search(rest):
        item.values["problem"] = f"m{number_of(match['number']):02}"
        rest = rest[: match.start()] + rest[match.end() :]
    lead = _LEAD_AFTER.search(rest) or (_LEAD.search(rest) if re.search(r"牵头|主抓|负责", rest) else None)
    if lead is not None or all(map(_DEPARTMENT.match, rest.split("、"))):
        item.values["lead"] = (lead["lead"] if lead else rest).replace("和", "、")
        rest = rest[: lead.start()] + rest[lead.end() :] if lead else ""
    if (due := _DUE.fullmatch(rest)) or (rest != part and (due := _DUE_INSIDE.search(rest))):
        item.values["due"] = due["due"]
        rest = rest[: due.start()] + rest[due.end() :]
    if not _DONE.match(rest):
        item.points.append(rest.strip("，、"))


def attached(clauses: Iterable[Clause], titles: Iterable[str]) -> Item | None:
    """Return what clauses add to a task that is there already (抓项目由县发改委牵头，12月底前完成), or ``None``."""
    found = list(clauses)
    text = found[0].text
    for title in titles:
        at = text.find(title)
        if at < 0 or at > 8:
            continue
        item = Item(found[0].start, found[-1].end, {"title": title})
        for part in (
            re.sub(r"^(?:这[块项条个])?的?(?:工作|重点|任务)?[，：]?", "", text[at + len(title) :]),
            *(clause.text for clause in found[1:]),
        ):
            attach(item, part)
        return item if len(item.values) > 1 or item.points else None
    return None


def problems_of(groups: Iterable[list[Clause]], text: str) -> list[Item]:
    """Return the problems of a section, each in the clerk's own words."""
    return [Item(group[0].start, group[-1].end, {"title": text[group[0].start : group[-1].end].strip("。；， ")}) for group in groups]


def is_project(text: str) -> bool:
    """Tell whether a clause tells of one project by name with its investment (not of a count of projects)."""
    match = _PROJECT.match(text)
    return match is not None and (_INVESTMENT.search(text) is not None or text[match.end("name") :] == "")


def project_of(clauses: list[Clause]) -> Item | None:
    """Return a project: name, investment, state, owner."""
    first = clauses[0]
    match = _PROJECT.match(first.text) or _UNMARKED.match(first.text)
    if match is None:
        return None
    item = Item(first.start, clauses[-1].end, {"name": match["name"].strip("的")})
    states = []
    for part in [first.text[match.end("name") :], *(clause.text for clause in clauses[1:])]:
        rest = part.strip("，：（）")
        for pattern, keys in ((_INVESTMENT, ("investment",)), (_AMOUNT, ("investment",)), (_OWNER, ("owner", "by"))):
            if found := pattern.search(rest):
                item.values[keys[0]] = next(found[key] for key in keys if found[key])
                rest = rest[: found.start()] + rest[found.end() :]
        states.append(rest.strip("，、：（） "))
    status = "，".join(filter(None, states))
    return Item(item.start, item.end, item.values | ({"status": status} if status else {}))

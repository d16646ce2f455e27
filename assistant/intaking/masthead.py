"""The head of a brief in a message: meeting, date, place, speaker, region, audience, length, manner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from assistant.intaking.clauses import Clause

_OPEN = (
    r"^(?:(?:我们|这次|本次|要|准备|打算|拟|帮我|请|写|起草|一下|一篇|一份"
    r"|一个|是|给|为|在|把|关于|下周|近期|马上|想|开|召开|举行|组织|个|次|份)+)?"
)
_MEETINGS = r"(?:座谈|部署|调度|推进|动员|分析|现场|冲刺|总结|促进|专题|工作|大|例)会|(?:工作)?会议"
_MEETING = re.compile(
    _OPEN + r"(?P<name>[一-鿿A-Za-z“”\d—–\-]{0,28}?(?:" + _MEETINGS + "))"
    r"(?:上)?(?:的?讲话稿?)?(?:要?用)?(?P<more>.*)$"
)
_MEETING_NAMED = re.compile(r"^会议(?:名称|名)?(?:是|叫|为|：)(?P<name>.{4,40})$")
_OPENED = re.compile(r"^.{0,12}?(?:要|准备|打算|拟|定于|将)?(?:召开|举行|组织|开)(?:一个|一次|个|次)?(?!门红|局|年|工)")
_NO_MEETING = re.compile(r"^(?:开会|会议|本次会议|这次会议|例会|大会|通过会议)$")
_DAY = re.compile(r"(?:(?P<year>20\d\d|今|明)年)?(?P<month>1[0-2]|0?[1-9])月(?P<day>3[01]|[12]\d|0?[1-9])[日号]")
_ISO = re.compile(r"(?P<year>20\d\d)[-/.](?P<month>1[0-2]|0?[1-9])[-/.](?P<day>3[01]|[12]\d|0?[1-9])")
_ABOUT_DATE = re.compile(r"会议|开会|召开|会期|开$|开的?|时间|日期|举行|讲话|^定在|改[到在为]|改期|推迟|提前")
_AT = re.compile(
    r"(?:上午|下午)?在(?P<place>[一-鿿]{2,18}(?:区|县|市|中心|厅|室|堂|校|楼|园|镇|乡|司|馆|局|委|院))(?:召开|举行|开)(?=[^，]*会)"
)
_BARE_DATE = re.compile(r"^(?:于|在)?{day}(?:上午|下午|晚上)?(?:\d+[点时]\d*分?)?$".replace("{day}", _DAY.pattern))
_RANK = r"副?(?:书记|县长|市长|区长|主任|局长|常委|部长)"
_POST = r"(?:[一-鿿、]{0,16}?(?:书记|县长|市长|区长|主任|局长|部长|镇长|秘书长|常委|主席|专员|州长|旗长))"
_SPEAKERS = (
    re.compile(rf"(?:讲话人|主讲人?|讲话领导|发言人)(?:是|为|：|改[为成]|换成)?(?P<post>{_POST})?(?P<name>[一-鿿]{{2,4}})?(?:同志)?$"),
    re.compile(
        rf"^(?:由|请|是|安排)?(?P<post>{_POST})(?P<name>[一-鿿]{{2,3}}?)(?:同志)?(?:来|作|做|要|去|出席并)?(?:的)?(?:讲话|主讲|发言|讲)"
    ),
    re.compile(rf"^(?:给|为|替)(?P<post>{_POST})(?P<name>[一-鿿]{{2,3}}?)(?:同志)?(?:写|用|准备|起草)"),
)
_SAYS = r"(?:来|要|去|出席并|上台)?(?:作|做)?(?:的)?(?:讲话|主讲|发言|讲|总结)"
_TITLED = re.compile(rf"^(?:由|请|给|是)?(?P<name>[一-鿿]{{1,3}}?)(?P<post>{_RANK})(?:{_SAYS}|用|的讲话)")
_PLACE = re.compile(
    r"^(?:会议)?(?:地点|会场)(?:是|在|为|：|定在|改[到在为])*(?P<place>.{2,24})$|^(?:会议)?在(?P<where>[^，]{2,20}?)(?:召开|开会|举行|开)$"
)
_REGION = re.compile(r"^(?:我们|我)?[县市区]?(?:是|在|地区是?|单位是?|：)*(?P<region>[一-鿿]{2,4}?[县市区旗])(?:的)?$")
_REGION_FIRST = re.compile(
    r"^(?:我们|我)?(?P<region>[一-鿿]{2,3}?[县市区旗])(?![长委级直里内域府]|政府|工信|发改|统计|科技|财政|金融|商务)(?=[^，]{2})"
)
_NO_REGION = re.compile(
    r"[全我本各该每其中的和与及在于为是有园开给向对由]|^(?:城|地|辖|社|市|乡镇|灾|小|超|上|县|工业|周边|下|高新|经|新|老|片)[县市区]|(?:[部超门都城上股楼夜]市|[社景灾矿林牧山]区)$"
)
_LENGTH = re.compile(r"(?P<least>\d{3,5})字?(?:(?:[—–\-~至到]{1,2})(?P<most>\d{3,5}))?个?字")
_STYLE = re.compile(r"^(?:讲话)?(?:风格|语气|口气|口吻|文风|调子)(?:要|是|上|：|用)*(?P<style>.{2,30})$")
_TITLE = re.compile(r"^(?:讲话)?(?:标题|题目)(?:是|叫|为|：|用)+(?P<title>.{4,50})$")
_SALUTATION = re.compile(r"^称呼(?:是|用|为|：)+(?P<salutation>.{2,40})$")
_AGENDA = re.compile(r"^(?:会议)?(?:议程|会上|会前)(?:是|有|：|安排)*(?P<agenda>.{4,60}(?:通报|发言|汇报|表态|解读|观摩|回应).*)$")
_PERIOD = re.compile(r"^(?:报告期|数据(?:时期|截止|截至|期)|时期|统计期|口径期|报告时期)(?:是|为|到|用|：)*(?P<period>.{2,30})$")
_NAMED = (
    (_STYLE, "style", "style"),
    (_TITLE, "title", "title"),
    (_SALUTATION, "salutation", "salutation"),
    (_AGENDA, "meeting.agenda", "agenda"),
    (_PERIOD, "period", "period"),
    (_MEETING_NAMED, "meeting.name", "name"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A key of the head with what the clause says for it; offsets in the message."""

    key: str
    value: str
    start: int
    end: int


def head_of_clause(clause: Clause) -> tuple[list[Found], Clause | None]:
    """Return what a clause says for the head of the brief, and the rest of the clause that may say more."""
    for reader in (_named, _speaker, _date, _meeting, _length, _region):
        found, rest = reader(clause)
        if found:
            return found, rest
    return [], None


def day_of(text: str, year: int | None) -> date | None:
    """Return the day a text gives, ``None`` where it gives none, or none that exists, or no year is known."""
    match = _ISO.search(text) or _DAY.search(text)
    if match is None:
        return None
    said = match["year"]
    if said in {"今", "明"}:
        year = year + (said == "明") if year is not None else None
    elif said:
        year = int(said)
    try:
        return date(year, int(match["month"]), int(match["day"])) if year is not None else None
    except ValueError:
        return None


def _found(clause: Clause, match: re.Match[str], key: str, group: str) -> Found:
    value = match[group].strip('“”"：。 ')
    return Found(key, value, clause.start + match.start(group), clause.start + match.end(group))


def _named(clause: Clause) -> tuple[list[Found], Clause | None]:
    for pattern, key, group in _NAMED:
        if match := pattern.match(clause.text):
            return [_found(clause, match, key, group)], None
    if match := _PLACE.match(clause.text):
        return [_found(clause, match, "meeting.place", "place" if match["place"] else "where")], None
    return [], None


def _speaker(clause: Clause) -> tuple[list[Found], Clause | None]:
    if match := _TITLED.match(clause.text):
        whole = len(match["name"]) > 1
        return [
            _found(clause, match, "speaker.post", "post"),
            _found(clause, match, f"speaker.{'name' if whole else 'surname'}", "name"),
        ], None
    for pattern in _SPEAKERS:
        match = pattern.search(clause.text)
        if match and (match["post"] or match["name"]):
            return [_found(clause, match, f"speaker.{group}", group) for group in ("post", "name") if match[group]], None
    return [], None


def _date(clause: Clause) -> tuple[list[Found], Clause | None]:
    match = _ISO.search(clause.text) or _DAY.search(clause.text)
    if match is None or re.search(r"[前后]|以来|截至|止", clause.text[match.end() :][:1]):
        return [], None
    found = [Found("meeting.date", match[0], clause.start + match.start(), clause.start + match.end())]
    rest = clause.text[match.end() :]
    if region := _REGION.match(clause.text[: match.start()]):
        found += [] if _NO_REGION.search(region["region"]) else [_found(clause, region, "region", "region")]
    if _ABOUT_DATE.search(clause.text) or _BARE_DATE.match(clause.text) or _MEETING.match(rest):
        opened = re.match(r"(?:上午|下午|晚上)?(?:\d+[点时](?:\d+分|半)?)?(?:召开|举行|开)?(?:全)?", rest)
        if where := _AT.match(rest):
            found.append(_found(clause.cut(match.end()), where, "meeting.place", "place"))
            return [*found, *_meeting(clause.cut(match.end() + where.end()))[0]], None
        at = opened.end() - rest[: opened.end()].endswith("全") if opened else 0
        more = clause.cut(match.end() + at)
        meeting, _ = _meeting(more) if more.text else ([], None)
        place = re.match(r"^在(?P<place>[^，]{2,20}?)(?:召开|开会|举行|开)?$", more.text)
        if not meeting and place:
            meeting = [_found(more, place, "meeting.place", "place")]
        return [*found, *meeting], None
    return [], None


def _meeting(clause: Clause) -> tuple[list[Found], Clause | None]:
    match = _MEETING.match(clause.text)
    if match is None or _NO_MEETING.match(match["name"]) or re.search(r"[0-9]%|亿元|问题|没有|次会", match["name"]):
        return [], None
    found = list(_region_before(clause, match))
    name = _found(clause, match, "meeting.name", "name")
    opened = _OPENED.search(name.value)
    cut = opened.end() if opened else 0
    found.append(Found(name.key, name.value[cut:], name.start + cut, name.end))
    more = clause.cut(match.start("more")) if match["more"].strip("上的，") else None
    return found, more


def _region_before(clause: Clause, match: re.Match[str]) -> Iterator[Found]:
    region = _REGION_FIRST.match(match["name"])
    if region and not _NO_REGION.search(region["region"]):
        start = clause.start + match.start("name")
        yield Found("region", region["region"], start, start + len(region["region"]))


def _length(clause: Clause) -> tuple[list[Found], Clause | None]:
    match = _LENGTH.search(clause.text)
    if match is None:
        return [], None
    value = "—".join(filter(None, (match["least"], match["most"])))
    return [Found("length", value, clause.start + match.start(), clause.start + match.end())], None


def _region(clause: Clause) -> tuple[list[Found], Clause | None]:
    match = _REGION.match(clause.text)
    if match is None or _NO_REGION.search(match["region"]):
        return [], None
    return [_found(clause, match, "region", "region")], None


def region_before(text: str) -> str:
    """Return the county or city a clause about figures begins with (青禾县规上工业总产值…); empty where it names none."""
    match = _REGION_FIRST.match(text)
    return match["region"] if match and not _NO_REGION.search(match["region"]) else ""

"""Rules for what is put in: one more priority, one more part, a sentence word for word."""

import re
from dataclasses import dataclass, field

from assistant.drafting.revision.grammar.rules import TAKE, WITHIN, Context, Result, Rule, rule, shape
from assistant.drafting.revision.grammar.tokens import CLASSES
from assistant.drafting.revision.operations import AddPart, AddPriority, AddSentence, Ask, Place

_ADD = r"(?:插入|插|加上|加入|加进|加写|加|增加|增写|增补|增设|新增|添上|添|补上|补充|补写|补|多写|多加|再写|再讲|写|设)(?:一下|进去|上)?"
_AGAIN = r"(?:再|另|另外|新|单独|还|要|得|应|应该|最好|想|也)*"
_ONE_ITEM = r"(?:(?:一|1|这么一|这样一)?(?:条|项)(?:重点)?(?:措施|任务|工作|要求|内容)?|(?:一|1)?(?:个|点)(?:重点)?(?:措施|任务|要求))"
_ONE_PART = r"(?:一|1)?(?:个|大)?(?:部分|大块|板块|块|大部分)"
_SIDE = r"(?:的)?(?:最)?(?:前面|前头|之前|前边|前|后面|之后|后头|后边|后)"
_CALLED = r"(?:，|：|，?(?:就)?(?:叫做?|是|题目是|标题是|标题叫|题为|讲|内容是|小标题是|写))*"
_WHERE = rf"(?:(?:在|于)?(?:(?P<at>{{P}})(?P<side>{_SIDE})?|措施|任务|各条){WITHIN})?"
_ALONE = r"(?:在)?(?:最)?(?P<end>前面|前头|后面|最后|末尾)?"

_FEWEST = 6
_LEAD = shape(
    r"(?:由|让|交给|请|责任单位(?:是|为|：)?|牵头(?:单位|部门)?(?:是|为|：)?|责任部门(?:是|为|：)?)(?P<a>[^，]{2,40}?)(?:来|负责|去)*(?:牵头(?:负责|落实|抓|办)?|负责(?:落实)?|主抓|抓落实|承担|落实|办|抓|来做|来办)?"
    r"|(?P<b>[^，]{2,40}?)(?:来|负责)?(?:牵头(?:负责|落实|抓|办)?|负责(?:落实)?|主抓|抓落实)"
)
_PLACED = shape(
    rf"(?:就)?(?:放|排|摆|插|加|列|位置)(?:在|到)(?:(?P<at>{{P}})(?:(?P<side>{_SIDE})|(?:和|与|跟|、){{P}}(?:的)?(?:之间|中间))?|最?(?P<end>前面?|后面?|前头|后头|末尾))(?:去)?(?:讲)?"
)
_DUE = shape(r"(?P<due>[^，]{0,8}(?:底前|月底|年底|年内|[日号]前|之前|以前|底以前))(?:要)?(?:完成|见效|到位|落实|办结|办好|办完|见成效)?")
_POINT = shape(r"(?:内容|主要|重点|要求|具体|措施|做法|任务|写明|包括|主要内容|具体内容)(?:是|为|讲|写|：|有|包括|要求)*(?P<point>.{4,})")
_DEMAND = shape(
    r"(?P<point>(?:要|抓好|推动|推进|建立|组织|开展|落实|完善|每|对|把|年内|一季度|二季度|三季度|四季度|确保|做到|实行|推行|设立|引进|培育|解决|打通).{4,})"
)


@dataclass
class _Wanted:
    """What the clauses after a title say of the priority that is to be put in."""

    lead: str = ""
    due: str = ""
    points: list[str] = field(default_factory=list)
    before: Place | None = None
    after: Place | None = None


def _priority(match: re.Match[str], context: Context) -> Result:
    title = context.words(match["title"]).rstrip("。") if match["title"] else _new_title(match, context)
    wanted = _Wanted()
    if match["at"] and not _placed(match["at"], match["side"], wanted, context):
        return Ask(f"新的一条要放在措施里。放在哪一条的前面或后面？现有：{'、'.join(context.scene.titles)}。")
    if "end" in match.re.groupindex and match["end"]:
        _at_end(match["end"], wanted)
    for clause in filter(None, (match["more"] or "").split("，")):
        if not _detail(clause, wanted, context):
            return None
    if len(title) < 2 or re.search("内容|随便|你定|看着办", title) or re.fullmatch(r"(?:新的?|措施|任务|内容|工作|什么|别的)+", title):
        return Ask(
            "要加一条什么内容的措施？请写出标题、牵头单位和要做的事，例如：加一条“优化营商环境”，由县行政审批局牵头，放在第三条后面。"
        )
    return (AddPriority(title, wanted.lead, tuple(wanted.points), wanted.due, wanted.before, wanted.after),)


def _new_title(match: re.Match[str], context: Context) -> str:
    """Return the title that was read as the place of a priority which the speech has not: “抓思想发动”这一条."""
    place = context.value(match["new"]) if "new" in match.re.groupindex and match["new"] else None
    return place.title if place and place.title not in context.scene.titles else ""


def _placed(token: str, side: str | None, wanted: _Wanted, context: Context) -> bool:
    place: Place = context.value(token)
    if place.kind == "measures" or (place.kind == "part" and place.number == context.scene.measures_number):
        return True
    if place.kind != "priority":
        return False
    if side and "前" in side:
        wanted.before = place
    else:
        wanted.after = place
    return True


def _at_end(word: str, wanted: _Wanted) -> None:
    if word.startswith("前"):
        wanted.before = Place("priority", 1)


def _detail(clause: str, wanted: _Wanted, context: Context) -> bool:
    """Take in a clause about the new priority; ``False`` where it says something else."""
    placed = _PLACED.fullmatch(clause)
    if placed:
        if placed["end"]:
            _at_end(placed["end"], wanted)
            return True
        return _placed(placed["at"], placed["side"], wanted, context)
    lead = _LEAD.fullmatch(clause)
    if lead:
        wanted.lead = context.words(lead["a"] or lead["b"]).replace("和", "、").replace("与", "、")
        return True
    due = _DUE.fullmatch(clause)
    if due:
        wanted.due = context.tokens.plain(clause)
        return True
    point = _POINT.fullmatch(clause) or _DEMAND.fullmatch(clause)
    if point:
        wanted.points.append(
            context.words(point["point"]) if re.fullmatch(CLASSES["Q"], point["point"]) else context.tokens.plain(point["point"])
        )
    return bool(point)


def _numbered(match: re.Match[str], context: Context) -> Result:
    """Put in a priority by the number it is to have: 增加第六条“防范风险”."""
    place: Place = context.value(match["at"])
    if place.kind != "priority" or place.title:
        return None
    wanted = _Wanted(before=place if context.scene.number_of(place) else None)
    if any(not _detail(clause, wanted, context) for clause in filter(None, (match["more"] or "").split("，"))):
        return None
    title = context.words(match["title"]).rstrip("。")
    return (AddPriority(title, wanted.lead, tuple(wanted.points), wanted.due, wanted.before, wanted.after),)


def _what_case(match: re.Match[str], context: Context) -> Result:
    return Ask("材料里没有现成的案例，不能编。请把案例的原话发来，例如：第一条最后加一句“……”。")


def _what_words(match: re.Match[str], context: Context) -> Result:
    return Ask("要引用的原话请写出来，引文不能编。例如：开头加一句“……”。")


def _what_priority(match: re.Match[str], context: Context) -> Result:
    return Ask("要加一条什么内容的措施？请写出标题、牵头单位和要做的事，例如：加一条“优化营商环境”，由县行政审批局牵头，放在第三条后面。")


def _part(match: re.Match[str], context: Context) -> Result:
    text = context.words(match["text"]) if match["text"] else ""
    heading = context.words(match["title"]).rstrip("。") if match["title"] else ""
    if not text or not heading:
        return Ask("新的一部分写什么？请给出标题和内容，例如：在最后加一部分“狠抓作风”，内容是“……”。")
    at: Place | None = context.value(match["at"]) if match["at"] else None
    if at is not None and at.kind != "part":
        return Ask("新的部分放在哪一部分的前面或后面？请说明第几部分。")
    before = at if at and match["side"] and "前" in match["side"] else None
    return (AddPart(heading, text, before=before, after=None if before else at),)


def _sentence(match: re.Match[str], context: Context) -> Result:
    place = context.place(match["at"])
    if place is None:
        return Ask("这句话加在哪里？请说明第几部分、第几条，或者开头、结尾。")
    text = context.words(match["text"]).strip()
    text = text if text.endswith(("。", "！", "？")) else f"{text}。"
    return (AddSentence(place, text, "start" if match["end"] and re.search("前|头", match["end"]) else "end"),)


def _phrase(match: re.Match[str], context: Context) -> Result:
    """Put in words that are given without being called a sentence: 结尾加上：让我们一起努力; a few letters are a heading or a name."""
    text = context.words(match["text"] or match["quoted"]).strip()
    if len(text) < _FEWEST or context.value(match["at"]).kind in {"all", "masthead"}:
        return None
    text = text if text.endswith(("。", "！", "？")) else f"{text}。"
    return (AddSentence(context.value(match["at"]), text, "start" if match["end"] and re.search("前|头", match["end"]) else "end"),)


def _what_sentence(match: re.Match[str], context: Context) -> Result:
    return Ask("这句话怎么写？请把原话放在引号里发来，例如：结尾加一句“让我们一起努力！”。")


_MORE = r"(?P<more>(?:，[^，]+)*)"
_TEXT = r"(?P<text>{Q}|(?<=：)[^“”]{4,})"

RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:在)?(?P<at>{{P}})(?:的)?(?P<end>最前面?|最后面?|末尾|开头|前面|后面)?{WITHIN}{_AGAIN}(?:加上|加|补上|补充|写上|添上)(?:：(?P<text>[^“”]{{6,}})|(?P<quoted>{{Q}}))",
        _phrase,
    ),
    rule(rf"{_AGAIN}{_ADD}(?P<at>{{P}})(?:，|：|叫|是)*(?P<title>{{Q}}){_MORE}", _numbered),
    rule(
        rf"(?:(?:在)?{{P}}{WITHIN})?{_AGAIN}(?:{_ADD}|举|列举)(?:上)?(?:一|几|两|些)?(?:个|些|点)?(?:典型|企业|具体|鲜活)?的?(?:案例|例子|事例|典型|故事)(?:进去)?",
        _what_case,
    ),
    rule(
        r"(?:(?:在)?{P}(?:里|中)?)?(?:引用|加上|用)[^，]{0,8}?(?:主席|总书记|书记|省长|市长|中央|省委|领导)[^，]{0,6}?(?:{S}|话|讲话|指示|语录|论述|要求|金句)",
        _what_words,
    ),
    rule(
        rf"{_WHERE}{_ALONE}{_AGAIN}{_ADD}{_ONE_PART}{_CALLED}(?P<title>{{Q}})?(?:，?(?:内容|文字|正文|里面|写|话|讲)(?:是|为|写|讲|：)*(?P<text>{{Q}}))?",
        _part,
    ),
    rule(
        rf"(?:在)?(?P<at>{{P}})?(?:的)?(?P<end>最前面?|最后面?|末尾|开头|前面|后面|后头|前头)?{WITHIN}{_AGAIN}{_ADD}(?:{{S}}|{{G}}|(?:一|这|这么一|这样一)?(?:句|段))(?:话|内容)?(?:，|：|，?(?:就)?(?:是|写|说))*{_TEXT}",
        _sentence,
    ),
    rule(
        rf"{TAKE}{_TEXT}(?:这|那)?(?:一)?(?:句|段)?(?:话)?(?:也)?(?:加|放|写|补|添|接|插)(?:到|在|进|入)(?P<at>{{P}})(?:的)?(?P<end>最前面?|最后面?|末尾|开头|前面|后面|后头|前头)?{WITHIN}(?:去|来)?",
        _sentence,
    ),
    rule(
        rf"(?!.*(?:多写|多讲|多说))(?:在)?(?:{{P}})?(?:的)?(?:最前面?|最后面?|末尾|开头|前面|后面)?{WITHIN}{_AGAIN}{_ADD}(?:{{S}}|{{G}}|(?:一|两|几)?(?:句|段))(?:话)?",
        _what_sentence,
    ),
    rule(rf"{_WHERE}{_ALONE}{_AGAIN}{_ADD}{_ONE_ITEM}{_CALLED}(?P<title>{{Q}}){_MORE}", _priority),
    rule(
        rf"{_WHERE}{_ALONE}{_AGAIN}{_ADD}{_ONE_ITEM}(?:：|，?(?:叫做?|题目是|标题是|标题叫|题为|讲|关于)){_CALLED}(?P<title>[一-鿿]{{4,24}}?)(?:的)?(?:措施|任务)?{_MORE}",
        _priority,
    ),
    rule(
        rf"{_WHERE}{_ALONE}{_AGAIN}{_ADD}(?:(?P<title>{{Q}})(?:{{X}}|(?:这|那)?(?:么|样)?(?:一)?(?:条|项|点))|(?P<new>{{P}}))(?:措施|任务|工作)?{_MORE}",
        _priority,
    ),
    rule(
        rf"(?:在)?(?:{{P}}(?:{_SIDE})?)?{WITHIN}{_ALONE}{_AGAIN}{_ADD}(?:一|几|两|三|1|2)?(?:(?:条|项)(?:新的?)?(?:措施|任务|工作|要求|内容|举措)?|(?:个|点)(?:新的?)?(?:措施|任务|要求|举措))",
        _what_priority,
    ),
)

"""Rules for headings and the masthead: 小标题改成“…”, 称谓改为…, 会期调整为1月27日, 讲话人换成…, 标题里的“…”改为“…”."""

import re
from dataclasses import replace

from assistant.drafting.revision.grammar.rules import TAKE, Context, Result, Rule, rule, which_place
from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.drafting.revision.operations import Ask, Masthead, Operation, Place, Replace, Retitle

_BECOMES = any_of("heading.becomes") + r"(?:：)?"
_TITLE = r"(?:小标题|大标题|标题|题目|小题目|标题句|题头|名称|名字|标目)"
_WORDS = r"(?P<new>{Q}|(?<=：)[^“”]{2,60}|[^，]{2,40}?)"
_AS = r"(?:这个)?(?:名字|标题|题目|字样|这几个字)?(?:吧)?"
_POST = re.compile(
    r"^(?P<post>.*(?:副?书记|副?县长|副?市长|副?区长|副?主任|副?局长|副?部长|副?主席|秘书长|副?专员|副?州长|副?镇长|委员|常委|巡视员|调研员|总经理|董事长))?(?:、)?(?P<name>[一-鿿·]{2,4})(?:同志)?$"
)
_UNSAID = re.compile(r"(?:一|改|换|掉)?(?:个|下|改|换)?(?:新的?|别的|好的?|好点的|好听点的?|响亮点的?|更好的)?(?:标题|题目|的)?(?:了)?")
_BY_WRITING = re.compile(r"写$|说$|讲$|口气|语气|形式|方式|一些|一点|比方")
_OF_A_SPEECH = re.compile(r"讲话|发言|致辞|报告|会上|^在全|^在.{2,20}会")
_SALUTATION = re.compile(r"(?:同志|各位|朋友|领导|女士|先生|企业家|代表|嘉宾|委员|乡亲|来宾|大家|你们)")


def _retitle(match: re.Match[str], context: Context) -> Result:
    place, text = context.place(match["p"]), context.words(match["new"]).rstrip("。")
    if _UNSAID.fullmatch(text):
        return _what_title(match, context)
    if place is not None and place.kind == "all":
        return (Masthead(title=text),)
    if place is None or place.kind not in {"part", "priority", "measures"}:
        return which_place(context.scene, "要改标题")
    return (Retitle(_headed(place, context), text),)


def _headed(place: Place, context: Context) -> Place:
    number = context.scene.measures_number
    return Place("part", number) if place.kind == "measures" and number else place


def _renamed(match: re.Match[str], context: Context) -> Result:
    """Give a priority that is told by its title another one: 抓企业稳产改为抓企业增产; what stands behind it in the heading stays."""
    place: Place = context.value(match["p"])
    new, heading = context.words(match["new"]), context.scene.heading_of(place)
    said = re.fullmatch(r"[“‘\"]?" + re.escape(place.title) + r"[”’\"]?", context.words(match["p"])) if place.title else None
    if place.kind != "priority" or not said or place.title not in heading or _BY_WRITING.search(new):
        return None
    return (Retitle(place, heading.replace(place.title, new)),)


def _retitle_piece(match: re.Match[str], context: Context) -> Result:
    place, old, new = context.place(match["p"]), context.words(match["old"]), context.words(match["new"])
    if place is None or place.kind == "all":
        return _title_piece(match, context)
    heading = context.scene.heading_of(_headed(place, context))
    if old not in heading:
        return Ask(f"{context.told(place)}的标题是“{heading}”，里面没有“{old}”。请问要改成什么？") if heading else None
    return (Retitle(_headed(place, context), heading.replace(old, new)),)


def _title(match: re.Match[str], context: Context) -> Result:
    """Change the title of the speech; after a part or priority has been spoken of, its heading, unless the words are those of a speech."""
    text, place = context.words(match["new"]), context.last
    if _UNSAID.fullmatch(text):
        return Ask(f"标题现在是“{context.scene.state.title}”，要改成什么？请把新标题写出来。")
    if place is not None and place.kind in {"part", "priority"} and not _OF_A_SPEECH.search(text):
        return (Retitle(place, text),)
    return (Masthead(title=text),)


def _title_piece(match: re.Match[str], context: Context) -> Result:
    old, new, title = context.words(match["old"]), context.words(match["new"]), context.scene.state.title
    if old not in title:
        return Ask(f"标题是“{title}”，里面没有“{old}”。请问要把哪几个字改成“{new}”？")
    return (Masthead(title=title.replace(old, new).replace("“”", "")),)


def _salutation(match: re.Match[str], context: Context) -> Result:
    words = context.words(match["new"]).rstrip("，。：:！")
    if not _SALUTATION.search(words):
        return None
    return (Masthead(salutation=f"{words}："),)


def _salutation_more(match: re.Match[str], context: Context) -> Result:
    """Put somebody more into the salutation, before or after those who are there."""
    more, there = context.words(match["new"]).rstrip("，。：:、"), context.scene.state.salutation.rstrip("：")
    return (Masthead(salutation=f"{more}、{there}：" if "前" in match["side"] else f"{there}、{more}："),)


def _what_salutation(match: re.Match[str], context: Context) -> Result:
    return Ask(f"称谓现在是“{context.scene.state.salutation}”，要改成什么？请写出来。")


def _date(match: re.Match[str], context: Context) -> Result:
    day = context.value(match["d"])
    if isinstance(day, str):
        return Ask(f"没有“{day}”这一天。请重新写明月和日，例如：会期改为6月26日。")
    return (Masthead(date=day.isoformat()),)


def _no_day(match: re.Match[str], context: Context) -> Result:
    return Ask("改到哪一天？请写明月和日，例如：会期改为6月26日。")


def _speaker(match: re.Match[str], context: Context) -> Result:
    words = context.words(match["new"])
    found = _POST.match(words)
    if found is None:
        return Ask(f"没有看清讲话人的姓名：“{words}”。请写成“讲话人改为副县长张三”这样。")
    return (Masthead(speaker=found["name"], post=found["post"]),)


def _lead(match: re.Match[str], context: Context) -> Result:
    """Put one office in the place of the one that leads a priority."""
    place, new = context.place(match["p"]), re.sub("(?:来|共同|一起|联合|一并)$", "", context.words(match["new"]))
    number = context.scene.number_of(place) if place and place.kind == "priority" else 0
    if place is None or not number:
        return which_place(context.scene, "要换牵头单位")
    owner = context.scene.document.block(context.scene.document.priorities[number - 1]).owner
    lead = next((one.lead for one in context.scene.brief.priorities if one.id == owner), "")
    if not lead or "、" in lead:
        told = f"有{lead}" if lead else "没有写明"
        return Ask(f"{context.told(place)}的牵头单位{told}。要把哪一个换成{new}？可以说：{context.told(place)}里的“……”改成“{new}”。")
    return (Replace(lead, new, place),)


def _due(match: re.Match[str], context: Context) -> Result:
    """Ask back which demand a new time limit is for: the limits stand in the user's own words."""
    place = context.place(match["p"])
    number = context.scene.number_of(place) if place and place.kind == "priority" else 0
    if place is None or not number:
        return which_place(context.scene, "要改时限")
    owner = context.scene.document.block(context.scene.document.priorities[number - 1]).owner
    item = next((one for one in context.scene.brief.priorities if one.id == owner), None)
    timed = [one for one in (*item.points, item.due) if re.search(r"[月年日][底前末初]|\d月|年内", one)] if item else []
    told = "；".join(timed) or "材料里没有写时限"
    return Ask(
        f"{context.told(place)}的时限：{told}。请说明改哪一处，例如：{context.told(place)}里的“10月”改成“{context.words(match['new'])}”。"
    )


def _nothing(match: re.Match[str], context: Context) -> Result:
    return ()


def _what_title(match: re.Match[str], context: Context) -> Result:
    place = context.place(match["p"])
    told = f"{context.told(place)}现在的标题是“{context.scene.heading_of(place)}”，" if place and context.scene.heading_of(place) else ""
    return Ask(f"{told}请问标题要改成什么？请把新标题写出来。")


_MEETING = any_of("heading.meeting")
_SHIFTS = r"(?:改|调整|推迟|提前|延期|延后|挪|变更|定|换|顺延|推|延|修改|更改|更新|写|变|移)(?:到|为|成|至|在|于|了)*"

_LONG = (
    any_of("heading.long") + r"*(?:长|短|啰嗦|空|虚|平|土|老套|绕|大|一般|不够(?:响亮|有力|醒目|简洁))(?:了)?(?:些|点儿?|一点)?"
    r"(?:，(?:再|要|改得|写得|换得|弄得)*(?:简短|简洁|精炼|短|响亮|醒目|有力|改"
    r"|换)(?:一些|一点儿?|些|点儿?|一改|一换|改|换)?)?"
)

RULES: tuple[Rule, ...] = (
    rule(r"(?:把|将)?(?P<p>{P})(?:统一|一律|都)?(?:改成|改为|换成|改叫|更名为|改名为)(?P<new>{Q}|[一-鿿]{4,16}?)", _renamed),
    rule(rf"{TAKE}(?:(?P<p>{{P}})的?)?{_TITLE}{_LONG}", _what_title),
    rule(
        rf"{TAKE}(?:(?P<p>{{P}})的?)?{_TITLE}(?:再|要|写得|改得)*(?:简短|简洁|精炼|短|响亮|醒目|有力)(?:一些|一点儿?|些|点儿?)", _what_title
    ),
    rule(
        rf"{TAKE}(?P<p>{{P}})(?:的)?(?:牵头|责任|负责|主责)(?:单位|部门)?~(?:改成|改为|换成|换为|变更为|调整为|改|换|由)(?:由)?(?P<new>{{Q}}|[^，]{{2,30}}?)(?:来)?(?:牵头|负责)?",
        _lead,
    ),
    rule(rf"{TAKE}(?P<p>{{P}})~(?:改由|换由|交给|改为由|改成由|由)(?P<new>{{Q}}|[^，]{{2,30}}?)(?:来)?(?:牵头|负责)(?:落实|抓)?", _lead),
    rule(
        rf"{TAKE}(?P<p>{{P}})(?:的)?(?:时限|期限|完成时间|时间节点|时间|节点)~(?:改|调整|推迟|提前|延|定|放宽|换)(?:到|为|成|至|在)*(?P<new>[^，]{{2,16}}?)",
        _due,
    ),
    rule(rf"{TAKE}(?P<p>{{P}})(?:的)?{_TITLE}(?:里面|里|中)的?{TAKE}(?P<old>{{Q}}|[^，]{{2,12}}?)~{_BECOMES}{_WORDS}{_AS}", _retitle_piece),
    rule(rf"{TAKE}(?P<p>{{P}})(?:的)?{_TITLE}~{_BECOMES}{_WORDS}{_AS}", _retitle),
    rule(rf"{TAKE}(?P<p>{{P}})~(?:改名|更名|改叫|改称|改标题)(?:为|成|叫)?{_WORDS}{_AS}", _retitle),
    rule(
        rf"(?:给)?{TAKE}(?:(?P<p>{{P}})的?)?{_TITLE}~(?:换|改|重拟|重起|重写|另起|另拟|起|取|拟)(?:一)?(?:个|换|改|掉)?(?:新的?|别的|好点的)?{_TITLE}?",
        _what_title,
    ),
    rule(
        rf"(?:给)?(?:(?P<p>{{P}})(?:的)?)?~(?:换|改|重拟|重起|重写|另起|另拟|起|取|拟)(?:一)?个(?:新的?|别的|好点的)?{_TITLE}", _what_title
    ),
    rule(
        rf"{TAKE}(?:(?P<p>{{P}})的?)?(?:大|总|主)?{_TITLE}(?:里面|里|中)的?{TAKE}(?P<old>{{Q}})(?:这)?(?:[两三四五六七八几]个?字|字样|字眼|几个字)?~(?:去掉|删掉|删去|删|拿掉|不要)(?:了)?(?P<new>)",
        _retitle_piece,
    ),
    rule(
        r"(?:称谓|称呼|抬头)(?:的)?(?P<side>前面?|后面?|之前|之后)(?:再)?(?:加上|加|添上|添|补上)(?P<new>{Q}|[^，]{2,16}?)",
        _salutation_more,
    ),
    rule(r"(?:把)?(?:称谓|称呼语?|抬头)~(?:改|换)(?:一改|掉|一换)?", _what_salutation),
    rule(
        rf"{TAKE}(?:大|总|主|讲话的?|讲话稿的?|文章的?)?(?:标题|题目|题头)(?:里面|里|中)的?{TAKE}(?P<old>{{Q}}|[^，]{{2,16}}?)~{_BECOMES}{_WORDS}{_AS}",
        _title_piece,
    ),
    rule(rf"{TAKE}(?:大|总|主|讲话的?|讲话稿的?|文章的?|整个?的?)?(?:标题|题目)~{_BECOMES}{_WORDS}{_AS}", _title),
    rule(rf"{TAKE}(?:开头的?|{{P}}的?)?(?:称谓|称呼语?|抬头)~{_BECOMES}{_WORDS}(?:的称呼)?", _salutation),
    rule(
        rf"{TAKE}(?:题头的?|题下的?)?{_MEETING}?~(?:(?:由|从){{D}}(?:，)?)?{_SHIFTS}?(?P<d>{{D}})(?:了)?(?:召开|开会|开|举行|上午|下午|晚上)*(?:了)?",
        _date,
    ),
    rule(
        r"(?:那|所以)?(?:题下|题头|稿子上?|稿子里)?(?:的)?(?:日期|时间)?(?:也|要|得)*(?:相应|同步|跟着|一并|随之|对应)*(?:地)?(?:修改|改|更新|调整|变|改正|更正)(?:过来|掉|一改|改)?(?:题下|题头|稿子上?)?(?:的)?(?:日期|时间)(?:过来|也改过来)?"
        r"|(?:题下|题头)?(?:的)?(?:日期|时间)(?:也|要|得)*(?:相应|同步|跟着|一并|随之)*(?:改过来|改|修改|变|调整|更新|改一改|改改)",
        _nothing,
    ),
    rule(rf"{TAKE}(?:题下的?|会议的?)?(?:日期|会期|会议时间)~(?:改|换|调整|修改|变)(?:一改|一下|改|掉)?", _no_day),
    rule(
        r"(?:把)?(?:讲话人|主讲人|讲话领导|报告人|讲话的人|讲话同志|讲话者|署名|讲话人姓名)(?:(?:由|从)[^，]{2,20}?(?=改|换|变|调))?~(?:换成|改成|改为|换为|变更为|调整为|变成|换|改|写|是|为|写成)(?:为|成)?(?P<new>{Q}|[^，]{2,30}?)(?:来讲|讲话|讲)?(?:了)?",
        _speaker,
    ),
    rule(
        r"(?:这次|这个会|会上|会议|讲话|这篇)?(?:改|换|变更)?(?:为|成)?由(?P<new>[^，]{2,24}?)(?:来)?(?:讲话|讲|作讲话|代讲|出席讲话|做讲话)(?:了)?",
        _speaker,
    ),
)


def merged(operations: tuple[Operation, ...]) -> tuple[Operation, ...]:
    """Return the operations with all changes of the masthead in one.

    Args:
        operations: Of one instruction.
    """
    heads = [one for one in operations if isinstance(one, Masthead)]
    if len(heads) < 2:
        return operations
    whole = Masthead()
    for head in heads:
        told = {key: value for key in ("title", "date", "speaker", "post", "salutation") if (value := getattr(head, key)) is not None}
        whole = replace(whole, **told)
    first = operations.index(heads[0])
    rest = [one for one in operations if not isinstance(one, Masthead)]
    return (*rest[:first], whole, *rest[first:])

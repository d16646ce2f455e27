"""What only a model does wrong, seen in its slot text: exact figures hedged, wholes of another kind, talk about the task itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.drafting.chain.naming import words_of
from assistant.drafting.chain.schedules import wrong_schedules
from assistant.slots import SLOT, render

_HEDGE = re.compile(r"(?:超过|超出|突破|逾|不到|不足|未满|将近|接近|高达|(?<![最附靠贴亲])近|(?<![赶反])超|低至)$")
_AFTER = re.compile(r"^(?:以上|以下|左右|上下|以内|多亿|余亿)")
_VERB = re.compile(r"(?:增长|下降|上升|回落|提高|降低|减少|增加|下滑)(?:了)?$")
_CLAUSE = re.compile(r"^(?:同比|(?:增速)?比[^\d]{1,8}?)?(?:增长|下降|上升|回落|提高|降低|减少|增加|持平)")
_PART = re.compile(r"其中[，,]?(?:[^，。；{}]{0,12})$")
# 用户 are also those who use electricity: only what speaks of an order given to a writer is meant.
_TASK = re.compile(
    r"用户的?(?:要求|需求|意思|指令|提示)|用户(?:让|希望|想要)我|槽位|(?:本|这一)节(?:要|应|的?任务|写|内容)|字数(?:要求|控制|限制)"
    r"|(?m:^)(?:好的|当然可以|没问题|明白了|收到)[，。！：]|(?<=[。！])(?:好的|没问题|收到)[。！]|提示词|范文|占位符|(?:要用|使用|引用|根据|先看|对应)[a-z]\d{2}(?!\d)|以下(?:是|为).{0,12}(?:正文|初稿|内容|修改|改写)"
)
_COUNTED = re.compile(
    r"(?<!没)有[两一二三四五六七八九十\d]+[个户家项](?:县|区|指标|行业|企业|乡镇|产业)*"
    r"(?:快于|慢于|高于|低于|好于|差于|超过|没有|正增长|负增长|增长|下降|回落|完成|实现|达到)"
)
_BARE_ID = re.compile(r"(?<![A-Za-z0-9])[fmpjkt]\d{2}(?![0-9A-Za-z%.])")  # of a row, a problem …: it stands in slots only
_THANKS = re.compile(r"(?:谢谢(?:大家|各位)|我的(?:讲话|发言)(?:完了|到此结束)|我就讲到?这里)[，。！]")
_SOURCE = re.compile(
    r"(?:专家|学者|媒体|业内人士|有关人士|权威机构|有人)[^，。；]{0,4}(?:指出|认为|表示|预测|评价|分析)|(?:据|有)[^，。；]{0,6}(?:报道|研究表明|数据表明)"
)
_STANDING = re.compile(r"(?:位居|居于|稳居|跻身|排在|处于|走在)[^，。；]{0,6}(?:前列|前茅|第一方阵|首位|榜首|上游)")
_TENFOLD = re.compile(r"(?P<what>[\u4e00-\u9fff]{2,14}?)(?:均|都|继续|实现|保持|呈现|了)*(?:两位数|双位数)(?:的)?(?P<way>增长|增速|下降)")
_EARLIER = re.compile(r"(?<![比较同])(?:去年同期|上年同期|去年|上年)[，,]?(?:[^，。；{}]|\{\{[\w.]+\.name\}\}){0,16}$")
_OF_ITS_OWN = re.compile(r"(?:完成|实现|达到|创造|贡献)?[^，。；{}]{0,3}(?:产值|收入|利润|税收|投资|用电量?)?(?:完成|实现|达到|为)?$")


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong in a slot text.

    Attributes:
        start: Offset into the slot text.
        rule: Identifier of the rule.
        why: What is wrong, one Chinese sentence without any value.
    """

    start: int
    rule: str
    why: str


def slips_of(slots: str, brief: Brief, counts: Mapping[str, int]) -> Iterator[Slip]:
    """Yield what is wrong in a text whose slots can all be filled.

    Args:
        slots: Text in slot form.
        brief: The brief.
        counts: Announced counts.
    """
    for match in _TASK.finditer(slots):
        yield Slip(match.start(), "task", "这是写作的说明，不是讲话")
    for at, why in wrong_schedules(slots, brief):
        yield Slip(at, "schedule", why)
    for match in _BARE_ID.finditer(SLOT.sub(lambda slot: " " * len(slot[0]), slots)):
        yield Slip(match.start(), "id", "编号只写在槽位里，不写进句子")
    for match in _THANKS.finditer(slots):
        if "\n" in slots[match.end() :].rstrip():
            yield Slip(match.start(), "closing", "讲话还没有完，这里不能道谢收尾")
    for match in _SOURCE.finditer(slots):
        yield Slip(match.start(), "source", "材料里没有引用别人的话")
    for match in _STANDING.finditer(slots):
        if match[0] not in words_of(brief):
            yield Slip(match.start(), "standing", f"“{match[0]}”没有数字可以证明")
    for match in _TENFOLD.finditer(slots):
        if not _of_two_digits(match["what"], match["way"], brief):
            yield Slip(match.start(), "tenfold", "“两位数”与材料不符，或者看不出说的是哪个指标")
    for match in _COUNTED.finditer(slots):
        yield Slip(match.start(), "counted", "这是自己数出来的数，材料里没有")
    before = ""
    for match in SLOT.finditer(slots):
        reading = render(match[0], brief, counts).text
        head, tail = slots[max(0, match.start() - 24) : match.start()], slots[match.end() : match.end() + 4]
        yield from _hedged(match, head, tail, reading)
        if _VERB.search(head) and _CLAUSE.match(reading):
            yield Slip(match.start(), "verb", "槽位自带升降用语，前面又写了一个")
        yield from _foreign_part(match, head, before, brief)
        yield from _not_its_own(match, slots[max(0, match.start() - 60) : match.start()], brief)
        before = match[1] if match[1].partition(".")[0] in table_of(brief).rows and "." not in match[1] else before
        if "。" in tail[:1]:
            before = ""


def _hedged(match: re.Match[str], head: str, tail: str, reading: str) -> Iterator[Slip]:
    hedge = _HEDGE.search(head)
    if hedge and reading[:1].isdigit() and not tail.startswith("的"):
        yield Slip(match.start(), "hedged", f"槽位是准确的数，前面不能写“{hedge[0]}”")
    elif (after := _AFTER.match(tail)) and reading[:1].isdigit() and not match[1].startswith(("m", "p", "j", "bg", "k")):
        yield Slip(match.start(), "hedged", f"槽位是准确的数，后面不能写“{after[0]}”")


def _foreign_part(match: re.Match[str], head: str, whole: str, brief: Brief) -> Iterator[Slip]:
    """Yield a level that is told as part of a level in another unit, or of a smaller one."""
    rows = table_of(brief).rows
    part, body = rows.get(match[1]), rows.get(whole)
    if part is None or body is None or not _PART.search(re.sub(r"\{\{[^{}]*\}\}$", "", head)):
        return
    if part.unit != body.unit or (part.value is not None and body.value is not None and part.value > body.value):
        yield Slip(match.start(), "part", f"“其中”用错了：{match[1]} 不是 {whole} 的一部分")


def _not_its_own(match: re.Match[str], head: str, brief: Brief) -> Iterator[Slip]:
    """Yield a value told as last year's, and a value of a place told as that of an enterprise or a project."""
    row = table_of(brief).rows.get(match[1])
    if row is None:
        return
    if _EARLIER.search(head):
        yield Slip(match.start(), "earlier", f"{match[1]} 是本期的数，不是上年的")
    for name in (*brief.enterprises, *(project.name for project in brief.projects)):
        _, told, between = head.rpartition(name)
        if told and name not in row.indicator + row.scope and _OF_ITS_OWN.fullmatch(between):
            yield Slip(match.start(), "subject", f"{match[1]} 不是{name}的数")


def _of_two_digits(what: str, way: str, brief: Brief) -> bool:
    """Tell whether an indicator that is named grew or fell by ten percent or more, but less than a hundred."""
    named = [figure for figure in brief.figures if what.endswith((figure.indicator, spoken_name(figure)))]
    changes = [figure.yoy if figure.yoy is not None else figure.value for figure in named if figure.yoy is not None or figure.unit == "%"]
    signs = [-change if way == "下降" else change for change in changes if change is not None]
    return bool(signs) and all(10 <= change < 100 for change in signs)

"""What only a model does wrong, seen in its slot text: exact figures hedged, wholes of another kind, talk about the task itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.audit.facts import table_of
from assistant.brief import Brief
from assistant.slots import SLOT, render

_HEDGE = re.compile(r"(?:超过|超出|突破|逾|不到|不足|未满|将近|接近|高达|(?<![最附靠贴亲])近|(?<![赶反])超|低至)$")
_AFTER = re.compile(r"^(?:以上|以下|左右|上下|以内|多亿|余亿)")
_VERB = re.compile(r"(?:增长|下降|上升|回落|提高|降低|减少|增加|下滑)(?:了)?$")
_CLAUSE = re.compile(r"^(?:同比)?(?:增长|下降|上升|回落|提高|降低|减少|增加|持平)")
_PART = re.compile(r"其中[，,]?(?:[^，。；{}]{0,12})$")
# 用户 are also those who use electricity: only what speaks of an order given to a writer is meant.
_TASK = re.compile(
    r"用户的?(?:要求|需求|意思|指令|提示)|用户(?:让|希望|想要)我|槽位|(?:本|这一)节(?:要|应|的?任务|写|内容)|字数(?:要求|控制|限制)"
    r"|(?m:^)(?:好的|当然可以|没问题|明白了|收到)[，。！：]|提示词|范文|占位符|(?:要用|使用|引用|根据|先看|对应)[a-z]\d{2}(?!\d)|以下(?:是|为).{0,12}(?:正文|初稿|内容|修改|改写)"
)
_COUNTED = re.compile(
    r"(?<!没)有[两一二三四五六七八九十\d]+[个户家项](?:县|区|指标|行业|企业|乡镇|产业)*"
    r"(?:快于|慢于|高于|低于|好于|差于|超过|没有|正增长|负增长|增长|下降|回落|完成|实现|达到)"
)
_THANKS = re.compile(r"(?:谢谢(?:大家|各位)|我的(?:讲话|发言)(?:完了|到此结束)|我就讲到?这里)[，。！]")
_REST = 40  # characters that may follow the thanks at the end


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
    for match in _THANKS.finditer(slots):
        if len(slots) - match.end() > _REST:
            yield Slip(match.start(), "closing", "讲话还没有完，这里不能道谢收尾")
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

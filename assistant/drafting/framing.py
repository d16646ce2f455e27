"""导语, 形势, 保障, 结尾: what holds the speech together; they claim nothing the brief does not say."""

import re

from assistant.audit.rows import growth_row
from assistant.brief import Brief
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.standing import fell_back
from assistant.drafting.state import Message, Passage
from assistant.drafting.topics import GENERAL
from assistant.numbers import read_period
from assistant.slots import available, slotted

_ASKS = re.compile(r"要求|部署|强调|提出|明确|指出|安排|印发|出台|召开")
_YEAR = re.compile(r"(之年|元年|一年)$")
_PLAN_NAME = re.compile(r"(?<![“十])(十[一二三四五六七八九]五)(?!”)")
_SPOKE = re.compile(
    r"^(会前|刚才)?(.*?)(代表)?(?:分别|先后|现场|当场)?(?:作了|作)?(表态发言|交流发言|汇报发言|发言|汇报|通报|回应|表态|介绍|观摩|考察|参观|调研)(.*)$"
)
_MOST_LEADS = 6
_REASONS = 2
_TRIES = 6
_CLOSINGS = {"市级调度": ("市级", "调度")}


def opening(outline: Outline, brief: Brief, voice: Voice) -> Passage:
    """Return 导语: why we meet, what was asked from above, who has spoken, how many points follow."""
    size = voice.style.opening
    first = voice.say("导语_起", size=size) or voice.say("导语_起", size=size, meeting=GENERAL) or "今天我们专题研究工业工作。"
    why = [Message("frame", (first,), 0)]
    why += [Message("frame", (text,), 0, ("bg",)) for text in _background(brief, voice)]
    why += _measured(brief, voice)
    if size == "long" and (more := voice.say("形势")):
        why.append(Message("frame", (more,), 0))
    spoken = _agenda(brief, voice)
    messages = [*spoken, *why] if voice.style.spoken_first else [*why, *spoken]
    if voice.profile.soft and (thanks := voice.say("导语_谢")):
        messages.append(Message("frame", (thanks,), 0))
    if outline.points > 1:
        messages.append(Message("frame", (voice.say("导语_讲", size=size),), 0))
    elif outline.light and len(outline.tasks) > 1 and (way := voice.say("导语_讲轻")):
        messages.append(Message("frame", (way,), 1))
    return Passage("导语", tuple(messages))


def _background(brief: Brief, voice: Voice) -> list[str]:
    if not brief.background:
        return []
    pieces = [piece.strip("，, ") for piece in re.split(r"[；;。]", slotted(brief, "bg")) if piece.strip("，, ")]
    sentences = []
    for piece in pieces[:3]:
        told = _PLAN_NAME.sub(r"“\1”", piece)
        kind = "year" if _YEAR.search(piece) and "今年" not in piece else "ask" if _ASKS.search(piece) else "plain"
        sentences.append(voice.say("导语_背景", "", {"bg": told}, voice.style.opening, kind=kind) or f"{told}。")
    return sentences


def _measured(brief: Brief, voice: Voice) -> list[Message]:
    """Hold the growth of the region to what is asked from above where that is its own earlier growth: 不低于上半年."""
    asked = re.search(r"增速不低于(上半年|[一二三]季度|前三季度|上年)", brief.background)
    for figure in brief.figures if asked else ():
        before = read_period(figure.prev_period) if figure.prev_period else None
        same = asked is not None and before is not None and asked[1] in before.label(with_year=False)
        change = f"{figure.id}.change"
        if same and growth_row(figure) and "增加值" in figure.name and fell_back(figure) and available(brief, change):
            text = voice.ledger.tell(f"{{{{{figure.id}.name}}}}{{{{{figure.id}.yoy}}}}，{{{{{change}}}}}，要补的就是这一段。")
            return [Message("contrast", (text,), 0, (figure.id,), relation="对比")]
    return []


def _agenda(brief: Brief, voice: Voice) -> list[Message]:
    """Say who has spoken, from the agenda and nothing else."""
    period = brief.reporting.label(with_year=False) if brief.reporting and available(brief, "period") else ""
    told = [text for piece in re.split(r"[，；;。]", brief.meeting.agenda) if piece and (text := spoken_before(piece, period))]
    if not told:
        return []
    early = [text for text in told if text.startswith("会前")]
    just = [text for text in told if not text.startswith("会前")]
    parts = [*early, *([f"刚才，{'，'.join(just)}"] if just else [])]
    said = Message("frame", ("；".join(parts) + "。",), 0, ("bg",))
    remark = voice.say("导语_议程") if just and voice.style.opening != "short" else ""
    return [said, Message("frame", (remark,), 0 if voice.style.opening == "long" else 1)] if remark else [said]


def spoken_before(piece: str, period: str = "") -> str:
    """Turn one item of the agenda into what happened: 园区和几个部门发言 → 园区和几个部门作了发言.

    Args:
        piece: One clause of the agenda.
        period: The reporting period as prose says it; where the clause names it, it becomes a slot.
    """
    piece = piece.strip().removeprefix("刚才").lstrip("，")
    text = _happened(piece)
    return text.replace(period, "{{period}}") if period else text


def _happened(piece: str) -> str:
    if re.match(r"[^，]{2,14}?[一-鿿]了", piece) and not piece.startswith("会前"):
        return piece
    match = _SPOKE.match(piece)
    if match is None:
        return ""
    early, who, deputy, verb, what = match[1] or "", match[2].strip(), match[3] or "", match[4], match[5].strip()
    if verb in {"观摩", "考察", "参观", "调研"}:
        return f"会前，我们{verb}了{what or '现场'}" if early == "会前" or not who else f"{who}{verb}了{what or '现场'}"
    who = f"{who}{deputy}" or "有关方面"
    return f"{'会前，' if early == '会前' else ''}{who}{verb}了{what}" if what else f"{who}作了{verb}"


def outlook(voice: Voice) -> list[Message]:
    """Return a sentence on 形势, for where there is room."""
    text = voice.say("形势")
    return [Message("cause", (text,), 5)] if text else []


def understanding(outline: Outline, brief: Brief, voice: Voice) -> Passage:
    """Return 认识: why the user's tasks matter, where a speech has tasks but no figures and no problems."""
    messages = []
    if text := voice.say("形势"):
        messages.append(Message("cause", (text,), 6))
    titles = "、".join(priority.title for priority in brief.priorities)
    if len(brief.priorities) > 1:
        messages.append(Message("frame", (voice.say_again("认识", ("总",), {"titles": titles}),), 0))
    for priority, task in list(zip(brief.priorities, outline.tasks, strict=False))[:_REASONS]:
        if reason := voice.say_first("措施_引", (task.topic, GENERAL)):
            values = {"title": priority.title, "reason": reason.rstrip("。")}
            messages.append(Message("frame", (voice.say_again("认识", ("分",), values),), 1, (priority.id,)))
    if text := voice.say("形势"):
        messages.append(Message("cause", (text,), 6))
    return Passage("认识", tuple(messages))


def safeguards(brief: Brief, voice: Voice) -> Passage:
    """Return 保障: who answers for what, and honest data."""
    leads = list(dict.fromkeys(lead for priority in brief.priorities for lead in re.split("[、，]", priority.lead) if lead))
    if 2 <= len(leads) <= _MOST_LEADS:
        voice.values["leads"] = "、".join(leads)
    texts = []
    for topic in ("点名", "", "点名", ""):
        if text := voice.say("保障", topic):
            texts.append(text)
    return Passage("保障", tuple(Message("cause", (text,), weight) for text, weight in zip(texts, (1, 2, 4, 5), strict=False)))


def closing(voice: Voice) -> Passage:
    """Return 结尾: one image, one call."""
    topics = (*_CLOSINGS.get(voice.profile.meeting, (voice.profile.meeting,)), GENERAL)
    messages = [Message("frame", (_last_words(topics, voice),), 0)]
    if voice.profile.soft:
        messages.append(Message("frame", ("谢谢大家！",), 0))
    return Passage("结尾", tuple(messages))


def _last_words(topics: tuple[str, ...], voice: Voice) -> str:
    """Return the closing sentence: as long as the exemplars' and, where there is a choice, with the word they call with."""
    if voice.style.call and not voice.style.closing:
        held = set(voice.said)
        for _ in range(_TRIES):
            if voice.style.call in (text := voice.say_first("结尾", topics)):
                return text
        voice.said = held
    return voice.say_first("结尾", topics, size=voice.style.closing)

"""The built-in composer: no key, no network. Figure patterns, the user's own wording and a phrase bank, by a seeded draw."""

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random

from assistant.brief import Brief
from assistant.drafting import framing
from assistant.drafting.goals import goals
from assistant.drafting.headings import numbered
from assistant.drafting.length import Choice, LengthPlan, kept, rendered_length
from assistant.drafting.measures import measures
from assistant.drafting.outline import Outline, build_outline
from assistant.drafting.phrases import Voice
from assistant.drafting.plan import slots_of
from assistant.drafting.planning import Told, plan_of
from assistant.drafting.profile import Profile, listeners
from assistant.drafting.review import review
from assistant.drafting.state import ANY_STRETCH, DraftState, Message, Passage, Section
from assistant.drafting.style import Style
from assistant.drafting.troubles import troubles
from assistant.slots import available, fillable

_ATTEMPTS = 4
_TITLE = re.compile(r"(?![把要])[^，]{2,12}$")


def compose(brief: Brief, outline: Outline | None = None, rng: Random | None = None, style: Style | None = None) -> DraftState:
    """Compose a speech in slot form.

    Args:
        brief: The brief; every number of the speech is a slot into it.
        outline: From :func:`assistant.drafting.outline.build_outline`; made here where absent.
        rng: The same state gives the same speech.
        style: Traits of the exemplars of this meeting type; the composer takes no words from them.
    """
    rng, style = rng or Random(0), style or Style()
    seed = f"{rng.getrandbits(64)}/{brief.region}/{brief.meeting.name}"
    outline = outline or build_outline(brief, Random(f"{seed}/outline"), style)
    voice = Voice(outline.profile, brief, Random(f"{seed}/voice"), _values(outline.profile, brief), style)
    passages = [_fillable(passage, brief) for passage in _passages(outline, brief, voice)]
    counts = {"points": outline.points, "tasks": len(outline.tasks)}
    plan = LengthPlan(passages, brief, counts, dict(outline.weights))
    low, high = outline.length
    aim = target = _aimed(low, high, plan.wanted)
    for attempt in range(_ATTEMPTS):
        choice = plan.choose(aim, low, Random(f"{seed}/length"))
        state = _state(outline, brief, passages, choice, counts)
        size = rendered_length(state.text, brief, counts)
        if attempt == _ATTEMPTS - 1 or abs(size - target) <= max(30, (high - low) // 8):
            break
        aim += target - size
    return state


def _aimed(low: int, high: int, wanted: int) -> int:
    """Return how long to make the speech: towards the lower end of what was asked, somewhat longer where the brief has much to tell."""
    if low == high:
        return low * 96 // 100
    least, most = (low + (high - low) * share // 100 for share in (35, 55))
    return min(max(least, wanted), most)


def compose_section(brief: Brief, role: str, rng: Random | None = None, style: Style | None = None) -> DraftState:
    """Compose one role alone: 导语, 成绩, 问题, 目标, 措施, 保障 or 结尾.

    Returns:
        A draft that holds the sections of that role only (措施: one for each task) and their part of the plan; no sections
        where the brief has nothing to say in that role.
    """
    state = compose(brief, rng=rng, style=style)
    sections = tuple(section for section in state.sections if section.role == role)
    planned = tuple(section for section in state.plan.sections if section.role == role)
    return replace(state, title="", date="", speaker="", salutation="", sections=sections, plan=replace(state.plan, sections=planned))


def _values(profile: Profile, brief: Brief) -> dict[str, str]:
    salutation = brief.salutation.rstrip("：:") or "同志们"
    values = {
        "region": profile.region,
        "level": profile.level,
        "all": f"全{profile.level}",
        "organ": profile.organ,
        "org": profile.organ,
        "同志们": salutation,
        "meeting": brief.meeting.name or "这次会议",
    }
    first = next((one.title for one in brief.priorities if _TITLE.match(one.title)), "")
    values |= {"first": first} if first else {}
    return values | {key: text for key, text in (("place", brief.meeting.place), ("aud", listeners(brief))) if text}


def _passages(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return every passage the speech may have, in order, with the heading of its part on the first of each part."""
    passages = [framing.opening(outline, brief, voice)]
    for number, part in enumerate(outline.parts, 1):
        inside: list[Passage] = []
        for role in part.roles:
            inside += _role(role, outline, brief, voice)
        if inside:
            heading = f"{numbered(number)}{part.heading}" if outline.points > 1 else ""
            inside[0] = replace(inside[0], part=heading)
        passages += inside
    return [*passages, framing.safeguards(brief, voice), framing.closing(voice)]


def _fillable(passage: Passage, brief: Brief) -> Passage:
    """Return a passage without wordings whose slots a row cannot fill: an unusual table costs a sentence, never the speech."""
    messages = []
    for message in passage.messages:
        variants = tuple(text for text in message.variants if all(fillable(slot, brief) for slot in slots_of(text)))
        if variants:
            messages.append(message if variants == message.variants else replace(message, variants=variants))
    return replace(passage, messages=tuple(messages))


def _role(role: str, outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    if role == "认识":
        return [framing.understanding(outline, brief, voice)]
    if role == "目标":
        leads_on = outline.light or any({"目标", "措施"} <= {*part.roles} for part in outline.parts)
        return _with_outlook(goals(outline, brief, voice), leads_on, voice)
    return {"成绩": review, "问题": troubles, "措施": measures}[role](outline, brief, voice)


def _with_outlook(passages: list[Passage], leads_on: bool, voice: Voice) -> list[Passage]:
    """Begin 目标 with a word on 形势 where there is room, and end it with the step to the measures where they follow at once."""
    if not passages:
        return passages
    onward = voice.say("措施_过渡") if leads_on else ""
    tail = (Message("frame", (onward,), 1 if voice.style.light else 4, relation="承接"),) if onward else ()
    return [Passage("目标", (*framing.outlook(voice), *passages[0].messages, *tail)), *passages[1:]]


def _state(outline: Outline, brief: Brief, passages: Sequence[Passage], choice: Choice, counts: dict[str, int]) -> DraftState:
    told: list[Told] = []
    for passage, chosen in zip(passages, choice, strict=True):
        said = kept(passage.messages, chosen)
        if passage.role in {"成绩", "目标"} and not any("{{" in text for _, text in said):
            said = []
        _add(told, passage, paragraph_of(said, brief) if said else "", chosen)
    title = brief.title or f"在{brief.meeting.name or f'{outline.profile.region}工业经济工作会议'}上的讲话"
    date = "（{{date}}）" if available(brief, "date") else ""
    salutation = brief.salutation or "同志们："
    sections = tuple(one.section for one in told if one.section.paragraphs)
    plan = plan_of(outline, brief, told, counts)
    return DraftState(title, date, brief.speaker.name, salutation, sections, tuple(counts.items()), plan)


def _add(told: list[Told], passage: Passage, paragraph: str, chosen: Sequence[int]) -> None:
    """Add a passage to the section it goes on with, or begin a section with it."""
    paragraphs = (passage.head + paragraph,) if paragraph else ()
    messages = tuple(zip(passage.messages, chosen, strict=True))
    last = told[-1] if told else None
    if last and last.section.role == passage.role and not passage.part and passage.owner == last.section.owner:
        section = replace(last.section, paragraphs=(*last.section.paragraphs, *paragraphs))
        told[-1] = Told(section, (*last.messages, *messages))
    else:
        told.append(Told(Section(passage.role, passage.part, paragraphs, passage.owner), messages))


def paragraph_of(said: Sequence[tuple[Message, str]], brief: Brief) -> str:
    """Join sentences; where the period of the figures changes, the sentence says so."""
    out: list[str] = []
    current = ""
    for message, text in said:
        if message.when and message.stretch != current:
            out.append(f"{message.when}，")
        elif message.kind == "evidence" and not message.stretch and current and available(brief, "period"):
            out.append("{{period}}，")
        if message.kind == "evidence" and message.stretch != ANY_STRETCH:
            current = message.stretch
        out.append(text)
    return "".join(out)

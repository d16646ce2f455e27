"""The built-in composer: no key, no network. Figure patterns, the user's own wording and a phrase bank, by a seeded draw."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from assistant.brief import Brief
from assistant.drafting import framing
from assistant.drafting.goals import goals
from assistant.drafting.headings import numbered
from assistant.drafting.length import Choice, LengthPlan, kept, rendered_length
from assistant.drafting.measures import measures
from assistant.drafting.outline import Outline, build_outline
from assistant.drafting.phrases import Voice
from assistant.drafting.profile import Profile, listeners
from assistant.drafting.review import review
from assistant.drafting.state import ANY_STRETCH, DraftState, Message, Passage, Planned, Section
from assistant.drafting.troubles import troubles
from assistant.slots import available

_ATTEMPTS = 4


def compose(brief: Brief, outline: Outline | None = None, exemplars: Sequence[Any] = (), rng: Random | None = None) -> DraftState:
    """Compose a speech in slot form.

    Args:
        brief: The brief; every number of the speech is a slot into it.
        outline: From :func:`assistant.drafting.outline.build_outline`; made here where absent.
        exemplars: Passages retrieved for this meeting type; the composer takes no words from them.
        rng: The same state gives the same speech.
    """
    rng = rng or Random(0)
    seed = f"{rng.getrandbits(64)}/{brief.region}/{brief.meeting.name}"
    outline = outline or build_outline(brief, Random(f"{seed}/outline"))
    voice = Voice(outline.profile, brief, Random(f"{seed}/voice"), _values(outline.profile, brief))
    passages = _passages(outline, brief, voice)
    counts = {"points": outline.points}
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


def compose_section(brief: Brief, role: str, rng: Random | None = None) -> DraftState:
    """Compose one role alone: 导语, 成绩, 问题, 目标, 措施 or 结尾.

    Returns:
        A draft that holds the sections of that role only (措施: one for each task) and their part of the plan; no sections
        where the brief has nothing to say in that role.
    """
    state = compose(brief, rng=rng)
    sections = tuple(replace(section, heading="") for section in state.sections if section.role == role)
    return replace(
        state, title="", date="", speaker="", salutation="", sections=sections, plan=tuple(p for p in state.plan if p.role == role)
    )


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
            first = inside[0]
            inside[0] = Passage(first.role, first.messages, first.head, heading, first.owner)
        passages += inside
    return [*passages, framing.safeguards(brief, voice), framing.closing(voice)]


def _role(role: str, outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    if role == "认识":
        return [framing.understanding(outline, brief, voice)]
    if role == "目标":
        return _with_outlook(goals(outline, brief, voice), any({"目标", "措施"} <= {*part.roles} for part in outline.parts), voice)
    return {"成绩": review, "问题": troubles, "措施": measures}[role](outline, brief, voice)


def _with_outlook(passages: list[Passage], leads_on: bool, voice: Voice) -> list[Passage]:
    """Begin 目标 with a word on 形势 where there is room, and end it with the step to the measures where they follow at once."""
    if not passages:
        return passages
    onward = voice.say("措施_过渡") if leads_on else ""
    tail = (Message("frame", (onward,), 4),) if onward else ()
    return [Passage("目标", (*framing.outlook(voice), *passages[0].messages, *tail)), *passages[1:]]


def _state(outline: Outline, brief: Brief, passages: Sequence[Passage], choice: Choice, counts: dict[str, int]) -> DraftState:
    sections: list[Section] = []
    planned: list[Planned] = []
    for passage, chosen in zip(passages, choice, strict=True):
        said = kept(passage.messages, chosen)
        planned += [
            Planned(passage.role, message.kind, message.rows, message.variants[max(variant, 0)], variant >= 0)
            for message, variant in zip(passage.messages, chosen, strict=True)
        ]
        if said and (passage.role not in {"成绩", "目标"} or any("{{" in text for _, text in said)):
            _add(sections, passage, passage.head + paragraph_of(said, brief))
    title = brief.title or f"在{brief.meeting.name or f'{outline.profile.region}工业经济工作会议'}上的讲话"
    date = "（{{date}}）" if available(brief, "date") else ""
    salutation = brief.salutation or "同志们："
    return DraftState(title, date, brief.speaker.name, salutation, tuple(sections), tuple(counts.items()), tuple(planned))


def _add(sections: list[Section], passage: Passage, paragraph: str) -> None:
    last = sections[-1] if sections else None
    if last and last.role == passage.role and not passage.part and not passage.owner and not last.owner:
        sections[-1] = Section(last.role, last.heading, (*last.paragraphs, paragraph), last.owner)
    else:
        sections.append(Section(passage.role, passage.part, (paragraph,), passage.owner))


def paragraph_of(said: Sequence[tuple[Message, str]], brief: Brief) -> str:
    """Join sentences; where the period of the figures changes, the sentence says so."""
    out: list[str] = []
    current = ""
    for message, text in said:
        if message.when and message.stretch != current:
            out.append(f"{message.when}，")
        elif message.kind == "figure" and not message.stretch and current and available(brief, "period"):
            out.append("{{period}}，")
        if message.kind == "figure" and message.stretch != ANY_STRETCH:
            current = message.stretch
        out.append(text)
    return "".join(out)

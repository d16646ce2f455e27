"""The outline of a speech before it is written: what each section will say, with which figures, and what is left out."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.brief import Brief
from assistant.draft import Event
from assistant.drafting.plan import SectionPlan
from assistant.drafting.state import DraftState
from assistant.making import Workshop
from assistant.settings import Settings
from assistant.slots import render

if TYPE_CHECKING:
    from assistant.exemplars import Exemplars


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of an outline.

    Attributes:
        key: 成绩, 措施/p02 …
        role: 导语, 成绩, 问题, 目标, 措施, 保障 or 结尾.
        heading: Its heading; empty where it has none.
        name: The heading, or its role with the priority it carries out: what it is called in a list.
        priority: Id of the priority it carries out; empty where it carries out none.
        said: What it says, sentence by sentence, figures filled in.
        figures: The indicators it tells, each once.
        length: Least and greatest number of characters.
    """

    key: str
    role: str
    heading: str
    name: str
    priority: str
    said: tuple[str, ...]
    figures: tuple[str, ...]
    length: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Outline:
    """An outline.

    Attributes:
        headline: The one thing the speech says.
        sections: Its sections in order.
        left_out: What the speech will not tell, and why.
    """

    headline: str
    sections: tuple[OutlineSection, ...]
    left_out: tuple[tuple[str, str], ...]


def outline_speech(brief: Any, *, seed: int = 0, index: "Exemplars | None" = None, settings: Settings | None = None) -> Outline:
    """Return what the built-in composer would say, section by section; a model that writes is given the same plan.

    Args:
        brief: Anything :meth:`assistant.Brief.of` takes.
        seed: The seed the speech will be composed with.
        index: An open exemplar index; default: the one of the settings.
        settings: Default: those of the environment.

    Raises:
        BriefError: The brief cannot be read.

    Example:
        >>> outline = outline_speech({"region": "云岭县", "priorities": [{"title": "抓企业稳产", "points": ["逐户走访"]}]})
        >>> [section.priority for section in outline.sections if section.priority]
        ['p01']
    """
    from assistant.api import open_index

    brief = Brief.of(brief)
    workshop = Workshop(brief, index or open_index(), seed, settings or Settings.from_env(), _silent)
    return _outline(brief, workshop.composed(workshop.exemplars()))


def _silent(event: Event) -> None:
    """Tell nothing: an outline is there at once."""


def _outline(brief: Brief, state: DraftState) -> Outline:
    tasks = {one.id: one.title for one in brief.priorities}
    names = {figure.id: figure.indicator for figure in brief.figures} | tasks | {one.id: one.text for one in brief.problems}
    names |= {one.id: one.name for one in brief.projects}
    counts = dict(state.counts)

    def told(text: str) -> str:
        """Return a text in slot form as it will read."""
        return render(text, brief, counts).text.strip()

    def section(plan: SectionPlan) -> OutlineSection:
        """Return a planned section in words."""
        said = tuple(told(message.text) for message in plan.messages if message.said and message.text)
        figures = tuple(dict.fromkeys(names[row] for row in plan.rows if row in names))
        owner = plan.owner if plan.owner in tasks else ""
        heading = told(plan.heading)
        name = heading or plan.role + (f"：{tasks[owner]}" if owner else "")
        return OutlineSection(plan.key, plan.role, heading, name, owner, said, figures, plan.length)

    left = tuple((names.get(one.row, one.row), one.why) for one in state.plan.left_out)
    return Outline(told(state.plan.headline), tuple(section(plan) for plan in state.plan.sections), left)

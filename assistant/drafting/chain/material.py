"""What a model is told of a speech as a whole: the meeting, the user's matters, the division of labour. The same for every section.

No value goes out here: numbers in the user's own words are slots, whether figures may leave the house or not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Priority
from assistant.drafting.plan import Plan, SectionPlan
from assistant.errors import SlotError
from assistant.prompts import fenced, load_prompt
from assistant.slots import available, render, slotted

NONE = "无"
_NAME = re.compile(r"\{\{([A-Za-z]\w*)\.name\}\}")
_NOUN = 2  # characters after a number that tell whose it is: 三个乡镇
_DIGITS = re.compile(r"\d[\d.,]*")


@dataclass(frozen=True)
class Material:
    """Tells a model what the speech is about.

    Args:
        brief: The brief.
        plan: The plan of the speech.
        counts: Announced counts.
    """

    brief: Brief
    plan: Plan
    counts: Mapping[str, int]

    def setting(self) -> str:
        """Return who speaks to whom, when and where."""
        brief, meeting, speaker = self.brief, self.brief.meeting, self.brief.speaker
        lines = {
            "地方": f"{brief.region}（{brief.level}级）" if brief.level else brief.region,
            "会议": "，".join(part for part in (meeting.name, meeting.type) if part),
            "时间": meeting.date.isoformat() if meeting.date else "",
            "议程": self.user_words("bg", "agenda") if meeting.agenda else "",
            "讲话人": " ".join(part for part in (speaker.post, speaker.name) if part),
            "听众": "、".join(brief.audience),
            "报告期": f"{render('{{period}}', brief).text}，槽位 {{{{period}}}}" if available(brief, "period") else brief.period,
            "上级要求": self.user_words("bg") if brief.background else "",
            "风格": brief.style,
            "可以提到的企业": "、".join(brief.enterprises),
            "可以用的专名": "、".join(brief.names),
        }
        return fenced("会议", "\n".join(f"{key}：{value}" for key, value in lines.items() if value))

    def user_words(self, owner: str, part: str | int = "text") -> str:
        """Return a text of the user with its numbers as slots."""
        return slotted(self.brief, owner, part)

    def headline(self, told: str) -> str:
        """Return the one thing to say as a reader understands it: names for slots of names, an ellipsis for every number."""
        try:
            return _DIGITS.sub("……", render(told or self.plan.headline or NONE, self.brief, self.counts).text)
        except SlotError:
            return NONE

    def outline(self) -> str:
        """Return what each section is about, a line each."""
        return "\n".join(f"- {title(section)}：{self._content(section)}" for section in self.plan.sections)

    def _content(self, section: SectionPlan) -> str:
        rows = table_of(self.brief).rows
        names = list(dict.fromkeys(spoken_name(rows[row]) for row in section.rows if row in rows))
        told = [
            f"讲{'、'.join(names)}" if names and section.role != "措施" else "",
            f"落实 {'、'.join(section.priorities)}" if section.priorities else "",
            f"{'点出' if section.role == '问题' else '回应'}问题 {'、'.join(section.problems)}" if section.problems else "",
        ]
        return "；".join(part for part in told if part) or load_prompt("section").words[f"task.{section.role}"]

    def matters(self) -> str:
        """Return problems, priorities, projects and vouched statements in the user's words."""
        lines = [f"问题 {problem.id}：{self.user_words(problem.id)}" for problem in self.brief.problems]
        lines += [self._priority(priority) for priority in self.brief.priorities]
        for project in self.brief.projects:
            parts = [self.user_words(project.id, part) for part in ("name", "investment", "status", "owner") if getattr(project, part)]
            lines.append(f"项目 {project.id}：{'；'.join(parts)}")
        lines += [f"已核实 {known.id}：{self._known(known.id)}" for known in self.brief.known]
        return fenced("要点", "\n".join(lines) or NONE)

    def _priority(self, priority: Priority) -> str:
        parts = [self.user_words(priority.id, "title")]
        parts += [f"牵头 {priority.lead}"] if priority.lead else []
        parts += [self.user_words(priority.id, at) for at in range(len(priority.points))]
        parts += [f"时限 {self.user_words(priority.id, 'due')}"] if priority.due else []
        return f"重点工作 {priority.id}：{'；'.join(parts)}"

    def _known(self, owner: str) -> str:
        text = next(known.text for known in self.brief.known if known.id == owner)
        for fact in reversed(table_of(self.brief).of_row(owner)):
            text = f"{text[: fact.start]}{{{{{fact.key}}}}}{text[fact.end :]}"
        return text

    def planned(self, text: str) -> str:
        """Return a planned sentence as a model is shown it: indicators by name, numbers quoted from the user as slots."""
        rows = table_of(self.brief).rows
        text = _NAME.sub(lambda match: spoken_name(rows[match[1]]) if match[1] in rows else match[0], text)
        for fact in table_of(self.brief).facts:
            quoted = fact.text[fact.start : fact.end + _NOUN] if fact.field == "text" else ""
            if quoted:
                text = text.replace(quoted, f"{{{{{fact.key}}}}}{quoted[fact.end - fact.start :]}")
        return text


def title(section: SectionPlan) -> str:
    """Return what a section is called in a prompt."""
    return f"{section.key}“{section.heading}”" if section.heading else section.key

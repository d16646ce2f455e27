"""What a model is asked: the prompt files filled in from brief, plan and masked exemplars.

The system message is the same for every section of a speech; what differs stands in the user message. No value of the brief goes
out where figures stay in the house: numbers in the user's own words are slots, readings in the menu lose their digits.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Priority
from assistant.drafting.chain.menu import WITHHELD, menu
from assistant.drafting.plan import Plan, PlannedMessage, SectionPlan
from assistant.prompts import Message, Prompt, fenced, load_prompt, unmarked
from assistant.slots import available, render, slotted

_EXEMPLAR_LENGTH = 420
_MOST_EXEMPLARS = 2
_NONE = "无"


@dataclass(frozen=True, slots=True)
class FlawedSentence:
    """A sentence to be repaired.

    Attributes:
        number: Its number in the request.
        text: The sentence in slot form.
        before: What stands before it in its paragraph.
        why: What is wrong with it, one Chinese sentence each.
    """

    number: int
    text: str
    before: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Requests:
    """Makes the requests of one speech.

    Args:
        brief: The brief.
        plan: The plan of the speech.
        counts: Announced counts.
        show_figures: Whether values may leave the house.
    """

    brief: Brief
    plan: Plan
    counts: Mapping[str, int]
    show_figures: bool = True

    def for_plan(self) -> tuple[Message, ...]:
        """Return the request that asks for the one thing to say and the order of the messages."""
        return load_prompt("plan").render({"setting": self._setting(), "matters": self._matters(), "sections": fenced("要点", self._sections())})

    def for_section(
        self, section: SectionPlan, headline: str, exemplars: Sequence[Any] = (), *, heading: str = "", again: str = ""
    ) -> tuple[Message, ...]:
        """Return the request for one section.

        Args:
            section: The section of the plan.
            headline: The one thing the speech says.
            exemplars: Masked passages, best first.
            heading: The heading that stands before it; that of the plan by default.
            again: What was wrong with an earlier answer; empty the first time.
        """
        prompt = load_prompt("section")
        messages = "\n".join(self._message(at, message) for at, message in enumerate(_said(section), 1))
        values = {
            "setting": self._setting(),
            "headline": unmarked(headline or self.plan.headline or _NONE),
            "outline": unmarked(self._outline()),
            "matters": self._matters(),
            "section": unmarked(_title(section)),
            "task": load_prompt("section").words[f"task.{section.role}"],
            "heading": unmarked(heading or section.heading or _NONE),
            "length": f"{section.length[0]}—{section.length[1]}字",
            "messages": fenced("要点", messages or _NONE),
            "finish": unmarked("\n".join(f"- {line}" for line in self._finish(section, again))),
        }
        return self._fitted(prompt, values, section, exemplars)

    def _fitted(self, prompt: Prompt, values: dict[str, str], section: SectionPlan, exemplars: Sequence[Any]) -> tuple[Message, ...]:
        """Fill a prompt within its budget: exemplars go first, then the lesser slots of the menu."""
        rows = (*section.rows, *section.priorities, *section.problems, *_owners(section))
        for kept, most in ((_MOST_EXEMPLARS, 40), (1, 40), (0, 40), (0, 24), (0, 12)):
            told = [fenced("范文", exemplar.text[:_EXEMPLAR_LENGTH]) for exemplar in exemplars[:kept]]
            lines = menu(self.brief, rows, show_figures=self.show_figures, most=most)
            times = self._times(most - sum(len(line.slots) for line in lines)) if most == 40 else ()
            shown = "\n".join([*map(str, lines), *times])
            messages = prompt.render({**values, "menu": unmarked(shown or _NONE), "exemplars": "\n".join(told) or _NONE})
            if sum(len(message.text) for message in messages) <= prompt.budget:
                break
        return messages

    def for_repair(self, section: SectionPlan, sentences: Sequence[FlawedSentence]) -> tuple[Message, ...]:
        """Return the request that sends flawed sentences of a section, and nothing else of the speech."""
        told = [
            f"{sentence.number}｜{sentence.text}\n   前文：{sentence.before or _NONE}\n   问题：{'；'.join(sentence.why)}"
            for sentence in sentences
        ]
        rows = (*section.rows, *section.priorities, *section.problems, *_owners(section))
        lines = menu(self.brief, rows, show_figures=self.show_figures)
        return load_prompt("repair").render(
            {
                "setting": self._setting(),
                "section": unmarked(_title(section)),
                "sentences": fenced("原稿", "\n".join(told)),
                "menu": "\n".join([*map(str, lines), *self._times(5)]) or _NONE,
            }
        )

    def _setting(self) -> str:
        brief, meeting, speaker = self.brief, self.brief.meeting, self.brief.speaker
        lines = {
            "地方": f"{brief.region}（{brief.level}级）" if brief.level else brief.region,
            "会议": "，".join(part for part in (meeting.name, meeting.type) if part),
            "时间": meeting.date.isoformat() if meeting.date else "",
            "议程": self._user_words("bg", "agenda") if meeting.agenda else "",
            "讲话人": " ".join(part for part in (speaker.post, speaker.name) if part),
            "听众": "、".join(brief.audience),
            "报告期": f"{render('{{period}}', brief).text}，槽位 {{{{period}}}}" if available(brief, "period") else brief.period,
            "上级要求": self._user_words("bg") if brief.background else "",
            "风格": brief.style,
            "可以提到的企业": "、".join(brief.enterprises),
            "可以用的专名": "、".join(brief.names),
        }
        return fenced("会议", "\n".join(f"{key}：{value}" for key, value in lines.items() if value))

    def _user_words(self, owner: str, part: str | int = "text") -> str:
        return slotted(self.brief, owner, part)

    def _outline(self) -> str:
        return "\n".join(f"- {_title(section)}：{self._content(section)}" for section in self.plan.sections)

    def _content(self, section: SectionPlan) -> str:
        rows = table_of(self.brief).rows
        names = list(dict.fromkeys(spoken_name(rows[row]) for row in section.rows if row in rows))
        told = [
            f"讲{'、'.join(names)}" if names and section.role != "措施" else "",
            f"落实 {'、'.join(section.priorities)}" if section.priorities else "",
            f"{'点出' if section.role == '问题' else '回应'}问题 {'、'.join(section.problems)}" if section.problems else "",
        ]
        return "；".join(part for part in told if part) or load_prompt("section").words[f"task.{section.role}"]

    def _matters(self) -> str:
        lines = [f"问题 {problem.id}：{self._user_words(problem.id)}" for problem in self.brief.problems]
        lines += [self._priority(priority) for priority in self.brief.priorities]
        for project in self.brief.projects:
            parts = [self._user_words(project.id, part) for part in ("name", "investment", "status", "owner") if getattr(project, part)]
            lines.append(f"项目 {project.id}：{'；'.join(parts)}")
        lines += [f"已核实 {known.id}：{self._known(known.id)}" for known in self.brief.known]
        return fenced("要点", "\n".join(lines) or _NONE)

    def _priority(self, priority: Priority) -> str:
        parts = [self._user_words(priority.id, "title")]
        parts += [f"牵头 {priority.lead}"] if priority.lead else []
        parts += [self._user_words(priority.id, at) for at in range(len(priority.points))]
        parts += [f"时限 {self._user_words(priority.id, 'due')}"] if priority.due else []
        return f"重点工作 {priority.id}：{'；'.join(parts)}"

    def _known(self, owner: str) -> str:
        text = next(known.text for known in self.brief.known if known.id == owner)
        for fact in reversed(table_of(self.brief).of_row(owner)):
            text = f"{text[: fact.start]}{{{{{fact.key}}}}}{text[fact.end :]}"
        return text

    def _sections(self) -> str:
        lines = []
        number = 0
        for section in self.plan.sections:
            lines.append(f"{section.key}（{section.heading or section.role}）")
            for message in section.messages:
                number += 1
                if message.said or message.rows:
                    lines.append(f"  m{number}{'（必说）' if message.said else ''}：{message.text}")
        return "\n".join(lines)

    def _message(self, at: int, message: PlannedMessage) -> str:
        """Tell a message: the user's words as worded, rows by their names, so that the model finds words of its own."""
        kind = load_prompt("section").words[f"kind.{message.kind}"]
        rows = table_of(self.brief).rows
        names = [f"{row} {spoken_name(rows[row])}" for row in message.rows if row in rows]
        if message.kind == "evidence" and names:
            return f"{at}. {kind}（{message.relation or '并列'}）：{'、'.join(names)}"
        return f"{at}. {kind}{f'（{message.relation}）' if message.relation else ''}：{message.text}"

    def _finish(self, section: SectionPlan, again: str) -> Iterator[str]:
        if again:
            yield f"上一稿没有通过：{again}。这一稿要改过来。"
        by_id = {priority.id: priority for priority in self.brief.priorities}
        for priority in (by_id[owner] for owner in section.priorities if owner in by_id):
            if priority.lead:
                yield f"写明“{priority.lead}”要做什么。"
            if priority.due:
                yield f"写明时限：{self._user_words(priority.id, 'due')}。"
        if section.problems:
            verb = "点出" if section.role == "问题" else "指名回应"
            yield f"{verb}问题 {'、'.join(section.problems)}。"
        if section.role == "导语" and self.counts:
            yield "要报“讲几点”时写 {{n:points}}，它读作“" + render("{{n:points}}", self.brief, self.counts).text + "”。"
        if not self.show_figures:
            yield f"清单里的“{WITHHELD}”代表不外传的数，照写槽位就行，不要把“{WITHHELD}”写进稿子。"

    def _times(self, most: int) -> tuple[str, ...]:
        known = {"period": "报告期", "plan_period": "下一阶段", "date": "会议日期", "year": "今年", "next_year": "明年"}
        lines = [
            f"- {what}：{{{{{slot}}}}} 读作“{render(f'{{{{{slot}}}}}', self.brief).text}”"
            for slot, what in known.items()
            if available(self.brief, slot)
        ]
        return tuple(lines[: max(0, most)])


def _said(section: SectionPlan) -> list[PlannedMessage]:
    return [message for message in section.messages if message.said]


def _title(section: SectionPlan) -> str:
    return f"{section.key}“{section.heading}”" if section.heading else section.key


def _owners(section: SectionPlan) -> tuple[str, ...]:
    """Return ids of projects and vouched numbers that the messages tell."""
    return tuple(dict.fromkeys(row for message in section.messages for row in message.rows if row[:1] in "jk"))

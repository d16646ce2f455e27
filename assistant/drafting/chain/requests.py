"""What a model is asked: the prompt files filled in from brief, plan and masked exemplars.

The system message is the same for every section of a speech; what differs stands in the user message. No value of the brief goes
out where figures stay in the house: numbers in the user's own words are slots, readings in the menu lose their digits.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.drafting.chain.material import NONE, Material, title
from assistant.drafting.chain.menu import MOST_SLOTS, menu
from assistant.drafting.chain.slotting import shortened
from assistant.drafting.chain.withholding import WITHHELD, withheld
from assistant.drafting.plan import Plan, PlannedMessage, SectionPlan, slots_of
from assistant.prompts import Message, Prompt, fenced, load_prompt, unmarked
from assistant.slots import available, render

_EXEMPLAR_LENGTH = 420
_MOST_EXEMPLARS = 2
_QUOTED = re.compile(r"(?:[mpj]\d+|bg)\.")
_TIMES = {"period": "报告期", "plan_period": "下一阶段", "date": "会议日期"}


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

    @cached_property
    def _material(self) -> Material:
        return Material(self.brief, self.plan, self.counts)

    @cached_property
    def _stable(self) -> dict[str, str]:
        """What is the same for every section."""
        material = self._material
        return {"setting": material.setting(), "outline": unmarked(material.outline()), "matters": material.matters()}

    def for_plan(self) -> tuple[Message, ...]:
        """Return the request that asks for the one thing to say and the order of the messages."""
        material = self._material
        values = {"setting": material.setting(), "matters": material.matters(), "sections": fenced("要点", self._sections())}
        return self._rendered(load_prompt("plan"), values)

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
        prompt, material = load_prompt("section"), self._material
        messages = "\n".join(self._message(at, message) for at, message in enumerate(_said(section), 1))
        placed = material.planned(heading or section.heading)
        values = {
            **self._stable,
            "headline": unmarked(material.headline(headline)),
            "section": unmarked(title(section)),
            "task": prompt.words[f"task.{section.role}"],
            "heading": unmarked(f"“{placed}”已经排好，正文里不要再写" if placed else "本节没有标题，直接写正文"),
            "length": "{}—{}字".format(*_rounded(section.length)),
            "messages": fenced("要点", messages or NONE),
            "finish": unmarked("\n".join(f"- {line}" for line in self._finish(section, again))),
        }
        return self._fitted(prompt, values, section, exemplars)

    def _fitted(self, prompt: Prompt, values: dict[str, str], section: SectionPlan, exemplars: Sequence[Any]) -> tuple[Message, ...]:
        """Fill a prompt within its budget: exemplars go first, then the lesser slots of the menu."""
        for kept, most in ((_MOST_EXEMPLARS, MOST_SLOTS), (1, MOST_SLOTS), (0, MOST_SLOTS), (0, 24), (0, 12)):
            told = [fenced("范文", exemplar.text[:_EXEMPLAR_LENGTH]) for exemplar in exemplars[:kept]]
            shown = unmarked(self._menu(section, most))
            messages = self._rendered(prompt, {**values, "menu": shown, "exemplars": "\n".join(told) or NONE})
            if sum(len(message.text) for message in messages) <= prompt.budget:
                break
        return messages

    def for_repair(self, section: SectionPlan, sentences: Sequence[FlawedSentence]) -> tuple[Message, ...]:
        """Return the request that sends flawed sentences of a section, and nothing else of the speech."""
        told = [
            f"{sentence.number}｜{sentence.text}\n   前文：{sentence.before or NONE}\n   问题：{'；'.join(sentence.why)}"
            for sentence in sentences
        ]
        values = {
            "setting": self._material.setting(),
            "section": unmarked(title(section)),
            "sentences": fenced("原稿", "\n".join(told)),
            "menu": unmarked(self._menu(section, MOST_SLOTS)),
        }
        return self._rendered(load_prompt("repair"), values)

    def for_rewrite(self, where: str, manner: str, sentences: Sequence[FlawedSentence]) -> tuple[Message, ...]:
        """Return the request that has sentences said in another manner.

        Args:
            where: What the place is called.
            manner: What the user asks of it, in the user's words.
            sentences: The sentences; why the last answer was not good enough stands with those that come again.
        """
        prompt = load_prompt("rewrite")
        told = [f"{sentence.number}｜{sentence.text}\n   前文：{sentence.before or NONE}" for sentence in sentences]
        why = "；".join(f"第{sentence.number}句，{'、'.join(sentence.why)}" for sentence in sentences if sentence.why)
        values = {
            "setting": self._material.setting(),
            "where": unmarked(where),
            "manner": fenced("要求", manner),
            "sentences": fenced("原稿", "\n".join(told)),
            "notes": unmarked(prompt.words["again"].replace("$why", why) if why else prompt.words["first"]),
        }
        return self._rendered(prompt, values)

    def _rendered(self, prompt: Prompt, values: Mapping[str, str]) -> tuple[Message, ...]:
        messages = prompt.render(values)
        told = [message.text if self.show_figures else withheld(message.text, self.brief) for message in messages]
        return tuple(Message(message.role, shortened(text, self.brief)) for message, text in zip(messages, told, strict=True))

    def _menu(self, section: SectionPlan, most: int) -> str:
        """Return the slots of a section: times and announced counts first, since they are few, then rows within what is left."""
        general = [*self._times(section), *self._counted(section)]
        texts = (self._material.planned(message.text) for message in _said(section) if message.kind != "evidence")
        shown = slots_of("".join(texts))
        quoted = (slot.partition(".")[0] for slot in shown if _QUOTED.match(slot))
        rows = (*section.rows, *section.priorities, *section.problems, *_owners(section), *quoted)
        lines = menu(self.brief, rows, section.slots, shown, show_figures=self.show_figures, most=most - len(general))
        return "\n".join([*map(str, lines), *general]) or NONE

    def _times(self, section: SectionPlan) -> Iterator[str]:
        for slot, what in _TIMES.items():
            if available(self.brief, slot) and (slot != "date" or section.role == "导语"):
                yield f"- {what}：{{{{{slot}}}}} 读作“{render(f'{{{{{slot}}}}}', self.brief).text}”"

    def _counted(self, section: SectionPlan) -> Iterator[str]:
        """Yield the announced counts that the section's own messages use, and in the opening that of the points."""
        for name, count in self.counts.items():
            slot = f"{{{{n:{name}}}}}"
            used = any(slot in message.text for message in section.messages)
            if count > 1 and (used or (name == "points" and section.role == "导语")):
                yield f"- {'要讲的点数' if name == 'points' else '事项的件数'}：{slot} 读作“{render(slot, self.brief, self.counts).text}”"

    def _sections(self) -> str:
        lines = []
        number = 0
        for section in self.plan.sections:
            lines.append(f"{section.key}（{section.heading or section.role}）")
            for message in section.messages:
                number += 1
                if message.said or message.rows:
                    lines.append(f"  t{number}{'（必说）' if message.said else ''}：{self._material.planned(message.text)}")
        return "\n".join(lines)

    def _message(self, at: int, message: PlannedMessage) -> str:
        """Tell a message: the user's words as worded, rows by their names, so that the model finds words of its own."""
        kind = load_prompt("section").words[f"kind.{message.kind}"]
        rows = table_of(self.brief).rows
        names = [f"{row} {spoken_name(rows[row])}" for row in message.rows if row in rows]
        if message.kind == "evidence" and names:
            return f"{at}. {kind}（{message.relation or '并列'}）：{'、'.join(names)}"
        return f"{at}. {kind}{f'（{message.relation}）' if message.relation else ''}：{self._material.planned(message.text)}"

    def _finish(self, section: SectionPlan, again: str) -> Iterator[str]:
        if again:
            yield f"上一稿没有通过：{again}。这一稿要改过来。"
        by_id = {priority.id: priority for priority in self.brief.priorities}
        for priority in (by_id[owner] for owner in section.priorities if owner in by_id):
            if priority.lead:
                yield f"写明“{priority.lead}”要做什么。"
            if priority.due:
                yield f"写明时限：{self._material.user_words(priority.id, 'due')}。"
        if section.problems:
            told = "、".join(f"“{self._short(owner)}”" for owner in section.problems)
            yield f"{'点出' if section.role == '问题' else '说明这是在回应'}问题{told}。"
        yield "编号（f01、m01、p01 一类）只写在槽位里，不写进句子。"
        if not self.show_figures:
            yield f"清单里的“{WITHHELD}”代表不外传的数，照写槽位就行，不要把“{WITHHELD}”写进稿子。"

    def _short(self, problem: str) -> str:
        return re.split(r"[：:，,]", self._material.user_words(problem))[0]


def _rounded(length: tuple[int, int]) -> tuple[int, int]:
    """Return a length in tens, since nobody writes to the character."""
    return max(10, length[0] // 10 * 10), -(-length[1] // 10) * 10


def _said(section: SectionPlan) -> list[PlannedMessage]:
    return [message for message in section.messages if message.said]


def _owners(section: SectionPlan) -> tuple[str, ...]:
    """Return ids of projects and vouched numbers that the messages tell."""
    return tuple(dict.fromkeys(row for message in section.messages for row in message.rows if row[:1] in "jk"))

"""Tool calls of a model made into operations: each must rest on words of the instruction, and bring in nothing that is not in them.

A model chooses among what was said; it invents no place, word, number or office. What does not hold is asked back.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from assistant.drafting.revision.grammar.figuring import cells
from assistant.drafting.revision.grammar.lexing import lexed
from assistant.drafting.revision.grammar.rules import Context
from assistant.drafting.revision.grammar.scene import Scene
from assistant.drafting.revision.grammar.tokens import Tokens, tidied
from assistant.drafting.revision.grammar.words import standing
from assistant.drafting.revision.operations import (
    AddPriority,
    AddSentence,
    Answer,
    Ask,
    Drop,
    DropFigure,
    Forbid,
    Move,
    MoveFigure,
    Operation,
    Place,
    Refuse,
    Replace,
    Resize,
    Retitle,
    Rewrite,
    UseFigure,
)
from assistant.models.tools import Called

_EVIDENCE = {
    "resize": r"[长短压缩减扩展充瘦字句篇多少细简精厚薄啰嗦详略紧]|收",
    "drop": r"[删去拿砍撤省略免舍抹]|不要|不讲|不写|不提|不留|不用|别讲|别写|取消|拉掉|拿下",
    "add_priority": r"[加添补插增新设]",
    "add_sentence": r"[加添补插增写接]|放上",
    "move": r"[提挪移放调搬排摆先前后换靠]",
    "retitle": r"[改换叫题名]",
    "replace": r"[改换替叫称]|写成",
    "forbid": r"[不别避删换去免少禁]",
    "use_figure": r"[加写讲提点用补带亮说上进列报]",
    "drop_figure": r"[不别删去免撤略]|拿掉",
    "move_figure": r"[挪移放调搬并归转]",
    "answer_problem": r"[应答对解针扣接]",
    "rewrite": r".",
}
"""What the words of an instruction must hold for a change of this kind to rest on them."""
_LONGEST_QUESTION = 200


class _Unfounded(Exception):
    """A call that does not rest on the instruction, or cannot be read; the text says what is in the way."""


@dataclass(frozen=True)
class Calls:
    """The calls a model answered an instruction with.

    Args:
        instruction: What the user typed.
        scene: Speech and brief.
    """

    instruction: str
    scene: Scene

    def operations(self, called: Sequence[Called]) -> tuple[Operation, ...] | Ask | Refuse | None:
        """Return the operations of these calls, or what is to be asked back; ``None`` where they do not rest on the instruction."""
        found: list[Operation] = []
        for call in called:
            if call.name == "ask_back":
                question = call.arguments.get("question")
                return Ask(question.strip()) if isinstance(question, str) and self._harmless(question) else None
            try:
                told = self._operation(call)
            except (_Unfounded, KeyError, TypeError, ValueError):
                return None
            if isinstance(told, Ask | Refuse):
                return told
            found.append(told)
        return tuple(found) or None

    def _harmless(self, question: str) -> bool:
        """Tell whether a question can be shown: short, and with no number of its own but those that count places."""
        known = _numbers(self.instruction)
        return 0 < len(question.strip()) <= _LONGEST_QUESTION and all(len(number) == 1 or number in known for number in _numbers(question))

    def _operation(self, call: Called) -> Operation | Ask | Refuse:
        ways: Mapping[str, Callable[[Mapping[str, Any]], Operation | Ask | Refuse]] = {
            "resize": self._resize,
            "drop": lambda told: Drop(self._place(told["where"])),
            "add_priority": self._add_priority,
            "add_sentence": lambda told: AddSentence(self._place(told["where"]), self._words(told["text"])),
            "move": self._move,
            "retitle": lambda told: Retitle(self._place(told["where"]), self._words(told["text"])),
            "replace": self._replace,
            "forbid": lambda told: Forbid(tuple(map(self._words, _list(told["words"])))),
            "use_figure": lambda told: self._figures(told, lambda found: UseFigure(found, self._place(told["where"]))),
            "drop_figure": lambda told: self._figures(told, DropFigure),
            "move_figure": lambda told: self._figures(told, lambda found: MoveFigure(found, self._place(told["where"]))),
            "answer_problem": self._answer,
            "rewrite": lambda told: Rewrite(self._place(told["where"]), self.instruction.strip()),
        }
        if call.name not in ways or not re.search(_EVIDENCE[call.name], self._words(call.arguments["said"])):
            raise _Unfounded(call.name)
        return ways[call.name](call.arguments)

    @cached_property
    def _named(self) -> tuple[Place, ...]:
        """The places that the instruction names in words the grammar knows."""
        _, context = self._read(self.instruction)
        return tuple(value for value in context.tokens.values.values() if isinstance(value, Place))

    def _read(self, words: str) -> tuple[str, Context]:
        tokens = Tokens()
        text = lexed(tidied(words, tokens), tokens, self.scene)
        return text, Context(tokens, self.scene)

    def _place(self, words: Any) -> Place:
        """Return a place a model names; where the instruction names places itself, it must be one of them."""
        text, context = self._read(str(words))
        found = context.values(text)
        if len(text) != 1 or not isinstance(found[0], Place):
            raise _Unfounded(f"没有“{words}”这一处")
        place: Place = found[0]
        if self._named and not any(self._same(place, one) for one in self._named):
            raise _Unfounded(f"用户没有说到“{words}”")
        return place

    def _same(self, one: Place, other: Place) -> bool:
        if one.kind != other.kind or one.kind not in {"part", "priority"}:
            return one == other
        return bool(self.scene.number_of(one)) and self.scene.number_of(one) == self.scene.number_of(other)

    def _words(self, words: Any) -> str:
        """Return words a model took from the instruction.

        Raises:
            _Unfounded: They do not stand there.
        """
        if not isinstance(words, str) or not _bare(words) or _bare(words) not in _bare(self.instruction):
            raise _Unfounded(f"原话里没有“{words}”")
        return words.strip().strip("“”\"'")

    def _number(self, value: Any) -> int | None:
        """Return a number a model took from the instruction; ``None`` where it gives none."""
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or str(value) not in _numbers(self._spelled):
            raise _Unfounded(f"原话里没有 {value}")
        return value

    @cached_property
    def _spelled(self) -> str:
        """The instruction with what it says of lengths in digits."""
        _, context = self._read(self.instruction)
        amounts = [value for value in context.tokens.values.values() if hasattr(value, "upper") and hasattr(value, "number")]
        counts = [str(value) for value in context.tokens.values.values() if isinstance(value, int)]
        return " ".join([self.instruction, *(f"{one.number} {one.upper}" for one in amounts), *counts])

    def _resize(self, told: Mapping[str, Any]) -> Operation:
        least, most, sentences = (self._number(told.get(key)) for key in ("least", "most", "sentences"))
        longer = told.get("longer") if isinstance(told.get("longer"), bool) else None
        ratio = None
        if told.get("part"):
            text, context = self._read(self._words(told["part"]))
            share = next((value for value in context.values(text) if hasattr(value, "denominator")), None)
            if share is None or longer is None or not 0 < share <= 1 or (not longer and share == 1):
                raise _Unfounded("份额没有读出来")
            ratio = 1 + share if longer else 1 - share
        if least is most is sentences is ratio is longer is None:
            raise _Unfounded("没有说要多长")
        return Resize(self._place(told["where"]), ratio, least, most, sentences, longer)

    def _add_priority(self, told: Mapping[str, Any]) -> Operation:
        lead = self._words(told["lead"]) if told.get("lead") else ""
        before, after = (self._place(told[key]) if told.get(key) else None for key in ("before", "after"))
        return AddPriority(self._words(told["title"]), lead, before=before, after=after)

    def _move(self, told: Mapping[str, Any]) -> Operation:
        what = self._place(told["where"])
        before, after = (self._place(told[key]) if told.get(key) else None for key in ("before", "after"))
        other = before or after
        if other is None or (before and after) or {what.kind, other.kind} not in ({"part"}, {"priority"}):
            raise _Unfounded("没有说挪到哪里")
        return Move(what, before, after)

    def _replace(self, told: Mapping[str, Any]) -> Operation | Ask:
        old, new = self._words(told["old"]), self._words(told["new"])
        return standing(old, Context(Tokens(), self.scene)) or Replace(old, new)

    def _figures(self, told: Mapping[str, Any], make: Callable[[tuple[str, ...]], Operation]) -> Operation | Ask | Refuse:
        """Return an operation on figures the model names, each by a name of the brief."""
        found: list[str] = []
        for name in _list(told["figures"]):
            text, context = self._read(str(name))
            if len(text) != 1:
                raise _Unfounded(f"没有“{name}”这个指标")
            keys = cells(text, context)
            if not isinstance(keys, tuple):
                return keys
            found += keys
        if not found:
            raise _Unfounded("没有说哪个指标")
        return make(tuple(dict.fromkeys(found)))

    def _answer(self, told: Mapping[str, Any]) -> Operation:
        number = told["problem"]
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= len(self.scene.brief.problems):
            raise _Unfounded("没有这个问题")
        return Answer(self._place(told["where"]), self.scene.brief.problems[number - 1].id)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _bare(text: str) -> str:
    return re.sub(r"[\s“”‘’\"'。，、；：！？,.;:!?]", "", text)


def _numbers(text: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", text.replace(",", ""))

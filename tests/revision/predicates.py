"""The closed vocabulary of the instructions: every predicate as a question to a revision, with the reason where it does not hold."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from revision.figures import Stated, stated
from revision.speech import STYLES, Place, Speech, bare, length

from assistant import Brief


@dataclass(frozen=True)
class Revision:
    """What an instruction made of a text.

    Attributes:
        before: The text that the instruction was given to.
        after: The text it yielded.
        briefs: The brief that each of the two is audited against: an instruction may add to it.
        reply: What the user was told.
        versions: The texts of all versions, oldest first, that of ``before`` among them.
    """

    before: Speech
    after: Speech
    briefs: tuple[Brief, Brief]
    reply: str = ""
    versions: tuple[str, ...] = ()

    @cached_property
    def told_before(self) -> list[Stated]:
        """Figures of the text before."""
        return stated(self.before.text, self.briefs[0])

    @cached_property
    def told_after(self) -> list[Stated]:
        """Figures of the text after."""
        return stated(self.after.text, self.briefs[1])

    def stating(self, wanted: str, where: Place = "all") -> list[Stated]:
        """Return the mentions of a figure in a place of the text after."""
        return [one for one in self.told_after if one.tells(wanted) and _inside(one.start, self.after.span(where))]


Judge = Callable[[Revision, Any], str]
"""From a revision and the argument of a predicate to why it does not hold; empty where it does."""


def _inside(at: int, span: tuple[int, int] | None) -> bool:
    return span is not None and span[0] <= at < span[1]


def _bounds(value: float, told: Mapping[str, Any], what: str) -> str:
    low, high = told.get("min", value), told.get("max", value)
    return "" if low <= value <= high else f"{what} {value:g}，应在 {low:g}—{high:g}"


def _total_length(revision: Revision, told: Any) -> str:
    return _bounds(length(revision.after.text), told, "全文字数")


def _length(revision: Revision, told: Any) -> str:
    return _bounds(length(revision.after.told(told["where"])), told, f"{told['where']} 字数")


def _length_ratio(revision: Revision, told: Any) -> str:
    before = length(revision.before.told(told["where"]))
    return _bounds(length(revision.after.told(told["where"])) / before, told, f"{told['where']} 长短之比") if before else "原来没有这一处"


def _sentence_count(revision: Revision, told: Any) -> str:
    return _bounds(len(revision.after.sentences(told["where"])), told, f"{told['where']} 句数")


def _paragraph_count(revision: Revision, told: Any) -> str:
    return _bounds(len(revision.after.paragraphs(told["where"])), told, f"{told['where']} 段数")


def _more(before: Sequence[str], after: Sequence[str], wanted: int, what: str) -> str:
    return "" if len(after) - len(before) == wanted else f"{what}由 {len(before)} 变成 {len(after)}"


def _section_count(revision: Revision, told: Any) -> str:
    return _more(revision.before.part_headings, revision.after.part_headings, told, "部分")


def _priority_count(revision: Revision, told: Any) -> str:
    return _more(revision.before.priority_headings, revision.after.priority_headings, told, "措施")


def _section_dropped(revision: Revision, told: Any) -> str:
    before = revision.before.part_headings
    wanted = before[: told - 1] + before[told:]
    return "" if revision.after.part_headings == wanted else f"各部分是 {revision.after.part_headings}"


def _title(revision: Revision, number: int) -> str:
    return str(revision.before.brief["priorities"][number - 1]["title"])


def _priority_dropped(revision: Revision, told: Any) -> str:
    title = _title(revision, told)
    return f"还有 {title}" if any(title in heading for heading in revision.after.priority_headings) else ""


def _section_order(revision: Revision, told: Any) -> str:
    before = revision.before.part_headings
    if len(before) < max(told):
        return f"原来只有 {len(before)} 个部分"
    wanted = [before[n - 1] for n in told] + [one for n, one in enumerate(before, 1) if n not in told]
    return "" if revision.after.part_headings == wanted else f"各部分是 {revision.after.part_headings}"


def _order(revision: Revision, told: Any) -> str:
    headings = revision.after.priority_headings
    places = [next((n for n, heading in enumerate(headings) if title in heading), -1) for title in told]
    return "" if -1 not in places and places == sorted(places) else f"措施依次是 {headings}"


def _heading_equals(revision: Revision, told: Any) -> str:
    span = revision.after.span({"heading_of": told["where"]})
    line = next((n for n, (start, end) in enumerate(revision.after.lines) if span and start <= span[0] < end), None)
    heading = "" if line is None else revision.after.heading_at(line)
    return "" if heading == told["text"].rstrip("。！？：") else f"标题是 {heading}"


def _masthead(revision: Revision, told: Any) -> str:
    found = revision.after.masthead
    wrong = [key for key, text in told.items() if (text not in found[key] if key == "speaker" else text != found[key])]
    return "；".join(f"{key} 是 {found[key]}" for key in wrong)


def _enumeration(revision: Revision, told: Any) -> str:
    assert told["style"] in STYLES, told
    styles = {style for _, style in revision.after.heads}
    return "" if styles == {told["style"]} else f"序号是 {sorted(styles)}"


def _text_and_place(told: Any) -> tuple[str, Place]:
    return (told, "all") if isinstance(told, str) else (told["text"], told["where"])


def _contains(revision: Revision, told: Any) -> str:
    text, where = _text_and_place(told)
    return "" if text in revision.after.told(where) else f"{where} 里没有“{text}”"


def _absent(revision: Revision, told: Any) -> str:
    text, where = _text_and_place(told)
    return f"{where} 里还有“{text}”" if text in revision.after.told(where) else ""


def _contains_any(revision: Revision, told: Any) -> str:
    place = revision.after.told(told["where"])
    return "" if any(text in place for text in told["texts"]) else f"{told['where']} 里一个也没有"


def _replaced(revision: Revision, told: Any) -> str:
    return "" if revision.after.text == revision.before.text.replace(told["from"], told["to"]) else "不只是换了这个词，或没有换全"


def _first_full(revision: Revision, told: Any) -> str:
    text, full, short = revision.after.text, told["full"], told["short"]
    first = text.find(full)
    return "" if text.count(full) == 1 and short not in text[:first] else f"全称出现 {text.count(full)} 次，头一回在 {first}"


def _figure_present(revision: Revision, told: Any) -> str:
    return "" if revision.stating(told) else f"没有讲 {told}"


def _figure_absent(revision: Revision, told: Any) -> str:
    return f"还讲着 {told}" if revision.stating(told) else ""


def _figure_count(revision: Revision, told: Any) -> str:
    return _bounds(len(revision.stating(told["id"])), told, f"{told['id']} 次数")


def _figure_in(revision: Revision, told: Any) -> str:
    return "" if revision.stating(told["id"], told["where"]) else f"{told['where']} 里没有讲 {told['id']}"


def _figure_only_in(revision: Revision, told: Any) -> str:
    inside, everywhere = revision.stating(told["id"], told["where"]), revision.stating(told["id"])
    return "" if len(inside) == len(everywhere) else f"{told['id']} 在别处还有 {len(everywhere) - len(inside)} 次"


def _figures_intact(revision: Revision, told: Any) -> str:
    before = {(one.cells, one.formula) for one in revision.told_before}
    after = {(one.cells, one.formula) for one in revision.told_after}
    return "" if before == after else f"少了 {sorted(before - after)}，多了 {sorted(after - before)}"


def _answers_problem(revision: Revision, told: Any) -> str:
    problem = revision.briefs[1].problems[told["problem"] - 1]
    place = revision.after.told(told["where"])
    if problem.figures:
        held = any(revision.stating(row, told["where"]) for row in problem.figures)
    else:
        held = any(problem.text[at : at + 4] in place for at in range(len(problem.text) - 3))
    return "" if held else f"{told['where']} 没有回应“{problem.text}”"


def _changed(revision: Revision, told: Any) -> str:
    return f"{told} 没有变" if revision.after.told(told) == revision.before.told(told) else ""


def _text_unchanged(revision: Revision, told: Any) -> str:
    return "" if revision.after.text == revision.before.text else "正文变了"


def _unchanged_sections(revision: Revision, told: Any) -> str:
    wrong = [str(where) for where in told if revision.after.told(where) != revision.before.told(where)]
    return f"{'、'.join(wrong)} 变了" if wrong else ""


def _bare(speech: Speech) -> list[tuple[int, str]]:
    return [(at, bare(sentence, speech.brief)) for at, sentence in speech.sentences()]


def _same_sentences(revision: Revision, told: Any) -> str:
    before, after = ([text for _, text in _bare(speech)] for speech in (revision.before, revision.after))
    if told == "in_order":
        return "" if before == after else f"不同的句子：{_odd(before, after)}"
    return "" if Counter(before) == Counter(after) else f"不同的句子：{_odd(before, after)}"


def _odd(before: Sequence[str], after: Sequence[str]) -> list[str]:
    return [*(Counter(before) - Counter(after)), *(f"+{text}" for text in Counter(after) - Counter(before))][:4]


def _excepted(speech: Speech, figures: Sequence[Stated], told: Sequence[Any]) -> list[tuple[str, bool, bool]]:
    """Return each sentence, bare, whether it lies in an excepted place, and whether it is excepted for what it says."""
    places = [speech.span(one) for one in told if not (isinstance(one, dict) and {"containing", "figure"} & set(one))]
    words = [one["containing"] for one in told if isinstance(one, dict) and "containing" in one]
    rows = [one["figure"] for one in told if isinstance(one, dict) and "figure" in one]
    found = []
    for at, sentence in speech.sentences():
        states = any(at <= one.start < at + len(sentence) and any(map(one.tells, rows)) for one in figures)
        says = states or any(word in sentence for word in words)
        found.append((bare(sentence, speech.brief), any(_inside(at, span) for span in places), says))
    return found


def _other_sentences_unchanged(revision: Revision, told: Any) -> str:
    """Judge what is not excepted; and what is new outside the excepted places may only stand for an excepted sentence."""
    before = _excepted(revision.before, revision.told_before, told["except"])
    after = _excepted(revision.after, revision.told_after, told["except"])
    kept = [text for text, placed, says in before if not placed and not says]
    whole = [text for text, _, _ in after]
    lost = list((Counter(kept) - Counter(whole)).elements())
    if not lost and not told.get("any_order"):
        lost = _out_of_order(kept, whole)
    if lost:
        return f"没有要求却变了：{lost[:3]}"
    held = Counter(text for text, _, _ in before)
    new = list((Counter(text for text, placed, says in after if not placed and not says) - held).elements())
    spoken = sum(says and not placed and text not in whole for text, placed, says in before)
    return f"没有要求却多了：{new[:3]}" if len(new) > spoken else ""


def _out_of_order(kept: Sequence[str], whole: Sequence[str]) -> list[str]:
    rest = iter(whole)
    return [text for text in kept if not any(other == text for other in rest)][:1]


def _equals_version(revision: Revision, told: Any) -> str:
    return "" if revision.versions[told : told + 1] == (revision.after.text,) else f"不是第 {told} 稿"


def _reply_any(revision: Revision, told: Any) -> str:
    return "" if any(text in revision.reply for text in told) else f"答复是：{revision.reply}"


PREDICATES: dict[str, Judge] = {
    "total_length": _total_length,
    "length": _length,
    "length_ratio": _length_ratio,
    "sentence_count": _sentence_count,
    "paragraph_count": _paragraph_count,
    "section_count": _section_count,
    "priority_count": _priority_count,
    "section_dropped": _section_dropped,
    "priority_dropped": _priority_dropped,
    "section_order": _section_order,
    "order": _order,
    "heading_equals": _heading_equals,
    "masthead": _masthead,
    "enumeration": _enumeration,
    "contains": _contains,
    "absent": _absent,
    "contains_any": _contains_any,
    "replaced": _replaced,
    "first_full": _first_full,
    "figure_present": _figure_present,
    "figure_absent": _figure_absent,
    "figure_count": _figure_count,
    "figure_in": _figure_in,
    "figure_only_in": _figure_only_in,
    "figures_intact": _figures_intact,
    "answers_problem": _answers_problem,
    "changed": _changed,
    "text_unchanged": _text_unchanged,
    "unchanged_sections": _unchanged_sections,
    "same_sentences": _same_sentences,
    "other_sentences_unchanged": _other_sentences_unchanged,
    "equals_version": _equals_version,
    "reply_any": _reply_any,
}
SETUP = "setup"


def broken(revision: Revision, predicates: Sequence[Mapping[str, Any]]) -> list[str]:
    """Name the predicates that do not hold, with the reason.

    Args:
        revision: What the instruction made of the text.
        predicates: Mappings of one key; ``setup`` is a condition and no test.
    """
    told = [(name, argument) for predicate in predicates for name, argument in predicate.items() if name != SETUP]
    return [f"{name}：{why}" for name, argument in told if (why := PREDICATES[name](revision, argument))]

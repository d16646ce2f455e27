"""Which clause of a message is what: head of the brief, problem, task, project, figure, or nothing understood."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.intaking.amending import Amendment, amendment_of
from assistant.intaking.clauses import Clause, clauses_of
from assistant.intaking.lists import MARKER, TASK, Item, attach, attached, grouped, is_project, only_lead, problems_of, project_of, tasks_of
from assistant.intaking.masthead import Found, head_of_clause, region_before
from assistant.intaking.openers import ADDED_KIND, ADDING, CHATTER, CORRECTING, KINDS, LED, OPENERS, SOURCE, TROUBLE
from assistant.intaking.subjects import subject_in
from assistant.lexicon.indicators import find_loosely
from assistant.numbers import extract_quantities, find_periods, read_mentions

_ONLY_PERIOD = re.compile(r"(?:截至|截止|到|从|今年|以来|全县|我县|全市|底|末|止|累计|当月|的|来看|看)*")
LONGEST = 300
"""Characters of a clause that a person may have written; patterns are not tried on longer ones."""
LABELS = ("priorities", "problems", "enterprises", "background", "audience")


@dataclass
class Sorted:
    """A message, sorted.

    Attributes:
        head: What it says for the head of the brief.
        problems: Its problems.
        priorities: Its tasks.
        additions: What it adds to tasks the brief has already.
        projects: Its projects.
        names: Enterprises, audience: key to items.
        background: Its background.
        known: Numbers a person vouches for, with ``source`` where it is said.
        figures: Clauses with figures.
        unclear: Clauses that are not understood.
        corrects: Whether the message says that it corrects something.
        amendments: What it takes out of the brief, or replaces.
        problem_clauses: For every problem its clauses, which may tell of rows too.
    """

    head: list[Found] = field(default_factory=list)
    problems: list[Item] = field(default_factory=list)
    priorities: list[Item] = field(default_factory=list)
    additions: list[Item] = field(default_factory=list)
    projects: list[Item] = field(default_factory=list)
    names: dict[str, list[Item]] = field(default_factory=dict)
    background: list[Item] = field(default_factory=list)
    known: list[Item] = field(default_factory=list)
    figures: list[Clause] = field(default_factory=list)
    unclear: list[Clause] = field(default_factory=list)
    corrects: bool = False
    amendments: list[Amendment] = field(default_factory=list)
    problem_clauses: list[list[Clause]] = field(default_factory=list)


def sort_message(text: str, titles: Sequence[str], labels: Mapping[int, str] | None = None) -> Sorted:
    """Sort the clauses of a tidied message.

    Args:
        text: The message.
        titles: Titles of the tasks the brief has already.
        labels: What a model takes a clause for, by its offset; used where the grammar understands nothing.
    """
    return _Sorter(text, tuple(titles), labels or {}).sort(clauses_of(text))


class _Sorter:
    """Goes through the clauses with the section that is open in mind."""

    def __init__(self, text: str, titles: tuple[str, ...], labels: Mapping[int, str]) -> None:
        self.text = text
        self.titles = titles
        self.labels = labels
        self.found = Sorted(corrects=CORRECTING.search(text) is not None)
        self.section = ""
        self.held: list[Clause] = []
        self.open_line = False

    def sort(self, clauses: Sequence[Clause]) -> Sorted:
        """Return the message, sorted."""
        last: Clause | None = None
        for clause in clauses:
            if len(clause.text) > LONGEST:
                self.found.unclear.append(clause)
                continue
            if self.section and last is not None and not self._goes_on(last, clause):
                self._close()
            self._take(clause)
            last = clause
        self._close()
        return self.found

    def _goes_on(self, last: Clause, clause: Clause) -> bool:
        """A section goes on within its sentence, and over lines as long as list markers go on or its heading stood alone."""
        if any(pattern.match(clause.text) for _, pattern in OPENERS):
            return False
        if last.sentence == clause.sentence:
            return self.section in {"problems", "priorities", "background"} or not self._is_head(clause)
        return MARKER.match(clause.text) is not None or (self.open_line and not self._is_head(clause))

    def _is_head(self, clause: Clause) -> bool:
        return bool(head_of_clause(clause)[0])

    def _take(self, clause: Clause) -> None:
        added = ADDING.match(clause.text)
        body = clause.cut(added.end()) if added and not MARKER.match(clause.text) else clause
        if kind := ADDED_KIND.match(body.text) if added else None:
            self._open(KINDS[kind["kind"]], body.cut(kind.end()))
            return
        if not self.section and amendment_of(body):
            self._loose(body, added=False)
            return
        for section, pattern in OPENERS:
            match = pattern.match(body.text)
            if match and not _counts(body.text, section):
                self._open(section, _announced(section, body.cut(match.end())))
                return
        if self.section:
            self.held.append(clause)
            return
        self._loose(body, added=added is not None)

    def _open(self, section: str, body: Clause) -> None:
        self._close()
        self.section = section
        self.open_line = not body.text
        if body.text:
            self.held.append(body)

    def _loose(self, clause: Clause, *, added: bool) -> None:
        """Sort a clause that stands in no section."""
        if not clause.text or CHATTER.match(clause.text):
            return
        if amendment := amendment_of(clause):
            self.found.amendments.append(amendment)
            return
        head, rest = head_of_clause(clause)
        if head:
            self.found.head += head
            if rest is not None and rest.text:
                self._take(rest)
            return
        if region := region_before(clause.text):
            self.found.head.append(Found("region", region, clause.start, clause.start + len(region)))
        if source := SOURCE.search(clause.text):
            self._vouched(clause, source)
        elif is_project(clause.text):
            self._open("projects", clause)
        elif self.titles and (item := attached([clause], self.titles)):
            self.found.additions.append(item)
            self._open("more", clause.cut(len(clause.text)))
        elif only_lead(clause.text) and (before := self._told_before(clause)):
            (self.found.figures if before in self.found.figures else self.found.unclear).remove(before)
            self._open("priorities", before)
            self.held.append(clause)
        elif (
            LED.search(clause.text)
            or (added and TASK.match(clause.text))
            or (TASK.match(clause.text) and not extract_quantities(clause.text))
        ):
            self._open("priorities", clause)
        elif extract_quantities(clause.text) or _ONLY_PERIOD.fullmatch(_without_periods(clause.text)):
            self.found.figures.append(clause)
        elif label := self.labels.get(clause.start):
            self._labelled(clause, label)
        elif TROUBLE.search(clause.text):
            self._open("problems", clause)
        elif region and clause.text == region:
            return
        else:
            self.found.figures.append(clause) if _names_indicator(clause) else self.found.unclear.append(clause)

    def _labelled(self, clause: Clause, label: str) -> None:
        """Take a model's word for what a clause is, for this clause alone: what follows may hold figures, which it has no say in."""
        if label in LABELS:
            self._open(label, clause)
            self._close()
        elif label != "chatter" or read_mentions(clause.text):
            self.found.unclear.append(clause)

    def _told_before(self, clause: Clause) -> Clause | None:
        """Return the clause of the same sentence that stands right before and was taken for a figure or not understood."""
        last = max((*self.found.figures, *self.found.unclear), key=lambda one: one.start, default=None)
        return last if last is not None and last.sentence == clause.sentence and clause.start - last.end <= 1 else None

    def _vouched(self, clause: Clause, source: re.Match[str]) -> None:
        text = (clause.text[: source.start()] + clause.text[source.end() :]).strip("（），：")
        values = {"title": text, "source": source["source"] or source["by"]}
        if text:
            self.found.known.append(Item(clause.start, clause.end, values))
        elif self.found.figures:  # 工业投资41.6亿元，来源：县统计局
            last = self.found.figures.pop()
            self.found.known.append(Item(last.start, clause.end, values | {"title": last.text}))

    def _close(self) -> None:
        section, held = self.section, self.held
        self.section, self.held, self.open_line = "", [], False
        if not held:
            return
        if section == "problems":
            groups = grouped(held, commas=False)
            self.found.problems += problems_of(groups, self.text)
            self.found.problem_clauses += groups
        elif section == "priorities":
            self.found.priorities += tasks_of(grouped(held, commas=True))
        elif section == "more":
            for clause in held:
                attach(self.found.additions[-1], clause.text)
        elif section == "projects":
            self._projects(held)
        elif section == "background":
            self.found.background.append(Item(held[0].start, held[-1].end, {"title": self.text[held[0].start : held[-1].end]}))
        elif section == "known":
            self.found.known += problems_of(grouped(held, commas=False), self.text)
        else:
            self.found.names.setdefault(section, []).extend(_names(held))

    def _projects(self, held: list[Clause]) -> None:
        group: list[Clause] = []
        for clause in held:
            marker = MARKER.match(clause.text)
            body = clause.cut(marker.end()) if marker else clause
            if group and (marker or group[-1].mark in "；。\n" or is_project(body.text)):
                self._project(group)
                group = []
            group.append(body)
        self._project(group)

    def _project(self, group: list[Clause]) -> None:
        item = project_of(group) if group else None
        if item is not None:
            self.found.projects.append(item)
        else:
            self.found.unclear += group


def _announced(section: str, body: Clause) -> Clause:
    """Take a second heading off (重点 | 抓好四件事：)."""
    match = next((match for kind, pattern in OPENERS if kind == section and (match := pattern.match(body.text))), None)
    return body.cut(match.end()) if match and re.search(r"[件项条点个]", match[0]) else body


def _counts(text: str, section: str) -> bool:
    """Tell whether what looks like a heading counts things (重点项目26个, 问题整改率82%) and is a figure."""
    return (
        section in {"projects", "priorities", "problems"}
        and re.match(r"^[^，：]{0,12}?(?:项目|任务|问题)[^，：]{0,6}：?\d[\d.]*[个项件%]", text) is not None
    )


def _without_periods(text: str) -> str:
    for mention in reversed(find_periods(text)):
        text = text[: mention.start] + text[mention.end :]
    return text


def _names_indicator(clause: Clause) -> bool:
    subject = subject_in(clause.text, ())
    return subject is not None and find_loosely(subject.name) is not None


def _names(held: Sequence[Clause]) -> list[Item]:
    items = []
    for clause in held:
        start = 0
        for piece in re.split(r"、|和(?=[^，]{3,})", clause.text):
            at = clause.text.index(piece, start)
            start = at + len(piece)
            if name := MARKER.sub("", piece).strip("等。 "):
                items.append(Item(clause.start + at, clause.start + start, {"title": name}))
    return items

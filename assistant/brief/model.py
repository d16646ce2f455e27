"""The brief as frozen data: everything a speech may say.

Absent values stay ``None`` or empty; nothing is filled in by guessing. What a figure row leaves to its indicator and its
period (scope, kind, basis, span) is resolved once, when the brief is read, and kept beside the words of the user.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.numbers.periods import Period
from assistant.tables.outcome import Notice, Question

Kind = Literal["actual", "target", "plan", "threshold", "rank"]
Span = Literal["累计", "当月", "单季", "时点"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where the values of a row stand in the user's own file; ``cells`` pairs a key of the row with a cell address."""

    file: str = ""
    sheet: str = ""
    cells: tuple[tuple[str, str], ...] = ()

    def place(self, key: str = "value") -> str:
        """Return where one value stands, as its owner would look for it; empty where the table did not give it.

        Example:
            >>> Source("月报.xlsx", "主要指标", (("yoy", "D7"),)).place("yoy")
            '月报.xlsx「主要指标」D7'
        """
        cells = dict(self.cells)
        address = cells.get(key) or cells.get(_as_column(key)) or cells.get(key.partition(":")[0], "")
        other, _, own = address.rpartition("!")  # a cell of another sheet than the row's own: 表二!B4
        sheet = other or self.sheet
        return f"{self.file}{f'「{sheet}」' if sheet else ' ' if self.file else ''}{own}" if own else ""


def _as_column(key: str) -> str:
    """Return what a table calls the target of one of several that set it: ``target_yoy:市下达`` for ``targets:市下达:yoy``."""
    kind, _, by = key.partition(":")
    if kind != "targets":
        return key
    return f"target_yoy:{by.removesuffix(':yoy')}" if by.endswith(":yoy") else f"target:{by}"


@dataclass(frozen=True, slots=True)
class Reference:
    """A comparison area: 全市平均 6.7 (in the unit of the row's own rate)."""

    name: str
    value: Decimal


@dataclass(frozen=True, slots=True)
class Also:
    """Anything else known about a row: 净增企业 13 户."""

    name: str
    value: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """One of several targets of a row: by whom it was set, and its level or its growth."""

    by: str
    value: Decimal | None = None
    yoy: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table of figures.

    Attributes:
        id: Stable name of the row (``f01`` or made from its content, never from its position).
        indicator: The indicator as the user wrote it.
        name: The indicator without scope prefix, 目标, （当月） and the like: what it is looked up by.
        canonical: Name in the indicator catalogue, or ``name`` where the catalogue does not know it.
        value: The figure itself in ``unit``; ``None`` for a row that holds a rate only.
        period: The period as written (the brief's own where the row has none).
        when: The same period, read; ``None`` where it cannot be read as one.
        scope: 全县, 园区, a sector, a township; the region where nothing else is said.
        scopes: Every scope that agrees with the row (a meeting about a park: the park and the region).
        basis: 同比, 环比, 比年初 …: what ``yoy`` compares with.
        yoy: Growth in percent, signed.
        yoy_pp: Year-on-year change in percentage points, of a rate, or on a level row of its ``share``.
        mom_pp: Change since ``prev_period`` in percentage points: of the value of a rate row, of the growth of a level row.
    """

    id: str
    indicator: str
    name: str
    canonical: str
    value: Decimal | None = None
    unit: str = ""
    period: str = ""
    when: Period | None = None
    scope: str = ""
    scopes: tuple[str, ...] = ()
    kind: Kind = "actual"
    basis: str = "同比"
    span: Span = "累计"
    qualifier: str = ""
    yoy: Decimal | None = None
    yoy_pp: Decimal | None = None
    prev_period: str = ""
    prev: Decimal | None = None
    prev_yoy: Decimal | None = None
    mom_pp: Decimal | None = None
    last_year: Decimal | None = None
    target: Decimal | None = None
    progress: Decimal | None = None
    targets: tuple[Target, ...] = ()
    share: Decimal | None = None
    share_of: str = ""
    rank: int | None = None
    rank_scope: str = ""
    prev_rank: int | None = None
    references: tuple[Reference, ...] = ()
    also: tuple[Also, ...] = ()
    note: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem the speech must name; ``figures`` are ids of rows. Ids of problems are ``m01``, ``m02`` …"""

    id: str
    text: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Priority:
    """A task in the user's order, with its lead department. Ids are ``p01``, ``p02`` …"""

    id: str
    title: str
    lead: str = ""
    points: tuple[str, ...] = ()
    due: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project with its investment and state as written. Ids are ``j01``, ``j02`` …"""

    id: str
    name: str
    investment: str = ""
    status: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A number a person vouches for. Ids are ``k01``, ``k02`` …"""

    id: str
    text: str
    source: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """The meeting; without ``agenda`` nobody has spoken before."""

    type: str = ""
    name: str = ""
    date: datetime.date | None = None
    place: str = ""
    agenda: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks."""

    name: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class BriefData:
    """Fields of a brief; :class:`assistant.brief.Brief` adds the ways to make one.

    Attributes:
        period: Free text as written; ``reporting`` is the first period in it, ``planning`` a further one.
        length: Least and greatest number of characters without white space; equal for a single number.
        notices: What was left out or could not be read, one Chinese sentence each; no error.
        questions: What only a person can settle about the tables the figures came from.
    """

    region: str = ""
    level: str = ""
    meeting: Meeting = Meeting()
    title: str = ""
    salutation: str = ""
    speaker: Speaker = Speaker()
    audience: tuple[str, ...] = ()
    period: str = ""
    reporting: Period | None = None
    planning: Period | None = None
    background: str = ""
    figures: tuple[Figure, ...] = ()
    problems: tuple[Problem, ...] = ()
    priorities: tuple[Priority, ...] = ()
    projects: tuple[Project, ...] = ()
    enterprises: tuple[str, ...] = ()
    known: tuple[Known, ...] = ()
    names: tuple[str, ...] = ()
    length: tuple[int, int] | None = None
    style: str = ""
    format: int = 1
    notices: tuple[Notice, ...] = ()
    questions: tuple[Question, ...] = ()

"""Tables pasted into a message: cut out of it, read by the table reader, and their rows taken in."""

import re
from dataclasses import dataclass, field

from assistant.errors import TableError
from assistant.intaking.merging import Taken
from assistant.intaking.outcome import Left, Understood
from assistant.tables import TableReading, read_pasted

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")


@dataclass
class Pasted:
    """A message with its tables blanked out.

    Attributes:
        rest: The message, every other character where it was.
        readings: The tables with where they stood.
        understood: What they became.
        left: Tables that could not be read.
    """

    rest: str
    readings: list[tuple[int, int, TableReading]] = field(default_factory=list)
    understood: list[Understood] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def without_tables(message: str) -> Pasted:
    """Cut tables out of a message: two lines or more that follow each other and are divided by tabs, bars or wide gaps."""
    pasted = Pasted(message)
    start = at = 0
    run: list[str] = []
    for line in [*message.splitlines(keepends=True), ""]:
        if line and _tabular(line.rstrip("\r\n")):
            start = at if not run else start
            run.append(line)
        else:
            if len(run) > 1:
                _cut(pasted, start, start + sum(map(len, run)))
            run = []
        at += len(line)
    return pasted


def _tabular(line: str) -> bool:
    """Tell whether a line is divided by a tab, by two bars or by two wide gaps."""
    return "\t" in line or line.count("|") > 1 or (len(_GAP.findall(line)) > 1 and not re.search("[，。；]", line))


def _cut(pasted: Pasted, start: int, end: int) -> None:
    text = pasted.rest[start:end]
    try:
        reading = read_pasted(text)
    except TableError as error:
        pasted.left.append(Left(start, end, text.strip()[:30], f"这张表读不了：{error}"))
    else:
        pasted.readings.append((start, end, reading))
    pasted.rest = pasted.rest[:start] + re.sub(r"[^\n]", " ", text) + pasted.rest[end:]


def take_table(taken: Taken, pasted: Pasted) -> None:
    """Take the rows of pasted tables in, in their order."""
    for start, end, reading in pasted.readings:
        rows = taken.keys.setdefault("figures", [])
        for row in reading.rows:
            rows.append({key: value for key, value in row.items() if value not in (None, "")})
        value = f"{len(reading.rows)}行"
        pasted.understood.append(Understood(start, end, pasted.rest[start:end].strip(), "figures", "粘贴的表格", value))

"""What rows of figures are called where one is to be told from another: by indicator, period, scope and value."""

from collections import Counter

from assistant import Brief, BriefForm, recognised_rows
from desk import terms

_LONGEST = 40  # characters of a name in a choice


def cut(text: str) -> str:
    """Return the beginning of a text, as a name."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}……"


def row_names(form: BriefForm, brief: Brief) -> dict[str, str]:
    """Return a name for each row of a brief, no two alike: rows that say the same get the number they have in the table.

    Args:
        form: The form the brief was made of; its order is that of the table on the page.
        brief: The brief.

    Returns:
        Names by id of the row: 规模以上工业增加值 · 1—10月 · 城关镇 · 8.7%.
    """
    numbers: dict[str, int] = {}
    for number, found in enumerate(recognised_rows(form, brief), start=1):
        if found:
            numbers.setdefault(found.figure, number)
    named = _named(brief)
    often = Counter(named.values())
    return {row: f"{name} · {terms.nth_row(numbers.get(row, 0))}" if often[name] > 1 else name for row, name in named.items()}


def _named(brief: Brief) -> dict[str, str]:
    years = {figure.when.year for figure in brief.figures if figure.when}
    year = f"{years.pop()}年" if len(years) == 1 else ""  # the same in every row: it tells none from another
    named = {}
    for figure in brief.figures:
        period = figure.period.removeprefix(year) or figure.period
        kind = "" if figure.kind == "actual" else terms.KINDS[figure.kind]
        value = terms.figure_value(figure.value, figure.unit, figure.basis, figure.yoy)
        named[figure.id] = " · ".join(cut(part) for part in (figure.indicator, period, figure.scope, kind, value) if part)
    return named

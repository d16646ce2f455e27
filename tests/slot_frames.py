"""Sentences of the kind a speech has, one for every slot of every row of a brief."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from assistant.audit.derivations import of_row, try_derive
from assistant.audit.facts import Fact, table_of
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.slots import slotted


def _said(value: object) -> str:
    return "下降" if isinstance(value, Fact) and value.value < 0 else "增长"


def _cell_frames(figure: Figure, fact: Fact) -> list[str]:
    """Return sentences that tell one cell."""
    name, slot = f"{{{{{figure.id}.name}}}}", f"{{{{{fact.key}}}}}"
    aim = "目标" if figure.kind in {"target", "plan"} else ""
    lead = f"{name}{{{{{figure.id}}}}}，" if figure.value is not None else name
    growth = fact.measure == "growth"
    sentences = {
        "value": [f"{name}{aim}{_said(fact)}{{{{{figure.id}.yoy:rate}}}}", f"{name}{aim}{{{{{figure.id}.yoy}}}}"]
        if growth
        else [f"{name}{aim}{slot}"],
        "yoy": [f"{name}{slot}", f"{name}{_said(fact)}{{{{{figure.id}.yoy:rate}}}}", f"{lead}{slot}"],
        "yoy_pp": [f"{name}{slot}", f"{lead}{slot}"],
        "mom_pp": [f"{name}{{{{{figure.id}.change}}}}"],
        "progress": [f"{name}{slot}", f"{name}进度为{{{{{figure.id}.progress:rate}}}}", f"{lead}{slot}"],
        "share": [f"{name}{slot}", f"{lead}{slot}"],
        "rank": [f"{name}{slot}", f"{name}{{{{{figure.id}.rank:place}}}}", f"{lead}{slot}"],
        "target": [f"{name}年度目标{_said(fact) if growth else ''}{slot}"],
        "targets": [f"{fact.anchor}{name}目标{_said(fact) if growth else ''}{slot}"],
        "last_year": [f"上年同期{name}{slot}"],
        "prev": [f"{figure.prev_period}{name}{_said(fact) if growth else ''}{slot}"],
        "prev_yoy": [f"{figure.prev_period}{name}{_said(fact)}{slot}"],
        "reference": [f"{name}{{{{{figure.id}.vs:{fact.anchor}}}}}", f"{name}{fact.anchor}{'增速' if growth else ''}{slot}"],
        "also": [f"{name}{slot}", f"{lead}{slot}"],
    }
    return sentences.get(fact.field, [])


_DERIVED = {
    "gap": "{name}距目标还差{slot}",
    "over": "{name}超出年度目标{slot}",
    "progress": "{name}完成年度目标的{slot}",
    "progress_gap": "{name}完成进度{clause}",
    "need_per_month": "{name}今后月均要完成{slot}",
    "month_average": "{name}月均{slot}",
    "increase": "{name}比上年同期{move}{slot}",
    "since_prev": "{name}比{earlier}{move}{slot}",
}


def frames(brief: Brief) -> Iterator[str]:
    """Yield a sentence for every slot of the rows, and for sums and differences of them."""
    table = table_of(brief)
    for figure in brief.figures:
        for fact in table.of_row(figure.id):
            yield from _cell_frames(figure, fact)
        for kind, derived in of_row(table, figure.id):
            move, name = "增加" if derived.value > 0 else "减少", f"{{{{{figure.id}.name}}}}"
            clause, earlier = f"{{{{{derived.key}:clause}}}}", figure.prev_period
            yield _DERIVED.get(kind, "").format(name=name, slot=f"{{{{{derived.key}}}}}", clause=clause, move=move, earlier=earlier)
    # Neighbours and those five rows on stand for all pairs: a brief of 26 rows has hundreds.
    growths = [fact for fact in table.facts if fact.field == "yoy"]
    for a, b in [*pairwise(growths), *zip(growths, growths[5:], strict=False)]:
        derived = try_derive(table, "diff", a.key, b.key)
        if derived and a.name != b.name and a.when == b.when and a.kind == b.kind:
            yield f"{{{{{a.row}.name}}}}增速{{{{{derived.key}:clause}}}}"
    for a, b in combinations([fact for fact in table.facts if fact.field in {"value", "share"}], 2):
        derived = try_derive(table, "sum", a.key, b.key) if a.field == b.field else None
        if derived:
            yield f"{{{{{a.row}.name}}}}、{{{{{b.row}.name}}}}合计{'占比' if a.field == 'share' else ''}{{{{{derived.key}}}}}"


def own_frames(brief: Brief) -> Iterator[str]:
    """Yield the texts of the user with their numbers as slots."""
    for problem in brief.problems:
        yield slotted(brief, problem.id, "text")
    for priority in brief.priorities:
        yield from (slotted(brief, priority.id, part) for part in ("title", *range(len(priority.points)), "due"))
    for project in brief.projects:
        yield f"{project.name}投资{slotted(brief, project.id, 'investment')}"
        yield slotted(brief, project.id, "status")

"""Targets of rows that are told by their growth alone: 规上工业增加值 ±% 7.6, 年度目标 8.0 is a target of 8 %, not of 8 亿元."""

from collections.abc import Iterable
from decimal import Decimal

from assistant.lexicon.indicators import find_indicator
from assistant.tables.doubts import Doubts, options, question_id
from assistant.tables.facts import LEVELS, Draft, Said, place_of
from assistant.tables.outcome import Question
from assistant.tables.shape import timeless

_GROWTH = frozenset(("yoy", "prev_yoy"))
_PLAUSIBLE = Decimal(30)
"""Growth targets of a county beyond this are rare enough to be asked about."""

_NAME = "年度目标"


def settle_goals(drafts: Iterable[Draft], doubts: Doubts) -> None:
    """Read a lone target beside nothing but growth as a growth target; ask where it may be a level."""
    drafts = list(drafts)
    levelled = {(id(said.line), draft.parts.base) for draft in drafts for key, said in draft.said.items() if _is_done(key)}
    for draft in drafts:
        goals = {key: said for key, said in draft.said.items() if key.partition(":")[0] == "target"}
        alone = bool(goals) and bool(_GROWTH & draft.said.keys())
        for key, said in goals.items():
            if alone and (id(said.line), draft.parts.base) not in levelled and "%" not in _known_units(draft) and not _named(said):
                _settle(draft, key, said, doubts)


def _is_done(key: str) -> bool:
    kind = key.partition(":")[0]
    return kind in LEVELS and kind != "target"


def _known_units(draft: Draft) -> tuple[str, ...]:
    """Return the units of the catalogue; those of a rate need no settling."""
    known = find_indicator(draft.parts.base)
    return known.units if known else ()


def _named(said: Said) -> bool:
    """Tell whether the target itself says that it is an amount: 总量目标（亿元）, 360亿元."""
    return any(len(said.units.get(by, ())) == 1 and said.units[by] != ("%",) for by in ("cell", "heading"))


def _answer(draft: Draft, said: Said) -> str:
    """Tell a growth target (``yoy``) from a level where the table does; empty where it does not."""
    units = {said.units[by] for by in ("cell", "heading", "unit column", "label") if len(said.units.get(by, ())) == 1}
    large = abs(said.value) > _PLAUSIBLE
    if units:
        return "yoy" if units == {("%",)} else "" if _told_by_growth(draft) and not large else "level"
    return "" if large or "progress" in draft.said else "yoy"


def _told_by_growth(draft: Draft) -> bool:
    """Tell whether the catalogue has the growth of an indicator as one of its own: 规上工业增加值增速."""
    known = find_indicator(f"{draft.parts.base}增速")
    return known is not None and known.units == ("%",)


def _settle(draft: Draft, key: str, said: Said, doubts: Doubts) -> None:
    name = key.partition(":")[2] or _NAME
    sheet = draft.view.sheet
    answer = _answer(draft, said)
    if answer == "yoy":
        text = f"{place_of(draft, said)}：“{draft.parts.base}”只有增速，{said.value} 按增速目标（{said.value}%）读取。"
        doubts.tell(sheet, (said.address,), "unit", text, 0.8)
    elif not answer:
        answer = doubts.ask(
            Question(
                question_id("goal", timeless(said.column.heading), draft.parts.base),
                sheet.name,
                (said.address,),
                "target",
                f"{place_of(draft, said)}：“{draft.parts.base}”只有增速，没有数值，目标 {said.value} 是增速（%）还是总量？",
                options(("yoy", f"增速目标，{said.value}%"), ("level", "总量目标")),
                "",
                0.0,
                "这一行没有完成数可以比对；没有回答之前这个目标不用。",
                held=True,
            )
        )
    if answer != "level":
        del draft.said[key]
    if answer == "yoy":
        draft.said[f"target_yoy:{name}"] = said

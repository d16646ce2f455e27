"""Answers about single rows: value, growth, target, pace, comparison, place, share, last year, source."""

from collections.abc import Callable

from assistant.asking.telling import Teller
from assistant.audit.facts import table_of
from assistant.audit.printing import with_unit
from assistant.audit.rows import growth_row
from assistant.brief.model import Figure
from assistant.drafting.figures import plain_sentence, share_clause

Tell = Callable[[Teller, Figure], bool]


def tell_value(teller: Teller, figure: Figure) -> bool:
    """Tell a row with its growth."""
    when = "" if figure.when == teller.brief.reporting or figure.when is None else f"{{{{{figure.id}.period}}}}，"
    plain = plain_sentence(teller.brief, [figure.id])
    return teller.tell(f"{when}{plain}", plain, f"{{{{{figure.id}.name}}}}{{{{{figure.id}}}}}。")


def tell_growth(teller: Teller, figure: Figure) -> bool:
    """Tell how a row grew or fell, or how it moved in points."""
    row = figure.id
    when = f"{{{{{row}.period}}}}，" if figure.span == "当月" and figure.when != teller.brief.reporting else ""
    name = f"{when}{{{{{row}.name}}}}"
    return teller.tell(f"{name}{{{{{row}.yoy}}}}。", f"{name}{{{{{row}.yoy_pp}}}}。", f"{name}{{{{{row}.change}}}}。")


def tell_gap(teller: Teller, figure: Figure) -> bool:
    """Tell how far a row is from its target, or that it is reached."""
    row, name = figure.id, f"{{{{{figure.id}.name}}}}"
    target = f"{{{{{row}.target}}}}"
    missing, beyond = f"{{{{d:gap({row})}}}}", f"{{{{d:over({row})}}}}"
    rate = growth_row(figure)
    more = "高出" if rate else "超出"
    told = teller.tell(
        f"{name}离{target}的年度目标还差{missing}。",
        f"{name}离年度目标还差{missing}。",
        f"{name}{more}年度目标{beyond}。",
    )
    for by in figure.targets:
        level = f"{row}.targets:{by.by}"
        told = teller.tell(f"{name}{by.by}目标{{{{{level}}}}}，还差{{{{d:target_gap({row},{by.by})}}}}。") or told
    return told or _reached(teller, figure)


def _reached(teller: Teller, figure: Figure) -> bool:
    if figure.progress is None or figure.progress < 100:
        return False
    return teller.tell(f"{{{{{figure.id}.name}}}}{{{{{figure.id}.progress}}}}。")


def tell_progress(teller: Teller, figure: Figure) -> bool:
    """Tell how much of its target a row has done, and whether that keeps up with the calendar."""
    row, name = figure.id, f"{{{{{figure.id}.name}}}}"
    done = f"{{{{{row}.progress}}}}" if figure.progress is not None else f"完成年度目标的{{{{d:progress({row})}}}}"
    pace = f"{{{{d:progress_gap({row}):clause}}}}"
    value = f"{{{{{row}}}}}"
    return teller.tell(
        f"{name}完成{value}，{done}，{pace}。",
        f"{name}{done}，{pace}。",
        f"{name}完成{value}，{done}。",
        f"{name}{done}。",
    ) or tell_gap(teller, figure)


def tell_pace(teller: Teller, figure: Figure) -> bool:
    """Tell what each remaining month has to bring."""
    row, name = figure.id, f"{{{{{figure.id}.name}}}}"
    need, so_far = f"{{{{d:need_per_month({row})}}}}", f"{{{{d:month_average({row})}}}}"
    missing = f"{{{{d:gap({row})}}}}"
    return teller.tell(
        f"{name}离年度目标还差{missing}，余下的月份月均要完成{need}，前期月均{so_far}。",
        f"{name}离年度目标还差{missing}，余下的月份月均要完成{need}。",
        f"{name}余下的月份月均要完成{need}。",
    )


def tell_average(teller: Teller, figure: Figure) -> bool:
    """Tell the monthly average so far."""
    return teller.tell(f"{{{{{figure.id}.name}}}}月均{{{{d:month_average({figure.id})}}}}。")


def tell_versus(teller: Teller, figure: Figure) -> bool:
    """Tell how a row stands against the areas it is compared with."""
    row, told = figure.id, False
    of_growth = "增速" if figure.yoy is not None and not growth_row(figure) else ""
    growth = f"{{{{{row}.yoy}}}}" if figure.yoy is not None or growth_row(figure) else f"{{{{{row}}}}}"
    for area in figure.references:
        told = (
            teller.tell(
                f"{{{{{row}.name}}}}{growth}，{of_growth}{{{{{row}.vs:{area.name}}}}}。",
                f"{{{{{row}.name}}}}{of_growth}{{{{{row}.vs:{area.name}}}}}。",
            )
            or told
        )
    for item in figure.also:
        if not figure.references and item.name.endswith("之差") and "目标" not in item.name and "进度" not in item.name:
            told = teller.tell(f"{{{{{row}.name}}}}{{{{{row}.also:{item.name}}}}}。") or told
    return told


def tell_rank(teller: Teller, figure: Figure) -> bool:
    """Tell the place of a row among others, and how it moved."""
    row, name = figure.id, f"{{{{{figure.id}.name}}}}"
    moved = next((item.name for item in figure.also if "移" in item.name and item.unit == "位"), "")
    more = f"，{{{{{row}.also:{moved}}}}}" if moved and figure.prev_rank is None else ""
    return teller.tell(f"{name}{{{{{row}.rank}}}}{more}。", f"{name}{{{{{row}.rank}}}}。", f"{name}{{{{{row}.rank:place}}}}。")


def tell_share(teller: Teller, figure: Figure) -> bool:
    """Tell what share of a whole a row is."""
    row, name = figure.id, f"{{{{{figure.id}.name}}}}"
    change = f"，{{{{{row}.yoy_pp}}}}" if figure.yoy_pp is not None else ""
    if figure.share is None:
        return False
    clause = share_clause(figure, teller.brief)
    return teller.tell(f"{name}{clause}{change}。", f"{name}{clause}。")


def tell_last_year(teller: Teller, figure: Figure) -> bool:
    """Tell the same period last year and, where it may be computed, the difference."""
    row, name = figure.id, f"{{{{{figure.id}.name}}}}"
    up = figure.value is not None and figure.last_year is not None and figure.value >= figure.last_year
    more = f"比上年同期{'增加' if up else '减少'}{{{{d:increase({row})}}}}"
    return teller.tell(f"{name}上年同期为{{{{{row}.last_year}}}}，{more}。", f"{name}上年同期为{{{{{row}.last_year}}}}。")


def tell_change(teller: Teller, figure: Figure) -> bool:
    """Tell how a row moved since an earlier period."""
    return teller.tell(f"{{{{{figure.id}.name}}}}{{{{{figure.id}.change}}}}。")


def tell_target(teller: Teller, figure: Figure) -> bool:
    """Tell the target of a row."""
    row, name = figure.id, f"{{{{{figure.id}.name}}}}"
    if figure.kind in {"target", "plan"}:
        return tell_value(teller, figure)
    told = teller.tell(f"{name}年度目标是{{{{{row}.target}}}}。") if figure.target is not None else False
    for target in figure.targets:
        told = teller.tell(f"{name}{target.by}目标是{{{{{row}.targets:{target.by}}}}}。") or told
    return told


def tell_also(teller: Teller, figure: Figure) -> bool:
    """Tell whatever else is known beside a row."""
    told = tell_value(teller, figure)
    for item in figure.also:
        slot = f"{figure.id}.also:{item.name}"
        teller.tell(f"{{{{{figure.id}.name}}}}中，{{{{{slot}}}}}。", f"{item.name}{with_unit(item.value, item.unit)}。")
    return told


def tell_source(teller: Teller, figure: Figure) -> bool:
    """Tell where a row came from; the addresses themselves stand in the places of the answer."""
    table = table_of(teller.brief)
    keys = [fact.key for fact in table.of_row(figure.id)]
    if not table.places(keys):
        teller.say(f"{figure.indicator}是直接填写的，没有表格出处。", figure.id)
        return True
    file = figure.source.file if figure.source else ""
    teller.say(f"{figure.indicator}取自{file}，单元格见出处一栏。", *keys)
    return True

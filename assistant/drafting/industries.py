"""Several industries in one breath, and what they make up together."""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.printing import decimals, rounded
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message
from assistant.slots import available

_FEWEST, _MOST = 2, 4
_COUNTED = {2: "两", 3: "三", 4: "四"}
_INDUSTRY = re.compile(r"(产业|行业)产值$")


def is_industry(figure: Figure) -> bool:
    """Tell whether a row is the output of an industry."""
    return bool(_INDUSTRY.search(figure.name))


def run_of(figures: Sequence[Figure]) -> list[Figure]:
    """Return the industries at the head of some rows that grew, of one period and one whole: fit to be told together."""
    run: list[Figure] = []
    for figure in figures[:_MOST]:
        fits = is_industry(figure) and figure.yoy is not None and figure.yoy > 0 and not re.search("[及和与]", figure.name)
        if not fits or (run and (figure.when, figure.share_of) != (run[0].when, run[0].share_of)):
            break
        run.append(figure)
    return run if len(run) >= _FEWEST else []


def respectively(run: Sequence[Figure], brief: Brief, voice: Voice) -> str:
    """Return the growth of several industries in one sentence, with their joint share where it can be derived."""
    names = "、".join(_named(figure) for figure in run)
    rates = [f"{{{{{figure.id}.yoy:rate}}}}" for figure in run]
    listed = f"{'、'.join(rates[:-1])}和{rates[-1]}"
    whole = next((figure for figure in brief.figures if figure.id == run[0].share_of), None)
    summed = joint_share(run, brief)
    joint = f"，{_COUNTED[len(run)]}个产业合计占{{{{{whole.id}.name}}}}的{summed}" if whole and summed else ""
    return voice.ledger.tell(f"{names}产值分别增长{listed}{joint}。")


def together(figures: Sequence[Figure], brief: Brief, voice: Voice, verdict: str) -> list[Message]:
    """Add up the shares of the two largest industries of one whole, in the order they were told."""
    parts = [figure for figure in figures if figure.share is not None and figure.share_of and is_industry(figure)]
    pair = max(combinations(parts, 2), key=lambda two: (two[0].share or 0) + (two[1].share or 0), default=None)
    whole = next((figure for figure in brief.figures if pair and figure.id == pair[0].share_of), None)
    if pair is None or whole is None or pair[0].share_of != pair[1].share_of:
        return []
    names = "和".join(_named(part) for part in pair)
    share, level = joint_share(pair, brief), _joint_level(pair, brief)
    if not (slot := share or level) or not voice.ledger.fresh(slot):
        return []
    name = f"{{{{{whole.id}.name}}}}"
    frames = (f"{names}加起来，占{name}的{slot}", f"{names}合计占{name}的{slot}") if share else (f"{names}产值合计{slot}",)
    told = voice.rng.choice(frames)
    text = voice.ledger.tell(f"{told}{'，' + verdict if verdict else ''}。")
    return [Message("judgement", (text,), 2, tuple(part.id for part in pair), relation="总分")]


def _named(figure: Figure) -> str:
    return spoken_name(figure).removesuffix("产值")


def joint_share(parts: Sequence[Figure], brief: Brief) -> str:
    """Return the slot of a joint share; empty unless the levels give the same number as the rounded shares added up."""
    whole = next((figure for figure in brief.figures if figure.id == parts[0].share_of), None)
    told = try_derive(table_of(brief), "sum", *(f"{part.id}.share" for part in parts))
    levels = [part.value for part in parts if part.value is not None and whole is not None and part.unit == whole.unit]
    if told is None or whole is None or not whole.value or len(levels) < len(parts):
        return ""
    exact = sum(levels, Decimal(0)) / whole.value * 100
    return f"{{{{{_sum_of(parts)}}}}}" if rounded(exact, decimals(told.value)) == told.value else ""


def _joint_level(parts: Sequence[Figure], brief: Brief) -> str:
    slot = f"d:sum({','.join(part.id for part in parts)})"
    return f"{{{{{slot}}}}}" if available(brief, slot) else ""


def _sum_of(run: Sequence[Figure]) -> str:
    return f"d:sum({','.join(f'{figure.id}.share' for figure in run)})"

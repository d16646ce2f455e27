"""Figure sentences over slots: 并列, 进度, 占比, 位次, 变动, 对比 (the judgement words come from the bank, chosen by the data)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name, value_measure
from assistant.brief import Brief
from assistant.brief.model import Also, Figure
from assistant.drafting.standing import FULL, ahead, below, direction, fell_back, good_when_more, overtaken, trouble
from assistant.lexicon.indicators import find_indicator
from assistant.numbers import read_period
from assistant.slots import available

MOST_FIGURES = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a figure sentence, and how many figures it prints."""

    text: str
    figures: int = 1


def head(figure: Figure, rng: Random, *, named: bool = True, weakly: bool = False) -> Clause:
    """Return the clause that names a row and gives its value; ``weakly`` where it is told as a shortcoming."""
    slot, name = f"{{{{{figure.id}}}}}", f"{{{{{figure.id}.name}}}}" if named else ""
    measure = value_measure(figure)
    if measure == "rank":
        return _rank_head(figure)
    if action := _ACTION.search(figure.name):
        return Clause(f"{figure.indicator[: figure.indicator.index(action[0])]}{action[1]}{slot}")
    if moved := _MOVED.search(figure.name):
        return Clause(f"{figure.indicator[: figure.indicator.index(moved[0])]}{'下降' if moved[1] == '降' else '增长'}{slot}")
    if done := _DONE_TO.match(figure.indicator):
        return Clause(f"{done[2]}{done[1]}{slot}")
    if measure == "growth":
        return Clause(f"{name}{{{{{figure.id}.yoy}}}}")
    if figure.value is None:
        return Clause(f"{name}{{{{{figure.id}.yoy}}}}", 1 if figure.yoy is not None else 0)
    if figure.kind == "plan":
        return Clause(f"{_plan_name(figure)}{slot}")
    if _DEED.match(figure.indicator) and measure == "level":
        return Clause(f"{_deed_of(figure) if named else ''}{slot}")
    if figure.unit.endswith("/日"):
        return Clause(f"{name}每天{slot}")
    return Clause(f"{name}{'' if weakly else rng.choice(_verbs(figure, measure))}{slot}")


_DEED = re.compile(r"^(新增|新登记|新开工|收集|走访|更新|实施|竣工投产|签约|首贷|下放|涉企行政检查|更新)")


def _deed_of(figure: Figure) -> str:
    """Return a row whose name says what was done, without its counting tail: 新登记企业, 更新设备, 走访企业."""
    name = re.sub(r"(台套数|户次|件次|户数|数)$", "", spoken_name(figure))
    return name if name != spoken_name(figure) else f"{{{{{figure.id}.name}}}}"


_ACTION = re.compile(r"(压缩|缩短|压减|降低|减少|提速)(比例|幅度|率)$")
_MOVED = re.compile(r"(降|增|涨)幅$")
_DONE_TO = re.compile(r"^([一-鿿]*?工业项目)(开工|竣工|投产|签约)数$")
_PEERS = re.compile(r"^(参加[一-鿿]*?的)([一-鿿]+)$")


def _plan_name(figure: Figure) -> str:
    """Return a planned row with its own 计划, or with one."""
    name = re.sub(r"^([一二三四]季度|[上下]半年|全年|年内|\d+月)", "", figure.indicator).removesuffix("数")
    return name if re.match(r"计划|拟|预计", name) else f"计划{name}"


def _rank_head(figure: Figure) -> Clause:
    """Return a row that is a place: among how many, which place."""
    stem = re.sub(r"(位次|排名|排位|名次)$", "", figure.indicator)
    peers = next((match for item in figure.also if (match := _PEERS.match(item.name))), None)
    place = f"{{{{{figure.id}.rank}}}}"
    if peers:
        among = f"{{{{{figure.id}.also:{peers[0]}:value}}}}"
        return Clause(f"{stem}中，{peers[1]}{among}{peers[2]}里我们{place}", 2)
    return Clause(f"{'在' + stem + '中' if stem.endswith(('考核', '评价', '测评', '评比', '评估')) else stem}{place}")


def _verbs(figure: Figure, measure: str) -> tuple[str, ...]:
    """Return verbs that fit the kind of quantity; 达到 and 实现 only where nothing fell."""
    entry = find_indicator(figure.name)
    kind = entry.kind if entry else "count" if measure == "level" else "share"
    up = direction(figure) > 0
    if measure in {"ratio", "share"} or (measure == "level" and "/" in figure.unit):
        return ("为", "达到") if up and good_when_more(figure) else ("为",)
    if kind == "flow":
        return _flow_verbs(figure.name) if up else ("",)
    if "规划" in figure.name:
        return ("",)
    if re.search(r"缺口|未|低效|停产|负增长|亏损|退", figure.name):
        return ("", "有") if kind == "count" else ("",)
    return ("达到", "") if up and good_when_more(figure) else ("",)


def _flow_verbs(name: str) -> tuple[str, ...]:
    if re.search(r"收入|利润|税收|增加值", name):
        return ("实现", "达到")
    if re.search(r"投资|总产值", name):
        return ("完成", "达到", "")
    return ("达到", "") if re.search(r"产值|用电|用气|货运", name) else ("",)


def plain_sentence(brief: Brief, rows: Sequence[str]) -> str:
    """Return a sentence that tells rows with their growth and nothing else: always at hand where another wording has to be replaced."""
    chosen = [figure for figure in brief.figures if figure.id in rows]
    told = [joined(within([head(figure, Random(0)), *_growth(figure)])) for figure in chosen]
    return f"{'；'.join(told)}。" if told else ""


def _growth(figure: Figure) -> list[Clause]:
    if value_measure(figure) == "growth" or figure.value is None or figure.yoy is None or _since_new_year(figure):
        return []
    return [Clause(f"{{{{{figure.id}.yoy}}}}")]


def facets(figure: Figure, brief: Brief, rng: Random, *, bright: bool = False) -> list[Clause]:
    """Return what else a row says, growth first, then place among others, then structure and progress.

    Args:
        bright: Keep back what speaks against the row (below its reference, overtaken, slowing): :func:`shadows_of` tells it.
    """
    found = _growth(figure)
    rest = [_structure(figure, brief, bright), _pace(figure, brief)]
    if figure.rank is None:
        rng.shuffle(rest)
    else:
        rest.reverse()
    # Place among others is place by growth: it stands right after the growth.
    groups = [_place(figure, brief, bright), *rest]
    for group in groups:
        found += group
    return found + _than_last_year(figure, brief) + _also(figure)


def shadows_of(figure: Figure, brief: Brief) -> list[Clause]:
    """Return what speaks against a row that is told as good news: below its reference, overtaken, slowing."""
    found = [clause for clause, good in _sides(figure, brief) if not good]
    shrank = figure.yoy_pp is not None and figure.yoy_pp < 0 and good_when_more(figure) and figure.yoy is None
    return [*found, Clause(f"{{{{{figure.id}.yoy_pp}}}}")] if shrank else found


def _sides(figure: Figure, brief: Brief) -> list[tuple[Clause, bool]]:
    sides: list[tuple[Clause, bool]] = []
    # Beside a level or a progress a bare 低于全省平均 would be heard as said of that.
    of_growth = "增速" if figure.yoy is not None and value_measure(figure) != "growth" else ""
    for area in figure.references[:1]:
        if available(brief, f"{figure.id}.vs:{area.name}"):
            sides.append((Clause(f"{of_growth}{{{{{figure.id}.vs:{area.name}}}}}"), not below(figure, brief)))
    if figure.rank is not None and value_measure(figure) != "rank":
        sides.append((Clause(f"{{{{{figure.id}.rank}}}}"), not overtaken(figure)))
    if available(brief, f"{figure.id}.change"):
        sides.append((Clause(f"{{{{{figure.id}.change}}}}"), not fell_back(figure)))
    return sides


def since_before(figure: Figure, brief: Brief) -> list[Clause]:
    """Say by how many a count grew or shrank since the period before."""
    slot = f"d:since_prev({figure.id})"
    told = try_derive(table_of(brief), "since_prev", figure.id)
    if told is None or told.value == 0 or not available(brief, slot) or value_measure(figure) != "level" or not figure.prev_period:
        return []
    when = read_period(figure.prev_period)
    if when is None or figure.unit not in {"户", "个", "件", "项", "人", "家"}:
        return []
    before = when.label(with_year=bool(figure.when and when.year != figure.when.year))
    return [Clause(f"比{before}{'增加' if told.value > 0 else '减少'}{{{{{slot}}}}}")]


def _than_last_year(figure: Figure, brief: Brief) -> list[Clause]:
    """Say by how many a count rose or fell where no growth is given."""
    slot = f"d:increase({figure.id})"
    now, before = figure.value, figure.last_year
    known = figure.yoy is not None or any("净" in item.name for item in figure.also)
    if known or now is None or before is None or now == before or not available(brief, slot):
        return []
    return [Clause(f"比上年同期{'增加' if now > before else '减少'}{{{{{slot}}}}}")]


def _place(figure: Figure, brief: Brief, bright: bool) -> list[Clause]:
    return [clause for clause, good in _sides(figure, brief) if good or not bright]


def _structure(figure: Figure, brief: Brief, bright: bool) -> list[Clause]:
    clauses = []
    if figure.share is not None and available(brief, f"{figure.id}.share"):
        clauses.append(Clause(share_clause(figure, brief)))
        if trouble(figure) and available(brief, f"{figure.id}.share:each"):
            clauses.append(Clause(f"{{{{{figure.id}.share:each}}}}"))
    shrank = figure.yoy_pp is not None and figure.yoy_pp < 0 and good_when_more(figure)
    if figure.yoy_pp is not None and (figure.share is not None or figure.yoy is None) and not (bright and shrank):
        clauses.append(Clause(f"{{{{{figure.id}.yoy_pp}}}}"))
    return clauses


def share_clause(figure: Figure, brief: Brief) -> str:
    """Return the share; of the same indicator in a wider area it is told as 占全县的."""
    whole = next((other for other in brief.figures if other.id == figure.share_of), None)
    if whole and whole.canonical == figure.canonical and whole.scope != figure.scope:
        return f"占{area_of(whole, brief)}的{{{{{figure.id}.share:rate}}}}"
    return f"{{{{{figure.id}.share}}}}"


def area_of(figure: Figure, brief: Brief) -> str:
    """Return how the area of a row is spoken of: 全县 for the whole region."""
    return f"全{brief.level or brief.region[-1:]}" if figure.scope in {"", brief.region, f"全{brief.level}"} else figure.scope


def _pace(figure: Figure, brief: Brief) -> list[Clause]:
    """Return progress where it keeps up with the calendar; what is beyond the target is told as such."""
    over = try_derive(table_of(brief), "over", figure.id) if figure.kind == "actual" and figure.target is not None else None
    if over is not None and over.value > 0:
        return [Clause(f"{'高出' if value_measure(figure) == 'growth' else '超出'}年度目标{{{{{over.key}}}}}")]
    if figure.progress is None or figure.kind == "target" or not ahead(figure, brief):
        return []
    clauses = [Clause(f"{{{{{figure.id}.progress}}}}")]
    slot = f"d:progress_gap({figure.id}):clause"
    if figure.progress < FULL and available(brief, slot):
        clauses.append(Clause(f"{{{{{slot}}}}}"))
    return clauses


def _also(figure: Figure) -> list[Clause]:
    since = _since_new_year(figure)
    rest = [item for item in figure.also if not (since and item.name.startswith("比年初"))]
    clauses = [Clause(also_text(figure, item)) for item in rest if not _repeats(figure, item)]
    return [*since, *clauses]


def _since_new_year(figure: Figure) -> list[Clause]:
    """Say 比年初增加7.8亿元、增长13.8% once, from whichever cells hold the two."""
    added = next((item.name for item in figure.also if re.fullmatch(r"比年初(增加|减少)", item.name)), "")
    rate = next((item.name for item in figure.also if re.fullmatch(r"比年初(增长|下降)", item.name)), "")
    if not added or not (rate or (figure.basis == "比年初" and figure.yoy)):
        return []
    way = rate[3:] if rate else "增长" if figure.yoy and figure.yoy > 0 else "下降"
    slot = f"also:{rate}:value" if rate else "yoy:rate"
    return [Clause(f"{added}{{{{{figure.id}.also:{added}:value}}}}、{way}{{{{{figure.id}.{slot}}}}}", 2)]


def _repeats(figure: Figure, item: Also) -> bool:
    """Tell whether an additional number only says again what the row says, or is no news in a speech."""
    if "时间进度" in item.name or "序时" in item.name or _PEERS.match(item.name):
        return True
    if item.name.endswith("之差") and any(area.name[:4] in item.name for area in figure.references):
        return True
    return bool(re.search(r"上期|上年末|年初余额|上年同期|去年同期", item.name))


def also_text(figure: Figure, item: Also) -> str:
    """Return an additional number as a clause; a name that begins with the row's own is cut short."""
    slot = f"{figure.id}.also:{item.name}"
    stem = spoken_name(figure)
    if re.search(r"产值占.+(比重|比例)$", item.name) and "企业" in stem:
        return f"贡献了{{{{{slot}:value}}}}的产值"
    if "占" in item.name and item.name.endswith(("比重", "比例")):
        return f"{{{{{slot}}}}}"
    if item.name.endswith(stem) and len(item.name) > len(stem) > 3:
        return f"其中{item.name.removesuffix(stem)}{{{{{slot}:value}}}}"
    same = next((i for i, (one, other) in enumerate(zip(item.name, stem, strict=False)) if one != other), min(len(item.name), len(stem)))
    if same >= 4 and len(item.name) - same >= 2:
        return f"{item.name[same:]}{{{{{slot}:value}}}}"
    return f"{{{{{slot}}}}}"


def joined(clauses: Sequence[Clause]) -> str:
    """Join clauses of one row; 其中 is said once."""
    first, *rest = (clause.text for clause in clauses)
    within_it = first.startswith("其中")
    out = [first]
    for text in rest:
        out.append(text.removeprefix("其中") if within_it else text)
        within_it = within_it or text.startswith("其中")
    return "，".join(out)


def within(clauses: Sequence[Clause], most: int = MOST_FIGURES) -> list[Clause]:
    """Return the first clauses that together print at most so many figures."""
    taken: list[Clause] = []
    for clause in clauses:
        if sum(one.figures for one in taken) + clause.figures <= most:
            taken.append(clause)
    return taken

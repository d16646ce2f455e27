"""Questions that ask which area inside the region: which townships lag, which county grew fastest."""

import re
from collections.abc import Callable
from decimal import Decimal

from assistant.asking.answer import Answer
from assistant.asking.naming import subject_of
from assistant.asking.places import is_area, is_whole
from assistant.asking.row_answers import Tell, tell_growth, tell_progress, tell_value
from assistant.asking.telling import Teller
from assistant.audit.facts import table_of
from assistant.audit.identity import MOVES, normal, pairs
from assistant.audit.rows import growth_row
from assistant.brief import Brief
from assistant.brief.model import Figure
from assistant.drafting.standing import behind
from assistant.lexicon.indicators import find_indicator

_ASKED = re.compile(r"(?:哪[一几些]?个?|各个?|几个)(县市区|县区|区县|镇街|乡镇|街道|园区|开发区|地方|地区|[县区镇乡])")
_KINDS = (
    ("乡镇街道", re.compile(r"(?:[乡镇区]|街道|园|农场)$")),
    ("园开发", re.compile(r"(?:园|园区|开发区|高新区|新区)$")),
    ("县市区", re.compile(r"[县市区旗]$")),
)
_LATE = re.compile(r"(?:低于|慢于|落后|滞后|没[有]?达到|达不到|没跟上|未达到?|不到).{0,4}(?:序时|时间|进度)|进度.{0,2}(?:滞后|落后)")
_FELL = re.compile(r"下降|下滑|负增长|为负|在?降|下跌")
_UNDER = re.compile(r"(?:低于|慢于|不如|落后于?|比不上).{0,2}(?:全[县市区]|平均)")
_MOST = re.compile(r"最|谁|哪个.{0,8}(?:快|慢|高|低|好|差|拖)|拖")
_WORST = re.compile(r"差|慢|低|后|降|拖|少|小")
_OF_PROGRESS = re.compile(r"进度|完成率|任务|目标")
Rate = Callable[[Figure], Decimal | None]


def asks_for_areas(question: str) -> bool:
    """Tell whether a question asks which of the areas inside the region."""
    return _ASKED.search(question) is not None


def areas(question: str, brief: Brief) -> Answer:
    """Tell which areas are as the question has it, by the indicator it names; where it names none, the only one told by area.

    Args:
        question: The question.
        brief: The brief.
    """
    asked = _ASKED.search(question)
    word = asked[1] if asked else "地区"
    shape = next((shape for signs, shape in _KINDS if any(sign in word for sign in signs)), None)
    rows = [figure for figure in brief.figures if figure.kind == "actual" and is_area(figure, brief)]
    rows = [figure for figure in rows if figure.span != "当月" and (shape is None or shape.search(figure.scope))]
    subject = subject_of(question, brief)
    chosen = _called(subject, rows)
    if not chosen:
        return Teller(brief).answer("areas", head=f"要点里没有分{word}的{subject or '数'}。", outcome="unknown")
    names = dict.fromkeys(figure.name for figure in chosen)
    if len(names) > 1:
        head = f"要点里分{word}的指标有{'、'.join(names)}，请说明看哪一项。"
        return Teller(brief).answer("areas", head=head, outcome="unknown")
    return _told(question, word, next(iter(names)), chosen, brief)


def _called(subject: str, rows: list[Figure]) -> list[Figure]:
    """Return the rows of the indicator that is called best; all rows where the question names none."""
    if len(subject) < 2:
        return rows
    entry = find_indicator(subject)
    same = [figure for figure in rows if normal(subject) == normal(figure.name) or (entry and entry is find_indicator(figure.name))]
    shared = {figure.id: len((pairs(subject) - MOVES) & pairs(figure.name)) for figure in rows}
    best = max(shared.values(), default=0)
    return same or [figure for figure in rows if best and shared[figure.id] == best]


def _told(question: str, word: str, name: str, rows: list[Figure], brief: Brief) -> Answer:
    """Tell of one indicator what the question asks of its areas."""

    def rate(figure: Figure) -> Decimal | None:
        return figure.value if growth_row(figure) else figure.yoy

    if _LATE.search(question):
        late = [figure for figure in rows if behind(figure, brief)]
        known = any(figure.progress is not None or figure.target is not None for figure in rows)
        none = "没有慢于时间进度的。" if known else f"要点里没有分{word}的{name}进度。"
        return _listed(late, tell_progress, "慢于时间进度的有：", none, brief, known=known)
    if _UNDER.search(question):
        return _under(name, rows, rate, brief)
    if _MOST.search(question):
        return _extreme(question, word, name, rows, rate, brief)
    if _FELL.search(question):
        fell = [figure for figure in rows if (own := rate(figure)) is not None and own < 0]
        known = any(rate(figure) is not None for figure in rows)
        return _listed(
            fell, tell_growth, "下降的有：", "没有下降的。" if known else f"要点里没有分{word}的{name}增速。", brief, known=known
        )
    tell = tell_progress if _OF_PROGRESS.search(question) else tell_value
    return _listed(rows, tell, f"分{word}的数是：", f"要点里没有分{word}的{name}。", brief)


def _under(name: str, rows: list[Figure], rate: Rate, brief: Brief) -> Answer:
    """Tell the areas that grow more slowly than the whole, over the same stretch of time."""
    entry = find_indicator(name)
    like = [one for one in brief.figures if is_whole(one, brief) and one.when == rows[0].when and one.kind == "actual"]
    whole = next((one for one in like if one.name == name or (entry is not None and find_indicator(one.name) is entry)), None)
    level = rate(whole) if whole is not None else None
    if level is None or whole is None:
        return _listed([], tell_growth, "", f"要点里没有可比的{name}增速。", brief, known=False)
    under = [figure for figure in rows if figure.when == whole.when and (own := rate(figure)) is not None and own < level]
    return _listed([*under, whole] if under else [], tell_growth, "慢于总体的有（最后一行是总体）：", "没有慢于总体的。", brief)


def _extreme(question: str, word: str, name: str, rows: list[Figure], rate: Rate, brief: Brief) -> Answer:
    """Tell the first or the last by progress where the question asks for it, else by growth."""
    of_progress = _OF_PROGRESS.search(question) is not None
    by: Rate = (lambda figure: figure.progress) if of_progress else rate
    ranked = sorted((value, figure.id) for figure in rows if (value := by(figure)) is not None)
    if not ranked:
        return _listed([], tell_growth, "", f"要点里没有分{word}的{name}{'进度' if of_progress else '增速'}。", brief, known=False)
    worst = _WORST.search(question) is not None
    edge = ranked[0][0] if worst else ranked[-1][0]
    chosen = [table_of(brief).row(row) for value, row in ranked if value == edge]
    return _listed(chosen, tell_progress if of_progress else tell_growth, "最低的是：" if worst else "最高的是：", "", brief)


def _listed(rows: list[Figure], tell: Tell, head: str, none: str, brief: Brief, *, known: bool = True) -> Answer:
    teller = Teller(brief)
    for figure in rows:
        tell(teller, figure)
    if not teller.lines:
        return teller.answer("areas", head=none, outcome="answered" if known else "unknown")
    return teller.answer("areas", head=head)

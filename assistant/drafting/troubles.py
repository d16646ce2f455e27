"""问题: each problem in the user's words, with what its rows add, and what it means."""

import re
from collections.abc import Iterable
from decimal import Decimal

from assistant.audit.derivations import try_derive
from assistant.audit.facts import table_of
from assistant.audit.rows import spoken_name
from assistant.brief import Brief
from assistant.brief.model import Figure, Problem
from assistant.drafting.figures import Clause, facets, head, joined, within
from assistant.drafting.headings import NUMERALS
from assistant.drafting.matching import magnitude
from assistant.drafting.outline import Outline
from assistant.drafting.phrases import Voice
from assistant.drafting.review import period_of
from assistant.drafting.standing import behind
from assistant.drafting.state import Message, Passage
from assistant.drafting.topics import GENERAL, trouble_of
from assistant.numbers import extract_quantities
from assistant.slots import SLOT, slotted

Known = list[tuple[Figure, Clause]]
_MARKS = ("{n}是", "第{n}，", "其{n}，")
_LABELS = {
    "进度": ("进度偏慢", "进度滞后", "赶得不紧"),
    "增势": ("增势偏弱", "势头减弱", "动能偏软"),
    "企业": ("企业分化", "冷热不均", "面上不稳"),
    "产业": ("行业承压", "产业偏弱", "支撑不稳"),
    "投资": ("投资偏冷", "投入不足", "后劲偏弱"),
    "项目": ("项目偏慢", "落地不快", "转化不畅"),
    "用工": ("用工偏紧", "人手不足", "招工偏难"),
    "资金": ("资金偏紧", "周转吃力", "回款偏慢"),
    "土地": ("用地粗放", "土地闲置", "利用不足"),
    "效益": ("效益偏低", "产出不高", "质量不优"),
    "创新": ("创新偏弱", "动能不足", "本领不硬"),
    "服务": ("服务欠佳", "落实欠快", "办理偏慢"),
    "政策": ("落地偏慢", "兑现不快", "送达不够"),
    "审批": ("办事偏繁", "流程偏长", "手续偏多"),
    "链条": ("链条偏短", "配套不足", "衔接不紧"),
    "培育": ("后备偏少", "梯队不齐", "苗子不多"),
    "区域": ("区域不齐", "步子不一", "发展不均"),
    "观念": ("观念滞后", "理念偏旧", "思路偏窄"),
    GENERAL: ("短板明显", "基础不牢", "差距犹在"),
}


def troubles(outline: Outline, brief: Brief, voice: Voice) -> list[Passage]:
    """Return the paragraphs of 问题."""
    texts = {problem.id: problem for problem in brief.problems}
    by_id = {figure.id: figure for figure in brief.figures}
    named = [(texts[key], [by_id[row] for row in rows]) for key, rows in outline.problems if key]
    spare = [by_id[row] for key, rows in outline.problems if not key for row in rows]
    opening = Message("frame", (voice.say("问题_过渡"),), 0)
    mark = voice.rng.choice(_MARKS) if 1 < len(named) <= len(NUMERALS) else ""
    choice = voice.rng.randrange(3)
    told = {*outline.local, *(row for _, group in outline.angles for row in group)}
    marks = [mark.format(n=NUMERALS[number % len(NUMERALS)]) for number in range(len(named))]
    groups = [_problem(begins, choice, problem, rows, told, brief, voice) for begins, (problem, rows) in zip(marks, named, strict=True)]
    apart = len(named) <= 4 and voice.rng.random() < 0.5
    together = [[message for group in groups for message in group]]
    apart = apart and all(any("{{" in message.variants[0] for message in group) for group in groups)
    passages = [Passage("问题", tuple(_placed(group, voice))) for group in (groups if apart else together) if group]
    if spare:
        passages.append(Passage("问题", tuple(_spare(spare, bool(named), brief, voice))))
    return _framed(passages, opening, voice)


def _placed(messages: list[Message], voice: Voice) -> list[Message]:
    """Tie a paragraph without any figure to the place it is about."""
    if any("{{" in message.variants[0] for message in messages):
        return messages
    return [Message("frame", (f"对照{voice.profile.region}的实际，这些短处要看清楚。",), 0), *messages]


def _framed(passages: list[Passage], opening: Message, voice: Voice) -> list[Passage]:
    closing = voice.say("问题_收")
    if opening.variants[0]:
        passages[0] = Passage("问题", (opening, *passages[0].messages))
    if closing:
        more = voice.say("问题_收")
        ends = [Message("thought", (text,), weight) for text, weight in ((closing, 2), (more, 6)) if text]
        passages[-1] = Passage("问题", (*passages[-1].messages, *ends))
    return passages


def _problem(begins: str, choice: int, problem: Problem, rows: list[Figure], told: set[str], brief: Brief, voice: Voice) -> list[Message]:
    text = slotted(brief, problem.id).rstrip("。；;")
    kind = trouble_of(problem.text)
    title, _, detail = text.partition("：")
    label = f"{title}。" if detail else f"{_label(kind, choice, problem.text, voice)}。" if begins else ""
    known, fresh = _added(problem.text, rows, told, brief, voice)
    body = completed(detail or text)
    if len(known) == 1 and "，" not in text and not known[0][1].text.startswith("其中"):
        body, known = f"{body}，{known[0][1].text}", []
    messages = [Message("problem", (f"{begins}{label}{body}。",), 0, (problem.id, *(row.id for row in rows)))]
    if known:
        messages.append(Message("problem", (_known(known),), 1, tuple(row.id for row, _ in known)))
    messages += fresh
    meaning = voice.say_first("问题_评", (kind, GENERAL))
    more = voice.say_first("问题_评", (kind, GENERAL))
    thoughts = [(text, weight) for text, weight in ((meaning, 2), (more, 6)) if text]
    return [*messages, *(Message("thought", (f"{text}。",), weight, (problem.id,)) for text, weight in thoughts)]


def _label(kind: str, choice: int, text: str, voice: Voice) -> str:
    """Return a four-character label that neither the problem itself nor an earlier one has used."""
    own = _LABELS[kind]
    ordered = [*own[choice:], *own[:choice], *_LABELS[GENERAL]]
    free = [label for label in ordered if label not in voice.said and label not in text]
    voice.said.add(free[0] if free else ordered[0])
    return free[0] if free else ordered[0]


def completed(text: str) -> str:
    """Return a problem as a sentence: a bare count takes its 有."""
    begins = SLOT.match(text)
    return f"有{text}" if begins and "还有" not in text and re.match(r"[一-鿿]", text[begins.end() :]) else text


def _known(known: Known) -> str:
    """Tell what is new of rows the problem or the review has named already."""
    return "；".join(_with_name(row, clause.text) for row, clause in known) + "。"


def _with_name(row: Figure, text: str) -> str:
    """Put the row's name before what is new of it; before its parts it is 低效用地中."""
    if text.startswith("其中"):
        return text
    part = text.startswith(f"{{{{{row.id}.also:") and "之差}}" not in text.partition("，")[0]
    if part or not text.startswith(("{{", "占", "比")):
        return f"{re.sub('(面积|数)$', '', spoken_name(row))}中，{text}"
    return f"{{{{{row.id}.name}}}}{text}"


def _added(text: str, rows: Iterable[Figure], told: set[str], brief: Brief, voice: Voice) -> tuple[Known, list[Message]]:
    """Return what the rows of a problem know beyond its own words and beyond the review: of rows named already, and of others."""
    said = {magnitude(quantity.value, quantity.unit) for quantity in extract_quantities(text)}
    known: Known = []
    messages = []
    for figure in rows:
        if figure.kind == "target":
            continue
        begins, more = head(figure, voice.rng), [*_lag(figure, brief), *facets(figure, brief, voice.rng)]
        fresh = [clause for clause in more if not said & _values(clause, brief)]
        if figure.id in told:
            fresh = [clause for clause in fresh if not _RETOLD.search(clause.text)]
        if figure.id not in told and not said & _values(begins, brief):
            messages.append(Message("figure", (f"{joined(within([begins, *fresh]))}。",), 1, (figure.id,), *period_of(figure, brief)))
        elif fresh:
            known.append((figure, Clause(joined(within(fresh)))))
    return known, messages


_RETOLD = re.compile(r"\.(yoy|yoy_pp|share|rank)(:rate)?\}\}")


def _lag(figure: Figure, brief: Brief) -> list[Clause]:
    """Progress, where it is what the problem is about."""
    return [Clause(f"{{{{{figure.id}.progress}}}}")] if figure.progress is not None and behind(figure, brief) else []


def _values(clause: Clause, brief: Brief) -> set[tuple[Decimal, str]]:
    table = table_of(brief)
    found: set[tuple[Decimal, str]] = set()
    for match in SLOT.finditer(clause.text):
        key = re.sub(r":(rate|value|clause)$", "", match[1])
        row, _, field = key.partition(".")
        fact = table.get(f"{row}.mom_pp" if field == "change" else key) or (table.get(row) if field == "yoy" else None)
        derived = try_derive(table, "vs", row, field.partition(":")[2]) if field.startswith("vs:") else None
        told = fact or derived
        found |= {magnitude(told.value, told.unit)} if told else set()
    return found


_MORE_WEAK = ("从数据上看，还有一些苗头不能放过。", "另外，有些数据也要引起注意。", "数据里还藏着一些短处。")
_WEAK = ("先看数据里的短处。", "数据已经把短处摆了出来。", "对着数据看，短处一目了然。")


def _spare(rows: list[Figure], more: bool, brief: Brief, voice: Voice) -> Iterable[Message]:
    """Tell the weak rows that no problem names."""
    yield Message("frame", (voice.rng.choice(_MORE_WEAK if more else _WEAK),), 0)
    while rows:
        first, *rows = rows
        told, ids = _weak_row(first, brief, voice), [first.id]
        if rows and period_of(rows[0], brief) == period_of(first, brief):
            second, *rows = rows
            told, ids = f"{told}；{_weak_row(second, brief, voice)}", [first.id, second.id]
        yield Message("figure", (f"{told}。",), 1, tuple(ids), *period_of(first, brief))


def _weak_row(figure: Figure, brief: Brief, voice: Voice) -> str:
    return joined(within([head(figure, voice.rng), *facets(figure, brief, voice.rng)], 2))

"""Cutting figures out of a sentence so that what is left still reads, and still says something."""

import re
from collections.abc import Collection
from itertools import pairwise
from random import Random

from assistant.brief import Brief
from assistant.drafting.figures import Clause, head
from assistant.drafting.figures import joined as told_together
from assistant.drafting.labels import label_of
from assistant.slots import SLOT

_CLAUSE = re.compile(r"(?:\{\{[^{}]*\}\}|[^，；])+[，；]?|[，；]")
_STOP = re.compile(r"[。！？]+[”’）】]*$")
_COUNTED = re.compile(r"^(?:第[一二三四五六七八九十]，|[一二三四五六七八九十]是|其[一二三四五六七八九十]，)")
_OWN = re.compile(r"[pj]\d+\.")
_PROBLEM = re.compile(r"(m\d+)\.")
_NOUN = re.compile(r"^的?(?!以上|以内|以下|左右|上下|和|与|及|牵头|负责|、)[一-鿿]")
_DEMAND = re.compile(r"要|由|把|对|将|牵头|负责|推动|落实|补齐|建立|开展|完成|新增|盘活")
_REACHED = re.compile(r"(?:达到|完成|实现|共|约|近|有|为|要|超|提高到|扩大到|增加到|降到|压缩到|到|至|就是|还剩|还差)$")
_COMPARES = re.compile(r"^(?:占|比|快于|慢于|高于|低于|还|再)")
_FRAME = re.compile(r"^(?:(?:截至)?\{\{(?:\w+\.)?(?:plan_)?period\}\}|[^，{}]{2,12}中)，?$")
_OWN_WORDS = re.compile(r"\{\{[pjm]\d+\.")
_LEAD_IN = re.compile(r"^[^{}，；]{2,20}：")
_CONNECTIVE = re.compile(r"(?:^|[。；])(?:其中|同时|另外|此外|与此同时)，$")
_SHORTEST = 3
_LEAST = 5
_NUMBER = "数数数数"


def clauses_of(sentence: str) -> list[str]:
    """Return the clauses of a sentence, marks included; a comma inside a slot parts nothing."""
    return _CLAUSE.findall(sentence)


def joined(clauses: list[str], sentence: str) -> str:
    """Return clauses as a sentence again, with the end mark of the one they came from; a clause that is empty has gone.

    The semicolon of a clause that has gone stands behind the one before it: what follows is of another row.
    """
    stop, told = _STOP.search(sentence), ""
    for clause, was in zip(clauses, clauses_of(sentence), strict=True):
        if not clause and was.endswith("；") and told.endswith("，") and not _CONNECTIVE.search(told):
            told = f"{told[:-1]}；"
        told += clause
    text = _STOP.sub("", told).rstrip("，；、：")
    return f"{text}{stop[0] if stop else ''}" if text else ""


def without_slots(sentence: str, bodies: Collection[str], brief: Brief) -> str:
    """Return a sentence that no longer states some figures; empty where nothing would be left to say.

    A number that only says how many goes by itself (补齐1260人用工缺口); else its clause goes; a problem keeps its name. Rows that
    were told together with the one that goes are told again by themselves where nothing better can be done.

    Args:
        sentence: In slot form.
        bodies: Bodies of the slots that must go.
        brief: Gives the name of a problem without its numbers.
    """
    if "分别" in sentence:
        return _told_apart(sentence, bodies, brief)
    clauses = clauses_of(sentence)
    kept = [_clause_without(clause, bodies, brief, sentence) for clause in clauses]
    kept = _once(_by_row(kept, clauses), clauses)
    first = next((at for at, clause in enumerate(kept) if clause.strip("，；。！？")), None)
    while first is not None and first > 0 and kept[first].rstrip("，") in {"其中", "同时"}:
        kept[first] = ""
        first = next((at for at, clause in enumerate(kept) if clause.strip("，；。！？")), None)
    if first is None:
        return _told_apart(sentence, bodies, brief)
    if any(_LEAD_IN.match(clause) for clause in clauses[:first]):
        return _told_apart(sentence, bodies, brief)
    if first > 0:
        kept[first] = _begun(kept[first], clauses[:first])
    return joined(kept, sentence) if _says(kept, clauses) else _told_apart(sentence, bodies, brief)


def _by_row(kept: list[str], clauses: list[str]) -> list[str]:
    """Set right what follows a semicolon where the clause that named its row has gone: the row is named again, or goes too."""
    out, starts = list(kept), [at + 1 for at, clause in enumerate(clauses[:-1]) if clause.endswith("；")]
    for start, end in pairwise([*starts, len(clauses)]):
        rest = [at for at in range(start, end) if out[at].strip("，；。！？")]
        if out[start] or not rest:
            continue
        named = _begun(out[rest[0]], clauses[start : start + 1])
        dependent = named == out[rest[0]] and ("{{" in named or _COMPARES.match(named))
        for at in rest if dependent else ():
            out[at] = ""
        out[rest[0]] = "" if dependent else named
    return out


def _once(kept: list[str], clauses: list[str]) -> list[str]:
    """Take out a clause that the name of a problem says already: 新增规上企业进度偏慢，进度偏慢."""
    new = "".join(clause for clause, was in zip(kept, clauses, strict=True) if clause != was)
    bare = [clause.strip("，；。！？") for clause in clauses]
    return [
        "" if clause == was and len(plain) >= _SHORTEST and plain in new else clause
        for clause, was, plain in zip(kept, clauses, bare, strict=True)
    ]


def _told_apart(sentence: str, bodies: Collection[str], brief: Brief) -> str:
    """Return the cells that are left of a sentence as a plain one: each row with its value and its growth."""
    left = [body.strip() for body in SLOT.findall(sentence) if body.strip() not in bodies]
    told = []
    for figure in brief.figures:
        clauses = [head(figure, Random(0))] if figure.id in left or (f"{figure.id}.yoy" in left and figure.yoy is None) else []
        if figure.yoy is not None and any(body.startswith(f"{figure.id}.yoy") for body in left):
            clauses.append(Clause(f"{'' if clauses else f'{{{{{figure.id}.name}}}}'}{{{{{figure.id}.yoy}}}}"))
        told += [told_together(clauses)] if clauses else []
    period = re.match(r"(?:截至)?\{\{[^{}]*period\}\}，", sentence)
    lead_in = _LEAD_IN.match(sentence) or period
    return f"{lead_in[0] if lead_in else ''}{'；'.join(told)}。" if told else ""


def _begun(clause: str, lost: Collection[str]) -> str:
    """Return the clause that now begins a sentence with the name of its row, and its period, which a lost clause had told."""
    clause = clause.removeprefix("其中")
    for other in lost:
        name = re.search(r"^(.*?)\{\{([A-Za-z]\w*)\.name\}\}", other)
        if name and name[0] not in clause and re.search(rf"\{{\{{{name[2]}\b", clause):
            return f"{name[0].removeprefix('其中，').removeprefix('其中')}{clause}"
    return clause


def _says(kept: list[str], clauses: list[str]) -> bool:
    """Tell whether what is left of a sentence still says something of its own."""
    told = [clause for clause in kept if clause.strip("，；。！？") and not _FRAME.match(clause)]
    if not any("{{" in clause for clause in told) and not _OWN_WORDS.search("".join(clauses)):
        return False  # a judgement alone is none: what it was about has gone
    if not told or len(SLOT.sub(_NUMBER, re.sub(r"[，；。！？]", "", "".join(told)))) <= _LEAST:
        return False
    begins = told[0]
    if _COUNTED.match(begins) and len(told) > 1:
        return True
    if begins == clauses[0] or _DEMAND.search(begins):
        return len(told) > 1 or "{{" in begins or begins == clauses[0] or bool(_DEMAND.search(begins))
    return "{{" in begins and not begins.startswith("{{d:") and not _COMPARES.match(begins)


def _as_clause(label: str) -> str:
    """Return the name of a problem as something that is said of it."""
    if label.endswith(("缺口", "差额")):
        return f"{label}还没有补上"
    return f"{label}还在" if label.endswith(("差距", "压力", "难处", "短板")) else label


def _clause_without(clause: str, bodies: Collection[str], brief: Brief, sentence: str) -> str:
    """Return a clause without figures; empty where it has to go."""
    found = [match for match in SLOT.finditer(clause) if match[1].strip() in bodies]
    if not found:
        return clause
    end = clause[-1] if clause[-1] in "，；。！？" else ""
    if problem := next((match for one in found if (match := _PROBLEM.match(one[1]))), None):
        label = label_of(next((one.text for one in brief.problems if one.id == problem[1]), ""))
        counted = _COUNTED.match(clause)
        # What the problem is called may stand in the sentence already: 企业冷热不均，41户企业全年负增长.
        return "" if label in sentence.replace(clause, "") and not counted else f"{counted[0] if counted else ''}{_as_clause(label)}{end}"
    bare = clause
    for match in found:
        before, behind = clause[: match.start()], clause[match.end() :]
        if not _OWN.match(match[1]) or _REACHED.search(before):
            return ""
        if _NOUN.match(behind):
            bare = re.sub(re.escape(match[0]) + "的?", "", bare, count=1)
        elif _DEMAND.search(before):
            bare = bare.replace(match[0], "", 1)
        else:
            return ""
    return bare if len(SLOT.sub(_NUMBER, bare).strip("，；。！？")) >= _LEAST - 1 else ""

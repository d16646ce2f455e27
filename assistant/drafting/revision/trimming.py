"""Cutting figures out of a sentence so that what is left still reads, and still says something."""

import re
from collections.abc import Collection

from assistant.brief import Brief
from assistant.drafting.figures import plain_sentence
from assistant.drafting.labels import label_of
from assistant.slots import SLOT

_CLAUSE = re.compile(r"(?:\{\{[^{}]*\}\}|[^，；])+[，；]?|[，；]")
_STOP = re.compile(r"[。！？]+[”’）】]*$")
_COUNTED = re.compile(r"^(?:第[一二三四五六七八九十]，|[一二三四五六七八九十]是|其[一二三四五六七八九十]，)")
_OWN = re.compile(r"[pj]\d+\.")
_PROBLEM = re.compile(r"(m\d+)\.")
_NOUN = re.compile(r"^的?(?!以上|以内|以下|左右|上下|和|与|及|牵头|负责|、)[一-鿿]")
_DEMAND = re.compile(r"要|由|把|对|将|牵头|负责|推动|落实|补齐|建立|开展|完成|新增|盘活")
_REACHED = re.compile(r"(?:达到|提高到|扩大到|增加到|降到|压缩到|到|至|就是|还剩|还差)$")
_VERB = re.compile(r"(?:达到|完成|实现|共|约|近|有|为|要|超)$")
_COMPARES = re.compile(r"^(?:占|比|快于|慢于|高于|低于|还|再)")
_ROW = re.compile(r"f\d+")
_LEAST = 5


def clauses_of(sentence: str) -> list[str]:
    """Return the clauses of a sentence, marks included; a comma inside a slot parts nothing."""
    return _CLAUSE.findall(sentence)


def joined(clauses: list[str], sentence: str) -> str:
    """Return clauses as a sentence again, with the end mark of the one they came from."""
    stop = _STOP.search(sentence)
    text = _STOP.sub("", "".join(clauses)).rstrip("，；、：")
    return f"{text}{stop[0] if stop else ''}" if text else ""


def without_slots(sentence: str, bodies: Collection[str], brief: Brief) -> str:
    """Return a sentence that no longer states some figures; empty where nothing would be left to say.

    A number that only says how many goes by itself (补齐1260人用工缺口); else its clause goes; a problem keeps its name.

    Args:
        sentence: In slot form.
        bodies: Bodies of the slots that must go.
        brief: Gives the name of a problem without its numbers.
    """
    if "分别" in sentence and any(body in bodies for body in SLOT.findall(sentence)):
        gone = {row for body in bodies for row in _ROW.findall(body)}
        rows = [row for body in SLOT.findall(sentence) for row in _ROW.findall(body) if row not in gone]
        return plain_sentence(brief, tuple(dict.fromkeys(rows)))
    clauses = clauses_of(sentence)
    kept = [_clause_without(clause, bodies, brief) for clause in clauses]
    told = [clause for clause in kept if clause.strip("，；。！？")]
    while told and told[0].rstrip("，") in {"其中", "同时"} and told[0] is not clauses[0]:
        told.pop(0)
    if not told:
        return ""
    if not kept[0]:
        told[0] = _begun(told[0], clauses[0])
    return joined(told, sentence) if _says(told, clauses) else ""


def _begun(clause: str, lost: str) -> str:
    """Return the clause that now begins a sentence with the name of its row, which the lost clause had told."""
    name = re.search(r"\{\{(f\d+)\.name\}\}", lost)
    clause = clause.removeprefix("其中")
    return f"{name[0]}{clause}" if name and name[0] not in clause and re.match(rf"\{{\{{{name[1]}\b", clause) else clause


def _says(told: list[str], clauses: list[str]) -> bool:
    """Tell whether what is left of a sentence still says something of its own."""
    text = SLOT.sub("数数", re.sub(r"[，；。！？]", "", "".join(told)))
    if len(text) <= _LEAST:
        return False
    if told[0] == clauses[0] or _DEMAND.search(told[0]) or clauses[0].strip("，；。！？") == "":
        return len(told) > 1 or "{{" in told[0] or told[0] == clauses[0] or bool(_DEMAND.search(told[0]))
    return ("{{" in told[0] and not told[0].startswith("{{d:") and not _COMPARES.match(told[0])) or bool(_COUNTED.match(told[0]))


def _as_clause(label: str) -> str:
    """Return the name of a problem as something that is said of it."""
    if label.endswith(("缺口", "差额")):
        return f"{label}还没有补上"
    return f"{label}还在" if label.endswith(("差距", "压力", "难处", "短板")) else label


def _clause_without(clause: str, bodies: Collection[str], brief: Brief) -> str:
    """Return a clause without figures; empty where it has to go."""
    found = [match for match in SLOT.finditer(clause) if match[1].strip() in bodies]
    if not found:
        return clause
    end = clause[-1] if clause[-1] in "，；。！？" else ""
    if problem := next((match for one in found if (match := _PROBLEM.match(one[1]))), None):
        text = next((one.text for one in brief.problems if one.id == problem[1]), "")
        counted = _COUNTED.match(clause)
        return f"{counted[0] if counted else ''}{_as_clause(label_of(text))}{end}"
    bare = clause
    for match in found:
        before, behind = clause[: match.start()], clause[match.end() :]
        if not _OWN.match(match[1]) or _REACHED.search(before):
            return ""
        if _NOUN.match(behind):
            bare = re.sub(re.escape(match[0]) + "的?", "", bare, count=1)
        elif _DEMAND.search(before):
            bare = f"{_VERB.sub('', before)}{behind}" if bare == clause else bare.replace(match[0], "", 1)
        else:
            return ""
    return bare if len(SLOT.sub("数", bare).strip("，；。！？")) >= _LEAST - 1 else ""

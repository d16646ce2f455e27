"""Judge of evaluation words: none against the sign or the size of its figure.

Reads the finished text. A word is held against the movement nearest to it in its sentence; where the sentence tells no movement,
against what the brief says of the indicators it names; where it names none, against the figures of the next sentence of the paragraph.
"""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from gates.coverage import indicator_names, texts_of

MOVE = re.compile(
    r"(?P<verb>负增长|增长|下降|提高|降低|回落|上升|上涨|增加|减少|扩大|收窄|前移|后移|高于|低于|快于|慢于|压缩|净增|净减|增(?!幅)|降(?!幅))"
    r"[^，。；、\d]{0,14}?(?P<size>\d+(?:\.\d+)?)(?P<unit>%|个百分点|位|[^\s，。；、]?)"
)
FALLING = frozenset({"负增长", "下降", "降低", "回落", "减少", "后移", "低于", "慢于", "压缩", "净减", "降"})


class Movement(NamedTuple):
    """A movement told in a text: where, good (+1) or bad (−1), how large in per cent or points (None for other units)."""

    at: int
    good: int
    size: Decimal | None


class Judgement(NamedTuple):
    """A word that judges: where, what it claims (+1 up, −1 down, 0 size alone), the word."""

    at: int
    claim: int
    word: str


@cache
def words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((Path(__file__).resolve().parents[1] / "data" / "gates" / "evaluation.yaml").read_text("utf-8"))
    return loaded


def _adverse(text: str) -> bool:
    return any(word in text for word in words()["adverse"])


def movements(sentence: str) -> list[Movement]:
    """Return the movements of a sentence; the subject of a clause without one is that of the clause before."""
    found, adverse, at = [], False, 0
    for clause in re.split(r"(?<=[，；、])", sentence):
        matches = list(MOVE.finditer(clause))
        subject = clause[: matches[0].start()] if matches else clause
        if len(re.sub(r"同比|分别|其中|比.*|为|完成|[^一-鿿]|[亿万元户个]", "", subject)) >= 2:
            adverse = _adverse(subject)
        for match in matches:
            rising = _rising(match["verb"], "降幅" in clause[: match.start()])
            size = Decimal(match["size"]) if match["unit"] in {"%", "个百分点"} else None
            found.append(Movement(at + match.start(), -rising if adverse else rising, size))
        at += len(clause)
    return [move for move in found if move.good]


def _rising(verb: str, of_a_fall: bool) -> int:
    """Return +1, −1, or 0 for a verb that says neither; a smaller fall is a rise."""
    if verb in {"收窄", "扩大"}:
        return {"收窄": 1, "扩大": -1}[verb] if of_a_fall else 0
    return -1 if verb in FALLING else 1


def judgements(sentence: str) -> list[Judgement]:
    """Return the evaluation words of a sentence that judge what has been."""
    found = []
    for kind, claim in (("up", 1), ("down", -1), ("at_least", 0), ("at_most", 0)):
        for word in words()[kind]:
            for match in re.finditer(re.escape(word), sentence):
                before = re.split(r"[，；、：]", sentence[: match.start()])[-1]
                asked = re.match("的?要|不代表|不等于", sentence[match.end() :])
                if not asked and not any(mark in before for mark in words()["open"]):
                    found.append(Judgement(match.start(), claim, word))
    return found


def signs_of_rows(brief: dict[str, Any]) -> dict[str, int]:
    """Return the names of indicators with the sign of their rows: +1 good, −1 bad."""
    signs: dict[str, int] = {}
    for figure in brief.get("figures", ()):
        told = [figure.get("yoy"), figure.get("yoy_pp"), figure["value"] if "增速" in figure["indicator"] else None]
        value = next((value for value in told if value is not None), 0)
        if value and figure.get("kind", "actual") == "actual" and "目标" not in figure["indicator"] and "当月" not in figure["indicator"]:
            good = (1 if value > 0 else -1) * (-1 if _adverse(figure["indicator"]) else 1)
            signs |= dict.fromkeys(indicator_names(figure["indicator"]), good)
    return signs


def against_their_figures(text: str, brief: dict[str, Any]) -> list[str]:
    """Name the sentences of a text with an evaluation word against the sign or the size of its figure."""
    rows, found, own = signs_of_rows(brief), [], "\n".join(texts_of(brief))
    for paragraph in text.split("\n"):
        sentences = re.findall(r"[^。！？]+", paragraph)
        for place, sentence in enumerate(sentences):
            said = [word for word in judgements(sentence) if not _quoted(word, sentence, own)]
            found += [f"{word.word}：{sentence}" for word in said if _contradicted(word, sentence, sentences[place + 1 : place + 3], rows)]
    return found


def _quoted(judgement: Judgement, sentence: str, own: str) -> bool:
    """Tell whether a clause with the word is the user's own: what the user says stays."""
    return any(judgement.word in clause and clause in own for clause in re.split(r"[，；：]", sentence))


def _contradicted(judgement: Judgement, sentence: str, following: list[str], rows: dict[str, int]) -> bool:
    near = sorted(movements(sentence), key=lambda move: _distance(sentence, judgement, move))[:1]
    if _wrong_size(judgement.word, [move.size for move in near if move.size is not None]):
        return True
    signs = [move.good for move in near] or [sign for name, sign in rows.items() if name in sentence]
    if signs:
        behind_time = judgement.claim < 0 and re.search("进度|还差|缺口", sentence)
        return bool(judgement.claim) and judgement.claim not in signs and not behind_time
    # A judgement without a figure is proved by what follows: praise by the first figure, blame by one of the next two sentences.
    proof = [move.good for later in following for move in movements(later)]
    return bool(proof) and (proof[0] < 0 if judgement.claim > 0 else judgement.claim < 0 and -1 not in proof)


def _distance(sentence: str, judgement: Judgement, move: Movement) -> tuple[int, int]:
    between = sentence[min(judgement.at, move.at) : max(judgement.at, move.at)]
    return len(re.findall(r"[；]", between)), abs(judgement.at - move.at)


def _wrong_size(word: str, sizes: list[Decimal]) -> bool:
    least, most = words()["at_least"].get(word), words()["at_most"].get(word)
    return any((least is not None and size < least) or (most is not None and size > most) for size in sizes)


def laggards_praised(text: str) -> list[str]:
    """Name the sentences that call a strength what the same speech says lags: below a reference, slower than time, lower in rank."""
    behind: set[str] = set()
    for sentence in re.findall(r"[^。！？；\n]+", text):
        if re.search(r"低于[^，。]*平均|慢于时间进度|比时间进度慢|后移|退到", sentence):
            behind |= set(re.findall(r"^[“（）一-鿿]*?(规上工业增加值|规上工业总产值|工业技改投资|工业投资|利润总额)", sentence))
    praise = r"优势|好势头|领先|走在前|亮点|强项|长板"
    return [s for s in re.findall(r"[^。！？\n]+", text) if re.search(praise, s) and any(name in s.split("；")[0] for name in behind)]


def panic_in(text: str) -> list[str]:
    return [word for word in words()["panic"] if word in text]

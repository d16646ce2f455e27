"""From the words of an instruction to tokens, by what the speech and its brief hold."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from assistant.drafting.revision.grammar.amounts import (
    CHARACTERS,
    PARAGRAPHS,
    RATIO,
    SENTENCES,
    characters_of,
    count_of,
    number_of,
    ratio_of,
)
from assistant.drafting.revision.grammar.naming import FILLERS, QUALIFIERS, names_of, resolve
from assistant.drafting.revision.grammar.ranges import told_apart
from assistant.drafting.revision.grammar.scene import FIXED_PLACES, ROLE_WORDS, Scene
from assistant.drafting.revision.grammar.tokens import CLASSES, Tokens
from assistant.drafting.revision.operations import ALL, PRIORITIES, Place, PlaceKind
from assistant.numbers import Quantity, extract_quantities

_COUNT = r"[一二三四五六七八九十0-9]{1,3}"
_PART_WORD = r"(?:个|大)?(?:大?部分|大?块|大点|大板块|板块|章|大段)"
_ITEM_WORD = r"(?:个|项)?(?:条|项|点|任务|措施|件事|个任务|要点)(?:措施|任务|工作|内容)?"
_THIS = (
    r"(?:(?:这|那)(?:一|个|一个)?(?:条|项|点|块|部分|个?方面|段|章)(?:措施|任务|工作|内容)?|(?:条|项)(?=[的改写再里中也要上下往提挪放]|$))"
)
_DATE = re.compile(rf"(?:(\d{{4}})年)?({_COUNT})月({_COUNT})[日号]")
_VERBS = re.compile(r"^(?:抓好?|做好?|做强|强化|加强|深化|推进|推动|加快|优化|完善|提高|提升|扩大|稳住|守牢|守住|规范|谋划|狠抓)(?=..)")
_SEEN = re.compile(
    r"(?:这|那|下面这|上面这|上面那|下面那)(?:一)?(?:段|部分|条|句|处|块|个地方)(?:话|内容|文字)?|(?<![一-鿿])(?:这里|这儿|此处|本段|该段|这几句)"
)
_OF_SENTENCE = re.compile(r"[这那][一]?句")
_MARKS = re.compile(r"[“”‘’「」『』《》\"']")
_WORD_FOR_WORD = 6
_EACH_PRIORITY = (
    r"(?:[一二两三四五六七八九十]|\d)?(?:条|项|点)?(?:措施|任务|工作)?(?:中|里)?(?:的)?(?:每|各)(?:一)?(?:条"
    r"|项)(?:措施|任务|工作)?|(?:每|各)个?(?:措施|任务)"
)


def lexed(text: str, tokens: Tokens, scene: Scene) -> str:
    """Return an instruction with its places, figures and amounts as tokens.

    Args:
        text: The instruction, its quotations tokens already.
        tokens: Takes the tokens.
        scene: What the names are looked up in.
    """
    text = told_apart(text, len(scene.headings), len(scene.titles))
    passes: list[tuple[str, str, Callable[[re.Match[str]], Any]]] = [
        ("D", _DATE.pattern, lambda m: _date(m, scene)),
        ("Z", CHARACTERS, lambda m: characters_of(m[0])),
        ("P", _EACH_PRIORITY, lambda m: PRIORITIES if scene.has_measures else None),
        *_ordinal_places(scene),
        *_titled_places(tokens, scene),
        *[("P", shape, lambda m, place=place: place) for shape, place in FIXED_PLACES],
        (
            "P",
            rf"(?:讲|说|谈|摆|列)?(?:存在|工作)?的?({ROLE_WORDS})的?(?:这|那)?(?:一|个)?(?:部分|块|段)",
            lambda m: scene.place_of_role(m[1]),
        ),
        ("F", _figure_shape(scene), lambda m: _figure(m, scene)),
        ("S", SENTENCES, lambda m: count_of(m[0])),
        ("X", _SEEN.pattern, lambda m: m[0]),
        ("G", PARAGRAPHS, lambda m: count_of(m[0])),
        ("A", RATIO, lambda m: ratio_of(m[0])),
    ]
    for kind, shape, value in passes:
        text = _pass(text, tokens, kind, shape, value)
    return _joined_places(_values(text, tokens), tokens, scene)


def with_quotes(instruction: str, scene: Scene) -> str:
    """Return an instruction in which a sentence of the speech that is repeated word for word stands between quotation marks.

    Args:
        instruction: As the user typed it.
        scene: The speech.
    """
    if not _OF_SENTENCE.search(instruction) or _MARKS.search(instruction):
        return instruction
    held = max((told for told in scene.sentences if len(told) >= _WORD_FOR_WORD and told in instruction), key=len, default="")
    return re.sub(rf"{re.escape(held)}[。！？]?", lambda match: f"“{match[0]}”", instruction, count=1) if held else instruction


def _pass(text: str, tokens: Tokens, kind: str, shape: str, value: Callable[[re.Match[str]], Any]) -> str:
    def put(match: re.Match[str]) -> str:
        meant = value(match)
        return match[0] if meant is None else tokens.put(kind, match[0], meant)

    return re.sub(shape, put, text) if shape else text


def _from_the_end(kind: PlaceKind, word: str, many: int) -> Place | None:
    number = number_of(word)
    return Place(kind, many + 1 - number) if number and number <= many else None


def _date(match: re.Match[str], scene: Scene) -> datetime.date | str:
    """Return a day; the words where there is no such day."""
    year = int(match[1]) if match[1] else scene.brief.meeting.date.year if scene.brief.meeting.date else 0
    month, day = number_of(match[2]), number_of(match[3])
    try:
        return datetime.date(year, month or 0, day or 0)
    except ValueError:
        return match[0]


def _ordinal_places(scene: Scene) -> list[tuple[str, str, Callable[[re.Match[str]], Any]]]:
    def part(match: re.Match[str]) -> Place | None:
        number = number_of(match[1])
        return Place("part", number) if number else None

    def priority(match: re.Match[str]) -> Place | None:
        number = number_of(match[1])
        return Place("priority", number) if number else None

    def paragraph(match: re.Match[str]) -> Place | None:
        number = number_of(match[1])
        return Place("paragraph", number) if number else None

    return [
        ("P", rf"倒数第({_COUNT}){_PART_WORD}", lambda m: _from_the_end("part", m[1], len(scene.headings))),
        ("P", rf"倒数第({_COUNT}){_ITEM_WORD}", lambda m: _from_the_end("priority", m[1], len(scene.titles))),
        ("P", rf"第({_COUNT}){_PART_WORD}", part),
        ("P", rf"最后(?:一)?(?:个|大)?{_PART_WORD}|末(?:一)?部分", lambda m: Place("part", -1)),
        ("P", rf"第({_COUNT}){_ITEM_WORD}", priority),
        ("P", r"最后(?:那)?一?(?:条|项)(?:措施|任务)?|末条", lambda m: Place("priority", -1)),
        ("P", r"头一?(?:条|项)(?:措施|任务)?(?!消息)", lambda m: Place("priority", 1)),
        ("P", rf"第({_COUNT})个?(?:自然)?段", paragraph),
        ("P", rf"(?:第({_COUNT})|最后一)句(?:话)?", lambda m: Place("sentence", (number_of(m[1]) or 0) if m[1] else -1)),
    ]


def _titled_places(tokens: Tokens, scene: Scene) -> list[tuple[str, str, Callable[[re.Match[str]], Any]]]:
    """Return passes for priorities and parts that are named: quoted or not, whole, or a piece with 这条 after it."""
    title = "|".join(re.escape(one) for one in sorted(scene.titles, key=len, reverse=True))
    return [
        ("P", rf"({CLASSES['Q']})(?:{_THIS}|的?(?:部分|这|那)(?![一-鿿]))?", lambda m: _quoted_place(m, tokens, scene)),
        ("P", rf"({title})(?:{_THIS})?" if title else "", lambda m: Place("priority", title=m[1])),
        ("P", rf"(?:关于|讲|说)?([一-鿿]{{2,12}}?)的?{_THIS}", lambda m: _piece(m[1], scene)),
    ]


def _quoted_place(match: re.Match[str], tokens: Tokens, scene: Scene) -> Place | None:
    words = str(tokens.values[match[1]])
    if words in scene.titles:
        return Place("priority", title=words)
    bare = words.rstrip("。！？")
    number = next((n for n, heading in enumerate(scene.headings, 1) if bare == heading), 0)
    if number:
        return Place("part", number)
    return _piece(words, scene, open_end=True) if len(match[0]) > 1 and not match[0].endswith("段") else None


def _piece(words: str, scene: Scene, *, open_end: bool = False) -> Place | None:
    """Return the priority or part that a piece of its title names.

    One that the speech has not is a place all the same, to be asked about, where the words are quoted.
    """
    words = re.sub(r"^(?:把|将|在|对|给|让|关于|讲|说|那|这|但|也|再|还有)", "", words)
    for start in range(len(words) - 1):
        piece = words[start:]
        held = [title for title in scene.titles if piece in title or (len(title) > 3 and _VERBS.sub("", title) in piece)]
        if len(held) == 1 and (start == 0 or len(piece) >= 3 or open_end):
            return Place("priority", title=held[0]) if start == 0 or len(piece) >= 2 else None
    heading = [n for n, told in enumerate(scene.headings, 1) if words in told]
    if len(heading) == 1:
        return Place("part", heading[0])
    return Place("priority", title=words) if open_end else None


def _figure_shape(scene: Scene) -> str:
    names = "|".join(re.escape(name) for name in names_of(scene.brief))
    if not names:
        return ""
    scopes = sorted({figure.scope for figure in scene.brief.figures if figure.scope}, key=len, reverse=True)
    scope = "|".join(map(re.escape, [*scopes, "全县", "全市", "全区", "园区"]))
    qualifier = "|".join(words for _, words in QUALIFIERS)
    number = r"-?\d+(?:\.\d+)?(?:%|个百分点|[万亿]?[一-鿿]{0,2}?(?=[只也再都要在放别不，。；]|$)|[万亿]?(?:元|人|户|个|件|亩|家|项|位))?"
    before = r"(-?\d+(?:\.\d+)?(?:%|[万亿]?(?:元|人|户|个|件|亩|家|项|位))(?:的)?)?"
    when = r"(?:(?:今年|全年|年度|[一二三四]季度|上半年|下半年)的?)?"
    return rf"{before}{when}(?:(?:{scope})的)?({names})(?:的?(?:{qualifier}))?(?:的|是|有|为|达到)?({number})?(?:{FILLERS})?"


def _figure(match: re.Match[str], scene: Scene) -> Any:
    number: tuple[Decimal, str] | None = None
    if beside := (match[1] or match[3] or "").removesuffix("的"):
        digits = re.match(r"-?\d+(?:\.\d+)?", beside)
        number = (Decimal(digits[0]), beside[digits.end() :]) if digits else None
    return resolve(match[0], match[2], number, scene.brief)


def _values(text: str, tokens: Tokens) -> str:
    for quantity in reversed(extract_quantities(text)):
        end = max(quantity.end, quantity.unit_end)
        if any(char.isdigit() for char in text[quantity.start : end]):
            token = tokens.put("V", text[quantity.start : end], _as_written(text[quantity.start : end], quantity))
            text = text[: quantity.start] + token + text[end:]
    return text


def _as_written(words: str, quantity: Quantity) -> tuple[Decimal, str]:
    """Return value and unit as they stand: 78亿元 is 78 in 亿元, as tables have it."""
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)([^\d]*)", words)
    return (Decimal(match[1]), match[2]) if match else (quantity.value, quantity.unit)


def _joined_places(text: str, tokens: Tokens, scene: Scene) -> str:
    """Make one place of 第三部分的第二条, of 第二部分第三段 and of 第一条第二句."""

    def joined(match: re.Match[str]) -> str:
        """Return the one token for two that follow each other."""
        outer, inner = tokens.values[match[1]], tokens.values[match[2]]
        if inner.kind == "closing" and "段" in tokens.words[match[2]] and outer.kind in {"part", "priority"}:
            return tokens.put("P", match[0], Place("paragraph", -1, of=outer))
        if inner.kind in {"opening", "closing"} and outer.kind in {"part", "priority", "measures"}:
            return match[1] + tokens.words[match[2]]
        if inner.kind == "sentence":
            words = scene.sentence_in(outer, inner.number)
            return tokens.put("P", match[0], Place("sentence", title=words, of=outer)) if words else match[0]
        if inner.kind == "paragraph" and outer != ALL:
            return tokens.put("P", match[0], Place("paragraph", inner.number, of=outer))
        if inner.kind in {"priority", "priorities"} and outer.kind in {"part", "measures"}:
            return tokens.put("P", match[0], inner)
        return match[0] if outer != ALL else match[2]

    return re.sub(rf"({CLASSES['P']})(?:的|里的?|中的?|当中的?|里面的?)?({CLASSES['P']})", joined, text)

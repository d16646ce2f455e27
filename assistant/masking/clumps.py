"""What no ordinary word covers, and what hangs on a name that was found: neighbours in a list, projects, parks."""

import re
from collections.abc import Iterator, Sequence

from assistant.masking.model import Span
from assistant.masking.vocabulary import Token, alternatives, consists_of, is_ordinary, leading_clump, tokens, words

# Characters that ordinarily stand alone, yet often stand in the middle of a name.
_INNER = frozenset("小大中金银天文新明海江山水木火土石高长安平正建国家华东西南北春秋红青白云月日玉成生光学才三九")
LAND = "河湖江山岭坪坝桥店铺庄寨堡关湾塘溪泉沟坡洲岛川阳阴台营屯家海林原峰岩洞井渡潭嘴咀楼滩渠港阁寺塔峡谷垭坳墩埠圩垸沱淀"
GRAMMAR = frozenset(
    "的了着过得地和与及或在把被将对为是从由向到至于以让使就都也还又再很最更且但而则却不没无未各每某这那哪其此等们个一两几"
    "上下里中内外出入来去好大小"
)
_LONGEST = 5
_NEXT = re.compile(
    r"(?:以及|[、和与及])(?P<item>[\u4e00-\u9fff]{2,9}?)(?=[、，。；的等都也要就还已在]|以及|[和与及]|[两三四五六七八九十\d]+[家个户])"
)
_BEFORE = re.compile(r"(?:^|[，。；：、“”\n的了和与对把])(?P<item>[\u4e00-\u9fff]{3,7})、$")
_BODIES = ("局", "委", "办", "院", "校", "部门", "单位", "镇", "乡", "街道", "园区", "企业", "干部", "公司", "集团", "银行")
_HELD = re.compile(
    r"的?(?P<what>[\u4e00-\u9fff]{0,12}?)(?P<head>项目|生产线|基地|(?:产业|工业|科技|物流)?园(?!区)|小镇|[数智云科]谷|[一二三四五]期|总部)"
)
_HOLDERS = frozenset({"企业", "地名", "名称"})


def find_clumps(text: str) -> Iterator[Span]:
    """Yield runs of two characters or more that belong to no ordinary word: 鼎秋, 宝莲湖, 田小禾.

    One character that ordinarily stands alone may stand between two that do not.
    """
    run: list[Token] = []
    for token in [*tokens(text, 0, len(text)), Token(len(text), len(text), "mark")]:
        if _goes_on(text, run, token):
            run.append(token)
            continue
        yield from _clump(run)
        run = [token] if token.kind == "unknown" and "\u4e00" <= text[token.start] <= "\u9fff" else []


def find_lands(text: str) -> Iterator[Span]:
    """Yield places told by their last character: 雁回湖, 望江楼; before it stands a word that names, or a character that is none."""
    cut = list(tokens(text, 0, len(text)))
    for at, token in enumerate(cut):
        if token.end - token.start > 1 or text[token.start] not in LAND or token.kind == "mark":
            continue
        before = cut[max(0, at - 2) : at]
        if before and before[-1].kind == "word" and text[before[-1].start : before[-1].end] in words("brand"):
            yield Span(before[-1].start, token.end, "地名")
        elif [one.kind for one in before] in (["unknown", "function"], ["function", "unknown"]) and text[before[0].start] not in GRAMMAR:
            yield Span(before[0].start, token.end, "地名")


def _goes_on(text: str, run: Sequence[Token], token: Token) -> bool:
    if not run or run[-1].end != token.start or token.end - token.start != 1:
        return False
    char = text[token.start]
    if token.kind == "unknown":
        return "\u4e00" <= char <= "\u9fff"
    return token.kind == "function" and char in _INNER and run[-1].kind == "unknown" and len(run) < _LONGEST - 1


def _clump(run: list[Token]) -> Iterator[Span]:
    while run and run[-1].kind == "function":
        run.pop()
    if sum(token.kind == "unknown" for token in run) >= 2:
        yield Span(run[0].start, run[-1].end, "名称")


def find_neighbours(text: str, found: Sequence[Span]) -> Iterator[Span]:
    """Yield what stands beside a name in an enumeration and looks like one: 昆山、江阴的做法; 大成管桩、天工精机和阳光机械."""
    seen: set[int] = set()  # where a walk along a list has been: long lists are walked once
    for span in found:
        if span.kind not in {"企业", "地名", "园区", "人名", "名称"}:
            continue
        at, follows = span.end, True
        while follows and at not in seen and (match := _NEXT.match(text, at)):
            seen.add(at)
            left, right = match.span("item")
            follows = _looks_alike(text[left:right], span.kind)
            if clump := leading_clump(text[left : left + 8]):
                yield Span(left, max(left + len(clump), right * follows), span.kind)
            elif follows:
                yield Span(left, right, span.kind)
            at = right
        before = _BEFORE.search(text, max(0, span.start - 8), span.start)
        if before and span.kind == "企业" and before.group("item")[0] not in GRAMMAR and _looks_alike(before.group("item"), span.kind):
            yield Span(before.start("item"), before.end("item"), span.kind)


def _looks_alike(item: str, kind: str) -> bool:
    """Say whether the neighbour of a name in a list is a name of its kind, not a department, a class or the rest of the sentence."""
    if not is_ordinary(item):
        return len(item) <= 4
    if item in words("common") or item.endswith(_BODIES) or consists_of(item, "category", "industry", "park_modifier", "lead", "verb"):
        return False
    if item in words("brand"):
        return True
    trade = re.search(f"(?:{alternatives('ent_suffix')})$", item)
    return kind == "企业" and bool(trade and trade.start() >= 2)


def find_held(text: str, found: Sequence[Span]) -> Iterator[Span]:
    """Yield the project or park of a named enterprise or place: 长风乳业的低温奶项目, 小米生态链基地, 岭东抽水蓄能装备园."""
    for span in found:
        match = _HELD.match(text, span.end) if span.kind in _HOLDERS else None
        if match and all(token.kind != "function" for token in tokens(text, match.start("what"), match.end("what"))):
            start = match.start("what")
            park = match.group("head")[-1] in "园镇谷"
            if match.end() - start > 2 or match.group("what"):
                yield Span(start, match.end(), "园区" if park else "项目")

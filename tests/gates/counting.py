"""Judge of announced counts: three points announced are three points delivered, and no list of one."""

import re
from collections.abc import Iterator

DIGITS = "一二三四五六七八九十"
SERIES = {
    "一、": r"^([一二三四五六七八九十]{1,2})、",
    "（一）": r"^（([一二三四五六七八九十]{1,2})）",
    "1.": r"^(\d{1,2})[.．、](?!\d)",
    "一是": r"(?:^|(?<=[。；：，]))([一二三四五六七八九十])是",
    "一要": r"(?:^|(?<=[。；：]))([一二三四五六七八九十])要",
    "一看": r"(?:^|(?<=[。；：]))([一二三四五六七八九十])看",
    "其一": r"(?:^|(?<=[。；：]))其([一二三四五六七八九十])[，、]",
    "第一": r"(?:^|(?<=[。；：]))第([一二三四五六七八九十])[，、]",
}
SPEECH = re.compile(r"(?:讲|谈|说|提|作|强调)([两一二三四五六七八九十]{1,2})(?:点|个方面|条|件)")
MATTERS = re.compile(
    r"(?<![第前后近每])([两二三四五六七八九十]{1,2})(?:个(?:方面的?)?(?:问题|短板|难题|矛盾|看点|特点|变化|缺口|坎|不足)|件(?:大?事)|项(?:任务|重点任务|重点工作)|道(?:坎|题))"
)


def number_of(word: str) -> int:
    """Return the value of 1, 2 … or of 一 … 二十."""
    if word.isdigit():
        return int(word)
    if len(word) == 2:
        return 10 + DIGITS.index(word[1]) + 1 if word[0] == "十" else (DIGITS.index(word[0]) + 1) * 10
    return 2 if word == "两" else DIGITS.index(word) + 1


def runs_of(text: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the enumerations of a text: the kind of its marks, and their numbers."""
    for kind, pattern in SERIES.items():
        run: list[int] = []
        for match in re.finditer(pattern, text, re.MULTILINE):
            number = number_of(match[1])
            if number == 1 and run:
                yield kind, run
                run = []
            run.append(number)
        if run:
            yield kind, run


def miscounts(text: str) -> list[str]:
    """Name every enumeration with a gap or of one item, and every announced count that is not delivered."""
    found = [f"{kind}：{run}" for kind, run in runs_of(text) if run != list(range(1, len(run) + 1)) or len(run) == 1]
    lengths = {kind: [len(run) for other, run in runs_of(text) if other == kind] for kind in SERIES}
    for match in SPEECH.finditer(text):
        top = lengths["一、"] or lengths["一要"] or lengths["（一）"] or lengths["1."]
        if [number_of(match[1])] != top[:1]:
            found.append(f"{match[0]}，实有{top}")
    for match in MATTERS.finditer(text):
        looks_back = re.search(r"[这上]$|以上", text[max(0, match.start() - 4) : match.start()])
        rest = text if looks_back else text[match.end() :]
        delivered = [len(run) for kind, run in runs_of(rest) if kind != "一、"]
        if number_of(match[1]) not in delivered:
            found.append(f"{match[0]}，后文列出{delivered}")
    return found

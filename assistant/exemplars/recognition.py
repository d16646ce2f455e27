"""What a speech says about itself: title, date, speaker, type of meeting, season, level, headings.

All of it is a guess to start from; what a user has corrected in the manifest is never guessed again.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from assistant.lexicon import read_records

_HEAD_LINES = 8
_OPENING = 250  # characters in which a speech without a title names its meeting
_SALUTATION = re.compile(r"[^。\n]{0,60}(?:同志们|各位[^。\n]{0,30}|女士们[^。\n]{0,20}|朋友们)[：:！，,]?\s*$")
_TITLE = re.compile(r"讲话|发言|致辞|报告|主持词|会议上|会上|讲话稿|工作安排|要点")
_DIGITS = {ord(char): digit for char, digit in zip("〇○零一二三四五六七八九", "000123456789", strict=True)}
_DATE = re.compile(
    r"((?:19|20)\d{2}|[二一][〇○零九]\S{2})\s*[年./-]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:[月./-]\s*(?:(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?)?)?"
)
_OFFICE = (
    r"(?:(?:省|市|州|县|区|旗|党)[委政]?[^\s，。、（）]{0,8})?(?:书记|省长|市长|州长|县长|区长|旗长|主任|局长|部长|主席|秘书长|常委|组长)"
)
_SPEAKER = re.compile(rf"(?:{_OFFICE}[、，\s]*)*({_OFFICE})?[\s:：—-]*([\u4e00-\u9fff·](?:\s*[\u4e00-\u9fff·]){{1,4}})")
_HEADING = re.compile(r"\s*([一二三四五六七八九十]{1,3}、[^\n。]{2,40})")
_YEAR = re.compile(r"(20\d{2})年")
_BY_MONTH = ("开门红", "开门红", "一季度", "一季度", "二季度", "二季度", "二季度", "三季度", "三季度", "三季度", "四季度", "收官")


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found; an empty string or 0 where nothing was.

    Attributes:
        title: Title of the speech, else the file's name.
        date: ISO date, as far as it is given: ``2024-07-18``, ``2024-07``.
        speaker: The name under the title.
        occasion: Type of meeting.
        season: 开门红, 一季度, 二季度, 三季度, 四季度 or 收官.
        level: 县 or 市.
        year: Year of the meeting.
        headings: The headings 一、二、…, as printed.
    """

    title: str
    date: str
    speaker: str
    occasion: str
    season: str
    level: str
    year: int
    headings: tuple[str, ...]


def recognise(text: str, name: str) -> Recognised:
    """Look at a speech and at the name of its file."""
    head, _ = split_head(text)
    stem = re.sub(r"\.[A-Za-z]+$", "", name)
    title = _title(head) or stem
    when, year = _dated([*head, stem], text)
    record = _occasion(f"{title} {stem}") or _occasion(text[:_OPENING])
    month = int(when[5:7]) if len(when) >= 7 else 0
    level = _level(title, text)
    occasion = record["occasion"] if record else "工作会议"
    return Recognised(
        title=title,
        date=when,
        speaker=_speaker(head, title),
        occasion="市级调度会" if level == "市" and occasion == "调度会" else occasion,
        season=(record["season"] if record else "") or (_BY_MONTH[month - 1] if month else _season(text)),
        level=level,
        year=year,
        headings=tuple(match.group(1) for line in text.split("\n") if (match := _HEADING.match(line))),
    )


def _occasion(text: str) -> dict[str, str] | None:
    return next((record for record in read_records("occasions") if re.search(record["pattern"], text)), None)


def split_head(text: str) -> tuple[list[str], str]:
    """Return the lines above the salutation (title, date, speaker) and the speech itself.

    Without a salutation among the first lines, title-like lines at the very top are the head.
    """
    lines = text.split("\n")
    filled = [at for at, line in enumerate(lines) if line.strip()][:_HEAD_LINES]
    start = next((at for at in filled if _SALUTATION.match(lines[at].strip())), None)
    if start is None:
        start = next((at for at in filled if lines[at].strip()[-1] in "。：；！？" or len(lines[at].strip()) > 60), 0)
    return [line.strip() for line in lines[:start] if line.strip()], "\n".join(lines[start:])


def _title(head: list[str]) -> str:
    """Return the title; one that is printed over two lines is put together."""
    at = next((at for at, line in enumerate(head) if _TITLE.search(line) and not _DATE.search(line.replace("（", ""))), None)
    if at is None:
        return next((line for line in head if len(line) > 6 and not _DATE.search(line)), "")
    title = head[at]
    before = head[at - 1] if at else ""
    broken = len(title) < 14 and before and not title.startswith(("在", "关于")) and before.startswith(("在", "关于"))
    return re.sub(r"\s+", "", before + title if broken else title).strip("《》")


def _dated(head: list[str], text: str) -> tuple[str, int]:
    for line in head:
        if match := _DATE.search(line):
            year = int(match.group(1).translate(_DIGITS))
            parts = [_number(part) for part in match.groups()[1:] if part]
            if 1980 <= year <= 2099 and _is_date(year, parts):
                return "-".join([str(year), *(f"{part:02d}" for part in parts)]), year
    years = Counter(int(year) for year in _YEAR.findall(text) if int(year) <= 2099)
    return "", years.most_common(1)[0][0] if years else 0


def _is_date(year: int, parts: list[int]) -> bool:
    try:
        date(year, parts[0], parts[1] if len(parts) > 1 else 1)
    except ValueError:
        return False
    return True


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    return (int((tens or "一").translate(_DIGITS)) * 10 if ten else 0) + int((ones or "零").translate(_DIGITS))


def _speaker(head: list[str], title: str) -> str:
    if named := re.match(r"([\u4e00-\u9fff·]{2,4}?)(?:同志)?在", title):
        return named.group(1)
    for line in head:
        bare = _DATE.sub("", line).strip("（）()—- \u3000·")
        bare = re.sub(r"(?:讲话人|发言人|报告人)[:：]?", "", bare).strip()
        if bare and bare not in title and (match := _SPEAKER.fullmatch(bare)):
            return re.sub(r"\s", "", match.group(2))
    return ""


def _level(title: str, text: str) -> str:
    for source in (title, text):
        counts = Counter(re.findall(r"(?:全|我|本)([县市区旗])", source))
        if counts:
            return "市" if counts["市"] > counts["县"] + counts["区"] + counts["旗"] else "县"
    return "县"


def _season(text: str) -> str:
    found = Counter(re.findall(r"[一二三四]季度", text[:1500]))
    return found.most_common(1)[0][0] if found else "四季度"

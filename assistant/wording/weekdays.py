"""Days of the week that do not belong to their date."""

import datetime
import re
from collections.abc import Iterator

from assistant.findings import Finding
from assistant.wording.context import Context

_NAMES = "一二三四五六日"
_SAID = re.compile(
    r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号][（(，、]?(?:星期|周|礼拜)(?P<name>[一二三四五六日天])"
)


def check_weekdays(text: str, context: Context) -> Iterator[Finding]:
    """Yield dates told with the wrong day of the week; a date without a year is one of the year of the meeting."""
    for match in _SAID.finditer(text):
        year = int(match["year"]) if match["year"] else context.date.year if context.date else 0
        try:
            right = _NAMES[datetime.date(year, int(match["month"]), int(match["day"])).weekday()]
        except ValueError:  # no year is known, or there is no such day
            continue
        if right != match["name"].replace("天", "日"):
            told = f"{year}年{match['month']}月{match['day']}日"
            yield Finding(match.start(), match.end(), match[0], "weekday", "error", f"{told}是星期{right}。", f"星期{right}")

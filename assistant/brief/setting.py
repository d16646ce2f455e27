"""The setting of a brief: its places and its times, which rows fall back on."""

import re
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.brief.model import BriefData, Meeting
from assistant.numbers import find_periods, read_period
from assistant.numbers.periods import Period, PeriodMention

_PARK_KINDS = (
    *("经济技术开发区", "经济开发区", "高新技术产业开发区", "高新区", "经开区", "开发区", "工业园区", "产业园区"),
    *("工业集中区", "产业集聚区", "产业园", "工业园", "园区"),
)
_NAMED_PARK = re.compile(rf"(?P<name>[一-鿿]{{2,8}}?)(?P<kind>{'|'.join(_PARK_KINDS)})")
_ANY_PARK = re.compile("|".join(_PARK_KINDS))
_WHOLE = re.compile(r"^全[省市县区州]")
_TOWNSHIP = re.compile(r"^[一-鿿]{1,4}?([镇乡]|街道)")
_SECTOR = re.compile(r"^(?P<name>[一-鿿]{2,12}?产业)(?:链|集群)?")
_NO_NAME = re.compile(r"^((工业|产业|经济|高新|现代|特色)$|各|重点|省级|市级|县级|国家级|有关|相关|全)")
_NO_SECTOR = re.compile(r"^(工业|主导|重点|特色|新兴|战略性新兴|优势|支柱|传统|数字化)?产业$")


@dataclass(frozen=True)
class Setting:
    """Where and when a brief stands.

    Attributes:
        texts: Texts that may name the park (place, audience, leads).
    """

    region: str
    level: str
    meeting: Meeting
    period: str
    texts: tuple[str, ...] = ()

    @cached_property
    def home(self) -> tuple[str, ...]:
        """The region and the word for all of it: 栖云县, 全县."""
        last = self.region[-1:] if self.region[-1:] in "省市县区州旗" else ""
        level = last or next((char for char in self.level if char in "省市县区州旗"), "")
        return tuple(dict.fromkeys(filter(None, (self.region, f"全{level}" if level else ""))))

    @cached_property
    def park(self) -> tuple[str, ...]:
        """The names of the one park the brief speaks of; empty where it names none or several."""
        found = {match[0]: match["kind"] for text in (self.meeting.name, self.meeting.place, *self.texts) if (match := _park_in(text))}
        if len(found) != 1:
            return ()
        name, kind = next(iter(found.items()))
        short = ("开发区", "经开区") if kind.startswith("经济") else ()
        return tuple(dict.fromkeys((name, "园区", kind, *short)))

    @cached_property
    def focus(self) -> tuple[str, ...]:
        """The park, township or sector that the meeting is about; empty for a meeting about the whole region."""
        topic = _WHOLE.sub("", self.meeting.name.removeprefix(self.region))
        if match := _ANY_PARK.search(topic) or _ANY_PARK.search(self.meeting.type):
            return self.park or tuple(dict.fromkeys((match[0], "园区")))
        if match := _TOWNSHIP.match(topic):
            return (match[0],)
        match = _SECTOR.match(topic)
        return (match["name"],) if match and not _NO_SECTOR.match(match["name"]) else ()

    def scopes(self, scope: str) -> tuple[str, ...]:
        """Return every scope that agrees with a row: its own word, its synonyms; without a word what the meeting is about."""
        if not scope:
            return tuple(dict.fromkeys((*self.focus, *self.home)))
        for group in (self.home, self.park):
            if scope in group:
                return tuple(dict.fromkeys((scope, *group)))
        return (scope,)

    @cached_property
    def mentions(self) -> tuple[PeriodMention, ...]:
        """The periods in the brief's own period text."""
        return tuple(find_periods(self.period))

    @cached_property
    def reporting(self) -> Period | None:
        """The first period, with its year."""
        return self._past(self.mentions[0].period) if self.mentions else None

    @cached_property
    def planning(self) -> Period | None:
        """A further period, with its year: the first that lies after the reporting period."""
        if len(self.mentions) < 2 or not self.reporting:
            return None
        return self._ahead(self.mentions[1].period)

    def when(self, text: str, kind: str) -> Period | None:
        """Return the period of a row with its year; a target without one lies ahead, an actual behind."""
        period = read_period(text) if text else None
        if period is None:
            return None
        return self._ahead(period) if kind in ("target", "plan") else self._past(period)

    def _said(self, period: Period) -> Period:
        """Settle 去年, 今年, 明年 by the date of the meeting."""
        if period.year is None and period.offset is not None and self.meeting.date:
            return replace(period, year=self.meeting.date.year + period.offset, offset=None)
        return period

    def _past(self, period: Period) -> Period:
        period = self._said(period)
        if period.year is not None:
            return period
        anchor = next((mention.period.year for mention in self.mentions if mention.period.year), None)
        if anchor is None and self.meeting.date:
            anchor = self.meeting.date.year - (period.last > self.meeting.date.month)
        return replace(period, year=anchor)

    def _ahead(self, period: Period) -> Period:
        period = self._said(period)
        if period.year is not None:
            return period
        if self.meeting.date:
            return replace(period, year=self.meeting.date.year + (period.last < self.meeting.date.month))
        if self.reporting and self.reporting.year:
            return replace(period, year=self.reporting.year + (period.last < self.reporting.last))
        return period


def _park_in(text: str) -> re.Match[str] | None:
    match = _NAMED_PARK.match(_WHOLE.sub("", text))
    return match if match and not _NO_NAME.match(match["name"]) else None


def setting_of(brief: BriefData) -> Setting:
    """Return the setting of a whole brief."""
    leads = tuple(name for priority in brief.priorities for name in priority.lead.split("、"))
    return Setting(brief.region, brief.level, brief.meeting, brief.period, (*brief.audience, *leads))

"""What every wording rule looks at: the user's own words, the level that speaks, and what excuses a phrase."""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.audit.material import words_of
from assistant.brief import Brief

STOPS = "，。；：！？\n"
REACH = 40  # characters looked at on either side; keeps every rule linear
_ZONE = re.compile(r"(?:开发|园|高新|新|示范|试验|集聚|集中|工业)区$")
_MARKS = re.compile(r"[\s“”‘’\"'《》]+")
_PROHIBITED = re.compile(
    r"严禁|禁止|杜绝|防止|避免|谨防|防范|反对|拒绝|抵制|叫停|取缔|查处|切忌|告别|决不|绝不|从不|无须|无需"
    r"|不(?:得(?!不)|准|许|能(?!不)|可(?!不)|应|要|以|搞|设|让|收|承诺|允许|打算|靠|碰|走|拿|用|玩|谈|签|开|存在|同意)|不(?=一刀切)|没(?=搞|给)|别(?=搞|再|让|给)|[不别勿莫未没]$"
)
# These deny only what follows at once: 取消税收返还, but not 没有厂房的企业也给予税收返还.
_DENIED_NEXT = re.compile(r"(?:没有|并非|不是|不再|不给|不提|取消|停止|清理|整治|纠正|制止|清退|废止|摆脱)[^，。；：！？\n]{0,4}$")
_DENIED_AFTER = re.compile(
    r"^[”\"]?(?:、[^，。；：！？\n]{1,20})?(?:等[^，。；：！？\n]{0,12})?[^，。；：！？\n]{0,10}"
    r"(?:[，]?[^，。；：！？\n]{0,10}(?:走不通|行不通|要不得|使不得|不允许|碰不得|(?:是|为|触碰|属于?|就是)[^，。；：！？\n]{0,6}(?:红线|底线|违规|违法|禁区)"
    r"|(?:不(?:能|得|准|许|可)|严禁|坚决不)(?:再)?(?:搞|用|提|碰|走|有|给|开|签|做)|一律(?:清理|取消|停止|叫停|废止|纠正|不))|谁(?:负责|担责)|现象|行为|(?:等)?(?:违规|违法)|冲动|老路|怪圈|苗头)"
)
_PAST = re.compile(
    r"过去(?!一年)|以前|从前|曾经?|往年|当年|老路|老办法|那种|有的地方|个别地方|一些地方|少数地方|前些年|早些年|一度|习惯于?"
)
_VOLUNTARY = re.compile(r"自愿|自主|协商|依法支付|鼓励|是否|愿意")


@dataclass(frozen=True, slots=True)
class Context:
    """A brief as the wording rules see it.

    Attributes:
        brief: The brief.
        material: All words of the brief, one piece a line.
        bare: The same without quotation marks and white space, to compare with.
        level: 省, 市, 县, 区, 州 or 旗: the level that speaks; empty where the brief does not say.
        date: The day of the meeting; without one the last day of what the figures report, ``None`` where neither is known.
        settled: Whether the brief gives the day of the meeting itself.
    """

    brief: Brief
    material: str
    bare: str
    level: str
    date: datetime.date | None
    settled: bool

    def says(self, words: str) -> bool:
        """Tell whether the brief itself has these words; quotation marks do not count."""
        bare = _bare(words)
        return bool(bare) and bare in self.bare

    def allows(self, words: str) -> bool:
        """Tell whether the brief itself has these words other than to forbid them."""
        return any(not prohibited(self.material, found.start(), found.end()) for found in re.finditer(re.escape(words), self.material))


@lru_cache(maxsize=16)
def context_of(brief: Brief) -> Context:
    """Return the context of a brief."""
    scopes = (scope for figure in brief.figures for scope in (figure.scope, *figure.scopes))
    names = dict.fromkeys((brief.region, brief.speaker.name, brief.speaker.post, *scopes))
    material = "\n".join((words_of(brief), *filter(None, names)))
    return Context(brief, material, _bare(material), _level(brief), brief.meeting.date or _reported(brief), brief.meeting.date is not None)


def _bare(words: str) -> str:
    return _MARKS.sub("", words)


def _reported(brief: Brief) -> datetime.date | None:
    """Return the last day of the periods that the figures report on."""
    periods = [brief.reporting, *(figure.when for figure in brief.figures if figure.kind == "actual")]
    ends = [(period.year, period.last) for period in periods if period is not None and period.year is not None]
    year, month = max(ends, default=(0, 0))
    return datetime.date(year, month, calendar.monthrange(year, month)[1]) if ends else None


def _level(brief: Brief) -> str:
    last = "" if _ZONE.search(brief.region) else brief.region[-1:]
    return last if last in set("省市县区州旗") else next((char for char in brief.level if char in "省市县区州旗"), "")


def clause_start(text: str, at: int) -> int:
    """Return where the clause begins that a place stands in, at most :data:`REACH` characters before."""
    first = max(0, at - REACH)
    return max((text.rfind(stop, first, at) + 1 for stop in STOPS), default=first) or first


def sentence_around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a span within its sentence, at most :data:`REACH` characters each."""
    before = re.split(r"[。！？\n]", text[max(0, start - REACH) : start])[-1]
    after = re.split(r"[。！？\n]", text[end : end + REACH], maxsplit=1)[0]
    return before, after


def prohibited(text: str, start: int, end: int) -> bool:
    """Tell whether a phrase is forbidden, refused or condemned where it stands (不得以税收返还…, 零地价这条路走不通)."""
    before = text[clause_start(text, start) : start]
    after = re.split(r"[。！？\n]", text[end : end + REACH], maxsplit=1)[0]
    return bool(_PROHIBITED.search(before) or _DENIED_NEXT.search(before) or _DENIED_AFTER.match(after))


def excused(context: Context, text: str, match: re.Match[str], excuses: tuple[str, ...]) -> bool:
    """Tell whether one of the named excuses holds for a match.

    Args:
        context: The brief.
        text: The text.
        match: The match; a group ``said`` is what the brief must hold, else the whole of it.
        excuses: ``brief``, ``prohibited``, ``past``, ``voluntary``.
    """
    said = match["said"] if "said" in match.re.groupindex else match[0]
    clause = text[clause_start(text, match.start()) : match.end()]
    around = "".join(sentence_around(text, match.start(), match.end()))
    tests = {
        "brief": lambda: len(said) > 1 and (context.allows(said) if "prohibited" in excuses else context.says(said)),
        "prohibited": lambda: prohibited(text, match.start(), match.end()),
        "past": lambda: _PAST.search(clause) is not None,
        "voluntary": lambda: _VOLUNTARY.search(around) is not None,
    }
    return any(tests[excuse]() for excuse in excuses)

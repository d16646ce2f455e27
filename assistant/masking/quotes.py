"""Quoted phrases, policy titles and campaigns: which are a county's own and which are everybody's."""

import re
from collections.abc import Iterator

from assistant.masking.figures import find_periods
from assistant.masking.model import Kind, Span
from assistant.masking.vocabulary import alternatives, is_ordinary, words

_TITLE = re.compile(r"《([^》\n]{1,80})》(?:[（(][^（）()\n]{2,30}号[)）])?")
_DOCUMENT = re.compile(r"[\u4e00-\u9fff]{1,8}[〔\[［（(]\d{4}[〕\]］）)]\s*(?:第\s*)?\d+\s*号")
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』\n]{1,40})[”\"」』]")
_CAMPAIGN_AFTER = re.compile(
    rf"[^，。；“”、]{{0,4}}?(?:{alternatives('campaign')}|企业(?![1-9一家]))|等[^，。；]{{0,6}}(?:{alternatives('campaign')})"
)
_ENTERPRISE_AFTER = re.compile(r"(?:牌|品牌|商标)")
_HONOUR = re.compile(r"(?:县|市|区|镇|乡|园区|基地|企业|单位|集体|奖|称号|百强|十强|示范|杯|市场|之乡|之都|之城)$")
_NUMBERED = re.compile(r"[\dXxＸ*＊]|^[一二两三四五六七八九十百千万][^一二两三四五六七八九十]{1,5}(?:[一二两三四五六七八九十][^，]{1,4})*$")
_BARE = re.compile(
    r"(?:[百千万][\u4e00-\u9fff]{2,5}(?:攻坚|整治|提升|服务|帮扶)?|[一二三四五六七八九十]大[\u4e00-\u9fff]{0,4})(?:行动|工程|计划)"
    r"|百[日天][\u4e00-\u9fff]{0,4}(?:会战|攻坚战|竞赛|冲刺|大干|服务)"
    r"|(?<=实施|开展|启动)[\u4e00-\u9fff]{4,16}(?:行动计划|专项行动|攻坚行动|倍增计划|三年行动|提升行动|培育工程)"
)
_BLANKED = re.compile(r"[*＊XxＸ×○]+")
_PLAN = re.compile(r"十[一二三四五六七八九]五")
_FIGURE_ONLY = re.compile(r"[百千十]?亿级?|[百千]亿元?级?")


def find_titles(text: str) -> Iterator[Span]:
    """Yield policy titles 《…》 without their brackets, and document numbers."""
    for match in _TITLE.finditer(text):
        yield Span(match.start(1), match.end(1), "文件")
    for match in _DOCUMENT.finditer(text):
        yield Span(match.start(), match.end(), "文件")


def find_quotes(text: str) -> Iterator[Span]:
    """Yield quoted campaign names, slogans with a code number, honours and brands; general policy language stays."""
    for match in _QUOTED.finditer(text):
        kind = _quoted_kind(match.group(1), text, match.end())
        if kind:
            yield Span(match.start(1), match.end(1), kind)


def _quoted_kind(phrase: str, text: str, end: int) -> Kind | None:
    """Say what a quoted phrase names; ``None`` for the words every county uses."""
    if phrase in words("quoted"):
        return None
    if _BLANKED.fullmatch(phrase) or _PLAN.fullmatch(phrase) or any(find_periods(phrase)):
        return None
    if _FIGURE_ONLY.fullmatch(phrase):
        return "数"
    if _ENTERPRISE_AFTER.match(text, end):
        return "企业"
    if _HONOUR.search(phrase) and len(phrase) > 4:
        return "称号"
    if _CAMPAIGN_AFTER.match(text, end) or _NUMBERED.search(phrase):
        return "行动"
    return None if _is_plain(phrase) else "行动"


def _is_plain(phrase: str) -> bool:
    """Say whether a phrase is a sentence in quotation marks, or too short to be a name."""
    if len(phrase) < 3 or re.search(r"[，。；：]", phrase):
        return True
    parts = phrase.split("、")
    return len(parts) > 1 and all(part in words("quoted") or is_ordinary(part) for part in parts)


def find_campaigns(text: str) -> Iterator[Span]:
    """Yield campaign names that stand without quotation marks: 百日攻坚行动, 实施…行动计划."""
    for match in _BARE.finditer(text):
        yield Span(match.start(), match.end(), "行动")

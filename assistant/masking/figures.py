"""Figures of every form, periods, and the marks that stand where somebody blanked a figure or a name.

Masking wants recall: everything written with digits goes, list markers and a few technical terms apart. Chinese numerals
go only before a unit or in a rank, since most of them belong to words (一企一策, 进一步, 第二产业).
"""

import re
from collections.abc import Iterator

from assistant.masking.model import Kind, Span
from assistant.masking.vocabulary import words

_CN = "〇零一二两三四五六七八九十百千万亿"
_MARK = (
    r"(?:[*＊]+|(?<![A-Za-z\d])[XxＸｘ×]{1,4}(?![A-Za-z\d])(?!射线|光)|(?<![一二三四五六七八九零])[○〇]{1,4}(?=[\u4e00-\u9fff])(?![一二三四五六七八九零年])"
    r"|_{2,}|＿{2,}|[□■]+|某{1,3}(?=[省市县区镇乡村局公企项人部集]))"
)
_MONTH = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[*＊]+|[XxＸ]{1,2})"
_LINK = r"(?:[-—–－~～至到、和](?=[\d一二三四五六七八九十]))"

_PERIOD = re.compile(
    rf"""
    (?:(?<!\d)\d{{4}}|[〇○零一二三四五六七八九]{{4}})年
      (?:\d{{1,2}}月(?:\d{{1,2}}日)?)?(?:{_LINK}\d{{1,2}}月)?份?[末底初]?
    | (?<!\d)(?:19|20)\d{{2}}(?P<sep>[/.\-])\d{{1,2}}(?:(?P=sep)\d{{1,2}})(?!\d)
    | (?<!\d)(?:19|20)\d{{2}}(?=[-—–~～至到](?:19|20)\d{{2}}年)
    | {_MONTH}{_LINK}{_MONTH}月份?(?:末|底)?
    | {_MONTH}月(?:份|末|底|初|上旬|中旬|下旬|\d{{1,2}}日|[一二三十]{{1,3}}日)
    | (?<!个)(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?![度季])
    | (?:第[一二三四1-4]|前[一二三123]个?|[一二三四1-4](?:{_LINK}[一二三四])?)季度(?:末)?
    | [上下]半年
    """,
    re.VERBOSE,
)
_MARKER = re.compile(r"(?:^|(?<=[\n。；;！：:]))\s*[（(]?\d{1,2}(?:[.．、](?!\d)|[）)])", re.MULTILINE)
_TERMS = re.compile(
    r"(?:党的)?(?:十[七八九]|二十一?)(?:大|届[一二三四五六七历]次?中?全会)|十[五六]五|八项规定"
    r"|5G|4G|6G|3D|ISO\d+|GB/T\s?\d+|PM2\.5|24小时|7×24|A股|B2B",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+(?:[,，]\d{3})*(?:[.．]\d+)?(?:[/×]\d+)*(?:[-—–~～+＋]\d+(?:[.．]\d+)?)*")
_UNITS = (
    "个|户|家|项|条|大|件|名|人次|人|所|期|倍|成(?!为|立|果|本|长|效|功|熟|员|品|就)|位|元|吨|亩|平方|公里|天|周|年(?!轻|终|龄)"
    "|小时|支|款|座|台|套|批次|宗|处|笔|度电|条线|栋|幢|层|米|克|升|千瓦|辆|架|艘|块|幅|轮|届|份|枚|颗|月|季|星|级(?!以上)|次|趟|遍"
    "|万|亿|余|多"
)
_BARE_ONE = "个|户|家|项|条|件|名|人|期|位|次|年|天|月|批次|级|处|份|轮|大|成|支|台|套|笔|季|周"
_CHINESE = re.compile(
    rf"""
    百分之[{_CN}点]+
    | (?<![{_CN}第\d*＊XxＸ.．多余〕○])(?:(?!一(?:{_BARE_ONE})|零[件部售星散]|万家[福乐和兴])[{_CN}]+)(?={_UNITS})
      (?!个?方面|点(?:意见|要求)|个?月度|个?转企|季度)
    | (?<=[超近达破])[百千万亿]+(?=元|家|户|个|吨|亩)
    | (?<![\d*＊XxＸ〕○{_CN}])[十百千]?亿(?=元|级)
    | [{_CN}]分之[{_CN}]
    | [一二三四五六七八九]成(?:[一二三四五六七八九半]|(?=多|左右|以[上下]|[的，。；]))
    | [一二三四五六七八九十百]+点[〇零一二三四五六七八九]+(?=[个万亿倍%％成元吨亩平公度米]|[，。；])
    | (?<=[从到至为升降居列跃]第)[一二三四五六七八九十]+(?=[位名，。；、升降走跃进到]|$)
    | [一二两三四五六七八九十]+(?=个亿)
    | (?:[十百千]几|几[十百千万])(?=[个家户项条名人天次元倍亿万])
    | (?:(?<=翻)|(?<=翻了))[{_CN}](?=番)
    | (?<=第)[{_CN}]+(?=位|名)
    | (?<=全[市省国县区]第)[{_CN}]+
    | (?<=[列居数排]第)[{_CN}]+(?![产批个])
    | (?<=前)[二三四五六七八九十]+(?=位|名|强|[，。、；）])
    """,
    re.VERBOSE,
)
_MARKS = re.compile(_MARK)
_AFTER: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("时期", re.compile(r"年(?!计划)|月|日|季度")),
    (
        "数",
        re.compile(
            r"[多余]?(?:亿|万|千|百|[%％]|个|户|家|项|条|元|倍|吨|名|人(?!民)|天|公里|平方|亩|位|成(?!立)|度|分|次|批)"
            r"|[”’](?:亿|万)|[和、至—-](?:[*＊\dXxＸ])"
        ),
    ),
    ("人名", re.compile(r"[^，。；、]{0,2}(?:书记|县长|市长|区长|镇长|乡长|局长|主任|同志|总经理|董事长|先生|女士)")),
    ("园区", re.compile(r"新区|经济区|开发区|产业园|工业园|园区|工业集中区|[^，。；、]{0,4}产业园")),
    ("部门", re.compile(r"局|部门|委(?!员会)|办公室|等部门")),
    ("企业", re.compile(r"(?:有限|股份|集团|公司|企业|厂(?!房)|等(?:[^，。；]{0,6})企业)")),
    ("项目", re.compile(r"(?:等[^，。；]{0,8})?项目")),
    ("地名", re.compile(r"省|市|县|区|镇|乡|州|村|街道|等[^，。；]{0,8}[县市区]")),
)
_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z]{2,}[A-Za-z\d&.\-]*(?![A-Za-z])")


def find_periods(text: str) -> Iterator[Span]:
    """Yield dates, months, quarters, half-years and five-year periods; 今年 and 全年 stay."""
    for match in _PERIOD.finditer(text):
        yield Span(match.start(), match.end(), "时期")


def find_figures(text: str) -> Iterator[Span]:
    """Yield numerals: all digits but list markers and technical terms, Chinese numerals before a unit or in a rank."""
    kept = [match.span() for pattern in (_MARKER, _TERMS) for match in pattern.finditer(text)]
    for pattern in (_DIGITS, _CHINESE):
        for match in pattern.finditer(text):
            if not any(start <= match.start() and match.end() <= end for start, end in kept):
                yield Span(match.start(), match.end(), "数")


def find_marks(text: str) -> Iterator[Span]:
    """Yield redaction marks, typed by what follows them: a figure, a name, a department, or nothing known."""
    for match in _MARKS.finditer(text):
        yield Span(match.start(), match.end(), _kind_after(text, match.end()))


def _kind_after(text: str, end: int) -> Kind:
    return next((kind for kind, pattern in _AFTER if pattern.match(text, end)), "空")


def find_letters(text: str) -> Iterator[Span]:
    """Yield Latin names (TCL集团, CATL); the technical terms of the genre (GDP, AI) stay."""
    for match in _LETTERS.finditer(text):
        if match.group() not in words("letters") and not re.fullmatch(r"[XxＸ]+", match.group()):
            yield Span(match.start(), match.end(), "企业")

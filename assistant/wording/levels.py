"""Levels and places: 全市 from a county's speaker, counties and towns the brief does not know."""

import re
from collections.abc import Iterator

from assistant.findings import Finding
from assistant.masking.vocabulary import is_ordinary
from assistant.wording.context import REACH, Context, clause_start, sentence_around

_WHOLE = re.compile(
    r"全(?P<level>[省市县区州旗])(?!域|级|委|长|直|界|控|里|内外|第一|外|块|间|场|面)|(?P<own>[我本])(?P<mine>[省市县区州旗])(?![域级长])"
)
# What makes the level above a yardstick: comparison, rank, share, its meetings and plans, a contribution to it.
_COMPARED_BEFORE = re.compile(
    r"(?:[高低快慢好优少多大强弱]于|低过|高出|超过?|跑赢|跑输|赶上|追上|不及|落后于?|领先于?|领跑|比|较|与|同|占到?|约占|列|居|排在?|进入|跻身|走在|融入"
    r"|服务|对接|按照?|根据|围绕|贯彻|落实|参加|代表|支撑|助力|引领|对标|次于|放[到在]|纳入|列入|为|全[国省]、?|省、?)[“”]?$"
)
_COMPARED_AFTER = re.compile(
    r"^(?:[^，。；\n]{0,16}?)(?:平均|水平|均值|第[\d一二三四五六七八九十]|前[\d一二三四五六七八九十列茅]|位次|排名|排位|名次|排|首[位个家批]|唯一|最[高低快慢大小多少好]|末位|倒数"
    r"|通报|考核|会议?上?|部署|大局|大盘|比重|份额|领先|上游|中游|下游|方阵|标杆|示范|先进|试点|占比|之首|先例|下达|贡献|中心|机遇|布局|格局|率先|争先|看[，、]|增长极|主战场|的?(?:位子|位置|地位|分量|座次))"
)
_OWN_AFTER = re.compile(
    r"^(?:上下|各级|各部门|各乡镇|各镇|人民|干部|广大|规上|规模以上|工业|经济|企业|共|累计|新增|完成|实现|要|必须|都要|一盘棋|的|今年|去年|上半年|前[一二三四五六七八九十]|[\d一二三四五六七八九十]+[个家户])"
)
# The level above speaks or acts in the sentence; the speaker's own level stands beside it.
_UPPER_SPEAKS = re.compile(r"(?:[省市州]里|[省市州]委|[省市州]政府)[^。！？\n]{0,6}(?:要求|明确|部署|下达|提出|召开|定|给|强调|确定)")
_CONTRAST = re.compile(r"我们|我县|全县|本县|县里|我区|全区|区里|落在")
_ZONES = re.compile(r"开发区|高新区|园区|新区")
_COUNTY = re.compile(r"[\u4e00-\u9fff]{2}(?<![全各本我园发新片社地城郊景])[县区旗]")
PARAGRAPH = 200  # characters before a word in which a county may have been named
_UPPER = {"县": "省市州", "区": "省市州", "旗": "省市州", "市": "省", "州": "省", "省": ""}
_PLACE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:会同|对标|学习|借鉴|支持|帮助|要求|[与和同向对到赴在由从学比跟、及请])?(?P<name>[\u4e00-\u9fff]{2,3}?(?:县|自治县|自治州))(?![委级域长直城内外里区乡政府]|工信|发展|财政|统计|自然|经济)"
)
_NO_NAME = re.compile(r"[我本全各该邻外贫富大小强穷周兄弟先进其他某每这那两三几多百十个市省州旗区等于在为是到县和与]")


def check_levels(text: str, context: Context) -> Iterator[Finding]:
    """Yield 全市, 我市 and the like said of another level than the speaker's own.

    As yardstick, rank, share or upper level (高于全市平均, 列全市第4位, 占全市的…) the words are right; a level below needs no
    finding where a city names a county in the same sentence.
    """
    if not context.level:
        return
    for match in _WHOLE.finditer(text):
        level = match["level"] or match["mine"]
        if level == context.level or _same_rank(level, context) or _stands(text, match, level, context):
            continue
        contrast = _CONTRAST.search("".join(sentence_around(text, match.start(), match.end()))) is not None
        own = match["own"] is not None or _OWN_AFTER.match(text[match.end() : match.end() + REACH]) is not None
        message = f"讲话人是{context.level}级，“{match[0]}”说的是另一级。"
        instead = f"全{context.level}" if match["level"] else f"{match['own']}{context.level}"
        yield Finding(match.start(), match.end(), match[0], "other-level", "error" if own and not contrast else "warning", message, instead)


def _same_rank(level: str, context: Context) -> bool:
    """Tell whether both words may name the speaker's own level: a county-level city says 全市, a banner 全旗."""
    return level in context.brief.level and level in "县区旗市" and context.brief.region.endswith(level)


def _stands(text: str, match: re.Match[str], level: str, context: Context) -> bool:
    before, after = sentence_around(text, match.start(), match.end())
    if context.says(text[match.start() : match.end() + 2]):
        return True
    if level in _UPPER.get(context.level, ""):
        clause = text[clause_start(text, match.start()) : match.start()]
        return (
            _UPPER_SPEAKS.search(before) is not None
            or _COMPARED_BEFORE.search(clause) is not None
            or _COMPARED_AFTER.match(after) is not None
        )
    if level == "区" and _ZONES.search(context.material):  # 全区 of a development zone
        return True
    # A level below: one county of the city is spoken of in this paragraph.
    paragraph = text[max(0, match.start() - PARAGRAPH) : match.start()].rpartition("\n")[2]
    return _COUNTY.search(paragraph) is not None or re.match(r"[（(]|域", after) is not None


def check_places(text: str, context: Context) -> Iterator[Finding]:
    """Yield counties that the brief does not name."""
    for match in _PLACE.finditer(text):
        name = match["name"]
        known = any(context.says(name[at:]) for at in range(len(name) - 2))  # 让霜溪县 holds a verb
        if not known and _NO_NAME.search(name[:-1]) is None and not is_ordinary(name[:-1]):
            start = match.start("name")
            message = f"输入中没有“{name}”，请确认是不是本地的名称。"
            yield Finding(start, match.end("name"), name, "other-place", "warning", message, "删去，或补进任务单")

"""The user's points as sentences: what kind of clause a point is, and which frame completes it."""

import re
from dataclasses import dataclass
from random import Random

from assistant.brief import Brief
from assistant.brief.model import Priority
from assistant.drafting.phrases import Voice
from assistant.drafting.state import Message
from assistant.slots import SLOT, slotted

_TIME = re.compile(
    r"^(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬|末)?|[一二三四]季度(?:末)?|年底|年内|年末|月底|本月|下月|今年|明年|全年|上半年|下半年|"
    r"节前|节后(?:首日)?|正月[初十一二三四五六七八九]+|春节前|国庆前|季末|近期|即日|汛期|月内)(?:之?前|以前|起|内|底|后)*(?:，|前)?"
)
_BAN = re.compile(r"^(不得|不以|不搞|不准|不许|不|严禁|禁止|杜绝|防止|坚决不)")
_OWN = re.compile(
    r"^(各|县级领导|市级领导|区级领导|县领导|市领导|班子成员|主要负责人|[一-鿿]{2,10}?(局|委|办|中心|公司|管委会|银行|镇|乡|街道|部门)(?=要|负责|牵头|组织|对|每))"
)
_VERB = re.compile(
    r"^(对|把|将|为|向|围绕|以|按|用|从|在|给|让|依托|通过|面向|针对|根据|借助|发挥|"
    r"完成|落实|建立|组建|推动|推进|开展|举办|补齐|盘活|提高|提升|加快|加强|强化|深化|抓|扩大|优化|推行|实施|支持|引导|组织|帮助|兑现|清理|压减|压缩|办结|争取|确保|培育|新增|打造|编排|编制|"
    r"制定|出台|健全|完善|严格|严守|严查|排查|整治|摸清|盯紧|盯住|跟踪|服务|对接|梳理|用好|用足|做好|做强|做大|做优|守住|守牢|巩固|稳住|稳定|力争|力保|保障|保证|实现|达到|突破|促进|鼓励|统筹|协调|协同|"
    r"规范|拓展|拓宽|开拓|开发|引进|招引|引入|建设|建成|启动|储备|谋划|论证|申报(?!材料)|入库|净增|改造|更新|淘汰|腾退|收回|处置|清偿|清欠|归还|解决|化解|破解|疏通|打通|畅通|调度|通报|考核|约谈|督促|督办|指导|辅导|"
    r"培训|宣传|宣讲|走访|会诊|诊断|检查|巡查|整改|消除|降低|减少|缩短|控制|防范|防止|遏制|止住|扭转|补上|追回|弥补|赶上|冲刺|攻坚|主攻|聚焦|紧盯|紧扣|锁定|落细|压实|明确|分解|细化|倒排|挂图|逐户|逐企|逐项|逐个|逐月|逐县|分类|分级|"
    r"编印|简化|印发|进企业|上门|送|受理|汇编|翻译|发布|解读|归集|细化|整合|精简|取消|合并|前移|下沉|派出|安排|解难|纾困|清零|复工|联动|共享|定期|每|集中|统一|主动|依法|依规|严厉|"
    r"全面|全力|加大|加密|继续|持续|尽快|尽早|抢抓|抢占|发展|壮大|延伸|延链|补链|强链|搭建|设立|成立|聘请|邀请|选派|派驻|包保|联系|公开|公布|推广|复制|树立|总结|评选|评价|运用|运营|试点|探索|创建|认定|招|引|稳|保|促|增|补|建|帮|扶|查|盯|守|拓|育|理|强|延)"
)
_HANDLED = re.compile(r"(逐户|逐企|逐家|逐项|逐个|逐宗|逐县|一户一策|一企一策|一项一策|分类|挂牌|全覆盖)")
_SORTED = re.compile(r"(按[一-鿿]{1,8}?(排序|分类|推进)|列入|纳入|分解到|落实到)")
_HELPED = re.compile(r"^([一-鿿]{3,10}?)(支持|引导|鼓励)([一-鿿].*)$")
_WAY = re.compile(r"^[^，]{4,14}(运营|模式|机制|制度|办法)$")
_UNIT = re.compile(r"\d(户|个|件|项|人|亩)")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the user, classified.

    Attributes:
        text: Slot form, made into a clause that a frame can take.
        shape: 动 verb phrase, 主 subject and predicate, 时 begins with a time, 禁 prohibition, 自 has its own subject.
        unit: Counting word of its first number, for the choice of a tail.
    """

    text: str
    shape: str
    unit: str = ""


def classify(raw: str, slot_text: str) -> Point:
    """Classify a point by its first words and turn it into a clause."""
    unit = match[1] if (match := _UNIT.search(raw)) else ""
    plain = raw.rstrip("。；;，, ")
    text = slot_text.rstrip("。；;，, ").replace("；", "，")
    if _BAN.match(plain):
        return Point(text, "禁", unit)
    timed = _TIME.match(plain)
    rest = plain[timed.end() :] if timed else plain
    if _OWN.match(rest):
        return Point(text, "自", unit)
    if timed:
        return Point(text, "时" if re.search(r"前|底|内|季度|半年|今年|全年|年末|月末", timed[0]) else "主", unit)
    if re.search(r"力争|争取|确保", rest):
        return Point(text, "自" if not _VERB.match(plain) else "动", unit)
    if _VERB.match(plain):
        return Point(text, "动", unit)
    if _WAY.search(plain):
        return Point(f"推行{text}", "动", unit)
    if helped := _HELPED.match(text):
        return Point(f"{helped[2]}{helped[1]}{helped[3]}", "动", unit)
    turned = _object_first(text)
    return Point(turned, "动" if turned != text else "主", unit)


def _object_first(text: str) -> str:
    """Say 对33户负增长企业逐户会诊 and 把35个储备项目按成熟度排序: the thing acted on takes its preposition."""
    for cue, preposition in ((_HANDLED, "对"), (_SORTED, "把")):
        match = cue.search(text)
        if match and match.start() > 0 and "，" not in text[: match.start()] and not re.match(r"^(对|把|将)", text):
            return preposition + text
    return text


def points_of(brief: Brief, priority: Priority) -> list[Point]:
    """Return the points of a priority, classified."""
    return [classify(raw, slotted(brief, priority.id, number)) for number, raw in enumerate(priority.points)]


def grouped(points: list[Point], rng: Random) -> list[tuple[Point, ...]]:
    """Group neighbouring points into sentences of one or two, as the draw falls."""
    groups: list[tuple[Point, ...]] = []
    at = 0
    while at < len(points):
        pair = points[at : at + 2]
        short = len(pair) == 2 and sum(len(SLOT.sub("数数数", point.text)) for point in pair) <= 44
        if short and rng.random() < 0.45 and "自" not in {pair[0].shape, pair[1].shape} and pair[1].shape != "禁":
            groups.append((pair[0], pair[1]))
            at += 2
        else:
            groups.append((points[at],))
            at += 1
    return groups


def sentences(points: list[Point], lead: str, owner: str, voice: Voice) -> list[Message]:
    """Return the sentences of a measure's points; the first that can carries the lead department."""
    messages: list[Message] = []
    named = not lead
    for group in grouped(points, voice.rng):
        text = _first(group, lead, voice) if not named else _next(group, voice)
        named = named or lead in text
        messages.append(Message("point", (text,), 0, (owner,)))
    return messages


def _first(group: tuple[Point, ...], lead: str, voice: Voice) -> str:
    values = {"lead": lead, "p": group[0].text, **({"q": group[1].text} if len(group) == 2 else {})}
    if len(group) == 2:
        shape = "动动" if {point.shape for point in group} == {"动"} else "通"
        return voice.say_again("点双", (shape, "通"), values)
    return voice.say_again("点首", (group[0].shape,), values)


def _next(group: tuple[Point, ...], voice: Voice) -> str:
    if len(group) == 2:
        return f"{_stem(group[0], voice)}{group[0].text}；{group[1].text}。"
    point = group[0]
    tail = voice.say_first("点缀", _tail_topics(point))
    values = {"p": point.text, **({"tail": tail} if tail else {})}
    return voice.say_again("点续", (point.shape,), values)


def _stem(point: Point, voice: Voice) -> str:
    return voice.rng.choice(("要", "还要") if point.shape == "动" else ("", "同时，"))


def _tail_topics(point: Point) -> tuple[str, ...]:
    return tuple(topic for topic in (point.unit, "时" if point.shape == "时" else "", "通") if topic)

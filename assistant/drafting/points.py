"""The user's points as sentences: what kind of clause a point is, and which frame completes it."""

import re
from dataclasses import dataclass

from assistant.brief import Brief
from assistant.brief.model import Priority
from assistant.slots import slotted

_TIME = re.compile(
    r"^(?:\d{4}年)?(?:岁末年初|\d{1,2}[—-]\d{1,2}月|\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬|末|当月)?|[一二三四]季度(?:末)?|年底|年内|年末|月底|本月|下月|今年|明年|全年|上半年|下半年|"
    r"后[一两二三四五六]个月|节前|节后(?:首日|(?!复产))|正月[初十一二三四五六七八九]+|春节前|国庆前|季末|近期|即日|汛期|月内)(?:之?前|以前|起|内|底|后)*"
)
_WITHIN = re.compile(
    r"(?<=[一-鿿）}”])(?:(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|中旬|上旬|下旬|末)?(?:之?前|以前|内)?|[一二三四]季度末?|年底前|年内|年末前|元旦前|春节前|月底前)"
    r"(?=[一-鿿])"
)
_BAN = re.compile(r"^(不得|不以|不搞|不准|不许|不|严禁|禁止|杜绝|防止|坚决不)")
_OWN = re.compile(
    r"^(各|县级领导|市级领导|区级领导|县领导|市领导|班子成员|主要负责人|[一-鿿]{2,10}?(局|委|办|中心|公司|管委会|银行|镇|乡|街道|部门)(?=要|负责|牵头|组织|对|每))"
)
VERB_FIRST = re.compile(
    r"^(对|把|将|为|向|围绕|以|按|用(?!地|工|电|气|能|户)|从|在|给|让|依托|通过|面向|针对|根据|借助|发挥|"
    r"完成|落实|建立|组建|推动|推进|开展|举办|补齐|盘活|提高|提升|加快|加强|强化|深化|抓|扩大|优化|推行|实施|支持|引导|组织|帮助|兑现|清理|压减|压缩|办结|争取|确保|培育|新增|新开工|打造|编排|编制|"
    r"制定|出台|健全|完善|严格|严守|严查|排查|整治|摸清|盯紧|盯住|跟踪|服务|对接|梳理|用好|用足|做好|做强|做大|做优|守住|守牢|巩固|稳住|稳定|力争|力保|保障|保证|实现|达到(?!标准)|突破|促进|鼓励|统筹|协调|协同|"
    r"规范|拓展|拓宽|开拓|开发|引进|招引|引入|建设|建成|启动|储备|谋划|论证|申报(?!材料)|入库|净增|改造|更新|淘汰|腾退|收回|处置|清偿|清欠|归还|解决|化解|破解|疏通|打通|畅通|调度|通报|考核|约谈|督促|督办|指导|辅导|"
    r"培训|宣传|宣讲|走访|会诊|诊断|检查|巡查|整改|消除|降低|减少|缓解|缩短|控制|防范|防止|遏制|止住|扭转|补上|追回|弥补|赶上|冲刺|攻坚|主攻|聚焦|紧盯|紧扣|锁定|落细|压实|明确|分解|细化|倒排|挂图|逐户|逐企|逐项|逐个|逐月|逐县|分类|分级|"
    r"编印|简化|印发|进企业|上门|送|受理|汇编|翻译|发布|解读|归集|整合|精简|取消|合并|前移|下沉|派出|安排|解难|纾困|清零|复工(?!企业|项目)|联动|共享|定期|每(?!个|项|户|家|镇|县)|集中|统一|主动|依法|依规|严厉|签订|"
    r"全面|全力|加大|加密|继续|持续|尽快|尽早|抢抓|抢占|发展|壮大|延伸|延链|补链|强链|搭建|设立|成立|聘请|邀请|选派|派驻|包保|联系|公开|公布|推广|复制|树立|总结|评选|评价|运用|运营|试点|探索|创建|认定|再|招|引|稳|保|促|增(?!速|加值|长)|补|建|帮|扶|查|盯|守|拓|育|理|强|延)"
)
_HANDLED = re.compile(r"(逐户|逐企|逐家|逐项|逐个|逐宗|一户一策|一企一策|一项一策|分类帮扶|挂牌|按周调度|按月调度)")
_SORTED = re.compile(r"(按[一-鿿（）、]{1,10}?(排序|分类|推进|分解)|列入|纳入|分解到|落实到)")
_HELPED = re.compile(r"^([一-鿿]{3,10}?)(支持|引导|鼓励)([一-鿿].*)$")
_WAY = re.compile(r"^[^，]{4,14}(运营|模式|机制|制度|办法)$")
_PREDICATE = re.compile(
    r"(?<=[一-鿿）}”])(依法|倒排|逐户|按|由(?!负)|并联|限期|限时|严格|加快|真正|全部|达到(?!标准)|不少于|不低于|不超过|压缩到|扩大到|提高到|增加到|降到|降低|再降|力争|实现|完成|拿出|提交|申报|树一|制作|对)"
)
_BARE = re.compile(r"^(一个|应统|应收|开工即|一次|零)")
_UNIT = re.compile(r"\d(户|个|件|项|人|亩)")
_THING = re.compile(r"\d(?:户|家|个|件|项|处|亿元|万元)(?!以上)的?([一-鿿]{1,8}?(?:企业(?!账款)|项目|诉求|资金|账款|事项|隐患))")
_REACHED = re.compile(r"(全覆盖|清零|转正|达标|应[一-鿿]尽[一-鿿])$")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the user, classified.

    Attributes:
        text: Slot form, made into a clause that can stand by itself behind a lead: 15件未办结诉求要在8月底前办结.
        shape: 动 verb phrase, 主 subject and predicate, 时 begins with a time, 禁 prohibition, 自 has its own subject.
        time: The time a 时 begins with.
        deed: What follows 要: the verb phrase itself, or the subject with what it should come to, after 推动.
        unit: Counting word of its first number.
        thing: What its number counts (未办结诉求); empty where that is not plain.
    """

    text: str
    shape: str
    time: str = ""
    deed: str = ""
    unit: str = ""
    thing: str = ""


def classify(raw: str, slot_text: str) -> Point:
    """Classify a point by its first words and turn it into a clause."""
    unit = match[1] if (match := _UNIT.search(raw)) else ""
    thing = match[1] if (match := _THING.search(raw)) else ""
    plain = raw.rstrip("。；;，, ")
    text = slot_text.rstrip("。；;，, ").replace("；", "，")
    shape, time, deed, told = _shaped(plain, text)
    return Point(told, shape, time, deed, unit, thing)


def _shaped(plain: str, text: str) -> tuple[str, str, str, str]:
    if _BAN.match(plain):
        return "禁", "", text, text
    timed = _TIME.match(plain)
    if timed and text.startswith(timed[0]):
        return _timed(timed[0], *(one[len(timed[0]) :].lstrip("，") for one in (plain, text)))
    if _OWN.match(plain):
        return "自", "", text, text
    if re.search(r"还有|还剩|尚有", plain.partition("，")[0]):
        return "自", "", text, demanded(text)
    if VERB_FIRST.match(plain):
        return "动", "", text, text
    if _WAY.search(plain):
        return "动", "", f"推行{text}", f"推行{text}"
    if _BARE.match(plain):
        way = "实行" if plain.startswith(("一个", "一次")) else "做到"
        return "动", "", f"{way}{text}", f"{way}{text}"
    if helped := _HELPED.match(text):
        turned = f"{helped[2]}{helped[1]}{helped[3]}"
        return "动", "", turned, turned
    turned = object_first(text)
    if turned != text:
        return "动", "", turned, turned
    return "主", "", f"{_driven(text)}{text}", demanded(text)


def _driven(text: str) -> str:
    return "实现" if _REACHED.search(text) and not _WITHIN.search(text) else "推动"


def _timed(time: str, plain: str, rest: str) -> tuple[str, str, str, str]:
    if _OWN.match(plain):
        return "自", time, f"{time}，{rest}", f"{time}，{rest}"
    if VERB_FIRST.match(plain):
        return "时", time, rest, f"{time}要{rest}"
    told, comma = demanded(rest), "，" if time.endswith(("前", "起")) else ""
    if told.startswith(("推动", "实现")):
        return "时", time, told, f"{time}要{told}"
    return "时", time, f"推动{rest}", f"{time}{comma}{told}"


def demanded(text: str) -> str:
    """Return a statement as a demand: 15件诉求8月底前办结 → 15件诉求要在8月底前办结; one without a place for 要 takes 推动."""
    head, comma, tail = text.partition("，")
    if within := _WITHIN.search(head):
        return f"{head[: within.start()]}要在{head[within.start() :]}{comma}{tail}"
    if predicate := _PREDICATE.search(head, 2):
        return f"{head[: predicate.start()]}要{head[predicate.start() :]}{comma}{tail}"
    if tail and (again := _TIME.match(tail)):
        return f"{head}，{again[0]}要{tail[len(again[0]) :]}"
    return f"{_driven(text)}{text}"


def object_first(text: str) -> str:
    """Say 对33户负增长企业逐户会诊 and 把35个储备项目按成熟度排序: the thing acted on takes its preposition."""
    for cue, preposition in ((_HANDLED, "对"), (_SORTED, "把")):
        match = cue.search(text)
        when = next((one for one in _WITHIN.finditer(text) if match and one.end() == match.start()), None)
        if match and when and preposition == "对":
            return f"{when[0]}对{text[: when.start()]}{text[when.end() :]}"
        if match and match.start() > 0 and "，" not in text[: match.start()] and not re.match(r"^(对|把|将)", text):
            return preposition + text
    return text


def points_of(brief: Brief, priority: Priority) -> list[Point]:
    """Return the points of a priority, classified."""
    return [classify(raw, slotted(brief, priority.id, number)) for number, raw in enumerate(priority.points)]

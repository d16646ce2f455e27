"""What a text is about: topics of priorities and problems, angles of figures, and how close two texts are."""

import re
from collections import Counter
from functools import lru_cache

from assistant.brief.model import Figure
from assistant.lexicon import read_records

GENERAL = "通用"
ANGLES = ("总量", "结构", "投入", "项目", "主体", "创新", "效益", "要素", "园区", "服务", "其他")
_COMMON = re.compile(
    r"企业|工业|项目|规上|全县|全市|全区|同比|增长|完成|发展|工作|重点|年底|底前|一批|目标|要求|进度|还有|推动|开展|落实|建设"
    r"|产业|业产|业企|园区|年度|总产|产值|季度|一季|二季|三季|四季|今年|明年|全年|年内|年末|月底|月前|月末|提高|问题|推进"
)
_HAN = re.compile(r"[一-鿿]+")


def topic_of(title: str, body: str = "") -> str:
    """Return the topic of a priority: words of its title weigh most."""
    best, most = GENERAL, 0
    for record in read_records("topics"):
        score = sum(record["urge"] * (6 * (word in title) + (word in body)) for word in record["words"])
        if score > most:
            best, most = record["topic"], score
    return best


def angle_of(figure: Figure) -> str:
    """Return the angle a figure is told from: 总量, 结构, 投入 …"""
    name = figure.name
    if re.search(r"前\d+|前[一二三四五六七八九十]+位", name):
        return "主体"
    if re.search(r"技改|设备更新", name) and re.search(r"贷款|授信|奖补", name):
        return "投入"
    for record in read_records("angles"):
        if any(word in name for word in record["words"]):
            return str(record["angle"])
    return "其他"


@lru_cache(maxsize=8192)  # a speech compares its sentences again and again; a batch of speeches must not keep them all
def grams(text: str) -> Counter[str]:
    """Return the pairs of neighbouring characters that carry meaning."""
    pairs = (run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1))
    return Counter(pair for pair in pairs if not _COMMON.fullmatch(pair))


def closeness(left: str, right: str) -> float:
    """Return how many telling pairs of characters two texts share."""
    return float(sum((grams(left) & grams(right)).values()))


_PROBLEM_TOPICS = (
    ("观念", r"观念|理念|习惯|意识|思想|认识|作风"),
    ("培育", r"入库|升规|后备|退库|新增规上|净增"),
    ("进度", r"进度|序时|慢于|缺口.*亿|还差"),
    ("市场", r"出口|外贸|订单不足|销售"),
    ("用工", r"用工|缺工|招工|人手"),
    ("资金", r"融资|贷款|资金(?!.*兑现)|账款|拖欠|周转"),
    ("链条", r"链|配套"),
    ("土地", r"土地|用地|低效|闲置|厂房"),
    ("审批", r"材料|审批|流程|环节|手续繁|检查"),
    ("政策", r"政策|兑现|知晓|免申|奖补"),
    ("服务", r"诉求|服务|满意|时限|投诉"),
    ("创新", r"研发|创新|技术|平台|专利"),
    ("签约", r"签约"),
    ("手续", r"手续"),
    ("项目", r"项目|开工"),
    ("投资", r"投资|技改|设备"),
    ("区域", r"县|镇|各地|区域|乡"),
    ("产业", r"产业|行业|产品"),
    ("亩均", r"亩均"),
    ("效益", r"利润|效益|税收|亏损|成本"),
    ("企业", r"企业|停产|负增长"),
    ("增势", r"放缓|回落|增势|增速"),
)


def trouble_of(text: str) -> str:
    """Return what kind of problem a text names."""
    named = re.split(r"[：，。；]", text, maxsplit=1)[0]
    return next((topic for one in (named, text) for topic, cue in _PROBLEM_TOPICS if re.search(cue, one)), GENERAL)

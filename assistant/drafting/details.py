"""How a point is to be carried out: what kind of work it is, and the words that go with it."""

import re

from assistant.drafting.points import Point
from assistant.drafting.topics import GENERAL

_KINDS = (
    ("企业", r"\d+户(负增长|亏损|重点企业|骨干)"),
    ("诉求", r"诉求|投诉"),
    ("清欠", r"账款.*(清|还|付)|清欠|清偿"),
    ("兑付", r"兑现|兑付|拨付|奖补"),
    ("融资", r"贷款|融资|授信|银企|应收账款"),
    ("用工", r"用工|招聘|招工"),
    ("复工", r"复工(?!走访)|停滞"),
    ("复产", r"停产|复产方案"),
    ("配套", r"变电站|污水处理厂|管网|厂房|供热|道路"),
    ("手续", r"手续|审批|办理时限|窗口|申报材料"),
    ("安全", r"隐患|安全|开工第一课|规上企业检查"),
    ("检查", r"行政检查"),
    ("培育", r"入规|升规|申报.*入库|培育|临规|目标企业"),
    ("产业", r"转型$|延链|补链|产品结构"),
    ("投产", r"投产|投运|竣工|试产"),
    ("开工", r"开工(?!清单)|新开工"),
    ("投资", r"投资\D{0,8}\d.*元|投资$"),
    ("技改", r"技改|改造|诊断|老旧设备|样板"),
    ("数字", r"上云|数字化|智能"),
    ("环保", r"污水|排放|环保"),
    ("政策", r"政策|明白卡|宣讲|免申"),
    ("市场", r"订单|产销|展会|销路|重点工程对接"),
    ("储备", r"储备|开工清单|谋划"),
    ("土地", r"用地|盘活|厂房|配置要素"),
    ("数据", r"统计数据|核实|应统"),
    ("创新", r"中试|平台|研发"),
    ("产业", r"配套|转型|功能性"),
    ("产值", r"产值|缺口|增产"),
    ("要素", r"用电|用气|电力|天然气"),
    ("改革", r"下放|管委会|运营|机制"),
    ("调度", r"调度|县区|由负转正|止住"),
    ("企业", r"企业"),
)
_THINGS = {
    "企业": ("企业",),
    "开工": ("项目",),
    "诉求": ("诉求",),
    "资金": ("资金",),
    "账款": ("账款",),
    "培育": ("升规企业", "临规企业", "入规企业", "新投产企业", "目标企业"),
    "安全": ("隐患",),
    "改革": ("事项",),
}


def kind_of(raw: str) -> str:
    """Return what kind of work a point asks for."""
    return next((kind for kind, cue in _KINDS if re.search(cue, raw)), GENERAL)


def group_of(point: Point) -> str:
    """Return what kind of thing a point counts: enterprises, projects, claims …; empty where it counts nothing that can be named."""
    for group in ("培育", "安全", "改革", "诉求", "账款", "资金", "开工", "企业"):
        if point.thing.endswith(_THINGS[group]):
            return group
    return ""

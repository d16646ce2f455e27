"""Who does what: the departments of a priority shared out over its points by what they answer for."""

import re
from collections.abc import Sequence

_ANSWERS_FOR = (
    (r"人力资源|人社", r"用工|招聘|招工|技工|院校|劳务|返岗"),
    (r"金融", r"贷款|融资|银企|授信|银行|确权"),
    (r"财政", r"资金.*(兑现|拨付|兑付)|奖补|财政"),
    (r"供电|电力公司", r"变电站|用电|电力|供电"),
    (r"住房|住建", r"污水|厂房|管网|道路|公寓"),
    (r"自然资源|规划局", r"用地|土地|盘活|征迁"),
    (r"生态环境|环保", r"污水|排放|环保|环评|减排"),
    (r"应急", r"安全|隐患|动火"),
    (r"统计", r"入库|统计|数据|入规|开票"),
    (r"科技", r"研发|中试|创新|成果"),
    (r"商务", r"订单|外贸|出口|展会|展销|市场|内销"),
    (r"行政审批|政务服务", r"审批|窗口|手续|受理|备案|免申|下放"),
    (r"营商", r"诉求|投诉|满意"),
    (r"编办|编委", r"下放|机构|编制|管委会"),
    (r"投资促进|招商", r"招商|签约|客商"),
    (r"市场监管", r"质量|认证|商标|检查"),
    (r"发展改革|发改", r"开工|投资|储备|项目"),
    (r"工信|经信|工业和信息化", r"企业|产值|技改|产能|排产|生产|升规|板材|转型|诉求"),
)


def split_leads(lead: str) -> list[str]:
    """Return the departments a priority names."""
    return [one for one in re.split("[、，]", lead) if one]


def shared_out(lead: str, points: Sequence[str], opens: Sequence[bool]) -> list[str]:
    """Return for every point the department named in front of it; empty where it goes on with the one before.

    A point goes to a department of its own only where the departments of the priority, told apart by what they answer for,
    leave no doubt. Those left over lead together at the first point that has nobody.

    Args:
        lead: The leading departments of the priority.
        points: The user's points.
        opens: Whether a department can stand in front of each.
    """
    leads = split_leads(lead)
    owners = [_owner(leads, point) if can else "" for point, can in zip(points, opens, strict=True)]
    if len(leads) < 2 or len({owner for owner in owners if owner}) < 2:
        first = next((at for at, can in enumerate(opens) if can), None)
        return [lead if at == first else "" for at in range(len(points))]
    rest = "、".join(one for one in leads if one not in owners)
    free = next((at for at, owner in enumerate(owners) if not owner and opens[at]), None)
    if rest and free is None:
        first = next(at for at, owner in enumerate(owners) if owner)
        owners[first], rest = "、".join((owners[first], rest)), ""
    if rest and free is not None:
        owners[free] = rest
    return [owner if at == 0 or owner != owners[at - 1] else "" for at, owner in enumerate(owners)]


def _owner(leads: Sequence[str], point: str) -> str:
    """Return the one department that answers for a point, in the order of how narrow its field is; empty where two do."""
    for office, field in _ANSWERS_FOR:
        fitting = [lead for lead in leads if re.search(office, lead)]
        if fitting and re.search(field, point):
            return fitting[0] if len(fitting) == 1 else ""
    return ""

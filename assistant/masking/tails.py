"""The generic end of a name stays in sight: 〔地名〕镇, 〔企业〕有限公司, 〔园区〕产业园 keep the rhythm and tell nothing."""

import re
from functools import cache

from assistant.masking.model import Kind, Span
from assistant.masking.vocabulary import alternatives

_TAILS: dict[Kind, str] = {
    "企业": rf"(?:(?:有限责任|股份有限|集团有限|有限|集团)?公司|集团|合作社)|(?<=..)(?:{alternatives('ent_suffix')})",
    "项目": r"(?:建设|生产|技改|改造|扩建)?项目|生产线|工程|(?:生产|产业)?基地|产业园区?",
    "园区": (
        r"(?:高新技术产业|经济技术|高新技术|经济)?开发区|(?:产业|工业|科技|物流|化工)?园区?"
        r"|高新区|经开区|工业(?:集中)?区|集聚区|新[区城]|片区|小镇"
    ),
    "地名": r"(?<!湾)[省市县区镇乡村州]|街道|社区|自治区",
    "行动": r"(?:三年|专项|攻坚)?行动(?:计划)?|[计规]划|工程|活动",
    "部门": r"局",
    "时期": r"季度|月份?|日",
}


@cache
def _patterns() -> dict[Kind, re.Pattern[str]]:
    return {kind: re.compile(f"(?:{tail})$") for kind, tail in _TAILS.items()}


def without_tail(text: str, span: Span) -> Span:
    """Return a span without the generic noun at its end; whole where nothing would be left of the name."""
    pattern = _patterns().get(span.kind)
    match = pattern.search(text[span.start : span.end]) if pattern else None
    if not match or match.start() < 1 or not match.group():
        return span
    return Span(span.start, span.start + match.start(), span.kind)

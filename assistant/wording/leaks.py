"""What must not pass from exemplar speeches into a draft, as plain data; :mod:`assistant.exemplars` fills it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, eq=False)
class LeakIndex:
    """Names, figures and texts of the exemplar speeches; compared and hashed by identity, since it is large.

    Attributes:
        names: Names as printed, each with its kind (企业, 项目, 地名, 人名, 园区, 部门, 行动, 文件, 称号).
        numbers: Figures with their unit as printed, for example ``25.05亿元``.
        passages: The speeches as supplied, one text each; never shown to anybody.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    numbers: frozenset[str] = frozenset()
    passages: tuple[str, ...] = ()

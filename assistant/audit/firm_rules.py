"""Rules of firms: a number of the county is not that of an enterprise or a project the sentence names as its subject."""

import re

from assistant.audit.cells import Cell
from assistant.audit.claims import Claim
from assistant.audit.view import BriefView
from assistant.brief.model import Figure

# A firm the brief does not name, told by the ending of firms; suppliers (电力公司) tell the figures of a whole place.
_FIRM = re.compile(
    r"(?:[一-鿿]{2,16}?(?:有限责任公司|有限公司)|[一-鿿]{2,10}(?:集团公司|集团|公司|(?<!工)厂))"
    r"(?<!供电公司)(?<!电力公司)(?<!供水公司)(?<!燃气公司)(?<!水务公司)"
)
_MANY = re.compile(r"[各全每]|所有|这些|那些|[多几数两]家|上市公司|规上|规模以上|以上")
# Rows of these names add up many firms: none of them can be the number of one.
_SUMMED = re.compile(r"规上|规模以上|工业|全部|制造业|产业")
_LEAD = re.compile(
    r"^(?:的|今年|本年|全年|年度|[上下]半年|前?[一二三四]季度|前三季度|截至|20\d\d年|\d{1,2}(?:月份?)?[—–\-~～至到]\d{1,2}月份?|\d{1,2}月份?|[末底]|当月|累计|预计|已经?|共|就|也|又|仅"
    r"|一[户家]企?业?|[这该]户企业|单独|完成|实现|达到?|创造|贡献|形成|取得|上缴|缴纳|入库|投入)+"
)
_TAIL = re.compile(
    r"(?:完成|实现|达到?|为|是|有|了|就|已经?|约|近|超过?|突破|高达|的|累计|共|同比|比[上去]年(?:同期)?|较[上去]年(?:同期)?|[正负]?增长|增速|增幅|下降|降幅|上升|提高|减少|增加)+$"
)
# The growth of what was told right before (产值12亿元，同比增长7%) has the same subject.
_GOES_ON = re.compile(
    r"[\d.]+[^\d，、。；]{1,5}[，、](?:也)?(?:同比|环比|[比较][上去]年(?:同期)?)?(?:增长|下降|增加|减少|上升|增速|增幅|降幅)了?(?:为|是|达到?)?$"
)
_SENTENCE = re.compile(r"[。！？；\n]")


class FirmRules:
    """Whether the subject of a clause is one firm or project while the cell is of the place; the subject is found once for a claim."""

    def __init__(self, view: BriefView) -> None:
        self.view = view
        names = {*view.brief.enterprises, *(project.name for project in view.brief.projects)} - {""}
        self.names = tuple(sorted(names, key=lambda name: (-len(name), name)))
        self._claim: Claim | None = None
        self._subject: tuple[str, str] = ("", "")

    def broken(self, claim: Claim, cell: Cell) -> bool:
        """Tell whether a claim gives a firm or a project the number of a row that is not its own."""
        figure = self.view.table.rows.get(cell.row)
        if figure is None:
            return False
        if claim is not self._claim:
            self._claim, self._subject = claim, self._find(claim)
        firm, noun = self._subject
        # A count of firms may follow a name that is one of them (新增青禾食品等2户); a sum of money is told of the name itself.
        if not noun and not cell.unit.endswith("元"):
            return False
        if not firm or _is_of(figure, firm) or (firm not in self.names and not _SUMMED.search(figure.name)):
            return False
        return _in_order(noun, figure.name + cell.fact.anchor)

    def _find(self, claim: Claim) -> tuple[str, str]:
        """Return the firm before a figure and the noun between them; empty strings where no firm is the subject."""
        before = claim.before.removesuffix(claim.quantity.qualifier) if claim.quantity.qualifier else claim.before
        clause = re.split(r"[，：]", _GOES_ON.sub("", _SENTENCE.split(before)[-1]))[-1]
        for name in self.names:
            _, told, between = clause.rpartition(name)
            if told:
                return name, _noun(between)
        firm = next((found for found in reversed([*_FIRM.finditer(clause)]) if not _MANY.search(found[0])), None)
        return (firm[0], _noun(clause[firm.end() :])) if firm is not None else ("", "")


def _noun(between: str) -> str:
    """Return what stands between a firm and a figure without period and verb (完成产值 → 产值)."""
    return _TAIL.sub("", _LEAD.sub("", between))


def _is_of(figure: Figure, firm: str) -> bool:
    """Tell whether a row is told of a firm by its name or its scope."""
    return firm in figure.indicator + figure.scope or bool(figure.scope and figure.scope in firm)


def _in_order(noun: str, name: str) -> bool:
    """Tell whether a noun is what is left of a name when characters are left out (产值 of 规上工业总产值)."""
    left = iter(name)
    return all(character in left for character in noun)

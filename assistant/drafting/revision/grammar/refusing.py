"""What is refused: an instruction that would make a figure, its direction, rank, unit, period or basis say what the table does not.

Convention: figures in a speech are those of the statistics office; whoever finds one wrong has the table corrected, never the speech
(统计法 第六条、第七条: statistics may not be altered or made up by anyone in office).
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.audit.facts import Fact
from assistant.drafting.revision.grammar.figuring import which_row
from assistant.drafting.revision.grammar.naming import Named, same
from assistant.drafting.revision.grammar.rules import Context, shape
from assistant.drafting.revision.grammar.table import told_row
from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.drafting.revision.operations import Ask, Refuse
from assistant.numbers import read_period

_WRITES = any_of("refusing.writes") + r"(?:成|为|到|作|做|高到|低到|整到|整成|成了)*"
_SET = shape(
    rf"(?P<f>{{F}})(?:(?:[^，。]*，)?[^，。]*?{_WRITES}|[^，。]{{0,6}}?(?:应该是|应为|应是|其实是|实际是|是|不是{{V}}(?:，)?(?:而)?是))(?P<way>[^，。]{{0,8}}?)(?P<v>{{V}})"
)
_NUMBERS = shape(rf"(?P<old>{{V}})[^，。]{{0,6}}?{_WRITES}[^，。0-9]{{0,6}}?(?P<v>{{V}})")
_UP = r"(?:正增长|增长|上升|提高|增加|上涨|回升|加快|扩大|增|涨|由负转正|转正|向好|止跌)"
_DOWN = r"(?:负增长|下降|下滑|回落|减少|降低|放缓|收窄|缩小|减|跌|降)"
_TURNED = shape(rf"(?P<f>{{F}})[^。]*?(?<![别不要用能])(?<!别再){_WRITES}(?:{{F}}|同比|是|了)*(?P<way>{_UP}|{_DOWN}|(?P<flat>持平|不变))")
_HIDE = shape(rf"(?P<f>{{F}})[^。]*?(?:别|不要|不能|不用|别再)(?:再)?(?:说|写|讲|提|用)(?:是|成|出)?(?:是)?(?P<way>{_UP}|{_DOWN})")
_FLATTER = re.compile(
    r"(?:数字|数据|数|指标|成绩|增速|增幅|账|账面|数值|排名)[^，。]{0,6}?(?:好看|漂亮|亮眼|体面|光鲜|好听|大气|可观)"
    r"|(?:数字|数据|数|指标|成绩|增速|增幅|账|账面|数值|排名|降幅|缺口|差距)[^，。]{0,4}?(?:写|说|讲|弄|做|搞|报|调|改|往)得?(?:再)?(?:高|大|多|美|小|低|少|轻)(?:一?点|些|一些|了)?"
    r"|(?:写|说|报|改|调)(?:成|到)(?:两位数|双位数|翻番|翻倍|翻一番|历史新高|历史最好|最高|过百亿|过千亿)|随便(?:写|编|填|估)|编(?:几|一|两)个[^，。]{0,6}(?:例子|数)"
    r"|美化|拔高|注水|掺水|夸大|虚报|瞒报|凑个?整|凑数|做高|做大数|往[上高大好][^，。]{0,2}?(?:靠|凑|写|报|调|抬|拔|提)|往[^，。]{1,10}?(?:上|那边|这边)?(?:靠一靠|靠一下|靠靠|靠拢|凑一凑|靠近|靠)(?:一?点|些)?"
    r"|(?:写|说|报|改|调|弄|抬)(?:得)?(?:高|低|大|小|多|少|好|轻)(?:一点|一些|点儿?|些)(?![一-鿿])|水分|打点埋伏|灵活处理|技术处理|修饰(?:一下)?(?:数|这个数)|(?:差距|缺口|降幅)[^，。]{0,4}?(?:写|说|讲)?得?(?:小|少|轻|缩小)(?:一?点|一些|些)"
    r"|编(?:一)?个(?:数|数字|数据)|随便(?:写|编|填|估)(?:一)?个|估(?:摸|计)?(?:着)?(?:写|填|编)|大概(?:写|编)(?:一)?个数"
)
_RANKED = re.compile(r"(?:第\s*(?P<n>[一二三四五六七八九十]|\d{1,2})(?:位|名)?|(?P<top>首位|榜首|前列|前三|第一方阵|领先|倒数|末位|前茅))")
_RANKS = re.compile(rf"(?:排名|位次|排位|名次|排在|排第|列第|位居|位列|居)[^。]*?(?:{_WRITES}|提到|往前)")
_REACHED = shape(
    r"(?P<f>{F})[^。]*?(?:改写|改|写|说|报|讲|表述|算)(?:成|为|作)?(?:已经?|了|全面|提前|超额|圆满|如期|顺利)*(?:完成|达标|实现|达到)(?:了)?(?:年度|全年|预期)?(?:的)?(?:目标|任务)?"
)
_UNITS = "亿元|万元|元|千瓦时|亿千瓦时|万千瓦时|户|家|个百分点|百分点|%|百分比|平方公里|平方米|亩|公顷|万亩|吨|万吨"
_UNIT = re.compile(
    rf"(?:单位)?(?:从|由|把|的)?(?P<old>{_UNITS})(?:都|全|一律|统一)?(?:改成|改为|换成|写成|换为|变成|说成)(?P<new>{_UNITS})"
)
_BASIS = re.compile(
    r"(?P<old>同比|环比|比年初|累计|当月)(?:都|全|一律|统一)?(?:改成|改为|换成|写成|说成|变成|当成|换为)(?P<new>同比|环比|比年初|累计|当月)"
)
_PERIOD = (
    r"(?:\d{4}年)?(?:\d{1,2}[—~～-]+\d{1,2}月|\d{1,2}至\d{1,2}月|上半年|下半年|前三季度|[一二三四]季度|全年"
    r"|\d{1,2}月(?:末|份)?|去年|上年|今年)"
)
_TIMES = re.compile(
    rf"(?P<old>{_PERIOD})(?:的)?(?:数据|数字|数|情况|指标|这些数|这个数)?(?:都|全|一律|统一)?(?:改成|改为|换成|写成|说成|当成|当作|算成|讲成|按|报成)(?P<new>{_PERIOD})"
)
_SCOPES = re.compile(
    r"(?P<old>园区|开发区|规上|全县|全市)(?:的)?(?:数据|数字|数|指标|[^，。“”]{0,4}(?:增速|产值|投资|税收|利润)\d*(?:\.\d+)?%?)?(?:都|直接)?(?:说成|写成|当成|当作|改成|讲成|算成|改为|换成)(?:是)?(?P<new>全县|全市|全部工业|园区|全社会|规上|全省)"
)
_BAD = re.compile(
    r"落后|滞后|慢于|偏慢|下降|下滑|回落|减少|没有?完成|未完成|没达到|未达|偏低|不足|缺口|低于|负增长|亏损|没开工|没有开工|未开工|没办结|未办结|没有办结|停产|欠|差|放缓|承压"
)
_GOOD = re.compile(
    r"完成|回升|加快|增长|上升|过半|领先|高于|超|达标|全部|都|持平|稳定|平稳|向好|同步|正常|开工|办结|赶上|追上|不慢|较快|良好|已经"
)
_INSTEAD = re.compile(
    r"(?:别|不要|不能|不用|不说|别再)(?:再)?(?:说|写|讲|提|用)?(?P<x>[^，。]{2,24}?)，(?:就|要|改|直接|而是|而|可以|应|统一)*(?:说|写|讲|提|表述|改|换)(?:成|为|是|作)*(?P<y>[^，。]{2,30})"
)
_SAID_AS = re.compile(
    r"(?P<x>[^，。]{2,24}?)(?:(?:都|全|也|统一|一律)?(?:说|写|报|讲|表述|改)(?:成|为|作|是)|(?:就|只)(?:说|写|报|讲))(?P<y>[^，。]{2,30})"
)
_NOT_SAID = re.compile(
    r"(?P<x>[^，。]{2,24}?)(?:就|都|也)?(?:别|不要|不能|不用)(?:再)?(?:说|写|讲|提)(?:了)?，(?:就|直接|统一|要|改)*(?:说|写|讲|改|提)(?:成|为|是)(?P<y>[^，。]{2,30})"
)
_OWN = frozenset({"value", "yoy", "yoy_pp", "mom_pp", "progress", "share", "rank"})
_KEPT = "讲话稿里的数只照表写；表有误，请先改表，再刷新稿子。"


def refusal(text: str, context: Context) -> Refuse | Ask | None:
    """Return why an instruction is refused, with what the table says; ``None`` where it leaves the figures as they are.

    Args:
        text: The instruction as tokens.
        context: What they mean.
    """
    for judge in (_flattered, _set_numbers, _turned, _ranked, _reached, _renamed, _misstated):
        if (found := judge(text, context)) is not None:
            return found
    return None


def _set_numbers(text: str, context: Context) -> Refuse | Ask | None:
    """Refuse a number that is not the table's: 把总产值增速改成12%, 把8.4%改成12%."""
    for match in _SET.finditer(text):
        if found := _judged(context.value(match["f"]), match["v"], match["way"], context):
            return found
    for match in _NUMBERS.finditer(text):
        old, new = context.value(match["old"]), context.value(match["v"])
        rows = tuple(dict.fromkeys(fact.row for fact in context.scene.table.facts if same(fact, old) and fact.field != "text"))
        if rows and old != new:
            told = "；".join(told_row(row, context.scene) for row in rows[:2])
            return Refuse(f"不能把{context.words(match['old'])}改成{context.words(match['v'])}：表上是{told}。{_KEPT}")
    return None


def _judged(named: Named, token: str, before: str, context: Context) -> Refuse | Ask | None:
    number: tuple[Decimal, str] = context.value(token)
    words = context.words(token)
    facts = [fact for row in named.rows for fact in _meant(named, row, context) if same(fact, number)]
    way = re.search(rf"{_UP}|{_DOWN}", before)
    if facts and not (way and any(_against(fact, way[0]) for fact in facts)):
        if len(named.rows) > 1 and not named.cell:
            return which_row(named, context)
        return Ask(f"表上就是{words}（{told_row(facts[0].row, context.scene)}），稿子照表写，不用改。")
    told = "；".join(told_row(row, context.scene) for row in named.rows[:2])
    return Refuse(f"“{named.text}”不能写成{(way[0] if way else '') + words}：表上是{told}。{_KEPT}")


def _meant(named: Named, row: str, context: Context) -> tuple[Fact, ...]:
    """Return the cells that a number beside a name may be: the one singled out, else what the row says of itself."""
    fact = context.scene.table.get(named.cell) if named.cell else None
    return (fact,) if fact else tuple(one for one in context.scene.table.of_row(row) if one.field in _OWN)


def _against(fact: Fact, word: str) -> bool:
    """Tell whether a word of direction says the opposite of a cell."""
    if fact.measure not in {"growth", "pp"} or not fact.value:
        return False
    return (fact.value > 0) == bool(re.fullmatch(_DOWN, word))


def _growths(named: Named, context: Context) -> Iterator[Fact]:
    for row in named.rows:
        yield from (
            fact for fact in context.scene.table.of_row(row) if fact.field in {"yoy", "yoy_pp", "mom_pp"} or fact.measure == "growth"
        )


def _turned(text: str, context: Context) -> Refuse | Ask | None:
    """Refuse another direction than the table's: 竹木家居别说下降了，写成增长; hiding one is asked back."""
    match = _TURNED.search(text)
    if match:
        named: Named = context.value(match["f"])
        facts = [fact for fact in _growths(named, context) if fact.field in {"yoy", "value"}] or list(_growths(named, context))
        told = "；".join(told_row(row, context.scene) for row in named.rows[:2])
        if not facts:
            return Refuse(f"表上没有“{named.text}”的升降：{told}。没有依据的升降不能写。")
        if match["flat"] or any(_against(fact, match["way"]) for fact in facts):
            return Refuse(
                f"“{named.text}”不能写成{match['way']}：表上是{told}。升降照表写，不能反着说；可以不讲这个数，也可以补一句原因和措施。"
            )
    match = _HIDE.search(text)
    if match is None:
        return None
    named = context.value(match["f"])
    told = "；".join(told_row(row, context.scene) for row in named.rows[:2])
    return Ask(f"表上是{told}，升降不能改。要不讲这个数吗？可以说“{named.text}不用提了”。")


def _ranked(text: str, context: Context) -> Refuse | None:
    """Refuse another place in a ranking than the table's."""
    if not _RANKS.search(context.tokens.plain(text)):
        return None
    wanted = _RANKED.findall(context.tokens.plain(text))
    rows = [row for value in context.values(text) if isinstance(value, Named) for row in value.rows]
    facts = [fact for fact in context.scene.table.facts if fact.measure == "rank" and fact.field in {"rank", "value"}]
    facts = [fact for fact in facts if fact.row in rows] or facts
    digits = {str(fact.value) for fact in facts} | {"一二三四五六七八九十"[int(fact.value) - 1] for fact in facts if 0 < fact.value <= 10}
    numbers = [number for number, top in wanted if number] + ["" for number, top in wanted if top]
    if not (numbers or "往前" in text) or (numbers and set(numbers) <= digits):
        return None
    told = "；".join(dict.fromkeys(told_row(fact.row, context.scene) for fact in facts[:2])) or "材料里没有位次"
    return Refuse(f"位次照表写，不能改：{told}。{_KEPT}")


def _reached(text: str, context: Context) -> Refuse | None:
    """Refuse to call a target reached that the table says is not."""
    match = _REACHED.search(text)
    if match is None:
        return None
    named: Named = context.value(match["f"])
    facts = [fact for row in named.rows for fact in context.scene.table.of_row(row) if fact.field == "progress"]
    if any(fact.value >= 100 for fact in facts):
        return None
    told = "；".join(told_row(row, context.scene) for row in named.rows[:2])
    return Refuse(f"“{named.text}”不能写成已经完成：表上是{told}。{_KEPT}")


def _renamed(text: str, context: Context) -> Refuse | None:
    """Refuse another unit, basis, period or scope for the same number."""
    plain = re.sub(r"[“”‘’\"]", "", context.tokens.plain(text))
    rows = [row for value in context.values(text) if isinstance(value, Named) for row in value.rows]
    told = f"表上是{'；'.join(told_row(row, context.scene) for row in rows[:2])}。" if rows else ""
    for kind, words in (("单位", _UNIT), ("口径", _BASIS), ("范围", _SCOPES)):
        match = words.search(plain)
        if match and match["old"] != match["new"]:
            return Refuse(
                f"数字的{kind}照表写，不能把“{match['old']}”写成“{match['new']}”：{told or '换了' + kind + '，同一个数就不对了。'}{_KEPT}"
            )
    match = None if re.search("标题|题目", plain) else _TIMES.search(plain)
    periods = [read_period(match[side]) for side in ("old", "new")] if match else []
    if match and periods[0] != periods[1]:
        told = told or f"这份材料的时期是{context.scene.brief.period}。"
        return Refuse(f"数字的时期照表写，不能把“{match['old']}”写成“{match['new']}”：{told}{_KEPT}")
    return None


def _misstated(text: str, context: Context) -> Refuse | None:
    """Refuse to say the contrary of what the material says in words: 别说落后序时进度，就说时间过半任务过半."""
    plain = context.tokens.plain(text)
    found = (match for shape in (_INSTEAD, _NOT_SAID, _SAID_AS) for match in shape.finditer(plain))
    match = next((one for one in found if _BAD.search(one["x"]) and _GOOD.search(one["y"]) and not _BAD.search(one["y"])), None)
    if match is None:
        return None
    pairs = {match["x"][at : at + 2] for at in range(len(match["x"]) - 1)}
    told = max(context.scene.brief.problems, key=lambda one: sum(pair in one.text for pair in pairs), default=None)
    rows = [row for value in context.values(text) if isinstance(value, Named) for row in value.rows] or (list(told.figures) if told else [])
    known = [row for row in rows if row in context.scene.table.rows]
    cells = f"表上是{'；'.join(told_row(row, context.scene) for row in known[:2])}。" if known else ""
    return Refuse(
        f"“{match['x']}”是材料里的实情{f'（{told.text}）' if told else ''}，不能说成“{match['y']}”。{cells}{_KEPT}可以讲原因、讲办法。"
    )


def _flattered(text: str, context: Context) -> Refuse | None:
    """Refuse to make figures look better."""
    plain = context.tokens.plain(text)
    if not _FLATTER.search(plain):
        return None
    rows = [row for value in context.values(text) if isinstance(value, Named) for row in value.rows]
    if not rows and not re.search(r"数|指标|增速|增幅|排名|位次|差距|缺口|降幅|成绩|账|产值|编", plain):
        return None
    told = f"表上是{'；'.join(told_row(row, context.scene) for row in rows[:2])}。" if rows else ""
    return Refuse(f"数字不能往好看里写。{told}{_KEPT}可以换个讲法：先讲有底气的指标，再讲差距和办法。")

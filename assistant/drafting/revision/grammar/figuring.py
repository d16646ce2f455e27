"""Rules for figures: stating them, stating them no more, once only, elsewhere; and for answering a problem of the brief."""

import re
from collections.abc import Callable

from assistant.drafting.revision.grammar.amounts import number_of
from assistant.drafting.revision.grammar.naming import Named
from assistant.drafting.revision.grammar.rules import TAKE, WITHIN, Context, Result, Rule, explicit, listed, rule, shape, which_place
from assistant.drafting.revision.grammar.table import told_row
from assistant.drafting.revision.grammar.vocabulary import any_of
from assistant.drafting.revision.operations import ALL, Answer, Ask, DropFigure, LimitFigure, MoveFigure, Place, Refuse, UseFigure


def cells(text: str, context: Context) -> tuple[str, ...] | Ask | Refuse:
    """Return the rows or cells that the figures in a stretch of text mean.

    Where a name fits rows of several scopes, that is asked back; a number that is not the table's is refused.
    """
    found = []
    for named in context.values(text):
        if not isinstance(named, Named):
            continue
        if named.wrong:
            return Refuse(
                f"“{named.text}”与表不符：表上是{told_row(named.rows[0], context.scene)}。讲话稿里的数只照表写；表有误，请先改表再刷新。"
            )
        if len(named.rows) > 1:
            return which_row(named, context)
        found.append(named.key)
    return tuple(dict.fromkeys(found))


def which_row(named: Named, context: Context) -> Ask:
    """Ask back which of several rows a name means."""
    rows = context.scene.table.rows
    told = "；".join(f"{rows[row].indicator}（{rows[row].period}）" for row in named.rows)
    return Ask(f"“{named.text}”在材料里不止一个：{told}。请说明是哪一个，例如全县的还是园区的。")


def _with_cells(make: Callable[[tuple[str, ...], re.Match[str], Context], Result]) -> Callable[[re.Match[str], Context], Result]:
    def build(match: re.Match[str], context: Context) -> Result:
        found = cells(match["f"], context)
        return make(found, match, context) if isinstance(found, tuple) else found

    return build


def _stated(found: tuple[str, ...], match: re.Match[str], context: Context) -> Result:
    place = context.place(match["p"]) if "p" in match.re.groupindex else None
    if place is None and not re.search("[加补写列带漏忘]|用上|点出|放进|没讲|没提", match[0]):
        return None  # 讲讲工业投资 may be a question about it
    rows = context.scene.table.rows
    values = tuple(f"{one}.value" if "." not in one and rows[one].value is not None else one for one in found)
    return (UseFigure(values, explicit(place)),)


def _dropped(found: tuple[str, ...], match: re.Match[str], context: Context) -> Result:
    return (DropFigure(found, context.value(match["p"]) if match["p"] else ALL),)


def _limited(found: tuple[str, ...], match: re.Match[str], context: Context) -> Result:
    many = number_of(match["many"]) if match["many"] else 1
    return (LimitFigure(found, many or 1, context.value(match["p"]) if match["p"] else None),)


def _moved(found: tuple[str, ...], match: re.Match[str], context: Context) -> Result:
    target: Place = context.value(match["p"])
    return (MoveFigure(found, target),)


def _unknown(match: re.Match[str], context: Context) -> Result:
    """Ask about an indicator that the brief has not."""
    words = re.sub(
        r"^(?:一下|一些|一点|关于|有关|我们|全县的?)|(?:的)?(?:数据|数字|指标|数|情况|这个|内容)$", "", context.words(match["what"])
    )
    if re.search(r"^[得着过的：]|再|先|一次|句|段|话|例子|案例|要求|措施|内容|标题", words) or len(words) < 2:
        return None
    if _NO_NAME.search(match["what"]) or not (match["p"] or _LIKE_A_FIGURE.search(match["what"])):
        return None
    near = [figure.indicator for figure in context.scene.brief.figures if set(figure.indicator) & set(words) - set("的数额率")]
    near.sort(key=lambda name: -len(set(name) & set(words)))
    told = f"材料里有的是：{'、'.join(dict.fromkeys(near[:5]))}。" if near else ""
    return Ask(f"材料里没有“{words}”这个指标，不能凭空写数。{told}请先在表里补上这一行再写，或者换一个指标。")


def _compared(match: re.Match[str], context: Context) -> Result:
    """State the area a row is compared with: 亩均税收跟全省平均比一比."""
    found = cells(match["f"], context)
    if not isinstance(found, tuple):
        return found
    row = context.scene.table.row(found[0].partition(".")[0])
    words = re.sub("去年|上年|同期|的", "", context.words(match["what"]))
    known = [one.name for one in row.references if words in one.name or one.name in words or set(words) <= set(one.name)]
    if not known:
        have = "、".join(one.name for one in row.references)
        return Ask(f"表上没有{row.indicator}与“{words}”的对比。{f'有的是：{have}。' if have else ''}请先在表里补上，再写进稿子。")
    return (UseFigure((f"{row.id}.reference:{known[0]}",), explicit(context.place(match["p"]))),)


def _what_problem(match: re.Match[str], context: Context) -> Result:
    return Ask("要补的是什么问题？问题和有关的数要先补进材料（问题一栏），再写进稿子；请把问题原话发来。")


def problem_of(words: str, context: Context) -> str | Ask:
    """Return the problem of the brief that words mean: 第三个问题, 研发投入强度偏低."""
    problems = context.scene.brief.problems
    ordinal = re.fullmatch(r"第([一二三四五六七八九]|\d)个?(?:问题|短板|难题|方面|条)?", words)
    if ordinal:
        number = number_of(ordinal[1]) or 0
        if 1 <= number <= len(problems):
            return problems[number - 1].id
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    scores = sorted(((sum(pair in problem.text for pair in pairs), problem.id) for problem in problems), reverse=True)
    if scores and scores[0][0] >= 2 and (len(scores) == 1 or scores[0][0] > scores[1][0]):
        return scores[0][1]
    told = "；".join(f"第{n}个：{problem.text}" for n, problem in enumerate(problems, 1))
    return Ask(
        f"没有对上“{words}”是哪个问题。材料里的问题有：{told}。请说明要回应第几个。" if told else "材料里没有列问题，请先把问题补进材料。"
    )


def _answered(match: re.Match[str], context: Context) -> Result:
    place = context.place(match["p"])
    if place is None or place.kind not in {"part", "priority", "measures"}:
        return which_place(context.scene, "要回应问题")
    problem = problem_of(context.words(match["what"]), context)
    return problem if isinstance(problem, Ask) else (Answer(place, problem, figures=bool(match["count"])),)


_F = rf"(?P<f>{listed('F')})(?:这(?:两|三|几|些)?(?:个|项|组)?(?:数据|指标|数字|数))?"
_SHOW = any_of("figuring.show") + r"(?:了)?"
_PUT = any_of("figuring.put") + r"(?:一下|一笔|上)?"
_INTO = r"(?:写进|写到|写入|补进|补到|加进|加到|加入|放进|放入|用到|用在|列入|列进|纳入|填进|补充到|补充进|也写在|写在)"
_CARRY = (
    r"(?:挪动到|挪动|挪到|挪去|挪至|挪|移到|移至|移动到|移|放到|放在|放|调到|调整到|搬到|转到|并到|并入|归到|拿到|换到"
    r"|改到|集中到|集中在|改在|改放)"
)
_GONE = any_of("figuring.gone") + r"(?:了)?"
_ONCE = r"(?:一处|一次|一遍|一回|1处|1次|(?P<many>[两二三四2-4])(?:处|次|遍))"
_ELSEWHERE = (
    r"(?:别处|前面|前边|后面|上文|前文|其他地方|其它地方|其余地方|其余的?|其他的?|别的地方|其他处|其余处|其他段落|剩下的?|另外几处|多余的?)"
)
_NOT_THERE = (
    r"(?:都|也|就|全|一律|一概|统统)*(?:不要|别|不再|不用|不|删|去|拿)(?:再)?(?:写|讲|提|出现|说|留|用|掉|重复)?(?:了"
    r"|数字|数据|数|它|这个数)*"
)
_LEFT = (
    r"(?:，(?:原来|原先|原有|原|前面|别处|其他|原文|那边|旧)(?:的)?(?:地方|位置|处|那处|那里|那句|那边"
    r"|里)?(?:的)?(?:就|也|都)*(?:不再|不要|不用|不|别|删|去|拿)(?:再)?(?:留|讲|写|提|保留|掉|说|出现|重复)?(?:了"
    r"|数)*)?"
)
_COUNT = (
    r"(?P<count>，?(?:并|要|并且|同时|也)?(?:把|将)?(?:具体|相关|有关)?(?:的)?(?:数字|数据|数|账)(?:也|都|要"
    r"|得)*(?:点出来|点明|点到|写进去|放进去|加进去|带进去|写上|写出来|写明|摆出来|亮出来|讲出来|讲清楚?|讲明|带上"
    r"|说出来|说清楚?|列出来|报出来|用上|点一点|点)|，?(?:并|要|把)?(?:点出|写出|列出|讲出|摆出|报出|点明"
    r"|写明)[^，]{0,10}(?:数字?|件数|户数|个数|人数|金额|数据))?"
)
_ANSWERS = (
    r"(?:(?:去|来|着重|重点|正面|直接|具体|专门|明确|认真|针对性地|有针对性地)*(?:回应|回答|呼应|对应|答复|解答|针对"
    r"|对准|瞄准|扣住|扣紧|紧扣|点到|解决|接住|照应|对着|盯住|答|应对)(?:一下|了|上|到|着)?)"
)

GONE = shape(rf"(?:也|就|都|全|一概)*{_GONE}")
"""A clause that says once more that something goes."""

NO_MORE = shape(rf"(?:{{P}}|{_ELSEWHERE}){WITHIN}(?:就|也|都)*(?:不再|不要|不用|不|别)(?:再)?(?:出现|讲|提|写|重复|说|留)(?:了|数|数字)*")
"""A clause that says where a figure that has been moved is not to be stated any more."""
_NO_NAME = shape("{Q}|{P}|{V}|{X}|{S}")
_LIKE_A_FIGURE = re.compile(r"(?:率|额|量|数|值|增速|增幅|指标|投资|面积|余额|产值|收入|利润|税收|占比|比重|排名|位次)$")

RULES: tuple[Rule, ...] = (
    rule(
        rf"(?:(?:在)?(?P<p>{{P}}){WITHIN})?{TAKE}(?P<f>{{F}})~(?:跟|和|与|同|对照|对比|比照)(?P<what>[^，]{{2,16}}?)(?:比一比|比比|比较|对比|比一下|比|作对比|做个对比|对照)(?:一下)?(?:，?(?:也|都|要)*{_SHOW})?",
        _compared,
    ),
    rule(
        rf"(?:(?:在)?{{P}}{WITHIN})?~(?:再|另|还|要)*(?:补充|补上|补|加上|加|增加|添)(?:一|1)?(?:个|条|点)?(?:问题|短板|困难)(?:进去)?",
        _what_problem,
    ),
    rule(
        rf"{TAKE}{_F}~(?:全文|全篇|通篇|整篇|{{P}})?~只(?:留|讲|说|写|提|出现|保留|用|点|能讲|能出现|要)(?:在)?{_ONCE}(?:，?(?:就|只|统一|都)*(?:放|留|写|讲|说|保留)(?:在|到)(?P<p>{{P}}){WITHIN}(?:去|来)?(?:讲|说|写)?)?(?:，{_ELSEWHERE}{_NOT_THERE})?",
        _with_cells(_limited),
    ),
    rule(
        rf"{TAKE}{_F}~只(?:在|放在|放到|留在|写在|讲在|保留在)(?P<p>{{P}}){WITHIN}(?:去|来)?(?:讲|说|写|提|出现|保留|用)?{_ONCE}?(?:，{_ELSEWHERE}{_NOT_THERE})?",
        _with_cells(_limited),
    ),
    rule(
        rf"{TAKE}{_F}(?:全文|前后|反复|好几处|多处|几处)*(?:重复|说|讲|写|提|出现)(?:了)?(?:好)?(?:几|多|两|三)?(?:次|遍|处)?(?:了)?，(?:就|只|都)*(?:留|保留|讲|写|提)(?:第一处|头一处|最前面那?处|{_ONCE})(?:，?(?:放|留|写|讲)(?:在|到)(?P<p>{{P}}){WITHIN}(?:去|来)?(?:讲|说|写)?)?(?:就行|即可|就够了?)?(?:，{_ELSEWHERE}{_NOT_THERE})?",
        _with_cells(_limited),
    ),
    rule(
        rf"{TAKE}{_F}~(?:从{{P}}{WITHIN}|从(?:这里|这儿|原处))?~{_CARRY}(?P<p>{{P}}){WITHIN}(?:去|来)?(?:讲|说|写|用|谈)?(?:去)?{_LEFT}",
        _with_cells(_moved),
    ),
    rule(rf"{TAKE}{_F}~(?:在|到|往|于|放在|放到)(?P<p>{{P}}){WITHIN}~{_SHOW}", _with_cells(_stated)),
    rule(rf"{TAKE}{_F}~{_INTO}(?P<p>{{P}}){WITHIN}(?:去|来)?(?:讲|说|写)?", _with_cells(_stated)),
    rule(rf"(?:在)?(?:(?P<p>{{P}}){WITHIN})?~{TAKE}{_F}~{_SHOW}", _with_cells(_stated)),
    rule(rf"(?:在)?(?:(?P<p>{{P}}){WITHIN})?(?:的)?~{_PUT}{_F}", _with_cells(_stated)),
    rule(
        rf"{_F}(?:怎么|好像|似乎)?(?:漏了|漏掉了|没写|没讲|没提到?|没有写|没有讲|没有提|没用上|没有用上|忘了写|没写进去)(?:，(?:要|请|得)?{_SHOW})?",
        _with_cells(_stated),
    ),
    rule(rf"{TAKE}{_F}(?:在)?(?P<p>{{P}}){WITHIN}~{_GONE}", _with_cells(_dropped)),
    rule(rf"(?:(?P<p>{{P}}){WITHIN}(?:的)?)?{TAKE}{_F}~{_GONE}", _with_cells(_dropped)),
    rule(
        rf"(?:(?P<p>{{P}}){WITHIN}(?:的)?)?~(?:不要|别|不再|不用|不|去掉|删掉|删去|拿掉|撤掉|略去|删除|不必)(?:再)?(?:提|讲|写|用|出现|说|报)?{_F}(?:了)?",
        _with_cells(_dropped),
    ),
    rule(
        rf"{TAKE}(?P<p>{{P}})?{WITHIN}~{_ANSWERS}(?P<what>[^，]{{2,40}}?)(?:的)?(?:这|那)?(?:一|个|一个)?(?:问题|难题|短板|矛盾|难点|事)?(?:来讲|来写|来说|讲|写)?{_COUNT}",
        _answered,
    ),
    rule(rf"(?:在)?(?P<p>{{P}}){WITHIN}~(?:把|将)(?P<what>[^，]{{2,16}}?)~(?:{_SHOW})", _unknown),
    rule(rf"(?:(?:在)?(?P<p>{{P}}){WITHIN})?~{_PUT}(?P<what>[^，]{{2,16}}?)", _unknown),
    rule(rf"{TAKE}(?P<what>[^，]{{2,16}}?)~{_INTO}(?P<p>{{P}}){WITHIN}(?:去|来)?(?:讲|说|写)?", _unknown),
)

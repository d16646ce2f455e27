"""Phrases: the wordings that claim something without a number, and what each of them claims."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from assistant.audit.words.clauses import Clause

Rule = Literal["word-direction", "word-comparison", "word-target", "word-rank", "word-size"]

_TAIL = (
    r"(?P<tail>(?:了|的?(?:态势|势头|趋势|走势|局面|状态|水平|区间)|之中|明显|较多|较大|较快|有限|不多|不少|平稳|良好|强劲|喜人|来之不易|"
    r"显著|一些|一截|一点|得多|不大|很多|很快|不小)*+)$"
)
_UP = "正增长|增长|增加|上升|上涨|攀升|提高|提升|有增|见涨"
_DOWN = "负增长|下降|减少|下滑|降低|下跌|缩减|走低"
_LEVEL = re.compile(rf"(?P<word>{_UP}|{_DOWN}){_TAIL}")
_RATE = re.compile(rf"(?P<word>加快|提速|回升|放缓|减速|回落){_TAIL}")
_WIDTH = re.compile(rf"(?P<noun>增速|增幅|涨幅|降幅|跌幅)(?P<gap>[^，]{{0,12}}?)(?P<word>收窄|扩大){_TAIL}")
_TENS = re.compile(rf"(?P<word>(?:两位数|双位数)的?(?P<way>正?增长|增速|增幅|涨幅|下降|降幅|负增长)){_TAIL}")
_YEAR_AGO = re.compile(r"[去上前]年")
_FLAT = re.compile(rf"(?P<word>(?:基本)?持平){_TAIL}")
_TURN = re.compile(
    r"(?P<word>由负转正|由降转[升增]|由跌转[升涨]|由亏转盈|扭亏为盈|止跌回升|不减反增|不降反[升增]|"
    r"由正转负|由[升增]转降|由涨转跌|由盈转亏|不[增升]反降)(?!的[企户项])"
)
_TURNED_UP = ("由负", "由降", "由跌", "由亏", "扭亏", "止跌", "不减", "不降")
_ABOVE = "高于|快于|好于|优于|领先于?|跑赢|超过|高出|多于"
_BELOW = "低于|慢于|落后于?|跑输|不及|滞后于?|少于|逊于"
_AGAINST = re.compile(rf"(?P<word>{_ABOVE}|{_BELOW})(?P<anchor>[^\d％%]{{2,20}})$")
_THAN = re.compile(rf"[比较](?P<anchor>[^\d％%比较]{{2,16}}?)(?P<word>还?(?:更?高|更?低|更?快|更?慢)){_TAIL}")
_GOAL = (
    r"(?P<goal>(?:年度|全年|年初|既定|预期|确定|下达|计划|预定|省|市|县|区|人代会|半年|上半年|一季度|前?三季度|季度|全部|各项|的)*+"
    r"(?:目标任务|目标|任务|计划|预期))"
)
_PASSED = re.compile(rf"(?P<word>超额完成)了?{_GOAL}")
_DONE = re.compile(rf"(?P<word>(?:提前|如期|顺利|圆满|全面|全部|胜利)?(?:完成|实现|达到|达成)了?){_GOAL}(?:要求)?{_TAIL}")
_SHORT = re.compile(
    rf"(?P<word>(?:未能?|没有?|没能|尚未|还未|还没有?|未能如期)(?:如期|全面)?(?:完成|实现|达到|达成)){_GOAL}(?:要求)?{_TAIL}"
)
_PACE = re.compile(
    rf"(?P<word>完成|达到|跟上|赶上|实现|快于|超过?|高于|领先于?|慢于|落后于?|滞后于?|低于|不及|未达到|没有达到|没有跟上|未跟上|欠)了?"
    rf"(?P<goal>(?:序时|时间)进度)(?:要求)?{_TAIL}"
)
_HALVES = re.compile(r"(?P<word>(?P<not>没有|没能|未能?|尚未)?(?:实现|完成|做到)了?[“\"]?双过半)")
_LAST = re.compile(
    r"(?P<word>(?:在?全[国省市县区])?垫底|(?:位?[居列]|排)[^，]{0,14}?(?:末位|末尾|最后一位)|"
    r"(?:(?:位?[居列]|排在?)[^，]{0,12}?|全[国省市县区])?倒数第(?P<n>[一二三四五1-5])位?)"
)
_TOP = re.compile(r"(?P<word>(?:位?[居列]|排在?)[^，]{0,14}?(?:前列|前茅))")
_MOVED = re.compile(rf"(?<=位次|排名|排位|名次)[^，\d]{{0,10}}?(?P<word>前移|后移|上升|提升|靠前|下降|下滑|退后|不变|持平){_TAIL}")
_WHERE = re.compile(r"在?全[国省市县区]的?(?=(?:位次|排名|排位|名次)$)")
_BEHIND = ("低", "慢", "落后", "跑输", "不及", "滞后", "少", "逊", "欠", "未", "没")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording that claims something of the subject before it.

    Attributes:
        start: Offset of the word in the text; ``end`` after it.
        sense: What is claimed: ``up``, ``down``, ``flat``; ``above``, ``below``; ``met``, ``passed``, ``missed``; ``front``, ``last`` ….
        noun: What moves, where the wording says so itself: ``rate``, ``fall``, ``rank``.
        prefix: The clause before the word.
        anchor: What it is set against.
    """

    rule: Rule
    start: int
    end: int
    word: str
    sense: str
    prefix: str
    noun: str = ""
    anchor: str = ""


def phrases_in(clause: Clause) -> Iterator[Phrase]:
    """Yield what a clause claims without a number, the most telling wording first and only one of a kind."""
    readers = (_targets, _ranks, _turns, _sizes, _comparisons, _directions)
    for reader in readers:
        found = list(reader(clause))
        if found:
            yield from found
            return


def _phrase(clause: Clause, match: re.Match[str], rule: Rule, sense: str, *, noun: str = "", anchor: str = "") -> Phrase:
    start, end = clause.start + match.start("word"), clause.start + match.end("word")
    return Phrase(rule, start, end, match["word"], sense, clause.text[: match.start()], noun, anchor)


def _targets(clause: Clause) -> Iterator[Phrase]:
    if match := _PASSED.search(clause.text):
        yield _phrase(clause, match, "word-target", "passed", anchor=match["goal"])
    elif match := _SHORT.search(clause.text):
        yield _phrase(clause, match, "word-target", "missed", anchor=match["goal"])
    elif match := _PACE.search(clause.text):
        sense = "slow" if match["word"].startswith(_BEHIND) else "fast"
        yield _phrase(clause, match, "word-target", sense, anchor=match["goal"])
    elif match := _HALVES.search(clause.text):
        yield _phrase(clause, match, "word-target", "under-half" if match["not"] else "half")
    elif (match := _DONE.search(clause.text)) and not re.search(r"[未没]", clause.text[: match.start()][-3:]):
        yield _phrase(clause, match, "word-target", "met", anchor=match["goal"])


def _ranks(clause: Clause) -> Iterator[Phrase]:
    if match := _LAST.search(clause.text):
        yield _phrase(clause, match, "word-rank", "last", anchor=match["n"] or "一")
    elif match := _MOVED.search(clause.text):
        word = match["word"]
        sense = "flat" if word in {"不变", "持平"} else "up" if word in {"前移", "上升", "提升", "靠前"} else "down"
        yield replace(_phrase(clause, match, "word-rank", sense, noun="rank"), prefix=_WHERE.sub("", clause.text[: match.start()]))
    elif match := _TOP.search(clause.text):
        yield _phrase(clause, match, "word-rank", "front")


def _turns(clause: Clause) -> Iterator[Phrase]:
    if match := _TURN.search(clause.text):
        yield _phrase(clause, match, "word-direction", "up" if match["word"].startswith(_TURNED_UP) else "down", noun="growth")


def _sizes(clause: Clause) -> Iterator[Phrase]:
    if (match := _TENS.search(clause.text)) and not _YEAR_AGO.search(clause.opening + clause.text):
        yield _phrase(clause, match, "word-size", "down" if match["way"] in {"下降", "降幅", "负增长"} else "up", noun="growth")


def _comparisons(clause: Clause) -> Iterator[Phrase]:
    match = _AGAINST.search(clause.text) or _THAN.search(clause.text)
    if match:
        sense = "below" if match["word"].lstrip("还更").startswith(_BEHIND) else "above"
        yield _phrase(clause, match, "word-comparison", sense, anchor=match["anchor"])


def _directions(clause: Clause) -> Iterator[Phrase]:
    if match := _WIDTH.search(clause.text):
        falling = match["noun"] in {"降幅", "跌幅"}
        rises = (match["word"] == "收窄") == falling
        yield _phrase(clause, match, "word-direction", "up" if rises else "down", noun="fall" if falling else "rate", anchor=match["gap"])
    elif match := _FLAT.search(clause.text):
        yield _phrase(clause, match, "word-direction", "flat")
    elif match := _RATE.search(clause.text):
        sense = "up" if match["word"] in {"加快", "提速", "回升"} else "down"
        yield _phrase(clause, match, "word-direction", sense, noun="rate")
    elif match := _LEVEL.search(clause.text):
        sense = "down" if re.fullmatch(_DOWN, match["word"]) else "up"
        yield _phrase(clause, match, "word-direction", sense)

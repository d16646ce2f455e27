"""Small drafts for the tests of the library, made without writer and index."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant import Brief, check_numbers
from assistant.draft import Draft
from assistant.drafting.chain.exchange import Exchange
from assistant.drafting.chain.writer import Written
from assistant.drafting.plan import LeftOut, Plan, PlannedMessage, SectionPlan
from assistant.drafting.state import DraftState, Section
from assistant.exemplars import Exemplar
from assistant.findings import Finding
from assistant.prompts import Message
from assistant.slots import render
from assistant.tables.outcome import Alternative, Notice, Question

ROWS = [
    {"id": "f01", "indicator": "规上工业总产值", "value": "268.50", "unit": "亿元", "yoy": "7.6"},
    {"id": "f02", "indicator": "工业投资", "value": "31.2", "unit": "亿元", "yoy": "-3.1"},
]
PLAN = Plan(
    "总产值{{f01}}",
    (
        SectionPlan(
            *("成绩", "成绩", "", "一、成绩"),
            (PlannedMessage("evidence", "并列", ("f01",), ("f01",), "总产值{{f01}}", True),),
            *(("f01",), (), ("p01",), (100, 200)),
        ),
    ),
    (LeftOut("f02", "篇幅不够"),),
)


def small_brief(region: str = "云岭县", title: str = "在全县工业经济调度会上的讲话") -> Brief:
    return Brief.of({"region": region, "title": title, "period": "2026年1—9月", "figures": ROWS, "priorities": ["抓项目"]})


def small_draft(words: str = "第一稿", brief: Brief | None = None) -> Draft:
    """Return a draft of one section that contains these words."""
    brief = brief or small_brief()
    paragraphs = ("1—9月，规上工业总产值完成{{f01}}，同比{{f01.yoy}}。", f"这是{words}。")
    state = DraftState(brief.title, "", "", "同志们：", (Section("成绩", "一、成绩", paragraphs),), (("tasks", 2),), PLAN)
    slots = state.text.rstrip("\n")
    rendered = render(slots, brief, dict(state.counts))
    wording = (Finding(0, 2, rendered.text[:2], "slip", "note", "请核对。", "改写"),)
    return Draft(brief, rendered.text, slots, rendered.spans, check_numbers(rendered.text, brief), wording, "内置写作器", 7, state)


def rich_draft() -> Draft:
    """Return a draft that has everything a draft can have."""
    notice = Notice("“备注”一列没有读。", "月报.xlsx", "主要指标", ("F1:F9",), "text column", 0.9)
    question = Question(
        "q1", "主要指标", ("B4",), "unit", "单位是？", (Alternative("亿元", "亿元"),), "亿元", 0.5, "两种都有", True, "shape"
    )
    draft = small_draft(brief=replace(small_brief(), notices=(notice,), questions=(question,)))
    asked = Exchange("section", "成绩", (Message("system", "写"), Message("user", "要点")), "总产值{{f01}}", 1.25, 0.1, 90, 12, "断了")
    written = Written(draft.state, "总产值{{f01}}", {"成绩": ("一段",)}, {"措施": "断了"}, {}, 1, 2, (asked,))
    exemplar = Exemplar("a-1", "a", "总产值完成〔数字〕", "成绩", ("工业",), "一、成绩", 0.8333333333333334, "讲的都是工业")
    return replace(draft, writer="模型 m", exemplars=(exemplar,), writing=written)


def again(draft: Draft, words: str) -> Draft:
    """Return a revision of a draft: other words, the same place in the library."""
    return replace(small_draft(words, draft.brief), shelf=draft.shelf)


class Clock:
    """A clock that goes a second further at each look."""

    def __init__(self) -> None:
        self._time = datetime(2026, 10, 9, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        self._time += timedelta(seconds=1)
        return self._time


def bytes_of(home: Path) -> bytes:
    """Return every byte of the library's file and of what lies beside it."""
    return b"".join(path.read_bytes() for path in sorted(home.glob("library.*")))

"""A draft made from a text, edited by hand, or told again with another table: what :class:`assistant.Draft` does over plain data."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from assistant.api import open_index
from assistant.audit.report import GOOD
from assistant.brief import Brief
from assistant.draft import Draft, Event
from assistant.drafting.editing import state_of
from assistant.drafting.revision.differences import summary
from assistant.history import continued
from assistant.making import Workshop
from assistant.settings import Settings, quiet_libraries
from assistant.wording import check

if TYPE_CHECKING:
    from assistant.drafting.refreshing import Moves, Refreshed

BY_HAND, TYPED, REFRESHED = "手工稿", "手工修改", "按新数据更新"
_MOST_TOLD = 5


def bench(brief: Brief, seed: int = 0) -> Workshop:
    """Return what a draft is proven with, by the settings of the environment."""
    settings = Settings.from_env()
    quiet_libraries(settings)
    return Workshop(brief, open_index(), seed, settings, _silent)


def draft_of_text(text: str, brief: Any) -> Draft:
    """Return the draft a text is; see :meth:`assistant.Draft.from_text`."""
    brief = Brief.of(brief)
    return bench(brief).proven(state_of(text, brief), (), BY_HAND)


def edited(draft: Draft, text: str) -> Draft:
    """Return a draft with the text a user has typed; see :meth:`assistant.Draft.edit`."""
    state = state_of(text, draft.brief, draft.state)
    if state == draft.state:
        return draft
    proven = bench(draft.brief, draft.seed).proven(state, draft.exemplars, draft.writer, draft.writing)
    return continued(draft, proven, why=TYPED, reply=_edit_told(proven))


def _edit_told(draft: Draft) -> str:
    """Say whether everything that was typed is proven."""
    open_figures = [finding for finding in draft.report.findings if finding.verdict not in GOOD]
    if not open_figures:
        return "手工修改已记下，数字都有出处。"
    shown = "、".join(dict.fromkeys(finding.text for finding in open_figures[:_MOST_TOLD]))
    return f"手工修改已记下；有{len(open_figures)}个数字没有出处或与数据不符：{shown}，请核对。"


def refreshed(draft: Draft, new_brief: Any, rows: Mapping[str, str] | None) -> Draft:
    """Return a draft told again with another brief; see :meth:`assistant.Draft.refresh`."""
    from assistant.drafting.refreshing import known_flaws, moves_of
    from assistant.drafting.refreshing import refreshed as told_again

    brief = _next_brief(draft.brief, new_brief, rows)
    moves = moves_of(draft.brief, brief, rows)
    workshop = bench(brief, draft.seed)
    check_wording = partial(check, brief=brief, leaks=workshop.index.leaks)
    known = known_flaws(draft.report, draft.wording)
    told = told_again(draft.state, moves, workshop.composed(draft.exemplars), check_wording, known)
    proven = workshop.proven(told.state, draft.exemplars, draft.writer)
    return continued(draft, proven, why=REFRESHED, changes=told.changes, reply=_refresh_told(proven, moves, told))


def _next_brief(old: Brief, source: Any, rows: Mapping[str, str] | None) -> Brief:
    """Return the next brief; a table alone takes meeting, problems and priorities from the last one."""
    brief = Brief.of(source)
    if brief.meeting.name or brief.region or brief.priorities or brief.problems:
        return brief
    return old.update(source, rows=rows).brief


def _refresh_told(draft: Draft, moves: "Moves", told: "Refreshed") -> str:
    """Say what was changed, what was not said, and what a person has to settle."""
    said = [f"已按新数据更新：{summary(told.changes)}。"]
    if moves.doubtful:
        names = "、".join(f"{figure.indicator}（{figure.id}）" for figure in moves.doubtful[:_MOST_TOLD])
        said.append(f"{names}在新表里是哪一行，不能认定，正文按没有数据处理；请指明后再更新。")
    if told.offers:
        said.append(f"新增而正文没有写的：{'、'.join(offer.name for offer in told.offers[:_MOST_TOLD])}。")
    if told.doubts:
        said.append(f"总的走势与上期不同，这几句请看一眼：{'；'.join(f'“{sentence}”' for sentence in told.doubts[:_MOST_TOLD])}。")
    late = [remark.text for remark in draft.report.remarks if remark.rule.startswith("deadline")]
    if late:
        said.append(f"下列时限早于会议日期，请核对：{'、'.join(dict.fromkeys(late[:_MOST_TOLD]))}。")
    left = [finding.text for finding in draft.report.findings if finding.verdict not in GOOD]
    if left:
        said.append(f"原稿里有没有出处的数字，没有跟着更新，请核对：{'、'.join(dict.fromkeys(left[:_MOST_TOLD]))}。")
    return "".join(said)


def _silent(event: Event) -> None:
    """Take no notice."""

"""Each kind of change on a table of examples: what it does, what it leaves alone, and when it asks back."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from gates.counting import miscounts
from revision.carrying import carried_out, drafted, revision_of, text_of
from revision.predicates import broken

from assistant import check_numbers
from assistant.drafting.revision.applying import Applied
from assistant.drafting.revision.operations import Ask, Refuse

ROWS = yaml.safe_load((Path(__file__).parent / "data" / "revision" / "operations.yaml").read_text("utf-8"))
ODD = re.compile(r"[，；：][。！？]|[，；]{2}|。。|，。|^[，；。]", re.MULTILINE)


@pytest.mark.slow
@pytest.mark.parametrize("row", [pytest.param(row, id=row["id"]) for row in ROWS])
def test_an_operation(row: dict[str, Any]) -> None:
    done = carried_out(row["brief"], row["do"])
    if reply := row.get("asks") or row.get("refuses"):
        assert isinstance(done, Ask if "asks" in row else Refuse), done
        assert reply in done.reply
        return
    assert isinstance(done, Applied), done
    text = text_of(done.state, done.brief)
    assert check_numbers(text, done.brief).ok
    assert broken(revision_of(row["brief"], done), row["holds"]) == []
    before = text_of(*drafted(row["brief"]))
    assert [one for one in miscounts(text) if one not in miscounts(before)] == []
    assert ODD.findall(text) == ODD.findall(before)
    assert row.get("notes", "") in "".join(done.notes)


def test_every_kind_of_operation_is_done_and_asked_back() -> None:
    done = Counter(name for row in ROWS if "holds" in row for told in row["do"] for name in told)
    asked = Counter(name for row in ROWS if "holds" not in row for told in row["do"] for name in told)
    assert done.keys() == asked.keys()
    assert len(done) == 19


def test_a_renamed_department_is_renamed_in_the_brief() -> None:
    done = carried_out("county_retrofit", [{"Replace": {"old": "县金融办", "new": "县委金融办"}}])
    assert isinstance(done, Applied)
    assert [one.lead for one in done.brief.priorities if "金融办" in one.lead] == ["县财政局、县委金融办"]


def test_a_new_priority_is_one_of_the_brief() -> None:
    told = {"title": "优化营商环境", "lead": "县行政审批局", "before": {"priority": 2}}
    done = carried_out("county_retrofit", [{"AddPriority": told}])
    assert isinstance(done, Applied)
    assert [(one.id, one.title) for one in done.brief.priorities][:3] == [("p01", "摸清底数"), ("p05", "优化营商环境"), ("p02", "推动开工")]


def test_what_still_names_a_dropped_priority_is_told() -> None:
    done = carried_out("county_retrofit", [{"Drop": {"where": {"priority": 1}}}])
    assert isinstance(done, Applied)
    assert "别处还提到“摸清底数”" in "".join(done.notes)

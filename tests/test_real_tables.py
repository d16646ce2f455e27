"""Real files of every shape, sound by construction: no check cries wolf, and the same table once more changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from assistant.audit.consistency import check_brief
from assistant.brief import Brief
from tests.tables.layout import sheet_of
from tests.tables.test_generated import CASES
from tests.tables.writers import write

QUICK = ("csv", "tsv")
PLAIN = [
    pytest.param(*case.values, id=case.id, marks=[] if case.values[1].format in QUICK else [pytest.mark.slow])
    for case in CASES
    if case.values[1].format in (*QUICK, "xlsx")
]


@pytest.mark.parametrize(("spec", "options"), PLAIN)
def test_a_sound_table_is_left_alone_and_is_its_own_update(tmp_path: Path, spec: dict[str, Any], options: Any) -> None:
    path = write([sheet_of(spec, options)], tmp_path, options.format, encoding=options.encoding, protect=options.protect)
    brief = Brief.of(path)
    assert [finding.message for finding in check_brief(brief)] == []
    done = brief.update(path)
    assert (done.changes, done.questions, done.remarks) == ((), (), ())
    assert done.matched == len(brief.figures)

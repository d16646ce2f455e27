"""The benchmark of the audit is sound: briefs load and agree with themselves, every edit fits, classes are enough."""

from collections import Counter
from decimal import Decimal

import pytest

from assistant.audit.consistency import check_brief
from benchmarks.audit import peers, speed
from benchmarks.audit.ablations import BASELINE, SEAMS, WHOLE, print_ablations, without
from benchmarks.audit.checkers import CHECKERS
from benchmarks.audit.generated import chinese
from benchmarks.audit.mutations import EditError, apply, brief_of, cases, names, read_edit, speech_of
from benchmarks.audit.scoring import Found, Table, judge, tabulate

pytestmark = pytest.mark.slow

SPEECHES = names()


def test_there_are_five_speeches() -> None:
    assert len(SPEECHES) == 5


@pytest.mark.parametrize("name", SPEECHES)
def test_brief_holds_enough_rows_and_agrees_with_itself(name: str) -> None:
    brief = brief_of(name)
    assert 20 <= len(brief.figures) <= 28
    assert [finding.message for finding in check_brief(brief) if finding.severity != "note"] == []


@pytest.mark.parametrize("name", SPEECHES)
def test_speech_is_as_long_as_its_brief_asks(name: str) -> None:
    length = brief_of(name).length
    assert length is not None
    assert length[0] <= len("".join(speech_of(name).split())) <= length[1]


@pytest.mark.parametrize("name", SPEECHES)
def test_every_change_applies_and_changes_the_text(name: str) -> None:
    speech, made = speech_of(name), cases(name)
    assert len(made) >= 50
    assert len({case.id for case in made}) == len(made)
    for case in made:
        assert len(case.spans) == len(case.ref_spans)
        if case.kind != "identity":
            assert case.spans and case.text != speech and case.why
            assert all(0 <= start <= end <= len(case.text) for start, end in case.spans)


def test_no_two_cases_are_the_same_text() -> None:
    texts = Counter(case.text for name in SPEECHES for case in cases(name))
    assert [text for text, count in texts.items() if count > 1] == []


def test_there_are_enough_classes() -> None:
    kinds = {(case.label, case.kind) for name in SPEECHES for case in cases(name)}
    assert sum(label == "error" for label, _ in kinds) >= 18
    assert sum(label == "clean" for label, _ in kinds) >= 10


def test_an_edit_names_its_place() -> None:
    speech = "1—5月产值12.3亿元，增长4.5%；投资6.7亿元，增长8.9%。"
    text, spans, places = apply(speech, [read_edit("{【1—5月→5月】产值12.3亿元}，", speech), read_edit("增长【8.9→4.5】%", speech)])
    assert text == "5月产值12.3亿元，增长4.5%；投资6.7亿元，增长4.5%。"
    assert [text[start:end] for start, end in spans] == ["5月产值12.3亿元", "4.5"]
    assert [speech[start:end] for start, end in places] == ["1—5月产值12.3亿元", "8.9"]


def test_an_insertion_is_its_own_place() -> None:
    text, spans, _ = apply("甲。乙。", [read_edit("甲。【→丙。】", "甲。乙。")])
    assert (text, text[slice(*spans[0])]) == ("甲。丙。乙。", "丙。")


@pytest.mark.parametrize("written", ["增长【1→2】%", "产值【1→2】万元", "{增长【8.9→9.8】%", "增长8.9%"])
def test_an_edit_that_does_not_fit_is_refused(written: str) -> None:
    with pytest.raises(EditError):
        read_edit(written, "产值1亿元，增长8.9%；投资增长1.1%，增长1%，增长1%。")


@pytest.mark.parametrize(
    ("number", "said"), [("12.3", "十二点三"), ("105", "一百零五"), ("110", "一百一十"), ("0.05", "零点零五"), ("2860", "二千八百六十")]
)
def test_numbers_are_read_in_chinese(number: str, said: str) -> None:
    assert chinese(number) == said


def test_an_alarm_of_the_clean_speech_earns_nothing() -> None:
    made = [case for case in cases("b5") if case.kind in {"identity", "value_digit"}]

    def everything(text: str, _: object) -> list[Found]:
        return [(start, start + 1, "contradicted", "") for start in range(len(text))]

    def nothing(text: str, _: object) -> list[Found]:
        return []

    loud, silent = (tabulate(judge(checker, made)).total("error") for checker in (everything, nothing))
    assert (loud.span, loud.span_new) == (loud.cases, 0)
    assert (silent.span, silent.span_new) == (0, 0)


@pytest.mark.parametrize("capability", SEAMS)
def test_a_capability_is_taken_out_and_put_back(capability: str) -> None:
    before = [getattr(seam.owner, seam.name) for seam in SEAMS[capability]]
    with pytest.raises(KeyError), without(capability):
        during = [getattr(seam.owner, seam.name) for seam in SEAMS[capability]]
        raise KeyError(capability)
    after = [getattr(seam.owner, seam.name) for seam in SEAMS[capability]]
    assert after == before
    assert all(one is not other for one, other in zip(during, before, strict=True))


@pytest.mark.parametrize(
    ("capability", "text"),
    [
        ("names", "规上工业利润总额30.6亿元。"),
        ("periods", "1—5月，规上工业增加值52.8亿元。"),
        ("direction", "上半年，规上工业增加值52.8亿元，下降5.1%。"),
        ("target or actual", "确保工业投资完成30.6亿元。"),
        ("rounding, qualifiers", "上半年，规上工业增加值约53亿元。"),
    ],
)
def test_an_audit_without_a_capability_judges_otherwise(capability: str, text: str) -> None:
    def verdicts() -> list[str]:
        return [verdict for _, _, verdict, _ in CHECKERS["audit"](text, brief_of("b1"))]

    whole = verdicts()
    with without(capability):
        assert verdicts() != whole
    assert verdicts() == whole


def test_ablations_are_printed_one_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    some = [case for case in cases("b5") if case.kind in {"identity", "unit_scale"}][:3]
    tables: dict[str, Table] = {name: tabulate(judge(CHECKERS["membership"], some)) for name in (WHOLE, "names", BASELINE)}
    print_ablations(tables)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[1:-1]] == [WHOLE, "names", BASELINE]
    assert lines[-1].startswith("2 errors; alarms and unclear over 1 clean texts")


def test_tables_of_parts_add_up() -> None:
    made = [case for case in cases("b5") if case.kind in {"identity", "unit_scale"}]
    whole, twice = tabulate(judge(CHECKERS["membership"], made)), Table()
    for _ in range(2):
        twice.add(whole)
    assert twice.total("error").cases == 2 * whole.total("error").cases > 0


def test_missing_peers_are_named_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda module: None)
    peers.main()
    assert capsys.readouterr().out == "peers not installed: recognizers-text-suite, emoji<2, cn2an (pip install '.[peers]')\n"


def test_a_reader_is_scored_on_the_table_of_the_tests() -> None:
    nothing, right = (peers.scored(read) for read in (lambda text: [Decimal(7654321)], peers.ours))
    assert nothing.right.total() == 0 and nothing.false >= 400
    assert right.right.total() >= right.wanted.total() - 3 and right.false <= 3


def test_brief_of_any_size_has_names_of_its_own() -> None:
    rows = speed.brief_with(2000).figures
    assert len({row.indicator for row in rows[len(brief_of("b1").figures) :]}) == 2000 - len(brief_of("b1").figures)


def test_a_point_counts_the_cells_that_were_matched() -> None:
    here = speed.point("characters", 300)
    assert here.size == 300 and here.cells > here.figures > 0 and here.audit > 0

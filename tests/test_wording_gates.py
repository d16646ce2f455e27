"""The gates of the wording check: clean speeches are left alone, what comes from an exemplar is caught, work grows with the text."""

import re
from functools import cache
from pathlib import Path
from random import Random

import pytest

from assistant import Brief, draft_speech
from assistant.exemplars import leaks_of, load_speeches
from assistant.findings import Finding
from assistant.lexicon import read_records
from assistant.resources import bundled
from assistant.wording import LeakIndex, check, is_clean
from tests.effort import calls_of

ROOT = Path(__file__).resolve().parents[1]
SCENARIOS = ("s01", "s03", "s06")
SPEECHES = tuple(load_speeches())
AUDITED = [f"b{number}" for number in range(1, 6)]
DRAFTS = {
    "brief": bundled("examples") / "brief.yaml",
    "brief-city": bundled("examples") / "brief-city.yaml",
    "county-half-year-falling": ROOT / "tests" / "data" / "briefs" / "county_half_year_falling.yaml",
}
LONGEST = 13


@cache
def leaks() -> LeakIndex:
    return leaks_of(SPEECHES)


def chinese(text: str) -> str:
    """Return the Chinese characters of a text alone; a figure or a line end is a space."""
    return re.sub("[^\u4e00-\u9fff ]", "", re.sub(r"[\dA-Za-z*＊○\n]+", " ", text))


@cache
def windows() -> frozenset[str]:
    """Return every stretch of the exemplars that is one short of a copy's length."""
    texts = [chinese(speech.text) for speech in SPEECHES]
    return frozenset(text[at : at + LONGEST] for text in texts for at in range(len(text) - LONGEST + 1))


def copied(text: str) -> list[str]:
    """Return the stretches of 13 Chinese characters that an exemplar has too, set phrases apart."""
    bare = chinese(text)
    phrases = [record["phrase"] for record in read_records("set_phrases")]
    found = [bare[at : at + LONGEST] for at in range(len(bare) - LONGEST + 1) if bare[at : at + LONGEST] in windows()]
    return [run for run in found if " " not in run and not any(phrase in run for phrase in phrases)]


def told(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.rule}: {finding.message}" for finding in findings if finding.severity != "note"]


# ── clean speeches ──


@pytest.mark.shared
@pytest.mark.parametrize("name", SCENARIOS)
def test_a_reference_speech_is_clean(name: str, shared: Path) -> None:
    text = (shared / "scenarios" / "references" / f"{name}.txt").read_text("utf-8")
    findings = check(text, Brief.of(shared / "scenarios" / "briefs" / f"{name}.json"), leaks())
    assert is_clean(findings), told(findings)


@pytest.mark.parametrize("name", AUDITED)
def test_a_clean_speech_of_the_audit_benchmark_is_clean(name: str) -> None:
    folder = ROOT / "benchmarks" / "audit"
    findings = check((folder / "speeches" / f"{name}.txt").read_text("utf-8"), Brief.of(folder / "briefs" / f"{name}.yaml"), leaks())
    assert is_clean(findings), told(findings)


@pytest.mark.parametrize("name", DRAFTS)
def test_an_example_draft_is_clean(name: str) -> None:
    findings = check((ROOT / "examples" / "drafts" / f"{name}.txt").read_text("utf-8"), Brief.of(DRAFTS[name]), leaks())
    assert is_clean(findings), told(findings)


# ── drafts ──


@pytest.mark.slow
@pytest.mark.shared
@pytest.mark.parametrize("name", SCENARIOS)
def test_drafts_leak_and_copy_nothing(name: str, shared: Path) -> None:
    brief = Brief.of(shared / "scenarios" / "briefs" / f"{name}.json")
    for seed in range(20):
        draft = draft_speech(brief, seed=seed)
        assert is_clean(draft.wording), (seed, told(draft.wording))
        assert [finding for finding in draft.wording if finding.rule.startswith(("leak", "copied"))] == []
        assert copied(draft.text) == [], seed


# ── what comes from an exemplar ──


def base() -> tuple[str, Brief]:
    return (ROOT / "examples" / "drafts" / "brief.txt").read_text("utf-8"), Brief.of(DRAFTS["brief"])


def with_sentence(text: str, sentence: str, rng: Random) -> tuple[str, int]:
    """Put a sentence after one of the sentences of a text, and tell where it stands."""
    at = rng.choice([match.end() for match in re.finditer("。", text)][:-1])
    return f"{text[:at]}{sentence}{text[at:]}", at


SENTENCES = [
    sentence.strip()
    for speech in SPEECHES
    for sentence in re.findall(r"[^。！？\n*＊XxＸ\d]{24,}[。！？]", speech.text)
    if not any(record["phrase"] in chinese(sentence) for record in read_records("set_phrases"))
]


@pytest.mark.slow
@pytest.mark.parametrize("sentence", SENTENCES[:: len(SENTENCES) // 30])
def test_a_sentence_of_an_exemplar_is_caught(sentence: str) -> None:
    text, brief = base()
    text, at = with_sentence(text, sentence, Random(len(sentence)))
    caught = [finding for finding in check(text, brief, leaks()) if finding.rule == "copied-run"]
    assert any(finding.start < at + len(sentence) and at < finding.end for finding in caught)


@pytest.mark.slow
def test_every_sentence_of_the_exemplars_is_caught() -> None:
    text, brief = base()
    assert len(SENTENCES) > 80
    for sentence in SENTENCES:
        planted, _ = with_sentence(text, sentence, Random(7))
        assert any(finding.rule == "copied-run" for finding in check(planted, brief, leaks())), sentence


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("佳联印染这样的企业还要多起来。", "leak-name"),
        ("全县实现工业总产值25.05亿元。", "leak-number"),
        ("疫情防控这根弦不能松。", "dated"),
        ("要统筹疫情防控和经济社会发展。", "dated"),
        ("各镇要继续实施“百企扩能”行动。", "leak-name"),
    ],
)
@pytest.mark.parametrize("seed", range(5))
def test_what_an_exemplar_has_of_its_own_is_caught_anywhere(sentence: str, rule: str, seed: int) -> None:
    text, brief = base()
    text, at = with_sentence(text, sentence, Random(seed))
    findings = [finding for finding in check(text, brief, leaks()) if finding.severity == "error"]
    assert [finding.rule for finding in findings if at <= finding.start < at + len(sentence)][:1] == [rule]


# ── growth ──

REPEATED = (
    *(
        "，",
        "。\n",
        "全市",
        "一是",
        "首先，抓项目；其次，",
        "既要抓又要",
        "县工信局、",
        "县工信局要抓项目",
        "税收返还，",
        "疫情防控",
        "“",
        "（",
        "{",
        "**a",
    ),
    *("佳联印染", "25.05亿元，", "各镇要把工作", "要", "工业投资完成68.5亿元，同比增长12.1%，"),
)


def calls(text: str, brief: Brief) -> int:
    """Count the Python and C calls of one check; regular expressions are held to bounded repetition by their own test."""
    check("同志们：", brief, leaks())
    return calls_of(lambda: check(text, brief, leaks()))


@pytest.mark.slow
@pytest.mark.parametrize("piece", REPEATED)
def test_work_grows_with_the_text(piece: str) -> None:
    small, large = (calls(piece * (size // len(piece)), base()[1]) for size in (1_000, 10_000))
    assert large <= 12 * small + 20_000, (small, large)

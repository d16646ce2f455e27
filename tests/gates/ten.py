"""The ten briefs of the composer gates, and their drafts."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant import Brief, Draft, draft_speech

TESTS = Path(__file__).resolve().parents[1]
SHARED = TESTS.parents[1] / "shared"
OWN = sorted((TESTS / "data" / "briefs" / "gates").glob("*.yaml"))
PATHS = {path.stem: path for path in OWN} | {name: SHARED / "scenarios" / "briefs" / f"{name}.json" for name in ("s01", "s03", "s06")}
NAMES = tuple(PATHS)
SEEDS = range(5)
QUICK = {"county_half_year_all_falls", "county_opening_priorities_only", "city_retrofit"}  # the others run in the full suite
FALLS, RISES, NUMBERLESS = "county_half_year_all_falls", "district_year_end_all_rises", "county_opening_priorities_only"


def _marks(name: str, seed: int) -> list[pytest.MarkDecorator]:
    return [pytest.mark.shared] * (name in {"s01", "s03", "s06"}) + [pytest.mark.slow] * (seed > 0 or name not in QUICK)


CASES = [pytest.param(name, seed, marks=_marks(name, seed), id=f"{name}-{seed}") for name in NAMES for seed in SEEDS]


@cache
def raw(name: str) -> dict[str, Any]:
    """Return a brief as its author wrote it."""
    path = PATHS[name]
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.suffix == ".json" else yaml.safe_load(path.read_text("utf-8"))
    return loaded


@cache
def brief_of(name: str) -> Brief:
    return Brief.of(PATHS[name])


@cache
def drafted(name: str, seed: int) -> Draft:
    return draft_speech(PATHS[name], seed=seed)

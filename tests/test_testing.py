"""The examples that tell users how to test their own notebooks run as they stand."""

import doctest

import pytest

import assistant.testing
import assistant.testing.scripted


@pytest.mark.slow
@pytest.mark.parametrize("module", [assistant.testing, assistant.testing.scripted], ids=lambda module: module.__name__)
def test_the_examples_run(module: object) -> None:
    ran = doctest.testmod(module)  # type: ignore[arg-type]
    assert ran.attempted > 2
    assert ran.failed == 0

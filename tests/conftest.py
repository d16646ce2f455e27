"""What holds for every test: no network, no telemetry, a home folder of its own, and no silent skip in CI."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
OFFLINE = Path(__file__).parent / "offline"

sys.path.insert(0, str(OFFLINE))
import sitecustomize  # noqa: E402  (an interpreter may have loaded its own module of this name)

if not hasattr(sitecustomize, "NetworkBlocked"):
    del sys.modules["sitecustomize"]
    import sitecustomize

# Processes that a test starts inherit all of this.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH", "")]))
os.environ.update(
    ANONYMIZED_TELEMETRY="False",
    LANGCHAIN_TRACING_V2="false",
    LANGSMITH_TRACING="false",
    STREAMLIT_BROWSER_GATHER_USAGE_STATS="false",
    PYTHONUTF8="1",
)
for name in [name for name in os.environ if name.startswith(("OPENAI_", "ASSISTANT_")) and name != "ASSISTANT_REQUIRE_SHARED"]:
    del os.environ[name]

settings.register_profile("suite", deadline=None, derandomize=True)
settings.load_profile("suite")

Run = Callable[..., tuple[int, str, str]]
_skipped: list[str] = []


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One home folder for the whole session, so that the exemplar index is built once."""
    folder = tmp_path_factory.mktemp("home")
    os.environ["ASSISTANT_HOME"] = str(folder)
    return folder


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material that lies beside the checkout; only for tests marked ``shared``."""
    return SHARED


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line in this process."""
    from assistant.__main__ import main

    def run(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as leave:
            code = int(leave.code or 0)
        return code, *capsys.readouterr()

    return run


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    beside = [item for item in items if item.get_closest_marker("shared")]
    if beside and os.environ.get("ASSISTANT_REQUIRE_SHARED") == "1":
        raise pytest.UsageError(f"{len(beside)} tests need {SHARED}, which is missing")
    config.hook.pytest_deselected(items=beside)
    items[:] = [item for item in items if item not in beside]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.skipped:
        _skipped.append(report.nodeid)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _skipped and os.environ.get("CI_NO_SKIP") == "1":
        print("\nCI_NO_SKIP: skipped tests fail the run: " + ", ".join(_skipped))
        session.exitstatus = pytest.ExitCode.TESTS_FAILED

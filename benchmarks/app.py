"""The app in a real browser: first paint, a draft after the click, an edit audited, a long speech, and many sessions at once.

Run ``python -m benchmarks.app [--sessions N]``; it needs Chromium. Times depend on the machine and on who else uses it: first paint is
told against an empty Streamlit app, many sessions against as many drafts one after the other, both in the same run.
"""

import argparse
import os
import resource
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import Brief, Draft, Library, draft_speech, sample_brief
from assistant.commands.page import command_line
from desk import labels

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

EMPTY = "import streamlit as st\n\nst.set_page_config(layout='wide')\nst.title('空')\n"
REPEATS = 5
# Note when the page first answers a click (the steps of the work) and when the sheet is there.
WATCH = """() => {
  window.times = {};
  const look = () => {
    if (!window.times.first && document.querySelector('.steps')) window.times.first = performance.now();
    if (!window.times.done && document.querySelector('.st-key-paper')) window.times.done = performance.now();
  };
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  addEventListener('click', () => { window.times.click = performance.now(); }, { capture: true, once: true });
}"""


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(command: list[str], environment: dict[str, str]) -> Iterator[int]:
    """Run a Streamlit server until the block ends; yields its process id."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    try:
        next(line for line in process.stdout if b"URL:" in line)
        yield process.pid
    finally:
        process.terminate()
        process.communicate(timeout=30)


def memory(process: int) -> float:
    """Return the resident memory of a process in MB."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def first_paint(browser: "Browser", address: str, shows: str) -> float:
    """Return the median seconds until a fresh visitor sees something."""
    taken = []
    for _ in range(REPEATS):
        context = browser.new_context()
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        page.locator(shows).first.wait_for()
        taken.append(time.perf_counter() - start)
        context.close()
    return statistics.median(taken)


def begin(browser: "Browser", address: str) -> "Page":
    """Return a page with the sample brief, ready to draft."""
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.set_default_timeout(300_000)
    page.goto(address)
    page.get_by_role("button", name=labels.DRAFT, exact=True).and_(page.locator(":enabled")).wait_for()
    page.evaluate(WATCH)
    return page


def drafted(page: "Page") -> tuple[float, float]:
    """Return the seconds from the click to the first reaction and to the speech."""
    page.wait_for_function("window.times.done")
    times = page.evaluate("window.times")
    first = min(times.get("first", times["done"]), times["done"])
    return (first - times["click"]) / 1000, (times["done"] - times["click"]) / 1000


def edited(page: "Page") -> float:
    """Return the median seconds from a saved edit to the audited sheet."""
    taken = []
    for number in range(REPEATS):
        page.get_by_role("button", name="第1段", exact=True).click()
        page.get_by_role("button", name=labels.SHEET["edit"], exact=True).click()
        field = page.get_by_role("textbox", name=labels.SHEET["edit"])
        field.fill(f"{field.input_value()}补上第{number}句。")
        start = time.perf_counter()
        page.get_by_role("button", name=labels.SHEET["save"], exact=True).click()
        page.locator(".paper").get_by_text(f"补上第{number}句。").first.wait_for()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def long_draft() -> Draft:
    """Return a speech of about 6,000 characters and 150 numbers or more."""
    draft = draft_speech(sample_brief(), model=False)
    body = draft.text.split("\n")[6:-1]
    return draft.edit("\n".join([*draft.text.split("\n")[:-1], *body, draft.text.split("\n")[-1]]))


def one_after_the_other(count: int, brief: Brief) -> float:
    """Return the CPU seconds of so many drafts in this process."""
    draft_speech(brief, model=False)
    start = time.process_time()
    for _ in range(count):
        draft_speech(brief, model=False)
    return time.process_time() - start


def single(browser: "Browser", address: str, home: Path) -> None:
    """Tell what one clerk waits for."""
    page = begin(browser, address)
    page.get_by_role("button", name=labels.DRAFT, exact=True).click()
    first, done = drafted(page)
    print(f"sample draft after the click: first reaction {first:.2f} s, speech {done:.2f} s; edit audited {edited(page):.2f} s")
    page.context.close()
    draft = long_draft()
    with Library.open(home) as library:
        identifier = draft.save(library).id
    page = browser.new_context().new_page()
    start = time.perf_counter()
    page.goto(f"{address.partition('?')[0]}?draft={identifier}")
    page.locator(".paper").wait_for()
    shown = time.perf_counter() - start
    size = f"{len(draft.text)} characters, {len(draft.report.findings)} numbers"
    print(f"long speech ({size}): opened in {shown:.2f} s, edit audited {edited(page):.2f} s")
    page.context.close()


def many(browser: "Browser", address: str, process: int, sessions: int) -> None:
    """Tell how many sessions fare that draft at once."""
    pages = [begin(browser, address) for _ in range(sessions)]
    before, start = memory(process), time.perf_counter()
    for page in pages:
        page.get_by_role("button", name=labels.DRAFT, exact=True).click(no_wait_after=True)
    times = [drafted(page) for page in pages]
    wall = time.perf_counter() - start
    firsts = sorted(first for first, _ in times)
    cpu = one_after_the_other(sessions, sample_brief())
    p95 = firsts[int(0.95 * (sessions - 1))]
    print(f"{sessions} sessions at once: first reaction median {statistics.median(firsts):.2f} s, p95 {p95:.2f} s; done in {wall:.1f} s")
    print(f"that is {wall / cpu:.2f} times the CPU of {sessions} drafts ({cpu:.1f} s); server {before:.0f}–{memory(process):.0f} MB")


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sessions", type=int, default=20)
    sessions = parser.parse_args().sessions
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["ASSISTANT_HOME"] = folder
        draft_speech(sample_brief(), model=False)  # builds the index, once
        with Library.open(home) as library:
            brief = library.save_brief(sample_brief())
        empty = home / "empty.py"
        empty.write_text(EMPTY, "utf-8")
        ports = free_port(), free_port()
        bare = [sys.executable, "-m", "streamlit", "run", str(empty), "--server.port", str(ports[1]), *command_line(0)[7:]]
        environment = dict(os.environ)
        with sync_playwright() as driver, served(command_line(ports[0]), environment) as process, served(bare, environment):
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            address = f"http://127.0.0.1:{ports[0]}/"
            own, other = first_paint(browser, address, ".st-key-chat"), first_paint(browser, f"http://127.0.0.1:{ports[1]}/", "h1")
            print(f"first paint {own:.2f} s, an empty Streamlit app {other:.2f} s: {own / other:.2f} times")
            single(browser, f"{address}?brief={brief}", home)
            many(browser, f"{address}?brief={brief}", process, sessions)
            browser.close()
    print(f"peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()

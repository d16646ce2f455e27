"""Seconds and size of a Word file in each layout, and how many numbers LibreOffice parts from their unit.

Run ``python -m benchmarks.word``. Times depend on the machine; beside them stands the ratio to the same paragraphs written by python-docx
into its own template, in the same run. The second half needs LibreOffice (``soffice``) and is left out without it.
"""

import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from docx import Document

from assistant import Draft, draft_speech, load_brief
from assistant.export.word.kinsoku import unit_places
from assistant.resources import bundled

TIMES = 15
BRIEFS = ("brief.yaml", "brief-city.yaml")


def seconds(work: Callable[[], bytes]) -> float:
    """Return the median time of a piece of work, the first run left out."""
    work()
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def plain(draft: Draft) -> bytes:
    """Return the paragraphs of a draft as python-docx writes them by itself."""
    document, out = Document(), BytesIO()
    for line in draft.text.split("\n"):
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def times(draft: Draft) -> None:
    """Print the times of the layouts."""
    peer = seconds(lambda: plain(draft))
    print(f"python-docx alone: {peer * 1000:.0f} ms, {len(plain(draft)) / 1024:.0f} KB")
    edited = draft.edit(draft.text.replace("。", "；", 20))
    kinds: dict[str, Callable[[], bytes]] = {
        "印发稿": lambda: draft.docx("印发稿"),
        "印发稿 with annex": lambda: draft.docx("印发稿", annex=True),
        "朗读稿": lambda: draft.docx("朗读稿"),
        "审阅稿": lambda: edited.docx("审阅稿"),
    }
    for name, work in kinds.items():
        taken = seconds(work)
        print(f"{name}: {taken * 1000:.0f} ms ({taken / peer:.1f} times), {len(work()) / 1024:.0f} KB")


def splits(drafts: dict[str, Draft]) -> None:
    """Print how many numbers stand apart from their unit on the pages LibreOffice makes."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    import word_office

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = [
            draft.to_docx(folder / f"{name} {layout}.docx", layout) for name, draft in drafts.items() for layout in ("印发稿", "朗读稿")
        ]
        for pdf in word_office.to_pdf(files, folder, folder / "profile"):
            text = "".join(drafts[pdf.stem.split()[0]].text.split())
            units = [(start - 1, end) for start, end in unit_places(text)]
            pages = word_office.rows_of(pdf)
            print(f"{pdf.stem}: {len(pages)} pages, {word_office.parted(pages, units)} of {len(units)} numbers parted from their unit")


def main() -> None:
    """Measure."""
    drafts = {Path(name).stem: draft_speech(load_brief(bundled("examples") / name), model=False) for name in BRIEFS}
    times(drafts["brief"])
    if shutil.which("soffice"):
        splits(drafts)


if __name__ == "__main__":
    main()

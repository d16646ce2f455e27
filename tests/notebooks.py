"""Execute the notebooks of ``examples/``: ``python -m tests.notebooks`` writes fresh outputs into them.

``python -m tests.notebooks FROM TO`` executes one in the folder it is called in, and writes the result elsewhere.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
NOTEBOOKS = sorted(EXAMPLES.glob("*.ipynb"))
SECONDS = 180  # for one cell


def execute(source: Path, target: Path, folder: Path) -> None:
    """Execute a notebook in a folder with this interpreter and this environment; what depends on the moment is left out."""
    import nbformat
    from nbclient import NotebookClient

    notebook: Any = nbformat.read(source, as_version=4)
    NotebookClient(
        notebook,
        timeout=SECONDS,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": folder}},
    ).execute()
    for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
        cell.metadata, cell.execution_count = {}, number
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number
    notebook.metadata.language_info = {"name": "python"}
    nbformat.write(notebook, target)


def main(arguments: list[str]) -> None:
    """Execute one notebook, or all of the examples in place."""
    if arguments:
        execute(Path(arguments[0]), Path(arguments[1]), Path.cwd())
        return
    for notebook in NOTEBOOKS:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["ASSISTANT_HOME"] = f"{folder}/home"
            os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(EXAMPLES.parent), os.environ.get("PYTHONPATH"))))
            work = Path(folder) / "work"
            work.mkdir()
            execute(notebook, notebook, work)


if __name__ == "__main__":
    main(sys.argv[1:])

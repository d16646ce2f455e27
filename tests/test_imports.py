"""The walls of the house: which room may import which, and who alone may touch which library.

All imports are read with ``ast``, those inside functions and behind ``TYPE_CHECKING`` too.
"""

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# From the ground up: a room imports rooms of its own row or of rows above it.
ROWS = (
    ("display", "errors", "findings", "resources"),
    ("lexicon",),
    ("numbers",),
    ("brief", "tables"),
    ("audit",),
    ("slots",),
    ("masking", "wording"),
    ("settings", "models", "prompts"),
    ("exemplars",),
    ("drafting",),
    ("intaking",),
    ("asking",),
    ("export",),
    (
        "draft",
        "pieces",
        "history",
        "revising",
        "library",
        "making",
        "model_rewriting",
        "model_writing",
        "outlining",
        "outputs",
        "reworking",
        "api",
        "batch",
        "doctor",
        "testing",
        "wordfiles",
    ),  # a draft saves itself, a library loads drafts
    ("__init__", "__main__", "commands"),
)
RANK = {room: rank for rank, row in enumerate(ROWS) for room in row}

# Libraries with one door: nobody else in ``assistant`` imports them, at the top or inside a function.
DOORS = {
    "alembic": "assistant.library",
    "chromadb": "assistant.exemplars.index.connection",
    "openai": "assistant.models",
    "psycopg": "assistant.library",
    "sqlalchemy": "assistant.library",
    "langchain": "assistant.models",
    "langchain_openai": "assistant.models",
    "streamlit": "(nobody)",
}
# What a chain of requests is made of; it speaks to no endpoint by itself.
CHAINS = ("assistant.models", "assistant.drafting.chain", "assistant.testing")
# Modules that are built on a library and are themselves loaded inside functions only.
LOADED_ON_DEMAND = ("assistant.testing.scripted.", "assistant.library.")
HEAVY = {*DOORS, "langchain_core", "bm25s", "docx", "numpy", "openpyxl", "pandas", "pypdf", "yaml"}
STANDARD_LIBRARY_ONLY = {"display", "errors", "findings", "resources", "lexicon", "numbers", "audit", "slots", "masking"}


@dataclass(frozen=True)
class Import:
    """One imported module: who imports it, where, and whether that happens while the importer loads."""

    importer: str
    line: int
    module: str
    at_load: bool


def _module_name(path: Path, root: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


def _is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _walk(node: ast.AST, at_load: bool = True) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.Import, ast.ImportFrom)):
            yield child, at_load
        deferred = isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) or _is_type_checking(child)
        yield from _walk(child, at_load and not deferred)


def _targets(node: ast.Import | ast.ImportFrom, path: Path, root: Path) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        package = path.relative_to(root).parent.parts
        base = ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])
    if base == "assistant":  # a room, or a public name resolved by assistant/__init__.py
        return [f"assistant.{alias.name if alias.name in RANK else '__init__'}" for alias in node.names]
    return [base]


def imports_of(root: Path, package: str = "assistant") -> list[Import]:
    """Return every import of every module of a package that lies in ``root``."""
    found = []
    for path in sorted((root / package).rglob("*.py")):
        name = _module_name(path, root)
        for node, at_load in _walk(ast.parse(path.read_text("utf-8"))):
            found += [Import(name, node.lineno, module, at_load) for module in _targets(node, path, root)]
    return found


def _complaint(item: Import) -> str | None:
    room = item.importer.split(".")[1]
    top, _, rest = item.module.partition(".")
    if room not in RANK:
        return "this room does not stand in the table"
    if top == "assistant":
        target = rest.split(".")[0] or "__init__"
        if target not in RANK:
            return f"room {target} does not stand in the table"
        return f"{room} may not import {target}" if RANK[target] > RANK[room] else None
    if top in DOORS and not f"{item.importer}.".startswith(f"{DOORS[top]}."):
        return f"only {DOORS[top]} imports {top}"
    if top == "langchain_core" and not item.importer.startswith(CHAINS):
        return "only models, the chain and testing import langchain_core"
    if room in STANDARD_LIBRARY_ONLY and top not in sys.stdlib_module_names:
        return f"{room} uses the standard library only, not {top}"
    if top in HEAVY and item.at_load and not f"{item.importer}.".startswith(LOADED_ON_DEMAND):
        return f"{top} is heavy: import it inside a function"
    return None


def complaints(root: Path) -> list[str]:
    """Return what breaks the walls in the package ``assistant`` under ``root``."""
    return [f"{item.importer}:{item.line}: {said}" for item in imports_of(root) if (said := _complaint(item))]


def test_the_walls_hold() -> None:
    assert len(imports_of(ROOT)) > 50
    assert complaints(ROOT) == []


def test_the_page_uses_public_names_only() -> None:
    used = {item.module for item in imports_of(ROOT, "ui") if item.module.split(".")[0] == "assistant"}
    assert used == {"assistant.__init__"}


@pytest.mark.parametrize(
    ("path", "source", "said"),
    [
        ("numbers/units.py", "from assistant.brief import Brief", "numbers may not import brief"),
        ("numbers/units.py", "def f():\n    import assistant.audit.facts", "numbers may not import audit"),
        ("numbers/units.py", "from ..audit import facts", "numbers may not import audit"),
        ("numbers/units.py", "import regex", "numbers uses the standard library only, not regex"),
        (
            "audit/report.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from assistant.api import Draft",
            "audit may not import api",
        ),
        ("drafting/outline.py", "from assistant import draft_speech", "drafting may not import __init__"),
        ("drafting/outline.py", "def f():\n    import chromadb", "only assistant.exemplars.index.connection imports chromadb"),
        ("api.py", "def f():\n    from langchain_openai import ChatOpenAI", "only assistant.models imports langchain_openai"),
        ("api.py", "def f():\n    import langchain_core", "only models, the chain and testing import langchain_core"),
        ("api.py", "def f():\n    import sqlalchemy", "only assistant.library imports sqlalchemy"),
        ("export/html.py", "import streamlit", "only (nobody) imports streamlit"),
        ("tables.py", "import pandas as pd", "pandas is heavy: import it inside a function"),
        ("tables.py", "class A:\n    import pandas", "pandas is heavy: import it inside a function"),
        ("extras.py", "import json", "this room does not stand in the table"),
    ],
)
def test_a_broken_wall_is_seen(tmp_path: Path, path: str, source: str, said: str) -> None:
    file = tmp_path / "assistant" / path
    file.parent.mkdir(parents=True)
    file.write_text(source, "utf-8")
    assert [line.partition(": ")[2] for line in complaints(tmp_path)] == [said]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("audit/report.py", "from assistant.brief import Brief\nfrom assistant.numbers.units import base_unit\nimport json"),
        ("audit/report.py", "from . import facts"),
        ("tables.py", "from assistant.brief import Brief\ndef f():\n    import pandas"),
        ("exemplars/index/connection.py", "def f():\n    import chromadb"),
        ("models/embeddings.py", "def f():\n    import openai"),
        ("library/schema.py", "from sqlalchemy import MetaData"),
        ("__main__.py", "from assistant import draft_speech\nfrom assistant.settings import Settings"),
    ],
)
def test_a_sound_wall_is_left_alone(tmp_path: Path, path: str, source: str) -> None:
    file = tmp_path / "assistant" / path
    file.parent.mkdir(parents=True)
    file.write_text(source, "utf-8")
    assert complaints(tmp_path) == []


def test_the_light_path_loads_no_library() -> None:
    code = """
import sys
from assistant import check_numbers
check_numbers("规上工业总产值完成312.6亿元，同比增长8.4%。",
              {"figures": [{"indicator": "规上工业总产值", "value": "312.6", "unit": "亿元", "yoy": "8.4"}]})
print(*{name.split(".")[0] for name in sys.modules})
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert not HEAVY & set(result.stdout.split())

"""Answers a user gave about tables, kept in a YAML file the user owns.

The file has one entry a shape of table; below it one a question, with the question in words beside the answer, so that it can
be read, corrected and passed on to a colleague.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant.errors import TableError, Trouble
from assistant.tables.outcome import Question

ANSWERS_FILE = "table_answers.yaml"
"""Name of the file in the folder that holds state."""

Answers = Mapping[str, Mapping[str, str]]
"""Shape of a table, id of a question, value of the answer."""


def load_answers(path: Path | None) -> dict[str, dict[str, str]]:
    """Return the answers in a file; a file that is not there has none.

    Raises:
        TableError: The file is no YAML, or not of the form this module writes.
    """
    stored = _stored(path)
    return {shape: {name: str(entry["answer"]) for name, entry in entries.items()} for shape, entries in stored.items()}


def record_answers(path: Path, questions: Iterable[Question], answers: Mapping[str, str]) -> None:
    """Add answers to the file; the folder is made when it is missing.

    Args:
        path: The file.
        questions: The questions as asked.
        answers: Value by id of a question.

    Raises:
        TableError: An answer belongs to no question or is none of its alternatives, or the file cannot be read or written.
    """
    asked = {question.id: question for question in questions}
    stored = _stored(path)
    for name, value in answers.items():
        question = asked.get(name)
        if question is None:
            raise TableError(Trouble(path.name, f"没有编号为“{name}”的问题；可答的有：{'、'.join(asked) or '（没有）'}。"))
        if value not in {alternative.value for alternative in question.alternatives}:
            options = "、".join(f"{alternative.value}（{alternative.label}）" for alternative in question.alternatives)
            raise TableError(Trouble(name, f"“{value}”不在可选的回答之列；可选的有：{options}。"))
        stored.setdefault(question.shape, {})[name] = {"question": question.text, "answer": value}
    _write(path, stored)


def record_given(path: Path, given: Mapping[Question, str]) -> None:
    """Add answers to questions of several tables, shape by shape; for the rest see :func:`record_answers`.

    Raises:
        TableError: An answer is none of its alternatives, or the file cannot be read or written.
    """
    for shape in dict.fromkeys(question.shape for question in given):
        of_shape = {question: value for question, value in given.items() if question.shape == shape}
        record_answers(path, of_shape, {question.id: value for question, value in of_shape.items()})


def _stored(path: Path | None) -> dict[str, dict[str, dict[str, Any]]]:
    if path is None or not path.exists():
        return {}
    import yaml

    try:
        stored = yaml.safe_load(path.read_text("utf-8")) or {}
        for entries in stored.values():
            for entry in entries.values():
                entry["answer"]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, TypeError, KeyError) as error:
        raise TableError(Trouble(path.name, "这份表格问答记录读不出来；请改正，或移走后重新回答。")) from error
    return {str(shape): dict(entries) for shape, entries in stored.items()}


def _write(path: Path, stored: Mapping[str, Any]) -> None:
    import yaml

    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_text(yaml.safe_dump(stored, allow_unicode=True, sort_keys=False, width=200), "utf-8")
        aside.replace(path)
    except OSError as error:
        raise TableError(Trouble(str(path), "写不进表格问答记录；请检查文件夹的权限和磁盘空间。")) from error

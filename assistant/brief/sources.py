"""Brief files: JSON and YAML read without losing a digit or a repeated key."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from assistant.errors import BriefError, TableError, Trouble
from assistant.tables import decode
from assistant.tables.reading import read_bytes

MAX_BRIEF_BYTES = 5 * 1024 * 1024
BRIEF_SUFFIXES = (".yaml", ".yml", ".json")


def read_mapping(path: Path) -> Mapping[Any, Any]:
    """Return the content of a brief file; numbers with a point are ``Decimal``.

    Raises:
        BriefError: One Chinese sentence that says what is wrong and what to do.
    """
    try:
        data = read_bytes(path, MAX_BRIEF_BYTES)
    except TableError as error:
        raise BriefError(*error.troubles) from error
    return parse_mapping(data, path.name)


def parse_mapping(data: bytes, name: str) -> Mapping[Any, Any]:
    """Return the content of a brief file that is at hand as bytes; JSON where its name says so, else YAML.

    Raises:
        BriefError: One Chinese sentence that says what is wrong and what to do.
    """
    if len(data) > MAX_BRIEF_BYTES:
        raise BriefError(Trouble(name, f"超过{MAX_BRIEF_BYTES // 1024 // 1024} MB 的上限；请检查是否选错了文件。"))
    text = decode(data)
    if text is None:
        raise BriefError(Trouble(name, "读不出文字，不是 UTF-8、GB18030 或 UTF-16 编码；请另存为 UTF-8。"))
    raw = _from_json(text, name) if name.lower().endswith(".json") else _from_yaml(text, name)
    if isinstance(raw, list):
        return {"figures": raw}
    if not isinstance(raw, Mapping):
        raise BriefError(Trouble(name, "应是分项填写的要点（region、meeting、figures、priorities 等）；请参照示例填写。"))
    return raw


def _from_json(text: str, name: str) -> Any:
    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in items]
        for key in keys:
            if keys.count(key) > 1:
                raise BriefError(Trouble(name, f"“{key}”写了两次；请只留一个。"))
        return dict(items)

    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        message = "不是正确的 JSON；请检查这里的逗号、引号和括号。"
        raise BriefError(Trouble(f"{name} 第{error.lineno}行第{error.colno}列", message)) from error
    except RecursionError as error:
        raise BriefError(Trouble(name, "嵌套太深，读不了；请参照示例填写。")) from error


def _from_yaml(text: str, name: str) -> Any:
    import yaml

    class Loader(yaml.SafeLoader):
        """The safe loader, with exact numbers and no repeated keys."""

    def mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge"]
        for key in keys:
            if keys.count(key) > 1:
                line = node.start_mark.line + 1
                raise BriefError(Trouble(f"{name} 第{line}行起", f"“{key}”写了两次；请只留一个。"))
        return yaml.SafeLoader.construct_mapping(loader, node, deep=True)

    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    Loader.add_constructor("tag:yaml.org,2002:float", lambda _, node: _exact(node.value))
    Loader.add_constructor("tag:yaml.org,2002:int", lambda _, node: _exact(node.value))
    try:
        return yaml.load(text, Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{name} 第{mark.line + 1}行第{mark.column + 1}列" if mark else name
        raise BriefError(Trouble(place, "不是正确的 YAML；请检查这里的缩进、冒号后的空格和引号。")) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BriefError(Trouble(name, "不是正确的 YAML；请参照示例检查写法。")) from error


def _exact(text: str) -> int | Decimal | str:
    """Return a YAML number as written; forms that mean something else in YAML (010, 12:30) stay text."""
    plain = text.replace("_", "")
    try:
        if plain.lstrip("+-").isdigit():
            return text if len(plain.lstrip("+-")) > 1 and plain.lstrip("+-").startswith("0") else int(plain)
        return Decimal(plain)
    except InvalidOperation:
        return text

"""Prompt files: what a model is told, kept as data, checked when loaded.

A prompt file is YAML with ``name``, ``version``, ``purpose``, ``budget``, ``variables``, ``words``, ``system`` and ``user``. Variables
stand as ``$name`` in the texts, since braces belong to the slots. The system text is the part that stays the same from request to
request of one speech, so that a provider can keep it in its cache; what changes stands in the user text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any

from assistant.errors import SettingsError
from assistant.resources import bundled

PROMPTS = ("plan", "section", "repair", "rewrite", "revise", "intake", "question")
_KEYS = ("name", "version", "purpose", "budget", "variables", "words", "system", "user")
_OPEN, _CLOSE = "<材料", "</材料>"


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a request.

    Attributes:
        role: ``system`` or ``user``.
        text: What it says.
    """

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file.

    Attributes:
        name: Its name, which is that of the file.
        version: Counted up with every change of the texts.
        purpose: What it is for, one Chinese sentence.
        budget: Most characters that a request made from it may have.
        variables: Name and meaning of each variable.
        words: Short texts that variables are filled with, by key: the task of a role, the name of a kind of message.
        system: The part that is the same for every request of one speech.
        user: The part that changes.
    """

    name: str
    version: int
    purpose: str
    budget: int
    variables: Mapping[str, str]
    words: Mapping[str, str]
    system: str
    user: str

    def render(self, values: Mapping[str, str]) -> tuple[Message, Message]:
        """Fill in the variables.

        Args:
            values: A text for every variable, and for nothing else.

        Returns:
            The system and the user message.

        Raises:
            SettingsError: A variable is missing or unknown; all of them are named.
        """
        wrong = sorted(set(self.variables) ^ set(values))
        if wrong:
            raise SettingsError(f"提示词 {self.name} 的变量对不上：{'、'.join(wrong)}")
        return Message("system", Template(self.system).substitute(values)), Message("user", Template(self.user).substitute(values))


def fenced(kind: str, text: str) -> str:
    """Return a text of the user or of an exemplar between marks that say it is material, no instruction.

    Marks of the same form inside the text are broken, so that a text cannot end its own fence.

    Args:
        kind: What the material is: 范文, 要点 …
        text: The text.
    """
    return f"{_OPEN} 类别=“{kind}”>\n{unmarked(text).strip()}\n{_CLOSE}"


def unmarked(text: str) -> str:
    """Return a text in which nothing reads like the mark of a fence."""
    return text.replace(_CLOSE, "〈/材料〉").replace(_OPEN, "〈材料")


@lru_cache
def load_prompt(name: str, folder: Path | None = None) -> Prompt:
    """Load a prompt file and check it.

    Args:
        name: One of :data:`PROMPTS`.
        folder: Where the files lie; default: the bundled ones.

    Raises:
        SettingsError: The file is missing or breaks its contract; every key and variable that is wrong is named.
    """
    import yaml

    path = (folder or bundled("prompts")) / f"{name}.yaml"
    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"提示词文件 {path.name} 读不出来（{type(error).__name__}），请从安装包里恢复。") from error
    troubles = _troubles(name, record)
    if troubles:
        raise SettingsError(f"提示词文件 {path.name} 不合约定：{'；'.join(troubles)}。")
    return Prompt(**record)


def _troubles(name: str, record: Any) -> list[str]:
    if not isinstance(record, dict):
        return ["应是一组“键: 值”"]
    odd = sorted(set(_KEYS) ^ set(map(str, record)))
    if odd:
        return [f"键 {'、'.join(odd)} {'缺少' if all(key in _KEYS for key in odd) else '缺少或不认识'}"]
    types = {"name": str, "version": int, "purpose": str, "budget": int, "variables": dict, "words": dict, "system": str, "user": str}
    wrong = [f"{key} 的类型不对" for key, kind in types.items() if not isinstance(record[key], kind)]
    return wrong or [*_naming(name, record), *_variables(record)]


def _naming(name: str, record: Mapping[str, Any]) -> list[str]:
    return [] if record["name"] == name else [f"name 写的是 {record['name']}，与文件名不符"]


def _variables(record: Mapping[str, Any]) -> list[str]:
    declared = set(record["variables"])
    templates = [Template(record["system"]), Template(record["user"])]
    broken = [key for key, template in zip(("system", "user"), templates, strict=True) if not template.is_valid()]
    if broken:
        return [f"{key} 里有写坏的 $（要写一个 $ 本身，请写 $$）" for key in broken]
    used = {variable for template in templates for variable in template.get_identifiers()}
    unused, undeclared = sorted(declared - used), sorted(used - declared)
    told = [f"用了没有声明的变量 {'、'.join(undeclared)}"] if undeclared else []
    return told + ([f"声明了却没有用到的变量 {'、'.join(unused)}"] if unused else [])

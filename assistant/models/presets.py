"""What is known of providers, as data: where they are, whether they want a key, which fields they take beyond the common ones."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from assistant.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Preset:
    """A provider.

    Attributes:
        name: What ``ASSISTANT_PROVIDER`` calls it.
        label: What a user calls it.
        hosts: Host names by which an address is known to be this provider's.
        base_url: Where it is unless an address is set.
        key: Whether it wants a key.
        stream_usage: Whether it takes ``stream_options`` and tells the tokens of a streamed answer.
        extra_body: Fields of its own that are sent along.
    """

    name: str
    label: str
    hosts: tuple[str, ...] = ()
    base_url: str = ""
    key: bool = False
    stream_usage: bool = False
    extra_body: Mapping[str, Any] = field(default_factory=dict)


@cache
def presets() -> Mapping[str, Preset]:
    """Return all presets by name; ``other`` sends only what every provider takes."""
    lines = (Path(__file__).with_suffix(".jsonl")).read_text(encoding="utf-8").splitlines()
    found = (Preset(**{**record, "hosts": tuple(record["hosts"])}) for record in map(json.loads, lines))
    return {preset.name: preset for preset in found}


def preset_for(provider: str, base_url: str) -> Preset:
    """Return the preset a user named, else the one whose host the address has, else ``other``; OpenAI where there is no address.

    Args:
        provider: Name of a preset; may be empty.
        base_url: Address; may be empty.

    Raises:
        SettingsError: There is no such preset.
    """
    if provider and provider not in presets():
        raise SettingsError(f"环境变量 ASSISTANT_PROVIDER 的值“{provider}”不认识，可用的有：{'、'.join(presets())}。")
    if provider:
        return presets()[provider]
    host = urlsplit(base_url).hostname or ""
    known = next((preset for preset in presets().values() if host in preset.hosts), presets()["other"])
    return known if base_url else presets()["openai"]

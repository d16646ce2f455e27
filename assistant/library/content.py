"""A draft as parts of JSON and back: the same draft again, decimals to the last digit.

The audit is not kept: it is made afresh when a draft is loaded, as it is for any other text.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from assistant.audit.check import check_numbers
from assistant.brief import Brief
from assistant.draft import Draft
from assistant.drafting.chain.writer import Written
from assistant.drafting.plan import Plan
from assistant.drafting.revision.differences import Change
from assistant.drafting.state import DraftState
from assistant.errors import LibraryError
from assistant.exemplars import Exemplar
from assistant.export.word.reading import Returned
from assistant.findings import Finding
from assistant.slots import SlotSpan

BRIEF = "brief"


@dataclass(frozen=True, slots=True)
class Speech:
    """What changes from version to version."""

    text: str
    slots: str
    spans: tuple[SlotSpan, ...]
    wording: tuple[Finding, ...]
    writer: str
    seed: int
    state: DraftState


@dataclass(frozen=True, slots=True)
class Told:
    """What a version changed, and what the user was told; a first version has none."""

    reply: str
    changes: tuple[Change, ...]


TOLD, RETURNED = "told", "returned"
_OPTIONAL = {BRIEF, TOLD, RETURNED}  # a brief stands by itself; the others are not part of every version
KINDS: Mapping[str, Any] = {
    BRIEF: Brief,
    "speech": Speech,
    "plan": Plan,
    "exemplars": tuple[Exemplar, ...],
    "writing": Written | None,
    TOLD: Told,
    RETURNED: Returned,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a draft: JSON, and its SHA-256 by which equal pieces are known."""

    kind: str
    json: bytes

    @property
    def digest(self) -> str:
        """SHA-256 over kind and JSON, so that pieces of two kinds never meet."""
        return hashlib.sha256(self.kind.encode() + b"\0" + self.json).hexdigest()

    @property
    def body(self) -> bytes:
        """The JSON, compressed: what the database holds."""
        return zlib.compress(self.json, 6)


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])


def part(kind: str, value: object) -> Part:
    """Return a piece of a draft as JSON."""
    return Part(kind, _adapter(kind).dump_json(value))


def value_of(kind: str, data: bytes) -> Any:
    """Return what :func:`part` was given.

    Raises:
        LibraryError: The JSON is not what this kind looks like.
    """
    try:
        return _adapter(kind).validate_json(data)
    except (ValidationError, KeyError) as error:
        raise LibraryError("文稿库里的一段内容读不出来，可能是文件损坏或程序版本不一致；请升级程序，或从导出文件恢复。") from error


def unpacked(body: bytes) -> bytes:
    """Return the JSON behind a compressed body.

    Raises:
        LibraryError: The body is damaged.
    """
    try:
        return zlib.decompress(body)
    except zlib.error as error:
        raise LibraryError("文稿库里的一段内容已损坏，解不开；请从导出文件恢复。") from error


def parts_of(draft: Draft) -> tuple[Part, ...]:
    """Return a draft in parts, without its brief."""
    state = replace(draft.state, plan=Plan())
    speech = Speech(draft.text, draft.slots, draft.spans, draft.wording, draft.writer, draft.seed, state)
    told = [part(TOLD, Told(draft.reply, draft.changes))] if draft.outcome == "do" else []
    if draft.returned is not None:
        told.append(part(RETURNED, draft.returned))
    return (part("speech", speech), part("plan", draft.plan), part("exemplars", draft.exemplars), part("writing", draft.writing), *told)


def draft_of(brief: Brief, parts: Mapping[str, bytes]) -> Draft:
    """Return the draft that was taken apart.

    Args:
        brief: Its brief.
        parts: JSON by kind.

    Raises:
        LibraryError: A part is missing or cannot be read.
    """
    if missing := KINDS.keys() - parts.keys() - _OPTIONAL:
        raise LibraryError(f"文稿库里的这一版缺少{len(missing)}段内容，可能是文件损坏；请从导出文件恢复。")
    speech = value_of("speech", parts["speech"])
    state = replace(speech.state, plan=value_of("plan", parts["plan"]))
    report = check_numbers(speech.text, brief)
    exemplars, writing = value_of("exemplars", parts["exemplars"]), value_of("writing", parts["writing"])
    draft = Draft(
        brief, speech.text, speech.slots, speech.spans, report, speech.wording, speech.writer, speech.seed, state, exemplars, writing
    )
    if RETURNED in parts:
        draft = replace(draft, returned=value_of(RETURNED, parts[RETURNED]))
    if TOLD not in parts:
        return draft
    told = value_of(TOLD, parts[TOLD])
    return replace(draft, reply=told.reply, changes=told.changes, outcome="do")


def listed(parts: tuple[Part, ...]) -> str:
    """Return kinds and digests as JSON, as a version keeps them."""
    return json.dumps({one.kind: one.digest for one in parts}, sort_keys=True)

"""The versions of a draft, and what one says otherwise than another, sentence by sentence."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape

import streamlit as st

from assistant import Draft
from desk import labels, returning, saving

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]?")


def versions(draft: Draft) -> None:
    """List the versions and compare two of them; a Word file that comes back becomes the next one."""
    place = draft.shelf.place
    if place is None:
        return
    returning.drop_in(draft)
    library = saving.library()
    told = {
        one.number: labels.version(one.number, f"{one.saved.astimezone():%m-%d %H:%M}", one.writer) for one in library.versions(place.id)
    }
    numbers = list(told)
    left, right = st.columns(2)
    new = left.selectbox(labels.COMPARE, numbers[::-1], format_func=told.__getitem__)
    before = numbers[: numbers.index(new)][::-1] or numbers
    old = right.selectbox(labels.WITH, before, format_func=told.__getitem__)
    version = library.load(place.id, new)
    returning.told(version)
    compared = "".join(difference(library.load(place.id, old).text, version.text))
    st.html(f'<div class="difference" lang="zh-CN">{compared}</div>' if compared else f'<div class="blank">{labels.UNCHANGED}</div>')


def difference(old: str, new: str) -> Iterator[str]:
    """Yield as HTML what a new text adds and drops, by sentence; what is the same is left out but for a line between two places."""
    before, after = _SENTENCE.findall(old), _SENTENCE.findall(new)
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        yield from (f"<p><del>{labels.DROPPED}　{escape(one.strip())}</del></p>" for one in before[first:last] if one.strip())
        yield from (f"<p><ins>{labels.ADDED}　{escape(one.strip())}</ins></p>" for one in after[start:end] if one.strip())
        yield "<hr>"

"""The speech and its brief as files."""

import re
from functools import partial

import streamlit as st

from assistant import Draft, marked_lines
from desk import labels

_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#+!|~&$-])")
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 60  # characters of a file name


def buttons(draft: Draft) -> None:
    """Offer the files."""
    name = file_name(draft.text)
    with st.popover(labels.EXPORT):
        for layout in labels.WORD:
            # Made when it is asked for: laying out a document takes longer than showing the page.
            make = partial(draft.docx, layout)
            st.download_button(labels.WORD[layout], make, f"{name}（{layout}）.docx", _WORD, on_click="ignore", width="stretch")
        sheet = f"{name}（{labels.CHECK_SHEET_FILE}）.xlsx"
        st.download_button(labels.CHECK_SHEET, draft.checksheet, sheet, _EXCEL, on_click="ignore", width="stretch")
        st.download_button(labels.TEXT, draft.text + "\n", f"{name}.txt", "text/plain", on_click="ignore", width="stretch")
        st.download_button(labels.MARKDOWN, markdown(draft.text), f"{name}.md", "text/markdown", on_click="ignore", width="stretch")
        brief = f"{labels.BRIEF_FILE}-{name}.yaml"
        st.download_button(labels.YAML, draft.brief.to_yaml(), brief, "application/yaml", on_click="ignore", width="stretch")
        st.caption(labels.COMES_BACK)


def file_name(text: str) -> str:
    """Return a file name made of the title, fit for Windows too."""
    title = _UNSAFE.sub("", text.strip().split("\n", 1)[0]).strip(" .")
    return title[:_LONGEST] or labels.FILE


def markdown(text: str) -> str:
    """Return a speech as Markdown: title and headings as such, every other sign as it stands in the speech."""
    marks = {"title": "# ", "heading": "## "}
    lines = [marks.get(line.role, "") + _MARKUP.sub(r"\\\1", line.text.strip()) for line in marked_lines(text, ())]
    return "\n\n".join(lines) + "\n"

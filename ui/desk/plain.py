"""Text of users, tables and models on a page: shown as it is, never read as markup."""

import re
from html import escape

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
MOST_SHOWN = 2_000  # characters of one message on a page: a pasted file must not slow down every rerun


def plain(text: str) -> str:
    """Return a text for a place that reads Markdown (``st.error``, labels): every sign stands for itself.

    Any ASCII punctuation may be escaped with a backslash (CommonMark 2.4).

    Example:
        >>> plain("![x](http://a) <b>*")
        '\\\\!\\\\[x\\\\]\\\\(http\\\\:\\\\/\\\\/a\\\\) \\\\<b\\\\>\\\\*'
    """
    return _PUNCTUATION.sub(r"\\\1", text).replace("\n", "  \n")


def shortened(text: str, most: int = MOST_SHOWN) -> str:
    """Return a text of at most so many characters, with a word on what is left out."""
    return text if len(text) <= most else f"{text[:most]}……（共{len(text)}字，这里只显示前{most}字）"


def html(text: str) -> str:
    """Return a text as HTML that keeps its lines."""
    return f'<div style="white-space:pre-wrap;overflow-wrap:anywhere">{escape(text)}</div>'

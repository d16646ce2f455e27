"""Plain text as a table: escaped, without sorting or editing, readable to a screen reader."""

from collections.abc import Iterable
from html import escape

import streamlit as st

_MOST = 4_000  # characters of a cell: a pasted file must not slow down every rerun


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    """Show a table."""
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell[:_MOST])}</td>' for cell in row)}</tr>" for row in rows)
    st.html(f'<table class="plain"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>')

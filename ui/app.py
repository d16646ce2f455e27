"""The page: hand in a brief, get a speech in which every number is marked."""

import tempfile
from pathlib import Path

import streamlit as st

from assistant import AssistantError, Brief, Draft, draft_speech, load_brief, sample_brief

KINDS = ["yaml", "yml", "json", "csv", "xlsx", "xls"]
DRAFT = "draft"


def read_upload(name: str, content: bytes) -> Brief:
    """Return the brief in an uploaded file; it is read from a private folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / Path(name).name
        path.write_bytes(content)
        return load_brief(path)


def chosen_brief() -> Brief:
    """Return what the user handed in, or the sample."""
    upload = st.file_uploader("任务单或数据表（不上传则用自带的样例）", type=KINDS)
    return read_upload(upload.name, upload.getvalue()) if upload else sample_brief()


def show(draft: Draft) -> None:
    """Show a draft with its numbers marked, and offer it as a file."""
    state = st.success if draft.ok else st.warning
    state(draft.report.summary())
    st.html(draft._repr_html_())
    st.download_button("下载文本", draft.text, file_name="讲话稿.txt", mime="text/plain")
    st.caption(f"撰稿：{draft.writer}")


def main() -> None:
    """Lay out the page."""
    st.set_page_config(page_title="讲话稿起草", page_icon="📝")
    st.title("讲话稿起草")
    try:
        brief = chosen_brief()
        if st.button("起草", type="primary"):
            with st.spinner("正在起草……"):
                st.session_state[DRAFT] = draft_speech(brief)
    except AssistantError as error:
        st.session_state.pop(DRAFT, None)
        st.error(str(error))
    if DRAFT in st.session_state:
        show(st.session_state[DRAFT])


main()

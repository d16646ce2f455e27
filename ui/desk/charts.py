"""The page of the charts: what people would rather look at than read, from the brief in use."""

from functools import partial

import streamlit as st

from assistant import Chart, chart_png, chart_spec, charts_of, has_chinese_font
from desk import state, terms

_WIDTH = 560  # pixels of the plot, so that names and numbers beside it fit into 1280


def show() -> None:
    """Show every chart the brief has figures for."""
    brief = state.brief()
    if brief is None or not brief.figures:
        st.info(terms.NO_CHART_BRIEF)
        return
    charts = charts_of(brief)
    if not charts:
        st.info(terms.NO_CHARTS)
    elif not has_chinese_font():
        st.warning(terms.NO_FONT)
    for chart in charts:
        with st.container(border=True):
            _chart(chart)


def _chart(chart: Chart) -> None:
    st.vega_lite_chart(spec=chart_spec(chart, width=_WIDTH), theme=None, width="content", key=f"chart-{chart.kind}")
    with st.container(horizontal=True):
        name = terms.CHART_NAMES[chart.kind]
        if has_chinese_font():
            st.download_button(
                terms.SAVE_CHART,
                partial(chart_png, chart),  # drawn when it is asked for
                file_name=f"{name}.png",
                mime="image/png",
                key=f"png-{chart.kind}",
                icon=":material/image:",
                on_click="ignore",
            )
        with st.popover(terms.AS_TABLE, icon=":material/table_rows:", key=f"table-{chart.kind}"):
            st.table(chart.to_dict())

"""The page of the charts: what people would rather look at than read, from the brief in use."""

import streamlit as st

from assistant import AssistantError, Chart, chart_png, chart_spec, charts_of
from desk import guard, state, terms
from desk.plain import plain

_NO_MENU = {"actions": False}


def show() -> None:
    """Show every chart the brief has figures for."""
    brief = state.brief()
    if brief is None or not brief.figures:
        st.info(terms.NO_CHART_BRIEF)
        return
    charts = charts_of(brief)
    if not charts:
        st.info(terms.NO_CHARTS)
    for chart in charts:
        with st.container(border=True):
            _chart(chart)


def _chart(chart: Chart) -> None:
    spec = chart_spec(chart)
    st.vega_lite_chart(spec, theme=None, key=f"chart-{chart.kind}")
    with st.container(horizontal=True, vertical_alignment="center"):
        _download(chart)
        with st.popover(terms.AS_TABLE, icon=":material/table_rows:"):
            st.dataframe(chart.to_dict(), hide_index=True)


def _download(chart: Chart) -> None:
    """Offer the chart as a picture; it is drawn when it is asked for."""
    st.download_button(
        terms.SAVE_CHART,
        lambda: _drawn(chart),
        file_name=f"{terms.CHART_NAMES[chart.kind]}.png",
        mime="image/png",
        key=f"png-{chart.kind}",
        icon=":material/image:",
        on_click="ignore",
    )

"""Meeting, speaker and the speech as a whole, as a form."""

import streamlit as st

from desk import terms
from desk.brief import fields


def show() -> None:
    """Show the fields of the meeting."""
    left, right = st.columns(2, gap="large")
    with left:
        st.markdown(f"##### {terms.MEETING}")
        fields.line(terms.MEETING_NAME, ("meeting", "name"), hint="全县上半年工业经济运行调度会")
        one, other = st.columns(2)
        with one:
            fields.line(terms.MEETING_TYPE, ("meeting", "type"), hint="调度会、部署会、座谈会")
            fields.line(terms.REGION, ("region",), hint="栖云县")
        with other:
            fields.day(terms.MEETING_DATE, ("meeting", "date"))
            fields.line(terms.LEVEL, ("level",), hint="县、市、区")
        fields.line(terms.MEETING_PLACE, ("meeting", "place"))
        fields.text(terms.AGENDA, ("meeting", "agenda"), hint=terms.AGENDA_HINT)
        fields.lines(terms.AUDIENCE, ("audience",), hint=terms.ONE_A_LINE)
    with right:
        st.markdown(f"##### {terms.SPEAKER}")
        one, other = st.columns(2)
        with one:
            fields.line(terms.SPEAKER_NAME, ("speaker", "name"))
        with other:
            fields.line(terms.SPEAKER_POST, ("speaker", "post"))
        st.markdown(f"##### {terms.THE_SPEECH}")
        fields.line(terms.PERIOD, ("period",), hint="2026年1—6月（总结）、2026年三季度（部署）")
        fields.line(terms.SPEECH_TITLE, ("title",), hint=terms.TITLE_HINT)
        fields.line(terms.SALUTATION, ("salutation",), hint="同志们：")
        fields.text(terms.BACKGROUND, ("background",))
        fields.line(terms.STYLE, ("style",), hint="算账清楚，不绕弯子")
        fields.lengths()

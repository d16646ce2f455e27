"""Who is at the desk: one person where there is no login, or whom OpenID Connect names (``[auth]`` in the secrets of Streamlit)."""

import streamlit as st

from desk import labels

LOCAL = "local"


def signed_in() -> bool:
    """Return whether somebody may work; otherwise offer to sign in."""
    if not _login_configured() or st.user.is_logged_in:
        return True
    st.title(labels.TITLE)
    st.info(labels.SIGN_IN_FIRST)
    st.button(labels.SIGN_IN, type="primary", on_click=st.login)
    return False


def owner() -> str:
    """Return whose drafts are shown: issuer and subject, which nobody can take over, unlike an address of mail."""
    if not _login_configured():
        return LOCAL
    return f"{st.user.get('iss', '')} {st.user.get('sub', '')}"


def name() -> str:
    """Return what somebody who vouches is called; empty where there is no login."""
    return str(st.user.get("name") or st.user.get("email") or "") if _login_configured() else ""


def sign_out_button() -> None:
    """Offer to sign out where there is a login."""
    if _login_configured():
        st.button(labels.SIGN_OUT, on_click=st.logout)


def _login_configured() -> bool:
    return "is_logged_in" in st.user

"""Full-width characters as tables have them."""

_WIDE = {ord(wide): narrow for wide, narrow in zip("０１２３４５６７８９．，－＋％（）　−﹣", "0123456789.,-+%() --", strict=True)}


def narrow(text: str) -> str:
    """Return the text with full-width digits and signs as ASCII."""
    return text.translate(_WIDE)

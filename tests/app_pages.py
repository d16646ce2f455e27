"""The app through Streamlit's own test driver: open it, press, say, and see what is on the page."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).resolve().parents[1] / "ui" / "app.py"
# Markup, Markdown, entities, formulas and directives: what must never be more than text.
EVIL = "<script>alert(1)</script> ![x](http://192.0.2.1/a.png) [a](http://192.0.2.1) **b** &lt;i&gt; `c` =cmd|'/C calc'!A1 $x$ :red[y]"


def open_page(**address: str) -> AppTest:
    at = AppTest.from_file(str(PAGE), default_timeout=60)
    for name, value in address.items():
        at.query_params[name] = value
    at.run()
    assert not at.exception
    return at


def press(at: AppTest, label: str) -> AppTest:
    at = next(button for button in at.button if button.label == label).click().run()
    assert not at.exception
    return at


def say(at: AppTest, message: str) -> AppTest:
    at = at.chat_input[0].set_value(message).run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    """Everything on the page that is shown as HTML, and what stands in messages."""
    told = [message.value.replace("\\", "") for message in (*at.error, *at.warning, *at.info)]
    return "\n".join([*(element.proto.body for element in at.get("html")), *told])


def buttons(at: AppTest) -> list[str]:
    return [button.label for button in at.button]

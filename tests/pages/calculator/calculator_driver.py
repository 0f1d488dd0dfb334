"""Opens the calculator on a basket and edits it, as a visitor does, without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from pages.shared.site import CALCULATOR
from tests.support.page_driver import draw, rerun
from tests.support.samples import tokens
from tests.support.stand_in import model, text_model
from venice_data.costs.work import Basket, Chat, Line
from venice_data.costs.work_links import basket_from_text, basket_to_text

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

# A million input tokens a month: $1.00 with a, $0.50 with b.
MILLION: Final = Line(Chat(requests=10, input_tokens=100_000, output_tokens=0), "a", "month")
MODELS: Final = [
    text_model("a", 1, 2, privacy="private"),
    model("b", "text", tokens(input=0.5, output=1, cache_input=0.1, cache_write=0.75)),
    text_model("free", 0, 0, capabilities={"supportsVision": True}),
    model("unpriced", "text", {}),
]
with_four_models: Final = pytest.mark.usefixtures("four_models")  # of `conftest.py`


def open_calculator(*lines: Line, tab: str = "Cheaper models", **link: str | list[str]) -> AppTest:
    """Open a tab of the calculator by a link that holds these lines."""
    basket = basket_to_text(Basket(lines))
    return draw(CALCULATOR, calculator_basket=basket, calculator_tab=tab, **link)


def click(drawn: AppTest, key: str) -> AppTest:
    """Press a button."""
    drawn.button(key=key).click()
    return rerun(drawn)


def pick(drawn: AppTest, key: str, option: str) -> AppTest:
    """Pick from a menu."""
    drawn.menu_button(key=key).click(option)
    return rerun(drawn)


def line_widget(drawn: AppTest, name: str, position: int = 0) -> Any:
    """Return the widget of a line's field, whichever edition of the basket is drawn."""
    widgets = [*drawn.number_input, *drawn.selectbox, *drawn.slider, *drawn.button]
    (widget,) = [widget for widget in widgets if str(widget.key).endswith(f"_{position}_{name}")]
    return widget


def edit_line(drawn: AppTest, name: str, value: object, position: int = 0) -> AppTest:
    """Give a line's field another value."""
    line_widget(drawn, name, position).set_value(value)
    return rerun(drawn)


def drawn_basket(drawn: AppTest) -> Basket:
    """Return the basket that the page's link holds now."""
    return basket_from_text(str(drawn.text_input(key="calculator_basket").value)).basket


def metric(drawn: AppTest, label: str) -> str:
    """Return the value of a tile as it is read."""
    (value,) = [tile.value for tile in drawn.metric if tile.label == label]
    return str(value).replace("\\", "")

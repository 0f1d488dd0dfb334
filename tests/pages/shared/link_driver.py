"""Acts as the browser does where AppTest does not: what is chosen is written into the address."""

from __future__ import annotations

from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from streamlit.runtime.state.query_params import _coerce_value_for_query_url

from tests.support.page_driver import charts, rerun, texts_of

if TYPE_CHECKING:
    from streamlit.runtime.state.common import WidgetMetadata
    from streamlit.runtime.state.session_state import SessionState
    from streamlit.testing.v1 import AppTest

_KINDS: Final = (
    "date_input",
    "multiselect",
    "number_input",
    "pills",
    "segmented_control",
    "selectbox",
    "slider",
    "text_input",
    "toggle",
)


def bound_names(drawn: AppTest) -> list[str]:
    """Return the parameters of the address that the drawn widgets are bound to."""
    return list(_state(drawn).query_params._bindings_by_param)


def choose(drawn: AppTest, name: str, value: Any) -> AppTest:
    """Choose a value in the widget of a parameter; a default leaves the address."""
    metadata = _metadata(drawn, name)
    if value == metadata.deserializer(None):
        drawn.query_params.pop(name, None)
    else:
        drawn.query_params[name] = _in_address(metadata, value)
    if (widget := widget_of(drawn, name)) is None:  # tabs, which AppTest cannot click
        drawn.session_state[name] = value
    else:
        widget.set_value(value)
    return rerun(drawn)


def widget_of(drawn: AppTest, name: str) -> Any:
    """Return the widget of a parameter; None for tabs."""
    widgets = chain.from_iterable(drawn.get(kind) for kind in _KINDS)
    return next((widget for widget in widgets if widget.key == name), None)


def figures(drawn: AppTest) -> dict[str, object]:
    """Return all that a page shows: texts, numbers, charts, tables, and what is chosen."""
    return {
        "texts": texts_of(drawn),
        "metrics": [(metric.label, metric.value) for metric in drawn.metric],
        "charts": [(chart.takeaway, chart.rows.to_csv()) for chart in charts(drawn)],
        "tables": [table.value.to_csv() for table in drawn.dataframe],
        "chosen": {name: drawn.session_state[name] for name in bound_names(drawn)},
    }


def _in_address(metadata: WidgetMetadata[Any], value: Any) -> str | list[str]:
    if isinstance(value, date):
        return value.isoformat()
    return _coerce_value_for_query_url(metadata.serializer(value), metadata.value_type)


def _metadata(drawn: AppTest, name: str) -> WidgetMetadata[Any]:
    state = _state(drawn)
    binding = state.query_params.get_binding_for_param(name)
    assert binding is not None
    return state._new_widget_state.widget_metadata[binding.widget_id]


def _state(drawn: AppTest) -> SessionState:
    return drawn.session_state._state._state

"""What a dashboard costs at least: the sidebar of this one, and two charts from ready specs."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.shared import sidebar
from venice_data.live.store import shared_store

_ROWS = 120


def _chart(mark: str) -> dict[str, Any]:
    rows = [{"name": f"model {n}", "price": n * 37 % 101, "kind": n % 3} for n in range(_ROWS)]
    return {
        "data": {"values": rows},
        "mark": {"type": mark, "tooltip": True},
        "encoding": {
            "x": {"field": "price", "type": "quantitative"},
            "y": {"field": "name", "type": "nominal", "sort": "x"},
            "color": {"field": "kind", "type": "nominal"},
        },
        "height": 400,
    }


st.set_page_config(layout="wide")
with st.sidebar:
    sidebar.show(shared_store().current())
st.title("Reference")
st.vega_lite_chart(_chart("point"))
st.vega_lite_chart(_chart("bar"))

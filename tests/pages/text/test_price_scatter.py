"""The scatter of token prices: what its heading says is drawn in it and named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from pages.shared.site import TEXT
from tests.support.page_driver import chart_about, draw, serve, texts_of
from tests.support.stand_in import text_model

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.testing.v1 import AppTest

    from tests.support.page_driver import DrawnChart

SCATTER = "as much as input"


def _frame_with(drawn: AppTest, column: str, without: str = "label") -> pd.DataFrame:
    picture = next(
        each.proto
        for each in drawn.get("vega_lite_chart")
        if "per 1M output tokens, log scale" in each.proto.spec
    )
    frames = [convert_arrow_bytes_to_pandas_df(each.data.data) for each in picture.datasets]
    return next(frame for frame in frames if column in frame and without not in frame)


def _axes(scatter: DrawnChart) -> dict[str, Any]:
    encodings = [layer.get("encoding", {}) for layer in scatter.spec["layer"]]
    return next(each for each in encodings if "axis" in each.get("x", {}))


def test_one_multiple_of_all_is_said_once() -> None:
    """It said `2× as much as input (median), 2× to 2× with all`."""
    serve([text_model("cheap", 1, 2), text_model("dear", 2, 4)])

    assert "Output costs 2× as much as input with all 2 models" in texts_of(draw(TEXT))


def test_the_median_is_a_line_and_the_ends_are_named_with_their_multiples() -> None:
    """The heading said 4.57×, 1.45× to 10×, and nothing in the picture showed any of them."""
    serve(
        [
            text_model("flat", 1, 2),
            text_model("usual", 0.5, 2),
            text_model("steep", 3, 30),
        ]
    )

    drawn = draw(TEXT)

    assert "Output costs 4× as much as input (median), 2× to 10× with all" in texts_of(drawn)
    labels = _frame_with(drawn, "least_width")
    for _, named in labels.groupby("least_width"):
        names = {name.replace("\n", " ") for name in named["text"]}
        assert {"Flat (2×)", "Steep (10×)"} <= names
    spec = chart_about(drawn, SCATTER).spec
    (line,) = [
        layer["encoding"] for layer in spec["layer"] if "datum" in layer["encoding"].get("y2", {})
    ]
    ends = [line[up]["datum"] / line[across]["datum"] for across, up in (("x", "y"), ("x2", "y2"))]
    assert ends == pytest.approx([4, 4])
    assert "median: 4×" in [layer["mark"].get("text") for layer in spec["layer"] if "mark" in layer]


def test_both_axes_say_that_they_are_logarithmic() -> None:
    axes = _axes(chart_about(draw(TEXT), SCATTER))

    assert [axes[axis]["axis"]["title"] for axis in ("x", "y")] == [
        "USD per 1M input tokens, log scale",
        "USD per 1M output tokens, log scale",
    ]


def test_a_free_model_is_named_beside_the_log_axes() -> None:
    drawn = draw(TEXT)

    scatter = chart_about(drawn, SCATTER)
    axes = _axes(scatter)
    assert (axes["x"]["scale"]["type"], axes["y"]["scale"]["type"]) == ("log", "log")
    assert "Ox Alpha" not in scatter.rows["label"].tolist()
    assert (
        "Not in the chart, which needs both prices above zero: "
        "Ox Alpha (input $0.00, output $0.00)."
    ) in texts_of(drawn)

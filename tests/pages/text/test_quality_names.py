"""Names in the picture of quality against price: those that matter, none on another."""

from __future__ import annotations

import json
import math
import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df

from pages.shared.site import TEXT
from tests.support.page_driver import chart_about, draw, read
from venice_data.catalog.quality_scores import BENCHMARKS

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.testing.v1 import AppTest

SCATTER = "on the dashed line"


def _scatter_and_labels(drawn: AppTest) -> tuple[Any, pd.DataFrame]:
    scatter = next(iter(drawn.get("vega_lite_chart"))).proto
    labels = next(
        frame
        for dataset in scatter.datasets
        if "least_width" in (frame := convert_arrow_bytes_to_pandas_df(dataset.data.data))
    )
    return scatter, labels


@pytest.mark.parametrize("mix", ["chat-like: 3 in for 1 out", "even: 1 in for 1 out"])
@pytest.mark.parametrize("benchmark", [benchmark.label for benchmark in BENCHMARKS])
def test_the_models_of_the_table_are_named_on_the_narrowest_picture_too(
    benchmark: str, mix: str
) -> None:
    """On a phone neither that of the heading nor the second of the table was."""
    drawn = draw(TEXT, text_tab="Quality", text_benchmark=benchmark, text_mix=mix)

    (table,) = [each.value for each in drawn.markdown if each.value.startswith("| Best |")]
    _, labels = _scatter_and_labels(drawn)
    for _, named in labels.groupby("least_width"):
        names = ", ".join(named["text"]).replace("\n", " ")
        for line in table.splitlines()[2:]:
            label = re.search(r"\[(.+?)\]\(", read(line))
            assert label is not None
            assert label[1] in names


def test_all_of_the_frontier_are_named_and_no_name_lies_on_another() -> None:
    drawn = draw(TEXT, text_tab="Quality")
    scatter, labels = _scatter_and_labels(drawn)
    spec = json.loads(scatter.spec)["layer"][0]["encoding"]
    prices, scores = (spec[axis]["scale"]["domain"] for axis in ("x", "y"))

    for width, named in labels.groupby(labels["least_width"].replace(0, 230)):
        across = np.log(named["at_price"] / prices[0]) / math.log(prices[1] / prices[0]) * width
        up = (named["at_score"] - scores[0]) / (scores[1] - scores[0]) * 290
        lines = named["text"].str.split("\n")
        letters = lines.map(lambda parts: 6.0 * max(map(len, parts)))
        heights = lines.map(len) * 14
        left = across.where(named["align"] == "left", across - letters)
        assert len(named) > 2
        for one, other in combinations(named.index, 2):
            is_beside = left[one] + letters[one] < left[other] or (
                left[other] + letters[other] < left[one]
            )
            assert is_beside or abs(up[one] - up[other]) > (heights[one] + heights[other]) / 2 - 2
    widest = labels[labels["least_width"] == labels["least_width"].max()]
    rows = chart_about(drawn, SCATTER).rows
    names = ", ".join(widest["text"]).replace("\n", " ").split(", ")  # some share one
    assert set(names) == set(rows.loc[rows["is_on"], "label"])
    assert '"stroke": {"expr": "background"}' in scatter.spec  # a halo around each

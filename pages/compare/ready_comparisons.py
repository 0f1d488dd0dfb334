"""Comparisons to start from: Venice's defaults, and the newest of the families with most models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.table import COMPARED_IN_LINK, MOST_COMPARED
from pages.shared.view import View, once_per_view
from venice_data.catalog.filters import recommendable
from venice_data.catalog.model_types import default_uses
from venice_data.costs.free_and_beta import may_be_cheapest
from venice_data.costs.headlines import with_headlines

if TYPE_CHECKING:
    import pandas as pd

_FAMILIES: Final = 4
_OF_ONE_FAMILY: Final = 3
FEWEST_COMPARED: Final = 2
_FAMILY: Final = r"^([A-Za-z]{3,})"  # the first word of a name: `GPT` of `GPT-5.6 Sol`


def offer(view: View) -> None:
    """Offer comparisons of text models; a click opens one."""
    ready = _ready(view)
    if not ready:
        return
    with st.container(horizontal=True, key="compare_ready"):
        for number, (label, model_ids) in enumerate(ready.items()):
            st.button(
                plain(label),
                key=f"compare_ready_{number}",
                on_click=compare,
                args=([*model_ids],),
            )


def compare(model_ids: list[str]) -> None:
    """Compare these models; for use as a callback."""
    st.query_params[COMPARED_IN_LINK] = model_ids


@once_per_view
def _ready(view: View) -> dict[str, tuple[str, ...]]:
    """Return what can be compared, by what it is called: computed, so that no id can vanish."""
    models = _settled(view)
    newest = models.sort_values(["created", "name"], ascending=[False, True])
    family = newest["name"].str.extract(_FAMILY)[0]
    families = list(family.value_counts().index[:_FAMILIES])
    of_families = {name: list(newest.index[family == name]) for name in families}
    is_default = models["traits"].map(default_uses).astype("bool")
    found = {
        "Venice's defaults": list(models.index[is_default])[:MOST_COMPARED],
        f"Newest {', '.join(families)}": [ids[0] for ids in of_families.values()],
        **{f"Newest of {name}": ids[:_OF_ONE_FAMILY] for name, ids in of_families.items()},
    }
    return {label: tuple(ids) for label, ids in found.items() if len(ids) >= FEWEST_COMPARED}


def _settled(view: View) -> pd.DataFrame:
    """Return the text models that can be recommended, neither free now nor in beta."""
    candidates = recommendable(view.of_type("text"))
    status = with_headlines(candidates, view.headlines)["status"].reindex(candidates.index)
    return candidates[may_be_cheapest(status, counts_free_and_beta=view.counts_free_and_beta)]

"""Cache discounts: what a repeated input costs less, and with which models."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.plain_text import model_link, plain
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from pages.text.charts import cache_discount_steps
from pages.text.token_prices import text_tokens
from venice_data.catalog.money import share_text
from venice_data.catalog.price_components import column_title
from venice_data.costs.tokens import cache_discounts

if TYPE_CHECKING:
    from collections.abc import Hashable

    import pandas as pd

_MOST_NAMED_AT_STEP: Final = 2
_MOST_LINKED: Final = 40
_COMPONENTS: Final = ("input", "cache_input", "cache_write")


def show(view: View) -> None:
    """Draw each discount with the models that give it; name those of the most common one."""
    cached = _cached(view)
    if cached.empty:
        st.info("No matching model publishes a price for cache reads.")
        return
    steps = _steps(view)
    finding = _finding(steps, len(cached))
    st.header(plain(finding), anchor=False)
    st.markdown(
        f"{len(cached)} of {len(text_tokens(view))} models have a price for input that they have "
        "just seen. Long instructions and growing conversations gain most."
    )
    columns = {
        "name": "Model",
        "id": "Id",
        "saving": "Saved",
        **{name: column_title(name, "text") for name in _COMPONENTS},
    }
    show_figure(
        view,
        cache_discount_steps(steps),
        partial(titled, cached, columns),
        name="text_cache",
        takeaway=f"{finding}. " + "; ".join(steps["step"] + ": " + steps["told"]) + ".",
        holds={"Saved": "share", **dict.fromkeys(list(columns.values())[3:], "price")},
    )
    _link_most_common(cached, steps)


@once_per_view
def _cached(view: View) -> pd.DataFrame:
    """Return what each model saves, the most first."""
    cached = cache_discounts(text_tokens(view))
    cached = cached.sort_values(["saving", "cache_input"], ascending=[False, True])
    return cached.assign(step=cached["saving"].map(_step_text))


@once_per_view
def _steps(view: View) -> pd.DataFrame:
    """Return one row per discount, the largest first: models of one discount are one row."""
    cached = _cached(view).rename_axis("model_id").reset_index()
    steps = cached.groupby("step", sort=False).agg(
        saving=("saving", "first"),
        count=("label", "size"),
        names=("label", ", ".join),
        model_id=("model_id", "first"),
    )
    is_few = steps["count"] <= _MOST_NAMED_AT_STEP
    told = steps["names"].where(is_few, steps["count"].astype("str") + " models")
    alone = steps["model_id"].where(steps["count"] == 1, "")
    return steps.assign(told=told, model_id=alone).reset_index()


def _step_text(saving: float) -> str:
    if saving < 0:
        return f"{share_text(-saving)} more"
    return f"{share_text(saving)} off" if saving else "nothing off"


def _finding(steps: pd.DataFrame, count: int) -> str:
    most_common = _most_common(steps)
    saved = most_common["step"].removesuffix(" off")
    models = "the one model that has" if count == 1 else f"the {count} models that have"
    if most_common["saving"] <= 0:
        return f"Prompt caching saves nothing with most of {models} a cache price"
    return f"Prompt caching saves {saved} with {most_common['count']} of {models} a cache price"


def _most_common(steps: pd.DataFrame) -> dict[Hashable, Any]:
    return max(steps.to_dict("records"), key=lambda step: step["count"])


def _link_most_common(cached: pd.DataFrame, steps: pd.DataFrame) -> None:
    """Name the models of the most common discount, each leading to its page."""
    step = str(_most_common(steps)["step"])
    named = cached[cached["step"] == step]
    first = named["label"].head(_MOST_LINKED)
    links = [model_link(str(model_id), label) for model_id, label in first.items()]
    more = len(named) - len(links)
    st.markdown(f"{plain(step)}: {', '.join(links)}{f' and {more} more' if more else ''}.")

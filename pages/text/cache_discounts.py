"""Cache discounts: what a repeated input costs less, and with which models."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.link_state import by_name, pick_model
from pages.shared.plain_text import model_link, plain
from pages.shared.table import titled
from pages.shared.view import View, once_per_offer, once_per_view
from pages.text.charts import cache_discount_steps
from pages.text.token_prices import text_tokens
from venice_data.catalog.model_types import is_default
from venice_data.catalog.money import discount_text, price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import column_title
from venice_data.catalog.wording import counted, some_of
from venice_data.costs.tokens import cache_discounts

if TYPE_CHECKING:
    from collections.abc import Hashable

_MOST_LINKED: Final = 40
_MOST_NAMED_FIRST: Final = 3
_LONGEST_NAMES: Final = 34  # characters beside a bar of a few models, on a phone too
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
        f"{_how_many(len(cached), len(text_tokens(view)))} just seen. Long instructions and "
        f"growing conversations gain most. {_largest_in_words(cached, steps)}".rstrip()
    )
    my_model = _show_my_model(view)
    columns = {
        "name": "Model",
        "id": "Id",
        "saving": "Saved",
        **{name: column_title(name, "text") for name in _COMPONENTS},
    }
    show_figure(
        view,
        cache_discount_steps(_with_mine(steps, cached, my_model)),
        partial(titled, cached, columns),
        name="text_cache",
        takeaway=finding,
        holds={"Saved": "share", **dict.fromkeys(list(columns.values())[3:], "price")},
    )
    _link_most_common(cached, steps)


def _show_my_model(view: View) -> str:
    """Say what the cache saves with one model, which the visitor names; return its id."""
    offered = _offered(view)
    default = offered.index[view.catalog.models.loc[offered.index, "traits"].map(is_default)]
    model_id = pick_model(
        "text_cached_model",
        "My model",
        by_name(offered["label"]),
        suggested=str([*default, *offered.index][0]),
        otherwise="no text model with a price for cache reads",
    )
    mine = offered.loc[[model_id]].iloc[0]
    full, cached, written = (plain(price_text(mine[name], view.currency)) for name in _COMPONENTS)
    to_write = "" if pd.isna(mine["cache_write"]) else f" Writing to the cache costs {written}."
    st.markdown(
        f"{model_link(model_id, mine['label'])}: {plain(discount_text(mine['saving']))}: "
        f"{cached} instead of {full} per 1M tokens that it has just seen.{to_write}"
    )
    return model_id


def _with_mine(steps: pd.DataFrame, cached: pd.DataFrame, model_id: str) -> pd.DataFrame:
    """Say in the row of the visitor's model that it is in it, if that is among the models."""
    mine = cached["step"].get(model_id, "")
    is_mine = steps["step"] == mine
    mark = (steps["count"] == 1).map({True: " (my model)", False: " (my model among them)"})
    return steps.assign(told=steps["told"] + mark.where(is_mine, ""), is_mine=is_mine)


@once_per_offer
def _offered(view: View) -> pd.DataFrame:
    """Return every model that is offered with a price for cache reads, filtered or not."""
    every = view.in_scope[view.in_scope["type"] == "text"]
    return cache_discounts(view.token_prices_of(every).assign(label=distinct_names(every)))


@once_per_view
def _cached(view: View) -> pd.DataFrame:
    """Return what each model saves, the most first."""
    cached = cache_discounts(text_tokens(view))
    cached = cached.sort_values(["saving", "cache_input"], ascending=[False, True])
    return cached.assign(step=cached["saving"].map(discount_text))


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
    is_alone = steps["count"] == 1
    is_short = steps["names"].str.len() <= _LONGEST_NAMES
    told = steps["names"].where(is_short | is_alone, steps["count"].astype("str") + " models")
    alone = steps["model_id"].where(is_alone, "")
    steps = steps.assign(told=told, model_id=alone).reset_index()
    return steps.assign(label=steps["step"])


def _finding(steps: pd.DataFrame, count: int) -> str:
    most_common = _most_common(steps)
    saves_nothing = most_common["saving"] <= 0
    what = "nothing" if saves_nothing else most_common["step"].removesuffix(" off")
    if count == 1:
        return f"Prompt caching saves {what} with the one model that has a cache price"
    with_whom = "most" if saves_nothing else most_common["count"]
    models = f"{with_whom} of the {count} models that have"
    return f"Prompt caching saves {what} with {models} a cache price"


def _how_many(cached: int, models: int) -> str:
    of_models = f"{cached} of {counted(models, 'models')}"
    verb, who = ("has", "it has") if cached == 1 else ("have", "they have")
    return f"{of_models} {verb} a price for input that {who}"


def _largest_in_words(cached: pd.DataFrame, steps: pd.DataFrame) -> str:
    """Name the first models of the largest discount, in Markdown; nothing where none is one."""
    largest = steps.iloc[0]
    if largest["saving"] <= 0:
        return ""
    named = cached[cached["step"] == largest["step"]]
    return f"Largest discount, {plain(largest['step'])}: {_linked(named, _MOST_NAMED_FIRST)}."


def _linked(models: pd.DataFrame, most: int) -> str:
    """Link the first models by their names and count the others, in Markdown."""
    links = [model_link(str(model_id), label) for model_id, label in models["label"].items()]
    return some_of(links, most)


def _most_common(steps: pd.DataFrame) -> dict[Hashable, Any]:
    return max(steps.to_dict("records"), key=lambda step: step["count"])


def _link_most_common(cached: pd.DataFrame, steps: pd.DataFrame) -> None:
    """Name the models of the most common discount on demand, each leading to its page."""
    step = str(_most_common(steps)["step"])
    named = cached[cached["step"] == step]
    with st.expander(f"Which have {plain(step)}"):
        st.markdown(f"{plain(step)}: {_linked(named, _MOST_LINKED)}.")

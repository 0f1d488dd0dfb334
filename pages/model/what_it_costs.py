"""What the model costs: in a sentence, in every unit it has, and against its kind."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd
import streamlit as st

from pages.model.charts import price_strip
from pages.shared.chart_parts import price_title
from pages.shared.downloads import show_downloads
from pages.shared.figure import show_figure
from pages.shared.freshness import last_look
from pages.shared.plain_text import model_link, plain
from pages.shared.prices_over_time import show_all_prices
from pages.shared.table import titled
from venice_data.catalog.filters import offered
from venice_data.catalog.frames import priced_by_quote
from venice_data.catalog.glossary import PRIVACY_IN_SHORT
from venice_data.catalog.model_types import model_type
from venice_data.catalog.money import cost_text, discount_text, price_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.price_components import UNKNOWN_UNIT, reading_order
from venice_data.costs.everyday import everyday_cost, everyday_use
from venice_data.costs.headlines import HEADLINE_UNITS, headline_prices
from venice_data.costs.tokens import cache_discounts, token_prices
from venice_data.days import INSTANT_FORMAT
from venice_data.history.price_history import models_ever_listed, price_intervals

if TYPE_CHECKING:
    from pages.model.subject import Subject
    from pages.shared.chart_template import Drawing
    from pages.shared.view import View
    from venice_data.catalog.frames import Currency


def show_answer(view: View, subject: Subject) -> None:
    """Say what kind of model it is and what it can do, and in a sentence what it costs."""
    model = subject.model
    has_context = pd.notna(model["context_tokens"])
    marks = [
        f"`{plain_code(subject.id)}`",
        plain(model_type(str(model["type"])).label),
        plain(f"privacy {model['privacy']}" if model["privacy"] == "unknown" else model["privacy"]),
        *([f"{model['context_tokens']:,} tokens of context"] if has_context else []),
        *(["in beta"] if model["beta"] else []),
        *(["down now"] if model["offline"] else []),
    ]
    st.markdown(" · ".join(marks), help=PRIVACY_IN_SHORT)
    if model["capabilities"]:
        st.caption(f"Can do: {plain(', '.join(model['capabilities']))}.")
    st.markdown(f"## {plain(cost_sentence(view, subject))}")
    _say_token_prices(view, subject)
    if subject.gone_since is None and pd.notna(model["removes_at"]):
        _say_it_retires(view, subject)


def _say_token_prices(view: View, subject: Subject) -> None:
    """Say what input and output cost, and input that the model has just seen, as far as priced."""
    own = token_prices(subject.catalog.prices, subject.as_frame, view.currency)
    for _, model in own.dropna(subset=["input", "output"]).iterrows():
        read, written = (price_text(model[name], view.currency) for name in ("input", "output"))
        st.markdown(f"Input {plain(read)}, output {plain(written)} per 1M tokens.")
    for _, model in cache_discounts(own).iterrows():
        cached, full = (price_text(model[name], view.currency) for name in ("cache_input", "input"))
        st.markdown(
            f"Input read from the cache: **{plain(discount_text(model['saving']))}**, "
            f"{plain(cached)} instead of {plain(full)} per 1M tokens."
        )


def plain_code(text: str) -> str:
    """Write a text of the API inside backticks."""
    return " ".join(text.replace("`", "'").split())


class Standing(NamedTuple):
    """A model among all of its kind: in words, drawn, and as a table."""

    place: str
    takeaway: str
    drawing: Drawing
    strip: pd.DataFrame


def standing(view: View, subject: Subject) -> Standing | None:
    """Return where a model stands; None where it has no price to be compared by."""
    own = headline_price(view, subject)
    if pd.isna(own):
        return None
    api_type = str(subject.model["type"])
    unit = HEADLINE_UNITS[api_type]
    kind = _prices_of_kind(view, api_type).drop(index=subject.id, errors="ignore")
    prices = pd.concat([kind, pd.Series({subject.id: own})])
    names = distinct_names(view.catalog.models).reindex(prices.index).fillna(subject.name)
    texts = prices.map(lambda price: cost_text(price, view.currency))
    strip = pd.DataFrame(
        {
            "model_id": prices.index,
            "label": names,
            "price": prices,
            "price_text": texts,
            "is_own": prices.index == subject.id,
            "label_text": names + " " + texts,
        }
    )
    place = _place_in_words(own, kind, api_type)
    drawn = strip[strip["price"] > 0].sort_values("price", kind="stable")
    axis_title = price_title(view.currency, f"{unit}, log scale")
    return Standing(
        place,
        f"{subject.name} at {texts[subject.id]} {unit}: {place}",
        price_strip(drawn, view.currency, axis_title),
        strip.sort_values("price"),
    )


def show_standing(view: View, subject: Subject) -> None:
    """Draw the model among all of its kind; nothing where it has no price to be compared by."""
    stands = standing(view, subject)
    if stands is None:
        return
    st.header(stands.place, anchor=False)
    price = f"Price {HEADLINE_UNITS[str(subject.model['type'])]}"
    show_figure(
        view,
        stands.drawing,
        partial(titled, stands.strip, {"label": "Model", "id": "Id", "price": price}),
        name="model_standing",
        takeaway=stands.takeaway,
        holds={price: "price"},
    )
    free = stands.strip[stands.strip["price"] == 0]
    if not free.empty:
        st.caption(f"Free now, and not on the axis: {plain(', '.join(free['label']))}.")


def show_over_time(view: View, subject: Subject) -> None:
    """Draw its prices over time; nothing where none was recorded."""
    history = view.snapshot.history
    if history is None or subject.id not in models_ever_listed(history).index:
        return
    until = last_look(view)
    intervals = price_intervals(history, [subject.id], until, view.currency)
    if intervals.empty:
        return
    show_all_prices(view, history, intervals)


def headline_price(view: View, subject: Subject) -> float:
    """Return its headline price, or the last where it is gone; NaN where it has none."""
    own = headline_prices(subject.catalog.prices, subject.as_frame, view.currency)
    return float(own.iloc[0])


def _place_in_words(own: float, others: pd.Series[float], api_type: str) -> str:
    """Say how many of the same kind cost less and how many the same."""
    cheaper, same = int((others < own).sum()), int((others == own).sum())
    plural = model_type(api_type).plural
    if not cheaper:
        words = f"None of the other {len(others)} {plural} costs less"
    else:
        words = f"{cheaper} of the other {len(others)} {plural} cost{'s' * (cheaper == 1)} less"
    return f"{words}, {same} the same" if same else words


def cost_sentence(view: View, subject: Subject) -> str:
    """Say the headline price, or why there is none."""
    if priced_by_quote(subject.as_frame, subject.catalog.prices).iloc[0]:
        if subject.gone_since is not None:
            return "Was priced by quote only, and no quote can be had any more"
        return "Priced by quote only: Venice names a price for each clip when it is asked"
    own = headline_price(view, subject)
    if pd.isna(own):
        has_any = subject.prices[view.currency].notna().any()
        return "Its prices stand below" if has_any else "No price is published"
    costs = f"{cost_text(own, view.currency)} {HEADLINE_UNITS[str(subject.model['type'])]}"
    return f"Costs {costs}" if subject.gone_since is None else f"Cost {costs} when last listed"


def _prices_of_kind(view: View, api_type: str) -> pd.Series[float]:
    """Return the headline prices of every model of a type that is offered, whatever is filtered."""
    models = offered(view.catalog.models, view.now)
    return view.headlines.loc[models.index[models["type"] == api_type]].dropna()


def _say_it_retires(view: View, subject: Subject) -> None:
    model = subject.model
    replacement = model["replacement_id"]
    follows = (
        f" Replaced by {model_link(replacement, view.names.get(replacement, replacement))}."
        if pd.notna(replacement)
        else " No replacement is named."
    )
    remapped = " Calls to it then go there by themselves." if model["auto_remap"] is True else ""
    st.warning(
        f"Will be switched off on {model['removes_at']:{INSTANT_FORMAT}} UTC.{follows}{remapped}",
        icon=":material/event_busy:",
    )


def show_prices(view: View, subject: Subject) -> None:
    """List every price with its unit and what it comes to in everyday terms."""
    prices = in_reading_order(subject.prices)
    if prices.empty:
        return
    st.header("Every price", anchor=False)
    table = price_table(prices, view.currency)
    lines = ["| Price of | Price | In everyday terms |", "|---|---|---|"]
    lines += [
        f"| {plain(price_of)} | {plain(f'{price_text(price, view.currency)} {per}')} "
        f"| {plain(everyday)} |"
        for price_of, price, per, everyday in zip(
            table["Price of"], table["Price"], table["Per"], table["In everyday terms"], strict=True
        )
    ]
    st.markdown("\n".join(lines))
    show_downloads(view, lambda: table, "model_prices", holds={"Price": "price"})


def in_reading_order(prices: pd.DataFrame) -> pd.DataFrame:
    return prices.sort_values(
        "component", key=lambda names: names.map(reading_order), kind="stable"
    )


def price_table(prices: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Price of": [
                f"{label}{_range_text(shortest, longest)}"
                for label, shortest, longest in zip(
                    prices["label"], prices["min_seconds"], prices["max_seconds"], strict=True
                )
            ],
            "Price": prices[currency],
            "Per": [
                "in a unit not known here" if unit == UNKNOWN_UNIT else f"per {unit}"
                for unit in prices["unit"]
            ],
            "In everyday terms": [
                _everyday_text(component, unit, amount, currency)
                for component, unit, amount in zip(
                    prices["component"], prices["unit"], prices[currency], strict=True
                )
            ],
        }
    )


def _range_text(shortest: float, longest: float) -> str:
    has_range = pd.notna(shortest) and pd.notna(longest)
    return f" ({shortest:g} to {longest:g} seconds)" if has_range else ""


def _everyday_text(component: str, unit: str, amount: float, currency: Currency) -> str:
    use = everyday_use(component, unit)
    if use is None or pd.isna(amount):
        return ""
    cost = cost_text(float(everyday_cost(amount, use)), currency)
    return f"{use.what}: {cost} ({use.takes})" if use.takes else f"{use.what}: {cost}"

"""Every term and every unit that the site uses, explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.plain_text import plain
from pages.shared.table import show_folded_table
from venice_data.catalog.glossary import GLOSSARY, capability_explanations
from venice_data.catalog.model_types import in_reading_order, model_type
from venice_data.catalog.price_components import PRICE_COMPONENTS, UNKNOWN_UNIT
from venice_data.catalog.wording import begun

if TYPE_CHECKING:
    from pages.shared.view import View

_NARROWEST_ENTRY_PIXELS: Final = 320
# What models write in the names of their prices.
_EXAMPLES: Final = {"resolution": "1K", "quality": "high", "seconds": "60", "factor": "2"}


def show_glossary() -> None:
    """Explain the terms, then what models can do."""
    st.header("What the words mean", anchor=False)
    terms = st.grid("auto", min_column_width=_NARROWEST_ENTRY_PIXELS)
    for term in GLOSSARY:
        example = f" *{plain(term.example)}*" if term.example else ""
        terms.markdown(f"**{plain(term.title)}**  \n{plain(term.explanation)}{example}")
    st.header("What models can do", anchor=False)
    capabilities = st.grid("auto", min_column_width=_NARROWEST_ENTRY_PIXELS)
    for label, explanation in capability_explanations().items():
        capabilities.markdown(f"**{plain(begun(label))}**  \n{plain(explanation)}")


def show_units(view: View) -> None:
    """Explain every kind of price with its unit, and hand all of it out as a table."""
    st.header("What each price is for", anchor=False)
    st.markdown(
        "Each kind of price has its own unit, and a unit never mixes with another on one axis. "
        f"A price of a kind that is new here is listed as it came, with the unit “{UNKNOWN_UNIT}”. "
        "Sizes, qualities, lengths and factors are examples."
    )
    components = _components(view)
    entries = st.grid("auto", min_column_width=_NARROWEST_ENTRY_PIXELS)
    for _, component in components.iterrows():
        price_of, what = (
            plain(_with_examples(component[column])) for column in ("Price of", "What it is")
        )
        entries.markdown(f"**{price_of}** · per {plain(component['Unit'])}  \n{what}")
    show_folded_table(
        view, lambda: components, name="data_units", alt="Every kind of price with its unit"
    )


def _with_examples(text: str) -> str:
    for name, example in _EXAMPLES.items():
        text = text.replace(f"{{{name}}}", example)
    return text


def _components(view: View) -> pd.DataFrame:
    """Return the known kinds of price in reading order, then those that are new in this list."""
    catalog = view.catalog
    listed = catalog.prices.join(catalog.models["type"], on="model_id")
    known = [
        {
            "Price of": component.label,
            "Unit": component.unit,
            "What it is": component.explanation,
            "Where Venice writes it": f"pricing.{component.path}",
            "For": ", ".join(
                model_type(name).plural for name in in_reading_order(set(component.types))
            )
            or "all types",
        }
        for component in PRICE_COMPONENTS
    ]
    unknown = listed.loc[listed["unit"] == UNKNOWN_UNIT].drop_duplicates(["component", "type"])
    new = [
        {
            "Price of": component,
            "Unit": UNKNOWN_UNIT,
            "What it is": "New in this list, and not known here yet.",
            "Where Venice writes it": f"pricing.{component}",
            "For": model_type(api_name).plural,
        }
        for component, api_name in zip(unknown["component"], unknown["type"], strict=True)
    ]
    return pd.DataFrame([*known, *new])

"""The sidebar: what to show, in which currency; all of it in the URL, for every page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from venice_data.catalog.capabilities import capability_explanations
from venice_data.catalog.filters import ANY_CONTEXT, CONTEXT_CHOICES, Filters
from venice_data.catalog.frames import CURRENCIES
from venice_data.catalog.model_types import api_name_of, in_reading_order, model_type
from venice_data.catalog.money import currency_label

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.catalog.frames import Currency

_CURRENCY_OF_LABEL: Final = {currency_label(currency): currency for currency in CURRENCIES}
_CLEARED: Final = {
    "type": [],
    "capability": [],
    "privacy": [],
    "context": ANY_CONTEXT,
    "search": "",
}
_LINK_READ: Final = "link_was_read"
_IGNORED: Final = "ignored_from_link"


def show(models: pd.DataFrame) -> tuple[Filters, Currency]:
    """Draw the filters that the models allow; return what is chosen."""
    options = {
        "type": [model_type(name).label for name in in_reading_order(set(models["type"]))],
        "capability": _by_frequency(models["capabilities"].explode()),
        "privacy": _by_frequency(models["privacy"]),
        "context": list(CONTEXT_CHOICES),
        "currency": list(_CURRENCY_OF_LABEL),
    }
    _read_link_once(options)

    types = st.multiselect(
        "Type",
        options["type"],
        key="type",
        bind="query-params",
        placeholder="All types",
        help="What a model makes. Edit, upscale, speech and transcription are "
        "`inpaint`, `upscale`, `tts` and `asr` in the API.",
    )
    capabilities = st.multiselect(
        "Capabilities, must have all",
        options["capability"],
        key="capability",
        bind="query-params",
        placeholder="Any",
        help=_capability_help(options["capability"]),
    )
    privacy = st.multiselect(
        "Privacy",
        options["privacy"],
        key="privacy",
        bind="query-params",
        placeholder="Any",
        help="Private: Venice keeps nothing of your request. Anonymized: the provider behind "
        "the model sees the request, but not who sent it. Unknown: not stated.",
    )
    context = st.selectbox(
        "Context window, at least",
        options["context"],
        key="context",
        bind="query-params",
        help="How many tokens a text model reads and writes at once. 128K tokens are about "
        "96,000 English words.",
    )
    search = st.text_input(
        "Search name or id", key="search", bind="query-params", placeholder="qwen, flux edit, …"
    )
    currency = st.segmented_control(
        "Prices in",
        options["currency"],
        default=options["currency"][0],
        required=True,
        key="currency",
        bind="query-params",
        help="1 DIEM pays for 1 USD of use each day. Models price both separately.",
    )
    st.button("Clear filters", icon=":material/filter_alt_off:", on_click=_clear, width="stretch")
    filters = Filters(
        types=tuple(api_name_of(label) for label in types),
        capabilities=tuple(capabilities),
        privacy=tuple(privacy),
        min_context_tokens=CONTEXT_CHOICES[context],
        search=search.strip(),
    )
    return filters, _CURRENCY_OF_LABEL[currency]


def ignored_from_link() -> list[str]:
    """Return the parts of the visitor's link that named nothing known, as `name=value`."""
    ignored: list[str] = st.session_state.get(_IGNORED, [])
    return ignored


def _clear() -> None:
    st.session_state.update(_CLEARED)
    st.session_state[_IGNORED] = []


def _by_frequency(values: pd.Series[str]) -> list[str]:
    return list(values.dropna().value_counts().index)


def _capability_help(labels: list[str]) -> str:
    explanations = capability_explanations()
    return "\n".join(
        f"- {label}: {explanations[label]}" for label in labels if label in explanations
    )


def _read_link_once(options: dict[str, list[str]]) -> None:
    """Accept a link's values in any case and by their API names; keep note of the rest."""
    if _LINK_READ in st.session_state:
        return
    st.session_state[_LINK_READ] = True
    corrected: dict[str, list[str]] = {}
    ignored = []
    for name, labels in options.items():
        accepted = {label.casefold(): label for label in labels}
        if name == "type":
            accepted |= {api_name_of(label): label for label in labels}
        given = st.query_params.get_all(name)
        known = [accepted[value.casefold()] for value in given if value.casefold() in accepted]
        ignored += [f"{name}={value}" for value in given if value.casefold() not in accepted]
        if known != given:
            corrected[name] = known
    st.session_state[_IGNORED] = ignored
    if corrected:
        st.query_params.from_dict({**_link(), **corrected})
        st.rerun()


def _link() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}

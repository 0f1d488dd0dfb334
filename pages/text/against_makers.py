"""Venice's prices against those of the models' own makers: today, and over time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from pages.shared.figure import show_figure
from pages.shared.finding import MOST_ROWS, PageFinding, value_in
from pages.shared.link_state import in_link
from pages.shared.plain_text import from_to, plain, sentences
from pages.shared.provenance import source_text
from pages.shared.ranking import marked_labels
from pages.shared.table import titled
from pages.shared.view import View, once_per_view
from pages.text import makers_over_time
from pages.text.maker_charts import maker_multiples
from venice_data.catalog.glossary import PRIVACY_IN_SHORT
from venice_data.catalog.money import price_text, share_text
from venice_data.catalog.names import distinct_names
from venice_data.catalog.wording import counted
from venice_data.costs.free_and_beta import status_of
from venice_data.costs.maker_prices import CHARGES, CURRENCY, against_makers, known_until
from venice_data.days import beginning_of, day_text, since_text
from venice_data.history.change_text import percent_text
from venice_data.link_values import ON_OR_OFF, Choices

if TYPE_CHECKING:
    from pages.shared.chart_template import Drawing
    from pages.shared.downloads import Holds
    from pages.shared.finding import Link

TAB: Final = "Against the maker"
_ONE_SOURCE_IN_LINK: Final = "text_one_source"
READ_OF_LINK: Final = (_ONE_SOURCE_IN_LINK,)
_AGREED: Final = "two public collections"
_ONE_SOURCE: Final = "one public collection"
_PRIVACIES: Final = ("private", "anonymized")
_HOLDS: Final[dict[str, Holds]] = {
    "Input": "price",
    "Maker's input": "price",
    "Input against it": "share",
    "Output": "price",
    "Maker's output": "price",
    "Output against it": "share",
}


def show(view: View) -> None:
    """Say how far prices are from those of the makers, private and anonymized models apart."""
    answer = st.container()
    with_one_source = st.toggle(
        "Also what a single source states",
        help="Two public collections of prices agree on some models; others stand in one only.",
        **in_link(_ONE_SOURCE_IN_LINK, ON_OR_OFF),
    )
    compared = compared_models(view, with_one_source=with_one_source)
    if compared.empty:
        answer.info("The makers' prices of the matching models are not known here.")
        return
    with answer:
        st.header(plain(finding_in_words(compared)), anchor=False)
        st.caption(_what_is_known(view, compared), help=PRIVACY_IN_SHORT)
    for privacy in _PRIVACIES:
        of_privacy = _of_privacy(view, compared, privacy)
        if not of_privacy.empty:
            _show_group(view, privacy, of_privacy, compared)
    makers_over_time.show(view, compared)


def find(view: View, link: Link, tab_in_link: str) -> PageFinding | None:
    """Say what the tab says first where a link opens it; None where it finds nothing."""
    if value_in(link, tab_in_link, Choices((TAB,))) is None:
        return None
    with_one_source = value_in(link, _ONE_SOURCE_IN_LINK, ON_OR_OFF) == "true"
    compared = compared_models(view, with_one_source=with_one_source)
    if compared.empty:
        return None
    first = compared[:MOST_ROWS]
    of_first_kind = first[first["privacy"] == first["privacy"].iloc[0]]
    texts = [
        first[name].map(lambda price: price_text(price, CURRENCY))
        for name in ("input", "makers_input", "output", "makers_output")
    ]
    return PageFinding(
        f"{finding_in_words(compared)}.",
        "Prices at Venice and at the maker, in USD per 1M tokens",
        ("Model", "Input", "Maker's", "Output", "Maker's", "Privacy"),
        tuple(zip(first["label"], *texts, first["privacy"], strict=True)),
        picture=partial(_drawing, view, of_first_kind, of_first_kind),
    )


@once_per_view
def compared_models(view: View, *, with_one_source: bool) -> pd.DataFrame:
    """Return the matching models as `against_makers` does, with label, privacy and status.

    Private models first, then those that cost least against their makers.
    """
    models = view.of_type("text")
    models = models[models["privacy"].isin(_PRIVACIES)]
    compared = against_makers(models, view.catalog.prices, view.now.date())
    compared = compared[compared["two_sources_agree"] | with_one_source]
    own = models.loc[compared.index]
    named = compared.assign(
        label=distinct_names(models)[compared.index],
        privacy=own["privacy"],
        status=status_of(own, (compared[[*CHARGES]] == 0).all(axis=1)),
    )
    return named.sort_values(
        ["privacy", "input_change", "output_change", "label"], ascending=[False, True, True, True]
    )


def finding_in_words(compared: pd.DataFrame) -> str:
    """Say what models cost more than at their makers, by the median, by their privacy."""
    parts = [
        f"{privacy} models cost {_middle(of_privacy)}"
        for privacy in _PRIVACIES
        if not (of_privacy := compared[compared["privacy"] == privacy]).empty
    ]
    return f"Against their makers, by the median, {'; '.join(parts)}"


def _middle(compared: pd.DataFrame) -> str:
    texts = [_more_or_less(float(compared[f"{charge}_change"].median())) for charge in CHARGES]
    if texts[0] == texts[1]:
        return f"{texts[0]} for input and output"
    return f"{texts[0]} for input and {texts[1]} for output"


def _more_or_less(change: float) -> str:
    if not change:
        return "the same"
    return f"{share_text(abs(change))} {'more' if change > 0 else 'less'}"


def _what_is_known(view: View, compared: pd.DataFrame) -> str:
    unsure = int((~compared["two_sources_agree"]).sum())
    return sentences(
        f"USD per 1M tokens of {len(compared)} text models whose maker's list price is known.",
        f"{unsure} of them stand in {_ONE_SOURCE} only."
        if unsure
        else f"On each {_AGREED} of prices agree.",
        "Of other models nothing is claimed.",
        f"{_age_of_file(view)}; what a maker has changed since is not known here.",
    )


def _age_of_file(view: View) -> str:
    day = known_until()
    age = since_text(beginning_of(day), view.now)
    return f"The newest price of a maker is from {day_text(day)}, {age}"


def _show_group(view: View, privacy: str, compared: pd.DataFrame, every: pd.DataFrame) -> None:
    finding = f"{privacy.capitalize()}, {counted(len(compared), 'models')}: {_span(compared)}"
    st.subheader(plain(finding), anchor=False)
    drawn = _on_the_axis(view, compared)
    if not drawn.empty:
        show_figure(
            view,
            _drawing(view, drawn, _on_the_axis(view, every)),
            partial(_table, view, compared),
            name=f"text_maker_{privacy}",
            takeaway=finding,
            holds=_HOLDS,
            source=_source(view),
            currency=CURRENCY,
        )
    free = compared.drop(index=drawn.index)
    if not free.empty:
        st.caption(f"Free now, and not on the axis: {plain(', '.join(free['label']))}.")


def _span(compared: pd.DataFrame) -> str:
    """Say from where to where prices go against the makers'."""
    changes = compared[[f"{charge}_change" for charge in CHARGES]].to_numpy()
    ends = [float(changes.min()), float(changes.max())]
    texts = [_more_or_less(end) for end in dict.fromkeys(ends) if end]
    if not texts:
        return "the same as at the maker"
    if 0 in ends:
        return f"up to {texts[0]} than at the maker"
    return f"{from_to(texts)} than at the maker"


@once_per_view
def _of_privacy(_view: View, compared: pd.DataFrame, privacy: str) -> pd.DataFrame:
    return compared[compared["privacy"] == privacy]


@once_per_view
def _on_the_axis(_view: View, compared: pd.DataFrame) -> pd.DataFrame:
    return compared[(compared[[*CHARGES]] > 0).all(axis=1)]


@once_per_view
def _drawing(_view: View, compared: pd.DataFrame, every: pd.DataFrame) -> Drawing:
    """Draw two marks for each model, input and output, on the axis of every group."""
    labels = _labels(compared)
    multiples = 1 + pd.concat([every[f"{charge}_change"] for charge in CHARGES])
    marks = [
        pd.DataFrame(
            {
                "model_id": compared.index,
                "label": labels,
                "privacy": compared["privacy"],
                "charge": charge,
                "multiple": 1 + compared[f"{charge}_change"],
                "change_text": compared[f"{charge}_change"].map(_signed),
                "own_text": compared[charge].map(_usd),
                "makers_text": compared[f"makers_{charge}"].map(_usd),
                "both_text": compared[charge].map(_usd)
                + " instead of "
                + compared[f"makers_{charge}"].map(_usd),
                "since_text": compared["since"].map(day_text),
                "stated_text": _stated_by(compared),
            }
        )
        for charge in CHARGES
    ]
    both = pd.concat(marks).sort_index(key=compared.index.get_indexer, kind="stable")
    return maker_multiples(both, multiples, _labels(every))


def _labels(compared: pd.DataFrame) -> pd.Series[str]:
    labels = marked_labels(compared)
    return labels.where(compared["two_sources_agree"], labels + " (one source)")


def _usd(price: float) -> str:
    return price_text(price, CURRENCY)


def _signed(change: float) -> str:
    return percent_text(change) if change else "the same"


def _stated_by(compared: pd.DataFrame) -> pd.Series[str]:
    return compared["two_sources_agree"].map({True: _AGREED, False: _ONE_SOURCE})


def _table(view: View, compared: pd.DataFrame) -> pd.DataFrame:
    ages = [since_text(beginning_of(since), view.now) for since in compared["since"]]
    return titled(
        compared.assign(
            stated_by=_stated_by(compared),
            since_text=compared["since"].map(str),
            age=ages,
        ),
        {
            "label": "Model",
            "id": "Id",
            "privacy": "Privacy",
            "input": "Input",
            "makers_input": "Maker's input",
            "input_change": "Input against it",
            "output": "Output",
            "makers_output": "Maker's output",
            "output_change": "Output against it",
            "maker": "Maker",
            "maker_id": "There as",
            "since_text": "Maker's price since",
            "age": "Which is",
            "stated_by": "Stated by",
        },
    )


def _source(view: View) -> str:
    return f"{source_text(view.catalog)} Makers' prices: public collections. {_age_of_file(view)}."

"""The finder: a wish in a few choices, the answer in a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.shared.link_state import forget_ignored, in_link
from pages.shared.page_frame import answer_first, later
from pages.shared.plain_text import plain, sentences
from pages.shared.ranking import PRIVACY, Column, Ranking, show_ranking
from pages.shared.sidebar import offer_the_other_way
from pages.shared.view import View, once_per_view
from venice_data.catalog.filter_kinds import ANY, OneOf, Scope, SeveralOf
from venice_data.catalog.filters import FILTERS, Filters, applicable, remarks_on
from venice_data.costs.finder import find_cheapest
from venice_data.costs.headlines import HEADLINE_REMARKS, HEADLINE_UNITS
from venice_data.link_values import Choices

if TYPE_CHECKING:
    import pandas as pd

    from venice_data.link_values import Accepted

_MOST_DRAWN: Final = 8


def show(view: View) -> list[str]:
    """Ask for a wish and answer it among the models that the sidebar leaves.

    Return the models of which it says that they do not count as cheapest, or do.
    """
    with answer_first("overview_finder"):
        with later("overview_wish"):
            found = _ask(view)
        st.header(plain(found.sentence), anchor=False)
        if said := sentences(found.remark, _what_counts_too(view)):
            st.caption(said)
        _offer_questions(view)
        offer_the_other_way(view, found.free_or_beta, "overview_finder")
        _show_cheapest(view, found)
    return found.free_or_beta


def _what_counts_too(view: View) -> str:
    filters = ", ".join(view.applied.in_words())
    return f"The sidebar's filters count too: {filters}." if filters else ""


class _List(NamedTuple):
    """A list of the finder: its key, which stands in links, its heading, and its share of a row."""

    key: str
    heading: str
    width: int
    help: str | None = None


_LISTS: Final = {  # by the filters that the finder asks for; the sidebar has all
    "types": _List("overview_type", "I need a model for", 3),
    "capabilities": _List("overview_needs", "that has all of", 4),
    "privacy": _List("overview_privacy", "with privacy", 3),
    "min_context_tokens": _List("overview_context", "and a context of at least", 4),
    "at_least_as_good": _List(
        "overview_as_good_as", "at least as good as", 5, FILTERS["at_least_as_good"].help
    ),
}
_ANYTHING: Final = "Any text model"  # the way back from the others
_QUESTIONS: Final[dict[str, dict[str, list[str]]]] = {  # what is chosen in the lists for each
    "Private, sees images, 128K context": {
        "types": ["text"],
        "capabilities": ["vision"],
        "privacy": ["private"],
        "min_context_tokens": ["128K"],
    },
    "Private, as good as Claude Opus 4.5": {
        "types": ["text"],
        "privacy": ["private"],
        "at_least_as_good": ["Claude Opus 4.5 on LiveBench"],
    },
    "Calls tools, 256K context": {
        "types": ["text"],
        "capabilities": ["function calling"],
        "min_context_tokens": ["256K"],
    },
    "A private picture": {"types": ["image"], "privacy": ["private"]},
    "Read text aloud": {"types": ["speech"]},
    "Write down speech": {"types": ["transcription"]},
    _ANYTHING: {"types": ["text"]},
}


def _offer_questions(view: View) -> None:
    """Offer the wishes that many have and some model meets: a click fills the lists."""
    offered = _questions_offered(view)
    if not offered:
        return
    with st.container(horizontal=True, gap="small", key="overview_questions"):
        for number, question in enumerate(offered):
            st.button(
                question,
                key=f"overview_question_{number}",
                type="tertiary",
                on_click=_fill_lists,
                args=(question,),
            )


def _fill_lists(question: str) -> None:
    for condition, asked in _LISTS.items():
        texts = _QUESTIONS[question].get(condition, [])
        st.session_state[asked.key] = texts if _takes_several(condition) else next(iter(texts), ANY)
    forget_ignored()


@once_per_view
def _questions_offered(view: View) -> list[str]:
    asked = [question for question in _QUESTIONS if _can_be_asked(view, question)]
    return [] if asked == [_ANYTHING] else asked


def _can_be_asked(view: View, question: str) -> bool:
    """Whether all that a question wishes can be chosen."""
    wished = _QUESTIONS[question]
    types, *others = wished
    return set(wished[types]) <= set(_offered(view, types).labels) and all(
        set(wished[each]) <= set(_offered(view, each, *wished[types]).labels) for each in others
    )


def _takes_several(condition: str) -> bool:
    declared = FILTERS[condition]
    return isinstance(declared, SeveralOf) and declared.must_have_all


class _Offered(NamedTuple):
    """What a list offers, what of it a link can name, and whether it says anything here.

    `nothing` is the label of no choice, if there is one.
    """

    labels: list[str]
    accepted: Accepted
    is_of_use: bool = True
    nothing: str | None = ANY


@once_per_view
def _offered(view: View, condition: str, *types: str) -> _Offered:
    """Return what can be wished for among the models of a type; without one, among all."""
    models = view.of_type(*FILTERS["types"].read(types)) if types else view.models
    declared = FILTERS[condition]
    labels = declared.labels(models)
    if isinstance(declared, OneOf):
        return _Offered(labels, declared.accepted(models), declared.can_be_asked_of(models))
    if _takes_several(condition):
        return _Offered(labels, Choices(labels))
    if not types:
        return _Offered(labels, Choices(labels, most=1), nothing=None)
    return _Offered([ANY, *labels], Choices([ANY, *labels], most=1))


def _ask(view: View) -> _Found:
    """Ask for a type, and for what can be wished for among its models."""
    types: list[str] = []
    texts: dict[str, list[str]] = {}
    columns = st.columns([asked.width for asked in _LISTS.values()])
    for column, (condition, asked) in zip(columns, _LISTS.items(), strict=True):
        with column:
            chosen = _choose(condition, asked, _offered(view, condition, *types))
        texts[FILTERS[condition].name] = chosen
        types = types or chosen
    return _found(view, Filters.from_texts(texts))


def _choose(condition: str, asked: _List, offered: _Offered) -> list[str]:
    """Draw a list; return the texts that are chosen in it."""
    if _takes_several(condition):
        return st.multiselect(
            asked.heading,
            offered.labels,
            placeholder="anything",
            help=asked.help,
            **in_link(asked.key, offered.accepted),
        )
    chosen = st.selectbox(
        asked.heading,
        offered.labels,
        disabled=not offered.is_of_use,
        help=asked.help,
        **in_link(asked.key, offered.accepted, default=offered.labels[0]),
    )
    return [] if chosen == offered.nothing else [chosen]


class _Found(NamedTuple):
    """The answer to a wish: a sentence, and the models with a price, cheapest first.

    `remark` says what is meant by the unit of the prices, where it needs that.
    """

    sentence: str
    free_or_beta: list[str]
    priced: pd.DataFrame
    unit: str
    remark: str


@once_per_view
def _found(view: View, wished: Filters) -> _Found:
    """Answer a wish, or what of it could be answered among the models of the type."""
    of_type = view.of_type(*wished.types)
    wish, _ = applicable(_with_sidebar(wished, view), Scope(of_type))
    finding = find_cheapest(
        view.models,
        view.catalog.prices,
        wish,
        view.currency,
        headlines=view.headlines,
        counts_free_and_beta=view.counts_free_and_beta,
    )
    return _Found(
        finding.sentence,
        list(finding.free_or_beta["label"]),
        finding.ranked[finding.ranked["price"].notna()],
        HEADLINE_UNITS.get(wish.types[0], ""),
        " ".join([HEADLINE_REMARKS.get(wish.types[0], ""), *remarks_on(of_type, wish)]),
    )


def _with_sidebar(wished: Filters, view: View) -> Filters:
    """Add what is filtered in the sidebar and not wished for here: the sentence names it too."""
    own = {condition: getattr(wished, condition) for condition in wished.active()}
    return replace(view.applied, **own)


def _show_cheapest(view: View, found: _Found) -> None:
    """Draw the cheapest few; where none has a price, the sentence has said so."""
    if found.priced.empty:
        return
    columns = (Column("price", f"Price {found.unit}", "cost"), PRIVACY)
    show_ranking(
        view,
        found.priced,
        Ranking(found.unit, columns, "overview_finder", most_drawn=_MOST_DRAWN),
    )

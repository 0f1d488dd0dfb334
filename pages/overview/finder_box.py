"""The finder: a wish in a few choices, the answer in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import streamlit as st

from pages.shared.link_state import forget_ignored, in_link
from pages.shared.page_frame import answer_first, later
from pages.shared.plain_text import plain, sentences
from pages.shared.ranking import PRIVACY, Column, Ranking, show_ranking
from pages.shared.sidebar import offer_the_other_way
from pages.shared.view import View, once_per_view
from venice_data.catalog.filter_kinds import ANY, Scope
from venice_data.catalog.filters import FILTERS, Filters, applicable, remarks_on
from venice_data.catalog.quality_scores import some_are_rated
from venice_data.costs.finder import HEADLINE_REMARKS, HEADLINE_UNITS, find_cheapest
from venice_data.link_values import Choices

if TYPE_CHECKING:
    import pandas as pd

_MOST_DRAWN: Final = 8
_TYPE, _NEEDS, _PRIVACY, _CONTEXT, _AS_GOOD = (
    f"overview_{part}" for part in ("type", "needs", "privacy", "context", "as_good_as")
)
_WIDTHS: Final = (3, 4, 3, 4, 5)  # of its lists, by what they hold
_SIDEBAR_COUNTS_TOO: Final = "The sidebar's filters count too."


def show(view: View) -> list[str]:
    """Ask for a wish and answer it among the models that the sidebar leaves.

    Return the models of which it says that they do not count as cheapest, or do.
    """
    with answer_first("overview_finder"):
        with later("overview_wish"):
            found = _ask(view)
        st.header(plain(found.sentence), anchor=False)
        if said := sentences(
            found.remark, "" if view.applied == Filters() else _SIDEBAR_COUNTS_TOO
        ):
            st.caption(said)
        _offer_questions(view)
        offer_the_other_way(view, found.free_or_beta, "overview_finder")
        _show_cheapest(view, found)
    return found.free_or_beta


class _Question(NamedTuple):
    """A wish that many have, by the labels of the lists that hold it."""

    type: str
    needs: tuple[str, ...] = ()
    privacy: str = ANY
    context: str = ANY
    as_good_as: str = ANY

    def fill_lists(self) -> None:
        """Choose it in the lists. For use as a callback."""
        st.session_state[_TYPE], st.session_state[_NEEDS] = self.type, [*self.needs]
        st.session_state[_PRIVACY], st.session_state[_CONTEXT] = self.privacy, self.context
        st.session_state[_AS_GOOD] = self.as_good_as
        forget_ignored()


_ANYTHING: Final = "Any text model"  # the way back from the others
_QUESTIONS: Final = {
    "Private, sees images, 128K context": _Question("text", ("vision",), "private", "128K"),
    "Private, as good as Claude Opus 4.5": _Question(
        "text", privacy="private", as_good_as="Claude Opus 4.5 on LiveBench"
    ),
    "Calls tools, 256K context": _Question("text", ("function calling",), context="256K"),
    "A private picture": _Question("image", privacy="private"),
    "Read text aloud": _Question("speech"),
    "Write down speech": _Question("transcription"),
    _ANYTHING: _Question("text"),
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
                on_click=_QUESTIONS[question].fill_lists,
            )


@once_per_view
def _questions_offered(view: View) -> list[str]:
    types = FILTERS["types"].labels(view.models)
    offers = {label: _offered(view, label) for label in types}
    asked = [
        words
        for words, question in _QUESTIONS.items()
        if question.type in offers and offers[question.type].can_be_asked(question)
    ]
    return [] if asked == [_ANYTHING] else asked


class _Offered(NamedTuple):
    """What can be wished for among the models of a type."""

    needs: list[str]
    privacies: list[str]
    contexts: list[str]
    has_contexts: bool
    yardsticks: list[str]
    has_ratings: bool

    def can_be_asked(self, question: _Question) -> bool:
        """Whether all that a question wishes can be chosen."""
        return (
            set(question.needs) <= set(self.needs)
            and question.privacy in self.privacies
            and question.context in self.contexts
            and question.as_good_as in self.yardsticks
        )


@once_per_view
def _offered(view: View, label: str) -> _Offered:
    models = view.of_type(*FILTERS["types"].read([label]))
    return _Offered(
        FILTERS["capabilities"].labels(models),
        [ANY, *FILTERS["privacy"].labels(models)],
        FILTERS["min_context_tokens"].labels(models),
        bool(models["context_tokens"].notna().any()),
        FILTERS["at_least_as_good"].labels(models),
        some_are_rated(models),
    )


def _ask(view: View) -> _Found:
    types = FILTERS["types"].labels(view.models)
    type_column, needs_column, privacy_column, context_column, quality_column = st.columns(_WIDTHS)
    label = type_column.selectbox(
        "I need a model for",
        types,
        **in_link(_TYPE, Choices(types, most=1), default=types[0]),
    )
    offered = _offered(view, label)
    needs, privacies, contexts = offered.needs, offered.privacies, offered.contexts
    needed = needs_column.multiselect(
        "that has all of",
        needs,
        placeholder="anything",
        **in_link(_NEEDS, Choices(needs)),
    )
    privacy = privacy_column.selectbox(
        "with privacy",
        privacies,
        **in_link(_PRIVACY, Choices(privacies, most=1)),
    )
    context = context_column.selectbox(
        "and a context of at least",
        contexts,
        disabled=not offered.has_contexts,
        **in_link(_CONTEXT, Choices(contexts, most=1)),
    )
    yardstick = quality_column.selectbox(
        "at least as good as",
        offered.yardsticks,
        disabled=not offered.has_ratings,
        help=FILTERS["at_least_as_good"].help,
        **in_link(_AS_GOOD, FILTERS["at_least_as_good"].accepted(view.models)),
    )
    texts = {
        "type": [label],
        "capability": needed,
        "privacy": [] if privacy == ANY else [privacy],
        "context": [context],
        "as_good_as": [yardstick],
    }
    return _found(view, label, Filters.from_texts(texts))


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
def _found(view: View, label: str, wished: Filters) -> _Found:
    """Answer a wish, or what of it could be answered among the models of the type."""
    of_type = view.of_type(*FILTERS["types"].read([label]))
    wish, _ = applicable(wished, Scope(of_type))
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

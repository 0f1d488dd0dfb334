"""Histories for tests, recorded from lists of the test's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import create_engine

from tests.support.samples import tokens
from tests.support.stand_in import model
from venice_data import parse_models
from venice_data.costs.work import Chat, Line
from venice_data.history.database import METADATA
from venice_data.history.list_states import ListState, state_of
from venice_data.history.recording import read_price_history, record

if TYPE_CHECKING:
    from venice_data.history.price_history import PriceHistory

    Models = list[dict[str, Any]]

FIRST_LIST_AT: Final = datetime(2026, 9, 1, 12, tzinfo=UTC)
A_DAY: Final = Line(Chat(requests=12, input_tokens=1_000_000, output_tokens=0), "a", "day")

# In the seeded history:
SEVENFOLD: Final = "xiaomi-mimo-v2-5"
GONE: Final = "nvidia-nemotron-3-5-lightning-30b-a3b"  # came on 12 August 2026, left on the 20th


def model_a(input_price: float, **spec: object) -> dict[str, Any]:
    """Return the text model `a` at a price per million tokens."""
    return model("a", "text", tokens(input=input_price), **spec)


def day(number: float) -> datetime:
    """Return noon, so many days after the first list."""
    return FIRST_LIST_AT + timedelta(days=number)


def history_of(*lists: Models) -> PriceHistory:
    """Return the history of lists that were seen a day apart."""
    return history_at({day(number): models for number, models in enumerate(lists)})


def history_at(lists: dict[datetime, Models]) -> PriceHistory:
    """Return the history of lists that were seen at these instants."""
    return history_of_states({at: state_of(parse_models(models)) for at, models in lists.items()})


def history_of_states(states: dict[datetime, ListState]) -> PriceHistory:
    """Return the history of what lists said; nobody looked between two of them."""
    before, looked_at = ListState(), None
    with create_engine("sqlite://").begin() as connection:
        METADATA.create_all(connection)
        for at, state in states.items():
            record(connection, before, state, at, looked_at)
            before, looked_at = state, at
        return read_price_history(connection)

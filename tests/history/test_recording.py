"""A list is recorded by what differs from the one before, and nothing is stored twice."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from tests.support.catalog_contents import models_in, prices_in
from tests.support.recorded_lists import after, file_of, first_models, keep, row_counts
from tests.support.samples import bundled_models
from tests.support.stand_in import answer, model, text_model
from venice_data import parse_models
from venice_data.history.database import HistoryDatabase
from venice_data.history.history_store import HistoryStore
from venice_data.history.list_states import ListState, Price
from venice_data.history.price_history import catalog_at
from venice_data.history.recording import record

if TYPE_CHECKING:
    from sqlalchemy import URL

TOO_LONG = "🦆" * 700
MODEL = "model-3"


def _more_rows(url: URL, before: dict[str, int]) -> dict[str, int]:
    more = {table: rows - before[table] for table, rows in row_counts(url).items()}
    return {table: rows for table, rows in more.items() if rows}


def test_the_same_list_again_adds_nothing(history_url: URL, store: HistoryStore) -> None:
    before = row_counts(history_url)

    for minutes in (1, 5, 10):
        keep(store, first_models(), after(minutes))

    assert row_counts(history_url) == before
    assert store.latest().fetched_at == after(10)


def test_models_capabilities_and_traits_in_another_order_add_nothing(
    history_url: URL, store: HistoryStore
) -> None:
    able = {"supportsVision": True, "supportsReasoning": False}
    models = [*first_models(), text_model("able", traits=["fast", "smart"], capabilities=able)]
    keep(store, models, after(1))
    before = row_counts(history_url)

    able = {"supportsReasoning": False, "supportsVision": True}
    models = [text_model("able", traits=["smart", "fast"], capabilities=able), *first_models()]
    keep(store, models, after(2))

    assert row_counts(history_url) == before


def test_one_changed_price_adds_one_price_and_one_observation(
    history_url: URL, store: HistoryStore
) -> None:
    before = row_counts(history_url)
    models = first_models()
    models[3] = text_model(MODEL, input_usd=1.1)

    keep(store, models, after(1))

    assert _more_rows(history_url, before) == {"prices": 1, "observations": 1}
    held = store.read().prices.query(f"model_id == '{MODEL}' and component == 'input'")
    assert held["usd"].tolist() == [1.0, 1.1]
    assert held["ended_at"].tolist() == [pd.Timestamp(after(1)), pd.NaT]


def test_a_price_that_vanishes_adds_no_price(history_url: URL, store: HistoryStore) -> None:
    before = row_counts(history_url)
    models = first_models()
    del models[3]["model_spec"]["pricing"]["output"]

    keep(store, models, after(1))

    assert _more_rows(history_url, before) == {"observations": 1}
    assert store.read().prices["ended_at"].max() == pd.Timestamp(after(1))


def test_one_changed_fact_adds_one_fact_and_one_observation(
    history_url: URL, store: HistoryStore
) -> None:
    before = row_counts(history_url)
    models = first_models()
    models[0]["model_spec"]["name"] = "Another name"

    keep(store, models, after(1))

    assert _more_rows(history_url, before) == {"facts": 1, "observations": 1}


def test_changed_descriptions_add_nothing(history_url: URL, store: HistoryStore) -> None:
    before = row_counts(history_url)
    models = first_models()
    models[0]["model_spec"]["description"] = "Polished"

    keep(store, models, after(1))

    assert row_counts(history_url) == before


def test_an_observation_says_when_the_list_before_was_last_seen(store: HistoryStore) -> None:
    keep(store, first_models(), after(7))

    keep(store, first_models()[1:], after(12))

    last = store.read().observations.iloc[-1]
    assert last["observed_at"] == pd.Timestamp(after(12))
    assert last["previous_look_at"] == pd.Timestamp(after(7))


def test_what_is_known_is_read_again_only_after_a_change(store: HistoryStore) -> None:
    known = store.read()
    keep(store, first_models(), after(1))
    same = store.read(known)

    keep(store, first_models()[1:], after(5))
    newer = store.read(known)

    assert same is known
    assert newer.newest == after(5)


@pytest.mark.parametrize("year", [1970, 2025])
def test_a_list_of_a_clock_that_is_behind_is_recorded_after_all_others(
    store: HistoryStore, year: int
) -> None:
    keep(store, first_models()[1:], after(1))

    keep(store, first_models()[2:], datetime(year, 1, 1, tzinfo=UTC))
    keep(store, first_models()[3:], after(-1))

    history = store.read()
    last = history.observations.iloc[-2:]
    tick = timedelta(microseconds=1)
    assert last["observed_at"].tolist() == [after(1) + tick, after(1) + 2 * tick]
    assert (last["previous_look_at"] <= last["observed_at"]).all()
    shown = catalog_at(history, history.newest)
    expected = parse_models(answer(first_models()[3:]))
    assert models_in(shown) == models_in(expected)
    assert prices_in(shown) == prices_in(expected)


def test_no_list_is_said_to_have_been_seen_after_the_one_that_followed_it(
    store: HistoryStore,
) -> None:
    keep(store, first_models(), after(10))

    keep(store, first_models()[1:], after(5))

    last = store.read().observations.iloc[-1]
    assert (last["previous_look_at"], last["observed_at"]) == (after(5), after(5))


def test_an_instant_in_another_zone_is_the_same_instant(store: HistoryStore) -> None:
    in_india = after(1).astimezone(timezone(timedelta(hours=5, minutes=30)))

    keep(store, first_models()[1:], in_india)

    assert store.read().newest == after(1)
    assert store.latest().fetched_at == after(1)


@pytest.mark.parametrize("name", ["nul\0nul", TOO_LONG])
def test_names_that_no_database_takes_are_left_out(
    store: HistoryStore, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    odd_price = model("odd-price", "text", {name: {"usd": 1}, "input": {"usd": 2}})

    keep(store, [*first_models(), text_model(name), odd_price], after(1))

    history = store.read()
    shown = catalog_at(history, history.newest)
    assert len(shown.models) == len(first_models()) + 1
    odd = shown.prices[shown.prices["model_id"] == "odd-price"]
    assert odd[["component", "usd"]].to_numpy().tolist() == [["input", 2.0]]
    assert "Left out of the history" in caplog.text


def test_names_of_the_greatest_length_are_recorded(store: HistoryStore) -> None:
    longest = "".join(chr(0x4E00 + number) for number in range(333))
    odd = model(longest, "text", {longest: {"usd": 1}}, name=TOO_LONG + "\0")

    keep(store, [*first_models(), odd], after(1))

    shown = catalog_at(store.read(), after(1))
    assert shown.models.loc[longest, "name"] == TOO_LONG + "\0"
    assert prices_in(shown) == prices_in(parse_models(answer([*first_models(), odd])))


def test_the_bundled_list_adds_nothing_to_the_seed(seeded_url: URL) -> None:
    before = row_counts(seeded_url)

    keep(HistoryStore(seeded_url), bundled_models(), after(1))

    assert row_counts(seeded_url) == before


def test_a_year_of_ten_changes_a_day_stays_small(seeded_url: URL) -> None:
    HistoryStore(seeded_url).latest()
    changes = 10 * 365

    with HistoryDatabase(seeded_url).writing() as connection:
        for number in range(changes):
            prices = [Price(float(number + step), float(number + step)) for step in (0, 1)]
            before, later = (ListState(prices={(MODEL, "new"): price}) for price in prices)
            at = after(144 * number)
            record(connection, before if number else ListState(), later, at, at)

    assert row_counts(seeded_url)["observations"] == 98 + changes
    assert file_of(seeded_url).stat().st_size < 5 * 2**20

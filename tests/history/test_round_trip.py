"""Whatever lists come, the history gives back each of them, at each instant at which it held."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support.catalog_contents import models_in, prices_in
from tests.support.examples import few
from tests.support.recorded_lists import FIRST_IDS, after, keep
from tests.support.stand_in import answer, model, text_model
from venice_data import parse_models
from venice_data.history.history_store import HistoryStore
from venice_data.history.price_history import catalog_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import DrawFn
    from sqlalchemy import URL

    NewDatabase = Callable[[], URL]

COMING_AND_GOING = [
    "google/gemma-3",
    "llama-3.3.1",
    "模型-é",
    "🦆",
    'It\'s "quoted"; --',
    " %s :id {0} ",
]
MOST_GONE_AT_ONCE = 4  # fewer than a fifth of the models

amounts = st.one_of(
    st.sampled_from([None, 0, 1e-12, 5e-324, 0.1, 3.148e-05, 225, 1.7e308]), st.floats(0, 100)
)
prices = st.fixed_dictionaries({}, optional={"usd": amounts, "diem": amounts})
tiers = st.fixed_dictionaries(
    {"usd": amounts, "diem": amounts},
    optional={"min_seconds": st.integers(0, 60), "max_seconds": st.floats(60, 600)},
)
plain_keys = st.text(st.characters(codec="utf-8", exclude_characters=".\0"), min_size=1, max_size=5)
price_lists = st.fixed_dictionaries(
    {},
    optional={
        "input": prices,
        "output": prices,
        "extended": st.fixed_dictionaries({"input": prices, "context_token_threshold": amounts}),
        "generation": prices,
        "upscale": st.fixed_dictionaries({"1.5x": prices}),
        "quality": st.fixed_dictionaries({"1.5K": st.fixed_dictionaries({"high": prices})}),
        "durations": st.dictionaries(st.sampled_from(["30", "60.5"]), tiers),
    },
) | st.dictionaries(plain_keys, prices, max_size=2)
instants = st.sampled_from([None, "2026-08-30T00:00:00Z", "2027-01-01", "soon"])
texts = st.text(max_size=6)
specs = st.fixed_dictionaries(
    {},
    optional={
        "name": texts,
        "privacy": st.sampled_from(["private", "anonymized", None]),
        "offline": st.booleans(),
        "betaModel": st.booleans(),
        "traits": st.permutations(["fastest", "default", "smartest"]),
        "voices": st.permutations(["alloy", "onyx"]),
        "regionRestrictions": st.lists(texts, max_size=2),
        "availableContextTokens": st.sampled_from([None, 0, 32_000, 2**53]),
        "capabilities": st.dictionaries(
            st.sampled_from(["supportsVision", "supportsReasoning", "quantization"]),
            st.booleans() | st.sampled_from(["fp8", "fp4"]),
        ),
        "constraints": st.dictionaries(texts, st.lists(texts | st.integers(), max_size=2)),
        "deprecation": st.fixed_dictionaries(
            {"date": instants}, optional={"replacementModelId": texts, "autoRemap": st.booleans()}
        ),
    },
)


@st.composite
def lists(draw: DrawFn) -> list[dict[str, Any]]:
    """Draw a list in which most models are as ever, and some are any way."""
    any_way = [
        *draw(st.lists(st.sampled_from(COMING_AND_GOING), unique=True, max_size=MOST_GONE_AT_ONCE)),
        *draw(st.lists(st.sampled_from(FIRST_IDS), unique=True, max_size=2)),
    ]
    types = st.sampled_from(["text", "image", "music", "video", "new"])
    drawn = [model(name, draw(types), draw(price_lists), **draw(specs)) for name in any_way]
    return drawn + [text_model(name) for name in FIRST_IDS if name not in any_way]


def _assert_given_back(url: URL, recorded: list[list[dict[str, Any]]]) -> None:
    store = HistoryStore(url)
    shown = [
        parse_models(answer(models), fetched_at=after(number))
        for number, models in enumerate(recorded, 1)
    ]

    apart = [keep(store, models, after(number)) for number, models in enumerate(recorded, 1)]

    history = store.read()
    assert apart == [0] * len(recorded)
    for list_then in shown:
        for later in (timedelta(0), timedelta(seconds=59.999999)):
            then = catalog_at(history, list_then.fetched_at + later)
            assert prices_in(then) == prices_in(list_then)
            assert models_in(then) == models_in(list_then)


@few(5)
@given(recorded=st.lists(lists(), min_size=1, max_size=4))
def test_sqlite_gives_back_every_list(
    new_on_sqlite: NewDatabase, recorded: list[list[dict[str, Any]]]
) -> None:
    _assert_given_back(new_on_sqlite(), recorded)


@few(3)
@given(recorded=st.lists(lists(), min_size=1, max_size=4))
def test_postgresql_gives_back_every_list(
    new_on_postgresql: NewDatabase, recorded: list[list[dict[str, Any]]]
) -> None:
    _assert_given_back(new_on_postgresql(), recorded)

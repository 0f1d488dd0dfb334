"""Models as JSON and prices as CSV: what the pages show, under the names of the frames."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.support.asking import NOW, SITE, asked
from tests.support.examples import few
from tests.support.histories import day, history_of, model_a
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.samples import bundled
from tests.support.seeded_history import seeded_history
from tests.support.stand_in import model, text_model
from venice_data import parse_models
from venice_data.catalog.filters import FILTERS, Filters, matching, offered
from venice_data.history.price_history import catalog_at
from venice_data.live.store import Snapshot
from venice_data.served.asking import Asked, NoHistoryError
from venice_data.served.lists import write_models, write_prices
from venice_data.served.queries import QueryError
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from venice_data import Catalog

SCHEMA = json.loads((PROJECT_ROOT / "docs" / "models.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _models(*query: tuple[str, str], **options: Any) -> dict[str, Any]:
    """Return the answer as a strict reader of JSON takes it, and as the schema wants it."""

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    body = write_models(asked(*query, **options)).body
    answer: dict[str, Any] = json.loads(body, parse_constant=refuse)
    VALIDATOR.validate(answer)
    return answer


def _prices(*query: tuple[str, str], **options: Any) -> list[dict[str, str]]:
    body = write_prices(asked(*query, **options)).body
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_all_models_that_are_offered_are_there_with_every_field_of_the_frame() -> None:
    catalog = bundled()
    answer = _models()

    expected = offered(catalog.models, NOW)
    assert [entry["id"] for entry in answer["models"]] == list(expected.index)
    assert set(answer["models"][0]) == {"id", "link", *catalog.models.columns} - {"raw"}
    assert set(answer["prices"][0]) == set(catalog.prices.columns)
    for column in ("type", "name", "privacy", "capabilities", "context_tokens", "constraints"):
        read = [entry[column] for entry in answer["models"]]
        held = expected[column].astype("object")
        assert read == held.where(held.notna(), None).tolist(), column


def test_the_prices_are_those_of_the_frame_to_the_last_digit() -> None:
    expected = bundled().prices
    expected = expected[expected["model_id"].isin(offered(bundled().models, NOW).index)]
    read = pd.DataFrame(_models()["prices"])

    for column in expected.columns:
        left, right = read[column].tolist(), expected[column].tolist()
        assert all(a == b or (pd.isna(a) and pd.isna(b)) for a, b in zip(left, right, strict=True))
    rows = _prices()
    assert [row["model_id"] for row in rows] == expected["model_id"].tolist()
    assert [float(row["usd"]) if row["usd"] else None for row in rows] == [
        None if pd.isna(amount) else amount for amount in expected["usd"]
    ]


def test_an_answer_says_which_list_it_is_from_and_when_what_was_asked_and_where_to_look() -> None:
    answer = _models(("type", "inpaint"), ("type", "text"), ("search", "Qwen  3"))

    assert answer["source"] == "bundled"
    assert answer["fetched_at"] == "2026-08-22T00:00:00Z"
    assert answer["as_of"] is None
    assert answer["filters"] == {"type": ["text", "edit"], "search": ["Qwen 3"]}
    assert answer["currencies"] == ["USD", "DIEM"]
    assert answer["link"] == f"{SITE}/?type=text&type=edit&search=Qwen%203"
    assert answer["models"][0]["link"] == f"{SITE}/model?id={answer['models'][0]['id']}"


def test_each_row_of_the_csv_says_from_which_list_it_is() -> None:
    (row, *_) = _prices(("search", "zai-org-glm-5"), ("type", "text"))

    assert row["source"] == "bundled"
    assert row["fetched_at"] == "2026-08-22T00:00:00Z"
    assert row["type"] == "text"
    assert write_prices(asked()).file_name == "venice-prices-2026-08-22.csv"


@pytest.mark.parametrize(
    "query",
    [
        [("type", "text")],
        [("type", "image"), ("privacy", "private")],
        [("capability", "vision"), ("capability", "reasoning"), ("context", "128K")],
        [("search", "flux")],
        [("type", "music"), ("search", "no such")],
    ],
)
def test_the_filters_let_pass_what_they_let_pass_on_the_pages(query: list[tuple[str, str]]) -> None:
    texts: dict[str, list[str]] = {}
    for name, value in query:
        texts.setdefault(name, []).append(value)
    expected = matching(offered(bundled().models, NOW), Filters.from_texts(texts))

    assert [entry["id"] for entry in _models(*query)["models"]] == list(expected.index)
    assert {row["model_id"] for row in _prices(*query)} <= set(expected.index)


def test_one_currency_leaves_the_other_out_and_prices_that_are_not_in_it() -> None:
    catalog = parse_models(
        [model("a", "image", {"generation": {"usd": 1, "diem": 2}, "upscale": {"diem": 3}})]
    )
    answer = _models(("currency", "usd"), catalog=catalog)

    assert answer["currencies"] == ["USD"]
    assert [(row["component"], row["usd"]) for row in answer["prices"]] == [("generation", 1)]
    assert "diem" not in answer["prices"][0]
    assert "usd" not in _prices(("currency", "DIEM"), catalog=catalog)[0]
    assert len(_prices(("currency", "DIEM"), catalog=catalog)) == 2


def test_a_past_day_shows_what_was_listed_at_its_end() -> None:
    answer = _models(("as_of", "2026-06-01"), ("type", "text"))

    then = catalog_at(seeded_history(), day(0) - timedelta(days=92))
    assert answer["source"] == "history"
    assert answer["as_of"] == "2026-06-01"
    assert answer["fetched_at"].startswith("2026-06-01")
    assert answer["link"].endswith("/?type=text&as_of=2026-06-01")
    assert len(answer["models"]) == (then.models["type"] == "text").sum()


def test_a_past_day_says_when_its_list_was_last_looked_at() -> None:
    history = history_of([model_a(1)], [model_a(2)])
    query = ("as_of", "2026-09-04")
    options = {"history": history, "now": day(9), "catalog": parse_models([], fetched_at=day(2))}

    assert _models(query, **options)["fetched_at"] == "2026-09-03T12:00:00Z"
    assert [row["usd"] for row in _prices(query, **options)] == ["2.0"]


def test_the_present_day_is_todays_list() -> None:
    assert _models(("as_of", NOW.date().isoformat()))["source"] == "bundled"


def test_a_model_whose_removal_has_come_is_left_out() -> None:
    leaving = text_model("leaving", deprecation={"date": "2026-08-22T11:00:00Z"})
    catalog = parse_models([leaving, text_model("staying")])
    assert catalog.models["removes_at"].notna().tolist() == [True, False]

    assert [entry["id"] for entry in _models(catalog=catalog)["models"]] == ["staying"]
    before = NOW - timedelta(hours=2)
    assert len(_models(catalog=catalog, now=before)["models"]) == 2


@pytest.mark.parametrize(
    ("query", "says"),
    [
        (("type", "chat"), "type='chat' is not known. Accepted: text, image, "),
        (("currency", "EUR"), "currency='EUR' is not known. Accepted: USD, DIEM."),
        (("as_of", "soon"), "as_of='soon' is not a day written as YYYY-MM-DD."),
        (("as_of", "2026-08-23"), "as_of='2026-08-23' is not a day from 2026-04-18 to 2026-08-22"),
        (("as_of", "2026-04-17"), "as_of='2026-04-17' is not a day from 2026-04-18 to 2026-08-22"),
        (("typ", "text"), "'typ' is not a parameter here. Accepted: type, capability, privacy, "),
        (("text_input", "3"), "'text_input' is not a parameter here."),
    ],
)
def test_a_wrong_parameter_is_named_with_what_is_accepted(
    query: tuple[str, str], says: str
) -> None:
    for write in (write_models, write_prices):
        with pytest.raises(QueryError) as raised:
            write(asked(query))
        assert str(raised.value).startswith(says)


def test_what_a_page_holds_in_its_link_beside_filters_does_no_harm() -> None:
    assert len(_models(("free_and_beta", "true"))["models"]) == len(_models()["models"])


def test_only_a_past_day_needs_a_history() -> None:
    def ask(*query: tuple[str, str], failure: str | None = None) -> Asked:
        return Asked(query, Snapshot(bundled(), history_failure=failure), SITE, NOW)

    assert write_models(ask(("as_of", NOW.date().isoformat()))).body
    with pytest.raises(NoHistoryError, match=r"still being read\. Ask again in 5 seconds"):
        write_models(ask(("as_of", "2026-06-01")))
    with pytest.raises(NoHistoryError, match="not available: the disk is full"):
        write_prices(ask(("as_of", "2026-06-01"), failure="the disk is full"))


def test_a_filter_that_only_older_lists_could_meet_finds_nothing_and_is_no_fault() -> None:
    catalog = parse_models([text_model("plain")])

    assert _models(("type", "music"), catalog=catalog)["models"] == []


def test_the_version_stays_while_the_list_says_the_same() -> None:
    def fetched(minute: int, price: float = 1) -> Catalog:
        return parse_models([text_model("a", price)], fetched_at=NOW.replace(minute=minute))

    for write in (write_models, write_prices):
        first, later = (write(asked(catalog=fetched(minute))) for minute in (0, 5))
        assert first.body != later.body
        assert first.version == later.version
        assert first.version != write(asked(catalog=fetched(0, price=2))).version
        assert first.version != write(asked(("currency", "USD"), catalog=fetched(0))).version


HOSTILE = [*HOSTILE_TEXTS.values(), "=1+1", "a\n=1+1", " @SUM(A1)", "-1+1", "\t=1"]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    catalog = parse_models([model("a", "text", {"input": {"usd": 1}}, name=name)])

    assert _models(catalog=catalog)["models"][0]["name"] == catalog.models["name"].iloc[0]
    (row,) = _prices(catalog=catalog)
    assert row["name"].lstrip()[0] not in "=@\uff1d"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@few(40)
@given(st.dictionaries(st.sampled_from(["constraints", "voices", "traits", "pricing"]), values))
def test_whatever_a_model_says_the_answer_holds_to_the_schema(spec: dict[str, Any]) -> None:
    odd = {"id": "odd", "type": "video", "model_spec": {"name": "Odd", **spec}}

    assert len(_models(catalog=parse_models([odd]))["models"]) == 1


def test_what_is_nested_without_end_is_cut() -> None:
    deep: Any = 1
    for _ in range(200):
        deep = {"a": [deep]}
    odd = model("odd", "video", {}, constraints={"deep": deep})

    assert len(json.dumps(_models(catalog=parse_models([odd]))["models"][0])) < 2000


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*(f.name for f in FILTERS.values()), "currency", "as_of"]),
            st.sampled_from(["text", "vision", "private", "8K", "USD", "2026-06-01"]) | st.text(),
        ),
        max_size=3,
    )
)
def test_any_parameters_are_answered_or_refused_in_words(query: list[tuple[str, str]]) -> None:
    try:
        content = write_models(asked(*query, catalog=SMALL, history=SMALL_HISTORY))
    except QueryError as error:
        says = str(error)
        assert "Accepted: " in says
    else:
        VALIDATOR.validate(json.loads(content.body))


SMALL = parse_models([text_model("a"), model("b", "image", {"generation": {"usd": 1}})])
SMALL_HISTORY = history_of([model_a(1)], [model_a(2)])

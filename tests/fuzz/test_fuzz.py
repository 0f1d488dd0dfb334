"""A million models, a hundred thousand links, and spoilt answers and files: `make fuzz`.

Ordinary tests try some hundred of each, and all that is kept in `corpus/`. What fails is named so
that it can be put there.
"""

from __future__ import annotations

import json
import math
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from pages.server.first_page import first_page
from pages.server.page_links import link_of
from pages.shared.site import PAGES
from tests.fuzz.mutations import odd_link, odd_values, spoilt, spoilt_bytes, spoilt_model
from tests.support.examples import many
from tests.support.page_driver import draw, offline_site
from tests.support.samples import bundled, bundled_models
from tests.support.seeded_history import seeded_history
from tests.support.usage_histories import as_csv, as_json, entry, noon
from tests.support.whole_catalogs import assert_whole
from venice_data import parse_models
from venice_data.api.client import UnusableAnswerError
from venice_data.api.sources import SavedAnswer, read_last_good, write_last_good
from venice_data.history.list_states import state_of
from venice_data.live.store import Snapshot
from venice_data.quotes.audio_quotes import AudioRequest
from venice_data.quotes.quote_answer import fetch_quote
from venice_data.usage.entries import UsageError
from venice_data.usage.reading import read_usage
from venice_data.usage.summary import summarize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pages.shared.site import SitePage
    from venice_data.api.client import VeniceClient

_CORPUS: Final = Path(__file__).parent / "corpus"
_RANDOM: Final = st.integers(0, 2**32 - 1).map(Random)
_MODELS_AT_ONCE: Final = 300
_LINKS_AT_ONCE: Final = 10
_FILES_AT_ONCE: Final = 10
_SKU: Final = "zai-org-glm-5-1-llm-output-mtoken"
_ENTRIES: Final = [entry(_SKU, 0.000227, 2.1, noon(day)) for day in (1, 2)]
_USAGE: Final = (as_csv(_ENTRIES), as_json(_ENTRIES), as_json(_ENTRIES).replace(b" ", b""))
_QUESTION: Final = AudioRequest("elevenlabs-music", 60, None)


class _Answering:
    """Stands for Venice, which has answered this."""

    def __init__(self, answered: object) -> None:
        self._answered = answered

    def post_json(self, _: str, __: object) -> object:
        return self._answered


@pytest.fixture(scope="module")
def _site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        yield from offline_site(patch, tmp_path_factory.mktemp("data"))


def _kept(name: str) -> list[str]:
    return (_CORPUS / name).read_text(encoding="utf-8").splitlines()


def _check_models(models: list[dict[str, Any]]) -> None:
    untouched = bundled_models()[:3]
    alone = parse_models(untouched)
    catalog = parse_models([*untouched, *models])
    assert_whole(catalog)
    beside = catalog.prices[catalog.prices["model_id"].isin(alone.models.index)]
    assert beside.equals(alone.prices)
    state_of(catalog)


def _check_link(page: SitePage, query: str) -> None:
    scope = {"type": "http", "query_string": query.encode(), "headers": []}
    html = first_page(
        page, link_of(Request(scope), with_looks=True), _snapshot(), "https://p.example"
    )
    assert '<div id="first-page"' in html, "it has no finding"


@cache
def _snapshot() -> Snapshot:
    """Return a list that is short, so that a hundred thousand links are done within an hour."""
    catalog = parse_models(bundled_models()[::9], source="bundled")
    return Snapshot(catalog, history=seeded_history())


def test_every_kept_model_is_read() -> None:
    for line in _kept("models.jsonl"):
        _check_models([json.loads(line)])


def test_every_kept_link_is_answered() -> None:
    pages = {page.address: page for page in PAGES}
    for line in _kept("links.txt"):
        address, _, query = line.partition("?")
        _check_link(pages[address.strip("/")], query)


def _named_if_it_fails(check: Callable[[], object], name: str) -> None:
    try:
        check()
    except Exception as error:
        # Whatever it is, it goes on, with the example that the corpus is to keep.
        error.add_note(f"For the corpus: {name}")
        raise


def _check_usage(content: bytes) -> None:
    with suppress(UsageError):
        summarize(read_usage([content]), {"zai-org-glm-5-1": "text"}, [])


def _check_last_good(folder: Path) -> None:
    saved = read_last_good(folder)
    if saved is not None:
        assert_whole(parse_models(saved.payload))


def _check_quote(answered: object) -> None:
    with suppress(UnusableAnswerError):
        assert (
            0 <= fetch_quote(cast("VeniceClient", _Answering(answered)), _QUESTION).usd < math.inf
        )


@many(1, fuzzed=3_400)
@given(_RANDOM)
def test_spoilt_models_are_read_and_cost_their_neighbours_nothing(random: Random) -> None:
    models = [spoilt_model(random) for _ in range(_MODELS_AT_ONCE)]
    try:
        _check_models(models)
    except Exception:
        # Whatever it is, it goes on: first as the failure of the one model, named for the corpus.
        for model in models:
            _named_if_it_fails(partial(_check_models, [model]), json.dumps(model))
        raise


@many(1, fuzzed=10_000)
@given(_RANDOM)
def test_a_page_has_its_finding_by_any_link(random: Random) -> None:
    for page, query in [odd_link(random) for _ in range(_LINKS_AT_ONCE)]:
        _named_if_it_fails(partial(_check_link, page, query), f"/{page.address}?{query}")


@pytest.mark.usefixtures("_site")
@many(1, fuzzed=1_000)
@given(_RANDOM)
def test_a_page_is_drawn_by_any_link(random: Random) -> None:
    page = random.choice(PAGES)
    names = [str(name) for name in draw(page)._session_state.filtered_state]
    link = odd_values(random, names)
    _named_if_it_fails(partial(draw, page, **link), f"/{page.address} {json.dumps(link)}")


@many(1, fuzzed=1_000)
@given(_RANDOM)
def test_a_spoilt_file_of_usage_is_read_or_refused_in_words(random: Random) -> None:
    for _ in range(_FILES_AT_ONCE):
        content = spoilt_bytes(random, random.choice(_USAGE))
        _named_if_it_fails(partial(_check_usage, content), repr(content))


@many(1, fuzzed=1_000)
@given(_RANDOM)
def test_a_spoilt_last_good_file_is_read_or_passed_over(
    tmp_path_factory: pytest.TempPathFactory, random: Random
) -> None:
    folder = tmp_path_factory.mktemp("data")
    for _ in range(_FILES_AT_ONCE):
        write_last_good(folder, SavedAnswer(bundled_models()[:2], bundled().fetched_at))
        (file,) = folder.iterdir()
        content = spoilt_bytes(random, file.read_bytes())
        file.write_bytes(content)
        _named_if_it_fails(partial(_check_last_good, folder), repr(content))


@many(1, fuzzed=5_000)
@given(_RANDOM)
def test_any_answer_to_a_quote_is_a_price_or_refused_in_words(random: Random) -> None:
    for _ in range(_FILES_AT_ONCE):
        answered = spoilt(random, {"quote": 0.69, "currency": "USD"})
        _named_if_it_fails(partial(_check_quote, answered), json.dumps(answered))

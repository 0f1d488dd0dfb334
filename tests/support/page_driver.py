"""Draws pages without a browser, over the bundled catalog or over one of the test's own."""

from __future__ import annotations

import json
import math
import os
import re
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from altair.utils.schemapi import SchemaBase
from streamlit import config
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.dataframe_util import convert_arrow_bytes_to_pandas_df
from streamlit.runtime.state.common import user_key_from_element_id
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from pages.shared import view
from pages.shared.site import VIDEO
from tests.support.samples import bundled
from tests.support.seeded_history import put_seeded_history, seeded_history
from venice_data.api.sources import SavedAnswer, read_last_good, saved_catalog, write_last_good
from venice_data.live import store
from venice_data.live.store import shared_store
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from streamlit.testing.v1.element_tree import Dataframe, Multiselect

    from pages.shared.site import SitePage
    from venice_data.catalog.frames import Catalog
    from venice_data.history.price_history import PriceHistory
    from venice_data.settings import Settings

MAIN: Final = PROJECT_ROOT / "pages" / "main.py"
SAVED_AT: Final = datetime(2026, 8, 5, 7, 9, tzinfo=UTC)
_TIMEOUT_SECONDS: Final = 60
_FOLDS: Final[set[str]] = set()  # that some page has shown
_NO_COMPONENTS: Final = BidiComponentManager()
_OPTIONS: Final = {
    "client.showErrorDetails": "full",  # so that a failing test says what happened
    "runner.postScriptGC": False,  # collecting garbage after each run takes a quarter of the time
    "runner.magicEnabled": False,  # no page has any, and each would be searched for it
}


@dataclass(frozen=True)
class DrawnChart:
    """A chart as it is sent to the browser: its text for the blind, its spec and its rows."""

    takeaway: str
    spec: dict[str, Any]
    rows: pd.DataFrame


def offline_site(monkeypatch: pytest.MonkeyPatch, data_dir: Path) -> Iterator[None]:
    """Let the pages of a test read from `data_dir` or the bundled list, never from a network."""
    monkeypatch.setenv("VENICE_OFFLINE", "1")
    monkeypatch.setenv("VENICE_DATA_DIR", str(data_dir))
    monkeypatch.setattr(store, "saved_catalog", _read_once)
    for option, value in _OPTIONS.items():
        config.set_option(option, value)
    put_seeded_history(data_dir)
    start_anew()
    yield
    _forget_what_is_shared()


def serve(models: list[dict[str, Any]], fetched_at: datetime = SAVED_AT) -> None:
    """Make these models the last good list, from which the pages then draw."""
    saved = SavedAnswer({"object": "list", "type": "all", "data": models}, fetched_at)
    write_last_good(Path(os.environ["VENICE_DATA_DIR"]), saved)
    start_anew()


def remember(history: PriceHistory | None, failure: str | None = None) -> None:
    """Make this the history that the pages know, and this why it cannot be read or recorded."""
    held = shared_store()
    held.snapshot = replace(held.snapshot, history=history, history_failure=failure)


def draw(page: SitePage, **link: str | list[str]) -> AppTest:
    """Open a page by a link with these parameters; an error on the page fails the test."""
    return rerun(_linked(page, link))


def _linked(page: SitePage, link: dict[str, str | list[str]]) -> AppTest:
    drawn = AppTest.from_file(MAIN, default_timeout=_TIMEOUT_SECONDS)
    # Known beforehand, components need not be looked for in every package that is installed.
    drawn._bidi_component_manager = _NO_COMPONENTS
    if page.address:
        # Before its first run AppTest would guess a page's address from the name of its file.
        drawn._page_hash = calc_hash(page.address)
    drawn.query_params.update(link)
    return drawn


def draw_every_tab(page: SitePage, **link: str | list[str]) -> Iterator[AppTest]:
    """Open a page and yield it with each of its tabs open, or once if it has none.

    What is folded there is unfolded.
    """
    drawn = _unfolded(_linked(page, link))
    yield drawn
    for tab in [tab.label for tab in drawn.tabs][1:]:
        drawn.session_state[f"{page.address}_tab"] = tab
        yield _unfolded(drawn)


def _unfolded(drawn: AppTest) -> AppTest:
    """Run the page with all unfolded, twice where it shows a fold that was not known before."""
    _unfold_all(drawn)
    rerun(drawn)
    folds = {str(user_key_from_element_id(f.proto.id)) for f in drawn.expander if f.proto.id}
    if not folds - _FOLDS:
        return drawn
    _FOLDS.update(folds)
    _unfold_all(drawn)
    return rerun(drawn)


def _unfold_all(drawn: AppTest) -> None:
    for fold in _FOLDS:
        drawn.session_state[fold] = True


def rerun(drawn: AppTest) -> AppTest:
    """Run the page again, as after a click; an error on the page fails the test."""
    drawn.run()
    if drawn.exception:
        traces = ["\n".join([error.message, *error.stack_trace]) for error in drawn.exception]
        pytest.fail("\n".join(traces))
    return drawn


def table_of(drawn: AppTest, name: str) -> pd.DataFrame:
    """Open the table that is folded under this name, and return it."""
    table: pd.DataFrame = _opened_table(drawn, name).value
    return table


def written_table_of(drawn: AppTest, name: str) -> pd.DataFrame:
    """Open the table that is folded under this name, and return the texts in its cells."""
    table = _opened_table(drawn, name)
    texts = convert_arrow_bytes_to_pandas_df(table.proto.arrow_data.styler.display_values)
    return texts.set_axis(table.value.columns, axis=1)


def _opened_table(drawn: AppTest, name: str) -> Dataframe:
    key = f"{name}_table"
    drawn.session_state[key] = True
    rerun(drawn)
    (opened,) = [fold for fold in drawn.expander if user_key_from_element_id(fold.proto.id) == key]
    return opened.dataframe[0]


@contextmanager
def altair_at_rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let whatever builds or checks a chart fail."""

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("Altair is at work in a warm run.")

    with monkeypatch.context() as patch:
        for method in ("__init__", "validate", "to_dict"):
            patch.setattr(SchemaBase, method, fail)
        yield


def start_anew() -> None:
    """Start the site over, with the settings of now, and let it load.

    What was computed of a list stays, since whoever sees the same list would compute the same.
    """
    _forget_what_is_shared()
    loading = shared_store()
    # Known beforehand, the seed need not be read again for every page of every test.
    loading.snapshot = replace(loading.snapshot, history=seeded_history())
    if loading.settings.offline:  # there is nothing to wait for
        loading._next_refresh_at = math.inf
    else:
        loading.warm_up(_TIMEOUT_SECONDS)


def _read_once(settings: Settings) -> Catalog:
    """Let all tests whose data folder holds no list share the bundled one."""
    return bundled() if read_last_good(settings.data_dir) is None else saved_catalog(settings)


def _forget_what_is_shared() -> None:
    shared_store._make.cache_clear()
    shared_quote_service._make.cache_clear()


def forget_what_was_computed() -> None:
    """Let pages compute all anew: for a test that counts, or that changes how they compute."""
    view._SHARED.results.clear()


def charts(drawn: AppTest) -> list[DrawnChart]:
    """Return the charts of a page from top to bottom."""
    return [
        DrawnChart(
            chart.proto.alt,
            json.loads(chart.proto.spec),
            convert_arrow_bytes_to_pandas_df(chart.proto.datasets[0].data.data),
        )
        for chart in drawn.get("vega_lite_chart")
    ]


def said_on(drawn: AppTest) -> str:
    """Return all that a page says, each text in a line of its own."""
    return "\n".join(texts_of(drawn))


def chart_about(drawn: AppTest, words: str) -> DrawnChart:
    """Return the one chart whose takeaway or spec, such as the title of an axis, has the words."""
    (chart,) = [
        chart for chart in charts(drawn) if words in chart.takeaway or words in str(chart.spec)
    ]
    return chart


def markdown_of(drawn: AppTest) -> list[str]:
    """Return every text of a page that the browser reads as Markdown."""
    elements = [
        *drawn.title,
        *drawn.header,
        *drawn.subheader,
        *drawn.markdown,
        *drawn.caption,
        *drawn.info,
        *drawn.success,
        *drawn.warning,
        *drawn.error,
    ]
    links = [link.proto for link in drawn.get("page_link")]
    options = [option.content for group in drawn.button_group for option in group.proto.options]
    return [
        *(element.value for element in elements),
        *(expander.label for expander in drawn.expander),
        *(text for link in links for text in (link.label, link.help)),
        *options,
    ]


def said_of_the_list(page: SitePage) -> str:
    """Return what a page shows of the list: of video no prices, whose rates are of another day."""
    return "Model list" if page is VIDEO else "Prices"


def texts_of(drawn: AppTest) -> list[str]:
    """Return the texts of a page as people read them, without backslashes."""
    return [read(text) for text in markdown_of(drawn)]


def picker_of(drawn: AppTest, name: str) -> Multiselect[str]:
    """Return the control that picks models for a parameter; each choice makes another."""
    keys = (f"{name}_picked", f"{name}_picked_again")
    (picker,) = (each for each in drawn.multiselect if each.key in keys)
    return picker


def read(markdown: str) -> str:
    """Take away the backslashes and what breaks up links, as the browser shows it."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown).replace("\u200b", "")

"""What retires, what replaces it at which price, and what has left the list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pandas as pd
import pytest

from pages.shared.retirement_table import retirement_table
from tests.support.histories import day, history_of
from tests.support.samples import usd
from tests.support.stand_in import answer, model, text_model
from venice_data import parse_models
from venice_data.costs.headlines import headline_prices
from venice_data.history.change_events import changes
from venice_data.history.retirements import (
    FREE_SO_FAR,
    NO_COMPARABLE_PRICE,
    NOT_IN_THE_LIST,
    NOTHING_NAMED,
    OTHER_TYPE,
    Instead,
    instead_of,
    retired_models,
    retirements,
)

if TYPE_CHECKING:
    from venice_data.history.change_events import ChangeEvent
    from venice_data.history.price_history import PriceHistory

NEW = [text_model("new", 2, 2), model("clip", "video", None), text_model("unpriced")]
NEW[2]["model_spec"]["pricing"] = None


def _leaving(in_days: float, replaced_by: str | None = None, **more: object) -> dict[str, Any]:
    removal = pd.Timestamp(day(0)) + pd.Timedelta(days=in_days)
    named = {"replacementModelId": replaced_by} if replaced_by else {}
    return {"removesAt": removal.isoformat(), **named, **more}


def _retirements(*old: dict[str, Any]) -> pd.DataFrame:
    catalog = parse_models([*NEW, *old])
    return retirements(catalog.models, catalog, day(0), "usd")


def _instead_of_old(*models: dict[str, Any]) -> Instead:
    """Return what is named instead of the model `old`, one of these."""
    catalog = parse_models(answer(list(models)))
    own_price = float(headline_prices(catalog.prices, catalog.models, "usd")["old"])
    old = cast("pd.Series[Any]", catalog.models.loc["old"])
    return instead_of(old, own_price, catalog, day(0), "usd")


def _retired(history: PriceHistory) -> list[ChangeEvent]:
    return [entry for entry in changes(history) if entry.kind == "retired"]


def test_the_next_to_go_comes_first_with_its_days_and_what_the_replacement_costs() -> None:
    leaving = _retirements(
        text_model("later", 4, 4, deprecation=_leaving(9.5, "new", autoRemap=True)),
        text_model("sooner", 1, 1, deprecation=_leaving(2, "new")),
    )

    assert leaving.index.tolist() == ["sooner", "later"]
    assert leaving["days_left"].tolist() == [2, 9]
    assert leaving["before"].tolist() == [1, 4]
    assert leaving["after"].tolist() == [2, 2]
    assert leaving["change"].tolist() == [1, -0.5]
    assert leaving["remark"].tolist() == ["", ""]
    assert leaving["unit"].tolist() == ["per 1M tokens, 3 in for 1 out"] * 2


@pytest.mark.parametrize(
    ("replaced_by", "prices", "remark"),
    [
        (None, (1, 1), NOTHING_NAMED),
        ("elsewhere", (1, 1), NOT_IN_THE_LIST),
        ("clip", (1, 1), OTHER_TYPE),
        ("unpriced", (1, 1), NO_COMPARABLE_PRICE),
        ("new", (0, 0), FREE_SO_FAR),
    ],
)
def test_why_no_change_of_the_price_can_be_told_is_said(
    replaced_by: str | None, prices: tuple[float, float], remark: str
) -> None:
    leaving = _retirements(text_model("old", *prices, deprecation=_leaving(1, replaced_by)))

    assert leaving["remark"].tolist() == [remark]
    assert leaving["change"].isna().tolist() == [True]


def test_what_is_removed_already_retires_no_more() -> None:
    assert _retirements(text_model("old", deprecation=_leaving(-1))).empty


def test_the_table_says_whether_calls_are_remapped() -> None:
    table = retirement_table(
        _retirements(
            text_model("a", deprecation=_leaving(1, "new", autoRemap=True)),
            text_model("b", deprecation=_leaving(2, "new", autoRemap=False)),
            text_model("c", deprecation=_leaving(3)),
        )
    )

    assert table["Calls are remapped"].tolist() == ["yes", "no", "not stated"]
    assert table["Replaced by"].tolist() == ["new", "new", "none named"]
    assert table["Name of the replacement"].tolist() == ["New", "New", ""]


def test_the_table_of_nothing_is_empty() -> None:
    assert retirement_table(_retirements()).empty


def test_a_model_that_left_has_its_last_price() -> None:
    named = text_model("named", 1, 5, deprecation=_leaving(1, "new"))
    history = history_of(
        [named, text_model("unnamed", 1, 1), model("v", "video", None)],
        [text_model("named", 2, 6, deprecation=_leaving(1, "new"))],
        [],
    )

    gone = retired_models(history, _retired(history), "usd")

    assert gone.index.tolist() == ["named", "unnamed", "v"]
    assert gone["price"].tolist()[:2] == [3, 1]  # (3 x 2 + 6) / 4
    assert gone["price"].isna().tolist() == [False, False, True]
    assert gone["removed_at"].tolist() == [day(2), day(1), day(1)]


def test_of_a_model_that_left_twice_the_last_time_counts() -> None:
    history = history_of(
        [model("a", "image", {"generation": usd(1)})],
        [],
        [model("a", "image", {"generation": usd(2)})],
        [],
    )

    gone = retired_models(history, _retired(history), "usd")

    assert gone["price"].tolist() == [2]
    assert gone["removed_at"].tolist() == [day(3)]


def test_without_departures_the_frame_is_empty_but_whole() -> None:
    gone = retired_models(history_of([text_model()]), [], "usd")

    assert gone.empty
    assert list(gone) == ["type", "removed_at", "price", "unit"]


@pytest.mark.parametrize(
    ("replaced_by", "why"),
    [("going", "which is to go too"), ("gone", "which is not offered")],
)
def test_a_replacement_that_goes_itself_is_told_from_one_that_is_not_offered(
    replaced_by: str, why: str
) -> None:
    """Of both it was said that they are not offered."""
    instead = _instead_of_old(
        text_model("old", deprecation=_leaving(1, replaced_by)),
        text_model("going", deprecation=_leaving(9)),
        text_model("gone", deprecation=_leaving(-1)),
        text_model("stays"),
    )

    assert instead.model_id == "stays"
    assert instead.how.startswith(f"Venice names {replaced_by}, {why}; ")


def test_where_all_others_go_too_or_have_no_price_they_are_not_said_to_be_missing() -> None:
    instead = _instead_of_old(
        text_model("old", deprecation=_leaving(1)),
        text_model("going", deprecation=_leaving(9)),
        NEW[2],
    )

    assert instead == Instead(None, "no other of its kind that stays has a price to compare")


@pytest.mark.parametrize(
    ("replaced_by", "price", "how"),
    [
        ("stays", 2, "named by Venice; free until now"),
        ("stays", 0, "named by Venice; same price"),
        (None, 2, "nearest by the list; free until now; lacks nothing listed"),
        (None, 0, "nearest by the list; same price; lacks nothing listed"),
    ],
)
def test_of_a_model_that_was_free_it_is_said_that_the_other_is_not(
    replaced_by: str | None, price: float, how: str
) -> None:
    """Nothing was said of the price."""
    instead = _instead_of_old(
        text_model("old", 0, 0, deprecation=_leaving(1, replaced_by)),
        text_model("stays", price, price),
    )

    assert instead == Instead("stays", how)


def test_the_nearest_is_said_to_have_what_it_is_near_for() -> None:
    """A model that scores far less was named, and not for what."""
    speaks = {"supportsFunctionCalling": True, "supportsReasoning": True}
    instead = _instead_of_old(
        text_model("old", capabilities=speaks, deprecation=_leaving(1)),
        text_model("able", capabilities=speaks),
        text_model("mute"),
    )

    assert instead.model_id == "able"
    assert instead.how.endswith("; has all that it had: function calling, reasoning")

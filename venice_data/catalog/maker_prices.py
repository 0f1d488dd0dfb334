"""What the makers of text models ask for them themselves, per million tokens, and since when."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from venice_data.catalog.fact_files import BUNDLED, Row, read_facts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

MAKER_PRICES_FILE: Final = "maker-prices.csv"
_TITLES: Final = (
    "model_id",
    "provider",
    "upstream_id",
    "input_usd",
    "output_usd",
    "valid_from",
    "second_source",
)
_AGREES: Final = "agrees"
_UNCHECKED: Final = "unchecked"


class MakerPrice(NamedTuple):
    """What a maker asks in USD, and whether two public collections say so or only one."""

    model_id: str
    maker: str
    maker_id: str
    input_usd: float
    output_usd: float
    valid_from: date
    two_sources_agree: bool


def read_maker_prices(file: Path) -> tuple[MakerPrice, ...]:
    """Read a file of makers' prices. Raises FactFileError where it is not whole."""
    return read_facts(file, _TITLES, _price_in, lambda price: price.model_id)


def _price_in(row: Row) -> MakerPrice:
    return MakerPrice(
        row.text("model_id"),
        row.text("provider"),
        row.text("upstream_id"),
        row.positive("input_usd"),
        row.positive("output_usd"),
        row.day("valid_from"),
        row.one_of("second_source", (_AGREES, _UNCHECKED)) == _AGREES,
    )


@cache
def maker_prices() -> Mapping[str, MakerPrice]:
    """Return the maker's price of each model of which it is known, by model id."""
    return {price.model_id: price for price in read_maker_prices(BUNDLED / MAKER_PRICES_FILE)}

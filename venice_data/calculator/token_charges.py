"""What text and embedding models charge for tokens, cache and long context included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from venice_data.calculator.charges import (
    PER_MILLION,
    TOO_LONG,
    UNPUBLISHED,
    Charge,
    Charges,
    flat_charges,
    numbers,
    rates_of,
    said,
    said_of_all,
    same,
)
from venice_data.token_costs import token_prices

if TYPE_CHECKING:
    from venice_data.calculator.charges import Numbers, Texts
    from venice_data.calculator.work import Chat, Embed
    from venice_data.catalog import Currency


def rates_at(tokens: pd.DataFrame, is_long: pd.Series[bool]) -> pd.DataFrame:
    """Return the rates of a request per million tokens: input, cached, written, output.

    `tokens` comes from `token_prices`. Where `is_long`, the long-context rates hold for the
    whole request, and the base rate in place of one that is missing. Cached and written
    tokens without a price of their own cost the input rate.
    """
    rates = {
        name: tokens[f"extended.{name}"].where(is_long).fillna(tokens[name])
        for name in ("input", "cache_input", "cache_write", "output")
    }
    return pd.DataFrame(
        {
            "input": rates["input"],
            "cached": rates["cache_input"].fillna(rates["input"]),
            "written": rates["cache_write"].fillna(rates["input"]),
            "output": rates["output"],
        }
    )


def chat_charges(
    work: Chat, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what requests are charged; the whole input, cached part included, counts as long.

    Input and output together must fit into the context window.
    """
    tokens = token_prices(prices, models, currency)
    threshold = tokens["long_context_threshold_tokens"].astype("float64")
    is_long = work.input_tokens > threshold
    rates = rates_at(tokens, is_long)
    quantities = {
        "input": work.fresh_tokens,
        "cached": work.cached_tokens,
        "written": work.written_tokens,
        "output": work.output_tokens,
    }
    ids = models.index
    return Charges(
        model_ids=ids,
        times=work.requests,
        unit="requests",
        parts=tuple(
            Charge(what, same(quantity, ids), numbers(rates[what]))
            for what, quantity in quantities.items()
        ),
        unpriced=said_of_all(UNPUBLISHED, ids),
        refused=said(
            TOO_LONG, work.input_tokens + work.output_tokens > numbers(tokens["context_tokens"])
        ),
        notes=(
            _long_context_notes(numbers(threshold), is_long),
            _input_price_notes("cached", work.cached_tokens, tokens["cache_input"]),
            _input_price_notes("written", work.written_tokens, tokens["cache_write"]),
        ),
        per=PER_MILLION,
    )


def embed_charges(
    work: Embed, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what embedding tokens are charged, at the input price."""
    rate = rates_of(prices[prices["component"] == "input"], models, currency)
    return flat_charges(work.tokens, "tokens", rate, per=PER_MILLION)


def _long_context_notes(threshold: Numbers, is_long: pd.Series[bool]) -> Texts:
    return np.array(
        [
            f"long-context rates, since the input exceeds {tokens:,.0f} tokens" if is_over else ""
            for tokens, is_over in zip(threshold, is_long, strict=True)
        ],
        dtype="str",
    )


def _input_price_notes(what: str, tokens: int, price: pd.Series[float]) -> Texts:
    note = f"{what} tokens at the input price: they have none of their own"
    return said(note, price.isna() & (tokens > 0))

"""What tokens cost: blended prices, cache discounts, requests with their long-context rates."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from venice_data.catalog.money import exact_price
from venice_data.catalog.price_components import MILLION_TOKENS
from venice_data.costs.charges import (
    PER_MILLION,
    TOO_LONG,
    UNPUBLISHED,
    Charge,
    Charges,
    as_float_array,
    constant,
    flat_charges,
    label_all,
    label_where,
    rates_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from venice_data.catalog.frames import Currency
    from venice_data.costs.charges import Numbers, Texts
    from venice_data.costs.work import Chat, Embed


TOKENS_PER_MILLION: Final = 1_000_000
_COMPONENTS: Final = (
    "input",
    "output",
    "cache_input",
    "cache_write",
    "extended.input",
    "extended.output",
    "extended.cache_input",
    "extended.cache_write",
)


@dataclass(frozen=True)
class TokenMix:
    """Parts of cached input, input and output in a workload, always named in that order."""

    cached: float
    input: float
    output: float


DEFAULT_MIX: Final = TokenMix(0, 3, 1)
AGENT_MIX: Final = TokenMix(7, 2, 1)


def token_prices(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    """Return one row a model, one column a token price per million tokens, NaN if unpublished.

    `long_context_threshold_tokens` stands beside the prices; `name`, `privacy`,
    `context_tokens` and `type` come along from `models`.
    """
    of_models = prices[
        prices["model_id"].isin(models.index)
        & prices["component"].isin(_COMPONENTS)
        & (prices["unit"] == MILLION_TOKENS)
    ]
    wide = of_models.set_index(["model_id", "component"])[currency].unstack()
    wide = wide.reindex(index=models.index, columns=list(_COMPONENTS)).astype("float64")
    described = models[
        ["name", "type", "privacy", "context_tokens", "long_context_threshold_tokens"]
    ]
    return wide.join(described)


def blended_price(tokens: pd.DataFrame, mix: TokenMix) -> pd.Series[float]:
    """Return the price of a million tokens in the given mix, from a frame of token prices.

    Cached tokens cost the cache read price where there is one, else the input price.
    A model without a price that the mix needs has no blended price (NaN).
    """
    parts = {
        "input": mix.input,
        "output": mix.output,
        "cached": mix.cached,
    }
    total = sum(parts.values())
    rates = tokens.assign(cached=tokens["cache_input"].fillna(tokens["input"]))
    weighted = [rates[name] * (weight / total) for name, weight in parts.items() if weight]
    return pd.concat(weighted, axis=1).sum(axis=1, skipna=False)


def cache_discounts(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the models with a cache read price and `saving`: the share of input it saves."""
    cached = tokens[tokens["cache_input"].notna() & (tokens["input"] > 0)]
    return cached.assign(saving=1 - cached["cache_input"] / cached["input"])


def request_costs(
    tokens: pd.DataFrame, input_lengths: Iterable[int], output_tokens: int
) -> pd.DataFrame:
    """Return the cost of one request for each model at each input length it can take.

    Columns: model_id, name, input_tokens, cost, is_long_context. Once the input exceeds the
    model's threshold the long-context rates hold for the whole request. The lengths around
    each threshold are added, so that the step stands where it is.
    """
    lengths = sorted(set(input_lengths))
    rows = []
    for model_id, model in tokens.iterrows():
        threshold = model["long_context_threshold_tokens"]
        own_lengths = lengths
        if pd.notna(threshold):
            own_lengths = sorted({*lengths, int(threshold), int(threshold) + 1})
        for input_tokens in own_lengths:
            if (
                pd.notna(model["context_tokens"])
                and input_tokens + output_tokens > model["context_tokens"]
            ):
                break
            is_long = pd.notna(threshold) and input_tokens > threshold
            cost = (
                _cost(model, "input", input_tokens, is_long=is_long)
                + _cost(model, "output", output_tokens, is_long=is_long)
            ) / TOKENS_PER_MILLION
            rows.append((model_id, model["name"], input_tokens, cost, is_long))
    return pd.DataFrame(
        rows, columns=["model_id", "name", "input_tokens", "cost", "is_long_context"]
    )


def _cost(model: pd.Series, component: str, tokens: int, *, is_long: bool) -> float:
    if not tokens:
        return 0.0  # nothing is owed at a price that is not published either
    extended = float(model[f"extended.{component}"])
    rate = extended if is_long and pd.notna(extended) else float(model[component])
    return tokens * rate


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
            Charge(what, constant(quantity, ids), as_float_array(rates[what]))
            for what, quantity in quantities.items()
        ),
        unpriced=label_all(UNPUBLISHED, ids),
        refused=label_where(
            TOO_LONG,
            work.input_tokens + work.output_tokens > as_float_array(tokens["context_tokens"]),
        ),
        notes=(
            _long_context_notes(as_float_array(threshold), is_long),
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
    return label_where(note, price.isna() & (tokens > 0))


IMMEDIATELY: Final = 0.0
NEVER: Final = math.inf


def cache_break_even(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the models with a cache write price and after how many reuses a write pays off.

    `tokens` comes from `token_prices`; its `cache_input` is the input price where it is
    missing. `reuses` is the smallest number r of reads with write + r x read <= (1 + r) x
    input: 0 where it pays at once, infinite where it never does. `charges_for_writing` is
    True where a write costs more than input. Base rates; a long-context request has others.
    """
    written = tokens[tokens["cache_write"].notna() & tokens["input"].notna()]
    written = written.assign(cache_input=written["cache_input"].fillna(written["input"]))
    return written.assign(
        charges_for_writing=written["cache_write"] > written["input"],
        reuses=[
            reuses_until_it_pays(*rates)
            for rates in zip(
                written["cache_write"], written["cache_input"], written["input"], strict=True
            )
        ],
    )


def reuses_until_it_pays(write: float, read: float, fresh: float) -> float:
    """Return the reuses after which a write pays off, at these rates; exact at the boundary."""
    if write <= fresh and read <= fresh:
        return IMMEDIATELY
    if read >= fresh:
        return NEVER
    extra = exact_price(write) - exact_price(fresh)
    saved_each_time = exact_price(fresh) - exact_price(read)
    return float((extra / saved_each_time).to_integral_value(ROUND_CEILING))

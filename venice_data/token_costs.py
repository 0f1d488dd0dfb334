"""What tokens cost: blended prices, cache discounts and the cost of a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from venice_data.components import MILLION_TOKENS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from venice_data.catalog import Currency

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

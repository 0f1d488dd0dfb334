"""What tokens cost: requests with their cache and long-context rates, blends, cache savings."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_CEILING
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from venice_data.catalog.money import NO_PRICE, exact_price, exact_quantity, saved_share
from venice_data.catalog.price_components import MILLION_TOKENS, TOKEN_COMPONENTS
from venice_data.costs.charges import (
    MILLION,
    TOO_LONG,
    Charge,
    Charges,
    along_first_axis,
    as_float_array,
    constant,
    extra_charges,
    flat_charges,
    label_all,
    label_where,
    owed_for,
    rates_in,
    rates_of,
)
from venice_data.costs.work import extras_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from venice_data.catalog.frames import Currency
    from venice_data.costs.charges import Flags, Numbers, Texts
    from venice_data.costs.work import Chat, Embed

IMMEDIATELY: Final = 0.0
NEVER: Final = math.inf
_DESCRIBED: Final = (
    "name",
    "type",
    "privacy",
    "beta",
    "context_tokens",
    "max_completion_tokens",
    "long_context_threshold_tokens",
)


@dataclass(frozen=True)
class TokenMix:
    """Parts of cached input, input and output in a workload, always named in that order."""

    cached: float
    input: float
    output: float

    @property
    def total(self) -> float:
        """All parts together."""
        return float(sum(map(exact_quantity, (self.cached, self.input, self.output))))


DEFAULT_MIX: Final = TokenMix(0, 3, 1)
AGENT_MIX: Final = TokenMix(7, 2, 1)


def token_prices(prices: pd.DataFrame, models: pd.DataFrame, currency: Currency) -> pd.DataFrame:
    """Return one row per model, one column per token price, per million; NaN if unpublished.

    `long_context_threshold_tokens` stands beside the prices; `name`, `privacy`, `type`, `beta`,
    `context_tokens` and `max_completion_tokens` come along from `models`.
    """
    of_models = prices[
        prices["model_id"].isin(models.index)
        & prices["component"].isin(TOKEN_COMPONENTS)
        & (prices["unit"] == MILLION_TOKENS)
    ]
    rates = of_models[["model_id", "component"]].assign(rate=rates_in(of_models, currency))
    wide = rates.set_index(["model_id", "component"])["rate"].unstack()
    wide = wide.reindex(index=models.index, columns=list(TOKEN_COMPONENTS)).astype("float64")
    return wide.join(models[list(_DESCRIBED)])


def chat_charges(
    work: Chat, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what requests are charged; the whole input, cached part included, counts as long."""
    tokens = token_prices(prices, models, currency)
    ids = models.index
    input_tokens = constant(work.input_tokens, ids)
    is_long = is_long_context(tokens, input_tokens)
    quantities = {
        "input": constant(work.fresh_tokens, ids),
        "cached": constant(work.cached_tokens, ids),
        "written": constant(work.written_tokens, ids),
        "output": constant(work.output_tokens, ids),
    }
    extras, lacking, extras_note = extra_charges(extras_of(work), models, per=MILLION)
    refused = why_refused(tokens, input_tokens, quantities["output"])
    return Charges(
        model_ids=ids,
        times=work.requests,
        unit="requests",
        parts=(*token_charges(tokens, quantities, is_long), *extras),
        unpriced=label_all(NO_PRICE, ids),
        refused=np.where(refused == "", lacking, refused),
        notes=(
            _long_context_notes(tokens, is_long),
            _input_price_notes("cached", work.cached_tokens, tokens["cache_input"]),
            _input_price_notes("written", work.written_tokens, tokens["cache_write"]),
            extras_note,
        ),
        per=MILLION,
    )


def embed_charges(
    work: Embed, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what embedding tokens are charged, at the input price."""
    rate = rates_of(prices[prices["component"] == "input"], models, currency)
    return flat_charges(work.tokens, "tokens", rate, per=MILLION)


def request_costs(
    tokens: pd.DataFrame, input_lengths: Iterable[int], output_tokens: int
) -> pd.DataFrame:
    """Return the cost of one request with each model at each input length that it can take.

    Columns: model_id, name, input_tokens, cost, base_cost (were it at base rates),
    is_long_context. The lengths around each model's threshold are added, to show its step.
    """
    asked = set(input_lengths)
    thresholds = tokens["long_context_threshold_tokens"].dropna()
    lengths = np.array([sorted({*asked, *thresholds, *(thresholds + 1)})], dtype="int64")
    past_threshold = lengths - along_first_axis(tokens["long_context_threshold_tokens"], axes=2)
    is_drawn = np.isin(lengths, list(asked)) | np.isin(past_threshold, [0, 1])
    output = np.array([[output_tokens]])
    is_drawn &= ~is_too_long(tokens, lengths, output)
    is_long = is_long_context(tokens, lengths)
    quantities = {"input": lengths, "output": output}
    costs = owed_for(token_charges(tokens, quantities, is_long), per=MILLION)
    base_costs = owed_for(token_charges(tokens, quantities, np.zeros_like(is_long)), per=MILLION)
    rows, columns = np.nonzero(is_drawn)
    return pd.DataFrame(
        {
            "model_id": tokens.index[rows],
            "name": tokens["name"].to_numpy()[rows],
            "input_tokens": lengths[0, columns],
            "cost": costs[is_drawn],
            "base_cost": base_costs[is_drawn],
            "is_long_context": is_long[is_drawn],
        }
    )


def blended_price(tokens: pd.DataFrame, mix: TokenMix) -> pd.Series[float]:
    """Return the price of a million tokens in the given mix, from a frame of token prices.

    Base rates. A model without a price that the mix needs has no blended price (NaN).
    """
    quantities = {
        "input": constant(mix.input, tokens.index),
        "output": constant(mix.output, tokens.index),
        "cached": constant(mix.cached, tokens.index),
    }
    charges = token_charges(tokens, quantities, np.full(len(tokens), fill_value=False))
    return pd.Series(owed_for(charges, per=mix.total), index=tokens.index)


def is_long_context(tokens: pd.DataFrame, input_tokens: Numbers) -> Flags:
    """Tell for each model at which inputs its long-context rates hold: above its threshold."""
    threshold = along_first_axis(tokens["long_context_threshold_tokens"], input_tokens.ndim)
    return np.asarray(input_tokens > threshold)


def is_too_long(tokens: pd.DataFrame, input_tokens: Numbers, output_tokens: Numbers) -> Flags:
    """Tell for each model which requests it cannot take, by its context window or longest output.

    A limit that is not known allows everything.
    """
    context = along_first_axis(tokens["context_tokens"], input_tokens.ndim)
    return (input_tokens + output_tokens > context) | _is_answer_too_long(tokens, output_tokens)


def why_refused(tokens: pd.DataFrame, input_tokens: Numbers, output_tokens: Numbers) -> Texts:
    """Say for each model why it cannot take one request each; empty where it can."""
    limits = as_float_array(tokens["max_completion_tokens"])
    reasons = [
        f"answers at most {limit:,.0f} tokens" if is_over else TOO_LONG
        for limit, is_over in zip(limits, output_tokens > limits, strict=True)
    ]
    is_refused = is_too_long(tokens, input_tokens, output_tokens)
    return np.where(is_refused, np.array(reasons, dtype="str"), "")


def _is_answer_too_long(tokens: pd.DataFrame, output_tokens: Numbers) -> Flags:
    limit = along_first_axis(tokens["max_completion_tokens"], output_tokens.ndim)
    return np.asarray(output_tokens > limit)


def token_charges(
    tokens: pd.DataFrame, quantities: Mapping[str, Numbers], is_long: Flags
) -> tuple[Charge, ...]:
    """Return what input, cached, written and output tokens are charged, at rates per million.

    `tokens` comes from `token_prices`; `is_long` has its models along the first axis. Where it
    is true, the long-context rates hold for the whole request, and the base rate in place of
    one that is missing. Cached and written tokens without a price of their own cost the input
    rate.
    """

    def rate(component: str) -> Numbers:
        base = along_first_axis(tokens[component], is_long.ndim)
        extended = along_first_axis(tokens[f"extended.{component}"], is_long.ndim)
        return np.where(is_long & ~np.isnan(extended), extended, base)

    def rate_or_input(component: str) -> Numbers:
        own = rate(component)
        return np.where(np.isnan(own), rate("input"), own)

    rates = {
        "input": rate("input"),
        "cached": rate_or_input("cache_input"),
        "written": rate_or_input("cache_write"),
        "output": rate("output"),
    }
    return tuple(Charge(what, quantity, rates[what]) for what, quantity in quantities.items())


def _long_context_notes(tokens: pd.DataFrame, is_long: Flags) -> Texts:
    thresholds = as_float_array(tokens["long_context_threshold_tokens"])
    return np.array(
        [
            f"long-context rates, since the input exceeds {threshold:,.0f} tokens"
            if is_over
            else ""
            for threshold, is_over in zip(thresholds, is_long, strict=True)
        ],
        dtype="str",
    )


def _input_price_notes(what: str, tokens: int, price: pd.Series[float]) -> Texts:
    note = f"{what} tokens at the input price, as none is published for them"
    return label_where(note, price.isna() & (tokens > 0))


def cache_discounts(tokens: pd.DataFrame) -> pd.DataFrame:
    """Return the models with a cache read price and `saving`: the share of input it saves."""
    cached = tokens[tokens["cache_input"].notna() & (tokens["input"] > 0)]
    rates = zip(cached["input"], cached["cache_input"], strict=True)
    return cached.assign(saving=[saved_share(fresh, read) for fresh, read in rates])


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

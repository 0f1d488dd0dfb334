"""Several models side by side: one row per property, with its best value and its multiples."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, cast

import pandas as pd

from venice_data.catalog.glossary import PRIVACY_IN_SHORT, capability_explanations, capability_label
from venice_data.catalog.model_types import default_uses, model_type
from venice_data.catalog.money import (
    cost_text,
    currency_label,
    exact_quantity,
    price_text,
)
from venice_data.catalog.price_components import (
    LONG_CONTEXT,
    UNKNOWN_UNIT,
    WORDS_OF_TOKENS,
    describe,
    reading_order,
)
from venice_data.catalog.wording import begun
from venice_data.costs.charges import owed_at
from venice_data.costs.compared_row import ComparedRow
from venice_data.costs.tokens import DEFAULT_MIX, blended_price, token_prices
from venice_data.days import INSTANT_FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from venice_data.catalog.frames import Currency
    from venice_data.costs.compared_row import Better

NOT_STATED: Final = "not stated"
BLENDED: Final = "Blended, 3 in for 1 out"
SAME_AS_BASE: Final = "same as base"
_TOO_LONG: Final = "beyond its context window"
_NO_THRESHOLD: Final = "none"
RESELLER_DISCOUNT: Final = "Discount to user"
_PRECISION: Final = "Precision of its numbers"
_NO_PRECISION: Final = "not-available"  # as the API writes it
_LEVELS: Final = "Levels of reasoning"
_LEVEL_UNASKED: Final = "Level if not asked for"
_SUGGESTED_AS: Final = "Venice suggests it as"
_YES_NO: Final = {True: "yes", False: "no"}
_THRESHOLD: Final = "long_context_threshold_tokens"
_LIMITS: Final[tuple[tuple[str, str, str, Better, str], ...]] = (
    (
        "context_tokens",
        "Context window",
        "tokens",
        "largest",
        f"How many tokens it reads and writes at once. {WORDS_OF_TOKENS}.",
    ),
    (
        "max_completion_tokens",
        "Longest answer",
        "tokens",
        "largest",
        "The most tokens that it writes in one answer (max completion tokens).",
    ),
    (
        _THRESHOLD,
        "Long-context prices from",
        "tokens",
        "neither",
        "Once the input passes it, the long-context prices hold for the whole request.",
    ),
    ("max_input_tokens", "Longest input", "tokens", "largest", "The most tokens in one input."),
    ("max_images", "Images in a request", "images", "largest", "The most images sent at once."),
    (
        "included_input_images",
        "Input images included",
        "images",
        "largest",
        "How many input images the price of an edit covers.",
    ),
    ("embedding_dimensions", "Dimensions", "numbers", "neither", "Length of the vectors it makes."),
)


def compared(models: pd.DataFrame, prices: pd.DataFrame, currency: Currency) -> list[ComparedRow]:
    """Return every property that at least one of these models states, section by section."""
    own = prices[prices["model_id"].isin(models.index)]
    return [
        *_price_rows(own, models, currency),
        *_limit_rows(models, own),
        *_capability_rows(models),
        *_term_rows(models),
    ]


def _price_rows(
    prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Iterator[ComparedRow]:
    """Yield the blended price of text models, then one row per component, unit and length."""
    money = currency_label(currency)
    text_models = models[models["type"] == "text"]
    blended = blended_price(token_prices(prices, text_models, currency), DEFAULT_MIX)
    if blended.notna().any():
        yield ComparedRow(
            "Prices",
            BLENDED,
            f"{money} per 1M tokens",
            _texts(blended.reindex(models.index), lambda price: cost_text(price, currency)),
            "Three parts of input to one of output, as in a chat.",
            _amounts(blended.reindex(models.index)),
            "lowest",
        )
    own = prices.assign(type=prices["model_id"].map(models["type"]))
    own = own.sort_values("component", key=lambda names: names.map(reading_order), kind="stable")
    together = ["component", "unit", "label", "min_seconds", "max_seconds"]
    for key, group in own.groupby(together, sort=False, dropna=False):
        component, unit, label, shortest, longest = cast("tuple[Any, ...]", key)
        published = group.drop_duplicates("model_id").set_index("model_id")[currency]
        published = published.reindex(models.index)
        at_base = _base_rates(str(component), own, currency).reindex(models.index)
        is_too_long = at_base.notna() & published.isna() & _refuses_long_context(published, models)
        at_base = at_base.mask(is_too_long)
        is_same_as_base = published.isna() & at_base.notna()
        texts = published.map(lambda price: price_text(price, currency)).astype("object")
        texts = texts.mask(is_same_as_base, SAME_AS_BASE).mask(is_too_long, _TOO_LONG)
        is_known = unit != UNKNOWN_UNIT
        has_range = pd.notna(shortest) and pd.notna(longest)
        yield ComparedRow(
            "Prices",
            f"{label} ({shortest:g} to {longest:g} s)" if has_range else str(label),
            f"{money} per {unit}" if is_known else f"{money}, unit unknown",
            tuple(texts),
            describe(str(component), str(group["type"].iloc[0])).explanation,
            _amounts(published.fillna(at_base)) if is_known else (),
            "lowest" if is_known else "neither",
        )


def _base_rates(component: str, prices: pd.DataFrame, currency: Currency) -> pd.Series[Any]:
    """Return the base rate of each model, which holds for long context too unless one is published.

    Nothing for a component that is no price of long context.
    """
    base = component.removeprefix(LONG_CONTEXT)
    is_base = (prices["component"] == base) & (base != component)
    return prices[is_base].drop_duplicates("model_id").set_index("model_id")[currency]


def _refuses_long_context(published: pd.Series[Any], models: pd.DataFrame) -> pd.Series[bool]:
    """Tell whose context window ends before the first long-context price of the others begins."""
    begins = models.loc[published.dropna().index, _THRESHOLD].min()
    is_short: pd.Series[bool] = (models["context_tokens"] <= begins).fillna(value=False)
    return is_short.astype(bool)


def _limit_rows(models: pd.DataFrame, prices: pd.DataFrame) -> Iterator[ComparedRow]:
    is_of_steps = prices["component"].str.startswith(LONG_CONTEXT)
    is_stepped = models.index.isin(prices["model_id"][is_of_steps])
    for column, title, unit, better, explanation in _LIMITS:
        has_none = (models["type"] == "text") & ~is_stepped & (column == _THRESHOLD)
        missing = has_none.map({True: _NO_THRESHOLD, False: NOT_STATED})
        yield from _number_row(title, unit, models[column], better, explanation, missing)
    voices = models["voices"].map(len)
    yield from _number_row("Voices", "voices", voices.where(voices > 0), "neither", "")
    constraints = [dict(_flat(own)) for own in models["constraints"]]
    for path in dict.fromkeys(path for own in constraints for path in own):
        values = [own.get(path) for own in constraints]
        title = ", ".join(capability_label(key) for key in path).capitalize()
        yield from _constraint_row(title, values, models.index)


def _constraint_row(title: str, values: list[Any], ids: pd.Index[str]) -> Iterator[ComparedRow]:
    are_numbers = all(_is_number(value) for value in values if value is not None)
    if not are_numbers:
        yield ComparedRow("Limits", title, "", tuple(map(_value_text, values)))
        return
    is_limit = "limit" in title.casefold() or "max" in title.casefold()
    numbers = pd.Series(values, index=ids, dtype="float64")
    yield from _number_row(title, "", numbers, "largest" if is_limit else "neither", "")


def _number_row(
    title: str,
    unit: str,
    numbers: pd.Series[Any],
    better: Better,
    explanation: str,
    missing: pd.Series[str] | str = NOT_STATED,
) -> Iterator[ComparedRow]:
    """Yield a row of counts, none where no model states one."""
    if numbers.notna().any():
        written = numbers.map(lambda number: f"{number:,}".removesuffix(".0"), na_action="ignore")
        texts = tuple(written.astype("str").where(numbers.notna(), missing))
        yield ComparedRow("Limits", title, unit, texts, explanation, _amounts(numbers), better)


def _capability_rows(models: pd.DataFrame) -> Iterator[ComparedRow]:
    explanations = capability_explanations()
    stated = models["capabilities_stated"].explode().dropna()
    for label in dict.fromkeys(stated):
        texts = tuple(
            _YES_NO[label in has] if label in says else NOT_STATED
            for has, says in zip(models["capabilities"], models["capabilities_stated"], strict=True)
        )
        title = begun(str(label))
        yield ComparedRow("Capabilities", title, "", texts, explanations.get(label, ""))


def _term_rows(models: pd.DataFrame) -> Iterator[ComparedRow]:
    """Yield what else decides: privacy, precision, standing, and the dates of coming and going."""
    leaves = models["removes_at"].notna()
    replacement = models["replacement_id"].fillna("none named").where(leaves, "not retiring")
    columns = {
        "Type": models["type"].map(lambda name: model_type(name).label),
        "Privacy": models["privacy"].replace("unknown", NOT_STATED),
        _PRECISION: models["quantization"].replace(_NO_PRECISION, NOT_STATED).fillna(NOT_STATED),
        _LEVELS: models["reasoning_efforts"].map(_value_text),
        _LEVEL_UNASKED: models["default_reasoning_effort"].fillna(NOT_STATED),
        RESELLER_DISCOUNT: models["discount_to_user"].map(_discount_text),
        _SUGGESTED_AS: models["traits"].map(
            lambda traits: ", ".join(map(trait_text, traits)) or "nothing special"
        ),
        "Beta": models["beta"].map(_YES_NO),
        "Down now": models["offline"].map(_YES_NO),
        "Region restrictions": models["region_restrictions"].map(
            lambda regions: ", ".join(regions) or "none stated"
        ),
        "Removed on (UTC)": models["removes_at"].dt.strftime(INSTANT_FORMAT).fillna("no date set"),
        "Replaced by": replacement,
        "Released on (UTC)": models["created"].dt.strftime("%Y-%m-%d").fillna(NOT_STATED),
    }
    for title, texts in columns.items():
        if not (texts == NOT_STATED).all():
            explanation = _TERM_EXPLANATIONS.get(title, "")
            yield ComparedRow("Terms", title, "", tuple(map(str, texts)), explanation)


_TERM_EXPLANATIONS: Final = {
    "Privacy": PRIVACY_IN_SHORT,
    _PRECISION: "How precisely the model's numbers are stored: fewer bits, smaller model. "
    "Called quantization.",
    _LEVELS: "How much reasoning you can ask for: reasoning effort in a request.",
    _LEVEL_UNASKED: "How much it reasons where a request does not say.",
    RESELLER_DISCOUNT: "What the key's reseller grants. The listed price is what Venice bills: "
    "no price here is lower for it.",
    _SUGGESTED_AS: "What Venice itself recommends the model for: its traits.",
    "Beta": "May change, or be open to few people.",
    "Down now": "Temporarily not available.",
}


def trait_text(trait: str) -> str:
    """Write what Venice recommends a model for: `default_code` and `code_default` are alike."""
    for use in default_uses([trait]):
        return f"default for {use}" if use else "default model"
    return " ".join(trait.replace("-", " ").replace("_", " ").split())


def _texts(values: pd.Series[Any], write: Callable[[Any], str]) -> tuple[str, ...]:
    return tuple(write(value) for value in values)


def _amounts(values: pd.Series[Any]) -> tuple[float, ...]:
    return tuple(owed_at(values, 1))


def _flat(
    constraints: dict[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every value below `constraints` with the keys that lead to it."""
    for key, value in constraints.items():
        if isinstance(value, dict):
            yield from _flat(value, (*path, key))
        elif value is not None:
            yield (*path, key), value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _discount_text(discount: float) -> str:
    """Write a discount with every digit that was stated."""
    if math.isnan(discount):
        return NOT_STATED
    return f"{(100 * exact_quantity(discount)).normalize():f}%"


def _value_text(value: object) -> str:
    """Write a value as it came; nothing at all is not stated."""
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOT_STATED
    return NOT_STATED if value is None else str(value)

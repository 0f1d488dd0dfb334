"""Turns the answer of `GET /models` into the frames of a catalog; never raises on bad data."""

from __future__ import annotations

import gc
from collections.abc import Callable
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Final

from venice_data.api.json_reading import JsonReader, Problems, encodable, quoted
from venice_data.catalog.frames import Catalog, Source, models_frame, prices_frame
from venice_data.catalog.glossary import capability_label
from venice_data.catalog.model_types import is_priced_by_quote
from venice_data.catalog.price_components import (
    PRICING_COUNTS,
    UNKNOWN_UNIT,
    PriceComponent,
    describe_path,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

UNKNOWN_TYPE: Final = "unknown"
UNKNOWN_PRIVACY: Final = "unknown"

_Describe = Callable[[tuple[str, ...], str], PriceComponent]

_OF_A_PRICE: Final = {"usd", "diem", "min_seconds", "max_seconds"}
MOST_PRICES_OF_A_MODEL: Final = 1000  # the most of a real one are 14
_DEEPEST_PRICE: Final = 6  # keys from `pricing` down; the deepest known is 3


def parse_models(
    payload: object, *, fetched_at: datetime | None = None, source: Source = "live"
) -> Catalog:
    """Read a decoded answer of `GET /models`, whole or a bare list of models.

    Returns a Catalog with one row per model (indexed by id), one row per price (USD and DIEM
    for one `unit`) and one row per problem. Never raises on bad data: a model that cannot
    be read is left out and named in `problems`; an unusable payload gives no models.
    """
    with _without_collection():
        return _read_catalog(payload, fetched_at or datetime.now(UTC), source)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Keep the garbage collector from what is being read: it grows, is no garbage, and is much."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read_catalog(payload: object, fetched_at: datetime, source: Source) -> Catalog:
    problems = Problems()
    describe = cache(describe_path)  # few components, thousands of prices
    models: dict[str, dict[str, Any]] = {}
    prices: list[dict[str, Any]] = []
    for position, entry in enumerate(_entries(payload, problems)):
        reader = _identify(entry, position, problems)
        if reader is None:
            continue
        if reader.model_id in models:
            reader.note("id", f"appears again at position {position}; the first is kept")
            continue
        if "model_spec" not in reader.fields:
            reader.note("model_spec", "is missing: nothing but the id is known")
        spec = reader.object("model_spec")
        pricing = spec.object("pricing")
        model = _read_model(reader, spec, pricing)
        models[reader.model_id] = model
        prices += _read_prices(spec, pricing, model["type"], describe)
    return Catalog(
        models=models_frame(models),
        prices=prices_frame(prices),
        problems=problems.frame(),
        fetched_at=fetched_at,
        source=source,
    )


def _entries(payload: object, problems: Problems) -> list[object]:
    entries = payload.get("data") if isinstance(payload, dict) else payload
    if isinstance(entries, list):
        return entries
    problems.note("", "data", f"is {quoted(entries)}, not a list of models")
    return []


def _identify(entry: object, position: int, problems: Problems) -> JsonReader | None:
    place = f"data[{position}]"
    if not isinstance(entry, dict):
        problems.note("", place, f"is {quoted(entry)}, not a model")
        return None
    model_id = entry.get("id")
    if not isinstance(model_id, str) or not model_id.strip():
        problems.note("", f"{place}.id", f"is {quoted(model_id)}, not a model id")
        return None
    return JsonReader(entry, encodable(model_id), (), problems)


def _read_model(model: JsonReader, spec: JsonReader, pricing: JsonReader) -> dict[str, Any]:
    stated = spec.object("capabilities")
    capabilities = _read_capabilities(stated, spec)
    return {
        "type": _read_type(model),
        "name": spec.text("name") or model.model_id,
        "description": spec.text("description"),
        "source_text": spec.text("modelSource"),
        "created": model.instant("created"),
        "discount_to_user": model.share("discount_to_user"),
        "privacy": spec.text("privacy") or UNKNOWN_PRIVACY,
        "offline": spec.flag("offline") or False,
        "beta": bool(spec.flag("beta") or spec.flag("betaModel")),
        "traits": spec.texts("traits"),
        "capabilities": [label for label, has_it in capabilities.items() if has_it],
        "capabilities_stated": list(capabilities),
        "region_restrictions": spec.texts("regionRestrictions"),
        "voices": spec.texts("voices"),
        "constraints": spec.object("constraints").fields,
        "raw": model.fields,
        **_read_limits(model, spec, stated),
        **_read_included(pricing),
        **_read_deprecation(spec.object("deprecation")),
    }


def _read_type(model: JsonReader) -> str:
    if model.fields.get("type") in (None, ""):
        model.note("type", "is missing")
    return model.text("type") or UNKNOWN_TYPE


def _read_capabilities(stated: JsonReader, spec: JsonReader) -> dict[str, bool]:
    """Read each capability that the model states, true or false, by its label."""
    for key, value in stated.fields.items():
        if key.startswith("supports") and not isinstance(value, bool):
            stated.flag(key)  # notes that it is neither true nor false
    beside = ((key, spec.fields[key]) for key in spec.fields if _is_capability_of_spec(key))
    return {
        capability_label(encodable(key)): value
        for key, value in chain(stated.fields.items(), beside)
        if isinstance(value, bool)
    }


def _is_capability_of_spec(key: str) -> bool:
    return key.startswith("supports") or key in ("uncensored", "lyrics_required")


def _read_limits(model: JsonReader, spec: JsonReader, capabilities: JsonReader) -> dict[str, Any]:
    context_tokens = spec.count("availableContextTokens")
    if context_tokens is None:
        context_tokens = model.count("context_length")
    return {
        "context_tokens": context_tokens,
        "max_completion_tokens": spec.count("maxCompletionTokens"),
        "max_input_tokens": spec.count("maxInputTokens"),
        "embedding_dimensions": spec.count("embeddingDimensions"),
        "max_images": capabilities.count("maxImages"),
        "quantization": capabilities.text("quantization"),
        "reasoning_efforts": capabilities.texts("reasoningEffortOptions"),
        "default_reasoning_effort": capabilities.text("defaultReasoningEffort"),
    }


def _read_included(pricing: JsonReader) -> dict[str, Any]:
    return {
        column: pricing.object(key).count(count) if key in pricing.fields else None
        for (key, count), column in PRICING_COUNTS.items()
    }


def _read_deprecation(deprecation: JsonReader) -> dict[str, Any]:
    return {
        "removes_at": deprecation.instant("removesAt") or deprecation.instant("date"),
        "replacement_id": deprecation.text("replacementModelId"),
        "auto_remap": deprecation.flag("autoRemap"),
    }


def _read_prices(
    spec: JsonReader, pricing: JsonReader, model_type: str, describe: _Describe
) -> Iterator[dict[str, Any]]:
    if not pricing.fields and not is_priced_by_quote(model_type, has_price=False):
        spec.note("pricing", "is missing or empty: no price published")
    found = list(islice(_walk_prices(pricing, ()), MOST_PRICES_OF_A_MODEL + 1))
    if len(found) > MOST_PRICES_OF_A_MODEL:
        spec.note("pricing", f"holds more than {MOST_PRICES_OF_A_MODEL} prices: none is read")
        return
    for path, price in found:
        yield _read_price(price, path, describe(path, model_type))


def _walk_prices(
    level: JsonReader, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], JsonReader]]:
    """Find each price below a level, with the path to it."""
    for key, value in level.fields.items():
        key_path = (*path, encodable(key))
        if key_path in PRICING_COUNTS:
            continue
        if not isinstance(value, dict):
            level.note(key, f"is {quoted(value)}, not a price")
        elif len(key_path) > _DEEPEST_PRICE:
            level.note(key, "is nested too deep to be a price")
        else:
            inner = level.object(key)
            if _is_price(value):
                yield key_path, inner
                if value.keys() <= _OF_A_PRICE:
                    continue
                inner = _beside_the_price(inner)
            if inner.fields:
                yield from _walk_prices(inner, key_path)


def _is_price(value: dict[str, Any]) -> bool:
    return not value or "usd" in value or "diem" in value


def _beside_the_price(price: JsonReader) -> JsonReader:
    rest = {key: value for key, value in price.fields.items() if key not in _OF_A_PRICE}
    return JsonReader(rest, price.model_id, price.path, price.problems)


def _read_price(
    price: JsonReader, path: tuple[str, ...], described: PriceComponent
) -> dict[str, Any]:
    if described.unit == UNKNOWN_UNIT:
        price.note_whole("is a price whose unit is not known here")
    usd, diem = price.number("usd"), price.number("diem")
    if usd is None and diem is None:
        price.note_whole("holds no usable price")
    return {
        "model_id": price.model_id,
        "component": ".".join(path),
        "usd": usd,
        "diem": diem,
        "min_seconds": price.number("min_seconds"),
        "max_seconds": price.number("max_seconds"),
        **described.columns(),
    }

"""What one list of models says, as it is recorded and compared."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

import pandas as pd

if TYPE_CHECKING:
    from venice_data.catalog.frames import Catalog

LOGGER: Final = logging.getLogger(__name__)
# Texts that editors polish, and the model as it came, are left out.
FACT_NAMES: Final = (
    "type",
    "name",
    "created",
    "discount_to_user",
    "privacy",
    "offline",
    "beta",
    "traits",
    "capabilities",
    "capabilities_stated",
    "quantization",
    "reasoning_efforts",
    "default_reasoning_effort",
    "region_restrictions",
    "context_tokens",
    "max_completion_tokens",
    "max_input_tokens",
    "embedding_dimensions",
    "max_images",
    "long_context_threshold_tokens",
    "included_input_images",
    "removes_at",
    "replacement_id",
    "auto_remap",
    "voices",
    "constraints",
)
_IN_NO_ORDER: Final = {"traits", "capabilities", "capabilities_stated", "region_restrictions"}
_INSTANTS: Final = {"created", "removes_at"}
_LONGEST_KEY_BYTES: Final = 1000  # two of them must fit into one entry of PostgreSQL's index


class Price(NamedTuple):
    """One price as a list gives it; None where it is not published."""

    usd: float | None
    diem: float | None
    min_seconds: float | None = None
    max_seconds: float | None = None

    @classmethod
    def from_row(cls, row: Any) -> Self:
        """Return the price of a row of a frame or a table."""
        amounts = (row.usd, row.diem, row.min_seconds, row.max_seconds)
        return cls(*(None if pd.isna(amount) else float(amount) for amount in amounts))


@dataclass(frozen=True)
class ListState:
    """One list: `listed` model ids, `prices` by (id, component), `facts` in JSON by (id, fact)."""

    listed: dict[tuple[str], None] = field(default_factory=dict)
    prices: dict[tuple[str, str], Price] = field(default_factory=dict)
    facts: dict[tuple[str, str], str] = field(default_factory=dict)


def state_of(catalog: Catalog) -> ListState:
    """Return what a catalog's list says; of a component that comes twice, the first.

    A model or price whose name no database takes as a key is left out.
    """
    listed: dict[tuple[str], None] = {
        (model_id,): None for model_id in map(str, catalog.models.index) if _is_key(model_id)
    }
    prices: dict[tuple[str, str], Price] = {}
    for row in catalog.prices.itertuples():
        model_id, component = str(row.model_id), str(row.component)
        if (model_id,) in listed and _is_key(component):
            prices.setdefault((model_id, component), Price.from_row(row))
    facts = {
        (str(model_id), fact): fact_as_text(fact, value)
        for fact in FACT_NAMES
        for model_id, value in catalog.models[fact].items()
        if (str(model_id),) in listed
    }
    return ListState(listed, prices, facts)


def fact_as_text(fact: str, value: Any) -> str:
    """Write a cell of the frame of models as JSON; the same content is always the same text."""
    if isinstance(value, pd.Timestamp) and not pd.isna(value):
        value = value.isoformat()
    elif not isinstance(value, list | dict) and pd.isna(value):
        value = None
    elif fact in _IN_NO_ORDER:
        value = sorted(set(value))
    return json.dumps(value, sort_keys=True, default=_python_scalar)


def fact_from_text(fact: str, text: str) -> Any:
    """Read what `fact_as_text` wrote, as the frame of models holds it."""
    value = json.loads(text)
    return pd.Timestamp(value) if fact in _INSTANTS and value is not None else value


def _is_key(name: str) -> bool:
    is_key = "\0" not in name and len(name.encode()) <= _LONGEST_KEY_BYTES
    if not is_key:
        LOGGER.warning("Left out of the history, for no database takes its name: %.80r", name)
    return is_key


def _python_scalar(value: Any) -> Any:
    """Turn a NumPy scalar into what JSON can write."""
    return value.item()

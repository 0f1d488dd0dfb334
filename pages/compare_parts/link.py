"""What a link to a comparison names: what of it can be used, and what cannot and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pages.shared.tables import MOST_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LONGEST_VALUE: Final = 60


@dataclass(frozen=True)
class ReadLink:
    """The usable part of a link, and in words each part that was ignored.

    `base` holds one id of `model_ids`, or none where the link names no usable one.
    """

    model_ids: list[str]
    base: list[str]
    ignored: list[str]


def read_link(models: Sequence[str], base: Sequence[str], offered: Sequence[str]) -> ReadLink:
    """Read the models and the base that a link names, their ids in any case."""
    id_of = {model_id.casefold(): model_id for model_id in offered}
    named = [id_of[value.casefold()] for value in models if value.casefold() in id_of]
    model_ids = list(dict.fromkeys(named))[:MOST_COMPARED]
    known_base = [id_of.get(value.casefold(), "") for value in base[-1:]]
    usable_base = [model_id for model_id in known_base if model_id in model_ids]
    ignored = list(_ignored_models(models, id_of))
    if known_base and not usable_base:
        ignored.append(f"{_short(base[-1])} as the base, which is none of the compared models")
    return ReadLink(model_ids, usable_base, ignored)


def _ignored_models(models: Sequence[str], id_of: dict[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    for value in models:
        model_id = id_of.get(value.casefold())
        if model_id is None:
            yield f"{_short(value)}, no model that is offered"
        elif model_id in seen:
            yield f"{_short(model_id)}, named twice"
        elif len(seen) >= MOST_COMPARED:
            yield f"{_short(model_id)}, one more than the {MOST_COMPARED} that fit"
        else:
            seen.add(model_id)


def _short(value: str) -> str:
    return value if len(value) <= _LONGEST_VALUE else f"{value[:_LONGEST_VALUE]}…"

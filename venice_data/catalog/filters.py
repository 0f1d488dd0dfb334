"""Narrows the models of a catalog: what each filter is, what it lets pass, and where it applies."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from venice_data.catalog.filter_kinds import Filter, OneOf, Scope, SeveralOf, Words
from venice_data.catalog.glossary import capability_explanations, explanation_of
from venice_data.catalog.model_types import api_name_of, in_reading_order, model_type
from venice_data.catalog.quality_scores import AS_GOOD_AS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from venice_data.catalog.quality_scores import Yardstick

# A model of 131,072 tokens has "at least 128K", and so has one of 128,000.
_TOKENS_OF_CONTEXT: Final = {
    "8K": 8_000,
    "32K": 32_000,
    "64K": 64_000,
    "128K": 128_000,
    "200K": 200_000,
    "256K": 256_000,
    "400K": 400_000,
    "1M": 1_000_000,
    "2M": 2_000_000,
}
_LONGEST_SEARCH: Final = 200  # each of its words costs a pass over all models


def _one_of(column: str) -> Callable[[pd.DataFrame, tuple[str, ...]], pd.Series[bool]]:
    return lambda models, values: models[column].isin(values)


def _with_all(models: pd.DataFrame, capabilities: tuple[str, ...]) -> pd.Series[bool]:
    return models["capabilities"].map(set(capabilities).issubset).astype(bool)


def _with_context(models: pd.DataFrame, tokens: int) -> pd.Series[bool]:
    return (models["context_tokens"] >= tokens).fillna(value=False).astype(bool)


def _found(models: pd.DataFrame, search: str) -> pd.Series[bool]:
    haystack = (models["name"] + " " + models.index.to_series()).str.casefold()
    found = pd.Series(data=True, index=models.index)
    for word in search.casefold().split():
        found &= haystack.str.contains(word, regex=False)
    return found


def _unless_of_other_types(types: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    return types if not scope.types or scope.types & set(types) else ()


def _stated(capabilities: tuple[str, ...], scope: Scope) -> tuple[str, ...]:
    stated = set(scope.models["capabilities_stated"].explode().dropna())
    return tuple(capability for capability in capabilities if capability in stated)


def _where_there_are_contexts(tokens: int, scope: Scope) -> int:
    return tokens if scope.models["context_tokens"].notna().any() else 0


@dataclass(frozen=True)
class Filters:
    """What a model must meet; an empty condition is met by all.

    Each field is a filter, with what it is. `types` and `privacy` name what is allowed,
    `capabilities` what a model must all have, `search` holds words that must all occur in the
    name or the id. `at_least_as_good` is met by no model that its benchmark does not rate.
    """

    types: tuple[str, ...] = field(
        default=(),
        metadata={
            "filter": SeveralOf(
                name="type",
                label="Type",
                in_advice="the type",
                column="type",
                meets=_one_of("type"),
                answerable=_unless_of_other_types,
                in_order=in_reading_order,
                label_of=lambda api_name: model_type(api_name).label,
                value_of=api_name_of,
                placeholder="All types",
                help="What a model makes. Edit, upscale, speech and transcription are "
                "`inpaint`, `upscale`, `tts` and `asr` in the API.",
            )
        },
    )
    capabilities: tuple[str, ...] = field(
        default=(),
        metadata={
            "filter": SeveralOf(
                name="capability",
                label="Capabilities, must have all",
                in_advice="the capabilities",
                column="capabilities",
                meets=_with_all,
                must_have_all=True,
                answerable=_stated,
                placeholder="any",
                explanations=capability_explanations(),
                wording="with {}",
                changes_over_time=True,
            )
        },
    )
    privacy: tuple[str, ...] = field(
        default=(),
        metadata={
            "filter": SeveralOf(
                name="privacy",
                label="Privacy",
                in_advice="privacy",
                column="privacy",
                meets=_one_of("privacy"),
                placeholder="any",
                help=f"{explanation_of('private', 'anonymized')} Unknown: not stated.",
                changes_over_time=True,
            )
        },
    )
    min_context_tokens: int = field(
        default=0,
        metadata={
            "filter": OneOf(
                name="context",
                label="Context window, at least",
                in_advice="the context window",
                meets=_with_context,
                answerable=_where_there_are_contexts,
                nothing=0,
                labels_in=lambda _: list(_TOKENS_OF_CONTEXT),
                value_of=_TOKENS_OF_CONTEXT.__getitem__,
                label_of={
                    tokens: label for label, tokens in _TOKENS_OF_CONTEXT.items()
                }.__getitem__,
                help=explanation_of("context window"),
                wording="with at least {} context",
                changes_over_time=True,
            )
        },
    )
    search: str = field(
        default="",
        metadata={
            "filter": Words(
                name="search",
                label="Search name or id",
                in_advice="the search",
                meets=_found,
                longest=_LONGEST_SEARCH,
                placeholder="qwen, flux edit, …",
                wording="with “{}” in the name or id",
            )
        },
    )
    at_least_as_good: Yardstick | None = field(default=None, metadata={"filter": AS_GOOD_AS})

    @classmethod
    def from_texts(cls, texts: Mapping[str, Sequence[str]]) -> Filters:
        """Return the filters that accepted texts stand for, by the names of the filters."""
        return cls(
            **{
                condition: declared.read(texts[declared.name])
                for condition, declared in FILTERS.items()
                if texts.get(declared.name)
            }
        )

    def texts(self) -> list[tuple[str, str]]:
        """Return the texts that stand for the conditions that are set, by names of filters."""
        return [
            (FILTERS[condition].name, text)
            for condition in self.active()
            for text in FILTERS[condition].write(getattr(self, condition))
        ]

    def in_words(self) -> list[str]:
        """Say each condition that is set in a few words, such as `with at least 128K context`."""
        return [FILTERS[each].in_words(getattr(self, each)) for each in self.active()]

    def in_words_around(self, noun: str) -> str:
        """Say which models meet it: `private text model with vision, with at least 8K context`."""
        before: list[str] = []
        behind: list[str] = []
        for condition, words in zip(self.active(), self.in_words(), strict=True):
            (before if FILTERS[condition].is_said_before else behind).append(words)
        return " ".join([*before, noun, ", ".join(behind)]).rstrip()

    def active(self) -> list[str]:
        """Return the names of the conditions that are set."""
        return [
            condition
            for condition in FILTERS
            if getattr(self, condition) != getattr(_NO_FILTERS, condition)
        ]

    def without(self, condition: str) -> Filters:
        """Return the same filters with one condition taken away."""
        return replace(self, **{condition: getattr(_NO_FILTERS, condition)})


FILTERS: Final[Mapping[str, Filter[Any]]] = {
    declared.name: declared.metadata["filter"] for declared in fields(Filters)
}
_NO_FILTERS: Final = Filters()


def offered(models: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Return the models that are not yet removed at `now`; an old list can hold removed ones."""
    return _only(~(models["removes_at"] <= pd.Timestamp(now)), models)


def retired_since(models: pd.DataFrame, now: datetime) -> pd.Series[str]:
    """Return the day from which each model is not offered any more, empty where it still is."""
    removed_at = models["removes_at"].where(models["removes_at"] <= pd.Timestamp(now))
    days: pd.Series[str] = removed_at.dt.strftime("%Y-%m-%d").astype("str")
    return days.where(removed_at.notna(), "")


def retiring(models: pd.DataFrame, now: datetime) -> pd.DataFrame:
    """Return the models with a removal date after `now`, the next to go first."""
    leaving = models[models["removes_at"] > pd.Timestamp(now)]
    return leaving.sort_values("removes_at", kind="stable")


def recommendable(models: pd.DataFrame) -> pd.DataFrame:
    """Return the models that can be recommended today: those that are not down."""
    return _only(~models["offline"], models)


def matching(models: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    """Return the models that meet every condition, in their order."""
    meets = pd.Series(data=True, index=models.index)
    for condition in filters.active():
        meets &= FILTERS[condition].meets(models, getattr(filters, condition))
    return _only(meets, models)


def _only(meets: pd.Series[bool], models: pd.DataFrame) -> pd.DataFrame:
    """Return the models that meet something; where all do, without a copy of them."""
    return models if meets.all() else models[meets]


def applicable(filters: Filters, scope: Scope) -> tuple[Filters, list[str]]:
    """Set aside what no model of the scope could ever answer, and name it."""
    set_aside = []
    for condition in filters.active():
        declared = FILTERS[condition]
        value = getattr(filters, condition)
        kept = declared.answerable(value, scope)
        if kept != value:
            set_aside.append(declared.lost(value, kept))
            filters = replace(filters, **{condition: kept})
    return filters, set_aside


def remarks_on(models: pd.DataFrame, filters: Filters) -> list[str]:
    """Return what has to be known of the conditions that are set, where these models are."""
    remarks = (
        FILTERS[condition].remark(
            matching(models, filters.without(condition)), getattr(filters, condition)
        )
        for condition in filters.active()
    )
    return [remark for remark in remarks if remark]


def counts_when_loosened(models: pd.DataFrame, filters: Filters) -> dict[str, int]:
    """Return how many models match if one active condition is dropped, by its name."""
    return {
        condition: len(matching(models, filters.without(condition)))
        for condition in filters.active()
    }

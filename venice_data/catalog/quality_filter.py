"""The filter by quality: at least as good as one model on one benchmark, which must rate both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from venice_data.catalog.filter_kinds import OneOf
from venice_data.catalog.quality_scores import labels_by_old_one, yardsticks

if TYPE_CHECKING:
    from venice_data.catalog.filter_kinds import Scope
    from venice_data.catalog.quality_scores import Yardstick

_RATED_TYPE: Final = "text"  # the benchmarks know no other


def some_are_rated(models: pd.DataFrame) -> bool:
    """Whether any benchmark rates one of these models."""
    rated = {yardstick.model_id for yardstick in yardsticks().values()}
    return not rated.isdisjoint(models.index)


def _as_good(models: pd.DataFrame, yardstick: Yardstick) -> pd.Series[bool]:
    reach = [yardstick.is_reached_by(str(model_id)) for model_id in models.index]
    return pd.Series(reach, models.index, dtype="bool")


def _where_some_are_rated(yardstick: Yardstick | None, scope: Scope) -> Yardstick | None:
    if yardstick is None or yardstick.benchmark.scores.keys().isdisjoint(scope.models.index):
        return None
    return yardstick


def _who_is_not_rated(models: pd.DataFrame, yardstick: Yardstick) -> str:
    of_type = models.index[models["type"] == _RATED_TYPE]
    unrated = len(set(of_type) - yardstick.benchmark.scores.keys())
    models_are = "1 text model is" if unrated == 1 else f"{unrated} text models are"
    return (
        f"At least as good as {yardstick.in_words()}. "
        f"{models_are} not rated there, and so left out."
    )


AS_GOOD_AS: Final[OneOf[Any]] = OneOf(
    name="as_good_as",
    label="At least as good as",
    in_advice="the quality",
    meets=_as_good,
    answerable=_where_some_are_rated,
    nothing=None,
    labels_in=lambda _: list(yardsticks()),
    value_of=lambda label: yardsticks()[labels_by_old_one().get(label, label)],
    old_labels=labels_by_old_one,
    label_of=lambda yardstick: yardstick.label,
    help="A text model whose score others must reach on the same benchmark. Models that it does "
    "not rate do not count as good enough.",
    wording="at least as good as {}",
    remark=_who_is_not_rated,
)

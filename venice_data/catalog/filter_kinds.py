"""What a filter is: some of the values of a column, one choice of a few, or words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from venice_data.link_values import Accepted, Choices, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pandas as pd

ANY: Final = "any"
_VALUE_ALONE: Final = "{}"

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Scope:
    """The models that are narrowed, and the types that they could be of; none means all."""

    models: pd.DataFrame
    types: frozenset[str] = frozenset()


def _all_of_it(value: _Value, _: Scope) -> _Value:
    return value


def _nothing(_models: pd.DataFrame, _value: object) -> str:
    return ""


@dataclass(frozen=True, kw_only=True)
class Filter(ABC, Generic[_Value]):
    """What one filter is; everything that narrows models reads it here.

    `name` is its parameter in links and its option on the command line, `label` the heading of
    its control, `in_advice` what it is called in "without …, 3 would match". `meets` says which
    models a value lets pass, `answerable` how much of a value any model of a scope could ever
    meet. `wording` says its value of models: behind them, or before where it is the value alone.
    `changes_over_time`: a model may have met it on one day and not on another. `remark` says what
    has to be known of a value, given the models that meet all else.
    """

    name: str
    label: str
    in_advice: str
    meets: Callable[[pd.DataFrame, _Value], pd.Series[bool]]
    answerable: Callable[[_Value, Scope], _Value] = _all_of_it
    help: str = ""
    placeholder: str = ""
    wording: str = _VALUE_ALONE
    changes_over_time: bool = False
    remark: Callable[[pd.DataFrame, _Value], str] = _nothing

    @abstractmethod
    def labels(self, models: pd.DataFrame) -> list[str]:
        """Return what there is to choose from, in an order that says nothing of the models."""

    @abstractmethod
    def accepted(self, models: pd.DataFrame) -> Accepted:
        """Return what a link can name so that these models can be narrowed by it."""

    def accepted_ever(self, models: pd.DataFrame) -> Accepted:
        """Return what a lasting link can name, also what none of these models has."""
        return self.accepted(models)

    @abstractmethod
    def read(self, texts: Sequence[str]) -> _Value:
        """Return the value that accepted texts, at least one, stand for."""

    @abstractmethod
    def write(self, value: _Value) -> list[str]:
        """Return the texts that stand for a value."""

    def in_words(self, value: _Value) -> str:
        """Say a value in a few words, such as `with vision`."""
        return self.wording.format(*self.write(value))

    @property
    def is_said_before(self) -> bool:
        """Whether its words stand before `models`."""
        return self.wording == _VALUE_ALONE

    def lost(self, _value: _Value, _kept: _Value) -> str:
        """Name what is set aside where of a value only a part is kept."""
        return self.in_advice.removeprefix("the ")


@dataclass(frozen=True, kw_only=True)
class SeveralOf(Filter[tuple[str, ...]]):
    """Some of the values of a column; `explanations` are of those known, by label.

    A model meets it with one of them, or `must_have_all`.
    Values that have an order of their own are offered in it, others the most frequent first.
    """

    column: str
    must_have_all: bool = False
    in_order: Callable[[set[str]], list[str]] | None = None
    label_of: Callable[[str], str] = str
    value_of: Callable[[str], str] = str
    explanations: Mapping[str, str] = field(default_factory=dict)

    def labels(self, models: pd.DataFrame) -> list[str]:
        """Return what the models have, in its own order or that of the alphabet."""
        values = set(self._values(models))
        return [self.label_of(value) for value in (self.in_order or sorted)(values)]

    def offered(self, models: pd.DataFrame) -> list[str]:
        """Return what the models have, as a control offers it."""
        if self.in_order:
            return self.labels(models)
        return [self.label_of(value) for value in self._values(models).value_counts().index]

    def help_on(self, labels: Sequence[str]) -> str:
        """Return the help of a control that offers these labels."""
        return self.help or "\n".join(
            f"- {label}: {self.explanations[label]}"
            for label in labels
            if label in self.explanations
        )

    def accepted(self, models: pd.DataFrame) -> Choices:
        """Return the labels, and the values themselves where a label is another word."""
        return self._choices(self.labels(models))

    def accepted_ever(self, models: pd.DataFrame) -> Choices:
        """Return the same with all labels that are explained."""
        seen = self.labels(models)
        return self._choices(sorted({*seen, *self.explanations}) if self.explanations else seen)

    def read(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Return the values behind the labels."""
        return tuple(self.value_of(text) for text in texts)

    def write(self, value: tuple[str, ...]) -> list[str]:
        """Return the labels of the values."""
        return [self.label_of(one) for one in value]

    def in_words(self, value: tuple[str, ...]) -> str:
        """Say which values there must be, all or one of them."""
        joint = " and " if self.must_have_all else " or "
        return self.wording.format(joint.join(self.write(value)))

    def lost(self, value: tuple[str, ...], kept: tuple[str, ...]) -> str:
        """Name the values that are not kept."""
        labels = self.write(tuple(one for one in value if one not in kept))
        return f"{self.name}: {', '.join(labels)}"

    def _choices(self, labels: list[str]) -> Choices:
        values = {self.value_of(label): label for label in labels}
        return Choices(labels, {value: label for value, label in values.items() if value != label})

    def _values(self, models: pd.DataFrame) -> pd.Series[str]:
        return models[self.column].explode().dropna()


@dataclass(frozen=True, kw_only=True)
class OneOf(Filter[_Value]):
    """One of some values, or any; `old_labels` gives the labels of now by those in old links."""

    labels_in: Callable[[pd.DataFrame], Sequence[str]]
    value_of: Callable[[str], _Value]
    label_of: Callable[[_Value], str]
    nothing: _Value
    old_labels: Callable[[], Mapping[str, str]] = dict

    def labels(self, models: pd.DataFrame) -> list[str]:
        """Return what can be chosen; the first sets no condition."""
        return [ANY, *self.labels_in(models)]

    def accepted(self, models: pd.DataFrame) -> Choices:
        """Return the labels, and the old ones."""
        return Choices(self.labels(models), self.old_labels(), most=1)

    def read(self, texts: Sequence[str]) -> _Value:
        """Return the value behind the one label."""
        (label,) = texts
        return self.nothing if label == ANY else self.value_of(label)

    def write(self, value: _Value) -> list[str]:
        """Return the label of the value."""
        return [self.label_of(value)]

    def can_be_asked_of(self, models: pd.DataFrame) -> bool:
        """Whether any of its values says something of these models."""
        values = (self.value_of(label) for label in self.labels_in(models))
        return any(self.answerable(value, Scope(models)) != self.nothing for value in values)


@dataclass(frozen=True, kw_only=True)
class Words(Filter[str]):
    """Words that people type."""

    longest: int

    def labels(self, _: pd.DataFrame) -> list[str]:
        """Return nothing to choose from: words are written."""
        return []

    def accepted(self, _: pd.DataFrame) -> Text:
        """Return how long they may be."""
        return Text(self.longest)

    def read(self, texts: Sequence[str]) -> str:
        """Return the words with single spaces."""
        return " ".join(" ".join(texts).split())

    def write(self, value: str) -> list[str]:
        """Return the words."""
        return [value]

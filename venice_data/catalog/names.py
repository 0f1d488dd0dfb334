"""Names for charts, lists and sentences, where two models may share one."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import count, takewhile
from typing import TYPE_CHECKING, Final

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST: Final = 60
_END: Final = 20  # characters kept of the end of a name that begins like another


def short_name(name: str) -> str:
    """Cut a name to what fits into a line."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def short_names(names: pd.Series[str]) -> pd.Series[str]:
    """Cut names, of which no two are alike, to what fits into a line: no two are alike then.

    Of those that begin alike the end stays, where distinct names say what tells them apart.
    """
    labels = _used_once({str(model_id): short_name(name) for model_id, name in names.items()})
    taken = set(labels.values())
    for model_id, name in names.items():
        if model_id not in labels:
            labels[str(model_id)] = next(label for label in _cuts(name) if label not in taken)
            taken.add(labels[str(model_id)])
    return names.index.to_series().map(labels).astype("str")


def _cuts(name: str) -> Iterator[str]:
    """Return ways to cut a name that begins like another: in the middle, else with a number."""
    yield name if len(name) <= _LONGEST else f"{name[: _LONGEST - _END - 1]}…{name[-_END:]}"
    yield from (f"{name[: _LONGEST - _END]}… ({number})" for number in count(2))


def distinct_names(models: pd.DataFrame) -> pd.Series[str]:
    """Return a name for each model that no other has.

    A name that one model alone has stays as it is. Where several share one, what sets their
    ids apart stands behind it: `GPT Image 2` and `GPT Image 2 · edit`; where that is still not
    theirs alone, the id, as often as it takes.
    """
    names = {str(model_id): str(name) for model_id, name in models["name"].items()}
    labels = _used_once(names)
    apart = _told_apart(
        {model_id: name for model_id, name in names.items() if model_id not in labels}
    )
    taken = set(labels.values())
    labels |= {
        model_id: label for model_id, label in _used_once(apart).items() if label not in taken
    }
    taken = set(labels.values())
    for model_id in [model_id for model_id in apart if model_id not in labels]:
        label = f"{apart[model_id]} ({model_id})"
        while label in taken:
            label = f"{label} ({model_id})"
        labels[model_id] = label
        taken.add(label)
    return pd.Series([labels[model_id] for model_id in names], index=models.index, dtype="str")


def names_with_ids(names: pd.Series[str]) -> pd.Series[str]:
    """Return each name with the model's id behind it: whoever types either finds the model."""
    labels = [
        name if str(model_id).casefold() in name.casefold() else f"{name} · {model_id}"
        for model_id, name in names.items()
    ]
    return pd.Series(labels, index=names.index, dtype="str")


def named_in(text: str, names: pd.Series[str]) -> tuple[list[str], list[str]]:
    """Return the ids of the models that a list with commas names, and the texts that name none.

    A text names the model whose id or name it is, else the one with the shortest name among those
    whose name or id has all of its words.
    """
    if text in names.index:
        return [text], []
    wanted = {part: _named(part, names) for part in map(str.strip, text.split(",")) if part}
    found = [model_id for model_id in wanted.values() if model_id is not None]
    return found, [part for part, model_id in wanted.items() if model_id is None]


def ids_with_all_words(text: str, names: pd.Series[str]) -> list[str]:
    """Return the ids of the models whose name or id has all words of a text, in their order."""
    words = text.casefold().split()
    return [
        str(model_id)
        for model_id, name in names.items()
        if all(word in f"{name} {model_id}".casefold() for word in words)
    ]


def _named(text: str, names: pd.Series[str]) -> str | None:
    sought = text.casefold()
    exact = (str(i) for i, name in names.items() if sought in (str(i).casefold(), name.casefold()))
    shortest = sorted((len(names[i]), i) for i in ids_with_all_words(text, names))
    return next(exact, None) or next((model_id for _, model_id in shortest), None)


def _used_once(labels: dict[str, str]) -> dict[str, str]:
    uses = Counter(labels.values())
    return {model_id: label for model_id, label in labels.items() if uses[label] == 1}


def _told_apart(names: dict[str, str]) -> dict[str, str]:
    """Put behind each shared name the words of the id that follow those common to all ids."""
    ids_of_name: dict[str, list[str]] = defaultdict(list)
    for model_id, name in names.items():
        ids_of_name[name].append(model_id)
    apart: dict[str, str] = {}
    for name, ids in ids_of_name.items():
        words = [model_id.split("-") for model_id in ids]
        columns = zip(*words, strict=False)
        common = len(list(takewhile(lambda column: len(set(column)) == 1, columns)))
        for model_id, own in zip(ids, words, strict=True):
            apart[model_id] = " · ".join([name, *filter(None, ["-".join(own[common:])])])
    return apart

"""Names for charts, lists and sentences, where two models may share one."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import takewhile
from typing import Final

import pandas as pd

_LONGEST: Final = 60


def short_name(name: str) -> str:
    """Cut a name to what fits into a line."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def distinct_names(models: pd.DataFrame) -> pd.Series[str]:
    """Return a name for each model that no other has.

    Where several share one, what sets their ids apart stands behind it: `GPT Image 2` and
    `GPT Image 2 · edit`.
    """
    ids_of_name: dict[str, list[str]] = defaultdict(list)
    for model_id, name in models["name"].items():
        ids_of_name[name].append(str(model_id))
    names: dict[str, str] = {}
    for name, ids in ids_of_name.items():
        names |= zip(ids, _told_apart(name, ids), strict=True)
    uses = Counter(names.values())
    return pd.Series(
        [name if uses[name] == 1 else f"{name} ({model_id})" for model_id, name in names.items()],
        index=list(names),
        dtype="str",
    ).reindex(models.index)


def _told_apart(name: str, ids: list[str]) -> list[str]:
    """Put behind a shared name the words of each id that follow those common to all."""
    if len(ids) == 1:
        return [name]
    words = [model_id.split("-") for model_id in ids]
    common = len(list(takewhile(lambda column: len(set(column)) == 1, zip(*words, strict=False))))
    return [" · ".join([name, *filter(None, ["-".join(own[common:])])]) for own in words]

"""Writes under which licence each deployed package is, as its own metadata says."""

from __future__ import annotations

from importlib.metadata import metadata
from typing import Final

from tests.supply_chain.locked import locked_packages
from venice_data.settings import PROJECT_ROOT

LICENCES: Final = PROJECT_ROOT / "docs" / "licences.md"
_LONGEST_NAME: Final = 60
_HEAD: Final = """# Licences of what is deployed

The packages of `requirements.lock`, as their metadata says; `make lock` writes this. Streamlit's \
wheel brings the scripts of the page and its fonts: Source Sans, under the SIL Open Font License \
1.1, and Material Symbols, of which `pages/server/` has a part, under the Apache License 2.0.

| package | licence |
|---|---|
"""


def licence_of(package: str) -> str:
    """Return the licence of an installed package, in the words of its metadata."""
    told = metadata(package)
    classifiers = [
        kind.rpartition(" :: ")[2]
        for kind in told.get_all("Classifier", [])
        if kind.startswith("License :: OSI Approved :: ")
    ]
    expression, in_words = (
        next(iter(told.get_all(name, [])), "") for name in ("License-Expression", "License")
    )
    is_a_name = 0 < len(in_words) <= _LONGEST_NAME and "\n" not in in_words
    return (
        expression or (in_words if is_a_name else "") or " and ".join(classifiers) or "not stated"
    )


def written_licences() -> str:
    """Write the licences of all packages that are installed here."""
    names = {locked.requirement.name for locked in locked_packages()}
    return _HEAD + "".join(f"| {name} | {licence_of(name)} |\n" for name in sorted(names))


if __name__ == "__main__":
    LICENCES.write_text(written_licences(), encoding="utf-8")

"""What is deployed: pinned with hashes, as it is tested, under licences that are listed."""

from __future__ import annotations

from importlib.metadata import version

from packaging.requirements import Requirement

from tests.supply_chain.licences import LICENCES, written_licences
from tests.supply_chain.locked import LOCK, locked_packages
from venice_data.settings import PROJECT_ROOT


def test_every_package_is_pinned_with_hashes() -> None:
    packages = list(locked_packages())

    assert len(packages) > 40
    for requirement, hashes in packages:
        assert [pin.operator for pin in requirement.specifier] == ["=="]
        assert hashes
    assert "://" not in LOCK.read_text(encoding="utf-8")  # all come from where pip looks


def test_what_is_asked_for_is_locked_in_the_same_version() -> None:
    """Else `make lock` has not been run since."""
    lines = (PROJECT_ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    locked = {package.requirement.name.lower(): package for package in locked_packages()}

    for requirement in asked:
        name = requirement.name.lower().replace("_", "-")
        assert locked[name].requirement.specifier == requirement.specifier


def test_what_is_tested_is_what_is_deployed() -> None:
    for requirement, _ in locked_packages():
        assert requirement.specifier.contains(version(requirement.name), prereleases=True)


def test_the_licences_are_those_of_the_packages() -> None:
    """Else `make lock` has not been run since."""
    assert LICENCES.read_text(encoding="utf-8") == written_licences()
    assert "not stated" not in written_licences()

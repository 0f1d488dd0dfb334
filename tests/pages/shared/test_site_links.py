"""Addresses of the site that work elsewhere, from whichever page they are taken."""

from __future__ import annotations

import pytest

from pages.shared.site_links import whole_address
from tests.support.page_driver import start_anew


@pytest.mark.parametrize(
    ("page_url", "site"),
    [
        ("https://prices.example", "https://prices.example"),
        ("https://prices.example/", "https://prices.example"),
        ("https://prices.example/text", "https://prices.example"),
        ("https://prices.example/venice", "https://prices.example/venice"),
        ("https://prices.example/venice/", "https://prices.example/venice"),
        ("https://prices.example/venice/data/", "https://prices.example/venice"),
    ],
)
def test_the_site_is_where_the_browser_has_found_it(page_url: str, site: str) -> None:
    assert whole_address("api/prices.csv", page_url) == f"{site}/api/prices.csv"


def test_a_public_address_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VENICE_PUBLIC_URL", "https://public.example/venice")
    start_anew()

    assert whole_address("text", "http://10.0.0.1/data") == "https://public.example/venice/text"


def test_where_nobody_knows_the_path_stands_alone() -> None:
    assert whole_address("text", None) == "text"

"""A finding on one page of PDF."""

from __future__ import annotations

import re

import pytest

from pages.calculator.finding import find as calculated
from pages.calculator.finding import found
from pages.compare.finding import find as compared
from pages.shared.brief import brief, upright_font
from pages.shared.draw_brief import writable
from pages.shared.provenance import Provenance
from pages.shared.sidebar import chosen_in
from pages.shared.site import CALCULATOR, COMPARE, SitePage
from tests.support.examples import rest_is_thorough
from tests.support.page_driver import draw
from tests.support.samples import bundled
from venice_data.costs.work_links import basket_from_text
from venice_data.live.store import Snapshot

_PROVENANCE = Provenance(
    prices_of="Prices of 22 August 2026",
    shows="Compare: all models",
    currency="USD",
    source="Venice's model list",
    link="https://prices.example/compare",
)


def _pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


@pytest.mark.parametrize(
    ("page", "link"),
    rest_is_thorough(
        [
            (COMPARE, {"compare_models": bundled().models.index[:6].tolist()}),
            (CALCULATOR, {}),
            (
                CALCULATOR,
                {
                    "calculator_basket": [
                        "~~".join(
                            ["chat~day~kimi-k3~requests.9~input-tokens.9~output-tokens.9"] * 60
                        )
                    ]
                },
            ),
        ],
        first=1,
    ),
)
def test_a_brief_is_one_page_and_leads_back(page: SitePage, link: dict[str, list[str]]) -> None:
    view = chosen_in(link, Snapshot(bundled())).view(page)
    finding = (compared if page is COMPARE else calculated)(view, link)

    pdf = brief(finding, f"{page.title}: {page.question}", _PROVENANCE)

    assert pdf.startswith(b"%PDF")
    assert _pages(pdf) == 1
    assert b"https://prices.example/compare" in pdf


@pytest.mark.parametrize(
    ("lines", "rows", "caption"),
    [
        (12, 12, "What each line costs"),
        (60, 24, "What the first 24 of 60 lines cost"),
    ],
)
def test_a_brief_has_the_lines_of_a_basket_and_says_what_it_leaves_out(
    lines: int, rows: int, caption: str
) -> None:
    basket = basket_from_text(
        "~~".join(["chat~day~kimi-k3~requests.9~input-tokens.9~output-tokens.9"] * lines)
    ).basket
    view = chosen_in({}, Snapshot(bundled())).view(CALCULATOR)

    finding = found(basket, view, (), is_example=False)

    assert finding.caption == caption
    assert len(finding.rows) == rows
    assert finding.rows[-1][0] == f"{rows}. Chat or agent calls"


def test_a_letter_that_the_font_lacks_leaves_a_box() -> None:
    assert writable("Кими 月之 Ñandú 🚀", upright_font()) == "Кими □□ Ñandú □"


@pytest.mark.parametrize(
    ("page", "link"),
    [(COMPARE, {"compare_models": ["kimi-k3", "zai-org-glm-5-2"]}), (CALCULATOR, {})],
)
def test_a_page_offers_its_brief(page: SitePage, link: dict[str, str | list[str]]) -> None:
    labels = [button.proto.label for button in draw(page, **link).get("download_button")]

    assert labels.count("Brief (PDF)") == 1

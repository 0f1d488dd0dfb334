"""The calculator without a browser: the basket is edited, added up, swapped and turned around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pages.shared.site import CALCULATOR
from tests.page_driver import chart_about, charts, draw, offline_site, rerun, serve, texts_of
from tests.samples import tokens, usd
from tests.stand_in import model, text_model
from venice_data.costs.presets import PRESETS
from venice_data.costs.work import (
    Basket,
    Chat,
    Edits,
    Embed,
    Images,
    Line,
    Music,
    Speech,
    Transcription,
    Upscales,
    Video,
)
from venice_data.costs.work_links import basket_from_text, basket_to_text
from venice_data.quotes.quote_service import shared_quote_service
from venice_data.quotes.video_quotes import Quote, QuoteRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from venice_data.costs.work import Work

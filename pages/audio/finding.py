"""What audio costs, in short: the cheapest models for speech, transcription and music."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.finding import PageFinding, cheapest_of_each_type

if TYPE_CHECKING:
    from pages.shared.finding import Link
    from pages.shared.view import View


def find(view: View, _: Link) -> PageFinding:
    """Rank the matching models for speech, transcription and music, each in its own unit."""
    return cheapest_of_each_type(view, "The cheapest for speech, transcription and music")

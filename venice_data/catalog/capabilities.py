"""Names and one-line explanations of what models can do."""

from __future__ import annotations

import re
from typing import Final

# The label is also the value in shared links: add, never reword.
_KNOWN: Final = {
    "supportsVision": ("vision", "Sees images that you send."),
    "supportsMultipleImages": ("multiple images", "Sees several images in one request."),
    "supportsVideoInput": ("video input", "Watches video that you send."),
    "supportsAudioInput": ("audio input", "Listens to audio that you send."),
    "supportsFunctionCalling": ("function calling", "Calls functions (tools) that you describe."),
    "supportsReasoning": ("reasoning", "Thinks before it answers; the thinking is billed output."),
    "supportsReasoningEffort": ("reasoning effort", "Lets you set how long it thinks."),
    "supportsResponseSchema": ("response schema", "Answers in a JSON shape that you give."),
    "supportsWebSearch": ("web search", "Can look things up on the web."),
    "supportsXSearch": ("X search", "Can search posts on X."),
    "supportsLogProbs": ("log probabilities", "Reports how likely each token was."),
    "supportsTeeAttestation": ("TEE attestation", "Runs in hardware that proves what it runs."),
    "supportsE2EE": ("end-to-end encryption", "Takes requests that only the hardware can read."),
    "optimizedForCode": ("code", "Made for writing code."),
    "supportsStyleReferences": ("style references", "Follows the style of pictures you send."),
    "supports_lyrics": ("lyrics", "Sings lyrics that you write."),
    "lyrics_required": ("lyrics required", "Needs lyrics to work."),
    "supports_force_instrumental": ("instrumental", "Can make music without singing."),
    "supports_loop": ("loop", "Makes sound that repeats without a seam."),
    "supportsCustomDimensions": ("custom dimensions", "Lets you choose the vector's length."),
    "uncensored": ("uncensored", "Answers without content refusals."),
}


def capability_label(api_key: str) -> str:
    """Return the label of a capability flag; a flag never seen before is read from its name."""
    if api_key in _KNOWN:
        return _KNOWN[api_key][0]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", api_key).split()
    if len(words) > 1 and words[0].lower() == "supports":
        words = words[1:]
    return " ".join(words).lower()


def known_api_keys() -> dict[str, str]:
    """Return the flag of each known capability, by label."""
    return {label: api_key for api_key, (label, _) in _KNOWN.items()}


def capability_explanations() -> dict[str, str]:
    """Return the explanation of each known capability, by label."""
    return dict(_KNOWN.values())

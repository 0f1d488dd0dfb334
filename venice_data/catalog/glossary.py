"""Every term and every capability, explained once: what tooltips, captions and the glossary say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from venice_data.catalog.price_components import WORDS_OF_TOKENS
from venice_data.catalog.wording import begun

# The label is also the value in shared links: add, never reword.
_CAPABILITIES: Final = {
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


@dataclass(frozen=True)
class Term:
    """One term as people read it: what it is in one line, and an example where one helps."""

    name: str
    explanation: str
    example: str = ""

    @property
    def title(self) -> str:
        """The name as it begins a line."""
        return begun(self.name)


# Both words in the fewest, beside every legend and row that has them.
PRIVACY_IN_SHORT: Final = (
    "Private: nothing is kept. Anonymized: the provider does not learn who sent it."
)

# In the order in which somebody new here would ask.
GLOSSARY: Final = (
    Term(
        "token",
        "The piece of text by which text models count and charge: about three quarters of an "
        "English word.",
        f"{WORDS_OF_TOKENS}, a page and a half.",
    ),
    Term(
        "input and output",
        "Input is what you send to a model, output is what it writes, its reasoning included. "
        "Each has a price of its own, per million tokens.",
        "A question of 300 words is 400 tokens of input.",
    ),
    Term(
        "blended price",
        "One price for a mix of input and output, so that models can be compared by one number.",
        "In the mix 3:1, three tokens read for each one written: input $1.00 and output $3.00 "
        "blend to $1.50.",
    ),
    Term(
        "cached input",
        "Input that a model has seen shortly before and reads again from its cache, usually for "
        "less. Also called cache read.",
        "The instructions at the head of every request.",
    ),
    Term(
        "cache write",
        "Input that is put into the cache for later requests, where a model charges for that.",
    ),
    Term(
        "context window",
        "How many tokens a model can take at once, what you send and what it writes together. "
        "128K tokens are about 96,000 English words.",
    ),
    Term(
        "long-context price",
        "A higher price that holds for the whole request once its input passes a threshold, not "
        "only for the part above it.",
    ),
    Term(
        "reasoning",
        "Thinking that a model writes before it answers. It is charged as output.",
    ),
    Term(
        "benchmark",
        "A public test that gives models a score, each on a scale of its own. A model that it has "
        "not rated may be as good.",
    ),
    Term(
        "Elo",
        "A score from comparisons of two, as in chess: the more often a model's answer is "
        "preferred, the higher. Only differences mean something.",
        "100 points more: preferred about 64 times in 100.",
    ),
    Term(
        "frontier",
        "The models to which no other is preferable: none is as cheap and as good, and in one of "
        "the two better.",
    ),
    Term(
        "private",
        "Venice keeps nothing of your request.",
    ),
    Term(
        "anonymized",
        "The provider behind the model sees your request, but not who sent it.",
    ),
    Term(
        "TEE",
        "Trusted execution environment: the model runs in hardware that can prove what it runs.",
    ),
    Term(
        "E2EE",
        "End-to-end encryption: only the hardware that runs the model can read your request.",
    ),
    Term(
        "DIEM",
        "Venice's own unit. Each DIEM that you stake pays for 1 USD of use a day; what is not "
        "used by midnight UTC is gone.",
        "A bill of $90 a month takes about 3 DIEM.",
    ),
    Term(
        "quality tier",
        "How carefully a picture is made: low, medium or high. Some image models charge by it.",
        "A caller who leaves it out gets the model's default, often the most expensive.",
    ),
    Term(
        "legacy price",
        "The older price of a picture by size alone. Venice keeps it beside the newer price by "
        "size and quality, and the two can differ by a cent.",
    ),
    Term(
        "quote",
        "A price that Venice names on demand for one clip or track. Video has no list price.",
    ),
    Term(
        "embedding",
        "A text turned into numbers, so that texts about the same subject can be found.",
    ),
    Term(
        "beta",
        "A model on trial. Its price, or the model itself, can change at any time.",
    ),
    Term(
        "retirement",
        "The day on which a model is switched off. Venice announces it some days before, often "
        "with a replacement.",
    ),
)

_TERMS: Final = {term.name: term for term in GLOSSARY}


def explanation_of(*names: str) -> str:
    """Return what some terms mean, each after its name. Raises KeyError for one not listed."""
    return " ".join(f"{_TERMS[name].title}: {_TERMS[name].explanation}" for name in names)


def capability_label(api_key: str) -> str:
    """Return the label of a capability flag; a flag never seen before is read from its name."""
    if api_key in _CAPABILITIES:
        return _CAPABILITIES[api_key][0]
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", api_key).split()
    if len(words) > 1 and words[0].lower() == "supports":
        words = words[1:]
    return " ".join(words).lower()


def known_api_keys() -> dict[str, str]:
    """Return the flag of each known capability, by label."""
    return {label: api_key for api_key, (label, _) in _CAPABILITIES.items()}


def capability_explanations() -> dict[str, str]:
    """Return the explanation of each known capability, by label."""
    return dict(_CAPABILITIES.values())

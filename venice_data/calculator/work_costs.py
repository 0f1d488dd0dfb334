"""What a piece of work costs with each model that can do it, all models at once.

`cost_of` compares all models at once in binary fractions, cut to twelve digits so that equal
costs are equal. Figures to show and to add up come from `exact_costs`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from venice_data.calculator.audio_charges import (
    music_charges,
    speech_charges,
    transcription_charges,
)
from venice_data.calculator.charges import BY_QUOTE, Charges, flat_charges, said_of_all
from venice_data.calculator.exact_money import without_noise
from venice_data.calculator.picture_charges import edit_charges, image_charges, upscale_charges
from venice_data.calculator.token_charges import chat_charges, embed_charges
from venice_data.calculator.work import (
    ALSO_PRICED_IN,
    Chat,
    Edits,
    Embed,
    Images,
    Music,
    Speech,
    Transcription,
    Upscales,
    Video,
    Work,
)

if TYPE_CHECKING:
    from venice_data.catalog import Currency


def candidates_for(work: Work, prices: pd.DataFrame, models: pd.DataFrame) -> pd.DataFrame:
    """Return the models that do this kind of work: by their type, or by a price for just that."""
    does_it = models["type"].isin(work.model_types)
    if work.kind in ALSO_PRICED_IN:
        unit = ALSO_PRICED_IN[work.kind]
        does_it |= models.index.isin(prices.loc[prices["unit"] == unit, "model_id"])
    return models[does_it]


def cost_of(
    work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> pd.DataFrame:
    """Return what the work costs with each model that does this kind of work, in their order.

    Indexed by model id: `cost` (NaN where it is not priced) and `why_not` (empty where it is).
    """
    charges = charges_for(work, prices, candidates_for(work, prices, models), currency)
    quantities = np.array([part.quantity for part in charges.parts])
    rates = np.array([part.rate for part in charges.parts])
    # Nothing is owed for nothing, even at a price that is not published.
    owed = np.where(quantities == 0, 0.0, quantities * rates).sum(axis=0)
    can_be_priced = ~np.isnan(rates).all(axis=0) & (charges.refused == "")
    costs = np.where(can_be_priced, charges.times * owed / charges.per, np.nan)
    why_not = np.where(charges.refused == "", charges.unpriced, charges.refused)
    return pd.DataFrame(
        {
            "cost": pd.Series(map(without_noise, costs.tolist()), dtype="float64"),
            "why_not": pd.Series(np.where(np.isnan(costs), why_not, ""), dtype="str"),
        }
    ).set_axis(charges.model_ids)


def ranked(costs: pd.DataFrame) -> pd.DataFrame:
    """Sort a frame from `cost_of`, cheapest first, not priced last, ties by model id."""
    return costs.sort_index().sort_values("cost", kind="stable", na_position="last")


def charges_for(
    work: Work, prices: pd.DataFrame, models: pd.DataFrame, currency: Currency
) -> Charges:
    """Return what each of these models, candidates for the work, charges for it."""
    match work:
        case Chat():
            return chat_charges(work, prices, models, currency)
        case Embed():
            return embed_charges(work, prices, models, currency)
        case Images():
            return image_charges(work, prices, models, currency)
        case Edits():
            return edit_charges(work, prices, models, currency)
        case Upscales():
            return upscale_charges(work, prices, models, currency)
        case Speech():
            return speech_charges(work, prices, models, currency)
        case Transcription():
            return transcription_charges(work, prices, models, currency)
        case Music():
            return music_charges(work, prices, models, currency)
        case Video():
            return _video_charges(work, models)


def _video_charges(work: Video, models: pd.DataFrame) -> Charges:
    """Return what clips are charged: the quote, with the model that it was given for alone.

    A quote is in USD; in DIEM it is the same number, since 1 DIEM buys 1 USD of use.
    """
    is_quoted = models.index == work.quoted_model_id
    rate = pd.Series(work.usd_per_clip, index=models.index).where(is_quoted)
    note = f"as quoted for {work.clip}" if work.clip else "as quoted"
    return replace(
        flat_charges(work.clips, "clips", rate),
        unpriced=said_of_all(BY_QUOTE, models.index),
        notes=(said_of_all(note, models.index),),
    )

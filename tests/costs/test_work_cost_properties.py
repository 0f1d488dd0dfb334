"""What holds for every cost: more is never cheaper, twice is double, first is the least."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.examples import few
from tests.support.samples import bundled
from venice_data.catalog.filters import Filters
from venice_data.costs.baskets import on_cheapest_models
from venice_data.costs.work import Basket, Chat, Edits, Images, Line, Music, Speech, Work
from venice_data.costs.work_costs import cost_of, costs_by_model, ranked

if TYPE_CHECKING:
    from decimal import Decimal

    from venice_data import Catalog

FEW = few(15)
MODELS = {
    "chat": ["qwen-3-7-plus", "grok-4-20", "claude-opus-5", "llama-3.3-70b", "stealth-ox-alpha"],
    "images": ["gpt-image-2", "chroma", "nano-banana-2", "grok-imagine-image-2-0"],
    "edits": ["gpt-image-2-edit", "firered-image-edit", "grok-imagine-image-2-0-edit"],
    "music": ["elevenlabs-music", "stable-audio-25", "elevenlabs-sound-effects-v2"],
    "speech": ["tts-kokoro", "tts-xai-v1", "elevenlabs-tts-v3"],
}

counts = st.integers(0, 100_000)
chats = st.builds(
    Chat,
    requests=counts,
    input_tokens=st.integers(0, 300_000),
    output_tokens=st.integers(0, 30_000),
    cached_share=st.floats(0, 1),
    cache_write_tokens=st.integers(0, 300_000),
)
resolutions = st.sampled_from(["1K", "2K", "4K", "8K"])
qualities = st.sampled_from(["low", "medium", "high"])
works = st.one_of(
    chats,
    st.builds(Images, count=counts, resolution=resolutions, quality=qualities),
    st.builds(
        Edits,
        count=counts,
        input_images=st.integers(0, 20),
        resolution=resolutions,
        quality=qualities,
    ),
    st.builds(Music, tracks=counts, seconds=st.integers(0, 700)),
    st.builds(Speech, characters=counts),
)


def _few_models() -> Catalog:
    catalog = bundled()
    models = catalog.models.loc[[model_id for ids in MODELS.values() for model_id in ids]]
    prices = catalog.prices[catalog.prices["model_id"].isin(models.index)]
    return replace(catalog, models=models, prices=prices)


CATALOG = _few_models()


def _amounts(work: Work) -> dict[str, Decimal | None]:
    costs = costs_by_model(work, CATALOG.prices, CATALOG.models, "usd")
    return {model_id: cost.amount for model_id, cost in costs.items()}


@FEW
@given(work=works)
def test_both_roads_lead_to_the_same_cost(work: Work) -> None:
    exact = costs_by_model(work, CATALOG.prices, CATALOG.models, "usd")
    costs = cost_of(work, CATALOG.prices, CATALOG.models, "usd")

    assert costs.index.tolist() == list(exact)
    for model_id, cost in exact.items():
        if cost.amount is None:
            assert costs.isna()["cost"][model_id]
        else:
            assert costs["cost"][model_id] == pytest.approx(float(cost.amount), rel=1e-11)
        assert costs["why_not"][model_id] == cost.why_not


@FEW
@given(work=chats, more_input=st.integers(0, 50_000), more_output=st.integers(0, 50_000))
def test_more_tokens_never_cost_less_within_a_tier(
    work: Chat, more_input: int, more_output: int
) -> None:
    more = replace(
        work,
        input_tokens=work.input_tokens + more_input,
        output_tokens=work.output_tokens + more_output,
    )
    thresholds = CATALOG.models["long_context_threshold_tokens"].dropna()
    before, after = _amounts(work), _amounts(more)
    stepped = {
        model_id
        for model_id, threshold in thresholds.items()
        if work.input_tokens <= threshold < more.input_tokens
    }

    for model_id, amount in before.items():
        dearer = after[model_id]
        if amount is not None and dearer is not None and model_id not in stepped:
            assert dearer >= amount


@FEW
@given(work=chats)
def test_twice_the_requests_cost_exactly_twice(work: Chat) -> None:
    once, twice = _amounts(work), _amounts(replace(work, requests=2 * work.requests))

    assert twice == {
        model_id: None if amount is None else 2 * amount for model_id, amount in once.items()
    }


@FEW
@given(work=works)
def test_the_first_of_the_ranking_costs_the_least(work: Work) -> None:
    ranking = ranked(cost_of(work, CATALOG.prices, CATALOG.models, "usd"))
    priced = ranking["cost"].dropna()
    exact = [amount for amount in _amounts(work).values() if amount is not None]

    assert ranking["cost"].iloc[: len(priced)].notna().all()  # unpriced last
    assert priced.is_monotonic_increasing
    if exact:
        assert priced.iloc[0] == pytest.approx(float(min(exact)), rel=1e-11)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    work = draw(works)
    return Line(
        work,
        draw(st.sampled_from(MODELS[work.kind])),
        draw(st.sampled_from(["day", "month", "once"])),
    )


@FEW
@given(basket=st.builds(Basket, st.lists(lines(), max_size=3).map(tuple)))
def test_the_cheapest_models_never_raise_a_bill(basket: Basket) -> None:
    swap = on_cheapest_models(basket, CATALOG.prices, CATALOG.models, "usd", Filters())

    assert swap.saving_per_month >= 0
    for before, after in zip(swap.before.lines, swap.after.lines, strict=True):
        if before.cost.amount is not None:
            assert after.cost.amount is not None
            assert after.cost.amount <= before.cost.amount

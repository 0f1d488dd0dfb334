"""Pictures ranked by price, and the models that have none at this choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pages.shared.ranked import name_models, show_ranked
from venice_data.names import distinct_names
from venice_data.picture_costs import NOT_OFFERED

if TYPE_CHECKING:
    import pandas as pd

    from pages.shared.view import View


def show_pictures(
    view: View, priced: pd.DataFrame, unit: str, parts: dict[str, str], name: str
) -> None:
    """Rank pictures or edits by `price`, and name those not offered or without a price.

    `priced` has name, privacy, price, basis; `parts` maps the columns of which a price is
    made to their titles in the table.
    """
    ranked = priced.assign(label=distinct_names(priced)).sort_values(["price", "label"])
    show_ranked(view, ranked, unit, {"price": f"Price {unit}", **parts}, name)
    is_offered = ranked["basis"] != NOT_OFFERED
    name_models("Not offered at this choice", ranked[~is_offered])
    name_models("No price published", ranked[ranked["price"].isna() & is_offered])

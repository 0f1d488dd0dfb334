"""How tables write numbers: prices with the digits they need, counts with separators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from venice_data.catalog import Currency

_MISSING: Final = "not published"


def show_table(
    table: pd.DataFrame,
    currency: Currency,
    *,
    money: Sequence[str] = (),
    percent: Sequence[str] = (),
    alt: str,
) -> None:
    """Show a table whose `money` columns are prices and whose `percent` columns are shares."""
    columns: dict[str, Any] = {
        name: st.column_config.NumberColumn(format=_money_format(currency)) for name in money
    }
    columns |= {name: st.column_config.NumberColumn(format="percent") for name in percent}
    columns |= {
        name: st.column_config.NumberColumn(format="localized")
        for name in table.columns
        if name not in columns and table[name].dtype.name == "Int64"
    }
    st.dataframe(table, column_config=columns, hide_index=True, placeholder=_MISSING, alt=alt)


def _money_format(currency: Currency) -> str:
    return "$%.10g" if currency == "usd" else "%.10g"

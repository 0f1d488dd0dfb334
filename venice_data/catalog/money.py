"""Money as text and as exact decimals: as many digits as a price needs, none of binary noise."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from venice_data.catalog.frames import Currency

NO_PRICE: Final = "no price published"
_PUBLISHED_DIGITS: Final = 10  # beyond them stands only the noise of binary fractions
_PUBLISHED: Final = Context(prec=_PUBLISHED_DIGITS)  # a price is multiplied as it is shown
_COMPUTED_DIGITS: Final = 4
_FEWEST_DECIMALS: Final = 2
_AXIS_DECIMALS: Final = 12
_FROM_TIMES: Final = 2  # below twice a price, people think in percent
_CENT: Final = Decimal("0.01")
_WIDE: Final = Context(prec=400)  # the largest float has 309 digits before its point


def price_text(amount: float | None, currency: Currency) -> str:
    """Write a published price whole: `$0.0000315`, `12.50 DIEM`; NaN or None is no price."""
    return _money_text(amount, currency, _PUBLISHED_DIGITS)


def cost_text(amount: float | Decimal | None, currency: Currency) -> str:
    """Write a computed cost, or a price in a sentence, in as many digits as people take in.

    To the cent from 1 up, else to four digits; half of the last one is rounded up.
    """
    if amount is None or not math.isfinite(amount):
        return NO_PRICE
    exactly = amount if isinstance(amount, Decimal) else exact_quantity(amount)
    if abs(exactly) < 1:
        return _money_text(float(amount), currency, _COMPUTED_DIGITS)
    return _in_currency(f"{exactly.quantize(_CENT, ROUND_HALF_UP, _WIDE):,}", currency)


def share_text(share: float | None) -> str:
    """Write a share as a percentage to two digits or whole: `46%`, `0.02%`; NaN or None is none.

    What is not nothing is never `0%`, and what is not the whole never `100%`.
    """
    if share is None or math.isnan(share):
        return ""
    percent = 100 * exact_quantity(share)
    decimals = max(0, 1 - percent.adjusted()) if percent else 0
    from_the_whole = abs(100 - abs(percent))
    if 0 < from_the_whole < 1:
        decimals = max(decimals, -from_the_whole.adjusted())
    written = f"{percent or 0:,.{decimals}f}"
    return f"{written.rstrip('0').rstrip('.') if decimals else written}%"


def count_text(count: float | None) -> str:
    """Write a count with its thousands apart, and the decimals that it has; NaN or None is none."""
    if count is None or math.isnan(count):
        return ""
    whole, point, decimals = f"{exact_quantity(count):,f}".partition(".")
    return f"{whole}{point}{decimals}".rstrip("0").rstrip(".") if point else whole


def axis_labels(currency: Currency) -> str:
    """Return the Vega expression that writes amounts on an axis as `price_text` does in texts."""
    sign, behind = ("$", "") if currency == "usd" else ("", " + ' DIEM'")
    whole, cents = (
        f"format(datum.value, '{sign},.{digits}')" for digits in (f"{_AXIS_DECIMALS}~f", "2f")
    )
    return f"(test(/[.]../, {whole}) ? {whole} : {cents}){behind}"


def currency_label(currency: Currency) -> str:
    """Name a currency as people write it."""
    return currency.upper()


def _money_text(amount: float | None, currency: Currency, digits: int) -> str:
    if amount is None or math.isnan(amount):
        return NO_PRICE
    return _in_currency(_plain_number(amount, digits), currency)


def _in_currency(number: str, currency: Currency) -> str:
    """Put the sign of a currency to a number; a minus stands before it."""
    if currency == "diem":
        return f"{number} DIEM"
    return f"-${number[1:]}" if number.startswith("-") else f"${number}"


def _plain_number(amount: float, digits: int) -> str:
    exact = Decimal(repr(float(amount) or 0.0))  # never a negative zero
    decimals = _FEWEST_DECIMALS
    if exact:
        decimals = max(decimals, digits - 1 - exact.adjusted())
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    whole, _, fraction = f"{rounded:,f}".partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(_FEWEST_DECIMALS, '0')}"


def exact_price(price: float) -> Decimal:
    """Return a published price as a decimal: `0.009200000000000002` means 0.0092."""
    return _PUBLISHED.create_decimal(repr(float(price)))


def exact_quantity(quantity: float) -> Decimal:
    """Return a quantity as the decimal that was typed: 0.1 minutes are a tenth."""
    return Decimal(repr(float(quantity)))


def relative_change(before: float, after: float) -> float:
    """Return by what share of `before` an amount moved, such as -0.1 from 0.3 to 0.27; NaN from 0.

    Both are read as the decimals that they stand for, and so is the share.
    """
    if not before or not math.isfinite(after - before):
        return math.nan
    start = exact_quantity(before)
    return float((exact_quantity(after) - start) / start)


def saved_share(full: float, reduced: float) -> float:
    """Return which share of a full price a reduced one saves: 0.1 with 0.27 in place of 0.3."""
    return 0.0 - relative_change(full, reduced)


def difference_text(multiple: float) -> str:
    """Say how far a price is from another, as a multiple of it: `79% less`, or `4.5` times."""
    if multiple == 1:
        return "the same"
    if multiple >= _FROM_TIMES:
        return f"{times_text(multiple)} as much"
    difference = exact_quantity(multiple) - 1
    return f"{share_text(abs(float(difference)))} {'more' if difference > 0 else 'less'}"


def discount_text(saved: float) -> str:
    """Say which share of a price is saved: `90% off`, or how much more it is."""
    if saved < 0:
        return f"{share_text(-saved)} more"
    return f"{share_text(saved)} off" if saved else "nothing off"


def times_text(multiple: float) -> str:
    """Write a multiple to three significant digits: 3.2, 0.0769 or 1,234 times."""
    digits = max(0, 2 - math.floor(math.log10(multiple))) if multiple else 0
    number = f"{multiple:,.{digits}f}"
    return f"{number.rstrip('0').rstrip('.') if digits else number}\N{MULTIPLICATION SIGN}"

"""Money without the noise of binary fractions: published prices as the decimals they mean."""

from __future__ import annotations

import math
from decimal import Context, Decimal
from typing import Final

PUBLISHED_DIGITS: Final = 10  # as in `money`: a price is multiplied as it is shown
_PUBLISHED: Final = Context(prec=PUBLISHED_DIGITS)
_FLOAT_DIGITS: Final = 12


def exact_price(price: float) -> Decimal:
    """Return a published price as a decimal: `0.009200000000000002` means 0.0092."""
    return _PUBLISHED.create_decimal(repr(float(price)))


def exact_quantity(quantity: float) -> Decimal:
    """Return a quantity as the decimal that was typed: 0.1 minutes are a tenth."""
    return Decimal(repr(float(quantity)))


def without_noise(amount: float) -> float:
    """Cut a computed amount to twelve digits, so that equal costs compare as equal."""
    return float(f"{amount:.{_FLOAT_DIGITS}g}") if math.isfinite(amount) else amount

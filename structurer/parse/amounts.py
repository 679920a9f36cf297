"""Amounts and shares of the header, read exactly."""

import re
from decimal import Decimal

from structurer.models import Amount
from structurer.parse.forms import Forms
from structurer.text import fold

_AMOUNT = re.compile(r"([+-]?\d+(?:,\d{3})*(?:\.\d+)?|[+-]?\.\d+)([^\d\s.,]*)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)%?")


def read_amount(text: str | None, currency_unit: str | None, forms: Forms) -> Amount:
    """Read an amount of the header; its value is in yuan, and null when number or unit cannot be read.

    A unit in the cell itself (`1.2亿元`) goes before the currency unit of the table.
    """
    found = _AMOUNT.fullmatch(fold(text or ""))
    if not found:
        return Amount(text=text)
    unit = fold(found[2] or currency_unit or "").removeprefix("人民币")
    factor = forms.currency.get(unit)
    return Amount(text=text, amount=None if factor is None else Decimal(found[1].replace(",", "")) * factor)


def read_percent(text: str) -> Decimal | None:
    """Read a share of the payment plan, with or without its sign."""
    found = _PERCENT.fullmatch(fold(text))
    return Decimal(found[1]) if found else None

"""What all public models share."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, ConfigDict, PlainSerializer


class Model(BaseModel):
    """Frozen, and closed: a key nobody knows is an error, not a surprise."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)


def plain_decimal(number: Decimal) -> str:
    """Write a decimal without exponent and without zeros that carry nothing: 1140000, 0.5, 0."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") or "0" if "." in text else text


Exact = Annotated[Decimal, PlainSerializer(plain_decimal, return_type=str, when_used="json")]
"""An exact decimal; a string in JSON, never a float."""

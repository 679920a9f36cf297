"""What an indicator promises."""

from structurer.models.base import Model


class IndicatorValue(Model):
    """The value cell (指标值): `text` is the cell as printed, outer white space trimmed, inner line breaks kept."""

    text: str

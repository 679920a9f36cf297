"""structurer turns government performance-target submissions (项目支出绩效目标表) into data one can trust."""

from structurer.check import check_all
from structurer.errors import InputError, ModelError, SetupError, StructurerError
from structurer.models import (
    Amount,
    Budget,
    Finding,
    FiscalYear,
    Indicator,
    IndicatorValue,
    Instalment,
    Place,
    Project,
    ReviewCode,
    Severity,
    Submission,
    Unjudged,
    Unread,
    Why,
)
from structurer.models.value import Kind, RowContext
from structurer.normalize import normalize_value
from structurer.pipeline import parse, structure
from structurer.settings import CheckSettings, Settings, Suppression, load_settings
from structurer.version import __version__

__all__ = [
    "Amount",
    "Budget",
    "CheckSettings",
    "Finding",
    "FiscalYear",
    "Indicator",
    "IndicatorValue",
    "InputError",
    "Instalment",
    "Kind",
    "ModelError",
    "Place",
    "Project",
    "ReviewCode",
    "RowContext",
    "Settings",
    "SetupError",
    "Severity",
    "StructurerError",
    "Submission",
    "Suppression",
    "Unjudged",
    "Unread",
    "Why",
    "__version__",
    "check_all",
    "load_settings",
    "normalize_value",
    "parse",
    "structure",
]

"""Settings: structurer.toml, or [tool.structurer] in pyproject.toml, of the current folder; STRUCTURER_* beats both."""

import tomllib
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    PyprojectTomlConfigSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from structurer.errors import SetupError

SETTINGS_FILE = "structurer.toml"

HeaderField = Literal[
    "project_name",
    "project_code",
    "unit_name",
    "unit_code",
    "budget_total",
    "budget_fiscal",
    "budget_other",
    "fund_purpose",
    "payment_plan",
    "goals",
]
ColumnField = Literal[
    "level1", "level2", "level3", "description", "value", "comparator", "unit", "basis", "weight"
]


class FormWords(BaseModel):
    """Further labels of your own forms, by field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: dict[HeaderField, tuple[str, ...]] = {}
    columns: dict[ColumnField, tuple[str, ...]] = {}


class Suppression(BaseModel):
    """Findings that a person has looked at and accepts: all that match every part given, for a reason.

    `rule` is an id; `document` a file name, the end of a path, or a glob for either.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    reason: str = Field(min_length=1)
    document: str | None = Field(default=None, min_length=1)
    project: int | None = Field(default=None, ge=1)
    row: int | None = Field(default=None, ge=1)


class CheckSettings(BaseModel):
    """What the QA pass is told.

    `severity` replaces a rule's own; `off` switches it off. `tolerance` is in 万元: costs that differ from the
    budget by no more are equal to it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: dict[str, Literal["error", "warning", "info", "off"]] = {}
    tolerance: Decimal = Field(default=Decimal("0.01"), ge=0)
    suppress: tuple[Suppression, ...] = ()


class Settings(BaseSettings):
    """Everything a user can set; flags of a command beat it."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="forbid",
        env_prefix="STRUCTURER_",
        env_nested_delimiter="__",
        toml_file=SETTINGS_FILE,
        pyproject_toml_table_header=("tool", "structurer"),
    )

    forms: FormWords = FormWords()
    check: CheckSettings = CheckSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the signature is the library's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the same
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """First wins: arguments, environment, structurer.toml, pyproject.toml."""
        return (
            init_settings,
            env_settings,
            TomlConfigSettingsSource(settings_cls),
            PyprojectTomlConfigSettingsSource(settings_cls),
        )


def load_settings() -> Settings:
    """Read the settings of the current folder.

    Raises:
        SetupError: a settings file is no TOML, or says something unknown.
    """
    try:
        return Settings()
    except tomllib.TOMLDecodeError as error:
        raise SetupError(
            f"{SETTINGS_FILE} or pyproject.toml is no valid TOML: {error}", hint="mend it"
        ) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SetupError(
            f"setting {where!r}: {first['msg']}", hint=f"correct {SETTINGS_FILE} or the environment"
        ) from None

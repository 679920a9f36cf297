"""Settings: structurer.toml, or [tool.structurer] in pyproject.toml, of the current folder; STRUCTURER_* beats both."""

import tomllib
from decimal import Decimal
from pathlib import Path
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


class Price(BaseModel):
    """What a model costs, in US dollars for a million tokens."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)


RunTask = Literal["classify", "fill", "summarise", "appraise"]
TaskName = Literal[RunTask, "read"]  # read: the model alone, in evaluations only
AnswerMode = Literal["auto", "json_schema", "tools", "json_object"]


class LlmSettings(BaseModel):
    """The language model: any server that speaks OpenAI's chat completions.

    The key is read from OPENAI_API_KEY alone, so that it stands in no settings file; OPENAI_BASE_URL is used where
    `base_url` is not set. `timeout` is in seconds and for one attempt, `attempts` counts tries of one request,
    `cache_mb` bounds the cache. `prices` adds to, and beats, the price list that comes with the program.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str | None = None
    base_url: str | None = None
    mode: AnswerMode = "auto"
    tasks: tuple[RunTask, ...] = ("classify", "fill", "summarise", "appraise")
    prompts: dict[TaskName, str] = {}
    temperature: float | None = 0.0
    max_tokens: int | None = Field(default=None, ge=1)
    timeout: float = Field(default=120.0, gt=0)
    attempts: int = Field(default=5, ge=1)
    longest_wait: float = Field(default=60.0, gt=0)
    concurrency: int = Field(default=8, ge=1)
    requests_per_minute: int | None = Field(default=None, ge=1)
    tokens_per_minute: int | None = Field(default=None, ge=1)
    breaker: int = Field(default=5, ge=1)
    rows_per_request: int = Field(default=40, ge=1)
    max_requests: int | None = Field(default=None, ge=0)
    max_cost: Decimal | None = Field(default=None, ge=0)
    prices: dict[str, Price] = {}
    cache: Path | None = None
    cache_mb: int = Field(default=512, ge=1)
    lang: Literal["zh", "en"] = "zh"


class IatiSettings(BaseModel):
    """What an IATI file must say and no submission prints; docs/iati.md.

    `reporting_org` is the identifier of the publisher, `organisation_type` its code on IATI's list (10: government),
    `sector` a five-digit code of OECD DAC (99810: not specified), `fiscal_year` the budget year of documents that
    print none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    reporting_org: str = Field(default="XX-UNREGISTERED", pattern=r"^[^\s/&|?-]+-[^\s/&|?]+$")
    reporting_org_name: str | None = Field(default=None, min_length=1)
    organisation_type: str = Field(default="10", pattern=r"^\d\d$")
    activity_status: Literal["1", "2", "3", "4", "5", "6"] = "1"
    sector: str = Field(default="99810", pattern=r"^\d{5}$")
    fiscal_year: int | None = Field(default=None, ge=1949, le=9999)


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
    llm: LlmSettings = LlmSettings()
    iati: IatiSettings = IatiSettings()

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

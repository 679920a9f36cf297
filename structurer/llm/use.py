"""Whether a run asks a model. Apart from the rest, so that a run that asks none loads nothing heavy."""

import os
from enum import StrEnum

from structurer.errors import SetupError
from structurer.settings import LlmSettings

KEY_VARIABLE = "OPENAI_API_KEY"
URL_VARIABLE = "OPENAI_BASE_URL"


class Use(StrEnum):
    """What `--llm` says."""

    AUTO = "auto"  # live where a server and a model are named, else off
    OFF = "off"
    LIVE = "live"
    REPLAY = "replay"  # kept answers only, nothing is sent


def named_model(settings: LlmSettings) -> str:
    """The model that is to be asked.

    Raises:
        SetupError: none is named.
    """
    if not settings.model:
        raise SetupError(
            "no model is named", hint="set STRUCTURER_LLM__MODEL, or llm.model in structurer.toml"
        )
    return settings.model


def chosen_use(use: Use, settings: LlmSettings) -> tuple[Use, str]:
    """What `auto` comes to, with a sentence that says why; the other uses stay as they are.

    Raises:
        SetupError: a live run names no model.
    """
    is_server_named = bool(settings.base_url or os.environ.get(KEY_VARIABLE))
    if use is Use.AUTO:
        if not is_server_named:
            return Use.OFF, f"no model is asked: neither {KEY_VARIABLE} nor a base URL is set"
        if not settings.model:
            return (
                Use.OFF,
                "no model is asked: none is named (STRUCTURER_LLM__MODEL, or llm.model in structurer.toml)",
            )
        return Use.LIVE, f"asking {settings.model}"
    if use is Use.LIVE:
        named_model(settings)
    if use is Use.LIVE and not is_server_named:
        raise SetupError(
            "--llm live names no server",
            hint=f"set {KEY_VARIABLE}, or {URL_VARIABLE} for a server of your own",
        )
    return use, ""


def with_environment(settings: LlmSettings) -> LlmSettings:
    """`settings` with the base URL of the environment where they name none."""
    url = settings.base_url or os.environ.get(URL_VARIABLE) or None
    return settings.model_copy(update={"base_url": url})

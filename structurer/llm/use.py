"""Whether a run asks a model. Here alone, so that the help of the commands loads nothing heavy."""

from enum import StrEnum


class Use(StrEnum):
    """What `--llm` says."""

    AUTO = "auto"  # live where a server and a model are named, else off
    OFF = "off"
    LIVE = "live"
    REPLAY = "replay"  # kept answers only, nothing is sent

"""What all public models share."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen, and closed: a key nobody knows is an error, not a surprise."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True, validate_by_name=True)

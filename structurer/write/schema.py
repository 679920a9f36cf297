"""Schemas: of every public model, and of the flat tables."""

import json

from pydantic import BaseModel

from structurer.models import Ruling, Submission
from structurer.models.report import CheckReport
from structurer.write.datapackage import tables_schema

PUBLIC_MODELS: dict[str, type[BaseModel]] = {
    "submission": Submission,
    "check": CheckReport,
    "decision": Ruling,
}


def json_schemas() -> dict[str, str]:
    """Return what `structurer schema` prints, by name.

    The JSON Schema (draft 2020-12) of every public model, and `tables`: the flat tables as a data package without data.
    """
    return {name: json_schema(model) for name, model in PUBLIC_MODELS.items()} | {"tables": tables_schema()}


def json_schema(model: type[BaseModel]) -> str:
    """Return the JSON Schema of a model as it is written."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | model.model_json_schema(
        mode="serialization"
    )
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"

"""structurer schema."""

from pathlib import Path
from typing import Annotated

import typer

from structurer.cli.common import Version, say


def schema(
    name: Annotated[str, typer.Argument(help="The model to print the schema of.")] = "submission",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="DIR", help="Write all schemas to this folder.", show_default=False
        ),
    ] = None,
    version: Version = False,  # noqa: ARG001, FBT002 - typer reads the signature
) -> None:
    """Print the JSON Schema of a result, or write the schemas of all public models to a folder."""
    from structurer.write import json_schemas, write_whole

    schemas = json_schemas()
    if out is not None:
        for one, text in schemas.items():
            write_whole(out / f"{one}.schema.json", text.encode())
        say(f"{len(schemas)} schema{'s' * (len(schemas) != 1)} written to {out}")
    elif name in schemas:
        typer.echo(schemas[name], nl=False)
    else:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(schemas)}", param_hint="NAME")

"""Libraries that only some formats need, and that structurer is installed without."""

from importlib import import_module
from types import ModuleType

from structurer.errors import SetupError


def library(name: str) -> ModuleType:
    """Import a library of the extra `data`.

    Raises:
        SetupError: it is not installed.
    """
    try:
        return import_module(name)
    except ImportError:
        package = name.partition(".")[0]
        raise SetupError(
            f"{package} is not installed", hint="install it with: pip install 'structurer[data]'"
        ) from None

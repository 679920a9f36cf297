"""Running commands that may ask a model, as a person runs them: as processes with an environment of their own."""

import os
import subprocess
import sys
from pathlib import Path

from loopback import Loopback

KEY = "sk-commands-0123456789-never-to-be-seen"


def environment(folder: Path, server: Loopback | None = None, **more: str) -> dict[str, str]:
    named = {
        "STRUCTURER_LLM__CACHE": str(folder / "cache"),
        "STRUCTURER_LLM__MODEL": "gpt-4.1-mini",
        "NO_COLOR": "1",
    }
    if server:
        named |= {"OPENAI_API_KEY": KEY, "OPENAI_BASE_URL": server.url, "STRUCTURER_LLM__ATTEMPTS": "1"}
    clean = {
        name: text for name, text in os.environ.items() if not name.startswith(("OPENAI_", "STRUCTURER_"))
    }
    return clean | named | more


def structurer(*args: str | Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-m", "structurer", *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=90, env=env)

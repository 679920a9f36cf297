"""Finding, reading and rendering prompts."""

import difflib
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple, TypedDict, get_args

import yaml
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from structurer.errors import SetupError
from structurer.settings import TaskName

TASKS: tuple[TaskName, ...] = get_args(TaskName)
_CHECKOUT = Path(__file__).parents[2] / "prompts"
_FENCE = "---\n"
_USER = "\n# user\n"
_ENVIRONMENT = SandboxedEnvironment(
    undefined=StrictUndefined,
    keep_trailing_newline=False,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,
)


class Message(TypedDict):
    """One message of a conversation, as the chat completions API takes it."""

    role: Literal["system", "user", "assistant"]
    content: str


class FrontMatter(BaseModel):
    """The head of a prompt file; a key that is not here is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    task: TaskName
    version: str = Field(pattern=r"^v\d{3}$")
    about: str = Field(min_length=1)
    since: date


class Prompt(NamedTuple):
    """One version of a task's prompt: the unchanging system part, and the part that holds a project."""

    head: FrontMatter
    system: str
    user: str
    source: str

    @property
    def name(self) -> str:
        """`task/version`, as stored labels name it."""
        return f"{self.head.task}/{self.head.version}"

    def messages(self, **values: object) -> list[Message]:
        """The prompt filled with `values`.

        Raises:
            SetupError: it uses a name that is not given.
        """
        try:
            return [
                {"role": "system", "content": _template(self.system).render(values).strip()},
                {"role": "user", "content": _template(self.user).render(values).strip()},
            ]
        except TemplateError as error:
            raise SetupError(
                f"prompt {self.name!r} cannot be filled: {error}", hint="correct the prompt"
            ) from None


@cache
def _template(source: str) -> Template:
    return _ENVIRONMENT.from_string(source)


def folder() -> Path:
    """The prompts: in the package where it is installed, else in the checkout."""
    packaged = Path(str(resources.files("structurer"))) / "prompt_files"
    return packaged if packaged.is_dir() else _CHECKOUT


def task_named(word: str) -> TaskName:
    """The task of that name.

    Raises:
        SetupError: there is none.
    """
    for task in TASKS:
        if task == word:
            return task
    raise SetupError(f"there is no task {word!r}", hint=f"tasks are {', '.join(TASKS)}")


def versions(task: TaskName) -> tuple[str, ...]:
    """The versions of a task's prompt, oldest first."""
    return tuple(sorted(path.stem for path in (folder() / task).glob("v*.md")))


@cache
def active_versions() -> dict[TaskName, str]:
    """The version in use of each task, from active.yaml."""
    path = folder() / "active.yaml"
    chosen: dict[TaskName, str] = yaml.safe_load(path.read_text("utf-8"))
    if tuple(sorted(chosen)) != tuple(sorted(TASKS)):
        raise SetupError(
            f"{path.name} names {sorted(chosen)}, not {sorted(TASKS)}", hint="name each task once"
        )
    return chosen


@cache
def load_prompt(task: TaskName, version: str | None = None) -> Prompt:
    """Read one prompt; the version in use where none is given.

    Raises:
        SetupError: there is no such version, or the file is not as a prompt must be.
    """
    name = version or active_versions()[task]
    path = folder() / task / f"{name}.md"
    if not path.is_file():
        known = ", ".join(versions(task))
        raise SetupError(f"there is no prompt {task}/{name}", hint=f"versions are {known}")
    return _parse(path.read_text("utf-8"), task, name)


def difference(task: TaskName, old: str, new: str) -> str:
    """What changed from one version to another, as a unified diff; empty where nothing did."""
    before, after = load_prompt(task, old), load_prompt(task, new)
    lines = difflib.unified_diff(
        before.source.splitlines(keepends=True),
        after.source.splitlines(keepends=True),
        before.name,
        after.name,
    )
    return "".join(lines)


def _parse(source: str, task: TaskName, version: str) -> Prompt:
    name = f"{task}/{version}"
    parts = source.split(_FENCE, 2)
    if len(parts) != 3 or parts[0]:
        raise SetupError(
            f"prompt {name!r} has no front matter", hint="begin it with --- lines around task, version"
        )
    system, divided, user = parts[2].partition(_USER)
    if not divided:
        raise SetupError(
            f"prompt {name!r} has no line '# user'", hint="put it before the part that holds the project"
        )
    try:
        head = FrontMatter.model_validate(yaml.safe_load(parts[1]))
    except (ValidationError, yaml.YAMLError) as error:
        raise SetupError(f"front matter of prompt {name!r}: {error}", hint="correct it") from None
    if (head.task, head.version) != (task, version):
        raise SetupError(
            f"prompt {name!r} calls itself {head.task}/{head.version}", hint="name it as its file"
        )
    return Prompt(head, system, user, source)

"""What the commands of an evaluation share: their options, and taking a split through an arm."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from structurer.cli.common import working

if TYPE_CHECKING:
    from structurer.evaluate import EvalResult, Outcome, Recordings
    from structurer.evaluate.red_team import AttackResult
    from structurer.settings import Settings

EVERY, RED_TEAM = "all", "red-team"
_SPLITS = ("rules", "dev", "test", EVERY, RED_TEAM)

SetFolder = Annotated[
    Path,
    typer.Option(
        "--set", metavar="DIR", help="Holds documents/ and datasets/; the recordings are in DIR/../cassettes."
    ),
]
SplitName = Annotated[str, typer.Option("--split", metavar="SPLIT", help=f"{', '.join(_SPLITS)}.")]
ArmName = Annotated[
    str, typer.Option("--arm", metavar="ARM", help="rules, model (alone, without rules) or both.")
]
Prompts = Annotated[
    list[str] | None,
    typer.Option(
        "--prompt", metavar="TASK=VERSION", help="A version other than the one in use; may be given again."
    ),
]
Tasks = Annotated[
    str | None,
    typer.Option(
        "--tasks", metavar="TASKS", help="Only these tasks, with commas; by default all.", show_default=False
    ),
]
ModelName = Annotated[
    str | None, typer.Option("--model", metavar="NAME", help="The model of the requests.", show_default=False)
]


class Work:
    """What the commands that take documents through an arm share."""

    def __init__(
        self,
        set_folder: Path,
        split: str,
        arm: str,
        prompts: list[str] | None,
        tasks: str | None,
        model: str | None,
    ) -> None:
        """Read the set and the settings; `split`, `arm`, `prompts` and `tasks` are as typed.

        Raises:
            typer.BadParameter: a word is not known.
            InputError: the set cannot be read.
            SetupError: a prompt version does not exist.
        """
        from structurer.evaluate import Arm, Split, load_dataset
        from structurer.evaluate.red_team import load_attacks

        self.folder = set_folder.parent / "cassettes"
        self.arm: Arm = Arm(_one_of("--arm", arm, tuple(Arm)))
        self.split = _one_of("--split", split, _SPLITS)
        self.settings = _settings(prompts, tasks, model)
        if split == RED_TEAM:
            self.attacks = load_attacks(set_folder / "datasets" / "hostile_cells.jsonl")
        else:
            self.dataset = load_dataset(set_folder, *(() if split == EVERY else (Split(split),)))

    def recordings(self, server: str | None = None, key: object = None) -> "Recordings":
        """The cassettes beside the set, and the server to ask for what they do not hold."""
        from pydantic import SecretStr

        from structurer.evaluate import Recordings

        return Recordings(self.folder, server, key if isinstance(key, SecretStr) else SecretStr("recorded"))

    def result(self) -> "EvalResult":
        """The scores of the arm, with recorded answers; see `require_complete`."""
        from structurer.evaluate import require_complete, result_of

        outcome = self.outcome(self.recordings())
        require_complete(outcome.missing, self.folder)
        return result_of(self.arm, outcome, self.dataset, (self.split,), self.settings.llm.model)

    def attack_results(self) -> "list[AttackResult]":
        """What became of the attacks of the red team, with recorded answers."""
        from structurer.evaluate import require_complete
        from structurer.evaluate.red_team import NAME, results

        outcome = self.outcome(self.recordings())
        require_complete(outcome.missing, self.folder)
        return results(self.attacks, outcome.submissions[NAME])

    def outcome(self, recordings: "Recordings") -> "Outcome":
        """What the arm says."""
        from structurer.evaluate import take
        from structurer.evaluate.red_team import attacked

        if self.split == RED_TEAM:
            return attacked(self.attacks, self.settings, recordings)
        paths = [self.dataset.path(name) for name in self.dataset.documents]
        with working("replaying what was recorded", quiet=False):
            return take(self.arm, paths, self.settings, recordings)


def arms_of(prompts: list[str] | None) -> list[list[str]]:
    """The prompt versions of each arm: two arms where one task is given twice, else one."""
    given = prompts or []
    tasks = Counter(one.partition("=")[0] for one in given)
    twice = [task for task, times in tasks.items() if times > 1]
    if not twice:
        return [given]
    if len(twice) > 1 or tasks[twice[0]] > 2:
        raise typer.BadParameter("two versions of one task at the most", param_hint="--prompt")
    rivals = [one for one in given if one.partition("=")[0] == twice[0]]
    return [[one for one in given if one not in rivals] + [rival] for rival in rivals]


def _settings(prompts: list[str] | None, tasks: str | None, model: str | None) -> "Settings":
    from structurer.cli.asking import limited
    from structurer.prompts import load_prompt, task_named
    from structurer.settings import load_settings

    chosen = {}
    for given in prompts or ():
        word, _, name = given.partition("=")
        task = task_named(word)
        load_prompt(task, name or None)
        chosen[task] = name
    settings = load_settings()
    return limited(
        settings,
        prompts={**settings.llm.prompts, **chosen},
        tasks=tuple(task_named(word) for word in tasks.split(",")) if tasks else None,
        model=model,
    )


def _one_of(option: str, word: str, words: tuple[str, ...]) -> str:
    if word not in words:
        raise typer.BadParameter(f"{word!r} is none of {', '.join(words)}", param_hint=option)
    return word

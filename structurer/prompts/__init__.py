"""The prompts: files with front matter in prompts/, one folder a task, one file a version."""

from structurer.prompts.library import (
    TASKS,
    Message,
    Prompt,
    active_versions,
    difference,
    load_prompt,
    task_named,
    versions,
)

__all__ = [
    "TASKS",
    "Message",
    "Prompt",
    "active_versions",
    "difference",
    "load_prompt",
    "task_named",
    "versions",
]

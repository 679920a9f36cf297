"""The prompts: files with front matter in prompts/, one folder a task, one file a version."""

from structurer.prompts.library import Message, Prompt, active_versions, difference, load_prompt, versions

__all__ = ["Message", "Prompt", "active_versions", "difference", "load_prompt", "versions"]

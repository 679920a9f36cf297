"""All tasks for all projects of a submission, side by side."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress

from structurer.assist.appraise import Questions, appraise
from structurer.assist.cells import header_texts, row_texts
from structurer.assist.classify import Classifier, Outcome, Verdict, merged, open_rows
from structurer.assist.fill import Filled, fill
from structurer.assist.summarise import summarise
from structurer.assist.targets import ReadValue
from structurer.assist.template import template_summary
from structurer.errors import ModelError
from structurer.lexicon.instructions import speaks_to_program
from structurer.llm.model import Model
from structurer.llm.usage import Ledger, Usage
from structurer.models import Indicator, Project, ReviewCode, Submission
from structurer.models.finding import Finding, Remark
from structurer.models.proposal import Summary
from structurer.prompts import load_prompt
from structurer.settings import LlmSettings

_NOTHING = Filled({}, None)


class Assistant:
    """A model with the prompts of a run.

    Whatever the model does, every row keeps what is printed and what the rules say; what it decided names its
    prompt, and what it could not decide is marked.
    """

    def __init__(
        self, model: Model, settings: LlmSettings, read_value: ReadValue, ledger: Ledger | None = None
    ) -> None:
        """Load the prompts of the tasks that are to run.

        Args:
            model: Who answers.
            settings: Tasks, prompt versions, language and rows a request.
            read_value: Reads a printed value by rule.
            ledger: Knows what each document used.

        Raises:
            SetupError: a prompt version does not exist.
        """
        self._model = model
        self._settings = settings
        self._prompts = {task: load_prompt(task, settings.prompts.get(task)) for task in settings.tasks}
        self._read_value = read_value
        self._ledger = ledger

    def signed(self, submission: Submission, document: str) -> Submission:
        """`submission` with what made it: prompt versions, model, requests and tokens."""
        used = self._ledger.of(document) if self._ledger else Usage()
        run = submission.run.model_copy(
            update={
                "prompts": {task: prompt.head.version for task, prompt in sorted(self._prompts.items())},
                "model": self._settings.model,
                "requests": used.requests,
                "cached": used.cached,
                "tokens_in": used.tokens_in,
                "tokens_out": used.tokens_out,
            }
        )
        return submission.model_copy(update={"run": run})

    async def assist(self, submission: Submission, document: str) -> Submission:
        """Return `submission` with labels, fills, categories and summaries of the model where they hold.

        Args:
            submission: With its values normalized.
            document: Whose turn it is to be served; one name for each file of a run.
        """
        year = submission.fiscal_year.value if submission.fiscal_year else None
        projects = await asyncio.gather(
            *(self._project(project, document, year) for project in submission.projects)
        )
        return submission.model_copy(update={"projects": tuple(projects)})

    async def appraise(
        self, submission: Submission, document: str, findings: Sequence[Finding], questions: Questions
    ) -> dict[int, tuple[Remark, ...]]:
        """The model's remarks by project; a project it could not be asked about is left out.

        Args:
            submission: The submission that was checked.
            document: As in `assist`.
            findings: Those of the rules; the unconfirmed ones are candidates.
            questions: What to ask.
        """
        if (prompt := self._prompts.get("appraise")) is None:
            return {}
        candidates: dict[int, list[Finding]] = {project.index: [] for project in submission.projects}
        for finding in findings:
            if finding.confirmed is None and finding.rule in questions.of_candidates:
                candidates[finding.project].append(finding)
        remarks: dict[int, tuple[Remark, ...]] = {}

        async def one(project: Project) -> None:
            with suppress(ModelError):
                remarks[project.index] = await appraise(
                    self._model,
                    prompt,
                    project,
                    document,
                    candidates=candidates[project.index],
                    questions=questions,
                )

        await asyncio.gather(*map(one, submission.projects))
        return remarks

    async def _project(self, project: Project, document: str, year: int | None) -> Project:
        outcomes, filled, summary = await asyncio.gather(
            self._classified(project, document),
            self._filled(project, document, year),
            self._summary(project, document),
        )
        rows = tuple(_marked(_decided(row, outcomes, filled)) for row in project.indicators)
        codes = _header_codes(project) + ((ReviewCode.MODEL_REJECTED,) if summary.rejected else ())
        return project.model_copy(
            update={
                "indicators": rows,
                "category": filled.category,
                "summary": summary,
                "needs_review": (*project.needs_review, *codes),
            }
        )

    async def _classified(self, project: Project, document: str) -> Mapping[int, Outcome]:
        prompt = self._prompts.get("classify")
        if prompt is None or not open_rows(project):
            return {}
        classifier = Classifier(self._model, prompt, self._read_value, self._settings.rows_per_request)
        return await classifier.classify(project, document)

    async def _filled(self, project: Project, document: str, year: int | None) -> Filled:
        if (prompt := self._prompts.get("fill")) is None:
            return _NOTHING
        try:
            return await fill(self._model, prompt, project, document, year)
        except ModelError:
            return _NOTHING

    async def _summary(self, project: Project, document: str) -> Summary:
        lang = self._settings.lang
        if (prompt := self._prompts.get("summarise")) is None:
            return template_summary(project, lang)
        try:
            return await summarise(self._model, prompt, project, document, lang)
        except ModelError:
            return template_summary(project, lang)


def without_model(submission: Submission, settings: LlmSettings) -> Submission:
    """Return `submission` with what this stage does alone: the program's own summaries, and marks on hostile cells."""
    projects = tuple(
        project.model_copy(
            update={
                "summary": template_summary(project, settings.lang),
                "indicators": tuple(map(_marked, project.indicators)),
                "needs_review": (*project.needs_review, *_header_codes(project)),
            }
        )
        for project in submission.projects
    )
    return submission.model_copy(update={"projects": projects})


def _header_codes(project: Project) -> tuple[ReviewCode, ...]:
    is_loud = any(map(speaks_to_program, header_texts(project).values()))
    return (ReviewCode.INSTRUCTIONS,) if is_loud else ()


def _decided(row: Indicator, outcomes: Mapping[int, Outcome], filled: Filled) -> Indicator:
    """The row with what the model said of it, or marked with why it said nothing."""
    changes: dict[str, object] = {}
    if row.row in filled.fills:
        changes["fills"] = filled.fills[row.row]
    outcome = outcomes.get(row.row)
    if isinstance(outcome, Verdict):
        changes["value"] = merged(row.value, outcome)
        suggested = outcome.answer.suggested_level2
        changes["suggested_level2"] = suggested if suggested != row.level2 else None
    elif outcome is not None:
        changes["needs_review"] = (*row.needs_review, outcome)
    return row.model_copy(update=changes) if changes else row


def _marked(row: Indicator) -> Indicator:
    """The row, marked where a cell of it gives orders to whoever reads it."""
    if not any(map(speaks_to_program, row_texts(row).values())):
        return row
    return row.model_copy(update={"needs_review": (*row.needs_review, ReviewCode.INSTRUCTIONS)})

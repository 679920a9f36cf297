"""Cases of the rules as data: small projects, and what a rule says of them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from structurer.models import (
    Amount,
    Budget,
    FiscalYear,
    Indicator,
    Instalment,
    Place,
    Project,
    Run,
    Source,
    Submission,
)
from structurer.models.finding import Remark, Severity
from structurer.models.value import IndicatorValue
from structurer.normalize import normalize

CASES = Path(__file__).parent / "cases"
YUAN_IN_WAN = 10_000


class Closed(BaseModel):
    """A misspelt key of a case is an error."""

    model_config = ConfigDict(extra="forbid")


class CaseRow(Closed):
    """A row; what it leaves out is as on a form without that column."""

    level1: str = "产出指标"
    level2: str = "数量指标"
    level3: str = "完成项目数量"
    description: str | None = None
    value: str
    basis: str | None = None
    weight: str | None = None
    extra: dict[str, str] = {}


class CaseProject(Closed):
    """A header; by default one with nothing to object to."""

    title: str | None = "社区服务点建设绩效目标表"
    project_name: str | None = "社区服务点建设"
    unit_code: str | None = "101001"
    unit_name: str | None = "某市民政局"
    currency_unit: str | None = "万元"
    project_code: str | None = None
    budget: dict[str, str | None] = {"total": "50.00", "fiscal": "50.00", "other": ""}
    fund_purpose: str | None = "用于二十个社区服务点的改造与设备购置。"
    goals_text: str | None = "年内建成20个社区服务点，服务居民3万人次。"
    goals: list[str] | None = None
    payment_plan: dict[str, str] | None = None
    extra: dict[str, str] = {}


class CaseFinding(Closed):
    """What the rule must say; what is left out is not compared."""

    project: int = 1
    rows: list[int] = []
    severity: Severity
    quotes: list[str] | None = None
    zh: str | None = None
    suggestion: str | None = None
    confirmed: bool | None = True


class Case(Closed):
    """One case: one project (`project` and `rows`) or several (`projects`).

    `last_year` are the projects of a submission of the year before, for rules that compare years.
    `remarks` are about the project of that number.
    """

    fires: bool
    year: int | None = 2025
    project: CaseProject = CaseProject()
    rows: list[CaseRow] = []
    projects: list[dict[str, Any]] | None = None
    last_year: list[dict[str, Any]] = []
    remarks: list[Remark] | None = None
    about: int = 1
    findings: list[CaseFinding] = []
    unjudged: bool = False

    def submissions(self) -> list[Submission]:
        """The case as submissions with normalized values; the last one is that of `year`."""
        parts = self.projects or [{"project": self.project.model_dump(), "rows": self.rows}]
        now = _submission("case.txt", parts, self.year)
        if not self.last_year or self.year is None:
            return [now]
        return [_submission("last_year.txt", self.last_year, self.year - 1), now]


def _submission(name: str, parts: list[dict[str, Any]], year: int | None) -> Submission:
    projects = tuple(
        _project(
            index,
            CaseProject(**part.get("project", {})),
            [_case_row(row) for row in part.get("rows", [])],
        )
        for index, part in enumerate(parts, 1)
    )
    submission = Submission(
        source=Source(name=name, sha256="0" * 64, format="text", encoding="utf-8", bytes=1),
        document_title=None,
        fiscal_year=FiscalYear(value=year, basis="document_title") if year else None,
        projects=projects,
        unread=(),
        run=Run(version="0"),
    )
    return normalize(submission)


def load_cases(rule: str) -> list[Case]:
    """The cases of a rule."""
    loaded = yaml.safe_load((CASES / f"{rule}.yaml").read_text("utf-8"))
    return [Case.model_validate(one) for one in loaded]


def _case_row(row: CaseRow | dict[str, Any]) -> CaseRow:
    return row if isinstance(row, CaseRow) else CaseRow(**row)


def _amount(text: str | None) -> Amount:
    try:
        return Amount(text=text, amount=Decimal(text) * YUAN_IN_WAN if text else None)
    except ArithmeticError:
        return Amount(text=text)


def _project(index: int, header: CaseProject, rows: list[CaseRow]) -> Project:
    given = header.model_dump(exclude={"budget", "payment_plan", "goals"})
    goals = header.goals if header.goals is not None else (header.goals_text or "").splitlines()
    plan = header.payment_plan
    return Project(
        index=index,
        heading=header.title,
        budget=Budget(**{name: _amount(text) for name, text in header.budget.items()}),
        goals=tuple(goals),
        payment_plan=None if plan is None else tuple(_instalment(*one) for one in plan.items()),
        place=Place(line=1, table=1),
        indicators=tuple(_indicator(number, row) for number, row in enumerate(rows, 1)),
        **given,
    )


def _instalment(label: str, text: str) -> Instalment:
    return Instalment(label=label, text=text, percent=Decimal(text.rstrip("%")) if text else None)


def _indicator(number: int, row: CaseRow) -> Indicator:
    given = row.model_dump(exclude={"value"})
    return Indicator(
        row=number,
        level1_printed=row.level1,
        level2_printed=row.level2,
        value=IndicatorValue(text=row.value),
        place=Place(line=number, table=1, row=number, column=5),
        row_place=Place(line=number, table=1, row=number, column=1),
        **given,
    )

"""Workbooks read back, and small results to write."""

from io import BytesIO

import openpyxl
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.chart._chart import ChartBase
from openpyxl.worksheet.worksheet import Worksheet

from structurer import Submission
from structurer.models.finding import CellRef, Finding, Quote, Severity
from structurer.models.result import Result
from structurer.write.workbook import to_workbook

NAMES = ["概览", "项目", "指标", "问题清单", "待复核"]


def opened(*results: Result) -> Workbook:
    return openpyxl.load_workbook(BytesIO(to_workbook(results)["workbook.xlsx"]))


def table(sheet: Worksheet, top: int = 1) -> list[dict[str, Cell]]:
    """The cells of a sheet below its header, by the titles of their columns."""
    titles = [cell.value for cell in sheet[top]]
    return [dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(min_row=top + 1)]


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]


def charts(sheet: Worksheet) -> list[ChartBase]:
    return list(sheet._charts)  # noqa: SLF001 - the library has no other way to ask


def finding(rule: str = "K01", severity: Severity = Severity.ERROR, **more: object) -> Finding:
    said: dict[str, object] = {
        "rule": rule,
        "name": rule.lower(),
        "starred": True,
        "severity": severity,
        "project": 1,
        "rows": (1,),
        "message_zh": f"{rule}：不妥。",
        "message_en": "It is not fit.",
        "cells": (CellRef(document="a.txt", project=1, row=1, field="value"),),
        "evidence": (Quote(cell=0, quote="≥95%", start=0, end=4),),
        "authority": ("A2", "practice"),
        "suggestion": "请核对",
    }
    return Finding.model_validate(said | more)


def with_findings(submission: Submission, *findings: Finding) -> Result:
    return Result("a.txt", submission.model_copy(update={"findings": findings}))


def with_value(submission: Submission, **parts: object) -> Submission:
    (project,) = submission.projects
    row = project.indicators[0]
    value = row.value.model_copy(update=parts)
    rows = (row.model_copy(update={"value": value}), *project.indicators[1:])
    return submission.model_copy(update={"projects": (project.model_copy(update={"indicators": rows}),)})


def with_project(submission: Submission, **parts: object) -> Submission:
    projects = tuple(project.model_copy(update=parts) for project in submission.projects)
    return submission.model_copy(update={"projects": projects})

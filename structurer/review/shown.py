"""What the page shows of a row: everything as printed, with its marks, and what was said about it in Chinese."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from structurer.models import Indicator, IndicatorValue, Project
from structurer.models.decision import Act, Meaning, Ruling
from structurer.models.value import Ambiguity, Decision, Reading, Target
from structurer.review.desk import Desk
from structurer.review.marked import Mark, Range, pieces, quoted, visible
from structurer.review.seat import UNSURE, Seat
from structurer.write.words import (
    CHECKABLE_ZH,
    CONFIDENCE_ZH,
    DECIDED_ZH,
    DIRECTION_ZH,
    FIELD_ZH,
    GRADE_ZH,
    KIND_ZH,
    QUESTION_ZH,
    REVIEW_ZH,
    SEVERITY_ZH,
    place_in_words,
    target_in_words,
)

ACT_ZH: Mapping[Act, str] = {Act.ACCEPT: "接受", Act.CORRECT: "更正", Act.REJECT: "驳回", Act.UNDO: "撤销"}
_BESIDE = 2  # rows shown before and behind
_NEIGHBOUR_FIELDS = ("level1", "level2", "level3", "value")
_HEADER_FIELDS = (
    "title",
    "unit_name",
    "project_name",
    "budget_total",
    "budget_fiscal",
    "budget_other",
    "fund_purpose",
    "goals",
)
Json = dict[str, Any]
Spot = tuple[int | None, str]
"""A row of the project, null for its header, and a field."""


def words() -> Json:
    """The labels of the page's pickers, in the order of the value model."""
    return {
        "kinds": {kind.value: text for kind, text in KIND_ZH.items()},
        "grades": {grade.value: text for grade, text in GRADE_ZH.items()},
        "directions": {direction.value: text for direction, text in DIRECTION_ZH.items()},
        "acts": {act.value: text for act, text in ACT_ZH.items()},
    }


def reason_zh(code: str) -> str:
    """A doubt in words; a rule's id stays as it is."""
    if code == UNSURE:
        return "模型把握不大"
    known = {one.value: text for table in (QUESTION_ZH, REVIEW_ZH) for one, text in table.items()}
    return known.get(code, code)


def line(desk: Desk, seat: Seat) -> Json:
    """A row in the list."""
    standing = desk.standing(seat.number)
    return {
        "number": seat.number,
        "document": visible(seat.result.name),
        "project": visible(seat.project.project_name or seat.project.title or f"项目{seat.project.index}"),
        "row": seat.row.row,
        "level3": visible(seat.row.level3),
        "text": visible(seat.row.value.text),
        "doubtful": seat.is_doubtful,
        "act": standing and standing.act,
    }


def detail(desk: Desk, number: int) -> Json:
    """A row with all that helps to decide it."""
    seat = desk.seats[number]
    marks = _marks(seat)
    value = seat.row.value
    guess, model = _guess(value), value if value.decided_by == "llm" else None
    standing = desk.standing(number)
    shown = standing.meaning if standing else value
    return line(desk, seat) | {
        "seen": desk.last_entry(number),
        "place": place_in_words(seat.row.place),
        "reasons": [{"code": code, "label": reason_zh(code)} for code in seat.reasons],
        "header": list(_header(seat.project, marks)),
        "cells": list(_cells(seat.row, marks)),
        "neighbours": list(_neighbours(seat, marks)),
        "guess": guess and _told(guess) | {"reason": value.reason if value.decided_by == "rule" else None},
        "readings": [_told(reading) for reading in _readings(value)],
        "model": model and _of_model(model),
        "findings": [
            {
                "rule": one.rule,
                "severity": one.severity,
                "severity_label": SEVERITY_ZH[one.severity],
                "message": visible(one.message_zh),
                "suggestion": visible(one.suggestion),
            }
            for one in seat.findings
        ],
        "ruling": standing and _ruling(standing),
        "entries": [_ruling(one) for one in desk.entries(number)],
        "meaning": _picked(shown) if shown else None,
    }


def _picked(meaning: Meaning | IndicatorValue) -> Json:
    return {
        "kind": meaning.kind,
        "grade": meaning.grade,
        "direction": meaning.direction,
        "checkable": meaning.checkable,
    }


def _told(one: Meaning | IndicatorValue | Decision | Reading) -> Json:
    """A reading in words; what it does not say is null."""
    grade, direction = getattr(one, "grade", None), getattr(one, "direction", None)
    checkable = getattr(one, "checkable", None)
    return {
        "kind": one.kind,
        "kind_label": KIND_ZH[one.kind] if one.kind else None,
        "targets": [visible(target_in_words(target)) for target in one.targets],
        "grade_label": GRADE_ZH[grade] if grade else None,
        "direction_label": DIRECTION_ZH[direction] if direction else None,
        "checkable_label": None if checkable is None else CHECKABLE_ZH[checkable],
    }


def _of_model(value: IndicatorValue) -> Json:
    return _told(value) | {
        "reason": visible(value.reason or ""),
        "confidence": value.confidence,
        "confidence_label": CONFIDENCE_ZH[value.confidence] if value.confidence else None,
        "evidence": [
            {"field": FIELD_ZH.get(one.field, one.field), "quote": visible(one.quote)}  # type: ignore[call-overload]
            for one in value.evidence
        ],
        "name": visible(value.provenance.model) if value.provenance else None,
    }


def _ruling(one: Ruling) -> Json:
    return {
        "id": one.id,
        "act": one.act,
        "act_label": ACT_ZH[one.act],
        "meaning": one.meaning and _told(one.meaning),
        "made_by": one.made_by and DECIDED_ZH[one.made_by],
        "undoes": one.undoes,
        "who": visible(one.who),
        "when": one.when.isoformat(),
        "note": one.note and visible(one.note),
    }


def _guess(value: IndicatorValue) -> IndicatorValue | Decision | None:
    """What the rules say."""
    said: list[IndicatorValue | Decision] = [value, *reversed(value.history)]
    return next((one for one in said if one.decided_by == "rule" and one.kind is not None), None)


def _open(value: IndicatorValue) -> tuple[Ambiguity, ...]:
    """What the rules left open."""
    said: list[IndicatorValue | Decision] = [value, *reversed(value.history)]
    return next((one.ambiguous for one in said if one.ambiguous), ())


def _readings(value: IndicatorValue) -> list[Reading]:
    readings = {reading.kind: reading for one in reversed(_open(value)) for reading in reversed(one.readings)}
    return list(readings.values())[::-1]


def _header(project: Project, marks: Mapping[Spot, list[Range]]) -> Iterator[Json]:
    texts = {
        "title": project.title,
        "unit_name": project.unit_name,
        "project_name": project.project_name,
        "budget_total": project.budget.total.text,
        "budget_fiscal": project.budget.fiscal.text,
        "budget_other": project.budget.other.text,
        "fund_purpose": project.fund_purpose,
        "goals": project.goals_text,
    }
    is_wan = project.currency_unit or ""
    for field in _HEADER_FIELDS:
        if text := texts[field]:
            label = FIELD_ZH[field]  # type: ignore[index]
            if field.startswith("budget_") and is_wan:
                label += f"（{visible(is_wan)}）"
            yield {"field": field, "label": label, "pieces": pieces(text, marks.get((None, field), ()))}


def _texts(row: Indicator) -> dict[str, str]:
    return {
        "level1": row.level1,
        "level2": row.level2,
        "level3": row.level3,
        "description": row.description or "",
        "value": row.value.text,
        "basis": row.basis or "",
        "weight": row.weight or "",
    }


def _cells(row: Indicator, marks: Mapping[Spot, list[Range]]) -> Iterator[Json]:
    for field, text in _texts(row).items():
        if text or field == "value":
            own = pieces(text, marks.get((row.row, field), ()))
            yield {"field": field, "label": FIELD_ZH[field], "pieces": own}  # type: ignore[index]
    for label, text in row.extra.items():
        if text:
            yield {"field": "extra", "label": visible(label), "pieces": pieces(text)}


def _neighbours(seat: Seat, marks: Mapping[Spot, list[Range]]) -> Iterator[Json]:
    rows = seat.project.indicators
    at = next(index for index, row in enumerate(rows) if row.row == seat.row.row)
    for index in range(max(0, at - _BESIDE), min(len(rows), at + _BESIDE + 1)):
        row, texts = rows[index], _texts(rows[index])
        yield {
            "number": seat.number - at + index,
            "row": row.row,
            "is_here": index == at,
            "cells": [
                {"field": field, "pieces": pieces(texts[field], marks.get((row.row, field), ()))}
                for field in _NEIGHBOUR_FIELDS
            ],
        }


def _marks(seat: Seat) -> dict[Spot, list[Range]]:
    """What is marked, by row and field: targets, and what the rules, the model and findings quote."""
    row, value = seat.row, seat.row.value
    marks: dict[Spot, list[Range]] = {}
    texts = _texts(row)
    by: Mark = "model" if value.decided_by == "llm" else "rule"
    for cited in value.evidence:
        spot = (row.row if cited.field in texts else None, cited.field)
        text = texts.get(cited.field) or _header_texts(seat.project).get(cited.field, "")
        marks.setdefault(spot, []).extend(quoted(text, cited.quote, by))
    marks.setdefault((row.row, "value"), []).extend(_spans(value.targets))
    for finding in seat.findings:
        for quote in finding.evidence:
            cell = finding.cells[quote.cell]
            if cell.project == seat.project.index:
                marks.setdefault((cell.row, cell.field), []).append(Range(quote.start, quote.end, "finding"))
    return marks


def _spans(targets: Iterable[Target]) -> list[Range]:
    return [Range(*target.span, "target") for target in targets]


def _header_texts(project: Project) -> dict[str, str]:
    return {
        "project_name": project.project_name or "",
        "fund_purpose": project.fund_purpose or "",
        "goals": project.goals_text or "",
    }

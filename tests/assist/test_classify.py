"""What becomes of open rows, whatever the model answers; over real HTTP, with exact counts of requests."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from answering import answering, classification, data_of, task_of, verdict
from assisted import assisted, submission_of
from cases import CaseRow
from loopback import Behaviour, Body, Response, completion, error
from structurer.models import Indicator, ReviewCode, Submission
from structurer.models.value import Kind

# Four rows that rules leave open, and one that they settle.
ROWS = [
    CaseRow(level2="质量指标", level3="巡查到位情况", value="巡查逐段落实到人到岗"),
    CaseRow(level2="时效指标", level3="设备更换", value="≤8月"),
    CaseRow(level2="社会效益指标", level3="居民出行", value="道路平整，出行不再绕远"),
    CaseRow(level2="满意度指标", level3="居民满意度", value="≥95"),
    CaseRow(level2="数量指标", level3="巡查次数", value="≥12次"),
]
OPEN = [1, 2, 3, 4]


def rows_of(submission: Submission) -> tuple[Indicator, ...]:
    return submission.projects[0].indicators


def saying(change: Callable[[list[dict[str, object]]], object]) -> Behaviour:
    """A server whose every classification is changed in some way."""

    def behave(body: Body, _number: int) -> Response:
        answer = classification(body)
        rows = answer["rows"]
        assert isinstance(rows, list)
        change(rows)
        return Response(completion(answer))

    return behave


def spoiling(row: str, **changes: object) -> Behaviour:
    """A server that answers all rows well but one."""

    def change(rows: list[dict[str, object]]) -> None:
        for one in rows:
            if one["row"] == row:
                one.update(changes)

    return saying(change)


def test_the_rows_are_as_this_page_says() -> None:
    assert [row.row for row in rows_of(submission_of(ROWS)) if row.value.ambiguous] == OPEN


def test_open_rows_travel_together_and_keep_what_is_printed(tmp_path: Path) -> None:
    before = submission_of(ROWS)
    after, server = assisted(before, answering(), tmp_path, "classify")
    assert len(server.requests) == 1
    assert [row["row"] for row in data_of(server.requests[0])["rows"]] == ["r1", "r2", "r3", "r4"]
    for old, new in zip(rows_of(before), rows_of(after), strict=True):
        assert new.value.text == old.value.text
        if old.row not in OPEN:
            assert new == old
            continue
        value = new.value
        assert (value.kind, value.decided_by, value.ambiguous) == (Kind.NARRATIVE, "llm", ())
        assert value.history[0].kind == old.value.kind
        assert value.history[0].ambiguous == old.value.ambiguous
        assert value.evidence[0].quote in value.text
        assert value.provenance is not None
        assert (value.provenance.prompt, value.provenance.model) == ("classify/v001", "loopback")
        assert len(value.provenance.request) == 32
    assert (after.run.requests, after.run.model, after.run.prompts) == (1, "loopback", {"classify": "v001"})


def test_a_kind_chooses_the_reading_of_the_rules_and_numbers_come_from_the_cell(tmp_path: Path) -> None:
    def change(rows: list[dict[str, object]]) -> None:
        rows[1].update(kind="date", targets=["≤8月"], direction="lower", checkable=True)
        rows[3].update(kind="percentage", targets=["≥95"], checkable=True)

    after, server = assisted(submission_of(ROWS), saying(change), tmp_path, "classify")
    date, share = rows_of(after)[1].value, rows_of(after)[3].value
    assert date.targets[0].date_to == "--08"
    assert share.targets[0].kind is Kind.PERCENTAGE
    assert str(share.targets[0].number) == "95"
    assert len(server.requests) == 1


def test_a_number_hidden_in_a_sentence_is_read_where_it_stands(tmp_path: Path) -> None:
    rows = [CaseRow(level3="培训", value="组织骨干分批参加，力争覆盖30个乡镇的管护员队伍")]
    change = {"kind": "quantity", "targets": ["30个乡镇"], "checkable": True}
    after, _ = assisted(submission_of(rows), spoiling("r1", **change), tmp_path, "classify")
    value = rows_of(after)[0].value
    assert value.decided_by == "llm"
    [target] = value.targets
    assert value.text[slice(*target.span)].startswith("30")
    assert str(target.number) == "30"


def test_of_the_rules_reading_only_what_is_quoted_is_a_target(tmp_path: Path) -> None:
    text = "≤2元/人·次（10公里以内），≤3元/人·次（10公里以上）"
    rows = [CaseRow(level2="成本指标", level3="乘车费", value=text)]
    change = {"kind": "composite", "targets": ["≤2元/人·次", "≤3元/人·次"], "checkable": True}
    after, _ = assisted(submission_of(rows), spoiling("r1", **change), tmp_path, "classify")
    value = rows_of(after)[0].value
    assert value.decided_by == "llm"
    assert [str(target.number) for target in value.targets] == ["2", "3"]


WRONG = {
    "evidence invented": {"evidence": [{"field": "value", "quote": "按期完工"}]},
    "evidence of another field": {"evidence": [{"field": "description", "quote": "按巡查"}]},
    "empty quote": {"evidence": [{"field": "value", "quote": " "}]},
    "number not printed": {"kind": "quantity", "targets": ["20次"]},
    "kind without its number": {"kind": "percentage", "targets": []},
    "composite of nothing": {"kind": "composite"},
    "grade on a narrative": {"grade": "marked"},
    "graded without a grade": {"kind": "graded"},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG.keys())
def test_what_does_not_hold_is_asked_again_then_alone_and_stays_with_the_rule(
    changes: dict[str, object], tmp_path: Path
) -> None:
    before = submission_of(ROWS)
    after, server = assisted(before, spoiling("r1", **changes), tmp_path, "classify")
    bad, *good = rows_of(after)[:4]
    assert bad.value == rows_of(before)[0].value
    assert bad.needs_review == (ReviewCode.MODEL_REJECTED,)
    assert all(row.value.decided_by == "llm" and not row.needs_review for row in good)
    # Asked, asked again with what was wrong; the same alone. The same answer is not asked for a third time.
    assert [len(body["messages"]) for body in server.requests] == [2, 4, 2, 4]
    again = server.requests[1]["messages"][3]["content"]
    assert "r1: " in again
    assert "r2" not in again
    assert [row["row"] for row in data_of(server.requests[2])["rows"]] == ["r1"]


def test_an_answer_is_asked_for_again_twice_at_most(tmp_path: Path) -> None:
    def behave(body: Body, number: int) -> Response:
        row = data_of(body)["rows"][0]
        evidence = [{"field": "value", "quote": f"invented {number}"}]
        return Response(completion({"rows": [verdict(row, evidence=evidence)]}))

    after, server = assisted(submission_of(ROWS[:1]), behave, tmp_path, "classify")
    assert [len(body["messages"]) for body in server.requests] == [2, 4, 4]
    assert "invented 2" in server.requests[2]["messages"][3]["content"]
    assert "invented 1" not in str(server.requests[2])  # nothing but what was wrong last
    assert rows_of(after)[0].needs_review == (ReviewCode.MODEL_REJECTED,)


def test_a_second_answer_may_mend_the_first(tmp_path: Path) -> None:
    def behave(body: Body, number: int) -> Response:
        answer = classification(body)
        rows = answer["rows"]
        assert isinstance(rows, list)
        if number == 1:
            rows[2]["evidence"] = [{"field": "value", "quote": "invented"}]
            return Response(completion(answer))
        return Response(completion({"rows": [rows[2]]}))  # only what was named

    after, server = assisted(submission_of(ROWS), behave, tmp_path, "classify")
    assert len(server.requests) == 2
    assert all(row.value.decided_by == "llm" for row in rows_of(after)[:4])


IDS: dict[str, tuple[Callable[[list[dict[str, object]]], object], int, list[int]]] = {
    "a row too many": (lambda rows: rows.append(rows[0] | {"row": "r5"}), 1, []),
    "a row nobody has": (lambda rows: rows.append(rows[0] | {"row": "99"}), 1, []),
    "a row left out": (lambda rows: rows.pop(), 2 + 2, [4]),
    "a row twice": (lambda rows: rows.append(dict(rows[-1])), 2 + 2, [4]),
    "wrong id": (lambda rows: rows[-1].update(row="row 4"), 2 + 2, [4]),
    "nothing": (lambda rows: rows.clear(), 2 + 2 * 2 + 4 * 2, OPEN),
}


@pytest.mark.parametrize(("change", "requests", "lost"), IDS.values(), ids=IDS.keys())
def test_row_ids_are_taken_as_asked(
    change: Callable[[list[dict[str, object]]], object], requests: int, lost: list[int], tmp_path: Path
) -> None:
    after, server = assisted(submission_of(ROWS), saying(change), tmp_path, "classify")
    assert len(server.requests) == requests
    assert [row.row for row in rows_of(after) if ReviewCode.MODEL_REJECTED in row.needs_review] == lost
    assert rows_of(after)[4] == rows_of(submission_of(ROWS))[4]


WHOLE = {
    "cut JSON": (Response(completion('{"rows": [{"row": "r1", "rea')), 2 + 2 * 2 + 4 * 2),
    "prose": (Response(completion("I think r1 is graded.")), 2 + 2 * 2 + 4 * 2),
    "cut off": (Response(completion('{"rows": [', finish_reason="length")), 1 + 2 + 4),
    "refused": (Response(completion("", refusal="no")), 1 + 2 + 4),
    "too long": (error(400, "maximum context length is 10 tokens"), 1 + 2 + 4),
}


@pytest.mark.parametrize(("response", "requests"), WHOLE.values(), ids=WHOLE.keys())
def test_what_fails_as_a_whole_is_split_until_each_row_stood_alone(
    response: Response, requests: int, tmp_path: Path
) -> None:
    before = submission_of(ROWS)
    after, server = assisted(before, lambda _body, _number: response, tmp_path, "classify")
    assert len(server.requests) == requests
    for old, new in zip(rows_of(before), rows_of(after), strict=True):
        assert new.value == old.value
        assert new.needs_review == ((ReviewCode.MODEL_REJECTED,) if old.row in OPEN else ())


def test_one_row_that_is_refused_does_not_take_the_others_along(tmp_path: Path) -> None:
    def behave(body: Body, number: int) -> Response:
        if any(row["row"] == "r3" for row in data_of(body)["rows"]):
            return Response(completion("", refusal="not this one"))
        return answering()(body, number)

    after, server = assisted(submission_of(ROWS), behave, tmp_path, "classify")
    assert [row.row for row in rows_of(after) if row.needs_review] == [3]
    assert len(server.requests) == 5  # all four; r1 and r2; r3 and r4; r3; r4


def test_a_dead_server_leaves_every_row_as_it_was_and_says_so(tmp_path: Path) -> None:
    before = submission_of(ROWS)
    after, server = assisted(
        before, lambda _body, _number: error(500, "oops"), tmp_path, "classify", attempts=2
    )
    assert len(server.requests) == 2
    assert [row.value for row in rows_of(after)] == [row.value for row in rows_of(before)]
    marked = [row.row for row in rows_of(after) if row.needs_review == (ReviewCode.MODEL_UNAVAILABLE,)]
    assert marked == OPEN


def test_rows_that_print_the_same_are_asked_about_once_and_many_go_in_portions(tmp_path: Path) -> None:
    rows = [ROWS[2].model_copy(update={"level3": f"第{number % 50}段道路"}) for number in range(100)]
    after, server = assisted(submission_of(rows), answering(), tmp_path, "classify")
    assert [len(data_of(body)["rows"]) for body in server.requests] in ([40, 10], [10, 40])
    assert all(row.value.decided_by == "llm" for row in rows_of(after))


def test_a_level_2_is_suggested_beside_the_printed_one(tmp_path: Path) -> None:
    after, _ = assisted(
        submission_of(ROWS), spoiling("r1", suggested_level2="时效指标"), tmp_path, "classify"
    )
    assert (rows_of(after)[0].level2, rows_of(after)[0].suggested_level2) == ("质量指标", "时效指标")
    after, _ = assisted(
        submission_of(ROWS), spoiling("r1", suggested_level2="质量指标"), tmp_path / "2", "classify"
    )
    assert rows_of(after)[0].suggested_level2 is None


def test_the_prompt_s_unchanging_part_comes_first_and_the_data_is_one_json(tmp_path: Path) -> None:
    _, server = assisted(submission_of(ROWS), answering(), tmp_path, "classify")
    system, user = server.requests[0]["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert "巡查" not in system["content"]
    first, *middle, last = user["content"].split("\n")
    assert json.loads("\n".join(middle))["rows"][0]["value"] == ROWS[0].value
    assert last == first.replace("<", "</")
    assert task_of(server.requests[0]) == "Classification"
    assert verdict({"row": "r1", "value": "x"})["row"] == "r1"

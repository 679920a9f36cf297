"""The log of decisions: nothing is lost, whoever writes and however a write ends."""

import multiprocessing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pydantic import ValidationError

from structurer.decide import DecisionLog, ruling
from structurer.errors import SetupError
from structurer.models.decision import Act, Meaning, RowRef, Ruling
from structurer.models.value import Grade, Kind

ROW = RowRef(document="a.txt", sha256="0" * 64, project=1, row=1, level3="验收通过率", text="≥95%")
WHEN = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def reject(number: int = 1, who: str = "复核人") -> Ruling:
    return ruling(
        Act.REJECT, ROW.model_copy(update={"row": number}), who, WHEN, note="看不懂\n\u202e<script>"
    )


def test_what_is_appended_is_read_back_by_another_reader(tmp_path: Path) -> None:
    path = tmp_path / "new" / "decisions.jsonl"
    accepted = ruling(Act.ACCEPT, ROW, "复核人", WHEN, meaning=Meaning(kind=Kind.BINARY), made_by="rule")
    DecisionLog(path).append(reject(1), accepted)
    DecisionLog(path).append(reject(3))
    assert list(DecisionLog(path).read()) == [reject(1), accepted, reject(3)]
    assert path.read_bytes().count(b"\n") == 3


def test_a_log_that_is_not_there_is_empty(tmp_path: Path) -> None:
    log = DecisionLog(tmp_path / "decisions.jsonl")
    assert (list(log.read()), log.problems) == ([], [])
    assert not log.path.exists()


def test_an_open_log_sees_what_another_one_appends(tmp_path: Path) -> None:
    first, second = (DecisionLog(tmp_path / "decisions.jsonl") for _ in range(2))
    first.append(reject(1))
    second.append(reject(2))
    first.append(reject(3))
    assert [one.row.row for one in first.read()] == [one.row.row for one in second.read()] == [1, 2, 3]


@pytest.mark.parametrize("cut", [1, 40, -2])
def test_a_line_that_a_crash_cut_off_is_told_skipped_and_never_joined_to_the_next(
    tmp_path: Path, cut: int
) -> None:
    path = tmp_path / "decisions.jsonl"
    DecisionLog(path).append(reject(1))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:cut])
    log = DecisionLog(path)
    assert list(log.read()) == [reject(1)]
    assert log.problems == ["line 2 is cut off, as after a crash, and is left out"]
    log.append(reject(2))
    assert list(log.read()) == list(DecisionLog(path).read()) == [reject(1), reject(2)]
    assert len(log.problems) == 1
    assert log.problems[0].startswith("line 2 is no decision")


def test_a_last_line_that_lacks_nothing_but_its_line_break_holds(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    DecisionLog(path).append(reject(1), reject(2))
    path.write_bytes(path.read_bytes()[:-1])
    log = DecisionLog(path)
    assert len(log.read()) == 2
    log.append(reject(3))
    path.write_bytes(path.read_bytes() + b"{}\n")
    assert [one.row.row for one in log.read()] == [1, 2, 3]
    assert log.problems[0].startswith("line 4 is no decision")


@pytest.mark.parametrize("line", [b"\xff\xfe", b"null", b"[]", b'{"id": "1"}', b"{" * 100_000])
def test_a_line_that_is_no_decision_stops_nothing(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "decisions.jsonl"
    good = reject(1).model_dump_json().encode()
    path.write_bytes(line + b"\n" + good + b"\n\n")
    log = DecisionLog(path)
    assert list(log.read()) == [reject(1)]
    assert len(log.problems) == 1
    assert log.problems[0].startswith("line 1 is no decision")


def test_a_log_that_was_replaced_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    log = DecisionLog(path)
    log.append(reject(1), reject(2))
    path.write_bytes(b"")
    assert list(log.read()) == []
    log.append(reject(4))
    path.unlink()
    assert list(log.read()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="cannot be used"):
        DecisionLog(tmp_path / "file" / "decisions.jsonl").append(reject())


def _append_many(path: Path, who: str) -> None:
    log = DecisionLog(path)
    for number in range(100):
        log.append(reject(number + 1, who))


def test_processes_that_append_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    context = multiprocessing.get_context("spawn")
    people = ["甲", "乙", "丙"]
    processes = [context.Process(target=_append_many, args=(path, who)) for who in people]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    log = DecisionLog(path)
    rulings = log.read()
    assert log.problems == []
    for who in people:
        assert [one.row.row for one in rulings if one.who == who] == list(range(1, 101))


def test_what_is_appended_under_the_lock_rests_on_all_that_came_before(tmp_path: Path) -> None:
    first, second = (DecisionLog(tmp_path / "decisions.jsonl") for _ in range(2))
    second.read()
    first.append(reject(1))
    with second.locked() as rulings:
        assert [one.row.row for one in rulings] == [1]
        second.append(reject(2))
    assert len(first.read()) == 2


def test_the_same_decision_has_the_same_id_and_another_one_has_not() -> None:
    again = reject(1)
    assert reject(1).id == again.id
    assert len({reject(1).id, reject(2).id, reject(1, "别人").id}) == 3


def test_a_ruling_says_what_its_act_needs_and_nothing_else() -> None:
    meaning = Meaning(kind=Kind.NARRATIVE)
    with pytest.raises(ValidationError, match="have a meaning"):
        ruling(Act.ACCEPT, ROW, "甲", WHEN)
    with pytest.raises(ValidationError, match="have a meaning"):
        ruling(Act.REJECT, ROW, "甲", WHEN, meaning=meaning)
    with pytest.raises(ValidationError, match="names the ruling"):
        ruling(Act.UNDO, ROW, "甲", WHEN)
    with pytest.raises(ValidationError, match="has no grade"):
        Meaning(kind=Kind.NARRATIVE, grade=Grade.BASIC)


def test_a_time_without_its_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="timezone"):
        ruling(Act.REJECT, ROW, "甲", datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None))

"""The server, asked over HTTP as a browser would, and as nobody should."""

import json
import socket
import time
from pathlib import Path

import httpx
import pytest

from helpers import structurer
from reviewing import (
    OPEN,
    SETTLED,
    Served,
    changed,
    decide,
    put,
    read,
    row,
    rows,
    serving,
    started,
    text_of,
    window,
)
from structurer.decide import DecisionLog, apply
from structurer.models.decision import Act
from structurer.results import load_results
from structurer.review.server import LOOPBACK

# ---- what is shown


def test_the_doubtful_rows_are_offered_and_nothing_else(client: httpx.Client) -> None:
    assert rows(client) == [0, 2, 3, 5]
    assert rows(client, state="all") == [0, 1, 2, 3, 4, 5]
    assert rows(client, state="decided") == []


def test_rows_are_filtered_by_document_reason_and_words(client: httpx.Client) -> None:
    assert rows(client, document="b.txt") == [3, 5]
    assert rows(client, reason="unit") == [0]
    assert rows(client, reason="low_confidence") == [3]
    assert rows(client, reason="shifted") == [5]
    assert rows(client, query="运转", state="all") == [3]
    assert rows(client, query="Ｂ.TXT", state="all") == [3, 4, 5]
    assert rows(client, query="没有这个词", state="all") == []


def test_the_desk_says_what_can_be_filtered_by(client: httpx.Client) -> None:
    desk = client.get("/api/desk").json()
    assert desk["documents"] == ["a.txt", "b.txt"]
    assert {one["code"]: one["count"] for one in desk["reasons"]} == {
        "unit": 1,
        "month": 1,
        "low_confidence": 1,
        "shifted": 1,
    }
    assert (desk["who"], desk["rows"], desk["problems"]) == ("复核人", 6, [])
    assert len(desk["words"]["kinds"]) == 13


def test_a_row_comes_with_its_cells_its_neighbours_and_the_header(client: httpx.Client) -> None:
    said = row(client, 2)
    cells = {cell["label"]: text_of(cell["pieces"]) for cell in said["cells"]}
    assert cells["指标值"] == "≤6月"
    assert cells["三级指标"] == "验收通过率"
    assert [(one["number"], one["is_here"]) for one in said["neighbours"]] == [
        (0, False),
        (1, False),
        (2, True),
    ]
    assert {one["label"]: text_of(one["pieces"]) for one in said["header"]}["项目名称"] == "社区服务点建设"


def test_the_guess_and_the_candidate_readings_are_shown(client: httpx.Client) -> None:
    said = row(client, 2)
    assert said["guess"]["kind"] == "duration"
    assert [(one["kind_label"], one["targets"]) for one in said["readings"]] == [
        ("时长", ["≤6月"]),
        ("日期", ["不晚于6月"]),
    ]
    assert said["model"] is None


def test_a_model_s_label_is_shown_with_its_quotes_marked_in_place(client: httpx.Client) -> None:
    said = row(client, 3)
    assert said["model"]["kind"] == "narrative"
    assert (said["model"]["reason"], said["model"]["confidence"]) == ("词语有程度", "low")
    marked = {
        cell["field"]: [piece["text"] for piece in cell["pieces"] if "model" in piece["marks"]]
        for cell in said["cells"]
    }
    assert (marked["value"], marked["level3"]) == (["运转"], ["通过率"])
    assert said["guess"]["kind"] is not None  # the rules' own guess is beside it


def test_findings_on_the_row_are_shown_where_they_point(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "项目名称\t社区服务点建设\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t质量指标\t居民满意度\t≥0.95\n",
        "utf-8",
    )
    assert structurer("run", source, "--llm", "off", "-o", tmp_path / "out").returncode == 0
    with serving(tmp_path / "out") as served, window(served) as client:
        said = row(client, 0)
        rules = [one["rule"] for one in said["findings"]]
        assert "V04" in rules
        value = next(cell for cell in said["cells"] if cell["field"] == "value")
        assert any("finding" in piece["marks"] for piece in value["pieces"])
        assert rows(client, reason="V04", state="all") == [0]


# ---- deciding


def test_an_accepted_reading_is_kept_at_once_and_counted(client: httpx.Client, folder: Path) -> None:
    done = decide(client, 0, "accept", note="  核对过  ")
    assert done.status_code == 201
    assert (done.json()["ruling"]["act"], done.json()["ruling"]["note"]) == ("accept", "核对过")
    [kept] = DecisionLog(folder / "decisions.jsonl").read()
    assert (kept.act, kept.who, kept.made_by, kept.row.text) == (Act.ACCEPT, "复核人", "rule", OPEN)
    assert kept.when.tzinfo is not None
    said = client.get("/api/rows").json()
    assert (said["done"], said["of"], said["total"]) == (1, 4, 3)
    assert rows(client, state="decided") == [0]


def test_what_was_accepted_of_a_model_is_kept_as_the_model_s(client: httpx.Client, folder: Path) -> None:
    decide(client, 3, "accept").raise_for_status()
    [kept] = DecisionLog(folder / "decisions.jsonl").read()
    assert kept.made_by == "llm"
    assert kept.meaning is not None
    assert (kept.meaning.kind, [one.quote for one in kept.meaning.evidence]) == (
        "narrative",
        ["运转", "通过率"],
    )


def test_a_correction_brings_the_targets_of_its_kind(client: httpx.Client, folder: Path) -> None:
    decide(client, 2, "correct", kind="date", direction="lower", checkable=True).raise_for_status()
    [kept] = DecisionLog(folder / "decisions.jsonl").read()
    assert kept.act is Act.CORRECT
    assert kept.meaning is not None
    assert (kept.meaning.kind, kept.meaning.targets[0].date_to) == ("date", "--06")
    first, _ = load_results(folder).results
    after = apply(first.submission, [kept], first.name).submission
    assert after.projects[0].indicators[2].value.kind == "date"


def test_a_correction_that_changes_nothing_accepts(client: httpx.Client) -> None:
    now = row(client, 0)["meaning"]
    assert decide(client, 0, "correct", **now).json()["ruling"]["act"] == "accept"


def test_a_rejected_row_can_be_taken_back_and_decided_anew(client: httpx.Client, folder: Path) -> None:
    decide(client, 0, "accept").raise_for_status()
    assert decide(client, 0, "reject").json()["ruling"]["act"] == "reject"
    assert decide(client, 0, "undo").json()["ruling"]["act"] == "accept"
    assert decide(client, 0, "undo").json()["ruling"] is None
    refused = decide(client, 0, "undo")
    assert (refused.status_code, refused.json()["message"]) == (422, "这一行没有可以撤销的决定")
    assert rows(client) == [0, 2, 3, 5]
    assert [one.act for one in DecisionLog(folder / "decisions.jsonl").read()] == [
        "accept",
        "reject",
        "undo",
        "undo",
    ]
    assert len(row(client, 0)["entries"]) == 4


def test_the_next_doubtful_row_goes_round(client: httpx.Client) -> None:
    def following(after: int, **more: object) -> object:
        return client.get("/api/next", params={"after": after} | more).json()["number"]  # type: ignore[arg-type]

    assert [following(at) for at in (-1, 0, 2, 3, 5)] == [0, 2, 3, 5, 0]
    assert following(0, back=True) == 5
    decide(client, 2, "reject").raise_for_status()
    assert following(0) == 3
    assert following(0, query="没有这个词") is None


@pytest.mark.parametrize(
    "wish",
    [
        {"act": "shred", "seen": None},
        {"act": "accept"},
        {"act": "correct", "seen": None, "kind": "无"},
        {"act": "accept", "seen": None, "who": "别人"},
        {"act": "accept", "seen": None, "note": "字" * 2001},
        {"act": "correct", "seen": None, "grade": "basic"},
        [],
    ],
)
def test_a_wish_that_cannot_be_is_refused_and_nothing_is_written(
    client: httpx.Client, folder: Path, wish: object
) -> None:
    refused = client.post("/api/rows/0/decisions", json=wish)
    assert refused.status_code == 422
    assert refused.json()["message"]
    assert list(DecisionLog(folder / "decisions.jsonl").read()) == []


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/rows/6", 404),
        ("/api/rows/-1", 404),
        ("/api/rows?limit=viele", 422),
        ("/api/rows?state=none", 422),
        ("/api/rows?unknown=1", 422),
        ("/api/changes?since=x", 422),
        ("/../app.py", 404),
        ("/static/index.html", 404),
        ("/%2e%2e/app.py", 404),
    ],
)
def test_what_is_not_there_is_told(client: httpx.Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_a_body_that_is_no_json_or_too_long_is_refused(client: httpx.Client) -> None:
    path = "/api/rows/0/decisions"
    assert client.post(path, content=b'{"act":"accept","seen":null}').status_code == 415
    json_type = {"Content-Type": "application/json"}
    assert client.post(path, content=b"{", headers=json_type).status_code == 422
    assert client.post(path, content=b" " * 100_000, headers=json_type).status_code == 413
    assert row(client, 0)["ruling"] is None


def test_decisions_are_there_when_the_server_starts_again(folder: Path) -> None:
    for act in ("accept", "reject"):
        with serving(folder) as served, window(served) as client:
            decide(client, 0, act).raise_for_status()
    with serving(folder) as served, window(served) as client:
        assert [one["act"] for one in row(client, 0)["entries"]] == ["accept", "reject"]
        assert client.get("/api/rows").json()["done"] == 1


def test_after_a_new_run_the_page_still_shows_what_was_decided_on(folder: Path) -> None:
    with serving(folder) as served, window(served) as client:
        decide(client, 0, "reject", note="单位不明").raise_for_status()
        before = row(client, 0)
    first, _ = load_results(folder).results
    rulings = DecisionLog(folder / "decisions.jsonl").read()
    put(folder, apply(first.submission, rulings, first.name).submission)
    with serving(folder) as served, window(served) as client:
        assert row(client, 0) == before
        undone = decide(client, 0, "undo").json()
        assert (undone["ruling"], undone["meaning"]["kind"]) == (None, "quantity")


def test_a_decision_on_what_is_no_longer_printed_is_told(folder: Path) -> None:
    with serving(folder) as served, window(served) as client:
        decide(client, 0, "accept").raise_for_status()
    put(folder, read("≥866", SETTLED, "≤6月"))
    with serving(folder) as served, window(served) as client:
        assert row(client, 0)["ruling"] is None
        [problem] = client.get("/api/desk").json()["problems"]
        assert problem.startswith("1 个旧决定")


# ---- two windows


def test_a_second_window_is_refused_with_what_the_first_decided(
    served: Served, client: httpx.Client, folder: Path
) -> None:
    seen = row(client, 0)["seen"]
    with window(served) as other:
        assert decide(other, 0, "reject", note="先").status_code == 201
    late = client.post("/api/rows/0/decisions", json={"act": "accept", "seen": seen})
    assert late.status_code == 409
    assert late.json()["row"]["ruling"]["note"] == "先"
    assert len(DecisionLog(folder / "decisions.jsonl").read()) == 1
    assert decide(client, 0, "accept").status_code == 201  # having seen it, one may decide otherwise


def test_two_programs_on_one_folder_do_not_lose_each_other_s_decisions(folder: Path) -> None:
    with started(folder) as one, started(folder) as two, window(one) as first, window(two) as second:
        at = second.get("/api/desk").json()["at"]
        seen = row(second, 0)["seen"]
        decide(first, 0, "accept").raise_for_status()
        assert second.post("/api/rows/0/decisions", json={"act": "reject", "seen": seen}).status_code == 409
        decide(second, 2, "reject").raise_for_status()
        assert second.get("/api/changes", params={"since": at}).json() == {"at": at + 2, "rows": [0, 2]}
        assert row(first, 2)["ruling"]["act"] == "reject"
    assert len(DecisionLog(folder / "decisions.jsonl").read()) == 2


# ---- the command


def test_a_folder_without_results_and_a_taken_port_are_told(
    tmp_path: Path, served: Served, folder: Path
) -> None:
    nothing = structurer("review", tmp_path / "empty", "--no-browser")
    assert (nothing.returncode, b"is no folder" in nothing.stderr) == (2, True)
    taken = structurer("review", folder, "--no-browser", "--port", str(served.port))
    assert (taken.returncode, b"cannot be used" in taken.stderr) == (4, True)


def test_the_command_serves_where_it_is_told_and_keeps_what_is_decided(folder: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as free:
        port = free.getsockname()[1]
    with started(folder, "--port", str(port)) as again, window(again) as client:
        assert again.port == port
        decide(client, 0, "accept").raise_for_status()
    assert len(DecisionLog(folder / "decisions.jsonl").read()) == 1


# ---- much, and strange


def test_ten_thousand_rows_are_paged_and_quick(tmp_path: Path) -> None:
    many = [read(*([OPEN, SETTLED] * 50), name=f"{number:03}.txt", projects=10) for number in range(10)]
    with serving(put(tmp_path / "out", *many)) as served, window(served) as client:
        began = time.monotonic()
        said = client.get("/api/rows", params={"offset": 4900, "limit": 100}).json()
        assert (said["total"], said["of"], len(said["rows"])) == (5000, 5000, 100)
        assert len(client.get("/api/rows", params={"limit": 10_000}).json()["rows"]) == 500
        for number in (9998, 5000):
            decide(client, number, "accept").raise_for_status()
        assert client.get("/api/next", params={"after": 9998}).json() == {"number": 0}
        assert time.monotonic() - began < 5


def test_unseen_characters_of_a_hostile_cell_are_shown_as_their_codes(tmp_path: Path) -> None:
    hostile = "\u202e≥95%<script>\x07\u2066𠀀≥5"
    submission = read(OPEN, name="h.txt")
    value = submission.projects[0].indicators[0].value.model_copy(update={"text": hostile})
    with (
        serving(put(tmp_path / "out", changed(submission, 1, value=value))) as served,
        window(served) as client,
    ):
        said = row(client, 0)
        cell = next(one for one in said["cells"] if one["field"] == "value")
        assert text_of(cell["pieces"]) == "[U+202E]≥95%<script>[U+0007][U+2066]𠀀≥5"
        decide(client, 0, "reject").raise_for_status()
    lines = (tmp_path / "out" / "decisions.jsonl").read_text("utf-8").splitlines()
    assert json.loads(lines[0])["row"]["text"] == hostile

"""structurer decisions import: what people filled in, from whatever program, to the log."""

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from conftest import SAMPLES, leave_out
from helpers import error_lines, structurer
from structurer.cli.app import app
from structurer.decide import LOG_NAME, DecisionLog
from structurer.models.decision import Act, Ruling
from structurer.models.value import Direction, Grade, Kind

TOP = 3  # the row of the header


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with its results and its workbook."""
    folder = tmp_path_factory.mktemp("run")
    done = structurer("run", SAMPLES / "rural_pdf.txt", "-o", folder, "-f", "json,xlsx", "--llm", "off")
    assert done.returncode == 0, done.stderr.decode()
    return folder


@pytest.fixture
def results(run: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(run, tmp_path / "results"))


class Filling:
    """The sheet to be filled in, by row and title."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet = self.book["待复核"]

    def put(self, row: int, **texts: object) -> None:
        for title, text in texts.items():
            self.sheet.cell(row, self.column(title)).value = text

    def get(self, row: int, title: str) -> object:
        return self.sheet.cell(row, self.column(title)).value

    def column(self, title: str) -> int:
        return [cell.value for cell in self.sheet[TOP]].index(title.replace("键_", "键：")) + 1

    def save(self, name: str = "filled.xlsx") -> Path:
        path = self.path.with_name(name)
        self.book.save(path)
        return path


@pytest.fixture
def filling(results: Path) -> Filling:
    return Filling(results / "workbook.xlsx")


def imported(book: Path, *more: str | Path) -> tuple[int, list[str], list[Ruling]]:
    """The exit code, what is said, and the log."""
    done = CliRunner().invoke(app, ["decisions", "import", *map(str, (book, *more))], catch_exceptions=False)
    log = DecisionLog((Path(more[1]) if more[:1] == ("-o",) else book.parent) / LOG_NAME)
    return done.exit_code, done.stderr.splitlines(), list(log.read())


def three(filling: Filling) -> Path:
    """One line of each verdict."""
    filling.put(4, 结论="接受", 复核人="甲")
    filling.put(
        5,
        结论="更正",
        更正类型="程度描述",
        更正程度="有效",
        更正方向="越高越好",
        复核人="甲",
        备注="以往如此",
    )
    filling.put(6, 结论="驳回", 复核人="乙")
    return filling.save()


def test_verdicts_become_rulings_about_the_rows_they_stand_in(filling: Filling) -> None:
    seen = [filling.get(row, "指标值") for row in (4, 5, 6)]
    code, said, rulings = imported(three(filling))
    assert code == 0
    assert said == [f"3 decisions added to {filling.path.with_name(LOG_NAME)}"]
    assert [(one.act, one.who, one.row.document, one.row.text) for one in rulings] == [
        (Act.ACCEPT, "甲", "rural_pdf.txt", seen[0]),
        (Act.CORRECT, "甲", "rural_pdf.txt", seen[1]),
        (Act.REJECT, "乙", "rural_pdf.txt", seen[2]),
    ]
    meaning = rulings[1].meaning
    assert meaning is not None
    assert (meaning.kind, meaning.grade, meaning.direction) == (
        Kind.GRADED,
        Grade.EFFECTIVE,
        Direction.HIGHER,
    )
    assert rulings[1].note == "以往如此"
    assert rulings[0].made_by == "rule"


def test_importing_again_adds_nothing(filling: Filling) -> None:
    book = three(filling)
    imported(book)
    code, said, rulings = imported(book)
    assert code == 0
    assert said[-1].startswith("0 decisions added")
    assert said[-1].endswith("3 there already")
    assert len(rulings) == 3


def test_a_line_added_later_is_all_that_is_added(filling: Filling) -> None:
    imported(three(filling))
    filling.put(7, 结论="接受", 复核人="甲")
    _, said, rulings = imported(filling.save())
    assert said[-1].startswith("1 decision added")
    assert len(rulings) == 4


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_workbook_saved_by_another_program_says_the_same(
    filling: Filling, suffix: str, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        leave_out("LibreOffice is not installed")
    book = three(filling)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [
        office,
        profile,
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path / "saved"),
        str(book),
    ]
    subprocess.run(convert, check=True, capture_output=True, timeout=120)
    code, said, rulings = imported(tmp_path / "saved" / f"filled.{suffix}", "-o", book.parent)
    assert (code, len(rulings)) == (0, 3), said
    _, said, _ = imported(book)
    assert said[-1].endswith("3 there already")


def test_sorted_filtered_and_deleted_rows_change_nothing(filling: Filling) -> None:
    three(filling)
    sheet = filling.sheet
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=TOP + 1)]
    rows = [rows[at] for at in (2, 0, 5, 1)]
    sheet.delete_rows(TOP + 1, sheet.max_row)
    for at, row in enumerate(rows, TOP + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
    sheet.row_dimensions[TOP + 1].hidden = True
    _, _, rulings = imported(filling.save())
    assert [one.act for one in rulings] == [Act.REJECT, Act.ACCEPT, Act.CORRECT]


def test_columns_may_be_moved(filling: Filling) -> None:
    three(filling)
    filling.sheet.move_range(f"A1:AZ{filling.sheet.max_row}", cols=2)
    assert len(imported(filling.save())[2]) == 3


def test_full_width_and_blanks_around_a_word_are_no_other_word(filling: Filling) -> None:
    filling.put(4, 结论=" 接受　", 复核人=" 甲 ")
    (one,) = imported(filling.save())[2]
    assert (one.act, one.who) == (Act.ACCEPT, "甲")


def test_a_name_alone_decides_nothing(filling: Filling) -> None:
    filling.put(4, 复核人="甲")
    code, said, rulings = imported(filling.save())
    assert (code, rulings) == (0, [])
    assert said[-1].startswith("0 decisions added")


def test_who_decided_may_be_said_once_for_all(filling: Filling) -> None:
    filling.put(4, 结论="接受")
    filling.put(5, 结论="驳回", 复核人="乙")
    _, _, rulings = imported(filling.save(), "--who", "甲")
    assert [one.who for one in rulings] == ["甲", "乙"]


BAD = {
    "an unknown word": ({"结论": "采纳"}, "结论 '采纳' is not known; choose one of 接受、更正、驳回"),
    "an unknown kind": ({"结论": "更正", "更正类型": "比例"}, "更正类型 '比例' is not known"),
    "a number for a word": ({"结论": 1}, "结论 '1' is not known"),
    "no verdict": ({"备注": "看过"}, "结论 is empty"),
    "a kind without a verdict": ({"更正类型": "数量"}, "结论 is empty"),
    "an empty correction": ({"结论": "更正"}, "a correction says what is right"),
    "an accepted correction": ({"结论": "接受", "更正类型": "数量"}, "goes with a correction only"),
    "a rejected correction": ({"结论": "驳回", "更正方向": "越高越好"}, "goes with a correction only"),
    "a grade of no grade": (
        {"结论": "更正", "更正类型": "数量", "更正程度": "有效"},
        "only a value of kind graded",
    ),
    "nobody": ({"结论": "接受", "复核人": None}, "nobody is named"),
    "no key": ({"结论": "接受", "键_校验": None}, "its hidden key is empty"),
    "another project": ({"结论": "接受", "键_项目": "x"}, "its hidden key was changed"),
    "another row": ({"结论": "接受", "键_行": "2", "行": 2}, "the row says something else"),
    "no such row": ({"结论": "接受", "键_行": "999", "行": 999}, "has no row 999 in project 1"),
    "another mark": ({"结论": "接受", "键_校验": "0" * 16}, "the row says something else"),
    "a changed text": ({"结论": "接受", "指标值": "≥1"}, "column 指标值 does not go with the hidden key"),
    "another file": ({"结论": "接受", "键_文件": "b.txt", "文件": "b.txt"}, "there is no result of 'b.txt'"),
    "other content": ({"结论": "接受", "键_sha256": "0" * 64}, "is of other content"),
}


@pytest.mark.parametrize(("texts", "why"), BAD.values(), ids=BAD)
def test_a_line_that_cannot_be_used_is_one_clear_line_and_loses_no_other(
    filling: Filling, texts: dict[str, object], why: str
) -> None:
    filling.put(4, **{"复核人": "甲"} | texts)
    filling.put(5, 结论="驳回", 复核人="乙")
    code, said, rulings = imported(filling.save())
    assert code == 1
    assert [one.who for one in rulings] == ["乙"]
    assert len(said) == 2
    assert said[0].startswith("待复核 row 4: ")
    assert why in said[0]
    assert said[1].endswith("1 line left out")


def test_sorting_without_the_hidden_columns_is_noticed(filling: Filling) -> None:
    last = filling.sheet.max_row
    for title in ("文件", "项目", "行", "三级指标", "指标值"):
        above, below = filling.get(4, title), filling.get(last, title)
        filling.put(4, **{title: below})
        filling.put(last, **{title: above})
    filling.put(4, 结论="接受", 复核人="甲")
    code, said, rulings = imported(filling.save())
    assert (code, rulings) == (1, [])
    assert "sorted without the hidden columns" in said[0]


def test_a_row_that_is_decided_twice_is_decided_not_at_all(filling: Filling) -> None:
    filling.put(4, 结论="接受", 复核人="甲")
    values = [cell.value for cell in filling.sheet[4]]
    filling.sheet.append(values)
    last = filling.sheet.max_row
    filling.put(last, 结论="驳回")
    code, said, rulings = imported(filling.save())
    assert (code, rulings) == (1, [])
    assert said[0] == f"待复核 row 4: 待复核 row {last} decides the same row otherwise; keep one of them"
    filling.put(last, 结论="接受")
    assert len(imported(filling.save())[2]) == 1


def test_a_workbook_of_another_run_adds_nothing(filling: Filling, tmp_path: Path) -> None:
    book = three(filling)
    other = tmp_path / "other"
    structurer("run", SAMPLES / "clinics_word.txt", "-o", other, "--llm", "off")
    code, said, rulings = imported(book, "-o", other)
    assert (code, rulings) == (1, [])
    assert sum("is it the workbook of another run?" in line for line in said) == 3


def test_a_decision_that_was_beaten_since_does_not_come_back(filling: Filling) -> None:
    imported(three(filling))
    filling.put(4, 结论="驳回", 复核人="丙")
    assert [one.act for one in imported(filling.save("second.xlsx"))[2]][-1] is Act.REJECT
    _, said, rulings = imported(filling.path.with_name("filled.xlsx"))
    assert said[-1].endswith("3 there already")
    assert rulings[-1].who == "丙"


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 no zip", "不是表格".encode()])
def test_what_is_no_workbook_is_an_error_with_a_hint(results: Path, content: bytes | None) -> None:
    path = results / "x.xlsx"
    if content is not None:
        path.write_bytes(content)
    done = structurer("decisions", "import", path)
    (line,) = error_lines(done)
    assert done.returncode == 2
    assert "cannot be read as a workbook of decisions" in line
    assert "structurer run --format xlsx" in line


def test_a_workbook_without_its_columns_is_an_error(filling: Filling) -> None:
    filling.sheet.delete_cols(filling.column("键_校验"))
    done = structurer("decisions", "import", filling.save())
    assert done.returncode == 2
    assert "has no column '键：校验'" in error_lines(done)[0]


def test_a_workbook_without_its_sheet_is_an_error(filling: Filling) -> None:
    filling.sheet.title = "别的"
    done = structurer("decisions", "import", filling.save())
    assert done.returncode == 2
    assert "待复核" in error_lines(done)[0]


def test_without_results_there_is_nothing_to_decide_on(filling: Filling, tmp_path: Path) -> None:
    done = structurer("decisions", "import", three(filling), "-o", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "structurer run" in error_lines(done)[0]
    assert not (tmp_path / "nowhere").exists()


def test_a_workbook_in_which_nothing_is_to_be_decided_adds_nothing(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text("项目名称\t社区服务点建设\n", "utf-8")
    structurer("run", source, "-o", tmp_path / "out", "-f", "json,xlsx", "--llm", "off")
    code, said, rulings = imported(tmp_path / "out" / "workbook.xlsx")
    assert (code, rulings) == (0, [])
    assert said[-1].startswith("0 decisions added")

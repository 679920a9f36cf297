"""Results for the tests of the tables: samples, hostile texts, and nothing at all."""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from conftest import SAMPLES
from structurer import Indicator, IndicatorValue, Place, parse, structure
from structurer.models.result import Result
from structurer.models.value import Comparator, Direction, Kind, Target

NAMES = ("city_word.txt", "clinics_word.txt", "energy_word.txt", "roads_pdf.txt")

HOSTILE = (
    '=HYPERLINK("http://192.0.2.1","点此")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1)",
    "＝1+1",
    "\u200b =1+1",
    "'=1",
    "-5%",
    'a,"b";\nc\r\nd',
    "\x00\x1b[31m\x7f",
    "\u202etxt.exe",
    "<script>&amp;</script>",
    "长" * 10_000,
    "",
    " ",
    "\\N",
    "NULL",
    "]]>",
    "\ufffe",
)


@cache
def samples() -> tuple[Result, ...]:
    """Samples as `structurer run` has them without a model; the first prints no budget year."""
    return tuple(Result(name, structure(SAMPLES / name)) for name in NAMES)


def bare(name: str = "甲/乙 &a.txt") -> Result:
    """A result with one project and no row."""
    return Result(name, parse("项目名称\t社区服务点建设\n预算数\t1\n", name="a.txt"))


def empty() -> Result:
    """A result without anything but its document."""
    result = with_projects(bare(), ())
    return result._replace(submission=result.submission.model_copy(update={"unread": ()}))


def with_projects(result: Result, projects: Sequence[object]) -> Result:
    """`result` with other projects."""
    return result._replace(submission=result.submission.model_copy(update={"projects": tuple(projects)}))


def with_rows(*rows: Indicator) -> Result:
    """A result with one project that has these rows."""
    result = bare("a.txt")
    return with_projects(result, [result.submission.projects[0].model_copy(update={"indicators": rows})])


def hostile() -> Result:
    """A result with a row for each hostile text, which stands in every cell of the row."""
    return with_rows(*(row(number, text) for number, text in enumerate(HOSTILE, 1)))


def row(number: int, text: str, *targets: Target, kind: Kind = Kind.NARRATIVE) -> Indicator:
    """A row that prints `text` in every cell."""
    return Indicator(
        row=number,
        level1=text,
        level1_printed=text,
        level2=text,
        level2_printed=text,
        level3=text,
        description=text,
        basis=text,
        extra={text: text},
        value=IndicatorValue(text=text, kind=kind, targets=targets, direction=Direction.HIGHER),
        place=Place(line=number),
        row_place=Place(line=number),
    )


def target(number: str, comparator: Comparator = Comparator.GE, **more: object) -> Target:
    """A quantity."""
    said = {"kind": Kind.QUANTITY, "comparator": comparator, "number": Decimal(number), "span": (0, 1)}
    return Target.model_validate(said | more)


def many(rows: int) -> Result:
    """A result with that many rows."""
    first = samples()[1].submission.projects[0].indicators
    return with_rows(*(first[at % len(first)].model_copy(update={"row": at + 1}) for at in range(rows)))

"""Names in the contents list (目录) against the names of the tables."""

import pytest

from cases import Case, CaseProject
from structurer.check import check
from structurer.check.rules.structure.s01_title_mismatch import title_mismatch
from structurer.models import Place, Unread, Why


def _messages(*lines: str) -> list[str]:
    project = CaseProject(title="2.社区服务点建设-一般债券绩效目标表", project_name="社区服务点建设-一般债券")
    submission = Case(fires=False, project=project).submissions()[-1]
    unread = tuple(Unread(Place(line=number), line, Why.CONTENTS) for number, line in enumerate(lines, 1))
    report = check(submission.model_copy(update={"unread": unread}), rules=[title_mismatch])
    return [found.message_zh for found in report.findings]


def test_an_entry_with_another_name_is_found() -> None:
    lines = ("目 录", "1.公园改造绩效目标表......1", "2. 社区服务点改造-一般债券绩效目标表......3")
    assert _messages(*lines) == [
        "目录为“社区服务点改造-一般债券”，与项目名称“社区服务点建设-一般债券”不一致，请核对。"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("2. 社区服务点 建设－一般债券绩效目标表 3",),
        ("1.公园改造绩效目标表\n2.社区服务点建设-", "一般债券绩效目标表"),
        ("3.社区服务点建设-一般债券绩效目标表", "2.公园改造绩效目标表"),
        ("1.公园改造绩效目标表",),
        ("社区服务点绩效目标表",),
        (),
    ],
    ids=["white space", "cut", "numbered otherwise", "no entry", "no numbers", "no contents"],
)
def test_the_same_name_or_none_is_fine(lines: tuple[str, ...]) -> None:
    assert _messages(*lines) == []

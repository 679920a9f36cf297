"""S01."""

import re
from collections.abc import Iterator

from structurer.check.rule import Draft, rule
from structurer.check.texts import shown
from structurer.check.view import ProjectView, SubmissionView
from structurer.models.finding import Severity
from structurer.models.place import Why
from structurer.text import fold

_ENDING = r"绩效目标(?:申报|申请|审核|批复|自评)?表(?:\([^()]*\))?"
_TITLE_END = re.compile(_ENDING + "$")
_ENTRY_END = re.compile(_ENDING + r"[.·\-\d]*$")  # leaders and a page number may follow
_NUMBER = re.compile(r"(\d{1,3})[.、]")
_DASHES = re.compile("[‐-―−－~～]+|--+")
# A heading that every table of the form has names no project.
_GENERAL = re.compile(r"(?:附[件表]|[省市县区]级?|本级|部门|单位|预算|财政|项目|支出|整体|[\d\-.:()年度])*")


@rule(
    "S01",
    "title-mismatch",
    Severity.WARNING,
    authority=("A2",),
    zh="{place}为“{printed}”，与项目名称“{name}”不一致，请核对。",
    en="The {place_en} says “{printed}”, but the project is called “{name}”.",
    suggestion="统一目录、表名和项目名称",
)
def title_mismatch(submission: SubmissionView) -> Iterator[Draft]:
    """The title of a table, its entry in the contents list and 项目名称 are not the same name.

    **Why it matters** A table under another name was copied or renamed halfway; money and targets may belong to different
    projects.

    **Flagged** A missing, extra or changed word: title `社区服务点改造绩效目标表`, 项目名称 `社区服务点建设`.

    **Fine** White space, the leading number, the ending 绩效目标表, the kind of dashes and brackets. A contents entry cut
    over two lines. A title that names no project (`部门项目支出绩效目标表`).
    """
    contents = _contents(submission)
    entered = {name for names in contents.values() for name in names}
    for project in submission.projects:
        name = _key(project.text("project_name"))
        title = _key(_TITLE_END.sub("", fold(project.text("title"))))
        if not name:
            continue
        if name not in (title, _unnumbered(title)) and not _GENERAL.fullmatch(title):
            spots = (project.spot("title"), project.spot("project_name"))
            yield Draft(spots, _words(project, "表名", "title", shown(project.text("title"))))
        elif name not in entered and (names := contents.get(_number(project.project.heading))):
            yield Draft((project.spot("project_name"),), _words(project, "目录", "contents list", names[0]))


def _words(project: ProjectView, place: str, place_en: str, printed: str) -> dict[str, object]:
    name = shown(project.text("project_name"))
    return {"place": place, "place_en": place_en, "printed": printed, "name": name}


def _contents(submission: SubmissionView) -> dict[str, list[str]]:
    """The names in the contents list by their printed number; a line without a number continues the one above."""
    entries: list[str] = []
    for unread in submission.submission.unread:
        if unread.why is Why.CONTENTS:
            for line in map(fold, unread.text.split("\n")):
                if entries and not _NUMBER.match(line):
                    entries[-1] += line
                else:
                    entries.append(line)
    names: dict[str, list[str]] = {}
    for entry in entries:
        if (number := _NUMBER.match(entry)) and (end := _ENTRY_END.search(entry)):
            names.setdefault(number[1], []).append(_key(entry[number.end() : end.start()]))
    return names


def _number(heading: str | None) -> str:
    found = _NUMBER.match(fold(heading or ""))
    return found[1] if found else ""


def _unnumbered(name: str) -> str:
    found = _NUMBER.match(name)
    return name[found.end() :] if found else name


def _key(name: str) -> str:
    return _DASHES.sub("-", fold(name))

"""The budget year (预算年度): printed in the title, else told by the project names, else by the texts."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from structurer.lexicon.numerals import with_years_in_digits
from structurer.models import FiscalYear, Project
from structurer.text import fold

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年度?")
_FUNDING = re.compile(r"[-\u2010-\u2015](?:19|20)\d\d年(?:\S{0,6}(?:债券|国债|专项债|资金)\S{0,4})$")
_TWO_THIRDS = 2 / 3


def budget_year(title: str | None, projects: Sequence[Project]) -> FiscalYear | None:
    """Return the budget year and where it was read; null where no source gives one year.

    In this order: the document title; headings that all print one year; a year that more than half of the project
    names print (funding suffixes such as `-2023年一般债券` left out); the year that two thirds of the years in goals,
    purposes and values are.
    """
    in_title = set(_years([title or ""]))
    if len(in_title) == 1:
        return FiscalYear(value=in_title.pop(), basis="document_title")
    in_headings = {tuple(_years([(project.heading or "").partition("\n")[2]])) for project in projects}
    if len(in_headings) == 1 and len(years := in_headings.pop()) == 1:
        return FiscalYear(value=years[0], basis="headings")
    names = Counter(year for project in projects for year in set(_years([_without_funding(project)])))
    for year, count in names.most_common(1):
        if count * 2 > len(projects):
            return FiscalYear(value=year, basis="project_names")
    texts = Counter(_years(text for project in projects for text in _texts(project)))
    for year, count in texts.most_common(1):
        if count >= texts.total() * _TWO_THIRDS:
            return FiscalYear(value=year, basis="texts")
    return None


def _years(texts: Iterable[str]) -> Iterable[int]:
    return (int(year) for text in texts for year in _YEAR.findall(with_years_in_digits(fold(text))))


def _without_funding(project: Project) -> str:
    return _FUNDING.sub("", fold(project.project_name or project.title or ""))


def _texts(project: Project) -> Iterable[str]:
    yield project.goals_text or ""
    yield project.fund_purpose or ""
    for indicator in project.indicators:
        yield indicator.value.text

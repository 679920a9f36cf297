"""Projects as IATI activities; elements stand in the order that the schema of the standard asks for."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, indent, tostring

from structurer.errors import SetupError
from structurer.models import Project
from structurer.models.base import plain_decimal
from structurer.models.result import Result
from structurer.settings import IatiSettings, load_settings
from structurer.text import is_blank
from structurer.write.iati.results import first_printed, result_elements
from structurer.write.iati.xml import add, tell

_UNFIT_FOR_IDENTIFIER = re.compile(r"[\s%/&|?\x00-\x1f]")
_OWN_IDENTIFIER = "A1"  # OtherIdentifierType: the organisation's own identifier of the activity
_ACCOUNTABLE = "2"  # OrganisationRole
_GENERAL, _OBJECTIVES = "1", "2"  # DescriptionType
_PLANNED_START, _PLANNED_END = "1", "3"  # ActivityDateType
_OECD_DAC, _OWN_SECTORS = "1", "99"  # SectorVocabulary
_ORIGINAL = "1"  # BudgetType


class _At(NamedTuple):
    """A project with what its activity is written from."""

    result: Result
    project: Project
    year: int
    settings: IatiSettings

    @property
    def department(self) -> str:
        return first_printed(self.project.unit_name, self.result.name)

    @property
    def first_day(self) -> str:
        """The budget year (预算年度) is the calendar year by law."""
        return f"{self.year}-01-01"

    @property
    def last_day(self) -> str:
        return f"{self.year}-12-31"


def to_iati(results: Sequence[Result], settings: IatiSettings | None = None) -> dict[str, bytes]:
    """`iati.xml`, with an activity for every project; `settings` default to those of the current folder.

    Raises:
        SetupError: there is no project, or a document prints no budget year and the settings name none.
    """
    chosen = settings or load_settings().iati
    root = Element("iati-activities", version="2.03")
    root.extend([_activity(at) for at in _projects(results, chosen)])
    if not len(root):
        raise SetupError("an IATI file needs a project, and there is none", hint="leave iati out of --format")
    indent(root)
    return {"iati.xml": tostring(root, "utf-8", xml_declaration=True) + b"\n"}


def _projects(results: Sequence[Result], settings: IatiSettings) -> Iterator[_At]:
    for result in results:
        printed = result.submission.fiscal_year
        year = printed.value if printed else settings.fiscal_year
        if year is None:
            raise SetupError(
                "prints no budget year, and an IATI file must say one",
                hint="set fiscal_year below [iati] in structurer.toml, for all documents that print none",
                where=result.name,
            )
        for project in result.submission.projects:
            yield _At(result, project, year, settings)


def _activity(at: _At) -> Element:
    activity = Element("iati-activity", {"xml:lang": "zh", "default-currency": "CNY"})
    _identify(activity, at)
    _describe(activity, at)
    organisation = {"role": _ACCOUNTABLE, "type": at.settings.organisation_type}
    tell(add(activity, "participating-org", organisation), at.department)
    if at.project.project_code:
        own = add(activity, "other-identifier", {"ref": at.project.project_code, "type": _OWN_IDENTIFIER})
        tell(add(own, "owner-org"), at.department)
    add(activity, "activity-status", {"code": at.settings.activity_status})
    add(activity, "activity-date", {"type": _PLANNED_START, "iso-date": at.first_day})
    add(activity, "activity-date", {"type": _PLANNED_END, "iso-date": at.last_day})
    add(activity, "recipient-country", {"code": "CN"})
    _classify(activity, at)
    _budget(activity, at)
    activity.extend(list(result_elements(at.project.indicators, at.first_day, at.last_day)))
    return activity


def _identify(activity: Element, at: _At) -> None:
    name = _UNFIT_FOR_IDENTIFIER.sub(lambda found: f"%{ord(found[0]):02X}", at.result.name)
    reference = at.settings.reporting_org
    add(activity, "iati-identifier").text = f"{reference}-{name}-{at.project.index}"
    reporting = add(activity, "reporting-org", {"ref": reference, "type": at.settings.organisation_type})
    tell(reporting, at.settings.reporting_org_name or at.department)


def _describe(activity: Element, at: _At) -> None:
    project = at.project
    named = f"{at.result.name} {project.index}"
    title = first_printed(project.project_name, project.title, project.heading, named)
    tell(add(activity, "title"), title)
    purpose, goals = project.fund_purpose or "", project.goals_text or ""
    if is_blank(purpose) and is_blank(goals):
        purpose = title  # the standard asks for a description, and nothing else is printed
    for text, kind in ((purpose, _GENERAL), (goals, _OBJECTIVES)):
        if not is_blank(text):
            tell(add(activity, "description", {"type": kind}), text)


def _classify(activity: Element, at: _At) -> None:
    add(activity, "sector", {"vocabulary": _OECD_DAC, "code": at.settings.sector})
    if at.project.category:
        category = at.project.category.value
        tell(add(activity, "sector", {"vocabulary": _OWN_SECTORS, "code": category}), category)


def _budget(activity: Element, at: _At) -> None:
    amount = at.project.budget.total.amount
    if amount is None:
        return
    budget = add(activity, "budget", {"type": _ORIGINAL})
    add(budget, "period-start", {"iso-date": at.first_day})
    add(budget, "period-end", {"iso-date": at.last_day})
    add(budget, "value", {"value-date": at.first_day}).text = plain_decimal(amount)

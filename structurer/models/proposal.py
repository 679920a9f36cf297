"""What a model proposes beside the printed text: fills, a category, a summary. Printed text is never overwritten."""

from enum import StrEnum
from typing import Literal

from structurer.models.base import Model
from structurer.models.value import Confidence, Evidence, Provenance


class Category(StrEnum):
    """What kind of spending a project is (项目类别), a closed list; docs/categories.md says what belongs where."""

    SYSTEM_BUILDING = "信息系统建设"
    SYSTEM_OPERATION = "信息系统运维"
    CONSTRUCTION = "工程建设"
    MAINTENANCE = "设施维修养护"
    EQUIPMENT = "设备购置"
    LEASE = "场所租赁与物业"
    SERVICE = "购买服务"
    TRAINING = "会议培训"
    PUBLICITY = "宣传与活动"
    RESEARCH = "规划研究与咨询"
    SUBSIDY = "补助补贴发放"
    DEBT = "债务还本付息"
    STAFF = "人员与劳务"
    ENFORCEMENT = "监管执法"
    OTHER = "其他"


class Fill(Model):
    """A proposal for what a row leaves out or gets evidently wrong; stored beside the printed text."""

    field: Literal["unit", "comparator", "year"]
    value: str
    evidence: tuple[Evidence, ...]
    reason: str
    confidence: Confidence
    decided_by: Literal["llm", "human"] = "llm"
    provenance: Provenance | None = None


class CategoryChoice(Model):
    """The category of a project and what it rests on."""

    value: Category
    evidence: tuple[Evidence, ...]
    reason: str
    decided_by: Literal["llm", "human"] = "llm"
    provenance: Provenance | None = None


class Summary(Model):
    """A project in plain words. `key_rows` are up to three rows that matter most.

    `decided_by` is `llm`, or `template` where no model was asked or its summary was rejected; `rejected` then says
    why. Every number in it is printed in the project, or was computed by the program.
    """

    headline: str
    text: str
    key_rows: tuple[int, ...]
    lang: Literal["zh", "en"]
    decided_by: Literal["llm", "template", "human"]
    rejected: str | None = None
    provenance: Provenance | None = None

"""A model for tests: it answers what it is asked in the schema, plainly and by rule. It proves the way, not the words."""

import json
import re
from typing import Any

from loopback import Behaviour, Body, Response, completion

_DATA = re.compile(r"<data \w+>\n(.*)\n</data \w+>", re.DOTALL)


def data_of(body: Body) -> dict[str, Any]:
    """What a request asks about."""
    found = _DATA.search(body["messages"][1]["content"])
    assert found is not None
    loaded: dict[str, Any] = json.loads(found[1])
    return loaded


def task_of(body: Body) -> str:
    """Which answer a request wants, by the name of its schema."""
    shape = body.get("response_format", {})
    name = shape.get("json_schema", {}).get("name") or body["tools"][0]["function"]["name"]
    return str(name)


def verdict(row: dict[str, str], **changes: object) -> dict[str, object]:
    """A narrative verdict about a row, which always fits."""
    plain = {
        "row": row["row"],
        "reason": "a sentence",
        "evidence": [{"field": "value", "quote": row["value"][:4]}],
        "kind": "narrative",
        "grade": None,
        "direction": "higher",
        "checkable": False,
        "targets": [],
        "suggested_level2": None,
        "confidence": "medium",
    }
    return plain | changes


def classification(body: Body) -> dict[str, object]:
    """A verdict for every row asked about."""
    return {"rows": [verdict(row) for row in data_of(body)["rows"]]}


def filling(body: Body) -> dict[str, object]:
    """A category on the project's name, and no fills."""
    name = data_of(body)["project"]["project_name"]
    evidence = [{"field": "project_name", "quote": name[:2]}]
    return {"category": {"reason": "by its name", "evidence": evidence, "value": "其他"}, "fills": []}


def summary(body: Body) -> dict[str, object]:
    """A summary without any number."""
    data = data_of(body)
    name = data["project"]["project_name"]
    text = (
        "这笔钱用于表中所列的工作，按计划完成各项任务，让群众得到实实在在的好处，各项目标写在下面的表里，"
        "完成后由主管部门组织验收，并向社会公开结果，接受大家监督。"
    )
    fact = {"row": None, "field": "project_name", "quote": name[:2]}
    return {
        "facts": [fact],
        "headline": "本项目的钱怎么用",
        "text": text,
        "key_rows": [data["rows"][0]["row"]],
    }


def appraisal(body: Body) -> dict[str, object]:
    """Every candidate holds, quoted by the project's name."""
    data = data_of(body)
    quote = {"row": None, "field": "project_name", "quote": data["project"]["project_name"][:2]}
    return {
        "remarks": [
            {"rule": one["rule"], "rows": one["rows"], "reason": "so it is", "quotes": [quote], "holds": True}
            for one in data["candidates"]
        ]
    }


ANSWERS = {
    "Classification": classification,
    "Filling": filling,
    "SummaryText": summary,
    "Appraisal": appraisal,
}


def answering(seconds: float = 0.0, tokens: int = 100) -> Behaviour:
    """A server that answers every task, each after `seconds`."""

    def behave(body: Body, _number: int) -> Response:
        return Response(completion(ANSWERS[task_of(body)](body), tokens=tokens), seconds=seconds)

    return behave

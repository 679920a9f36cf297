"""Tables whose cells are whole, in any layout: no character is lost, and none is used twice."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import FORMS, unaccounted
from layouts import SAMPLES, Sample, to_document
from structurer import InputError
from structurer.models import Block, Cell, Document, Paragraph, Place, Row
from structurer.parse import parse_document


def printed(document: Document) -> str:
    """All that `document` prints."""
    blocks = list(document.blocks)
    return "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for cell in block.cells)
        for block in blocks
    )


@pytest.mark.parametrize("layout", SAMPLES, ids=lambda layout: layout.name)
def test_every_printed_character_of_a_layout_is_accounted_for(layout: Sample) -> None:
    document = to_document(layout)
    assert not unaccounted(printed(document), parse_document(document, FORMS))


_ROWS = [row for sample in SAMPLES for block in sample.blocks if block.table for row in block.table.grid()]
_TEXTS = [block.text for sample in SAMPLES for block in sample.blocks if block.text is not None]
_CUT_ROWS = st.tuples(st.sampled_from(_ROWS), st.integers(0, 3)).map(lambda cut: cut[0][cut[1] :] or [""])
_BLOCKS = st.lists(
    st.one_of(st.sampled_from(_ROWS), st.sampled_from(_ROWS), _CUT_ROWS, st.sampled_from(_TEXTS))
)
_SHUFFLED = st.sampled_from(
    [block.table.grid() for sample in SAMPLES for block in sample.blocks if block.table]
).flatmap(st.permutations)


def as_document(items: list[str | list[str]]) -> Document:
    """A document of rows and paragraphs; a paragraph ends a table."""
    blocks: list[Block] = []
    table = 1
    for number, item in enumerate(items, 1):
        if isinstance(item, str):
            table += 1
            blocks.append(Paragraph(item, Place()))
        else:
            place = Place(table=table, row=number)
            cells = (Cell(text, place, None, column) for column, text in enumerate(item, 1))
            blocks.append(Row(tuple(cells)))
    return Document("x", "grid", None, "", 0, blocks)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(_BLOCKS, _SHUFFLED))
def test_every_printed_character_of_mixed_layouts_is_accounted_for(items: list[str | list[str]]) -> None:
    document = as_document(items)
    with suppress(InputError):
        assert not unaccounted(printed(document), parse_document(document, FORMS))

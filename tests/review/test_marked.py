"""Pieces of printed text: nothing is lost, marks may overlap, offsets count characters."""

from hypothesis import given
from hypothesis import strategies as st

from structurer.review.marked import Mark, Range, pieces, quoted, visible

MARKS: list[Mark] = ["target", "rule", "model", "finding"]
RANGES = st.builds(Range, st.integers(-3, 30), st.integers(-3, 30), st.sampled_from(MARKS))


@given(st.text(max_size=20), st.lists(RANGES, max_size=6))
def test_pieces_put_together_are_the_text(text: str, ranges: list[Range]) -> None:
    assert "".join(one["text"] for one in pieces(text, ranges)) == visible(text)


def test_marks_that_overlap_are_both_there() -> None:
    found = pieces("不少于2次", [Range(0, 5, "model"), Range(3, 5, "target")])
    assert [(one["text"], one["marks"]) for one in found] == [
        ("不少于", ["model"]),
        ("2次", ["model", "target"]),
    ]


def test_offsets_count_characters_also_beyond_the_first_plane() -> None:
    found = pieces("𠀀𠀀≥5", [Range(2, 4, "target")])
    assert [one["text"] for one in found if one["marks"]] == ["≥5"]


def test_a_quote_is_marked_where_it_stands_first_and_nowhere_else() -> None:
    assert quoted("完成率、完成率", "完成率", "rule") == [Range(0, 3, "rule")]
    assert quoted("完成率", "没有", "rule") == quoted("完成率", "", "rule") == []

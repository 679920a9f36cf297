"""Zip archives of XML parts: what is refused, and how it is said."""

import zipfile
from io import BytesIO

import pytest

from structurer import InputError
from structurer.read import elements, zips
from structurer.read.package import Package
from structurer.read.source import Source


def packed(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def package_of(data: bytes, **limits: int) -> Package:
    return Package(Source("x", data), **limits)


def texts(data: bytes, *containers: str) -> list[str]:
    children = package_of(data).children("a.xml", containers or ("b",))
    return ["".join(map(str, element.itertext())) for element in children]


def test_children_come_one_by_one_however_long_the_part_is() -> None:
    rows = "".join(f"<r><c>第{number}行</c></r>\n" for number in range(20_000))
    assert texts(packed({"a.xml": f"<a><b>{rows}</b></a>"})) == [f"第{number}行" for number in range(20_000)]


def test_children_of_several_containers_come_in_the_order_of_the_part() -> None:
    data = packed({"a.xml": "<a><b><r>甲</r><r>乙</r></b><x><r>丙</r></x><c><r>丁</r></c></a>"})
    assert texts(data, "b", "c") == ["甲", "乙", "丁"]


def test_a_container_inside_another_is_a_part_of_that_one() -> None:
    inner = "<r>甲<b><r>乙</r></b>丙</r>" * 5_000
    assert texts(packed({"a.xml": f"<a><b>{inner}</b></a>"})) == ["甲乙丙"] * 5_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_both_encodings_of_the_standards_are_read(encoding: str) -> None:
    assert texts(packed({"a.xml": "<a><b><r>目标</r></b></a>".encode(encoding)})) == ["目标"]


def test_an_encoding_that_a_part_only_claims_is_not_believed() -> None:
    text = '<?xml version="1.0" encoding="ibm037"?><a><b><r>目标</r></b></a>'
    assert texts(packed({"a.xml": text.encode()})) == ["目标"]


def test_names_with_backslashes_are_those_of_parts_in_folders() -> None:
    assert "word/a.xml" in package_of(packed({"word\\a.xml": "<a/>"}))


def test_words_are_found_where_two_chunks_meet() -> None:
    at_the_seam = "x" * ((1 << 16) - 3) + "vanish"
    assert package_of(packed({"a.xml": at_the_seam})).holds("a.xml", b"vanish")
    assert not package_of(packed({"a.xml": at_the_seam})).holds("a.xml", b"vanished")
    assert not package_of(packed({"a.xml": at_the_seam})).holds("b.xml", b"vanish")


def test_a_damaged_archive_still_says_what_it_holds() -> None:
    data = packed({"word/document.xml": "<a/>" * 100, "word/styles.xml": "<b/>"})
    assert Source("x", data).part_names == ("word/document.xml", "word/styles.xml")
    assert Source("x", data[:-60]).part_names == ("word/document.xml", "word/styles.xml")
    assert Source("x", b"not an archive").part_names == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "no zip archive"),
        (packed({"a.xml": "<a/>"})[:-30], "cut off or damaged"),
        (b"PK\x03\x04", "cut off or damaged"),
        (packed({"a.xml": "<a/>"}, zipfile.ZIP_BZIP2), "packed in a way"),
    ],
)
def test_what_is_no_readable_archive_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        package_of(data)


def test_an_encrypted_archive_is_said_to_be_one() -> None:
    data = bytearray(packed({"a.xml": "<a/>"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputError, match="encrypted with a password"):
        package_of(bytes(data))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<a><b><r></b></a>", "is no XML"),
        ("<a><b><r>未完", "is no XML"),
        ("", "is no XML"),
        ("<a/>", "has no body"),
        ("<b>" + "<r>" * 300 + "</r>" * 300 + "</b>", "is no XML"),
        ('<!DOCTYPE a [<!ENTITY x "甲">]><a><b><r>&x;</r></b></a>', "declares XML entities"),
    ],
)
def test_a_part_that_is_not_as_it_must_be_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        texts(packed({"a.xml": text}))


def test_entities_are_never_expanded_wherever_they_are_declared() -> None:
    late = f'<!--{"x" * (1 << 17)}--><!DOCTYPE a [<!ENTITY x "甲">]><a><b><r>&x;</r></b></a>'
    assert "甲" not in "".join(texts(packed({"a.xml": late})))


def test_a_missing_part_is_named() -> None:
    with pytest.raises(InputError, match=r"no part 'a\.xml'"):
        texts(packed({"b.xml": "<a/>"}))


def test_a_part_whose_bytes_are_damaged_is_named() -> None:
    data = bytearray(packed({"a.xml": "<a><b><r>目标</r></b></a>" * 50}))
    data[40:60] = b"\xff" * 20
    with pytest.raises(InputError, match=r"'a\.xml' cannot be expanded"):
        texts(bytes(data))


def test_a_part_that_expands_too_far_is_refused_before_it_is_expanded() -> None:
    package = package_of(packed({"a.xml": "<a><b>" + "<r/>" * 1_000 + "</b></a>"}), largest_part=1_000)
    with pytest.raises(InputError, match="is too large"):
        list(package.chunks("a.xml"))


def test_a_part_that_is_larger_than_it_states_is_damaged() -> None:
    data = packed({"a.xml": "<a><b>" + "<r/>" * 1_000 + "</b></a>"})
    size = (4_000 + 14).to_bytes(4, "little")
    assert data.count(size) == 2
    for stated in (9, 4_013, 4_015):
        with pytest.raises(InputError, match="cannot be expanded"):
            texts(data.replace(size, stated.to_bytes(4, "little")))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_small_part_is_had_whole_and_a_large_one_in_pieces(method: int) -> None:
    large = "".join(f"{number:07}" for number in range(700_000))
    package = package_of(packed({"small.xml": "<a/>", "large.xml": large}, method))
    assert package.small("small.xml") == b"<a/>"
    assert package.small("large.xml") is None
    assert b"".join(package.chunks("large.xml")) == large.encode()


def test_sizes_are_checked_of_all_parts_that_are_not_left_out() -> None:
    package = package_of(packed({"a.xml": "0" * 700, "b.xml": "0" * 700, "left/out.xml": "0" * 700}))
    package.check_sizes(1_400, without=("left/",))
    with pytest.raises(InputError, match="is too large"):
        package.check_sizes(1_400, without=())


def test_a_part_that_could_be_large_is_checked_before_a_library_expands_it() -> None:
    data = packed({"a.xml": bytes(20 << 20)})
    lying = data.replace((20 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lying != data
    with pytest.raises(InputError, match="cannot be expanded"):
        package_of(lying).check_sizes(1 << 20, without=())


def test_a_part_that_expands_to_many_times_its_size_is_a_bomb() -> None:
    with pytest.raises(InputError, match="zip bomb"):
        texts(packed({"a.xml": "<a><b>" + "<r/>" * 300_000 + "</b></a>"}))


def test_an_archive_that_expands_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "_LARGEST_TOTAL", 1_000)
    with pytest.raises(InputError, match="parts expand to"):
        package_of(packed({f"{number}": "0" * 500 for number in range(3)}))


def test_an_archive_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "_MOST_PARTS", 2)
    with pytest.raises(InputError, match="has 3 parts"):
        package_of(packed({f"{number}": "" for number in range(3)}))


@pytest.mark.parametrize("inside", ["<c/>", '<c d=""/>', "<c d=''/>"])
def test_one_element_with_too_much_in_it_is_refused(inside: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elements, "_MOST_MARKS", 5_000)
    with pytest.raises(InputError, match="too large a table"):
        texts(packed({"a.xml": f"<a><b><r>{inside * 40_000}</r></b></a>"}))
    assert len(texts(packed({"a.xml": f"<a><b>{f'<r>{inside}</r>' * 40_000}</b></a>"}))) == 40_000

"""Zip archives: what is taken out of them, under which names, and what never is."""

import os
import struct
import time
import zipfile
import zlib
from io import BytesIO

import pytest

from structurer import InputError
from structurer.read import archive, zips
from structurer.read.archive import Contents, Member, contents, fetch, is_archive
from structurer.read.source import Source

TEXT = "\t项目名称\n\t乡村道路养护\n".encode()


def zipped(
    files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, renamed: dict[str, bytes] | None = None
) -> bytes:
    """A zip archive of `files`; names in `renamed` are put in place afterwards, byte by byte, as other tools do."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as package:
        for name, data in files.items():
            package.writestr(name, data)
    packed = buffer.getvalue()
    for name, raw in (renamed or {}).items():
        assert len(name) == len(raw)
        packed = packed.replace(name.encode(), raw)
    return packed


def flagged(packed: bytes, flag: int) -> bytes:
    """The archive with a flag set in all its headers."""
    data = bytearray(packed)
    for header, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = data.find(header)
        while found >= 0:
            data[found + at] |= flag
            found = data.find(header, found + 4)
    return bytes(data)


def listed(packed: bytes) -> Contents:
    return contents(Source("收件.zip", packed, "in/收件.zip"))


def names(packed: bytes) -> list[str]:
    found = listed(packed)
    assert not found.errors
    return [member.name for member in found.members]


def errors(packed: bytes) -> list[str]:
    return [str(error) for error in listed(packed).errors]


def test_members_are_named_by_their_path_and_fetched_one_by_one() -> None:
    packed = zipped({"一.txt": TEXT, "夹/": b"", "二/三.docx": b"x", "里.zip": zipped({"四.txt": b"4"})})
    found = listed(packed)
    assert found == Contents(
        [Member("一.txt", (0,)), Member("二/三.docx", (2,)), Member("里.zip/四.txt", (3, 0))]
    )
    assert [fetch(packed, member) for member in found.members] == [TEXT, b"x", b"4"]


def test_an_archive_that_has_changed_since_it_was_listed_is_one_error() -> None:
    (member,) = listed(zipped({"里.zip": zipped({"四.txt": b"4"})})).members
    for packed in (zipped({}), zipped({"里.zip": b"x"}), b"x"):
        with pytest.raises(InputError, match="has changed since the run began"):
            fetch(packed, member)


def test_an_archive_in_an_archive_is_expanded_and_a_document_is_not() -> None:
    docx = zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    odt = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
    inner = zipped({"甲.docx": docx, "乙.odt": odt, "丙.zip": zipped({"丁.txt": TEXT})}, zipfile.ZIP_STORED)
    packed = zipped({"里.zip": inner, "戊.txt": TEXT}, zipfile.ZIP_STORED)
    assert names(packed) == ["里.zip/甲.docx", "里.zip/乙.odt", "里.zip/丙.zip/丁.txt", "戊.txt"]


def test_an_archive_is_told_by_its_content_and_not_by_its_suffix() -> None:
    assert names(zipped({"甲.docx": zipped({"乙.txt": TEXT})})) == ["甲.docx/乙.txt"]


def test_what_programs_leave_behind_is_left_out_and_noted() -> None:
    litter = ["__MACOSX/._一.txt", "._二.txt", "夹/.DS_Store", "夹/Thumbs.db", "夹/~$三.docx", "夹/"]
    found = listed(zipped(dict.fromkeys(litter, b"") | {"夹/三.txt": TEXT, "a~$b.txt": TEXT}))
    assert [member.name for member in found.members] == ["夹/三.txt", "a~$b.txt"]
    assert found.notes == [
        "'in/收件.zip/__MACOSX/._一.txt': left out, a side file of macOS",
        "'in/收件.zip/._二.txt': left out, a side file of macOS",
        "'in/收件.zip/夹/.DS_Store': left out, a folder's view of macOS",
        "'in/收件.zip/夹/Thumbs.db': left out, a folder's view of Windows",
        "'in/收件.zip/夹/~$三.docx': left out, a lock file of Office",
    ]
    assert not found.errors


def test_a_link_is_left_out_and_never_followed() -> None:
    link = zipfile.ZipInfo("链接.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(link, "/etc/hostname")
    assert listed(buffer.getvalue()).notes == ["'in/收件.zip/链接.txt': left out, a link to another file"]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("绩效目标.txt", "utf-8"),  # without the mark, as macOS writes it
        ("绩效目标.txt", "gb18030"),  # Chinese Windows
        ("部门\\绩效.txt", "gb18030"),
        ("联通.txt", "gb18030"),
        ("一.txt", "gb18030"),  # which would be a Cyrillic letter in UTF-8
        ("è.txt", "cp437"),
    ],
)
def test_names_without_mark_are_read_in_the_encoding_that_fits(name: str, encoding: str) -> None:
    raw = name.encode(encoding)
    stand_in = "q" * len(raw)
    assert names(zipped({stand_in: TEXT}, renamed={stand_in: raw})) == [name.replace("\\", "/")]


def test_one_encoding_is_taken_for_all_names_of_an_archive() -> None:
    raw = {"qqqqqq": "琛ㄦ牸".encode("gb18030"), "ww": "啊".encode("gb18030")}
    assert raw["qqqqqq"].decode() == "表格"  # alone, it could not be told
    assert names(zipped({"qqqqqq": TEXT, "ww": TEXT}, renamed=raw)) == ["琛ㄦ牸", "啊"]


def test_the_name_in_the_extra_field_comes_first_if_it_is_for_this_file() -> None:
    for checksum, expected in ((zlib.crc32(b"old.txt"), "新.txt"), (1, "old.txt")):
        info = zipfile.ZipInfo("old.txt")
        name = "新.txt".encode()
        field = struct.pack("<HHBI", 0x7075, 5 + len(name), 1, checksum) + name
        info.extra = struct.pack("<HHB", 0x5855, 1, 0) + field
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            package.writestr(info, TEXT)
        assert names(buffer.getvalue()) == [expected]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "__/__/etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\Windows\\x.txt", "C_/Windows/x.txt"),
        ("..\\x.txt", "__/x.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("a\nb\x1b[31m.txt", "a_b_[31m.txt"),
        ("表\u202etxt.exe", "表_txt.exe"),
        ("全 角\u3000空.txt", "全 角_空.txt"),
        ("...", "..."),
        (".", "_"),
    ],
)
def test_names_are_shown_safely_and_lead_nowhere(name: str, shown: str) -> None:
    raw = name.encode()
    stand_in = "q" * len(raw)
    assert names(zipped({stand_in: TEXT}, renamed={stand_in: raw})) == [shown]


def test_an_encrypted_member_is_one_error_and_the_others_are_taken() -> None:
    packed = flagged(zipped({"密.txt": TEXT}), 0x1)
    assert errors(packed) == [
        "'in/收件.zip/密.txt': is encrypted with a password; unpack it with the password and hand in the file"
    ]
    both = listed(zipped({"里.zip": packed, "明.txt": TEXT}, zipfile.ZIP_STORED))
    assert (len(both.members), len(both.errors)) == (1, 1)


def test_methods_that_expand_only_as_a_whole_are_not_read() -> None:
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        (error,) = errors(zipped({"一.txt": TEXT}, method))
        assert f"'in/收件.zip/一.txt': is packed by method {method} of zip, which is not read" in error


def test_a_truncated_archive_is_one_error_wherever_it_is_cut() -> None:
    packed = zipped({"一.txt": TEXT, "二.txt": TEXT * 9})
    for length in range(4, len(packed)):
        (error,) = errors(packed[:length])
        assert error.startswith("'in/收件.zip': is damaged or cut off")
    cut = listed(zipped({"里.zip": packed[:-30], "三.txt": TEXT}))
    assert [error.where for error in cut.errors] == ["in/收件.zip/里.zip"]
    assert len(cut.members) == 1


def test_a_damaged_member_is_one_error_and_the_others_are_taken() -> None:
    packed = zipped({"一.txt": b"\t12345\n", "二.txt": TEXT}, zipfile.ZIP_STORED).replace(
        b"12345", b"12354", 1
    )
    found = listed(packed)
    assert [str(error) for error in found.errors] == [
        "'in/收件.zip/一.txt': is damaged inside its archive; pack it again, or hand in the file itself"
    ]
    assert len(found.members) == 1


def test_no_changed_byte_makes_it_fail_otherwise() -> None:
    packed = zipped({"a.txt": TEXT, "b.zip": zipped({"c": TEXT})})
    for at in range(len(packed)):
        for change in (0xFF, 0x01, 0x80):
            changed = bytearray(packed)
            changed[at] ^= change
            found = listed(bytes(changed))
            assert found.members or found.errors or found.notes


def test_an_empty_archive_gives_nothing() -> None:
    assert listed(zipped({})) == Contents()


# --- bombs


def test_a_member_that_expands_a_thousandfold_is_stopped_early() -> None:
    bomb = zipped({"零.txt": bytes(50 << 20)})
    found = listed(zipped({"前.txt": TEXT, "里.zip": bomb, "后.txt": TEXT}, zipfile.ZIP_STORED))
    (error,) = found.errors
    assert str(error) == (
        "'in/收件.zip/里.zip/零.txt': expands to more than 200 times its packed size; "
        "nothing from here on was unpacked; if it is no zip bomb, unpack it and hand in the files"
    )
    assert [member.name for member in found.members] == ["前.txt"]


def test_all_members_together_may_not_expand_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_BYTES", 3 << 20)
    noise = os.urandom(1 << 20)
    found = listed(zipped({f"{i}.bin": noise for i in range(9)}, zipfile.ZIP_STORED))
    assert len(found.members) == 3
    assert [error.message for error in found.errors] == ["expands the archive to more than 3 MB"]


def test_archives_in_archives_are_one_error_however_many_there_are() -> None:
    layer = zipped({"零.txt": bytes(1000)})
    for _ in range(5):
        layer = zipped({f"{i}.zip": layer for i in range(16)})
    start = time.monotonic()
    (error,) = errors(layer)
    assert "is an archive in archives more than 3 deep" in error
    assert time.monotonic() - start < 5


def test_three_archives_in_one_another_are_read() -> None:
    assert names(zipped({"b.zip": zipped({"c.zip": zipped({"d.txt": TEXT})})})) == ["b.zip/c.zip/d.txt"]


def test_too_many_files_are_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", 5)
    inner = zipped({f"{i}.txt": TEXT for i in range(4)})
    found = listed(zipped({"甲.zip": inner, "乙.zip": inner}))
    assert len(found.members) == 4
    assert [error.message for error in found.errors] == ["holds more than 5 files"]


def test_a_list_of_files_without_end_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "_MOST_HEADERS", 50)
    (error,) = errors(zipped({f"{i}.txt": b"" for i in range(51)}))
    assert "holds more than 50 files" in error


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    packed = zipped({"一.txt": b"x" * 5000})
    said, true = struct.pack("<I", 10), struct.pack("<I", 5000)
    (error,) = errors(packed.replace(true, said))
    assert "is damaged inside its archive" in error


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (zipped({"a.txt": TEXT}), True),
        (zipped({"a.txt": TEXT})[:-9], True),
        (zipped({}), True),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), False),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""})[:-9], False),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), False),
        (zipped({"OFD.xml": b""}), False),
        (b"PK\x03\x04", True),
        (b"{\\rtf1}", False),
        (b"", False),
    ],
)
def test_a_document_that_is_zipped_inside_is_no_archive(data: bytes, answer: bool) -> None:  # noqa: FBT001
    assert is_archive(Source("x.zip", data)) is answer

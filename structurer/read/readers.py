"""The readers, one a format."""

from functools import cache

from structurer.read.source import Reader


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order in which they are asked; text comes last, for others that are text are told by a look."""
    # Imported here: the libraries they need are of no use to a program that only shows its help.
    from structurer.read.csv import CsvReader
    from structurer.read.office import OfficeReader
    from structurer.read.pdf import PdfReader
    from structurer.read.sheets import SheetReader
    from structurer.read.text import TextReader
    from structurer.read.web import HtmlReader
    from structurer.read.word import DocxReader, OdtReader

    odt = OdtReader()
    return (
        DocxReader(),
        odt,
        SheetReader(),
        OfficeReader(odt),
        PdfReader(),
        HtmlReader(),
        CsvReader(),
        TextReader(),
    )


def readable_suffixes() -> tuple[str, ...]:
    """The suffixes of the files that are taken from folders and archives."""
    return tuple(dict.fromkeys(suffix for reader in readers() for suffix in reader.suffixes))

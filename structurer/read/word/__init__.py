"""Word processor files to blocks with places."""

from structurer.read.word.docx import DocxReader
from structurer.read.word.odt import OdtReader

__all__ = ["DocxReader", "OdtReader"]

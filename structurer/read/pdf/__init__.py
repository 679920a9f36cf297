"""PDF files to blocks with places."""

from structurer.read.pdf.reader import PdfReader

__all__ = ["PdfReader"]

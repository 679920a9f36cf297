"""Workbooks to blocks with places."""

from structurer.read.sheets.reader import SheetReader

__all__ = ["SheetReader"]

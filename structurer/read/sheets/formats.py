"""The number formats of a workbook."""

from collections.abc import Iterable, Mapping

from lxml.etree import _Element as Element

from structurer.read.sheets.shown import show

# Formats that files name by number alone; 14, 22 and 27 to 58 as a Chinese system shows them.
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}


class NumberFormats:
    """The formats of one workbook, by the number of the cell style that names them."""

    def __init__(self, codes: Iterable[str] = (), *, from_1904: bool = False) -> None:
        """Keep the format code of each style; `from_1904` says that dates count from 1904."""
        self._codes = tuple(codes)
        self._from_1904 = from_1904

    @classmethod
    def from_styles(cls, styles: Iterable[Element], *, from_1904: bool) -> "NumberFormats":
        """Read them from the elements of xl/styles.xml."""
        own: dict[str, str] = {}
        numbers: list[str] = []
        for element in styles:
            if element.tag.endswith("}numFmts"):
                own |= {one.get("numFmtId", ""): one.get("formatCode", "") for one in element}
            elif element.tag.endswith("}cellXfs"):
                numbers += [one.get("numFmtId", "0") for one in element]
        return cls(format_codes(numbers, own), from_1904=from_1904)

    def show(self, stored: str, style: str | None) -> str:
        """Return the number that is written as `stored` as it is shown in a cell of `style`.

        A format that is not known shows the shortest decimal, or an ISO date; what is no number is returned as it is.
        """
        at = int(style) if style and style.isdecimal() else 0
        code = self._codes[at] if at < len(self._codes) else ""
        return show(stored, code, self._from_1904)


def format_codes(numbers: Iterable[str], own: Mapping[str, str]) -> list[str]:
    """Return the codes of the formats with these numbers: the workbook's own, or one that every program knows."""
    return [own.get(one) or (_BUILT_IN.get(int(one), "") if one.isdecimal() else "") for one in numbers]

"""Fonts, colours and cell styles."""

from collections.abc import Mapping
from typing import Any

from structurer.models import Severity

FONT = "Microsoft YaHei"
INK, QUIET, ACCENT = "#1F2933", "#6B7785", "#1F4E79"
SEVERITY_FILLS: Mapping[Severity, str] = {
    Severity.ERROR: "#F8CBC6",
    Severity.WARNING: "#FCE8B2",
    Severity.INFO: "#DCE9F7",
}
SEVERITY_BARS: Mapping[Severity, str] = {
    Severity.ERROR: "#C0392B",
    Severity.WARNING: "#E0A100",
    Severity.INFO: "#5B8DB8",
}
_BASE = {"font_name": FONT, "font_size": 10, "font_color": INK}
_CELL = _BASE | {"valign": "top", "border": 1, "border_color": "#D5DBE1"}
_HEAD = _CELL | {
    "bold": True,
    "text_wrap": True,
    "valign": "vcenter",
    "bg_color": ACCENT,
    "font_color": "#FFFFFF",
}
_TILE = _BASE | {"bg_color": "#F2F5F8", "align": "left", "indent": 1, "right": 5, "right_color": "#FFFFFF"}
_FIGURE = _TILE | {"font_size": 16, "bold": True, "valign": "vcenter", "shrink": True}
STYLES: Mapping[str, dict[str, Any]] = {
    "text": _CELL | {"text_wrap": True, "num_format": "@"},
    "index": _CELL | {"align": "center"},
    "amount as printed": _CELL | {"text_wrap": True, "num_format": "@", "align": "right"},
    "count": _CELL | {"num_format": "#,##0"},
    "amount": _CELL | {"num_format": "#,##0.00####"},
    "number": _CELL | {"num_format": "#,##0.0#####"},
    "page text": _CELL | {"text_wrap": True, "num_format": "@", "valign": "vcenter"},
    "page count": _CELL | {"num_format": "#,##0", "valign": "vcenter"},
    "page amount": _CELL | {"num_format": "#,##0.00####", "valign": "vcenter"},
    "fill": _CELL | {"text_wrap": True, "num_format": "@", "bg_color": "#FFF8D6", "locked": False},
    "missing": {"bg_color": SEVERITY_FILLS[Severity.ERROR]},
    "key": _CELL | {"num_format": "@", "font_color": QUIET},
    "header": _HEAD,
    "centred header": _HEAD | {"align": "center"},
    "right header": _HEAD | {"align": "right"},
    "title": _BASE | {"font_size": 18, "bold": True, "font_color": ACCENT},
    "note": _BASE | {"font_color": QUIET, "valign": "vcenter"},
    "section": _BASE
    | {"font_size": 12, "bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "tile name": _TILE | {"font_color": QUIET, "valign": "vcenter"},
    "tile count": _FIGURE | {"num_format": "#,##0"},
    "tile amount": _FIGURE | {"num_format": "#,##0.00"},
    "tile error": _FIGURE | {"num_format": "#,##0", "font_color": SEVERITY_BARS[Severity.ERROR]},
    "tile warning": _FIGURE | {"num_format": "#,##0", "font_color": SEVERITY_BARS[Severity.WARNING]},
}

"""A font of this machine that has Chinese characters, for the charts."""

from functools import cache
from typing import Final

SAMPLE: Final = "项目绩效预算万元条、“”（）"
# The faces for mainland China first: others draw some characters another way.
_PREFERRED: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "Heiti SC",
    "SimHei",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "SimSun",
    "Droid Sans Fallback",
    "AR PL UMing CN",
    "Noto Sans CJK JP",
)


@cache
def chinese_font() -> str | None:
    """The family name of a font with Chinese characters; null where the machine has none."""
    from matplotlib.font_manager import findSystemFonts, fontManager  # noqa: PLC0415 - heavy

    known = set(fontManager.get_font_names())
    found = next((name for name in _PREFERRED if name in known), None)
    if found is None:  # the library keeps a list; a font installed since is not in it
        listed = {font.fname for font in fontManager.ttflist}
        for path in sorted(set(findSystemFonts()) - listed):
            try:
                fontManager.addfont(path)
            except (OSError, RuntimeError):  # a file that is no font it can read
                continue
        known = set(fontManager.get_font_names())
        found = next((name for name in _PREFERRED if name in known), None)
    return found


@cache
def characters_of(family: str) -> frozenset[int]:
    """The code points that a font can draw."""
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415 - heavy

    return frozenset(get_font(findfont(family)).get_charmap())

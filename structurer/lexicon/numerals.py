"""Numbers as printed: digits with thousands separators, and Chinese numerals, read exactly."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import Final

DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_NUMERAL: Final = "[零〇一二两三四五六七八九十百千]"
# 万 and 亿 at the end belong to the unit, as they do behind digits: 两万册 is 2 万册, 三万五千人 is 35000 人.
CHINESE: Final = f"(?:{_NUMERAL}+(?:点{_NUMERAL}+)?(?:[万亿]{_NUMERAL}+)*|半)"
NUMBER: Final = re.compile(f"{DIGITS}|{CHINESE}")
_ARABIC = re.compile(DIGITS)
# A Chinese numeral counts as a number before a measure word; 一 and 两 alone are also idiom (一批, 一是).
_MEASURED = re.compile(
    f"(?P<number>{CHINESE})(?=[个项次家人所万亿套台名户倍成件座条处期场年月天日季周吨亩公里米元份批类种级层条]|平方|小时|分钟)"
)
_IDIOM = frozenset("一两半")
_HALF = Decimal("0.5")
_ONE = "[一二两三四五六七八九]"
_SECTION = f"(?:{_ONE}千)?(?:零?{_ONE}百)?(?:零?{_ONE}?十)?(?:零?{_ONE})?"
# What cn2an reads right: it fails in odd ways on numerals that are none, such as 十十二.
_WELL_FORMED = re.compile(f"(?:{_SECTION}亿)?(?:{_SECTION}万)?{_SECTION}|[零〇一二三四五六七八九]+")
_YEAR = re.compile("二[〇零○][〇零○一二三四五六七八九]{2}(?=年)")
_YEAR_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_DIGIT = {char: str(value) for value, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "两": "2"}


def with_years_in_digits(text: str) -> str:
    """Return `text` with years such as 二〇二五年 in digits; every character keeps its place."""
    return _YEAR.sub(lambda year: year[0].translate(_YEAR_DIGITS), text) if "二" in text else text


def read_number(text: str) -> Decimal | None:
    """Read a folded number; null for a numeral that is none (`十几`, `百`)."""
    if text[0].isdigit() or text[0] == ".":
        return Decimal(text.replace(",", ""))
    return _read_chinese(text)


def numbers_in(text: str) -> set[Decimal]:
    """Every number that `text` prints, in digits or in Chinese numerals before a measure word."""
    folded = unicodedata.normalize("NFKC", text)  # white space stays: it divides numbers
    found = {read_number(match[0]) for match in _ARABIC.finditer(folded)}
    found |= {
        read_number(match["number"]) for match in _MEASURED.finditer(folded) if match["number"] not in _IDIOM
    }
    return {number for number in found if number is not None}


@lru_cache(maxsize=4096)
def _read_chinese(text: str) -> Decimal | None:
    if text == "半":
        return _HALF
    whole, point, fraction = text.partition("点")
    if point:
        integer = _read_chinese(whole)
        if integer is None or any(char not in _DIGIT for char in fraction):
            return None
        return integer + Decimal("0." + "".join(_DIGIT[char] for char in fraction))
    if not _WELL_FORMED.fullmatch(text):
        return None
    from cn2an import cn2an  # noqa: PLC0415 - slow to import, and few values need it

    try:
        return Decimal(cn2an(text.replace("〇", "零"), "normal"))
    except (ValueError, KeyError):  # 万 or 亿 with nothing before it
        return None

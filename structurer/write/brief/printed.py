"""How pieces look as text: figures with their units, and words of documents made safe for any format."""

import re
from decimal import ROUND_HALF_UP, Decimal

from structurer.figures.figure import Figure, Lang, Unit
from structurer.write.brief.model import Counted, Piece, Pieces, Printed
from structurer.write.visible import visible
from structurer.write.words import date_in_words, number_in_words

CUT = "……"
_SCALES = {"zh": (Decimal(10_000), Decimal("0.01")), "en": (Decimal(1_000_000), Decimal("0.001"))}
_WHITE = re.compile(r"\s+")
# Seen by nobody, and without effect on what stands around them.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060-\u2065\ufeff]")
_ARABIC_MARK = "\u061c"  # turns the direction of writing as U+200E and U+200F do
_ISO_DATE = re.compile(r"(?:(\d{4})|-)(?:-(\d\d))?(?:-(\d\d))?")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LARGEST = 20  # a power of ten; beyond it an amount of yuan is a misprint
_HALF_NUMBER = re.compile(r"[\d.,]+\Z")


def on_one_line(text: str) -> str:
    """`text` on one line, with what steers a reader's program shown instead of done."""
    text = _WHITE.sub(" ", text.replace(_ARABIC_MARK, "\u200e"))
    return visible(_UNSEEN.sub("", text)).strip()


def cut(text: str, most: int) -> str:
    """The first `most` characters of `text`, with a mark where some are left out; no number is cut in two.

    A text that is one number has nothing else to show than its beginning.
    """
    if len(text) <= most:
        return text
    return (_HALF_NUMBER.sub("", text[:most]) or text[:most]) + CUT


def figure_text(figure: Figure, lang: Lang) -> str:
    """The value as it is read: 万元 (CNY million in English), thousands apart, a date in words."""
    if figure.unit is Unit.YUAN:
        return _money(figure.number, lang)
    if figure.unit is Unit.SHARE:
        return f"{figure.number}%"
    if figure.unit is Unit.DATE:
        return date_text(str(figure.value), lang)
    return exact_text(figure.number)


def exact_text(number: Decimal) -> str:
    """A number with thousands apart, and to the last digit as long as anybody could read it."""
    return scientific(number) if number.adjusted() > _LARGEST else number_in_words(number)


def scientific(number: Decimal) -> str:
    """A number that is too long to be read."""
    return f"{number:.3e}"


def date_text(date: str, lang: Lang) -> str:
    """An ISO date of whatever precision in words: `2026年9月`, `September 2026`, `20 October`."""
    if lang == "zh":
        return date_in_words(date, lang)
    found = _ISO_DATE.fullmatch(date)
    if found is None:
        return date
    year, month, day = found.groups()
    name = _MONTHS[int(month) - 1] if month and 0 < int(month) <= len(_MONTHS) else month
    return " ".join(filter(None, (day and str(int(day)), name, year)))


def piece_text(piece: Piece, lang: Lang) -> str:
    """What a piece says, made safe but not yet escaped for a format."""
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Figure):
        return figure_text(piece, lang)
    if isinstance(piece, Counted):
        text = figure_text(piece.figure, lang)
        return f"{text} {piece.noun if piece.figure.value == 1 else plural(piece.noun)}"
    # A text is cut before it is looked at: a cell of megabytes costs no more than its first line.
    text = piece.text[: piece.most * 4]
    return cut(on_one_line(text), piece.most) + (CUT if _is_lost(piece.text, text, piece.most) else "")


def pieces_text(pieces: Pieces, lang: Lang) -> str:
    """The pieces as one text."""
    return "".join(piece_text(piece, lang) for piece in pieces)


def plural(noun: str) -> str:
    """The plural of an English noun as phrases use them."""
    return noun[:-1] + "ies" if noun.endswith("ry") else noun + "s"


def quoted(text: str, most: int = 60) -> Pieces:
    """Words of a document in quotation marks."""
    return ("“", Printed(text, most), "”")


def _is_lost(text: str, head: str, most: int) -> bool:
    return len(text) > len(head) and len(on_one_line(head)) <= most


def _money(yuan: Decimal, lang: Lang) -> str:
    scale, step = _SCALES[lang]
    if yuan.adjusted() > _LARGEST:
        return scientific(yuan / scale)
    shown = (yuan / scale).quantize(step, ROUND_HALF_UP)
    if yuan and not shown:
        return f"{'-' if yuan < 0 else ''}<{step}"
    return f"{shown:,}"

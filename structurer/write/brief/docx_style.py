"""How the Word file looks: page, styles, table styles, foot."""

from typing import TYPE_CHECKING, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from structurer.figures.figure import Lang
from structurer.write.brief.phrases import word

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import BaseStyle, CharacterStyle, ParagraphStyle

_SIDE: Final = 22  # millimetres
TEXT_WIDTH: Final = Mm(210 - 2 * _SIDE)
_TEXT: Final = ("Times New Roman", "宋体")
_HEADS: Final = ("Arial", "黑体")
_BLUE: Final = RGBColor(0x1F, 0x3F, 0x66)
_GREY: Final = RGBColor(0x6B, 0x72, 0x7B)

TABLE_STYLE: Final = "BriefTable"
_TABLE: Final = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE}">
  <w:name w:val="Brief Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="8" w:space="0" w:color="1F3F66"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="1F3F66"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5DAE0"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="35" w:type="dxa"/><w:left w:w="90" w:type="dxa"/>
      <w:bottom w:w="35" w:type="dxa"/><w:right w:w="90" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:rPr><w:b/></w:rPr>
    <w:tcPr>
      <w:tcBorders><w:bottom w:val="single" w:sz="6" w:space="0" w:color="1F3F66"/></w:tcBorders>
      <w:shd w:val="clear" w:color="auto" w:fill="E9EEF4"/>
    </w:tcPr>
  </w:tblStylePr>
</w:style>"""


def set_up(document: "Document", lang: Lang) -> None:
    """Give an empty document its page, its styles and its foot."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(_SIDE)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    _paragraphs(document, lang)
    document.styles.element.append(parse_xml(_TABLE))
    _foot(document, lang)


def _paragraphs(document: "Document", lang: Lang) -> None:
    styles = document.styles
    _set(styles["Normal"], 10.5, before=4, after=5, line=1.35, lang=lang)
    _set(styles["Title"], 20, _HEADS, before=0, after=4, colour=_BLUE, bold=True)
    _plain(styles["Title"])
    _set(styles["Subtitle"], 10.5, before=0, after=2, colour=_GREY)
    _plain(styles["Subtitle"])
    _set(styles["Heading 1"], 14, _HEADS, before=16, after=6, colour=_BLUE, bold=True)
    _set(styles["Heading 2"], 12, _HEADS, before=12, after=4, colour=_BLUE, bold=True)
    _set(styles["Caption"], 9.5, _HEADS, before=8, after=3, colour=_BLUE, bold=True)
    _set(styles["List Bullet"], 10.5, before=0, after=4, line=1.3)
    keeps = styles["Caption"]
    keeps.paragraph_format.keep_with_next = True
    for name, size in (("Brief Note", 9), ("Brief Chart", 9), ("Table Text", 9), ("Table Fine", 7.5)):
        _set(styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), size, before=0, after=0, line=1.1)
    note, chart = styles["Brief Note"], styles["Brief Chart"]
    for style, before, after in ((note, 4, 5), (chart, 10, 6)):
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
    note.font.color.rgb = _GREY
    origin = styles.add_style("Origin", WD_STYLE_TYPE.CHARACTER)
    origin.font.size, origin.font.color.rgb = Pt(7.5), _GREY


def _set(  # noqa: PLR0913 - what a style has
    style: "BaseStyle",
    size: float,
    fonts: tuple[str, str] = _TEXT,
    *,
    before: float,
    after: float,
    line: float = 1.2,
    colour: RGBColor | None = None,
    bold: bool | None = None,
    lang: Lang | None = None,
) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, None  # type: ignore[attr-defined]
    if colour is not None:
        style.font.color.rgb = colour  # type: ignore[attr-defined]
    _set_fonts(style, *fonts)  # type: ignore[arg-type]
    form = style.paragraph_format  # type: ignore[attr-defined]
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), line
    form.widow_control = True
    if lang:
        tongue = style.element.get_or_add_rPr().makeelement(qn("w:lang"), {})
        tongue.set(qn("w:val"), "zh-CN" if lang == "zh" else "en-GB")
        tongue.set(qn("w:eastAsia"), "zh-CN")
        style.element.rPr.append(tongue)


def _set_fonts(style: "CharacterStyle | ParagraphStyle", latin: str, chinese: str) -> None:
    """Name the fonts themselves: those of the theme have no Chinese face."""
    style.font.name = latin
    fonts = style.element.get_or_add_rPr().rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), chinese)
    fonts.set(qn("w:cs"), latin)


def _plain(style: "BaseStyle") -> None:
    """Take the border and the wide spacing of the library's template away."""
    form, letters = style.element.pPr, style.element.rPr
    for parent, name in ((form, "w:pBdr"), (letters, "w:spacing"), (letters, "w:kern")):
        for one in parent.findall(qn(name)):
            parent.remove(one)


def _foot(document: "Document", lang: Lang) -> None:
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, between, behind = word("page", lang).replace("{pages}", "{page}").split("{page}")
    for text, field in ((before, "PAGE"), (between, "NUMPAGES"), (behind, "")):
        foot.add_run(text)
        if field:
            foot._p.append(_field(field))  # noqa: SLF001 - the library has no fields
    for one in foot.runs:
        one.font.size, one.font.color.rgb = Pt(9), _GREY


def _field(name: str) -> "BaseOxmlElement":
    size = '<w:rPr><w:color w:val="6B727B"/><w:sz w:val="18"/></w:rPr>'
    text = f"<w:r>{size}<w:t>1</w:t></w:r>"
    field: BaseOxmlElement = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {name} ">{text}</w:fldSimple>')
    return field

"""Cells that speak to the program that reads them, instead of stating what a project promises."""

import re
import unicodedata
from functools import lru_cache

from structurer.text import UNSEEN, fold

# Characters that print nothing or turn the order of what is printed: no table needs them.
_COVERT = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
_LOOKALIKES = str.maketrans("асеоіѕрхуѵӏԁԛԝһјκνορτυχ", "aceoispxyvldqwhjkvoptux")
_FIELDS = "kind|grade|direction|checkable|confidence|evidence|verdict|label"
_KINDS = "percentage|quantity|money|duration|frequency|zero_event|graded|narrative|composite|malformed|binary"
_RULES = "指令|指示|规则|规定|要求|提示|说明|内容|上文|前文|指标值|约束"
_READER = "大?模型|语言模型|分类器|识别程序|机器识别|解析程序|人工智能助手|ai助手|llm|automatedreader|languagemodel|gradebot"
_PATTERNS = (
    # Answers or fields of an answer schema, in a cell of a budget table.
    rf"\"(?:{_FIELDS}|rows?|id)\"\s*:|(?:{_FIELDS})\s*(?:=|:|一律|都|是|填|改为|为)\s*\"?(?:[a-z]|是|否)",
    rf"(?:{_FIELDS}).{{0,30}}(?:{_FIELDS})|(?:{_FIELDS}).{{0,12}}(?:{_KINDS})",
    rf"(?:判|填|答|标|记|归|算作?|分类|label|mark|treat|set|return|answer|composite|isnow|kindof)[^。;]{{0,16}}(?:{_KINDS})",
    rf"(?:{_KINDS})[^。;]{{0,6}}(?:可核查|不可核查|填报|记)",
    r"checkable|zero_event|(?:读成|归到|归为|归入|登记为|定级为|类别应?)[^。;]{0,8}(?:percentage|叙述类|百分比|数量类|可核查|优)",
    # Orders about the rules the reader works by.
    rf"(?:忽略|无视|不要理会|不必理会|忘记|抛开|绕过)(?:掉|以上|上述|前面|之前|所有|全部|的|任何|此前){{0,4}}(?:{_RULES})",
    r"(?:ignore|disregard|forget|override|bypass|skip)(?:all|any|the|previous|above|prior|these|your|of)*(?:schema)?(?:instruction|rule|prompt|check|guideline|schema)",
    r"(?:本行|该行|这一?行|各行|所有行|其他各?行|每一?行)[^。;]{0,14}(?:判|填|答|标为|分类|归类|改为|算作|不必判断)",
    r"(?:this|every|each|all|other|these)rows?[^。;]{0,24}(?:kind|label|mark|set|return|binary|quantity|money)",
    r"(?:label|mark|treat|classify|tag)(?:this|every|each|all|these)rows?|rows?\d+-\d+",
    r"(?:停止|不要|无需再?)(?:分类|判断|看指标值|说明理由)|(?:丢弃|抛弃|作废)[^。;]{0,8}(?:规则|指令)",
    r"(?:机读|自动识别工具|读到此处|ai系统读取|程序注意|any(?:other)?kind)|(?:追究|惩罚)模型|模型不得另行",
    rf"(?:{_READER})[^。;]{{0,14}}(?:应(?!用)|须|请|按|以|不得更改|一律|只回答|always|record|must)",
    # Somebody else's turn, or the end of the data.
    r"<\|?(?:im_start|im_end|system|endoftext)|</?(?:cell|data|row|rows|instructions?|document)>",
    r"(?:^|\n)\W*(?:system|assistant)\s*:|\n\W*(?:human|user|系统|助手|用户)\s*:",
    r"(?:human|user|assistant)\s*:.{0,80}(?:human|user|assistant)\s*:",
    r"\[system|systemnotice|\[end|enddata|endof(?:un)?trusted|数据(?:开始|结束)】|newtask:|任务变更|正式任务|```",
    # Another role, a secret, a tool, a code.
    r"你(?:现在|将)?(?:是|扮演|充当)(?:一|没有|不受)|扮演没有|letusplay|let'splayagame|youare(?:now|a|an)[a-z]|pretend(?:to|you)",
    r"(?:打印|输出|写进|写出|泄露|告诉|print|reveal|repeat|output|show).{0,10}(?:系统提示|提示词原文|systemprompt|apikey|密钥|环境变量|lastanswer)",
    r"call(?:the)?[a-z_]*tool|https?://\S+\?\w+=|httpget|http_get",
    r"(?:decode|unescape|解码|rot13).{0,14}(?:follow|execute|再照做|照做|:)|(?:[a-z0-9+/]{4}){8,}={0,2}|(?:\\u[0-9a-f]{4}){3}|(?:%[0-9a-f]{2}){6}|译出后照办",
    r"(?:译文|translation|译成英文).{0,16}(?:回答|答案|label|answer)|passez(?:au|en)|répond(?:s|ez)",
    r"(?:追究你|停用本系统|youwillbe(?:shut|deleted)|yourdata(?:will)?(?:be)?deleted)|标准答案[::]|expectedoutput|照此输出",
    r"(?:developer|作者|开发者)(?:of)?structurer|skiptheschema|nothingelse.{0,10}output|outputkind",
)
_SPEAKS = re.compile("|".join(f"(?:{pattern})" for pattern in _PATTERNS), re.IGNORECASE)
# A quick first look, as most cells are short Chinese text: every pattern above needs Latin letters (or what looks like
# them) or one of these words.
_ODD = re.compile(r"[^\s!-@\[\]^_{-~、-】“-”‘’…—·≥≤≧≦×±°℃‰一-龥！-＠［-｀｛-､]")
_LATIN = re.compile(r"[a-z]{3}|[\u0370-\u04ff`\\]")
_TELLING = re.compile(
    "忽略|无视|理会|忘记|抛开|绕过|本行|该行|这行|一行|各行|有行|每行|他行|模型|分类器|程序|智能助手|系统[:：]|助手[:：]|用户[:：]"
    "|数据开始|数据结束|任务变更|正式任务|你是|你现在|你将|你扮演|你充当|扮演|打印|输出|写进|写出|泄露|告诉|解码|译文|译成|追究你"
    "|停用本系统|标准答案|作者|开发者|归到|归为|归入|登记为|定级|读成|停止分类|机读|识别工具|十六进制|新指令|ai"
)
_LONG_ENOUGH = 8  # characters: no instruction is shorter
_SENTENCE_END = re.compile(r"[。；;！!？?\n]")
_LONGEST_LEAD = 20  # characters of the sentence before the telling words that are shown with them


@lru_cache(maxsize=4096)  # every task asks it of the same cells
def speaks_to_program(text: str) -> bool:
    """Tell whether a cell holds instructions to whatever program reads it.

    Read with unseen characters removed, look-alike letters and full-width forms made plain, and without spaces, so
    that writing an order oddly does not hide it. It finds known ways of speaking to a model, not every one: a cell
    it lets through is still data and stays fenced.
    """
    if len(text) < _LONG_ENOUGH:
        return False
    if _COVERT.search(text):
        return True
    if not _may_speak(text):
        return False
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LOOKALIKES)
    lines = "\n".join(UNSEEN.sub("", line) for line in plain.split("\n"))
    return _SPEAKS.search(lines) is not None


def _may_speak(text: str) -> bool:
    if not _ODD.search(text):
        return _TELLING.search("".join(text.split())) is not None
    plain = fold(text).casefold()
    return _LATIN.search(plain) is not None or _TELLING.search(plain) is not None


def find_instruction(text: str, longest: int) -> tuple[int, int] | None:
    """Where the sentence that speaks to a program is printed, at most `longest` characters of it; null for none."""
    if not speaks_to_program(text):
        return None
    signs = [(sign, at) for at, printed in enumerate(text) for sign in _plain(printed)]
    found = _COVERT.search(text)
    if found:
        start = found.start()
    else:
        spoken = _SPEAKS.search("".join(sign for sign, _ in signs))
        start = signs[spoken.start()][1] if spoken else 0
    begin = max((end.end() for end in _SENTENCE_END.finditer(text, 0, start)), default=0)
    begin = begin if start - begin <= _LONGEST_LEAD else start
    end = _SENTENCE_END.search(text, start + 1)
    return begin, min(end.start() if end else len(text), begin + longest)


def _plain(char: str) -> str:
    """One character as the patterns are written for."""
    if char == "\n":
        return char
    return UNSEEN.sub("", unicodedata.normalize("NFKC", char)).casefold().translate(_LOOKALIKES)

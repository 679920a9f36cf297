"""How many tokens a text is, about."""

import re

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_WIDE_PER_TOKEN = 1.2  # characters; Chinese text of current tokenizers is between 1 and 1.7
_NARROW_PER_TOKEN = 3.6  # characters; English prose is about 4, JSON less
_PER_MESSAGE = 4  # tokens around each message


def estimate_tokens(*texts: str) -> int:
    """Estimate the tokens of `texts`, each a message.

    No tokenizer is bundled, since every model has its own: this is an estimate, within a third or so, and is called
    so wherever it is shown.
    """
    wide = sum(len(_WIDE.findall(text)) for text in texts)
    narrow = sum(map(len, texts)) - wide
    return round(wide / _WIDE_PER_TOKEN + narrow / _NARROW_PER_TOKEN) + _PER_MESSAGE * len(texts)

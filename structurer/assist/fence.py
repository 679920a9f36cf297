"""The fence around what documents say: in a prompt it is data, and can neither end the data nor hide in it."""

import hashlib
import json
import re

# What JSON leaves as it is although it prints nothing or turns what is printed: written as an escape it shows.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_MARK_LENGTH = 12


def fence(data: object) -> str:
    """Return `data` as JSON between two marks.

    Inside JSON a cell cannot close its own string; the mark is a digest of the data, so no cell can know it and
    write the closing mark itself; unseen characters are escaped. The same data gives the same text.
    """
    text = _UNSEEN.sub(
        lambda found: json.dumps(found[0])[1:-1], json.dumps(data, ensure_ascii=False, indent=1)
    )
    mark = hashlib.sha256(text.encode()).hexdigest()[:_MARK_LENGTH]
    return f"<data {mark}>\n{text}\n</data {mark}>"

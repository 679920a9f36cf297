"""Which rules are meant: by id, by family or all; a word that names none is an error that says the nearest."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from structurer.check.catalogue import ALL_RULES
from structurer.check.rule import Rule
from structurer.errors import SetupError
from structurer.settings import CheckSettings

ALL = "all"
# By the letter that their ids begin with, in the order of the catalogue.
FAMILIES = {
    "S": "Structure",
    "N": "Names",
    "V": "Values",
    "Q": "Qualitative",
    "D": "Direction",
    "K": "Cost",
    "T": "Time",
    "C": "Classification",
    "M": "Satisfaction",
    "X": "Consistency",
    "P": "Portfolio",
    "B": "Basis and weights",
    "W": "Basis and weights",
    "H": "Hostile",
}


def select(words: str, where: str, rules: Sequence[Rule] = ALL_RULES) -> tuple[Rule, ...]:
    """The rules that `words` name: ids, families or `all`, divided by commas, in any case.

    Raises:
        SetupError: a word names no rule; `where` says whose word it is.
    """
    wanted = [word.strip().upper() for word in words.split(",") if word.strip()]
    for word in wanted:
        if not any(_is_meant(one, word) for one in rules):
            raise _unknown(word, where, rules)
    if not wanted:
        raise SetupError("names no rule", hint="give ids, families or all, divided by commas", where=where)
    return tuple(one for one in rules if any(_is_meant(one, word) for word in wanted))


def require_known(settings: CheckSettings, rules: Sequence[Rule] = ALL_RULES) -> None:
    """Make sure that every rule the settings name exists.

    Raises:
        SetupError: one does not.
    """
    named: Iterable[tuple[str, Iterable[str]]] = (
        ("check.severity", settings.severity),
        ("check.suppress", (one.rule for one in settings.suppress)),
    )
    ids = {one.id for one in rules}
    for where, words in named:
        for word in words:
            if word not in ids:
                raise _unknown(word, where, rules)


def _is_meant(rule: Rule, word: str) -> bool:
    return word in (rule.id, rule.family, ALL.upper())


def _unknown(word: str, where: str, rules: Sequence[Rule]) -> SetupError:
    return SetupError(
        f"there is no rule {word!r}",
        hint=f"the nearest is {_nearest(word, rules)}; `structurer rules` lists all",
        where=where,
    )


def _nearest(word: str, rules: Sequence[Rule]) -> str:
    def likeness(one: Rule) -> float:
        return max(SequenceMatcher(None, word.upper(), said.upper()).ratio() for said in (one.id, one.name))

    best = max(rules, key=likeness)
    return f"{best.id} ({best.name})"

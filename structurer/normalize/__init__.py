"""What a printed value means, decided by rule where a rule can be right."""

from structurer.normalize.submission import normalize
from structurer.normalize.value import normalize_value

__all__ = ["normalize", "normalize_value"]

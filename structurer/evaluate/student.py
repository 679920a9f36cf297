"""Student's t distribution, of which the standard library knows only the normal limit."""

from math import atan, cos, pi, sin, sqrt


def t_quantile(share: float, freedom: int) -> float:
    """Return the t below which a share (between 0 and 1) of Student's distribution lies.

    Raises:
        ValueError: the share is not between 0 and 1, or there is no degree of freedom.
    """
    if not 0 < share < 1 or freedom < 1:
        raise ValueError(f"no t quantile of {share!r} with {freedom!r} degrees of freedom")
    if share < 0.5:
        return -t_quantile(1 - share, freedom)
    low, high = 0.0, 1.0
    while _below(high, freedom) < share:
        low, high = high, 2 * high
    for _ in range(80):  # halving as often leaves nothing of a double's 53 bits
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < share else (low, middle)
    return (low + high) / 2


def _below(t: float, freedom: int) -> float:
    """The share below t >= 0: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4."""
    angle = atan(t / sqrt(freedom))
    is_odd = freedom % 2
    term = cos(angle) if is_odd else 1.0
    total = 0.0
    for step in range(1 + is_odd, freedom, 2):
        total += term
        term *= cos(angle) ** 2 * step / (step + 1)
    between = (angle + sin(angle) * total) * 2 / pi if is_odd else sin(angle) * total
    return (1 + between) / 2

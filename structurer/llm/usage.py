"""What asking costs: prices, the ledger of a run, and its limits."""

import json
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, ValidationError

from structurer.errors import NotSentError, SetupError
from structurer.models.base import Exact
from structurer.settings import LlmSettings

_MILLION = 1_000_000


class Usage(NamedTuple):
    """What was asked: requests sent, answers out of the cache, tokens, and US dollars (null: no price is known)."""

    requests: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: Decimal | None = Decimal(0)

    def plus(self, other: "Usage") -> "Usage":
        """Both together."""
        cost = None if self.cost is None or other.cost is None else self.cost + other.cost
        return Usage(
            self.requests + other.requests,
            self.cached + other.cached,
            self.tokens_in + other.tokens_in,
            self.tokens_out + other.tokens_out,
            cost,
        )


class Size(NamedTuple):
    """Tokens of a request and of its answer."""

    tokens_in: int
    tokens_out: int

    def plus(self, other: "Size") -> "Size":
        """Both together."""
        return Size(self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out)

    def minus(self, other: "Size") -> "Size":
        """This without the other."""
        return Size(self.tokens_in - other.tokens_in, self.tokens_out - other.tokens_out)


class PriceList:
    """Prices of one model: the user's own, else those of the genai-prices package."""

    def __init__(self, settings: LlmSettings) -> None:
        """Keep which model is priced."""
        self._settings = settings

    def cost(self, size: Size) -> Decimal | None:
        """US dollars for so many tokens; null where no list has the model."""
        model = self._settings.model or ""
        if own := self._settings.prices.get(model):
            return (own.input * size.tokens_in + own.output * size.tokens_out) / _MILLION
        from genai_prices import Usage as Tokens  # noqa: PLC0415 - 1.6 MB of prices, wanted only where a model is asked
        from genai_prices import calc_price  # noqa: PLC0415

        tokens = Tokens(input_tokens=size.tokens_in, output_tokens=size.tokens_out)
        try:
            return calc_price(tokens, model, provider_api_url=self._settings.base_url).total_price
        except LookupError:
            pass
        try:  # a model served by somebody else than its maker: the maker's price is the best guess there is
            return calc_price(tokens, model).total_price
        except LookupError:
            return None


class _Saved(BaseModel):
    """The ledger as a file."""

    model_config = ConfigDict(extra="forbid")

    requests: int
    tokens_in: int
    tokens_out: int
    cost: Exact | None


class Ledger:
    """Counts what a run sends and stops it before a limit is passed; with a file, over all resumes of the run."""

    def __init__(self, settings: LlmSettings, path: Path | None = None) -> None:
        """Go on from the ledger at `path`, if there is one.

        Raises:
            SetupError: a limit on money is set and no price of the model is known, or the file is no ledger.
        """
        self._settings = settings
        self._path = path
        self._prices = PriceList(settings)
        self._before = _load(path) if path is not None and path.is_file() else Usage()
        self._reserved = Size(0, 0)
        self._in_flight = 0
        self._by_document: dict[str, Usage] = {}
        self.usage = Usage()
        if settings.max_cost is not None and self.price(Size(1, 1)) is None:
            raise SetupError(
                f"--max-cost needs a price, and none is known of model {settings.model!r}",
                hint=f'set it: [llm.prices."{settings.model}"] with input and output, dollars a million tokens',
            )

    @property
    def total(self) -> Usage:
        """This run and what earlier starts of it used."""
        return self.usage.plus(self._before)

    def of(self, document: str) -> Usage:
        """What one document used in this run."""
        return self._by_document.get(document, Usage())

    def price(self, size: Size) -> Decimal | None:
        """US dollars for so many tokens; null where no price is known."""
        return self._prices.cost(size)

    def reserve(self, size: Size) -> None:
        """Make room for a request of about that size; `count` it, whatever becomes of it.

        Raises:
            NotSentError: it would pass a limit.
        """
        reserved = self._reserved.plus(size)
        requests = self.total.requests + self._in_flight + 1
        if self._settings.max_requests is not None and requests > self._settings.max_requests:
            raise NotSentError(
                f"the limit of {self._settings.max_requests} requests is reached",
                hint="raise --max-requests to go on",
            )
        most, cost = self._settings.max_cost, self.price(reserved)
        if most is not None and (self.total.cost or 0) + (cost or 0) > most:
            raise NotSentError(
                f"the next request could pass the limit of ${self._settings.max_cost}",
                hint="raise --max-cost to go on",
            )
        self._reserved, self._in_flight = reserved, self._in_flight + 1

    def count(self, document: str, reserved: Size, used: Size) -> None:
        """Count one request that was sent, with the tokens it took."""
        self._reserved, self._in_flight = self._reserved.minus(reserved), self._in_flight - 1
        self._add(document, Usage(1, 0, *used, self.price(used)))
        self._save()

    def count_cached(self, document: str) -> None:
        """Count one answer that cost nothing."""
        self._add(document, Usage(cached=1))

    def _add(self, document: str, used: Usage) -> None:
        self.usage = self.usage.plus(used)
        self._by_document[document] = self.of(document).plus(used)

    def _save(self) -> None:
        if self._path is None:
            return
        total = self.total
        saved = _Saved(
            requests=total.requests, tokens_in=total.tokens_in, tokens_out=total.tokens_out, cost=total.cost
        )
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        fresh.write_text(saved.model_dump_json(indent=2) + "\n", "utf-8")
        fresh.replace(self._path)


def _load(path: Path) -> Usage:
    try:
        saved = _Saved.model_validate_json(path.read_bytes())
    except (ValidationError, json.JSONDecodeError) as error:
        raise SetupError(
            f"{path.name} is no record of usage: {error}", hint="delete it", where=str(path)
        ) from None
    return Usage(saved.requests, 0, saved.tokens_in, saved.tokens_out, saved.cost)

"""The page on which people decide about doubtful rows: a small server for this machine alone, and its page."""

from structurer.review.app import review_app
from structurer.review.desk import ConflictError, Desk, Filter, RefusedError
from structurer.review.server import Address, serve

__all__ = ["Address", "ConflictError", "Desk", "Filter", "RefusedError", "review_app", "serve"]

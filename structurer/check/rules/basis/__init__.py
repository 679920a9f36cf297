"""Basis and weights."""

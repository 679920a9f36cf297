"""Qualitative targets."""

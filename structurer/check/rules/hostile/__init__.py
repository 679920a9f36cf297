"""Cells that speak to a program."""

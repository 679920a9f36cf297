"""Asking a language model: the only package that talks to one."""

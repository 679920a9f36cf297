"""The words of the field that more than one stage reads with, as data files."""

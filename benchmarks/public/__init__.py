"""Public test sets: a reader for each native format, and a file for each group of measures."""

"""The readers of each file format, tried on files made by hand."""

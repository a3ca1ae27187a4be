"""One module per file format; each turns bytes on disk into metadata and a body."""

"""Answer in, text out: renderers only render."""

"""Small trained readers: what supports a claim, and what answers a question."""

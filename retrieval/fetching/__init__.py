"""Single web pages, fetched from the public internet only; `fetcher` is the door."""

"""Imports that must not run side by side in two threads.

While spaCy is imported, torch is kept out of its sight; an export of the embedding model that
began meanwhile would not find it either.
"""

from __future__ import annotations

from threading import Lock

TORCH = Lock()

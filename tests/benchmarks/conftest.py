"""Benchmarks are scripts: their folder is on the path only when one of them runs, so add it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))

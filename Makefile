# The checks of this repository; `make check` is what .ci/run runs, in the environment you have.
# Tools come from .venv; another environment: make check BIN=/path/to/bin/
BIN ?= .venv/bin/

.PHONY: help check lint test format ci

help:
	@echo "make check   lint and test, as CI does"
	@echo "make lint    ruff and mypy"
	@echo "make test    the tests"
	@echo "make format  let ruff rewrite the code"
	@echo "make ci      everything from a fresh environment (minutes)"

check: lint test

lint:
	$(BIN)ruff check .
	$(BIN)ruff format --check .
	$(BIN)mypy

test:
	$(BIN)pytest

format:
	$(BIN)ruff check --fix .
	$(BIN)ruff format .

ci:
	.ci/run

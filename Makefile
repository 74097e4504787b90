# Two commands on a fresh machine: `make demo` and `make test`. Everything Python goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.ready
WORKERS ?= 2
# By files in their order: else the files with few tests, which take longest, come last.
PARALLEL := -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: setup demo test fmt lint types layers check quick slow cover schemas bench wheel looks clean ci

setup: $(STAMP)

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(STAMP)

demo: setup
	$(BIN)/twokeys demo demo-workspace

test: setup
	$(BIN)/python -m pytest $(PARALLEL)

quick: setup
	$(BIN)/python -m pytest $(PARALLEL) -m 'not slow'

slow: setup
	$(BIN)/python -m pytest -m slow

fmt: setup
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lint: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

# Runs every check and counts the failures, so that one does not hide another.
check: setup
	@failed=0; for step in lint types layers test; do \
	  $(MAKE) --no-print-directory $$step || failed=$$((failed + 1)); done; \
	  echo "check: $$failed of 4 steps failed"; test $$failed -eq 0

cover: setup
	$(BIN)/python -m pytest $(PARALLEL) --cov --cov-report=term-missing:skip-covered

schemas: setup
	$(BIN)/python -c "from pathlib import Path; from schemas.registry import CONTRACTS, json_schema_text; [Path(f'schemas/json/{name}.schema.json').write_text(json_schema_text(name), encoding='utf-8') for name in CONTRACTS]"

bench: setup
	$(BIN)/python -m benchmarks

# The picture in the README, of the demo's real workbook; wants LibreOffice and poppler-utils.
looks: setup
	$(BIN)/python docs/pictures.py

wheel: setup
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .
	$(BIN)/python -m zipfile --list dist/twokeys-*.whl
	! $(BIN)/python -m zipfile --list dist/twokeys-*.whl | grep '^tests/'

clean:
	rm -rf $(VENV) demo-workspace build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

ci: check

# `make` sets everything up and does the main job on corpus/; `make test` sets up and runs all tests.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
INDEX ?= indexes
export PYTHONHASHSEED := 0

.PHONY: all setup main test check score golden clean

all: main

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "trichdan needs Python 3.11 or later; name one with: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV); this may take a few minutes"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[test]'
	touch $@

main: setup
	$(BIN)/trichdan build corpus --index $(INDEX)
	$(BIN)/trichdan cites "Nghị quyết 25-NQ/TW" --type "kế hoạch" --index $(INDEX)
	$(BIN)/trichdan deadlines --index $(INDEX)

test: setup
	$(BIN)/python -m pytest

check: setup
	$(BIN)/ruff format --check pipeline tests bench
	$(BIN)/ruff check pipeline tests bench
	$(BIN)/mypy
	$(BIN)/python -m pytest

score: setup
	$(BIN)/python bench/score.py $(SHARED)

golden: setup
	$(BIN)/python tests/golden/update.py

clean:
	rm -rf $(INDEX)/* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

# `make kata N=3` is for learners, `make test` for everybody; see README.md.

PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
RUN := $(BIN)/python -m minigrad.dojo

# N goes to the program through the environment, as it was typed.
override N := $(value N)
export N
unexport MINIGRAD_KATAS

.PHONY: kata watch hint solution reset next progress stubs bench test lint
.SILENT:

kata watch hint solution reset next progress stubs bench: .venv/ready
	$(RUN) $@

test: .venv/ready
	$(BIN)/python -m pytest -p xdist -n auto --dist worksteal --judge=solutions

lint: .venv/ready
	$(RUN) stubs .stubs
	$(BIN)/ruff check --quiet minigrad solutions tests docs .stubs
	$(BIN)/ruff format --quiet --check minigrad solutions tests docs .stubs
	$(BIN)/mypy --no-error-summary minigrad solutions tests
	MYPYPATH=.stubs $(BIN)/mypy --no-error-summary .stubs

.venv/ready: pyproject.toml
	echo "Setting up .venv: NumPy, PyTorch, pytest and a few more, about 1 GB. Once, for a minute or some."
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "minigrad needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
	echo "Ready."

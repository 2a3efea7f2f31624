# `make kata N=3` is for learners, `make test` for everybody; see README.md.

PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif
RUN := $(BIN)/python -m minigrad

# These go to the program through the environment, as they were typed.
override N := $(value N)
override DATA := $(value DATA)
export N DATA YOURS
unexport MINIGRAD_KATAS

COMMANDS := kata watch hint solution reset next progress exam train gradcheck stubs bench
.PHONY: help $(COMMANDS) test lint
.SILENT:

help:
	echo "make kata N=3       judge your kata 3, katas/kata03_sum.py (start with N=1)"
	echo "make watch          judge on every save, kata after kata"
	echo "make next           judge the first kata that is not green"
	echo "make hint N=3       one more hint"
	echo "make solution N=3   your kata and the reference"
	echo "make reset N=3      put the stub back; your file is kept"
	echo "make progress       the state of every kata"
	echo "make exam           all katas at once: a network trains on your engine"
	echo "make train DATA=moons, make gradcheck, with YOURS=1 on your katas: see README.md"

$(COMMANDS): .venv/ready
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
	echo "Setting up .venv: NumPy, PyTorch, pytest and more, about 1.5 GB. Once, for a minute or two."
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "minigrad needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@
	echo "Ready."

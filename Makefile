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
override CASE := $(value CASE)
override DIR := $(value DIR)
override OUT := $(value OUT)
export N DATA CASE YOURS LIVE DIR OUT STRICT PARTS ANONYMOUS SCHEDULER
unexport MINIGRAD_KATAS

COMMANDS := watch more case draw hint solution reset next progress stubs grade autograder
EXPERIMENTS := exam train gradcheck
.PHONY: help kata $(COMMANDS) $(EXPERIMENTS) answers bench notebook test lint
.SILENT:

help:
	echo "make kata N=3       judge your kata 3, katas/kata03_sum.py (start with N=1)"
	echo "make watch          judge on every save, kata after kata"
	echo "make next           judge the first kata that is not green"
	echo "make more N=3       all failing cases; make case N=3 CASE=\"sum each row\" shows one"
	echo "make draw N=3       the graph of a case: your numbers beside PyTorch's"
	echo "make hint N=3       one more hint"
	echo "make solution N=3   your kata and the reference"
	echo "make reset N=3      put the stub back; your file is kept"
	echo "make progress       the state of every kata"
	echo "make exam           all katas at once: a network trains on your engine"
	echo "make train DATA=moons, make gradcheck, with YOURS=1 on your katas: see README.md"
	echo "make notebook       the whole way in JupyterLab, from a first Tensor to a trained network"
	echo "make grade DIR=submissions OUT=report, make autograder    for teachers: see docs/grading.md"
	echo "make kata N=3 LIVE=1    judged by live PyTorch, not by its recorded answers"

kata: $(if $(filter-out 0,$(LIVE)),.venv/test,.venv/ready)
$(COMMANDS): .venv/ready
$(EXPERIMENTS): .venv/experiments
answers bench: .venv/test
kata $(COMMANDS) $(EXPERIMENTS) answers bench:
	$(RUN) $@

# A copy, which git ignores: what is typed there is its reader's, and stays.
notebook: .venv/notebook
	test -e minigrad.ipynb || cp docs/minigrad.ipynb minigrad.ipynb
	$(BIN)/python -m jupyterlab minigrad.ipynb

test: export MINIGRAD_SECONDS = 20# a case; kata 18's long chain is slow on a busy machine
test: .venv/test
	$(BIN)/python -m pytest --disable-plugin-autoload -p xdist -n auto --dist worksteal --judge=solutions

lint: .venv/test
	$(RUN) stubs .stubs
	$(BIN)/ruff check --quiet minigrad solutions tests docs set_up.py .stubs
	$(BIN)/ruff format --quiet --check minigrad solutions tests docs set_up.py .stubs
	$(BIN)/mypy --no-error-summary minigrad solutions tests set_up.py
	MYPYPATH=.stubs $(BIN)/mypy --no-error-summary .stubs

# A .venv that was copied with its folder, or whose Python is gone, is for set_up.py to see.
MADE_HERE := test ! -f .venv/pyvenv.cfg || grep -qF " $$(pwd -P)/.venv" .venv/pyvenv.cfg
ifneq (yes,$(shell test -x "$(BIN)/python" && { $(MADE_HERE); } && echo yes))
.PHONY: .venv/ready .venv/experiments .venv/notebook .venv/test
endif

# Each layer of packages is installed when a command first asks for it.
.venv/ready .venv/experiments .venv/notebook .venv/test: pyproject.toml
	$(PYTHON) set_up.py $(@F)

# Each target does all its set-up: a virtual environment in .venv, filled by uv or, failing that, by pip.
# A stamp file makes the second time cheap; `make clean` forgets everything that was made.
#
#   make demo PYTHON=python3.13     another interpreter (3.11 to 3.14)

VENV := .venv
BIN := $(VENV)/bin

# The first interpreter that is new enough, so that an old `python3` is no obstacle.
FITS := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c '$(FITS)' 2>/dev/null && { echo $$p; break; }; done)

# uv takes seconds where pip takes a minute or two, so one is fetched into .venv if there is none. One
# from before dependency groups is passed over.
UV := $(or $(shell uv pip install --help 2>/dev/null | grep -q -e --group && echo uv),$(BIN)/uv)
# It trusts what the machine trusts: behind a company's proxy its own list of authorities is not enough.
# Its older versions know the second name alone.
export UV_SYSTEM_CERTS := 1
export UV_NATIVE_TLS := 1
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help install demo test test-all bench bench-peers catalogue lint clean
.DEFAULT_GOAL := help

help:
	@echo "make install    bentham and its tools into .venv"
	@echo "make demo       the same 100,000 people for a year: a point scheme, the law, no scheme"
	@echo "make test       the tests, at most ten minutes; names what it left out"
	@echo "make test-all   every test at full size"
	@echo "make bench      speed and memory"
	@echo "make bench-peers  beside other packages, which it installs into .venv-peers"
	@echo "make catalogue  new sentences into the translations, and these compiled"
	@echo "make lint       ruff, mypy, import-linter"
	@echo "make clean      remove .venv and runs/demo"

$(BIN)/python:
	@$(or $(PYTHON),false) -c '$(FITS)' 2>/dev/null || { \
		echo "Bentham needs Python 3.11 to 3.14; name one: make PYTHON=/path/to/python"; exit 1; }
ifeq ($(UV),uv)
	uv venv --quiet --seed --python "$(PYTHON)" $(VENV)
else
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) cannot make a virtual environment; install its venv module, or uv"; exit 1; }
	@$(PIP) uv || echo "uv could not be fetched; pip does its work, and takes longer"
endif

# What a user needs; the demo waits for no tool of the developers.
$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing Bentham into $(VENV)"
	@command -v $(UV) >/dev/null && $(UV) pip install --quiet --python $(BIN)/python -e . || $(PIP) -e .
	@touch $@

# pip knows dependency groups from 25.1 on.
$(VENV)/.installed-dev: pyproject.toml $(VENV)/.installed
	@command -v $(UV) >/dev/null && $(UV) pip install --quiet --python $(BIN)/python --group dev || \
		{ $(PIP) --upgrade 'pip>=25.1' && $(PIP) --group dev; }
	@touch $@

install: $(VENV)/.installed-dev
	@echo "Installed. Try: $(BIN)/bentham --help"

demo: $(VENV)/.installed
	@rm -rf runs/demo
	$(BIN)/bentham compare municipal-points --society city --people 100000 --days 365 --seed 7 \
		--seeds 5 --assumptions 64 --out runs/demo
	@test -f runs/demo/report.html || { echo "runs/demo/report.html was not written"; exit 1; }
	@echo
	@echo "The report: $(CURDIR)/runs/demo/report.html"

# tests/conftest.py closes every run with a list of what was left out and why. One process a core, at
# most four; a file stays with one process, so that what its tests share is run once, and files go in
# order, so that the day is not compiled twice at the same moment. The full sizes use all cores and much
# memory themselves and go one after another, each command as a process that loads for itself.
test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder \
		-m "not full"

test-all: $(VENV)/.installed-dev
	BENTHAM_COLD=1 $(BIN)/python -m pytest

bench: $(VENV)/.installed-dev
	$(BIN)/python -m pytest benchmarks -o python_files='bench_*.py' -s

# Other packages stay out of .venv: they are measured, never used.
PEERS := .venv-peers
bench-peers: $(VENV)/.installed-dev
	@test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check starsim 'mesa>=3.3' networkx laser-generic
	$(BIN)/python benchmarks/peers.py $(PEERS)/bin/python

catalogue: $(VENV)/.installed-dev
	$(BIN)/python tools/catalogue.py

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) $(PEERS) runs/demo

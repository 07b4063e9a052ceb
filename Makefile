# Åtgärdsbanken: every target sets itself up. Needs only make and Python 3.11 or later.
#
#   make extract    read data/raw and fill data/processed/measures.duckdb
#   make test       run the tests
#   make evaluate   hold the sample papers against their gold labels
#   make train      learn anew which sentences of running text tell a measure
#   make calibrate  learn anew how sure a value is, and see how well that holds
#   make review     look through and correct what was read, in a local web page
#   make report     a report as one HTML file
#   make notebooks  run the notebooks
#   make bench      measure speed          make fuzz   try broken papers
#   make lint       style and types        make lock   renew requirements.lock
#   make clean      remove what can be made again (make clean-env removes .venv too)

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	if command -v $$p >/dev/null && $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; break; fi; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=

.PHONY: help extract test evaluate review report notebooks bench fuzz lint lock clean clean-env setup tools train calibrate

help:
	@sed -n 's/^#   //p' Makefile

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 eller senare med venv behövs. Debian: apt install python3 python3-venv" >&2; exit 5; }
	@echo "Installerar i $(VENV) (en gång) …" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m extractors.lexicon.words
	@$(BIN)/python -m pipeline.grammars
	@touch $(READY)

# Scanned papers need Tesseract with Swedish. Installed where that is ours to do (root on Debian), else it is said how.
tools:
	@if command -v tesseract >/dev/null && tesseract --list-langs 2>/dev/null | grep -qx swe; then :; \
	elif [ "$$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; then \
		echo "Installerar tesseract-ocr med svenska …" >&2; \
		{ apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends tesseract-ocr tesseract-ocr-swe; } >/dev/null 2>&1 \
			|| echo "Det gick inte. Skannade handlingar läses inte förrän tesseract-ocr och tesseract-ocr-swe finns." >&2; \
	else \
		echo "Tesseract med svenska saknas: skannade handlingar läses inte. Installera tesseract-ocr och tesseract-ocr-swe." >&2; \
	fi

# 3: some file could not be read to its end. It was named; the rest is in the database, and that is a run that ended well.
extract: $(READY) tools
	@$(BIN)/atgarder extract $(ARGS) || [ $$? = 3 ]

test: $(READY)
	@$(BIN)/python -m pytest -q $(ARGS)

evaluate: $(READY) tools
	@$(BIN)/atgarder extract --quiet || [ $$? = 3 ]
	@$(BIN)/atgarder evaluate tests/gold $(ARGS)

train: $(READY)
	@$(BIN)/python -m extractors.prose.train

calibrate: $(READY) tools
	@$(BIN)/python -m tests.calibrate $(ARGS)

review: $(READY)
	@$(BIN)/atgarder review $(ARGS)

report: $(READY)
	@$(BIN)/atgarder report $(ARGS)

notebooks: $(READY)
	@$(BIN)/python -m pytest -q --nbmake notebooks $(ARGS)

bench: $(READY)
	@$(BIN)/python -m tests.bench $(ARGS)

fuzz: $(READY)
	@$(BIN)/python -m tests.fuzz $(ARGS)

lint: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@! grep -nE 'https?://|--(extra-)?index-url|--find-links|file:' requirements.lock

# No address of a registry in the lock: it is the installer's own setting.
lock: | $(VENV)
	@test -x $(BIN)/pip-compile || $(BIN)/python -m pip install --quiet pip-tools
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links \
		--no-emit-trusted-host --no-strip-extras --extra dev --extra report --extra cluster --output-file requirements.lock pyproject.toml
	@sed -i '/^# The following packages are considered/d' requirements.lock
	@! grep -nE 'https?://|--(extra-)?index-url|--find-links|file:' requirements.lock

$(VENV):
	@$(PYTHON) -m venv $(VENV)

clean:
	@rm -rf build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage
	@find . -path ./$(VENV) -prune -o -name __pycache__ -type d -print0 | xargs -0 -r rm -rf
	@find data/processed -mindepth 1 ! -name .gitkeep -delete

clean-env: clean
	@rm -rf $(VENV)

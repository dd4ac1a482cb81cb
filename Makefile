# Talad's tasks. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo
DEMO_SCALE ?= 0.2
# As many tests at once as there are cores; a worker that is idle takes from the other.
PARALLEL := --numprocesses auto --dist worksteal

.PHONY: help setup demo test test-deep build site dev lint lint-python lint-sql bench clean lock

help: ## list the tasks
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(BIN)/.client ## make the environment in .venv, with the talad command in it

demo: setup ## simulate a shop, ingest, build, publish and render it, into ./demo
	@$(BIN)/talad simulate --exports $(DEMO)/exports --scale $(DEMO_SCALE)
	@$(BIN)/talad run --exports $(DEMO)/exports --data $(DEMO)/data

test: lint ## every test
	@$(BIN)/python -m pytest $(PARALLEL)

test-deep: lint ## the same tests with the large numbers (hours)
	@TALAD_TEST_DEEP=1 $(BIN)/python -m pytest $(PARALLEL)

build: setup ## dbt build over what has been ingested
	@$(BIN)/dbt build

site: setup ## render the report pages again
	@$(BIN)/talad site

dev: setup ## Dagster's web page, on loopback
	@$(BIN)/dg dev

lint: $(BIN)/.dev ## ruff, mypy, import contracts, sqlfluff, tsc
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint-python lint-sql

lint-python:
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m reports.client typecheck

lint-sql:
	@$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar models tests/dbt snapshots

bench: $(BIN)/.dev .venv/bench/.installed ## speeds and memory, as ratios against a baseline of the same run
	@$(BIN)/python -m tests.bench

clean: ## remove what the tasks made, never exports/ nor data/raw
	rm -rf $(DEMO) target logs data/warehouse.duckdb data/publish data/site .dagster

lock: ## write the lock files anew (needs uv)
	@cd requirements && for f in runtime dev node bench; do \
	  uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-strip-extras -q $$f.in -o $$f.txt \
	    $$([ $$f = runtime ] || [ $$f = bench ] || echo "-c runtime.txt"); done

# --- the environment -------------------------------------------------------------------------

# uv where there is one (15 s), else pip (2 min): the lock file is the same.
$(BIN)/.runtime: requirements/runtime.txt requirements/quiet.pth requirements/install pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Talad needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	@./requirements/install requirements/runtime.txt
	@./requirements/install --self
	@touch $@

$(BIN)/.client: $(BIN)/.runtime requirements/node.txt $(shell find reports/client -path '*/node_modules' -prune -o -path '*/dist' -prune -o -type f -print)
	@$(BIN)/python -m reports.client build
	@$(BIN)/talad init
	@touch $@

# A page of the usual kind, to measure the report pages by: its packages are kept apart from ours.
.venv/bench/.installed: requirements/bench.txt
	@$(PYTHON) -m venv .venv/bench
	@VENV=.venv/bench ./requirements/install requirements/bench.txt
	@touch $@

$(BIN)/.dev: requirements/dev.txt $(BIN)/.client
	@./requirements/install requirements/dev.txt
	@touch $@

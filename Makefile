# Needs python3 (3.11 or later), make and a C compiler; everything else is set up in .venv.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
export DAGSTER_DISABLE_TELEMETRY := yes
export DO_NOT_TRACK := 1

.PHONY: help setup demo test lint format docs bench nightly dev debian clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Hymnsheet needs Python 3.11 or later; set PYTHON=/path/to/python3."; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --editable .
	@touch $@

setup: .venv/.ready ## make .venv with everything in it

demo: setup ## run the whole job on an emulated company and write its report
	$(BIN)/hymnsheet demo

test: setup ## run the default test suite
	$(BIN)/pytest -n auto --dist loadfile

nightly: setup debian ## run the slow tests: browser, another date, other people's connectors
	$(BIN)/pytest -m nightly

# sqlfluff leaves a semaphore of its processes to Python, which tidies it up and warns of that.
lint: export PYTHONWARNINGS := ignore::UserWarning:multiprocessing.resource_tracker
lint: setup ## format check, linters, types, import contracts, SQL, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/sqlfmt --check --quiet dbt_project
	$(BIN)/sqlfluff lint --processes 0 --disable-progress-bar dbt_project/models dbt_project/tests
	$(BIN)/hymnsheet compile --check

format: setup ## rewrite Python and SQL in the house style
	$(BIN)/ruff check --fix --select I .
	$(BIN)/ruff format .
	$(BIN)/sqlfmt --quiet dbt_project

docs: export HYMNSHEET_HOME := .hymnsheet/docs
docs: export HYMNSHEET_WAREHOUSE_URL := duckdb:///$(CURDIR)/.hymnsheet/docs/hymnsheet.duckdb
docs: export HYMNSHEET_DBT_DUCKDB_PATH := $(CURDIR)/.hymnsheet/docs/hymnsheet_build.duckdb
docs: setup ## build the models' documentation as one page, with the types they come out with
	$(BIN)/hymnsheet demo
	$(BIN)/dbt docs generate --quiet --static --project-dir dbt_project --profiles-dir dbt_project
	@echo "dbt_project/target/static_index.html"

bench: setup ## measure both loads beside the physical limit of this machine, who is who, credit for deals, the ledger (CROWD="--contacts 700000 --leads 300000")
	$(BIN)/python -m tests.benchmarks
	$(BIN)/python -m tests.benchmarks.identity $(CROWD)
	$(BIN)/python -m tests.benchmarks.attribution $(TOUCHES)
	$(BIN)/python -m tests.benchmarks.ledger $(LEDGER)

dev: setup ## open Dagster's web interface on this project
	@mkdir -p .hymnsheet/dagster && cp deploy/dagster.yaml .hymnsheet/dagster/dagster.yaml
	DAGSTER_HOME=$(CURDIR)/.hymnsheet/dagster $(BIN)/dagster dev -w workspace.yaml

debian: ## the programs that slow tests use, where apt-get is there: Chromium, faketime
	@command -v chromium >/dev/null && command -v faketime >/dev/null || \
	{ apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core faketime; } || \
	echo "apt-get could not install them: the tests that need them will say so and skip"

clean: ## remove what the other targets made
	rm -rf .venv .hymnsheet build *.egg-info dbt_project/target dbt_project/logs .mypy_cache .ruff_cache .pytest_cache

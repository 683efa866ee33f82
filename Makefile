# The commands of README.md; everything else is `.venv/bin/citydesk`. `make` lists them.

# Any Python from 3.11 on; the first that runs.
PYTHON := $(firstword $(foreach name,python3.11 python3 python3.12 python3.13 python3.14,$(shell \
	$(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
BIN = .venv/bin
SETUP = $(or $(PYTHON),$(error CityDesk needs Python 3.11 or newer)) -m core.runtime.bootstrap
COMPILE = $(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo test lint bench lock

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## prepare .venv and the files made of others; starts nothing
	@$(SETUP)

setup-dev:
	@$(SETUP) --dev

demo: setup ## a city to try, with its log-ins; UNITS=20, UNITS=all, RESET=1
	@$(BIN)/citydesk demo $(if $(UNITS),--units $(UNITS)) $(if $(RESET),--reset)

test: setup-dev ## the whole test suite on embedded services; ARGS="-k name"
	@env -u DATABASE_URL -u BROKER_URL $(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

lint: setup-dev ## style, format, types, import contracts
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports

bench: setup ## a benchmark with its baseline; NAME=provision
	@$(BIN)/citydesk bench $(or $(NAME),provision) $(ARGS)

lock: ## pin and hash what the requirements*.in ask for
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt
	$(COMPILE) requirements-uv.in -o requirements-uv.txt

# Ketamine StartUp. `make` alone lists what there is.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
OURS := accounts blog config courses mail newsletter pages payments scheduling webinars

.DEFAULT_GOAL := help
.PHONY: help run dev test test-postgresql check fix bench html lighthouse screenshots demo-reset lock env env-dev

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: env ## set up everything and serve the demo school (PORT=8000)
	@PORT=$(PORT) $(BIN)/python -m config.supervisor

dev: env-dev ## the same with DEBUG, reloading on change
	@PORT=$(PORT) $(BIN)/python -m config.supervisor --dev

test: env-dev ## run every test, the races on SQLite and on PostgreSQL
	@$(BIN)/python -m tests.run $(ARGS)

test-postgresql: env-dev ## the races and all that is about money on PostgreSQL (ARGS=tests for everything)
	@$(BIN)/python -m tests.run --postgresql $(ARGS)

check: env-dev ## lint, types, layers, migrations, dependencies, security
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint templates --check --lint --quiet
	$(BIN)/mypy
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run $(OURS)
	$(BIN)/deptry .
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml $(OURS) stripe_standin

fix: env-dev ## format, and mend what the linters can mend by themselves
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djlint templates --reformat --quiet

bench: env-dev ## measure queries and milliseconds beside a bare Django view
	@$(BIN)/python -m tests.bench

html: env-dev ## hold every page against the rules of HTML (needs Node)
	@$(BIN)/python -m tests.outside html

lighthouse: env-dev ## let Lighthouse look at four pages, as on a phone and on a desktop (needs Node and Chromium)
	@$(BIN)/python -m tests.outside lighthouse

screenshots: env-dev ## walk through a fresh demo school and write docs/pictures (needs Chromium)
	@$(BIN)/python -m tests.screenshots

demo-reset: ## forget everything the demo school did
	@rm -rf var
	@echo "The demo school is forgotten; make run builds it afresh."

lock: env-dev ## write the lock files anew from pyproject.toml
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet --upgrade pyproject.toml -o requirements/runtime.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --quiet pyproject.toml --group dev -c requirements/runtime.lock -o requirements/dev.lock

env:
	@$(PYTHON) config/bootstrap.py runtime

env-dev:
	@$(PYTHON) config/bootstrap.py dev

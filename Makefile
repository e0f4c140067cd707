# `make site` builds the site, `make test` tests it all. What they install stays in .venv/.

BIN := .venv/bin
UV ?= uv
LOCK = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"
export PYTHON

.DEFAULT_GOAL := help
.PHONY: help site serve test check format golden docs pictures bench bench-peers lock clean

help: ## What can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

site: ## Build the site into site/
	@.ci/venv site
	@$(BIN)/cuttings build $(ARGS)

serve: ## Build, serve on this machine, rebuild what a saved change touches
	@.ci/venv site
	@$(BIN)/cuttings serve $(ARGS)

test: ## All tests, browser tests too (ARGS="-k dates" for some)
	@.ci/venv dev
	@.ci/venv readers
	@.ci/chromium
	@.ci/html-validate
	@$(BIN)/python -m pytest --numprocesses auto $(ARGS)

check: ## Format, lint and types
	@.ci/venv dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: ## Put the code into its one format
	@.ci/venv dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

golden: ## Write the golden cases again from what the code says now; read the difference before you commit it
	@.ci/venv dev
	@$(BIN)/python -m pytest --golden $(ARGS)

docs: ## Write the tables that are made from the code again
	@.ci/venv site
	@$(BIN)/python -m generator.publish.handbook content/README.md .vscode
	@$(BIN)/python -m generator.codes.handbook docs/problems.md

pictures: ## Take the pictures of the README and the docs again, from a fresh build
	@.ci/venv dev
	@.ci/chromium
	@$(BIN)/python docs/pictures.py

bench: ## The races: their tables and picture in docs/benchmarks.md (ARGS="--rounds 1")
	@.ci/venv site
	@$(BIN)/python -m bench --report docs/benchmarks.md $(ARGS)

bench-peers: ## Install whom the races are run against, from PyPI and npm
	@.ci/venv site
	@$(BIN)/python -m bench.peers

lock: ## Pin the dependencies of pyproject.toml again (needs uv; UPGRADE=--upgrade for newer ones)
	$(LOCK) $(UPGRADE) pyproject.toml --group build --output-file requirements.lock
	$(LOCK) $(UPGRADE) pyproject.toml --extra cluster --group build --group dev --constraint requirements.lock --output-file requirements-dev.lock
	$(LOCK) $(UPGRADE) --group readers --constraint requirements-dev.lock --output-file requirements-readers.lock

clean: ## Remove what was made: the site and the work in progress (.venv stays)
	@rm -rf build site .site.* .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find generator tests bench -name __pycache__ -type d -prune -exec rm -rf {} +

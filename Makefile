# Everything a newcomer needs, by name. `make help` lists it.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install run test check deep bench migrate words docs lock

help: ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(STAMP) ## .venv with the mentorship command in it

$(STAMP): requirements/dev.txt setup.cfg pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 install")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: install ## the demonstration at http://localhost:8000
	$(BIN)/mentorship demo

test: install ## every test, with a real browser and a real PostgreSQL
	sh scripts/system-deps
	# The tests start the program many times over; compiled once, it starts sooner.
	$(BIN)/python -m compileall -q mentorship
	$(BIN)/python -m pytest -n 3 --dist worksteal

check: install ## format, lint, types, templates, direction of imports
	$(BIN)/ruff format --check mentorship tests benchmarks wsgi.py
	$(BIN)/ruff check mentorship tests benchmarks wsgi.py
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports

deep: install ## planted faults, each of which a test has to notice
	sh scripts/system-deps
	$(BIN)/python tests/deep/plant.py -j 2

bench: $(VENV)/.bench-installed ## measurements, as ratios against a peer in the same run
	$(BIN)/python -m benchmarks

# The two peers are both imported as `matching`, so each lies in a folder of its own.
$(VENV)/.bench-installed: $(STAMP) requirements/bench.txt requirements/peer-matching.txt requirements/peer-mentor-match.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	for peer in matching mentor-match; do $(BIN)/python -m pip install --quiet \
	  --disable-pip-version-check --require-hashes --no-deps --upgrade \
	  --target $(VENV)/peers/$$peer -r requirements/peer-$$peer.txt; done
	touch $@

migrate: install ## a new migration from the models: make migrate NAME="what it does"
	$(BIN)/python scripts/new-migration "$(NAME)"

words: install ## the catalogs of every language, from the sentences that stand in pages
	$(BIN)/python scripts/words

docs: install ## the pages of docs/ that come from the rules
	$(BIN)/python -m mentorship.domain.tables docs

lock: install ## the hashed lock files, from requirements/*.in
	for name in runtime dev bench tune; do $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate requirements/$$name.in -o requirements/$$name.txt; done

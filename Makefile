# Two commands do everything on a fresh machine: `make run` and `make test`.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin

FUZZ_MINUTES ?= 30
# More than there are cores: half of the time a test waits for a server, a database or a browser.
TEST_PROCESSES ?= 3
# What one of them has compiled, the others need not; nor do the programs that tests start.
COMPILE_ONCE := PYTHONDONTWRITEBYTECODE=

BASELINE ?= $(wildcard tests/bench/baseline.json)

.PHONY: run test fuzz bench coverage lint types bundle icons browser postgresql clean

run: .venv/ready-to-run
	$(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: .venv/ready-to-test browser postgresql
	$(COMPILE_ONCE) $(BIN)/pytest --numprocesses $(TEST_PROCESSES) --dist worksteal

# Draws other examples every time, fifty times as many; that time is up is no failure.
fuzz: .venv/ready-to-test postgresql
	timeout --signal=INT $(FUZZ_MINUTES)m $(BIN)/pytest --numprocesses 2 -m hypothesis \
		--hypothesis-profile=fuzz || [ $$? -eq 124 ]

# Ten minutes, or two with QUICK=1. JSON=file keeps the figures; BASELINE=file compares with them
# and fails where an aim that was met then is missed by more than its spread.
bench: .venv/ready-to-test browser
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick) $(if $(JSON),--json "$(JSON)") \
		$(if $(BASELINE),--baseline "$(BASELINE)")

coverage: .venv/ready-to-test postgresql
	$(COMPILE_ONCE) $(BIN)/pytest --numprocesses $(TEST_PROCESSES) --dist worksteal --ignore tests/browser \
		--cov=app --cov=pages --cov=venice_data --cov-branch --cov-report=term-missing:skip-covered

lint: .venv/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/vulture

types: .venv/ready-to-test
	$(BIN)/mypy

# From Venice, or from a saved answer of GET /models?type=all: make bundle LIST=models.json
# Newer facts from elsewhere: make bundle SCORES=scores.csv MAKER_PRICES=prices.csv
bundle: .venv/ready-to-run
	$(BIN)/python -m venice_data bundle $(if $(LIST),--list "$(LIST)") \
		$(if $(SCORES),--scores "$(SCORES)") $(if $(MAKER_PRICES),--maker-prices "$(MAKER_PRICES)")

# Cuts Streamlit's font of icons down to those that are named.
icons: .venv/ready-to-test
	$(BIN)/python -m tests.server.cut_icon_font

browser: .venv/ready-to-test
	PLAYWRIGHT=$(BIN)/playwright sh tests/install_browser.sh

postgresql:
	sh tests/install_postgresql.sh

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with PYTHON=…")'
	$(PYTHON) -m venv .venv

.venv/ready-to-run: requirements.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/ready-to-test: tests/requirements.txt .venv/ready-to-run
	$(BIN)/pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	touch $@

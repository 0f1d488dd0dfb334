# Two commands do everything on a fresh machine: `make run` and `make test`.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin
TOOLS := .venv/tools/bin
INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-compile
# On all cores, where pip would on one; what nobody imports is left as it is.
COMPILE_INSTALLED := $(BIN)/python -m compileall -q -j 0 \
	-x '/(tests|pip|setuptools|pkg_resources|mypy|mypyc)/' .venv/lib

FUZZ_MINUTES ?= 90
FAULT_MINUTES ?= 45
LOAD_MINUTES ?= 45
# More than there are cores: half of the time a test waits for a server, a database or a browser.
TEST_PROCESSES ?= 4
IN_PROCESSES := --numprocesses $(TEST_PROCESSES) --dist loadfile --no-loadscope-reorder
# What one of them has compiled, the others need not; nor do the programs that tests start.
COMPILE_ONCE := PYTHONDONTWRITEBYTECODE=

# One place that all threads take memory from: a sixth less is held than with one for each.
IN_ONE_PLACE := MALLOC_ARENA_MAX=1 ARROW_DEFAULT_MEMORY_POOL=system

BASELINE ?= $(wildcard tests/bench/baseline.json)

.PHONY: run test thorough fuzz faults load bench coverage lint types bundle icons lock audit programs browser clean

run: .venv/ready-to-run
	$(IN_ONE_PLACE) $(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: .venv/ready-to-test browser
	$(COMPILE_ONCE) $(BIN)/pytest $(IN_PROCESSES)

# What `make test` leaves out to be quick: further pages, tabs, links and ways to fail.
thorough: .venv/ready-to-test browser
	$(COMPILE_ONCE) $(BIN)/pytest $(IN_PROCESSES) -m thorough

# Draws other examples every time, fifty times as many; that time is up is no failure.
fuzz: .venv/ready-to-test programs
	timeout --signal=INT $(FUZZ_MINUTES)m $(BIN)/pytest --numprocesses 2 -m hypothesis \
		--hypothesis-profile=fuzz || [ $$? -eq 124 ]

# Lets Venice and the disk fail in every way before a running dashboard; FAULT=pattern tries some.
faults: .venv/ready-to-test
	timeout --signal=INT $(FAULT_MINUTES)m $(BIN)/python -m tests.faults "$(FAULT)"

# Two hundred busy sessions, a thousand idle ones, five thousand that pass; a tenth with SMALL=1.
load: .venv/ready-to-test
	timeout --signal=INT $(LOAD_MINUTES)m $(BIN)/python -m tests.load $(if $(SMALL),--small)

# Ten minutes, or two with QUICK=1. JSON=file keeps the figures; BASELINE=file compares with them
# and fails where an aim that was met then is missed by more than its spread.
bench: .venv/ready-to-test browser
	$(BIN)/python -m tests.bench $(if $(QUICK),--quick) $(if $(JSON),--json "$(JSON)") \
		$(if $(BASELINE),--baseline "$(BASELINE)")

coverage: .venv/ready-to-test programs
	$(COMPILE_ONCE) $(BIN)/pytest $(IN_PROCESSES) --ignore tests/browser \
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

# Pins what requirements.txt brings along, with hashes, for every Python and system; lists licences.
lock: .venv/ready-for-supplies .venv/ready-to-test
	$(TOOLS)/uv pip compile --quiet --no-config --no-header --universal --python-version 3.11 \
		--generate-hashes --output-file requirements.lock requirements.txt
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m tests.supply_chain.licences

# Asks the index for known vulnerabilities of what is deployed; fails for a package it cannot ask about.
audit: .venv/ready-for-supplies
	$(TOOLS)/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

programs:
	sh tests/install_programs.sh

browser: programs .venv/ready-to-test
	command -v chromium >/dev/null || $(BIN)/playwright install --with-deps chromium

clean:
	rm -rf .venv

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with PYTHON=…")'
	$(PYTHON) -m venv .venv

.venv/ready-to-run: requirements.lock | .venv/bin/python
	$(INSTALL) --require-hashes -r requirements.lock
	$(COMPILE_INSTALLED)
	touch $@

.venv/ready-for-supplies: tests/supply_chain/tools.txt | .venv/bin/python
	$(PYTHON) -m venv .venv/tools
	$(TOOLS)/pip install --quiet --disable-pip-version-check -r $<
	touch $@

.venv/ready-to-test: tests/requirements.txt .venv/ready-to-run
	$(INSTALL) -r tests/requirements.txt
	$(COMPILE_INSTALLED)
	touch $@

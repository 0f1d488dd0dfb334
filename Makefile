# Two commands do everything on a fresh machine: `make run` and `make test`.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8501
BIN := .venv/bin

.PHONY: run test lint types browser postgresql clean

run: .venv/ready-to-run
	$(BIN)/streamlit run app.py --server.address $(HOST) --server.port $(PORT)

test: .venv/ready-to-test browser postgresql
	$(BIN)/pytest --numprocesses 2 --dist loadfile

lint: .venv/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/vulture

types: .venv/ready-to-test
	$(BIN)/mypy

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

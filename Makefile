# make demo · make test · make bench        (make help says more)
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8765
BIN := .venv/bin

.PHONY: help demo test check bench bench-peers lock clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    set up .venv, crawl the bundled sites, build a dataset, say where it is (PORT=$(PORT))"
	@echo "make test    set up .venv, run every check and test that this machine can"
	@echo "make bench   the benchmarks, as tables; make bench-peers compares with other tools"
	@echo "make lock    write requirements.lock anew from pyproject.toml"

demo: .venv/ready
	@$(BIN)/python seeds/demo/run.py --port $(PORT)

test: check
	@$(BIN)/pytest -n auto --dist loadfile -m "not alone"
	@$(BIN)/pytest -m alone tests

check: .venv/ready
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --quiet --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: .venv/ready
	@for each in benchmarks/*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

# Other tools at the same work, each in an environment of its own (.peers, some 8 GB).
bench-peers: .venv/ready
	@$(BIN)/python benchmarks/peers/install.py
	@$(BIN)/python benchmarks/peers/run.py --documents 20000 --rounds 3
	@$(BIN)/python benchmarks/peers/build.py --megabytes 100

# Everything that runs is locked by hash; the package itself is installed from this folder.
.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python is missing: install Python 3.11 or newer"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is missing: $(PYTHON) is $$($(PYTHON) -V); try make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "venv is missing: install your system's package python3-venv"; exit 1; }
	@echo "setting up .venv (once; about a minute)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock \
	  || { echo "pip could not install requirements.lock: it needs a package index that it can reach"; exit 1; }
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lock:
	@uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --quiet --output-file requirements.lock

clean:
	rm -rf .venv

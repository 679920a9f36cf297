# Two commands matter: `make demo` shows the tool at work, `make test` proves it.
# Both need only python3 (3.11 or newer), make and a package registry.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test eval lint types contracts generate drift pictures labels bench wheel-test lock clean

demo: $(READY)
	$(BIN)/structurer demo

test: $(READY)
	$(BIN)/pytest -n auto --dist loadfile

# Replays every recorded evaluation and prints the scores; UPDATE=--update writes them and the baselines anew.
eval: $(READY)
	$(BIN)/python evals/benchmarks/scores.py $(UPDATE)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

contracts: $(READY)
	$(BIN)/lint-imports

generate: $(READY)
	$(BIN)/python docs/generate.py

drift: $(READY)
	$(BIN)/python docs/generate.py --check

# Draws the pictures of the README; needs Chromium, LibreOffice and a Chinese font.
pictures: $(READY)
	$(BIN)/python docs/pictures.py

labels: $(READY)
	$(BIN)/python evals/benchmarks/labels.py

bench: $(READY)
	$(BIN)/python evals/benchmarks/throughput.py
	$(BIN)/python evals/benchmarks/asking.py
	$(BIN)/python evals/benchmarks/checks.py
	$(BIN)/python evals/benchmarks/formats.py
	$(BIN)/python evals/benchmarks/reports.py

wheel-test: $(READY)
	bash tests/wheel.sh

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --group dev pyproject.toml -o requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "structurer needs Python 3.11 or newer; set PYTHON=")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

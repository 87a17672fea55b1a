# Every target runs in .venv, which bootstrap.py makes when it is missing or out of date.
PYTHON ?= python3
RUN = @$(PYTHON) bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help demo test lint types tests docs bench agreement record format clean

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1\t\2/p' Makefile

# The texts in the order of time, and the question they lead to last.
BOOKS = budget fpmt rosp fs proposal_2024 fmt donum enveloppe

demo:  ## prove the promises of the bundled rule books
	$(RUN) convention prove $(BOOKS:%=rules/%)

test: lint types tests docs  ## everything that must pass before a change is handed in

lint:  ## style of the code
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types:  ## strict types
	$(RUN) mypy --strict

tests:  ## the test suite
	$(RUN) pytest -n auto

docs:  ## the documentation, in docs/_build/html
	$(RUN) sphinx-build -W --keep-going -q -b html docs docs/_build/html

bench:  ## speed against hand-written scripts
	$(RUN) python benchmarks/startup.py
	$(RUN) python benchmarks/calculator_speed.py
	$(RUN) python benchmarks/one_patient/compare.py
	$(RUN) python benchmarks/proof_speed.py
	$(RUN) python benchmarks/lists_speed.py
	$(RUN) python benchmarks/population/compare.py
	$(RUN) python benchmarks/population/scenarios.py

agreement:  ## long runs: engines and calculators on generated programs, verdicts on small books and on lists
	$(RUN) python -m tests.agreement.long_run
	$(RUN) python -m tests.agreement.long_run_properties
	$(RUN) python -m tests.agreement.long_run_lists
	$(RUN) python -m tests.agreement.long_run_targets \
	  --backends python,interpreter,duckdb,postgresql:2000,javascript:2000,xlsx:60,spark:100

record:  ## write what the commands of the documents print into them
	$(RUN) python -m tests.record_documents

format:  ## rewrite the code in the project's style
	$(RUN) ruff format .

clean:  ## remove what can be made again
	rm -rf .venv docs/_build docs/errors dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

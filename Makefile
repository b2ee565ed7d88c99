# Two commands are enough: `make run` and `make test`. `make` alone lists the rest.
ORG ?= mueangkaset
PYTHON ?= python3
export PYTHON
.DEFAULT_GOAL := help

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 24

run: run-environment ## start everything on this machine, no LINE account needed (ORG=mueangchum for the municipality)
	@.venv/bin/km serve --simulator --load $(ORG)

test: dev-environment ## run every test
	@.venv/bin/python -m pytest -n 2 --dist loadfile

lint: dev-environment ## check format, style, types and the arrows between the rooms
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: dev-environment ## put the code into the house format
	@.venv/bin/ruff format .
	@.venv/bin/ruff check --fix .

phrases: dev-environment ## list every Thai sentence the bot can say, with its file
	@.venv/bin/km phrases

bench: dev-environment ## measure acknowledgement and answer times against a plain echo bot
	@.venv/bin/python -m tests.bench

RETRIEVAL = ../shared/data/retrieval
eval: dev-environment ## measure answers, confidence and, where the public set is at hand, search (docs/eval.md)
	@.venv/bin/km eval questions tests/eval/questions.jsonl --pack mueangkaset --pack mueangchum
	@.venv/bin/km eval calibration tests/eval/questions.jsonl --pack mueangkaset --pack mueangchum
	@if [ -d $(RETRIEVAL) ]; then .venv/bin/km eval retrieval --passages $(RETRIEVAL)/iapp_passages.jsonl \
	  --queries $(RETRIEVAL)/iapp_queries_typos.jsonl --clean $(RETRIEVAL)/iapp_queries.jsonl --jobs 2; fi
	@if [ -d $(RETRIEVAL) ]; then .venv/bin/km eval sentences --passages $(RETRIEVAL)/iapp_passages.jsonl \
	  --queries $(RETRIEVAL)/iapp_queries.jsonl --jobs 2; fi

bench-search: dev-environment ## measure search from 1,000 to 100,000 passages beside other engines
	@scripts/bench-environment
	@.venv-bench/bin/python -m tests.bench_search

bench-extract: dev-environment ## measure how well text comes out of PDF, Word and scanned leaflets
	@PYTHONPATH=tests .venv/bin/python -m bench_extract

chaos: dev-environment ## the long form of the kill -9 test
	@CHAOS_ROUNDS=60 .venv/bin/python -m pytest tests/chaos

lock: ## resolve the dependencies anew into the two lock files
	@for extra in "" "-dev"; do uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --quiet $${extra:+--extra dev} -o requirements$$extra.lock; done

run-environment:
	@scripts/environment requirements.lock

dev-environment:
	@scripts/environment requirements-dev.lock

.PHONY: help run test lint format phrases bench bench-search bench-extract eval chaos lock run-environment dev-environment

# Every command makes .venv by itself; plain python3 (3.11 or newer) with venv and pip is all it takes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
.PHONY: setup setup-dev demo run test score bench bench-reading bench-delivery bench-latency bench-answers bench-growth bench-aside train compile test-compiled soak-kills soak-instances check lint types contracts cover messages snapshots schema lock clean

setup: $(VENV)/.setup

setup-dev: $(VENV)/.setup-dev

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Parley needs Python 3.11 or newer; try: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.setup: $(VENV)/bin/python requirements.lock pyproject.toml
	@echo "Setting up .venv (once) …" >&2
	@$(PIP) install --require-hashes --no-deps -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q bot handlers storage # a service may not write here, and would compile at each start
	@touch $@

$(VENV)/.setup-dev: $(VENV)/.setup requirements-dev.lock
	@echo "Setting up the tools for tests (once) …" >&2
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

demo: setup
	@$(BIN)/parley demo

run: setup
	@$(BIN)/parley run

test: setup-dev
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q

# Machine code of the rules of reading, by the C compiler that is here: they take half the time. It counts until a source changes.
compile: setup-dev
	@$(BIN)/python -m bot.compiling

# The tests of reading over the compiled rules (make test has the sources).
test-compiled: compile
	@$(BIN)/python -m pytest -n 2 --dist worksteal -q tests/extraction tests/resolution tests/alerts tests/scoring tests/test_replay.py tests/test_upheld.py tests/test_second_dossier.py

# Learns the second reading (seeds/likeness.zip) from the labelled items anew: after items or cases were added, or what a text is
# recognised by was changed. Some five minutes.
train: setup-dev
	@$(PIP) install --require-hashes --no-deps -r requirements-train.lock
	@$(BIN)/python -m tests.likeness.train

# make score AGAINST=<git revision> also tells, item by item, what was mended and what broke since then.
score: setup-dev
	@$(BIN)/python -m tests.scoring $(if $(AGAINST),--against $(AGAINST)) $(if $(FAULTS),--faults)

# Everything against its goals and against other programs on the same local feeds: one table; JSON=path writes it as JSON too.
# Five to eight minutes. ONLY="parse start rest polls growth" names some of the parts; FEEDS=500 ROUNDS=3 polls so many so often.
# Where a C compiler is here, the rules are compiled first; PARLEY_COMPILED=no measures their sources.
bench: setup-dev
	-@$(BIN)/python -m bot.compiling
	@FEEDS=$(or $(FEEDS),500) ROUNDS=$(or $(ROUNDS),3) ONLY="$(ONLY)" JSON="$(JSON)" $(BIN)/python -m tests.bench.whole

bench-reading: setup-dev
	-@$(BIN)/python -m bot.compiling
	@$(BIN)/python -m tests.bench.reading

# Fan-out, a slice of SLICE=60 seconds of a broadcast at full pace with people typing, memory: prints figures.
bench-delivery: setup-dev
	@SLICE=$(or $(SLICE),60) $(BIN)/python -m tests.bench.delivery

# From publication in a feed to the first message of its alert, over ROUNDS=10 runs polling every POLL=2 seconds.
bench-latency: setup-dev
	@ROUNDS=$(or $(ROUNDS),10) POLL=$(or $(POLL),2) $(BIN)/python -m tests.bench.latency

# How long answers take over ENTRIES="10000 1000000" entries with three claims each, on both engines, and against the bare SQL.
bench-answers: setup-dev
	@ENTRIES="$(or $(ENTRIES),10000 1000000)" $(BIN)/python -m tests.bench.answers

# How large the database of a year of 100 feeds becomes, on ENGINE="sqlite postgresql", reckoned from DAYS=30 simulated ones.
bench-growth: setup-dev
	@ENGINE="$(or $(ENGINE),sqlite postgresql)" DAYS=$(or $(DAYS),30) $(BIN)/python -m tests.bench.growth

# Where documents are best parsed and read, in processes or in threads, and how long the event loop waits meanwhile.
bench-aside: setup-dev
	@$(BIN)/python -m tests.bench.aside

# make soak-kills N=200: that many kill -9 on each engine.
soak-kills: setup-dev
	@N=$(or $(N),20) $(BIN)/python -m tests.bench.kills

# make soak-instances CHATS=5000: two instances on one PostgreSQL, the sending one killed in mid-broadcast.
soak-instances: setup-dev
	@CHATS=$(or $(CHATS),5000) $(BIN)/python -m tests.bench.instances

check: lint types contracts cover

lint: setup-dev
	$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: setup-dev
	$(BIN)/mypy

contracts: setup-dev
	$(BIN)/lint-imports

cover: setup-dev
	$(BIN)/python -m pytest -n 2 -q --cov --cov-report=term -m 'not speed'
	$(BIN)/python -m pytest -q -m speed

# The lock files name versions and hashes only, for Python 3.11 to 3.14 on Linux and macOS.
lock: setup-dev
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --no-emit-package uv \
	  pyproject.toml requirements-build.in -o requirements.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --constraint requirements.lock --extra dev pyproject.toml requirements-build.in -o requirements-dev.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --constraint requirements-dev.lock --extra train pyproject.toml -o requirements-train.lock

# Writes every message in each language anew (tests/snapshots/); read what has changed before you keep it.
snapshots: setup-dev
	@RENEW_SNAPSHOTS=1 $(BIN)/python -m pytest -q tests/handlers/test_snapshots.py

# After a migration was added: writes anew what a new SQLite database is made from.
schema: setup-dev
	@$(BIN)/python -m tests.storage.newest_schema

# Brings the catalogues of what people read up to date with the code, and compiles them.
messages: setup
	$(BIN)/pybabel extract --no-default-keywords -k say -k N_ -k ngettext:1,2 --project Parley --version 1 --add-location file --sort-by-file -o handlers/locale/parley.pot handlers bot/telegram
	$(BIN)/pybabel update -D parley -i handlers/locale/parley.pot -d handlers/locale --no-fuzzy-matching --ignore-obsolete
	$(BIN)/pybabel compile -D parley -d handlers/locale

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .hypothesis

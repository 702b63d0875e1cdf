# The only recipes. `make help` lists them.
.PHONY: help setup run test check audit orca bench lock translations
.DEFAULT_GOAL := help
PORT ?= 8000
export PORT

help: ## list the recipes
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 22

setup: ## environment for work on the code: packages, browser files, catalogues
	@.ci/environment dev
	@.ci/frontend dev
	@.ci/catalogues

run: ## install, create the database, load the demo village, serve on http://localhost:8000 (PORT= changes it)
	@.ci/environment run
	@.ci/frontend run
	@.ci/catalogues
	@.venv/bin/flask --app app start

test: setup ## check, then every test on SQLite and on PostgreSQL, then every page in a browser
	@.ci/test

check: setup ## style, layers, locks and translations, without running the application
	@.ci/check

audit: setup ## prove everything about every page anew; a report with pictures in audit/
	@.ci/audit

orca: setup ## listen to the journeys with a screen reader; says what to install where there is none
	@.ci/listen

bench: ## each figure beside its limit or its peer
	@.ci/environment bench
	@.ci/frontend bench
	@.venv/bin/python -m bench

lock: setup ## write every lock anew (UPGRADE=1 takes the newest versions allowed)
	@.ci/lock

translations: setup ## collect the sentences of the source and update every catalogue
	@.venv/bin/python .ci/translations.py collect

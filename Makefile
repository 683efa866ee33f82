# The commands of README.md. Everything else is `citydesk`, in .venv/bin.

UV = .venv/bin/uv
COMPILE = $(UV) pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

.PHONY: lock
lock: ## pin and hash what requirements.in and requirements-dev.in ask for
	$(COMPILE) requirements.in -o requirements.txt
	$(COMPILE) requirements-dev.in -o requirements-dev.txt

#!/bin/sh
# Writes the hash-locked requirements of every kind of install, for all supported Pythons and systems. Needs uv.
set -eu
cd "$(dirname "$0")/.."
lock() {
    out="requirements/$1.txt"
    shift
    uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
        --no-annotate --output-file "$out" "$@"
}
lock build --group build
lock core pyproject.toml
lock tests pyproject.toml --extra web --extra measure --group test --group build
lock ci pyproject.toml --extra web --extra measure --group test --group build --group validators --group web-test
lock lint pyproject.toml --extra web --extra measure --group test --group lint
# What comes as source only (PySpark, PyICU), in versions that agree with the other tools of the check.
lock ci-source pyproject.toml --extra spark --group ftm --constraints requirements/ci.txt

#!/usr/bin/env bash
# Checks PDF files against PDF/UA-1 with a checker from PyPI, beyond what the writer checks itself:
#   scripts/check-pdf.sh proposal.pdf …
# Installs the checker into the cache when it is missing. No test depends on it.
set -euo pipefail

venv="${PITCHWRIGHT_CACHE:-$HOME/.cache/pitchwright}/check-pdf"
if [ ! -x "$venv/bin/outloud" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet outloud==0.2.1
fi
exec "$venv/bin/outloud" --layer conformance "$@"

#!/usr/bin/env bash
# Sets a fresh machine up (Debian packages, npm packages), then runs every check and every test.
# The last line says how many tests passed.
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/setup.sh --tools
npm run check
npm test

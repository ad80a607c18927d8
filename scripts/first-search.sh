#!/usr/bin/env bash
# From a fresh clone to a first network: search, then firmware for two frameworks, then a run on an emulated board.
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/setup.sh
npm run build

# --- PLACEHOLDER: the arguments of `nas` are to be settled with src/cli -------------------------------------------
search=examples/gestures.nas.yaml
npx nas run "$search"
npx nas export "$search" --framework zephyr
npx nas export "$search" --framework platformio
npx nas emulate "$search"
# ------------------------------------------------------------------------------------------------------------------

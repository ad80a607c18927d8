#!/usr/bin/env bash
# From a fresh clone to a first network: a search on simulated gestures, firmware for two frameworks, and a run of the
# best network on an emulated Cortex-M4.
set -euo pipefail
cd "$(dirname "$0")/.."

bash scripts/setup.sh
npm run build

search=examples/gestures.nas.yaml
npx nas run "$search"
npx nas export "$search" --framework zephyr
npx nas export "$search" --framework platformio --board nucleo_f446re
npx nas export "$search" --framework bare
if command -v arm-none-eabi-gcc >/dev/null && command -v qemu-system-arm >/dev/null; then
  npx nas emulate "$search"
else
  echo 'To execute the network in an emulator, install these and run `npx nas emulate '"$search"'`:'
  echo '  sudo apt-get install -y --no-install-recommends gcc-arm-none-eabi qemu-system-arm'
fi

#!/usr/bin/env bash
# Prepares a machine: the npm packages of the lockfile and, with --tools, the Debian packages and the VS Code that the
# tests need.
# Does nothing that is already done.
set -euo pipefail
cd "$(dirname "$0")/.."

install_tools() {
  # one command of each package, and the package
  local -A package_of=(
    [gcc]='gcc libc6-dev'
    [g++]=g++
    [make]=make
    [arm-none-eabi-gcc]=gcc-arm-none-eabi
    [qemu-system-arm]=qemu-system-arm
    [riscv64-unknown-elf-gcc]=gcc-riscv64-unknown-elf
    [qemu-system-riscv32]=qemu-system-misc
    [avr-gcc]='gcc-avr avr-libc'
    [clang]='clang libclang-rt-dev'
    [chromium]=chromium
  )
  local tool packages=()
  for tool in "${!package_of[@]}"; do
    # shellcheck disable=SC2206 # one entry may name several packages
    command -v "$tool" >/dev/null || packages+=(${package_of[$tool]})
  done
  ((${#packages[@]})) || return 0

  local root=()
  if ((EUID != 0)); then
    command -v sudo >/dev/null && root=(sudo)
  fi
  if ! command -v apt-get >/dev/null || ((EUID != 0 && ${#root[@]} == 0)); then
    echo "The tests need these Debian packages; install them as root and run this again:" >&2
    echo "  apt-get install --no-install-recommends ${packages[*]}" >&2
    exit 1
  fi
  echo "Installing ${packages[*]}"
  ${root[@]+"${root[@]}"} apt-get -o DPkg::Lock::Timeout=900 update
  ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=900 install -y --no-install-recommends "${packages[@]}"
}

install_npm_packages() {
  if ! command -v node >/dev/null || (($(node -p 'process.versions.node.split(".")[0]') < 20)); then
    echo "Node.js 20 or newer is needed: https://nodejs.org" >&2
    exit 1
  fi
  local installed=node_modules/.installed-lock.json
  cmp -s package-lock.json "$installed" && return 0
  npm ci
  cp package-lock.json "$installed"
}

if [[ ${1:-} == --tools ]]; then install_tools; fi
install_npm_packages
if [[ ${1:-} == --tools ]]; then bash scripts/setup-host.sh; fi

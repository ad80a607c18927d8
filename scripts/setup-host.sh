#!/usr/bin/env bash
# Installs a real VS Code (code-server) with the Node it needs, for the tests in test/host: npm packages alone.
# It is kept outside the clone, by the hash of its lockfile, so that a second clone finds it ready.
# code-server's own install script compiles native modules that a test does not need; this does the rest of it.
set -euo pipefail
cd "$(dirname "$0")/../test/host"

hash="$(sha256sum package-lock.json | cut -c1-16)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/tinyml-nas/host-$hash"
ready="$cache/.ready"

if [[ ! -e $ready ]]; then
  echo "Installing VS Code for the tests into $cache (about a minute, 800 MB)"
  mkdir -p "$cache"
  cp package.json package-lock.json .npmrc "$cache"
  code="$cache/node_modules/code-server/lib/vscode"
  (cd "$cache" && npm ci --ignore-scripts --loglevel=error)
  npm install --prefix "$code" --no-save --omit=dev --ignore-scripts --loglevel=error
  npm install --prefix "$code/extensions" --no-save --omit=dev --ignore-scripts --loglevel=error
  touch "$ready"
fi
ln -sfn "$cache/node_modules" node_modules

#!/usr/bin/env bash
# Run the tests against the built wheel, in an environment and a folder that do not hold the source package.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
away=$(mktemp -d)
trap 'rm -rf "$away"' EXIT

python="$root/.venv/bin/python"
"$python" -m build --wheel --no-isolation --outdir "$away/dist" "$root" >"$away/build.log" || { cat "$away/build.log"; exit 1; }
"$python" -m venv "$away/venv"
"$away/venv/bin/python" -m pip install --quiet --require-hashes --requirement "$root/requirements.lock"
"$away/venv/bin/python" -m pip install --quiet --no-deps "$away"/dist/*.whl

# What the tests read besides the package, without structurer/ itself.
mkdir "$away/checkout"
(cd "$root" && git ls-files --cached --others --exclude-standard -z -- ':!structurer' | xargs -0 cp --parents -t "$away/checkout")
export STRUCTURER_CORPUS=${STRUCTURER_CORPUS:-$root/../shared/corpus}
cd "$away/checkout"
"$away/venv/bin/python" -c 'import structurer, sys; sys.exit("site-packages" not in structurer.__file__)'
"$away/venv/bin/python" -m pytest -q -n auto --dist loadfile

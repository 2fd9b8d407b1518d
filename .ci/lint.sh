#!/usr/bin/env bash
# lint.sh: golangci-lint at the version named here, after a proof that the rooms' import rules catch a breach.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
version=v2.15.0

lint=$cache/golangci-lint-$version/golangci-lint
if [[ ! -x $lint ]]; then
  echo "building golangci-lint $version"
  GOBIN=$(dirname "$lint") GOFLAGS= go install "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$version"
fi

# breach ROOM IMPORT: a file in ROOM that imports IMPORT, which its room may not.
breach() {
  local folder=$scratch/house/$1/breach
  mkdir -p "$folder"
  printf '// Package breach breaks a rule.\npackage breach\n\nimport _ "%s"\n' "$2" >"$folder/${2//[^a-z]/_}.go"
}
breaches=(
  "model os" "model os/exec" "model net/http" "model charm.land/bubbletea/v2" "model qari/ui/good" "model qari/data/good"
  "ui os" "ui qari/data/good" "ui github.com/rivo/uniseg"
  "data qari/ui/good" "data charm.land/bubbletea/v2"
)
for b in "${breaches[@]}"; do
  # shellcheck disable=SC2086  # room and import
  breach $b
done
for room in model ui data; do
  mkdir -p "$scratch/house/$room/good"
  printf '// Package good keeps the rules.\npackage good\n' >"$scratch/house/$room/good/good.go"
done
cp go.mod go.sum .golangci.yml "$scratch/house/"
found=$(cd "$scratch/house" && "$lint" run --allow-parallel-runners --enable-only depguard --output.text.print-issued-lines=false ./... 2>&1) || true
bad=0
for b in "${breaches[@]}"; do
  read -r room import <<<"$b"
  grep -qF "import '$import' is not allowed from list '$room'" <<<"$found" || { echo "the import rules let $room import $import"; bad=1; }
done
if (( bad )) || [[ $(grep -c 'is not allowed' <<<"$found") != "${#breaches[@]}" ]]; then
  echo "the import rules report, of ${#breaches[@]} breaches:"; echo "$found"
  exit 1
fi
echo "import rules: all ${#breaches[@]} deliberate breaches reported"

"$lint" run --allow-parallel-runners ./...

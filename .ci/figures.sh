#!/usr/bin/env bash
# figures.sh [--check] [--quick]: start-up beside a bare Bubble Tea list, bytes a line scrolled beside less, benchmarks.
# --check fails above the limits; --quick leaves the benchmarks out.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
check='' quick=''
for a in "$@"; do
  case $a in
    --check) check=1;;
    --quick) quick=1;;
    *) sed -n '2,3s/^# //p' "$0" >&2; exit 2;;
  esac
done
need_packages python3 less
need_qari
CGO_ENABLED=0 go build -o "$scratch/bin/peer" ./.ci/peer
bad=0
figures() { python3 -B "$ci/figures.py" "$@" || bad=1; }

# The longest article of the sample, alone: it opens in the reader at once and scrolls for a while.
id=$("$qari" list --json | python3 -c 'import json, sys; print(max(map(json.loads, sys.stdin), key=lambda a: a["words"] if a["lang"] in ("", "ar") else 0)["id"])')
"$qari" cat --id "$id" --bidi=logical --width 20000 >"$scratch/article.txt"
"$qari" cat --bidi=visual --width 80 "$scratch/article.txt" >"$scratch/shaped.txt"
"$qari" cat --bidi=visual --shape=off --width 80 "$scratch/article.txt" >"$scratch/unshaped.txt"

figures start ${check:+--limit 1.5} "$scratch/bin/peer" -- "$qari"
figures scroll ${check:+--limit 300} -- "$qari" "$scratch/article.txt"
figures scroll --silent -- "$qari" "$scratch/article.txt"
figures scroll -- less "$scratch/shaped.txt"
figures scroll -- less "$scratch/unshaped.txt"
[[ $quick ]] || go test -run '^$' -bench . -benchmem -benchtime 0.3s ./... | grep -E '^(Benchmark|pkg:|FAIL|panic)' || bad=1
exit $bad

#!/usr/bin/env bash
# fuzz.sh [SECONDS]: every fuzz target of the tree for a few seconds; all together for about SECONDS (120).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
budget=${1:-120}

mapfile -t targets < <(grep -rhoE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+\(' cmd ui model data | sort | uniq -c)
files=$(grep -rlE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+\(' cmd ui model data || true)
(( ${#targets[@]} )) || { echo "no fuzz target in the tree"; exit 1; }
each=$(( budget / ${#targets[@]} - 2 )) # building and the corpus take the rest
(( each <= 5 )) || each=5
(( each >= 1 )) || each=1

bad=0
fuzz() { go test -run '^$' -fuzz "^$2\$" -fuzztime "${each}s" -parallel 2 "./$1" >"$scratch/log" 2>&1; }
for folder in $(xargs -rn1 dirname <<<"$files" | sort -u); do
  for target in $(grep -hoE '^func Fuzz[A-Za-z0-9_]+' "$folder"/*_test.go | cut -c6- | sort -u); do
    # The fuzzing engine at times reports its own deadline as a failure; an input that fails is written to a file.
    if fuzz "$folder" "$target" || { grep -q 'context deadline exceeded' "$scratch/log" && ! grep -q 'Failing input' "$scratch/log" && fuzz "$folder" "$target"; }; then
      echo "ok    $folder $target: $(grep -oE 'execs: [0-9]+' "$scratch/log" | tail -1)"
    else
      echo "FAIL  $folder $target"; cat "$scratch/log"; bad=1
    fi
  done
done
exit $bad

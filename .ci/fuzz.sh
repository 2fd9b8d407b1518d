#!/usr/bin/env bash
# fuzz.sh [SECONDS]: every fuzz target of the tree for a few seconds; all together for about SECONDS (110).
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
budget=${1:-110}

# "folder/file_test.go:func FuzzName" to "folder FuzzName"
mapfile -t targets < <(grep -roE --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' cmd ui model data | sed -E 's|/[^/:]*:func | |' | sort)
(( ${#targets[@]} )) || { echo "no fuzz target in the tree"; exit 1; }
each=$(( budget / ${#targets[@]} - 2 )) # the rest goes into building
each=$(( each > 5 ? 5 : each < 1 ? 1 : each ))

fuzz() { go test -run '^$' -fuzz "^$2\$" -fuzztime "${each}s" -parallel 2 "./$1" >"$scratch/log" 2>&1; }
# At times the fuzzing engine reports its own deadline as a failure; an input that fails is written to a file.
only_late() { grep -q 'context deadline exceeded' "$scratch/log" && ! grep -q 'Failing input' "$scratch/log"; }

bad=0
for t in "${targets[@]}"; do
  read -r folder target <<<"$t"
  well=''
  for _ in 1 2 3 4 5; do
    if fuzz "$folder" "$target"; then well=1; break; fi
    only_late || break
  done
  if [[ $well ]]; then
    ran=$(grep -oE 'execs: [0-9]+' "$scratch/log" | tail -n 1) || ran='the corpus found before, no more'
    echo "ok    $folder $target: $ran"
  else
    echo "FAIL  $folder $target"
    cat "$scratch/log"
    bad=1
  fi
done
exit $bad

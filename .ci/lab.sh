#!/usr/bin/env bash
# lab.sh [FOLDER]: pictures of qari's list, reader and both in xterm, which reorders nothing, read back and compared.
# Needs the terminal lab in ../shared/lab. The pictures stay in FOLDER when one is named. Exit: 0 all read well.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_qari
pictures=${1:-$scratch/pictures}
mkdir -p "$pictures"
pictures=$(cd "$pictures" && pwd)
lab=$shared/lab
bad=0

# What is read back must hold this part of the words. Reading Arabic off a picture misses words in clean pictures, too:
# text in the wrong order or unjoined gives next to none.
least=0.7

# picture NAME EXPECTED SHOOT-OPTION... -- ARG...: qari with these arguments, compared with the file EXPECTED.
picture() {
  local name=$1 expected=$2
  shift 2
  local options=()
  while [[ $1 != -- ]]; do options+=("$1"); shift; done
  shift
  printf '%-14s ' "$name"
  "$lab/shoot" "${options[@]}" --env LANG=C.UTF-8 xterm "$pictures/$name.png" -- "$qari" "$@" || { bad=1; return 0; }
  "$lab/ocr" --min "$least" "$pictures/$name.png" "$expected" || bad=1
}

# The titles in the order of the list: newest first, of one date in the order of input.
"$qari" list --json | python3 -c '
import json, sys
articles = sorted(map(json.loads, sys.stdin), key=lambda a: a["date"][:10], reverse=True)
arabic = [a for a in articles if a["lang"] in ("", "ar") and not a["title_derived"]]
print(max(arabic, key=lambda a: a["words"])["id"])
for a in articles[:8]:
    print(" ".join(a["title"].split()[:7]))
' >"$scratch/list.txt"
id=$(head -n 1 "$scratch/list.txt")
sed -i 1d "$scratch/list.txt"

# One article alone opens in the reader at once.
"$qari" cat --id "$id" --width 20000 >"$scratch/article.txt"
"$qari" cat --id "$id" --width 80 | head -n 18 >"$scratch/reader.txt"

picture list "$scratch/list.txt" --size 100x30 -- --lang en
picture reader "$scratch/reader.txt" --size 100x30 -- --lang en "$scratch/article.txt"
picture reader-ar "$scratch/reader.txt" --size 80x24 -- --lang ar "$scratch/article.txt"
if [[ -d $shared/seeds ]]; then
  "$qari" cat --width 80 "$shared/seeds" | head -n 18 >"$scratch/seed.txt"
  picture seed "$scratch/seed.txt" --size 100x30 -- --lang en "$(printf '%s\n' "$shared"/seeds/*.txt | head -n 1)"
  picture seeds-split /dev/null --size 140x40 -- --lang en "$shared/seeds"
fi
exit $bad

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

# This part of the words must be found in the picture. Reading Arabic off a picture misses words in clean pictures,
# too; text in the wrong order or unjoined gives next to none.
least=0.8

# picture NAME EXPECTED COLUMNSxROWS [PANE] -- ARG...: qari with these arguments, compared with the file EXPECTED.
# PANE is how many columns at the left are looked at.
picture() {
  local name=$1 expected=$2 size=$3 pane='' crop=()
  shift 3
  if [[ $1 != -- ]]; then pane=$1; shift; fi
  shift
  # xterm's title is left alone: the lab reads it in another encoding.
  if ! "$lab/shoot" --size "$size" --option=-xrm --option='*allowTitleOps: false' --env LANG=C.UTF-8 --env TERM=xterm-256color \
    xterm "$pictures/$name.png" -- "$qari" "$@"; then
    echo "$name: no picture"
    bad=1
    return
  fi
  if [[ $pane ]]; then
    crop=(--crop "$(python3 -c '
import struct, sys
width, height = struct.unpack(">II", open(sys.argv[1], "rb").read(24)[16:])
print(f"{width * int(sys.argv[2]) // int(sys.argv[3])}x{height}+0+0")' "$pictures/$name.png" "$pane" "${size%x*}")")
  fi
  printf '%-14s ' "$name"
  "$lab/ocr" --min "$least" "${crop[@]}" "$pictures/$name.png" "$expected" || { echo "^ too few words read right"; bad=1; }
}

# listed [PATH...]: id TAB title, as the list shows them: newest first, of one date in the order of input.
listed() {
  "$qari" list --json "$@" | python3 -c '
import json, sys
for a in sorted(map(json.loads, sys.stdin), key=lambda a: a["date"][:10], reverse=True):
    print(a["id"], a["title"], sep="\t")'
}
# page ID ROWS [PATH...]: the first rows of an article.
page() {
  local id=$1 rows=$2
  shift 2
  "$qari" cat --id "$id" --width 80 "$@" >"$scratch/page.txt"
  head -n "$rows" "$scratch/page.txt"
}

# The middle of a title is not cut: its first seven words.
listed >"$scratch/listed.txt"
cut -f 2 "$scratch/listed.txt" | head -n 8 | cut -d ' ' -f 1-7 >"$scratch/list.txt"
id=$(head -n 1 "$scratch/listed.txt" | cut -f 1)
page "$id" 15 >"$scratch/reader.txt"
"$qari" cat --id "$id" --width 20000 >"$scratch/article.txt" # one article alone opens in the reader at once

picture list "$scratch/list.txt" 100x30 -- --lang en
picture reader "$scratch/reader.txt" 100x30 -- --lang en "$scratch/article.txt"
picture reader-ar "$scratch/reader.txt" 80x24 -- --lang ar "$scratch/article.txt"
picture split "$scratch/reader.txt" 140x40 84 -- --lang en
if [[ -d $shared/seeds ]]; then
  listed "$shared/seeds" >"$scratch/listed.txt"
  page "$(head -n 1 "$scratch/listed.txt" | cut -f 1)" 15 "$shared/seeds" >"$scratch/seed.txt"
  picture seeds-split "$scratch/seed.txt" 140x40 84 -- --lang en "$shared/seeds"
  seed=$(printf '%s\n' "$shared"/seeds/*.txt | head -n 1)
  "$qari" cat --width 80 "$seed" >"$scratch/page.txt"
  head -n 15 "$scratch/page.txt" >"$scratch/seed.txt"
  picture seed "$scratch/seed.txt" 100x30 -- --lang en "$seed"
fi
exit $bad

#!/usr/bin/env bash
# lab.sh [--all] [--terminals 'NAME...'] [FOLDER]: pictures of qari in real terminals, read back and compared (lab.py --help).
# Needs the terminal lab in ../shared/lab. The pictures stay in FOLDER when one is named. Exit: 0 all well.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_packages procps
need_qari
options=()
while [[ ${1:-} == --* ]]; do
  options+=("$1")
  if [[ $1 == --terminals ]]; then options+=("$2"); shift; fi
  shift
done
pictures=${1:-$scratch/pictures}
mkdir -p "$pictures"
python3 -B "$ci/lab.py" "${options[@]}" "$shared/lab" "$qari" "$top/data/sample/keywords.toml" "$(cd "$pictures" && pwd)"

#!/usr/bin/env bash
# oracle.sh: the layout of every paragraph of the sample, and of the seeds and the corpora where they are, against
# libfribidi; of the corpora also every line as it is stored, with the controls that the reading view hides.
# Needs the terminal lab in ../shared/lab. Exit: 0 all agree.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_packages python3 libfribidi0
need_qari

CGO_ENABLED=0 go build -o "$scratch/lay" "$ci/oracle.go"
articles=()
for folder in "$shared"/{seeds,corpora}; do
  [[ ! -d $folder ]] || articles+=("$folder")
done
python3 -B "$ci/oracle.py" "$qari" "$scratch/lay" "$shared/lab/reference.py" "${articles[@]}"

#!/usr/bin/env bash
# oracle.sh: the layout of every paragraph of the sample, and of the seeds and the corpora where they are, against
# libfribidi; of the corpora also every line as it is stored, with the controls that the reading view hides.
# Needs the terminal lab in ../shared/lab. Exit: 0 all agree.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_packages python3 libfribidi0
need_qari

bad=0
compare() { python3 -B "$ci/oracle.py" "$@" || bad=1; }
reference=$shared/lab/reference.py
compare "$qari" "$reference"
for articles in "$shared"/{seeds,corpora}; do
  [[ ! -d $articles ]] || compare "$qari" "$reference" "$articles"
done
stored=("$shared"/corpora/*.jsonl.gz)
if [[ -e ${stored[0]} ]]; then
  go build -o "$scratch/lay" "$ci/oracle.go"
  compare --lay "$scratch/lay" "$reference" "${stored[@]}"
fi
exit $bad

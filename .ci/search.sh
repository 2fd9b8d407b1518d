#!/usr/bin/env bash
# search.sh: the match levels on word pairs, and the index against reading every article, on real articles. Needs the
# shared folder beside the checkout. Exit: 0 all agree.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bad=0
if [[ -f $shared/arabic/pairs-dev.tsv ]]; then
  QARI_TEST_PAIRS=$shared/arabic/pairs-dev.tsv go test -count=1 -run '^TestPairs$' -v ./model/arabic || bad=1
fi
for corpus in "$shared"/corpora/*.jsonl.gz; do
  [[ -f $corpus ]] || continue
  some=$scratch/$(basename "$corpus" .gz)
  gzip -dc "$corpus" 2>"$scratch/cut" | awk 'NR % 7 == 1' >"$some" || true
  echo "$(wc -l <"$some") articles of $(basename "$corpus")"
  QARI_TEST_CORPUS=$some go test -count=1 -run 'TestIndexFinds|TestHitsFold' ./model/search || bad=1
done
exit $bad

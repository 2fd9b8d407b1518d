#!/usr/bin/env bash
# oracle.sh: the layout of every paragraph of the sample, and of the seeds where they are, against libfribidi.
# Needs the terminal lab in ../shared/lab. Exit: 0 all agree.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_packages python3 libfribidi0
need_qari

bad=0
compare() { python3 -B "$ci/oracle.py" "$qari" "$shared/lab/reference.py" "$@" || bad=1; }
compare
[[ ! -d $shared/seeds ]] || compare "$shared/seeds"
exit $bad

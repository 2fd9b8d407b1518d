#!/usr/bin/env bash
# e2e.sh: qari in a real terminal (tmux), driven by keys and read off the screen. Exit: 0 all as it should be.
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_packages tmux python3 procps
need_qari
python3 -B "$ci/e2e.py" "$qari" "$top/data/sample/keywords.toml"

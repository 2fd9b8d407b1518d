# Sourced by the scripts beside it: where things are, and the program built once.
set -euo pipefail
ci=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
top=$(dirname "$ci")
shared=$(dirname "$top")/shared # the terminal lab and sample articles, where a machine has them
cd "$top"

export LC_ALL=C.UTF-8
cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/qari-ci
scratch=$(mktemp -d "${TMPDIR:-/tmp}/qari-ci.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

# need_qari sets $qari to the program: $QARI when it is given, else built from the tree.
need_qari() {
  if [[ -z ${QARI:-} ]]; then
    CGO_ENABLED=0 go build -o "$scratch/bin/qari" ./cmd/qari
    QARI=$scratch/bin/qari
  fi
  qari=$QARI
}

# need_packages installs what is missing of the Debian packages named.
need_packages() {
  local p missing=()
  for p in "$@"; do
    [[ $(dpkg-query -W -f '${db:Status-Status}' "$p" 2>/dev/null) == installed ]] || missing+=("$p")
  done
  (( ${#missing[@]} )) || return 0
  [[ $(id -u) == 0 ]] || { echo "missing packages (run as root, or install them): ${missing[*]}" >&2; return 1; }
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q -o DPkg::Lock::Timeout=300 update
  apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"
}

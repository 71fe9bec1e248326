#!/usr/bin/env bash
# A server under load from a second process on this machine: searches a second, p50, p99, failures, and memory over time.
#   benches/load.sh FOLDER [INDEX]
#   benches/load.sh --rebuild FOLDER [TIMES]
# FOLDER holds `scale/` and `relevance/`. Questions of LiveQA and MEDIQA are asked in rotation over 32 connections, none of
# them conditional. INDEX is an index of `scale/` (default: built now). Ends with 1 if a limit is missed.
#
# With --rebuild the index is rebuilt under the load, TIMES times (default 5), each time from pages that all say of which
# version they are. No answer may fail, be of two versions, or be of another version than its generation.
set -euo pipefail

here=$(dirname "$0")
program=${VADEMECUM:-target/release/vademecum}
connections=32
rebuild=
if [[ ${1:-} == --rebuild ]]; then rebuild=yes; shift; fi
data=${1:?folder of the collections}
for needed in wrk curl awk zstdcat; do
    if ! command -v "$needed" >/dev/null; then
        echo "load.sh needs $needed: apt-get install wrk curl gawk zstd" >&2
        exit 2
    fi
done
if [[ ! -x $program ]]; then
    echo "load.sh needs $program: cargo build --release, or name another by VADEMECUM" >&2
    exit 2
fi

work=$(mktemp -d)
server=
stop() {
    if [[ -n $server ]]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
    rm -rf "$work"
}
trap stop EXIT

cut -f2 "$data"/relevance/liveqa/queries.full.tsv "$data"/relevance/mediqa/queries.alexa.tsv > "$work/questions"

# Pages of `scale/` whose titles begin with a word for their version.
write_version() { # VERSION
    mkdir -p "$work/exports"
    local file
    for file in "$data"/scale/*.zst; do
        zstdcat "$file" | sed "s/\"title\":{\"rendered\":\"/&zqv$1q /g" > "$work/new"
        mv "$work/new" "$work/exports/$(basename "$file" .zst)"
    done
}

if [[ -n $rebuild ]]; then
    write_version 0
    "$program" index "$work/exports" --index "$work/index" --quiet >/dev/null
    index=$work/index
elif [[ -n ${2:-} ]]; then
    index=$2
else
    index=$work/index
    "$program" index "$data"/scale/*.zst --index "$index" --quiet >/dev/null
fi

"$program" serve --index "$index" --bind 127.0.0.1:0 2>"$work/log" &
server=$!
address=
for _ in $(seq 100); do
    address=$(sed -n 's,^Answering on http://\([^/]*\)/.*,\1,p' "$work/log")
    if [[ -n $address ]] && curl -fsS "http://$address/healthz" >/dev/null 2>&1; then break; fi
    sleep 0.1
done
if [[ -z $address ]]; then cat "$work/log" >&2; exit 2; fi

memory() { awk '/^VmRSS/ { printf "%.0f MB", $2 / 1024 }' "/proc/$server/status"; }
# Asks so many questions and writes the figures; a signal ends it before.
load() { # REQUESTS FIGURES [check]
    rm -f "$work/done"
    wrk --threads 1 --connections $connections --duration 1h --timeout 10s --script "$here/load.lua" "http://$address" \
        -- "$work/questions" "$1" "$work/done" "${3:-}" > "$work/all" &
    client=$!
    until [[ -e $work/done ]]; do sleep 0.05; done
    kill -INT "$client"
    wait "$client" || true
    grep -E '^(searches|p50|p99|failures|versions|mixed) ' "$work/all" > "$2"
}

if [[ -n $rebuild ]]; then
    load 100000000 "$work/figures" check &
    client=$!
    for version in $(seq "${2:-5}"); do
        write_version "$version"
        "$program" index "$work/exports" --index "$work/index" --quiet >/dev/null
        echo "version $version published"
        sleep 1
    done
    touch "$work/done"
    wait "$client"
    cat "$work/figures"
    awk '/^versions/ { versions = $2 } /^(failures|mixed)/ { wrong += $2 }
        END { exit !(wrong == 0 && versions > 1) }' "$work/figures"
    exit
fi

echo "memory at the start: $(memory)"
load 10000 "$work/figures"
cat "$work/figures"
echo "memory after 10,000: $(memory)"
load 90000 "$work/figures"
cat "$work/figures"
echo "memory after 100,000: $(memory)"
awk '/^searches/ { rate = $4 } /^p99/ { p99 = $2 } /^failures/ { failures = $2 }
    END {
        missed = 0
        if (rate < 500) { print "missed: 500 searches a second"; missed = 1 }
        if (p99 >= 100) { print "missed: p99 under 100 ms"; missed = 1 }
        if (failures > 0) { print "missed: no failures"; missed = 1 }
        exit missed
    }' "$work/figures"

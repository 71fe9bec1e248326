#!/usr/bin/env bash
# Ranking on judged questions: indexes each collection, runs its questions, scores the run.
#   benches/relevance.sh FOLDER [SCORER]
# FOLDER holds `relevance/` and `scale/`; SCORER is a program that takes RUN QRELS [--rel GRADE].
set -euo pipefail
data=${1:?folder of the collections}
scorer=${2:-$data/../tools/score.py}
program=${VADEMECUM:-target/release/vademecum}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

index() { # NAME SOURCE…
    local name=$1; shift
    "$program" index "$@" --index "$work/$name" --quiet >/dev/null
}
score() { # NAME LABEL TOPICS QRELS REL [FLAGS…]
    local name=$1 label=$2 topics=$3 qrels=$4 rel=$5; shift 5
    "$program" search --index "$work/$name" --batch "$topics" --format trec -n 100 --quiet "$@" > "$work/run"
    printf '%-24s %s\n' "$label" "$(python3 "$scorer" "$work/run" "$qrels" --rel "$rel")"
}

index scale "$data"/scale/*.zst &
index mediqa "$data"/relevance/mediqa/*.zst &
wait
index scifact "$data"/relevance/scifact/*.zst &
index medline "$data"/relevance/medline/*.zst &
wait
r=$data/relevance
score scale "liveqa messages" $r/liveqa/queries.full.tsv $r/liveqa/qrels.page.tsv 2
score scale "liveqa paraphrases" $r/liveqa/queries.paraphrase.tsv $r/liveqa/qrels.page.tsv 2
score scale "liveqa summaries" $r/liveqa/queries.summary.tsv $r/liveqa/qrels.page.tsv 2
score mediqa "mediqa alexa" $r/mediqa/queries.alexa.tsv $r/mediqa/qrels.alexa.page.tsv 2
score mediqa "mediqa alexa sections" $r/mediqa/queries.alexa.tsv $r/mediqa/qrels.alexa.section.tsv 2 --unit section
score scifact "scifact train" $r/scifact/queries.train.tsv $r/scifact/qrels.train.page.tsv 1
score medline "medline" $r/medline/queries.test.tsv $r/medline/qrels.test.page.tsv 1

#!/usr/bin/env bash
# Ranking on judged questions: indexes each collection and has `vademecum eval` ask and score its questions, all with one
# setting. Runs are kept, so that a later one can be compared with them.
#   benches/relevance.sh FOLDER [RUNS [BEFORE]] [-- EVAL FLAGS…]
# FOLDER holds `relevance/` and `scale/`. Runs go to RUNS (default target/relevance). With BEFORE, the RUNS of an earlier
# time, it says of each collection what won and what lost since.
set -euo pipefail
data=${1:?folder of the collections}; shift
runs=target/relevance before=
if [[ ${1:---} != -- ]]; then runs=$1; shift; fi
if [[ ${1:---} != -- ]]; then before=$1; shift; fi
if [[ ${1:-} == -- ]]; then shift; fi
flags=("$@")
program=${VADEMECUM:-target/release/vademecum}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$runs"

index() { # NAME SOURCE…
    local name=$1; shift
    "$program" index "$@" --index "$work/$name" --quiet >/dev/null
}
score() { # INDEX LABEL TOPICS QRELS REL [FLAGS…]
    local name=$1 label=$2 topics=$3 qrels=$4 rel=$5; shift 5
    local run="${label// /-}.run"
    local eval=("$program" eval --index "$work/$name" --topics "$topics" --qrels "$qrels" --rel "$rel")
    "${eval[@]}" --run-out "$runs/$run" "${flags[@]}" "${@:1:2}" > "$work/figures"
    printf '%-34s%s\n' "$label" "$(awk '/^  [a-zA-Z]+@/ { printf "  %s %s", $1, $2 }' "$work/figures")"
    if [[ -n $before && -f $before/$run ]]; then
        "$program" eval --run "$runs/$run" --topics "$topics" --qrels "$qrels" --rel "$rel" \
            --against "$before/$run" "$@" | tail -n +2
        echo
    fi
}

index scale "$data"/scale/*.zst &
index mediqa "$data"/relevance/mediqa/*.zst &
wait
index scifact "$data"/relevance/scifact/*.zst &
index medline "$data"/relevance/medline/*.zst &
index sample corpus &
wait
r=$data/relevance
page=(--unit page)
section=(--unit section)
# Five questions stand after one another for each of the 21 diseases, but for the last, which has four.
diseases=(--cluster 5)
score scale "liveqa messages" "$r"/liveqa/queries.full.tsv "$r"/liveqa/qrels.page.tsv 2 "${page[@]}"
score scale "liveqa paraphrases" "$r"/liveqa/queries.paraphrase.tsv "$r"/liveqa/qrels.page.tsv 2 "${page[@]}"
score scale "liveqa summaries" "$r"/liveqa/queries.summary.tsv "$r"/liveqa/qrels.page.tsv 2 "${page[@]}"
score mediqa "mediqa alexa" "$r"/mediqa/queries.alexa.tsv "$r"/mediqa/qrels.alexa.page.tsv 2 "${page[@]}" "${diseases[@]}"
score mediqa "mediqa sections" "$r"/mediqa/queries.alexa.tsv "$r"/mediqa/qrels.alexa.section.tsv 2 \
    "${section[@]}" "${diseases[@]}"
score scifact "scifact train" "$r"/scifact/queries.train.tsv "$r"/scifact/qrels.train.page.tsv 1 "${page[@]}"
score medline "medline" "$r"/medline/queries.test.tsv "$r"/medline/qrels.test.page.tsv 1 "${page[@]}"
score sample "sample site" corpus/questions.tsv corpus/qrels.page.tsv 2 "${page[@]}"
score sample "sample sections" corpus/questions.tsv corpus/qrels.section.tsv 2 "${section[@]}"
# Questions of our own; see judged/README.md for what each set may be used for.
for set in scale-1 scale-2 mediqa; do
    own=benches/judged/$set
    for form in messages paraphrases summaries; do
        score "${set%-[0-9]}" "own $set $form" "$own/$form.tsv" "$own/qrels.page.tsv" 2 "${page[@]}"
        if [[ -f $own/qrels.section.tsv ]]; then
            score "$set" "own $set $form by section" "$own/$form.tsv" "$own/qrels.section.tsv" 2 "${section[@]}"
        fi
    done
done

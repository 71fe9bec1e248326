//! Text that stands on many pages, found by the hashes of its sentences: footers, calls to donate, disclaimers.

use super::record::Records;
use super::sentences::SentenceRecord;

/// A sentence on this many pages, and on this share of all, is the site's and not the page's.
const REPEATED_PAGES: usize = 4;
const REPEATED_SHARE: f64 = 0.05;

/// Spans of repeated text in one passage, as positions of its body field.
pub(super) type Spans = Vec<(u32, u32)>;

/// Where text that stands on many pages stands: by page number and place of the passage, in order.
pub(super) fn repeats(records: &Records) -> Vec<((u32, u32), Spans)> {
    let common = Common::of(records);
    let mut spans: Vec<((u32, u32), Spans)> = Vec::new();
    for record in records.values().filter(|record| record.sentences.hashes().any(|hash| common.contains(hash))) {
        let here = record.sentences.iter().filter(|(_, sentence)| common.contains(sentence.hash));
        for (place, SentenceRecord { from, to, .. }) in here {
            let passage = (record.number, place);
            match spans.last_mut() {
                Some((known, spans)) if *known == passage => spans.push((from, to)),
                _ => spans.push((passage, vec![(from, to)])),
            }
        }
    }
    spans.sort_unstable();
    spans
}

/// The sentences that stand on many pages.
struct Common {
    tally: Tally,
    /// Their hashes, sorted.
    hashes: Vec<u64>,
    /// Pages that count as many.
    least: usize,
}

impl Common {
    fn of(records: &Records) -> Common {
        let least = REPEATED_PAGES.max((records.len() as f64 * REPEATED_SHARE).ceil() as usize);
        let tally = Tally::of(records);
        let mut hashes: Vec<u64> = Vec::new();
        let mut here: Vec<u64> = Vec::new();
        for record in records.values() {
            here.extend(record.sentences.hashes().filter(|hash| tally.at_most(*hash) >= least));
            here.sort_unstable();
            here.dedup();
            hashes.append(&mut here);
        }
        hashes.sort_unstable();
        let of_many = hashes.chunk_by(|a, b| a == b).filter(|same| same.len() >= least);
        let hashes = of_many.filter_map(|same| same.first().copied()).collect();
        Common { tally, hashes, least }
    }

    fn contains(&self, hash: u64) -> bool {
        self.tally.at_most(hash) >= self.least && self.hashes.binary_search(&hash).is_ok()
    }
}

/// How often each sentence stands at most: sentences that share a slot are counted together. Nearly all stand once, and
/// to look them up here takes a tenth of the time of sorting them.
struct Tally {
    counts: Vec<u32>,
    /// Bits of a hash that are not its slot.
    shift: u32,
}

impl Tally {
    fn of(records: &Records) -> Tally {
        let sentences: usize = records.values().map(|record| record.sentences.len()).sum();
        let slots = (2 * sentences).next_power_of_two().clamp(2, 1 << 22);
        let mut tally = Tally { counts: vec![0; slots], shift: u64::BITS - slots.trailing_zeros() };
        for hash in records.values().flat_map(|record| record.sentences.hashes()) {
            if let Some(count) = tally.counts.get_mut((hash >> tally.shift) as usize) {
                *count += 1;
            }
        }
        tally
    }

    fn at_most(&self, hash: u64) -> usize {
        self.counts.get((hash >> self.shift) as usize).map_or(0, |count| *count as usize)
    }
}

//! What of a difference may be chance: a paired randomisation test and a bootstrap interval, both over topics.
//!
//! - **Randomisation** (Fisher's; Smucker, Allan & Carterette 2007, *A comparison of statistical significance tests for
//!   information retrieval evaluation*, CIKM): if the two runs were alike, it would be a matter of chance which of them
//!   had which score. All ways of swapping them, topic by topic, are tried where there are few, else many at random; p is
//!   the share of ways that differ at least as much as what was seen. Two-sided.
//! - **Bootstrap** (Efron & Tibshirani 1993, *An Introduction to the Bootstrap*; percentiles): topics are drawn again with
//!   replacement, each with all its questions; the interval holds the middle 95 % of the mean differences.
//!
//! The seed is fixed: the same runs give the same numbers.

use fastrand::Rng;

/// Seed of every draw.
pub const SEED: u64 = 20_020_422;
/// Draws of topics for an interval.
pub const RESAMPLES: usize = 10_000;
/// Random ways of swapping that are tried where there are too many to try all.
pub const RANDOMISATIONS: usize = 100_000;
/// Up to so many topics that differ, all ways of swapping are tried.
const ALL_WAYS_UP_TO: usize = 16;
/// Sums of the same differences in another order may differ by this much.
const ROUNDING: f64 = 1e-12;

/// The questions of one topic.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Group {
    /// Sum of their differences.
    pub(super) sum: f64,
    /// How many they are.
    pub(super) questions: usize,
}

/// The probability of a difference of this size or more between runs that are alike.
pub(super) fn randomisation(groups: &[Group]) -> f64 {
    let sums: Vec<f64> = groups.iter().map(|group| group.sum).filter(|sum| sum.abs() > ROUNDING).collect();
    let seen = sums.iter().sum::<f64>().abs() - ROUNDING * groups.len().max(1) as f64;
    let as_far = |signs: &mut dyn FnMut() -> bool| {
        let swapped: f64 = sums.iter().map(|sum| if signs() { *sum } else { -sum }).sum();
        swapped.abs() >= seen
    };
    if sums.len() <= ALL_WAYS_UP_TO {
        let ways = 1_u32 << sums.len();
        let far = (0..ways).filter(|way| {
            let mut bits = *way;
            as_far(&mut || {
                let sign = bits & 1 == 1;
                bits >>= 1;
                sign
            })
        });
        return far.count() as f64 / f64::from(ways);
    }
    let mut random = Rng::with_seed(SEED);
    let mut bits = Bits { bits: 0, left: 0 };
    let far = (0..RANDOMISATIONS).filter(|_| as_far(&mut || bits.next(&mut random))).count();
    // What was seen is one of the ways.
    (far + 1) as f64 / (RANDOMISATIONS + 1) as f64
}

/// Random bits, 64 of one draw.
struct Bits {
    bits: u64,
    left: u32,
}

impl Bits {
    fn next(&mut self, random: &mut Rng) -> bool {
        if self.left == 0 {
            *self = Bits { bits: random.u64(..), left: 64 };
        }
        let bit = self.bits & 1 == 1;
        self.bits >>= 1;
        self.left -= 1;
        bit
    }
}

/// The middle 95 % of the mean differences of resampled topics; `None` for fewer than two topics.
pub(super) fn interval(groups: &[Group]) -> Option<[f64; 2]> {
    if groups.len() < 2 {
        return None;
    }
    let mut random = Rng::with_seed(SEED);
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let drawn = (0..groups.len()).filter_map(|_| groups.get(random.usize(..groups.len())));
            let sum = drawn.fold(Group::default(), |sum, group| Group {
                sum: sum.sum + group.sum,
                questions: sum.questions + group.questions,
            });
            sum.sum / sum.questions.max(1) as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let outside = RESAMPLES / 40;
    Some([*means.get(outside)?, *means.get(RESAMPLES - 1 - outside)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(sums: &[f64]) -> Vec<Group> {
        sums.iter().map(|&sum| Group { sum, questions: 1 }).collect()
    }

    #[test]
    fn few_topics_are_swapped_in_all_ways() {
        // Of the 8 ways of swapping three equal gains, only none and all differ as much.
        assert!((randomisation(&groups(&[0.1, 0.1, 0.1])) - 0.25).abs() < 1e-12);
        // 3 against -1: |2| or more is reached by +3-1, +3+1 and their opposites.
        assert!((randomisation(&groups(&[0.3, -0.1])) - 1.0).abs() < 1e-12);
        assert!((randomisation(&groups(&[0.0, 0.0])) - 1.0).abs() < 1e-12);
        assert!((randomisation(&[]) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn random_ways_come_near_to_all_ways() {
        let sums: Vec<f64> = (0..16_i32).map(|at| f64::from(at % 5) - 1.3).collect();
        let exact = randomisation(&groups(&sums));
        // A seventeenth topic that hardly differs has them drawn at random.
        let drawn = randomisation(&groups(&[sums.as_slice(), &[1e-9]].concat()));
        assert!((exact - drawn).abs() < 0.01, "{exact} {drawn}");
    }

    #[test]
    fn equal_differences_leave_no_doubt_and_one_topic_leaves_nothing_to_draw() {
        let [low, high] = interval(&groups(&[0.2, 0.2, 0.2])).unwrap_or_default();
        assert!((low - 0.2).abs() < 1e-9 && (high - 0.2).abs() < 1e-9);
        assert_eq!(interval(&groups(&[0.2])), None);
    }

    #[test]
    fn questions_of_one_topic_count_as_one_draw() {
        let each: Vec<Group> = groups(&[&[1.0; 10][..], &[0.0; 10]].concat());
        let together = [Group { sum: 10.0, questions: 10 }, Group { sum: 0.0, questions: 10 }];
        let width = |groups: &[Group]| interval(groups).map_or(0.0, |[low, high]| high - low);
        assert!(width(&together) > 2.0 * width(&each));
    }
}

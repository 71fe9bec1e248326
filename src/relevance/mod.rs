//! Judged questions: how well the passages found answer what people asked, as numbers that can be compared.
//!
//! 1. [`Topics`] are the questions, [`Qrels`] the judgements, both in the files of TREC.
//! 2. [`ask()`] puts the questions to a searcher and makes a [`Run`]; or a run is read that another program made.
//! 3. [`evaluate`] gives each question its [`Scores`], and their means.
//! 4. [`compare`] says what two runs of the same questions differ in, and what of it may be chance.
//! 5. [`ask_without_each`] and [`compare_parts`] say so of each part of the ranking.
//!
//! Nothing here prints, and nothing judges: who decides what is relevant is a person.
//!
//! ```
//! use vademecum::relevance::{Measure, Qrels, Run, evaluate};
//!
//! # fn main() -> anyhow::Result<()> {
//! let qrels = Qrels::parse("qrels", "q1 0 swallowing 2\nq1 0 exercise 1\n")?;
//! let run = Run::parse("run", "q1 Q0 exercise 1 7.5 me\nq1 Q0 swallowing 2 7.1 me\n")?;
//! let evaluation = evaluate(&run, &qrels, None, 2.0)?;
//! // Only `swallowing` is good enough, and it stands second.
//! assert_eq!(evaluation.mean.of(Measure::Mrr10), 0.5);
//! assert_eq!(evaluation.mean.of(Measure::Success1), 0.0);
//! assert_eq!(evaluation.mean.of(Measure::Success5), 1.0);
//! # Ok(())
//! # }
//! ```

mod ask;
mod clusters;
mod comparison;
mod evaluation;
mod floor;
mod measure;
mod parts;
mod qrels;
mod ranking;
mod resample;
mod rows;
mod run;
mod topics;

pub use ask::{PAGES_OF_A_RUN, SECTIONS_OF_A_PAGE, ask, run_options};
pub use clusters::{Clustering, Clusters};
pub use comparison::{Comparison, MeasureChange, QueryChange, compare};
pub use evaluation::{Evaluation, QueryScores, evaluate};
pub use floor::{Floor, FloorOutcome};
pub use measure::{Measure, Scores};
pub use parts::{PartChange, ask_without_each, compare_parts};
pub use qrels::Qrels;
pub use ranking::{Ranking, SectionNames, heading_slug};
pub use resample::{RANDOMISATIONS, RESAMPLES, SEED};
pub use run::{Ranked, Run};
pub use topics::{Topic, Topics};

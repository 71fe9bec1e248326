//! The front page, its answers alone for the script, its help, and the files it is made with.

use askama::Template;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State as Shared};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::answers::{ShownAnswer, is_partial};
use super::site::{LanguageOfSite, PartOfSite, SiteShown, parts};
use crate::analysis::{Language, is_stop_word};
use crate::search::{Answer, SearchOptions, Searcher};
use crate::serve::api::search::{Asked, body};
use crate::serve::asked::Keeping;
use crate::serve::problem::Problem;
use crate::serve::state::State;

/// Topics that are offered where nothing answers, in all and for one word of the question.
const MOST_TOPICS: usize = 6;
const TOPICS_OF_A_WORD: usize = 2;
/// Words of the question that are looked at for them, the longest first, and the letters of the shortest.
const MOST_WORDS: usize = 6;
const SHORTEST_WORD: usize = 4;

/// The front page.
#[derive(Template)]
#[template(path = "shell.html")]
struct Shell {
    site: String,
    emergency: Option<String>,
    boundary: Option<String>,
    question: String,
    filters: Filters,
    parts: Vec<PartOfSite>,
    languages: Vec<LanguageOfSite>,
    as_of_line: String,
    stale: bool,
    keeping: Keeping,
    disclaimer: Option<String>,
    answers: Option<ShownAnswer>,
}

/// The answers alone.
#[derive(Template)]
#[template(path = "answers.html")]
struct Fragment {
    site: String,
    answers: Option<ShownAnswer>,
}

/// The page of keys.
#[derive(Template)]
#[template(path = "keys.html")]
struct Keys {
    emergency: Option<String>,
    boundary: Option<String>,
    as_of_line: String,
    stale: bool,
}

/// What the filters are set to.
#[derive(Default)]
struct Filters {
    under: String,
    lang: String,
    fresh_only: bool,
    not: String,
}

impl Filters {
    fn any(&self) -> bool {
        !self.under.is_empty() || !self.lang.is_empty() || self.fresh_only || !self.not.is_empty()
    }
}

/// The page without a question, or with the one of a link that was made on request.
pub(in crate::serve) async fn open(
    Shared(state): Shared<State>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(asked) = asked.map_err(|_| Problem::parameter("q", "is the only parameter of a link to a question"))?;
    whole(&state, asked).await
}

/// The page with the answers to a question that was sent as a form.
pub(in crate::serve) async fn front(Shared(state): Shared<State>, request: Request) -> Result<Response, Problem> {
    let asked = body(request, &state).await?;
    whole(&state, asked).await
}

/// Keeps no question from now on; what was typed stays on the page.
pub(in crate::serve) async fn pause(shared: Shared<State>, request: Request) -> Result<Response, Problem> {
    shared.questions.pause(true);
    front(shared, request).await
}

/// Keeps questions again; the one on the page was asked before and is not.
pub(in crate::serve) async fn resume(Shared(state): Shared<State>, request: Request) -> Result<Response, Problem> {
    let asked = body(request, &state).await?;
    asked.may_be_kept()?;
    state.questions.pause(false);
    whole(&state, asked.unkept()).await
}

/// The answers alone, for the script.
pub(in crate::serve) async fn fragment(Shared(state): Shared<State>, request: Request) -> Result<Response, Problem> {
    let asked = body(request, &state).await?;
    let (answers, site, _) = answered(&state, asked, false).await?;
    html(&Fragment { site: site.name, answers })
}

pub(in crate::serve) async fn keys(Shared(state): Shared<State>) -> Result<Response, Problem> {
    let config = &state.options.config.serve;
    let site = SiteShown::of(&state.live.snapshot(), config, state.options.today());
    html(&Keys {
        emergency: config.emergency.clone(),
        boundary: config.boundary.clone(),
        as_of_line: site.as_of_line,
        stale: site.stale,
    })
}

async fn whole(state: &State, asked: Asked) -> Result<Response, Problem> {
    let filters = Filters {
        under: asked.under.clone().unwrap_or_default(),
        lang: asked.lang.clone().unwrap_or_default(),
        fresh_only: asked.fresh_only.as_deref() == Some("1"),
        not: asked.not.clone().unwrap_or_default(),
    };
    let question = asked.q.clone();
    let (answers, site, parts) = answered(state, asked, true).await?;
    let config = &state.options.config.serve;
    html(&Shell {
        site: site.name,
        emergency: config.emergency.clone(),
        boundary: config.boundary.clone(),
        question,
        filters,
        parts,
        languages: site.languages,
        as_of_line: site.as_of_line,
        stale: site.stale,
        keeping: state.questions.keeping(),
        disclaimer: config.disclaimer.clone(),
        answers,
    })
}

/// The answer to a question, and the site with its parts, where they are wanted.
async fn answered(
    state: &State,
    asked: Asked,
    with_parts: bool,
) -> Result<(Option<ShownAnswer>, SiteShown, Vec<PartOfSite>), Problem> {
    let options = asked.options(state)?;
    let serve = state.options.config.serve.clone();
    let today = state.options.today();
    let listener = state.listener(asked.may_be_kept()?);
    let answered = state.workers.ask(move |searcher| {
        let site = SiteShown::of(searcher.snapshot(), &serve, today);
        let chosen = asked.meaning.as_deref().unwrap_or_default();
        let shown = (!asked.q.trim().is_empty()).then(|| {
            let answer = searcher.search(&asked.q, &options)?;
            if let Some(listener) = listener {
                listener.hear(searcher, &asked.q, &answer, &options);
            }
            let nearest = if is_partial(&answer) { nearest(searcher, &answer, &options)? } else { Vec::new() };
            let disclaimer = serve.disclaimer.as_deref();
            Ok::<_, anyhow::Error>(ShownAnswer::of(&answer, chosen, nearest, disclaimer, &site, link(&asked)))
        });
        let parts = if with_parts { parts(searcher.snapshot().table.pages()) } else { Vec::new() };
        shown.transpose().map(|shown| (shown, site, parts))
    });
    answered.await?.map_err(|_| Problem::failed())
}

/// The address of a question with all that narrows it down, for whoever asks for it.
fn link(asked: &Asked) -> String {
    let encoded =
        |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    let narrowed = [
        ("under", &asked.under),
        ("lang", &asked.lang),
        ("fresh_only", &asked.fresh_only),
        ("not", &asked.not),
        ("meaning", &asked.meaning),
    ];
    let narrowed = narrowed.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?)));
    let set = narrowed.filter(|(_, value)| !value.trim().is_empty() && *value != "0");
    let set: String = set.map(|(name, value)| ["&", name, "=", &encoded(value)].concat()).collect();
    format!("/?q={}{set}", encoded(&asked.q))
}

/// Topics near a question that nothing answers: what its words begin; where they begin nothing, the site's parts.
fn nearest(searcher: &Searcher<'_>, answer: &Answer, options: &SearchOptions) -> anyhow::Result<Vec<String>> {
    let plain = answer.query.split(|letter: char| !letter.is_alphanumeric());
    let tells =
        |word: &&str| word.chars().count() >= SHORTEST_WORD && !is_stop_word(&word.to_lowercase(), Language::English);
    let mut words: Vec<&str> = plain.filter(tells).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    // What stands in the question itself leads nowhere else.
    let typed = answer.query.to_lowercase();
    let mut topics: Vec<String> = Vec::new();
    for word in words.into_iter().take(MOST_WORDS) {
        for suggestion in searcher.suggest(word, TOPICS_OF_A_WORD, options)? {
            let new = !typed.contains(&suggestion.text.to_lowercase());
            if new && !topics.contains(&suggestion.text) {
                topics.push(suggestion.text);
            }
        }
    }
    if topics.is_empty() && answer.hits.is_empty() {
        topics.extend(parts(searcher.snapshot().table.pages()).into_iter().map(|part| part.name));
    }
    topics.truncate(MOST_TOPICS);
    Ok(topics)
}

/// A page, never kept by a browser or a proxy: it may hold a question.
pub(super) fn html(template: &impl Template) -> Result<Response, Problem> {
    let text = template.render().map_err(|_| Problem::failed())?;
    let kind = (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    let unkept = (header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(([kind, unkept], text).into_response())
}

/// The files that the page is made with: all stand in the program.
pub(in crate::serve) async fn asset(Path(name): Path<String>) -> Result<Response, Problem> {
    let (kind, text) = match name.as_str() {
        "vademecum.css" => ("text/css; charset=utf-8", include_str!("vademecum.css")),
        "vademecum.js" => ("text/javascript; charset=utf-8", include_str!("vademecum.js")),
        "icon.svg" => ("image/svg+xml", include_str!("icon.svg")),
        _ => return Err(Problem::new(StatusCode::NOT_FOUND, "not-found", "there is nothing at this address")),
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, text).into_response())
}

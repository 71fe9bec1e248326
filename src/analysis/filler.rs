//! Politeness and the frames of questions: words people wrap around what they ask.
//!
//! What it marks is left out of retrieval by `query`, unless nothing else remains.

use super::stop::is_negation;
use super::{Language, Tokens};

/// Phrases in folded words. The longest that fits at a place is taken.
const PHRASES: &[&str] = &[
    "thing",
    "things",
    "stuff",
    "kind of thing",
    "some kind of",
    "sort of thing",
    "advance thanks",
    "any advice",
    "any advice would be appreciated",
    "any help",
    "any help is appreciated",
    "any help would be appreciated",
    "any help would be greatly appreciated",
    "any information",
    "any information would be appreciated",
    "any info",
    "appreciate it",
    "best regards",
    "can anyone help",
    "can anyone tell me",
    "can i get",
    "can someone tell me",
    "can u tell me",
    "can you explain",
    "can you give me",
    "can you help",
    "can you help me",
    "can you please",
    "can you please tell me",
    "can you tell me",
    "could you please",
    "could you please tell me",
    "could you tell me",
    "dear doctor",
    "dear dr",
    "dear madam",
    "dear sir",
    "dear sir madam",
    "dear sir or madam",
    "dear team",
    "do you have any information",
    "do you have any information on",
    "do you know",
    "give me information",
    "god bless",
    "good afternoon",
    "good day",
    "good evening",
    "good morning",
    "greetings",
    "hello",
    "help me",
    "hi",
    "hi there",
    "how are you",
    "i am interested in",
    "i am looking for",
    "i am looking for information",
    "i am looking for information on",
    "i am seeking information",
    "i am trying to find",
    "i am trying to find out",
    "i am wondering",
    "i am writing to ask",
    "i am wondering if",
    "i d like to know",
    "i have a question",
    "i have a question about",
    "i hope you can help",
    "i hope you can help me",
    "i just want to know",
    "i look forward to hearing from you",
    "i need help",
    "i need information",
    "i need information on",
    "i need to know",
    "i want information on",
    "i want to ask",
    "i want to know",
    "i was wondering",
    "i was wondering if",
    "i wonder if",
    "i would appreciate",
    "i would appreciate any information",
    "i would be grateful",
    "i would like information on",
    "i would like to ask",
    "i would like to find out",
    "i would like to know",
    "i would like to know more about",
    "i would like to learn more about",
    "is there any information",
    "just wondering",
    "kind regards",
    "kindly",
    "let me know",
    "looking forward to hearing from you",
    "looking forward to your reply",
    "many thanks",
    "my question is",
    "please",
    "please advise",
    "please can you",
    "please could you",
    "please explain",
    "please give me",
    "please help",
    "please help me",
    "please let me know",
    "please provide",
    "please provide information on",
    "please send me",
    "please send me information",
    "please tell me",
    "regards",
    "send me information",
    "sincerely",
    "tell me",
    "tell me about",
    "tell me more about",
    "thank u",
    "thank you",
    "thank you for any help",
    "thank you for reading",
    "thank you for your help",
    "thank you for your time",
    "thank you in advance",
    "thank you so much",
    "thank you so much for your help",
    "thank you so much for your time",
    "thank you very much",
    "thank you very much for your help",
    "thank you very much for your time",
    "thanks",
    "thanks a lot",
    "thanks for any help",
    "thanks for your help",
    "thanks for your time",
    "thanks in advance",
    "thanks so much",
    "thx",
    "to whom it may concern",
    "what can you tell me about",
    "what do you know about",
    "would like to know",
    "would you please",
    "would you tell me",
    "yours faithfully",
    "yours sincerely",
    "yours truly", //
    "buenas tardes",
    "buenos dias",
    "gracias",
    "hola",
    "me gustaria saber",
    "muchas gracias",
    "por favor",
    "puede decirme",
    "quiero saber",
    "quisiera saber",
    "saludos", //
    "bonjour",
    "cordialement",
    "j aimerais savoir",
    "je voudrais savoir",
    "merci",
    "merci beaucoup",
    "merci d avance",
    "pouvez vous me dire",
    "s il te plait",
    "s il vous plait", //
    "bitte",
    "danke",
    "guten tag",
    "hallo",
    "ich mochte wissen",
    "konnen sie mir sagen",
    "mit freundlichen grussen",
    "vielen dank",
];

/// For each word of a question, whether it is politeness or filler ("please", "can you tell me", "thank you").
///
/// A word that denies is never marked. Every word may be marked: a question that is all politeness asks nothing.
#[must_use]
pub fn filler(tokens: &Tokens, _language: Language) -> Vec<bool> {
    let mut marked = vec![false; tokens.len()];
    let mut at = 0;
    while at < tokens.len() {
        let phrases = PHRASES.iter().filter_map(|phrase| fits(tokens, at, phrase));
        let longest = phrases.chain(relative(tokens, at)).max().unwrap_or(0);
        for place in marked.iter_mut().skip(at).take(longest) {
            *place = true;
        }
        at += longest.max(1);
    }
    for (at, place) in marked.iter_mut().enumerate() {
        *place &= !is_negation(tokens.folded(at));
    }
    marked
}

/// Who a caller rings about: "my dad", "my wife". Who it is decides no answer; a page for carers is asked for by
/// "carer", and one about children by "child" without the "my".
const RELATIVES: &[&str] = &[
    "aunt",
    "boyfriend",
    "brother",
    "cousin",
    "dad",
    "daddy",
    "daughter",
    "father",
    "friend",
    "gran",
    "grandad",
    "granddaughter",
    "grandfather",
    "grandma",
    "grandmother",
    "grandpa",
    "grandson",
    "girlfriend",
    "husband",
    "mom",
    "mother",
    "mum",
    "mummy",
    "nan",
    "neighbor",
    "nephew",
    "niece",
    "partner",
    "sister",
    "son",
    "stepfather",
    "stepmother",
    "uncle",
    "wife",
];

fn relative(tokens: &Tokens, at: usize) -> Option<usize> {
    (tokens.folded(at) == "my" && RELATIVES.contains(&tokens.folded(at + 1))).then_some(2)
}

/// The number of words of the phrase, if they stand here.
fn fits(tokens: &Tokens, at: usize, phrase: &str) -> Option<usize> {
    let mut words = 0;
    for word in phrase.split(' ') {
        if at + words >= tokens.len() || tokens.folded(at + words) != word {
            return None;
        }
        words += 1;
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::super::{Analyzer, Language};
    use super::filler;

    fn left(question: &str) -> String {
        let tokens = Analyzer::new(Language::English).analyze(question);
        let marked = filler(&tokens, Language::English);
        let words: Vec<_> = tokens.iter().zip(marked).filter(|(_, marked)| !marked).map(|(t, _)| t.surface).collect();
        words.join(" ")
    }

    #[test]
    fn politeness_is_marked_and_the_question_left() {
        assert_eq!(left("Hello, can you please tell me what IMNM is? Thank you very much."), "what IMNM is");
        assert_eq!(left("I would like to know about statins"), "about statins");
        assert_eq!(left("please do not stop prednisone"), "do not stop prednisone");
        assert_eq!(left("thanks"), "");
    }
}

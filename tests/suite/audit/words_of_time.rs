//! Words of time: `relative-time`, `past-event`, `old-statistic`.

use serde_json::json;

use super::harness::{Audited, marked_words, paragraph};

/// What a check marks in each of some paragraphs of one page.
fn marked(check: &str, texts: &[&str]) -> Vec<String> {
    let body: String = texts.iter().map(|text| paragraph(text)).collect();
    let found = Audited::by(&[check]).page("a", "Rest", &body).findings();
    let of = |text: &&str| {
        let own =
            found.iter().filter(|it| it.sentence.as_ref().is_some_and(|sentence| text.contains(sentence.as_str())));
        own.map(marked_words).collect::<Vec<_>>().join(" / ")
    };
    texts.iter().map(of).collect()
}

/// Holds each paragraph against what a check is to mark in it.
fn each_is(check: &str, expected: &[(&str, &str)]) {
    let texts: Vec<&str> = expected.iter().map(|(text, _)| *text).collect();
    for ((text, words), marked) in expected.iter().zip(marked(check, &texts)) {
        assert_eq!(marked, *words, "{check}: {text}");
    }
}

/// Holds that a check leaves all of these alone.
fn left_alone(check: &str, texts: &[&str]) {
    each_is(check, &texts.iter().map(|text| (*text, "")).collect::<Vec<_>>());
}

#[test]
fn words_that_age_are_found_where_they_speak_of_what_is_known_or_offered() {
    each_is(
        "relative-time",
        &[
            ("There is currently no cure.", "currently"),
            ("Currently, doctors try four drugs in turn.", "Currently"),
            ("No test is currently available for it.", "currently"),
            ("The drug was recently approved for adults.", "recently"),
            ("A recently developed test finds it in the blood.", "recently"),
            ("Scientists have recently found a second gene.", "recently"),
            ("It is a newly defined form of the disease.", "newly"),
            ("Recent studies suggest that walking helps.", "Recent studies"),
            ("Survival has improved in recent years.", "recent years"),
            ("New research shows that walking helps.", "New"),
            ("New treatments are being tested.", "New"),
            ("Gene tests are now available in most regions.", "now"),
            ("At present, nobody knows the cause.", "At present"),
            ("To date, no drug has helped.", "To date"),
            ("Our upcoming webinar is about rest.", "upcoming"),
            ("Next year we hope to open on Saturdays.", "Next year"),
            ("Some 3,000 people will be diagnosed this year.", "this year"),
            ("Results may be available in the near future, researchers say.", "in the near future"),
            ("Over the past decade, treatment has changed.", "Over the past decade"),
        ],
    );
}

#[test]
fn two_words_of_one_sentence_are_one_finding() {
    let text = "It has recently been licensed and is a newly approved choice.";
    each_is("relative-time", &[(text, "recently | newly")]);
}

#[test]
fn a_year_beside_it_dates_a_word() {
    left_alone(
        "relative-time",
        &[
            "There is currently (2026) no cure.",
            "As of March 2025 there is currently no cure.",
            "A recently developed test (Smith, 2024) finds it.",
        ],
    );
    let other = ["In 2024 a test came. There is currently no help.", "There is currently no cure for 2000 people."];
    each_is("relative-time", &other.map(|text| (text, "currently")));
}

#[test]
fn what_is_said_of_readers_and_patients_does_not_age() {
    left_alone(
        "relative-time",
        &[
            "Tell your doctor if you are currently taking any drug.",
            "Tell your doctor about all medicines that you currently use.",
            "Do not take it if you currently have an infection.",
            "Currently smoke or have quit within 15 years: ask about a scan of the lungs.",
            "The two forms are now thought to be one disease, which treatment does not change.",
            "It is held against the treatment currently used as the standard.",
            "It is for newly diagnosed patients.",
            "Women who are currently pregnant should not take it.",
            "Watch for new symptoms.",
            "Ask before you start a new medicine.",
            "Have you recently been in hospital?",
            "People who have recently been identified as carriers can ask.",
            "Children who recently had a cold may cough.",
            "She is currently not working.",
            "Bone marrow makes newly formed cells.",
            "Clinical trials test whether new treatments are safe.",
            "Keep your vaccines up to date.",
            "In the last year of life, care matters most.",
            "Rest over the next month.",
            "A relapse may come within the next year.",
            "You may be asked about your upcoming appointment.",
            "I was recently discovered to have it, and there is currently no cure.",
            "Pain is felt in the present tense.",
            "New cells are made every day.",
            "New therapies are tested on people only after they are shown to be safe in animals.",
            "Women can stop after three negative tests within the past 10 years.",
            "Some treatments are standard (the currently used treatment).",
            "There are presently no signs of infection.",
            "See the FDA for the latest on newly approved medications.",
            "The two were once thought to be one disorder and are now considered distinct.",
        ],
    );
}

#[test]
fn the_description_is_read_too_and_told_once() {
    let site = |description: &str, body: &str| {
        let fields = json!({ "yoast_head_json": { "description": description } });
        Audited::by(&["relative-time"]).page_with("a", "Rest", &paragraph(body), &fields).findings()
    };
    let found = site("Größe counts. It is a newly defined form of the disease.", "Rest helps.");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].sentence.as_deref(), Some("It is a newly defined form of the disease."));
    assert_eq!(found[0].marks, [(8, 13)]);
    assert_eq!(found[0].evidence["field"], "description");
    assert!(found[0].action.contains("description"), "{}", found[0].action);
    let twice = site("It is a newly defined form of the disease.", "It is a newly defined form of the disease.");
    assert_eq!(twice.len(), 1);
    assert!(!twice[0].evidence.contains_key("field"));
}

#[test]
fn a_page_in_another_language_is_not_judged_by_english_words() {
    let body = paragraph("En el presente no hay cura. Currently no hay otra cosa que el reposo y la paciencia.");
    let fields = json!({ "yoast_head_json": { "schema": { "@graph": [{ "@type": "WebPage", "inLanguage": "es" }] } } });
    let site = Audited::by(&["relative-time"]).page_with("a", "Descanso", &body, &fields);
    assert_eq!(site.marked(), [""; 0]);
}

#[test]
fn a_date_that_has_passed_is_found_where_it_is_spoken_of_as_to_come() {
    each_is(
        "past-event",
        &[
            ("The family day will be held on 12 May 2024.", "12 May 2024"),
            ("On 12 May 2024 the group will meet in Leeds.", "12 May 2024"),
            ("Register by 1 March 2023 to be sure of a place.", "1 March 2023"),
            ("Please apply online before June 2024.", "June 2024"),
            ("Next meeting: 3 June 2024, 2 pm.", "3 June 2024"),
            ("Our upcoming webinar is on March 3rd, 2025.", "March 3rd, 2025"),
            ("The course starts in September 2023.", "September 2023"),
            ("A result is expected in 2021.", "2021"),
            ("The conference takes place on 14-16 September 2023.", "16 September 2023"),
            ("In early 2024, a trial will begin.", "2024"),
            ("By 2020, the number of patients will double.", "2020"),
            ("The deadline for grants is 31 January 2026.", "31 January 2026"),
            ("The survey is open until 30 April 2025.", "30 April 2025"),
            ("Join us on Saturday, 4 October 2025, for a walk.", "Saturday, 4 October 2025"),
        ],
    );
}

#[test]
fn what_is_told_as_past_or_is_still_to_come_is_left_alone() {
    left_alone(
        "past-event",
        &[
            "The family day was held on 12 May 2024.",
            "The family day will be held on 12 May 2027.",
            "The course starts in November 2026.",
            "The clinic will open in 2026.",
            "The course runs until 30 April 2025 and is open until 30 April 2027.",
            "In 2010 the drug was expected to come by 2012.",
            "The trial, which started in 2010, will follow 300 patients.",
            "People born before 1992 will need a test.",
            "The next meeting, held on 3 June 2024, was full.",
            "The drug was approved in 2015 and will help.",
            "Registration closed on 1 March 2023.",
            "You will need 2000 calories a day.",
            "The centre opened in May 2015 and will be rebuilt.",
            "In 2019 the charity said it will open three clinics.",
            "If you were infected before 2010, you will need a test.",
            "The trial began in 2019 and is expected to end in 2028.",
        ],
    );
}

#[test]
fn dates_listed_under_upcoming_events_are_to_come() {
    let list = |heading: &str| {
        let body = format!("<h2>{heading}</h2><ul><li>12 May 2024: Leeds</li><li>12 May 2027: York</li></ul>");
        Audited::by(&["past-event"]).page("a", "Dates", &body).marked()
    };
    assert_eq!(list("Upcoming events"), ["past-event: 12 May 2024"]);
    assert_eq!(list("Past events"), [""; 0]);
}

#[test]
fn figures_and_guidelines_of_an_old_year_are_found() {
    each_is(
        "old-statistic",
        &[
            ("In 2009, 3,000 people were living with it.", "2009"),
            ("As of 2012, about 5 percent of adults have it.", "2012"),
            ("An estimated 1.2 million adults had it in May 2010.", "2010"),
            ("It cost 4 billion dollars in 2015.", "2015"),
            ("Follow the 2010 guidelines of the college.", "2010"),
            ("The college issued guidelines in 2013 on rest.", "2013"),
            ("The newest guidance, from 2008, sets out this timetable.", "2008"),
            ("According to 2008 data, one adult in 3,000 has it.", "2008"),
            ("In 2018, 12% of adults had it.", "2018"),
            ("During 2008-2010, 20 cases came each year.", "2010"),
            ("As of 2012, there were 16 published cases.", "2012"),
            ("The Dietary Guidelines for Americans, 2010, ask for protein.", "2010"),
        ],
    );
}

#[test]
fn history_and_newer_figures_are_left_alone() {
    left_alone(
        "old-statistic",
        &[
            "It was first described in 1976 in 3 patients.",
            "The drug was approved in 1998 for 12,000 people.",
            "The charity was founded in 1952 by 12 women.",
            "In 2009, a strain of H1N1 infected many people.",
            "Cases fell from 3,000 in 2009 to 2,000 in 2024.",
            "In 2022, 3,000 people were living with it.",
            "A study of 300 patients in 2009 found no gain.",
            "Since 2009, 3,000 people have joined.",
            "Take 2000 mg in 2 doses.",
            "As of 1 January 2010, cases are reported under another name.",
            "The 2010 guidelines were replaced in 2024.",
            "As of October 2010 the drug was taken off the market.",
            "Since the vaccine became available in all regions in 1995, the rate has declined by 95 percent.",
            "The guidelines ask for rest, and in 2010 a trial began.",
            "In 2009 the gene was found on chromosome 22.",
        ],
    );
}

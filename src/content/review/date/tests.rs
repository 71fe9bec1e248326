//! Dates as review lines write them.

use super::*;
use crate::content::fold::fold;

fn read_text(text: &str, order: Option<DateOrder>) -> String {
    let folded: Vec<char> = fold(text).chars().collect();
    match read(&folded, 0, order) {
        Reading::Date(date, _) => date.to_string(),
        Reading::Ambiguous(_) => "ambiguous".to_owned(),
        Reading::Nothing => "nothing".to_owned(),
    }
}

#[test]
fn dates_are_read_to_the_precision_stated() {
    for (text, date) in [
        ("2025-04-12", "2025-04-12"),
        ("2025-04-12T10:00:00+00:00", "2025-04-12"),
        ("2025-04", "2025-04"),
        ("2025", "2025"),
        ("12 April 2025", "2025-04-12"),
        ("12th of April, 2025", "2025-04-12"),
        ("April 12, 2025", "2025-04-12"),
        ("Apr. 12 2025", "2025-04-12"),
        ("April 2025", "2025-04"),
        ("Monday, 3 May 2021", "2021-05-03"),
        ("12 de abril de 2025", "2025-04-12"),
        ("abril de 2025", "2025-04"),
        ("1er février 2024", "2024-02-01"),
        ("août 2023", "2023-08"),
        ("12. März 2024", "2024-03-12"),
        ("04/2025", "2025-04"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
    ] {
        assert_eq!(read_text(text, None), date, "{text}");
    }
}

#[test]
fn an_ambiguous_numeric_date_is_left_unread_unless_the_order_is_configured() {
    assert_eq!(read_text("03/04/2025", None), "ambiguous");
    assert_eq!(read_text("03/04/2025", Some(DateOrder::DayFirst)), "2025-04-03");
    assert_eq!(read_text("03.04.2025", Some(DateOrder::MonthFirst)), "2025-03-04");
}

#[test]
fn what_is_no_date_is_none() {
    for text in ["2025th", "31 February 2024", "13/2025", "May we", "1850", "20250412", "guidance in 2017", ""] {
        assert_eq!(read_text(text, None), "nothing", "{text}");
    }
}

#[test]
fn the_dates_in_a_text_stand_where_they_are_written() {
    let text = "Größer: on 12 May 2024, or in June 2024; 2019 and 03/04/2025 and Mayor 2020 are none. 25.12.2023";
    let found: Vec<(&str, String)> =
        dates_in(text, None).into_iter().map(|(range, date)| (&text[range], date.to_string())).collect();
    let expected = [("12 May 2024", "2024-05-12"), ("June 2024", "2024-06"), ("25.12.2023", "2023-12-25")];
    assert_eq!(found, expected.map(|(text, date)| (text, date.to_owned())));
}

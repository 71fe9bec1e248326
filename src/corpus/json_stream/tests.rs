//! Splitting sound, broken and cut streams.

use super::*;

fn split(text: &str) -> (Vec<String>, Vec<u64>, Option<Cut>) {
    let mut splitter = Splitter::new(io::BufReader::with_capacity(3, text.as_bytes()), 0);
    let (mut values, mut broken, mut buffer) = (Vec::new(), Vec::new(), Vec::new());
    while let Some(piece) = splitter.next_piece(&mut buffer).unwrap() {
        match piece {
            Piece::Value { .. } => values.push(String::from_utf8(buffer.clone()).unwrap()),
            Piece::Broken { at, .. } => broken.push(at),
        }
    }
    (values, broken, splitter.cut())
}

#[test]
fn elements_of_arrays_and_objects_in_a_row_come_one_by_one() {
    let text = "[{\"id\":1,\"t\":\"a]}\\\"\"},\n 2 ]\n{\"id\":3}\n{\"id\":4}[\"x\",[1],null]";
    let (values, broken, cut) = split(text);
    assert_eq!(values, ["{\"id\":1,\"t\":\"a]}\\\"\"}", "2", "{\"id\":3}", "{\"id\":4}", "\"x\"", "[1]", "null"]);
    assert!(broken.is_empty());
    assert_eq!(cut, None);
}

#[test]
fn a_broken_element_is_one_lost_element() {
    for bad in ["{\"id\":2,\"t\":\"x\"", "{\"id\":2,\"t\":\"a\"b\"}", "{\"id\":2,\"t\":}", "{id:2}", "oops"] {
        let (values, broken, cut) = split(&format!("[{{\"id\":1}},{bad},{{ \"id\" :3}}]"));
        assert_eq!(values.first().map(String::as_str), Some("{\"id\":1}"), "{bad}");
        assert_eq!(values.last().map(String::as_str), Some("{\"id\":3}"), "{bad}");
        assert_eq!(broken, [10], "{bad}");
        assert_eq!(cut, None, "{bad}");
    }
}

#[test]
fn an_answer_cut_short_before_another_one_is_cut_short() {
    for first in ["[{\"id\":1},{\"id\":2,\"t\":\"ab", "[{\"id\":1},{\"id\":2", "[{\"id\":1}", "[{\"id\":1},"] {
        let (values, _, cut) = split(&format!("{first}\n[{{\"id\":3}}]"));
        assert_eq!(values.first().map(String::as_str), Some("{\"id\":1}"), "{first}");
        assert!(cut.is_some(), "{first}");
    }
}

#[test]
fn what_php_prints_between_answers_is_passed_over() {
    let (values, broken, cut) = split("[{\"id\":1}]\n<br /> [client {x}] notice\n[{\"id\":2}]);");
    assert_eq!(values, ["{\"id\":1}", "{\"id\":2}"]);
    assert!(broken.is_empty());
    assert_eq!(cut, None);
}

#[test]
fn no_prefix_of_an_array_reads_as_complete() {
    let text = "[{\"id\":1,\"t\":{\"r\":\"a\\u00e9\"}},{\"id\":2,\"n\":[1,-2.5e3,true]}]";
    for end in 1..text.len() {
        assert!(split(&text[..end]).2.is_some(), "{end}");
    }
}

#[test]
fn an_element_beyond_the_limit_is_passed_over() {
    let text = format!("[{{\"id\":1,\"t\":\"{}\"}},{{\"id\":2}}]", "x".repeat(100));
    let mut splitter = Splitter::new(text.as_bytes(), 0);
    splitter.limit = 50;
    let mut buffer = Vec::new();
    let first = splitter.next_piece(&mut buffer).unwrap();
    assert!(matches!(first, Some(Piece::Broken { at: 1, .. })), "{first:?}");
    assert!(matches!(splitter.next_piece(&mut buffer).unwrap(), Some(Piece::Value { .. })));
    assert_eq!(buffer, b"{\"id\":2}");
}

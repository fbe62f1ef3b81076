//! Where a file is wrong: said as a path that people can follow.
#![allow(clippy::unwrap_used, clippy::panic)]

use pitchwright::file::{self, ReadError};

/// Where this text is wrong.
fn place(text: &str) -> String {
    match file::read(text) {
        Err(ReadError::Damaged { place, .. } | ReadError::NotAllowed { place, .. }) => place,
        other => panic!("{text} is {other:?}"),
    }
}

/// The same text over many lines.
fn spread(text: &str) -> String {
    text.replace('{', "{\r\n    ")
        .replace('[', "[\n  ")
        .replace(',', ",\n\n  ")
        .replace(':', ": ")
}

#[test]
fn the_way_to_the_place_is_named_by_keys_and_numbers() {
    let cases = [
        ("?", "the document"),
        ("{\"a\":?}", "a"),
        ("[?]", "1"),
        ("{\"a\":{\"b\":[1,2,?]}}", "a › b › 3"),
        ("{\"a\":[[1,2],{\"k\":[3]},?]}", "a › 3"),
        ("{\"a\":[[1,2],{\"k\":[3,?]}]}", "a › 2 › k › 2"),
        ("{\"a\":{\"x\":1},\"b\":[[],{}],\"c\":?}", "c"),
        ("{\"a\":[true,null,-1.5,\"s\",?]}", "a › 5"),
        ("{\"a\":{\"b\":1,\"c\":2,\"d\":?}}", "a › d"),
        // What follows is not on the way.
        ("{\"a\":?[1]}", "a"),
        // Where a key is awaited, it is the last one that was there.
        ("{\"a\":{\"b\":1,?}}", "a › b"),
    ];
    for (text, expected) in cases {
        assert_eq!(place(text), expected, "{text}");
        let text = spread(text);
        assert_eq!(place(&text), expected, "{text}");
    }
}

#[test]
fn an_entry_is_called_by_its_name_or_title() {
    let cases = [
        (
            "{\"tasks\":[{\"name\":\"Edit\",\"duration\":?}]}",
            "tasks › 1 (“Edit”) › duration",
        ),
        (
            "{\"sections\":[{},{\"title\":\"Why\",\"body\":?}]}",
            "sections › 2 (“Why”) › body",
        ),
        // Not yet read, of the entry before, of no entry of a list, or called otherwise.
        (
            "{\"tasks\":[{\"duration\":?,\"name\":\"Edit\"}]}",
            "tasks › 1 › duration",
        ),
        (
            "{\"tasks\":[{\"name\":\"Edit\"},{\"duration\":?}]}",
            "tasks › 2 › duration",
        ),
        ("{\"a\":{\"name\":\"N\",\"x\":?}}", "a › x"),
        ("{\"tasks\":[{\"note\":\"N\",\"x\":?}]}", "tasks › 1 › x"),
        (
            "{\"tasks\":[{\"name\":\"Edit\",\"hours\":[{\"role\":\"r\",\"hours\":?}]}]}",
            "tasks › 1 (“Edit”) › hours › 1 › hours",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(place(text), expected, "{text}");
        let text = spread(text);
        assert_eq!(place(&text), expected, "{text}");
    }
    let long = format!("[{{\"name\":\"{}\",\"x\":?}}]", "é".repeat(100));
    assert_eq!(place(&long), format!("1 (“{}”) › x", "é".repeat(60)));
}

#[test]
fn what_stands_in_a_text_is_no_way() {
    for text in [
        r#"{"a":"{[,]}:","b":?}"#,
        r#"{"a":"\"{\"","b":?}"#,
        r#"{"a":"\\","b":?}"#,
        r#"{"{[":"x","b":?}"#,
        r#"{"a":["\"]","}"],"b":?}"#,
    ] {
        assert_eq!(place(text), "b", "{text}");
    }
    assert_eq!(place(r#"{"a \" b":?}"#), r#"a \" b"#);
}

#[test]
fn of_a_text_that_is_cut_off_it_is_the_end() {
    let cases = [
        ("{\"a\":{\"b\":[1,2", "a › b › 2"),
        ("{\"a\":{\"b\":[", "a › b › 1"),
        ("{\"a\":{\"b\":1}", "a › b"),
        ("{\"a\":[{\"name\":\"Ed", "a › 1 (“Ed”) › name"),
        ("{\"a\":{\"ke", "a › ke"),
        ("{\"a\":\"x\\", "a"),
        ("{", "the document"),
    ];
    for (text, expected) in cases {
        assert_eq!(place(text), expected, "{text}");
    }
}

#[test]
fn what_closes_too_early_is_the_place() {
    assert_eq!(place("{\"a\":[1,]}"), "a › 2");
    assert_eq!(place("{\"a\":{\"b\":}}"), "a › b");
    assert_eq!(place("{\"a\":{\"b\":[1}}"), "a › b › 1");
}

#[test]
fn of_a_long_way_the_beginning_and_the_end_are_named() {
    let nested = |depth: usize| format!("{{\"a\":{}?", "[".repeat(depth - 1));
    let ones = |count: usize| vec!["1"; count].join(" › ");
    assert_eq!(place(&nested(16)), format!("a › {}", ones(15)));
    let long = format!("a › {} › … › {}", ones(7), ones(8));
    assert_eq!(place(&nested(17)), long);
    assert_eq!(place(&nested(100)), long);
}

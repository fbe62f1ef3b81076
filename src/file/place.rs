//! Where in a JSON document a line and column are, as a path that people can follow.

/// One step into a list or an object.
enum Step {
    Object { key: String, name: Option<String> },
    List { index: usize },
}

/// The path of the value at this line and column (from 1): `pitch › timeline › tasks › 14
/// (“Edit, grade, sound”) › duration`. Of a damaged document, the path up to the damage.
pub fn of(text: &str, line: usize, column: usize) -> String {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let end = (start + column).min(text.len());
    let bytes = text.as_bytes();
    let mut path: Vec<Step> = Vec::new();
    let mut at = 0;
    // Whether the next string is a key, and the key whose value comes next.
    let mut key_next = false;
    while at < end {
        match bytes.get(at) {
            Some(b'{') => {
                path.push(Step::Object {
                    key: String::new(),
                    name: None,
                });
                key_next = true;
            }
            Some(b'[') => {
                path.push(Step::List { index: 0 });
                key_next = false;
            }
            Some(b'}' | b']') => {
                // What closes at the place itself is still the place.
                if at + 1 >= end {
                    break;
                }
                path.pop();
            }
            Some(b',') => match path.last_mut() {
                Some(Step::Object { .. }) => key_next = true,
                Some(Step::List { index }) => *index += 1,
                None => {}
            },
            Some(b'"') => {
                let (word, next) = string(text, at);
                at = next;
                if let Some(Step::Object { key, name }) = path.last_mut() {
                    if key_next {
                        *key = word;
                        key_next = false;
                    } else if key == "name" || key == "title" {
                        *name = Some(word);
                    }
                }
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    shown(&path)
}

/// The string that begins at the quote `at`, shortened, and where the next token may begin.
fn string(text: &str, at: usize) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut end = at + 1;
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'\\' => end += 2,
            b'"' => break,
            _ => end += 1,
        }
    }
    let word = text.get(at + 1..end.min(text.len())).unwrap_or_default();
    (word.chars().take(60).collect(), end + 1)
}

/// The most steps that are shown; of a path that is longer, its beginning and its end.
const MOST_STEPS: usize = 16;

fn shown(path: &[Step]) -> String {
    let half = MOST_STEPS / 2;
    let end = path.len().saturating_sub(half);
    if let (true, Some(begin), Some(end)) =
        (path.len() > MOST_STEPS, path.get(..half), path.get(end..))
    {
        return format!("{} › … › {}", shown(begin), shown(end));
    }
    let mut words: Vec<String> = Vec::new();
    let mut steps = path.iter().peekable();
    while let Some(step) = steps.next() {
        match step {
            Step::Object { key, .. } if key.is_empty() => {}
            Step::Object { key, .. } => words.push(key.clone()),
            Step::List { index } => {
                let name = match steps.peek() {
                    Some(Step::Object {
                        name: Some(name), ..
                    }) => format!(" ({})", t!("“{name}”")),
                    _ => String::new(),
                };
                words.push(format!("{}{name}", index + 1));
            }
        }
    }
    if words.is_empty() {
        t!("the document").to_owned()
    } else {
        words.join(" › ")
    }
}

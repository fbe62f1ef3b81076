//! A pasted text as rows of cells: tabs as spreadsheets copy them, or commas or semicolons as they
//! save them, with quotes around cells that need them.

/// The rows of a text. Empty rows stay, so that rows keep their numbers. Cells stand between tabs
/// where there is one outside quotes, else between what is more frequent in the first line, semicolon
/// or comma, as long as every row has one: a list of names with a comma here and there is one of names.
pub(super) fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.trim_start().lines().next().unwrap_or_default();
    let semicolons = first.matches(';').count() >= first.matches(',').count();
    let between = if semicolons { ';' } else { ',' };
    if has_bare_tab(text, between) {
        return split(text, '\t');
    }
    let rows = split(text, between);
    let several =
        |row: &Vec<String>| row.len() > 1 || row.iter().all(|cell| cell.trim().is_empty());
    if rows.iter().all(several) {
        rows
    } else {
        split(text, '\t')
    }
}

/// The rows of a text as spreadsheets copy it, whatever stands in its cells.
pub(super) fn copied(text: &str) -> Vec<Vec<String>> {
    split(text, '\t')
}

/// Whether a tab stands in it that is not within a cell in quotes.
fn has_bare_tab(text: &str, between: char) -> bool {
    let mut rest = text;
    while !rest.is_empty() {
        let after = match quoted(rest, between) {
            Some((_, after)) => after,
            None => {
                let (cell, after) = plain(rest, between);
                if cell.contains('\t') {
                    return true;
                }
                after
            }
        };
        let mut signs = after.chars();
        signs.next();
        rest = signs.as_str();
    }
    false
}

fn split(text: &str, between: char) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = quoted(rest, between).unwrap_or_else(|| plain(rest, between));
        row.push(cell);
        let mut signs = after.chars();
        match signs.next() {
            Some(sign) if sign == between => rest = signs.as_str(),
            Some(_) => {
                rows.push(std::mem::take(&mut row));
                rest = after.strip_prefix("\r\n").unwrap_or(signs.as_str());
                if rest.is_empty() {
                    return rows;
                }
            }
            None => {
                rows.push(row);
                return rows;
            }
        }
    }
}

fn ends(sign: char, between: char) -> bool {
    sign == between || sign == '\n' || sign == '\r'
}

fn plain(text: &str, between: char) -> (String, &str) {
    let end = text.find(|sign| ends(sign, between)).unwrap_or(text.len());
    let (cell, rest) = text.split_at(end);
    (cell.to_owned(), rest)
}

/// A cell in quotes, in which two quotes are one. A quote that does not end where the cell does is
/// one of the words.
fn quoted(text: &str, between: char) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut cell = String::new();
    let mut signs = inside.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if sign != '"' {
            cell.push(sign);
        } else if signs.next_if(|(_, next)| *next == '"').is_some() {
            cell.push('"');
        } else {
            let rest = inside.get(at + 1..)?;
            let whole = rest.chars().next().is_none_or(|next| ends(next, between));
            return whole.then_some((cell, rest));
        }
    }
    None
}

//! The faces that are shipped, as `style/fonts.css` names them: which file holds which letters of
//! which family. The page and the writer read the same sheet, so that a letter comes from the same
//! file in both.

use super::list::List;

const SHEET: &str = include_str!("../../style/fonts.css");

/// A file with letters of a family.
#[derive(Debug, Clone, PartialEq)]
pub struct Face {
    /// The family.
    pub family: String,
    /// Whether it is the italic.
    pub italic: bool,
    /// The lightest and the heaviest weight.
    pub weights: (f32, f32),
    /// The file, from where the page stands.
    pub file: String,
    /// Which letters it is asked for.
    pub letters: Vec<(u32, u32)>,
}

impl Face {
    /// Whether it is asked for this letter.
    #[must_use]
    pub fn is_asked_for(&self, letter: char) -> bool {
        let letter = u32::from(letter);
        self.letters.is_empty()
            || self
                .letters
                .iter()
                .any(|(from, to)| (*from..=*to).contains(&letter))
    }
}

/// All faces, in the order of the sheet.
#[must_use]
pub fn all() -> Vec<Face> {
    SHEET
        .split("@font-face")
        .skip(1)
        .filter_map(|rule| {
            let body = rule.split_once('{')?.1.split_once('}')?.0;
            let value = |name: &str| {
                body.split(';').find_map(|line| {
                    let (key, value) = line.split_once(':')?;
                    (key.trim() == name).then(|| value.trim())
                })
            };
            let mut weights = value("font-weight")?.split_whitespace();
            let lightest: f32 = weights.next()?.parse().ok()?;
            let heaviest = weights.next().map_or(Some(lightest), |w| w.parse().ok())?;
            Some(Face {
                family: value("font-family")?.trim_matches('"').to_owned(),
                italic: value("font-style") == Some("italic"),
                weights: (lightest, heaviest),
                file: value("src")?.split('"').nth(1)?.to_owned(),
                letters: value("unicode-range")
                    .unwrap_or_default()
                    .split(',')
                    .filter_map(range)
                    .collect(),
            })
        })
        .collect()
}

/// `U+0100-0130` or `U+0131`.
fn range(words: &str) -> Option<(u32, u32)> {
    let words = words.trim().strip_prefix("U+")?;
    let number = |digits: &str| u32::from_str_radix(digits, 16).ok();
    match words.split_once('-') {
        Some((from, to)) => Some((number(from)?, number(to)?)),
        None => number(words).map(|at| (at, at)),
    }
}

/// The files of the faces that a list needs, each once.
#[must_use]
pub fn needed(list: &List) -> Vec<String> {
    let all = all();
    let mut files: Vec<String> = Vec::new();
    let runs = list.pages.iter().flat_map(|page| &page.items);
    for item in runs {
        let super::list::What::Run(run) = &item.what else {
            continue;
        };
        let Some(look) = usize::try_from(run.look)
            .ok()
            .and_then(|at| list.types.get(at))
        else {
            continue;
        };
        for face in of(&all, &look.families, look.italic) {
            let letters = || run.words.iter().flat_map(|word| word.text.chars());
            if !files.contains(&face.file) && letters().any(|letter| face.is_asked_for(letter)) {
                files.push(face.file.clone());
            }
        }
    }
    files
}

/// The faces of these families, in the order of the families. A family without an italic lends its
/// upright.
pub fn of<'a>(
    all: &'a [Face],
    families: &'a [String],
    italic: bool,
) -> impl Iterator<Item = &'a Face> {
    families.iter().flat_map(move |family| {
        let has = all
            .iter()
            .any(|face| face.family == *family && face.italic == italic);
        (all.iter()).filter(move |face| face.family == *family && face.italic == (italic && has))
    })
}

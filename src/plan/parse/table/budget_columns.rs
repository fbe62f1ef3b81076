//! Which column of a pasted budget holds what, by its heading in English or German, and what its
//! words for kinds of lines mean.

use crate::model::LineKind;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Column {
    Group,
    Item,
    Kind,
    Role,
    /// How many; of fees the hours.
    Quantity,
    /// Hours, which only fees have.
    Hours,
    Unit,
    /// The price of one.
    Rate,
    /// The cost of one.
    UnitCost,
    /// Markup, commission or service fee.
    Factor,
    /// The price of all.
    Price,
    /// The cost of all.
    Cost,
    Tax,
    Phase,
    Options,
    Note,
    /// What follows from others and is not read.
    Derived,
    /// What is not understood.
    Other,
}

/// The headings, in small letters.
const HEADINGS: &[(Column, &[&str])] = &[
    (
        Column::Group,
        &[
            "group",
            "category",
            "section",
            "gruppe",
            "kategorie",
            "bereich",
        ],
    ),
    (
        Column::Item,
        &[
            "item",
            "name",
            "line",
            "description",
            "what",
            "service",
            "activity",
            "deliverable",
            "position",
            "bezeichnung",
            "beschreibung",
            "leistung",
            "posten",
            "artikel",
        ],
    ),
    (Column::Kind, &["kind", "type", "art", "typ"]),
    (
        Column::Role,
        &["role", "who", "resource", "rolle", "funktion"],
    ),
    (
        Column::Quantity,
        &[
            "quantity",
            "qty",
            "amount of units",
            "units",
            "number",
            "count",
            "menge",
            "anzahl",
        ],
    ),
    (Column::Hours, &["hours", "hrs", "h", "stunden", "std"]),
    (Column::Unit, &["unit", "uom", "einheit"]),
    (
        Column::Rate,
        &[
            "rate",
            "unit price",
            "price per unit",
            "bill rate",
            "hourly rate",
            "price each",
            "each",
            "satz",
            "stundensatz",
            "einzelpreis",
            "preis pro einheit",
            "ep",
        ],
    ),
    (
        Column::UnitCost,
        &[
            "unit cost",
            "cost rate",
            "cost per unit",
            "net to the medium",
            "einkaufspreis",
            "stückkosten",
            "kostensatz",
            "ek",
        ],
    ),
    (
        Column::Factor,
        &[
            "markup",
            "mark-up",
            "markup %",
            "commission",
            "markup or commission",
            "markup or commission %",
            "service fee",
            "aufschlag",
            "provision",
        ],
    ),
    (
        Column::Price,
        &[
            "price",
            "total",
            "amount",
            "sum",
            "line total",
            "value",
            "budget",
            "preis",
            "betrag",
            "summe",
            "gesamt",
            "gesamtpreis",
            "gp",
        ],
    ),
    (
        Column::Cost,
        &["cost", "costs", "total cost", "kosten", "gesamtkosten"],
    ),
    (
        Column::Tax,
        &[
            "tax",
            "tax rate",
            "tax %",
            "vat",
            "vat %",
            "vat rate",
            "gst",
            "steuer",
            "steuersatz",
            "mwst",
            "ust",
            "mwst %",
            "ust %",
        ],
    ),
    (Column::Phase, &["phase", "stage", "abschnitt"]),
    (Column::Options, &["options", "option", "optionen"]),
    (
        Column::Note,
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "remarks",
            "notiz",
            "bemerkung",
            "kommentar",
        ],
    ),
    (
        Column::Derived,
        &["margin", "margin %", "hours from", "marge", "share"],
    ),
];

/// Without a currency behind a comma or in brackets, and without what ends a label: `Rate, EUR`
/// and `Rate (EUR)` are `rate`.
fn plain(cell: &str) -> String {
    let words = cell.trim().to_lowercase();
    let words = words.split([',', '(', '[']).next().unwrap_or_default();
    words
        .trim()
        .trim_end_matches(['.', ':', '*'])
        .trim()
        .to_owned()
}

/// The columns that a row names; none when it is no heading. A second column of one meaning is not
/// read.
pub(super) fn from_heading(row: &[String]) -> Option<Vec<Column>> {
    let mut columns: Vec<Column> = Vec::with_capacity(row.len());
    for cell in row {
        let words = plain(cell);
        let found = HEADINGS
            .iter()
            .find(|(_, names)| names.contains(&words.as_str()));
        let column = found.map(|(column, _)| *column);
        columns.push(
            column
                .filter(|column| !columns.contains(column))
                .unwrap_or(Column::Other),
        );
    }
    let known = columns
        .iter()
        .filter(|column| **column != Column::Other)
        .count();
    (columns.contains(&Column::Item) && known >= 2).then_some(columns)
}

/// The columns of a table without headings: an item, then what its numbers make likely.
pub(super) fn by_place(width: usize) -> Vec<Column> {
    let usual: &[Column] = match width {
        0 | 1 => &[Column::Item],
        2 => &[Column::Item, Column::Price],
        3 => &[Column::Item, Column::Quantity, Column::Rate],
        _ => &[Column::Item, Column::Quantity, Column::Unit, Column::Rate],
    };
    usual.to_vec()
}

/// What a word says about how a price comes about.
pub(super) fn kind(words: &str) -> Option<LineKind> {
    const KINDS: [(LineKind, &[&str]); 6] = [
        (
            LineKind::Fee,
            &["fee", "fees", "hours", "time", "honorar", "stunden"],
        ),
        (
            LineKind::Fixed,
            &[
                "fixed",
                "fixed price",
                "flat",
                "lump sum",
                "festpreis",
                "pauschale",
            ],
        ),
        (
            LineKind::ThirdParty,
            &[
                "third party",
                "third-party",
                "third parties",
                "production",
                "external",
                "supplier",
                "fremdleistung",
                "fremdkosten",
                "extern",
                "produktion",
            ],
        ),
        (
            LineKind::MediaCommission,
            &[
                "media",
                "media at commission",
                "commission",
                "mediakosten",
                "schaltkosten",
            ],
        ),
        (
            LineKind::MediaServiceFee,
            &["media at service fee", "media service fee", "service fee"],
        ),
        (
            LineKind::Expense,
            &[
                "expense",
                "expenses",
                "pass-through",
                "pass through",
                "spesen",
                "auslagen",
                "reisekosten",
            ],
        ),
    ];
    let words = words.trim().to_lowercase();
    let found = KINDS
        .iter()
        .find(|(_, names)| names.contains(&words.as_str()));
    found.map(|(kind, _)| *kind)
}

/// Whether a row is a sum of others, which we work out ourselves.
pub(super) fn is_sum(name: &str) -> bool {
    const SUMS: [&str; 14] = [
        "total",
        "subtotal",
        "sub-total",
        "sub total",
        "net total",
        "grand total",
        "sum",
        "vat",
        "discount",
        "contingency",
        "summe",
        "zwischensumme",
        "gesamtsumme",
        "mwst",
    ];
    let name = name.trim().to_lowercase();
    SUMS.iter().any(|sum| {
        let rest = name.strip_prefix(sum);
        rest.is_some_and(|rest| {
            let next = rest.chars().next();
            // `Total in EUR`, `VAT 21%`, `Discount, 5%` and not `Vatican film`.
            rest.is_empty()
                || rest.starts_with(" in ")
                || rest.starts_with(" of ")
                || next.is_some_and(|c| c == ',' || c == ':')
                || rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

//! Which column of a pasted budget holds what, by its heading in English or German or as it is said
//! here, and what its words for kinds of lines mean.

use crate::model::LineKind;
use crate::words::Word;

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
            "leistungen",
            "posten",
            "artikel",
            "aufgabe",
            "kostenposition",
        ],
    ),
    (Column::Kind, &["kind", "type", "art", "typ"]),
    (
        Column::Role,
        &["role", "who", "resource", "rolle", "funktion", "wer"],
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
    (Column::Unit, &["unit", "uom", "einheit", "mengeneinheit"]),
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
            "preis je einheit",
            "stückpreis",
            "verkaufssatz",
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
            "einzelkosten",
            "kosten pro einheit",
            "kosten je einheit",
            "kostensatz",
            "selbstkostensatz",
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
            "aufschlag %",
            "provision",
            "provision %",
            "aufschlag oder provision",
            "aufschlag oder provision %",
            "servicegebühr",
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
            "gesamtbetrag",
            "wert",
            "gp",
        ],
    ),
    (
        Column::Cost,
        &[
            "cost",
            "costs",
            "total cost",
            "kosten",
            "gesamtkosten",
            "selbstkosten",
        ],
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
            "mehrwertsteuer",
            "umsatzsteuer",
            "steuer %",
            "mwst %",
            "ust %",
            "mwst-satz",
            "ust-satz",
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
            "notizen",
            "bemerkung",
            "bemerkungen",
            "anmerkung",
            "anmerkungen",
            "kommentar",
        ],
    ),
    (
        Column::Derived,
        &[
            "margin",
            "margin %",
            "hours from",
            "share",
            "marge",
            "marge %",
            "anteil",
        ],
    ),
];

/// What the columns are called where the budget is shown and in the files that are made of it.
const SAID: [(Column, Word); 21] = [
    (Column::Group, word!("Group")),
    (Column::Item, word!("Item")),
    (Column::Kind, word!("Kind")),
    (Column::Role, word!("Role")),
    (Column::Quantity, word!("Quantity")),
    (Column::Hours, word!("Hours")),
    (Column::Unit, word!("Unit")),
    (Column::Rate, word!("Rate")),
    (Column::UnitCost, word!("Unit cost")),
    (Column::UnitCost, word!("Unit cost, {}")),
    (Column::Factor, word!("Markup or commission")),
    (Column::Factor, word!("Markup or commission %")),
    (Column::Price, word!("Price")),
    (Column::Cost, word!("Cost")),
    (Column::Cost, word!("Cost, {}")),
    (Column::Tax, word!("Tax %")),
    (Column::Phase, word!("Phase")),
    (Column::Options, word!("Options")),
    (Column::Note, word!("Note")),
    (Column::Derived, word!("Margin")),
    (Column::Derived, word!("Margin %")),
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
            .find(|(_, names)| names.contains(&words.as_str()))
            .map(|(column, _)| *column);
        let said = || SAID.iter().find(|(_, word)| plain(word.said()) == words);
        let column = found.or_else(|| said().map(|(column, _)| *column));
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
            &[
                "fee", "fees", "hours", "time", "honorar", "honorare", "stunden", "zeit",
            ],
        ),
        (
            LineKind::Fixed,
            &[
                "fixed",
                "fixed price",
                "flat",
                "lump sum",
                "festpreis",
                "fixpreis",
                "pauschale",
                "pauschal",
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
                "fremdleistungen",
                "fremdkosten",
                "extern",
                "lieferant",
                "dienstleister",
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
                "media mit provision",
                "provision",
            ],
        ),
        (
            LineKind::MediaServiceFee,
            &[
                "media at service fee",
                "media service fee",
                "service fee",
                "media mit servicegebühr",
                "servicegebühr",
            ],
        ),
        (
            LineKind::Expense,
            &[
                "expense",
                "expenses",
                "pass-through",
                "pass through",
                "spesen",
                "auslage",
                "auslagen",
                "reisekosten",
            ],
        ),
    ];
    // What the kinds are called here.
    const SAID: [(LineKind, Word); 7] = [
        (LineKind::Fee, word!("Fee")),
        (LineKind::Fixed, word!("Fixed price")),
        (LineKind::ThirdParty, word!("Third party")),
        (LineKind::MediaCommission, word!("Media at commission")),
        (LineKind::MediaCommission, word!("Media")),
        (LineKind::MediaServiceFee, word!("Media at service fee")),
        (LineKind::Expense, word!("Expense")),
    ];
    let words = words.trim().to_lowercase();
    let known = KINDS
        .iter()
        .find(|(_, names)| names.contains(&words.as_str()))
        .map(|(kind, _)| *kind);
    let said = || (SAID.iter()).find(|(_, word)| word.said().to_lowercase() == words);
    known.or_else(|| said().map(|(kind, _)| *kind))
}

/// Whether a row is a sum of others, which we work out ourselves.
pub(super) fn is_sum(name: &str) -> bool {
    const SUMS: [&str; 27] = [
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
        "gesamt",
        "gesamtbetrag",
        "endsumme",
        "endbetrag",
        "nettosumme",
        "bruttosumme",
        "netto gesamt",
        "brutto gesamt",
        "ust",
        "mehrwertsteuer",
        "umsatzsteuer",
        "rabatt",
        "nachlass",
    ];
    let name = name.trim().to_lowercase();
    // What stands under a budget here.
    let said = [
        t!("Total"),
        t!("Net total"),
        t!("Discount"),
        t!("Contingency"),
    ]
    .map(str::to_lowercase);
    let mut sums = SUMS.into_iter().chain(said.iter().map(String::as_str));
    sums.any(|sum| {
        let rest = name.strip_prefix(sum);
        rest.is_some_and(|rest| {
            let next = rest.chars().next();
            // `Total in EUR`, `VAT 21%`, `Discount, 5%` and not `Vatican film`.
            rest.is_empty()
                || rest.starts_with(" in ")
                || rest.starts_with(" of ")
                || rest.starts_with(" von ")
                || next.is_some_and(|c| c == ',' || c == ':')
                || rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

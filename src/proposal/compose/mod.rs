//! Writes the proposal: the story's sections in order, with the live ones drawn from the plan.

mod prose;

use crate::model::{
    Columns, DocumentKind, Extent, Figure, Paper, Pitch, Section, SectionId, SectionKind,
};

use super::block::{
    Block, Content, ContentsEntry, Cover, Design, Member, Party, Proposal, TextLook,
};
use super::board::Board;
use super::brand::Brand;
use super::charts;
use super::client_view::ClientView;
use super::fields::Filler;
use super::flowchart;
use super::formats::Formats;
use super::gantt::{Picture, Space, charts, lowest};
use super::given;
use super::layout::Start;
use super::paper::Sheet;
use super::run::Run;
use super::statement;
use super::tables::{self, Figures};

/// Space above blocks, in millimetres.
pub(super) mod space {
    pub const SECTION: f64 = 15.0;
    pub const HEADING: f64 = 7.5;
    pub const TEXT: f64 = 2.9;
    pub const QUOTE: f64 = 5.0;
    pub const TABLE: f64 = 5.5;
    pub const SIGNATURES: f64 = 10.0;
    pub const NOTE: f64 = 0.8;
}

/// What of a landscape sheet the title of the section takes, in millimetres.
const TITLE_OVER_GANTT: f64 = 23.0;
/// The height of a line of text over the Gantt, in millimetres, and its letters.
const LINE_OVER_GANTT: (f64, usize) = (5.7, 66);

/// The proposal for a pitch, in words of the locale. It holds prices and nothing internal.
#[must_use]
pub fn compose(pitch: &Pitch, formats: &dyn Formats) -> Proposal {
    let view = ClientView::of(pitch);
    let figures = Figures {
        formats,
        currency: view.currency,
    };
    let document = view.setup.document;
    let title = if view.title.trim().is_empty() {
        document.name()
    } else {
        view.title.trim()
    };
    let mut writer = Writer {
        view: &view,
        figures: &figures,
        blocks: Vec::new(),
        sections: Vec::new(),
        section_ids: Vec::new(),
        entries: Vec::new(),
        landscape: false,
        columns: 1,
        filler: None,
        notes: 0,
        marked: Vec::new(),
    };
    let mut first = cover(&view, title, formats);
    first.subtitle = writer.filled(&first.subtitle);
    writer.add(Content::Cover(first), 0.0);
    let contents_at = writer.blocks.len();
    match document {
        DocumentKind::Proposal => {
            for section in &view.sections {
                writer.section(section);
            }
        }
        DocumentKind::Statement => {
            for section in statement::sections(view.story, &view.sections) {
                writer.section(&section);
            }
        }
        DocumentKind::ChangeOrder => writer.change_order(),
    }
    let Writer {
        mut blocks,
        sections,
        section_ids,
        mut entries,
        filler,
        ..
    } = writer;
    if let Some(first) = blocks.get_mut(contents_at) {
        first.start = Start::Sheet;
    }
    head_as_wide(&mut blocks);
    // A change order is short and read from its first sheet.
    if !entries.is_empty() && document != DocumentKind::ChangeOrder {
        for entry in &mut entries {
            entry.block += 1;
        }
        let contents = Block {
            content: Content::Contents(entries),
            section: None,
            start: Start::Sheet,
            landscape: false,
            columns: 1,
            before: 0.0,
            keep_with_next: false,
        };
        blocks.insert(contents_at, contents);
    }
    let named = |parts: &[&str], between: &str| {
        (parts.iter().copied())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(between)
    };
    let client = view.organisation.trim();
    let (version, date) = version_and_date(&view, formats);
    let mark = given::printed(pitch).map_or_else(String::new, |mark| mark.short());
    Proposal {
        title: title.to_owned(),
        client: client.to_owned(),
        file_name: if title == document.name() {
            named(&[client, title], " – ")
        } else {
            named(&[client, title, document.name()], " – ")
        },
        footer: (
            match document {
                DocumentKind::Proposal => named(&[client, title], " · "),
                other => named(&[client, title, other.name()], " · "),
            },
            named(&[&version, &date, &mark], " · "),
        ),
        paper: view.setup.paper,
        design: Design {
            theme: view.setup.theme,
            brand: view.setup.accent.map(Brand::of),
            cover: view.setup.cover,
            title_face: view.setup.title_face,
            text_face: view.setup.text_face,
        },
        turn_landscape: view.setup.turn_landscape,
        sections,
        section_ids,
        unknown_fields: filler.map(|filler| filler.unknown).unwrap_or_default(),
        blocks,
    }
}

fn version_and_date(view: &ClientView<'_>, formats: &dyn Formats) -> (String, String) {
    let version = view.setup.version.trim();
    let version = if version.is_empty() {
        String::new()
    } else {
        t!("Version {version}")
    };
    let date = (view.setup.date).map_or_else(String::new, |date| formats.date(date));
    (version, date)
}

fn cover(view: &ClientView<'_>, title: &str, formats: &dyn Formats) -> Cover {
    let (version, date) = version_and_date(view, formats);
    Cover {
        document: match view.setup.document {
            DocumentKind::Proposal => String::new(),
            other => other.name().to_owned(),
        },
        client: view.organisation.trim().to_owned(),
        brand: view.brand.trim().to_owned(),
        title: title.to_owned(),
        subtitle: view.setup.subtitle.trim().to_owned(),
        prepared_for: (view.contacts.iter())
            .map(|(name, position)| {
                if position.is_empty() {
                    (*name).to_owned()
                } else {
                    format!("{name}, {position}")
                }
            })
            .collect(),
        agency: view.setup.agency.trim().to_owned(),
        logo: view.setup.logo,
        picture: view.setup.cover_picture,
        date,
        version,
    }
}

pub(super) struct Writer<'a> {
    pub(super) view: &'a ClientView<'a>,
    pub(super) figures: &'a Figures<'a>,
    blocks: Vec<Block>,
    sections: Vec<String>,
    section_ids: Vec<Option<SectionId>>,
    entries: Vec<ContentsEntry>,
    landscape: bool,
    /// In how many columns the words of the section stand.
    columns: u8,
    /// Made when the first field is met.
    filler: Option<Filler>,
    /// How many footnotes there are.
    notes: usize,
    /// Those whose marks stand in the block that comes next.
    marked: Vec<(usize, Vec<Run>)>,
}

impl Writer<'_> {
    pub(super) fn section(&mut self, section: &Section) {
        let title = match section.title.trim() {
            "" => standard_title(section.kind),
            title => title,
        };
        let title = &*self.filled(title);
        // A screen has one way round.
        let can_turn = self.view.setup.paper != Paper::Screen;
        self.landscape = can_turn
            && (section.landscape
                || chart_of(section, self.view)
                    .is_some_and(|picture| self.room_over_gantt(section, &picture).is_some()));
        self.columns = match section.columns {
            Columns::One => 1,
            Columns::Three if self.landscape || !can_turn => 3,
            Columns::Two | Columns::Three => 2,
        };
        let begins_sheet = section.new_page || !can_turn;
        self.title(
            title,
            if begins_sheet {
                Start::Sheet
            } else {
                Start::Section
            },
        );
        if let Some(id) = self.section_ids.last_mut() {
            *id = self
                .view
                .story
                .sections
                .find(&section.id)
                .map(|known| known.id.clone());
        }
        if section.kind == SectionKind::Concept && section.recommended {
            self.mark(t!("Our recommendation"));
        }
        if !section.idea.trim().is_empty() {
            let runs = vec![Run::plain(self.filled(section.idea.trim()))];
            self.text(TextLook::Idea, runs, space::TEXT);
        }
        self.prose(&section.text);
        let figures: Vec<&Figure> = section.figures.iter().map(|figure| &**figure).collect();
        self.board(&figures);
        self.live(section);
        (self.landscape, self.columns) = (false, 1);
    }

    fn live(&mut self, section: &Section) {
        let (view, figures) = (self.view, self.figures);
        match section.kind {
            SectionKind::Prose => {}
            SectionKind::Concept => {
                self.headed_prose(t!("Why it works"), &section.rationale);
                self.headed_prose(t!("What we make of it"), &section.executions);
            }
            SectionKind::Objectives => {
                self.table(tables::objectives(view.objectives, figures));
            }
            SectionKind::Deliverables => {
                self.table(tables::deliverables(view, figures));
                self.headed_prose(t!("Not included"), view.out_of_scope);
                self.headed_prose(t!("Changes"), view.changes);
            }
            SectionKind::Timeline => self.timeline(section),
            SectionKind::Budget => {
                match section.extent {
                    Extent::Summary => self.table(tables::summary(view, figures)),
                    _ => self.budget(),
                }
                if !view.groups.is_empty() {
                    self.table(tables::totals(&view.sums, view.tax_name, figures));
                    self.chart(charts::where_it_goes(&view.shares, figures.words()));
                    self.chart(charts::by_month(&view.months, figures.words()));
                }
            }
            SectionKind::Options => {
                let options: Vec<_> = (view.offers.iter())
                    .map(|offer| (offer.name.clone(), offer.recommended, offer.kinds))
                    .collect();
                self.table(tables::options(view, figures));
                self.chart(charts::options_compared(&options, figures.words()));
            }
            SectionKind::Media => {
                if section.extent != Extent::Forecast {
                    self.flowchart();
                }
                // Where pictures are not wanted, the figures stand for the weeks too.
                if section.extent != Extent::Flowchart || view.setup.without_charts {
                    self.table(tables::media(&view.media, figures));
                }
                self.prose(view.media.notes);
            }
            SectionKind::Team if view.setup.document != DocumentKind::Proposal => {
                self.table(tables::roles(&view.people));
            }
            SectionKind::Team => {
                let members: Vec<_> = (view.people.iter())
                    .map(|person| Member {
                        name: person.name.to_owned(),
                        role: person.role.to_owned(),
                        biography: self.flattened(person.biography),
                        portrait: person.portrait,
                    })
                    .collect();
                if !members.is_empty() {
                    self.add(Content::Team(members), space::TABLE);
                }
            }
            SectionKind::Payments => self.table(tables::payments(&view.payments, figures)),
            SectionKind::Terms => self.terms(),
            SectionKind::Signatures => {
                let named = |name: &str, otherwise: &str| match name.trim() {
                    "" => otherwise.to_owned(),
                    name => name.to_owned(),
                };
                let party = |name: String, part: &str| Party {
                    name,
                    part: part.to_owned(),
                };
                let parties = vec![
                    party(named(view.organisation, t!("The client")), t!("Client")),
                    party(named(&view.setup.agency, t!("The agency")), t!("Agency")),
                ];
                self.add(Content::Signatures(parties), space::SIGNATURES);
            }
        }
    }

    /// The budget line by line. What a line rests on stands at the foot of its sheet.
    fn budget(&mut self) {
        let (mut table, assumptions) = tables::budget(self.view, self.figures);
        for (row, words) in assumptions {
            let words = self.filled(words);
            let number = self.footnote(vec![Run::plain(words)]);
            if let Some(row) = table.rows.get_mut(row) {
                row.marks.push((0, number));
            }
        }
        self.table(table);
    }

    fn timeline(&mut self, section: &Section) {
        let (view, formats) = (self.view, self.figures.formats);
        if let Some(picture) = chart_of(section, view) {
            self.gantt(section, picture, formats);
        }
        let dates = tables::key_dates(&view.timeline.bars, self.figures);
        if !dates.rows.is_empty() {
            self.heading(vec![Run::plain(t!("Dates to hold"))]);
            self.table(dates);
        }
        if view.setup.document == DocumentKind::Statement && !view.duties.is_empty() {
            self.heading(vec![Run::plain(t!("What we ask of you"))]);
            self.table(tables::duties(&view.duties, self.figures));
        }
    }

    /// The title of a section with its number.
    pub(super) fn title(&mut self, title: &str, start: Start) {
        self.sections.push(title.to_owned());
        self.section_ids.push(None);
        let number = self.sections.len();
        self.entries.push(ContentsEntry {
            number,
            title: title.to_owned(),
            block: self.blocks.len(),
        });
        let heading = Content::Section {
            number,
            title: title.to_owned(),
        };
        self.add(heading, space::SECTION);
        if let Some(block) = self.blocks.last_mut() {
            block.start = start;
            block.keep_with_next = true;
        }
    }

    fn gantt(&mut self, section: &Section, picture: Picture, formats: &dyn Formats) {
        let view = self.view;
        let before = self.landscape;
        let sheet = Sheet::landscape(view.setup.paper);
        // Lengths are rounded when they are measured: a little is left free for that.
        let room = sheet.text_height() - 0.5;
        let over = self.room_over_gantt(section, &picture).unwrap_or(0.0);
        let space = Space {
            width: sheet.text_width(),
            first: room - over,
            next: room,
        };
        self.landscape = view.setup.paper != Paper::Screen;
        for (at, chart) in charts(picture, space, formats).into_iter().enumerate() {
            self.add(Content::Gantt(chart), space::TABLE);
            if let Some(block) = self.blocks.last_mut().filter(|_| at > 0) {
                block.start = Start::Sheet;
            }
        }
        self.landscape = before && section.landscape;
    }

    /// What title and text take of the landscape sheet on which the Gantt stands under them. None
    /// where it does not fit there whole: then they stand on an upright sheet before it.
    fn room_over_gantt(&self, section: &Section, picture: &Picture) -> Option<f64> {
        let room = Sheet::landscape(self.view.setup.paper).text_height();
        let (line, letters) = LINE_OVER_GANTT;
        let lines = section.text.chars().count().div_ceil(letters);
        let over = TITLE_OVER_GANTT + f64::from(u16::try_from(lines).unwrap_or(u16::MAX)) * line;
        let alone = section.text.trim().is_empty();
        (alone || over + lowest(picture) <= room).then_some(over)
    }

    fn terms(&mut self) {
        let terms = self.view.terms;
        self.headed_prose(t!("Assumptions"), &terms.assumptions);
        self.headed_prose(t!("Not in the price"), &terms.exclusions);
        if let Some(day) = terms.valid_until {
            self.heading(vec![Run::plain(t!("Validity"))]);
            let words = t!(
                "This offer stands until {}.",
                self.figures.formats.date(day)
            );
            self.text(TextLook::Body, vec![Run::plain(words)], space::TEXT);
        }
        self.headed_prose(t!("Cancellation"), &terms.cancellation);
        self.headed_prose(t!("Ownership of the work"), &terms.ownership);
    }

    fn board(&mut self, figures: &[&Figure]) {
        let paper = self.view.setup.paper;
        let sheet = if self.landscape {
            Sheet::landscape(paper)
        } else {
            Sheet::upright(paper)
        };
        if let Some(board) = Board::of(figures, sheet, sheet.text_width()) {
            self.add(Content::Board(board), space::TABLE);
        }
    }

    fn heading(&mut self, runs: Vec<Run>) {
        self.add(Content::Heading(runs), space::HEADING);
        self.keep();
    }

    fn mark(&mut self, words: &str) {
        self.text(TextLook::Mark, vec![Run::plain(words)], 0.0);
        self.keep();
    }

    pub(super) fn text(&mut self, look: TextLook, runs: Vec<Run>, before: f64) {
        self.add(Content::Text { look, runs }, before);
    }

    pub(super) fn table(&mut self, table: super::block::Table) {
        if !table.rows.is_empty() {
            self.add(Content::Table(table), space::TABLE);
        }
    }

    /// A chart under its name and what it says, which stay on its sheet.
    fn chart(&mut self, chart: Option<charts::Chart>) {
        if let Some(chart) = chart.filter(|_| !self.view.setup.without_charts) {
            self.heading(vec![Run::plain(chart.name)]);
            let says = vec![Run::plain(&chart.summary)];
            self.text(TextLook::Note, says, 0.0);
            self.keep();
            self.add(Content::Chart(chart), space::TEXT);
        }
    }

    /// The flights over the weeks. The table under it says the same in figures.
    fn flowchart(&mut self) {
        if self.view.setup.without_charts {
            return;
        }
        let rows = self.view.media.rows(self.figures);
        let weight = self.view.media.weight(self.figures);
        for sheet in flowchart::sheets(&rows, weight, self.figures.formats) {
            self.add(Content::Flowchart(sheet), space::TABLE);
        }
    }

    fn keep(&mut self) {
        if let Some(block) = self.blocks.last_mut() {
            block.keep_with_next = true;
        }
    }

    fn add(&mut self, content: Content, before: f64) {
        for (number, runs) in std::mem::take(&mut self.marked) {
            self.push(Content::Footnote { number, runs }, space::NOTE);
        }
        self.push(content, before);
    }

    fn push(&mut self, content: Content, before: f64) {
        // Running words stand in columns; what is looked at is as wide as all of them.
        let columns = match &content {
            Content::List(_)
            | Content::Heading(_)
            | Content::Text {
                look: TextLook::Body | TextLook::Quote,
                ..
            } => self.columns,
            _ => 1,
        };
        self.blocks.push(Block {
            content,
            section: self.sections.len().checked_sub(1),
            start: Start::Flow,
            landscape: self.landscape,
            columns,
            before,
            keep_with_next: false,
        });
    }
}

/// What heads a table or a picture is as wide as that.
fn head_as_wide(blocks: &mut [Block]) {
    let mut next = 1;
    let flow = blocks.iter_mut().rev();
    for block in flow.filter(|block| !matches!(block.content, Content::Footnote { .. })) {
        if block.keep_with_next && next == 1 {
            block.columns = 1;
        }
        next = block.columns;
    }
}

/// The chart that a section of the timeline shows, if it shows one.
fn chart_of(section: &Section, view: &ClientView<'_>) -> Option<Picture> {
    if section.kind != SectionKind::Timeline || view.timeline.bars.is_empty() {
        return None;
    }
    match section.extent {
        Extent::Milestones => None,
        Extent::Phases => Some(view.timeline.in_outline()),
        Extent::Whole | Extent::Summary | Extent::Flowchart | Extent::Forecast => {
            Some(view.timeline.clone())
        }
    }
}

/// What a live section is called that nobody named.
fn standard_title(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Prose => t!("Untitled section"),
        SectionKind::Concept => t!("Concept"),
        SectionKind::Objectives => t!("Objectives"),
        SectionKind::Deliverables => t!("What you get"),
        SectionKind::Timeline => t!("Timeline"),
        SectionKind::Budget => t!("Budget"),
        SectionKind::Options => t!("Options"),
        SectionKind::Media => t!("Media plan"),
        SectionKind::Team => t!("Team"),
        SectionKind::Payments => t!("Payments"),
        SectionKind::Terms => t!("Terms"),
        SectionKind::Signatures => t!("Agreement"),
    }
}

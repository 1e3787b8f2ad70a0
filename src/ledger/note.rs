//! What is no error but worth knowing about how a ledger was read (读取说明).

mod wording; // ids, parts and Chinese texts

use std::fmt;

use serde::Serialize;

use crate::kind::Kind;
use crate::language::Language;
use crate::ledger::{Origin, Position};
use crate::message::phrase::{list, quoted_list};
use crate::message::{Level, Message, Tell, Wording, WordingIn};
use crate::text::Difference;

/// A note on how something was read, with its place (读取说明).
///
/// [`Ledger::notes`](super::Ledger::notes) has those of a ledger; they stay with what is made of it: with the errors of
/// reading and building, and with the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    origin: Origin,
    remark: Remark,
}

/// What a [`Note`] tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum Remark {
    /// A column that is no part of a ledger.
    #[error("the column `{0}` is no part of a ledger and was not read")]
    ColumnIgnored(String),
    /// A line above the headings that is not the title.
    #[error("the line `{0}` above the headings was not read")]
    LineAboveHeadings(String),
    /// A sheet that is no part of a ledger.
    #[error("the sheet `{0}` is no part of a ledger and was not read")]
    SheetIgnored(String),
    /// A further line about a node, which agrees with the first.
    #[error("`{code}` stands at {first} too, and both agree; it was taken once")]
    SameAgain {
        /// The code.
        code: String,
        /// Where it stands first.
        first: Origin,
    },
    /// Numbers in the place of codes that only their format shows with leading zeros.
    #[error(
        "`{shown}` is a number that only its format shows so, as {times} of this column; they were read as they are \
         shown; format the column as text, so that no zeros are lost"
    )]
    ZerosShown {
        /// What the first of them shows.
        shown: String,
        /// How many there are.
        #[serde(rename = "count")]
        times: usize,
    },
    /// A name without a row that stands in several cells and was taken for one node.
    #[error("`{name}` stands in {times} cells and in no list of its own; it was taken for one")]
    TakenForOne {
        /// The name.
        name: String,
        /// How many cells name it.
        #[serde(rename = "count")]
        times: usize,
    },
    /// A line of totals that belongs to no node.
    #[error("this total is of no one node: the rows above it have nothing above them in common; it was not read")]
    TotalOfNobody,
    /// A line of totals that names whose they are, which is no node or several.
    #[error("this total is of `{0}`, which is no one node of this ledger; it was not read")]
    TotalOfUnknown(String),
    /// Texts that are the code or name of a node only by their form.
    #[error("`{written}` was taken for `{meant}`: they differ only in {} ({})", words_of(.differences), cells_of(.cells, *.times))]
    TakenByForm {
        /// The first of the texts, invisible characters shown.
        written: String,
        /// The code or name that it was taken for.
        meant: String,
        /// In what they differ.
        differences: Vec<Difference>,
        /// How many cells differ so.
        #[serde(rename = "count")]
        times: usize,
        /// The first of them.
        cells: Vec<Position>,
    },
    /// What rows belong to and is no node of the ledger.
    #[error("`{written}` is no node of this ledger; it was not checked against what stands beside it ({})", cells_of(.cells, *.times))]
    AncestorUnknown {
        /// What stands there.
        written: String,
        /// How many cells name it.
        #[serde(rename = "count")]
        times: usize,
        /// The first of them.
        cells: Vec<Position>,
    },
    /// Codes that are numbers within what contains them.
    #[error(
        "numbers of {} begin anew in each that contains them, such as `{written}`; the codes were made unique by it: {} ({})",
        .kind.chinese(), .codes.join(", "), cells_of(.cells, *.times)
    )]
    NumbersMadeUnique {
        /// The kind of the rows.
        kind: Kind,
        /// The first of the numbers.
        written: String,
        /// The codes that were made of it, at most two.
        codes: Vec<String>,
        /// How many codes were made.
        #[serde(rename = "count")]
        times: usize,
        /// The first of their cells.
        cells: Vec<Position>,
    },
    /// A sheet whose rows are of a kind that no column says.
    #[error(
        "the {rows} rows of this sheet were read as {}{}; if some are others, add a column 类别", .kind.chinese(),
        .within.as_ref().map(|code| format!(" in `{code}`")).unwrap_or_default()
    )]
    KindOfSheet {
        /// How many rows there are.
        rows: usize,
        /// Their kind.
        kind: Kind,
        /// The code of the node that the sheet is named after.
        within: Option<String>,
    },
    /// Rows without a parent, on a sheet or in a file that is named after what contains them.
    #[error(
        "{times} rows say nothing of what contains them; they were put into `{code}`, after which the sheet or file is named"
    )]
    ParentOfSheet {
        /// The code of the node.
        code: String,
        /// How many rows there are.
        #[serde(rename = "count")]
        times: usize,
    },
    /// Blank cells in columns of levels that mean the value above.
    #[error("blank cells of levels were read as the value above ({})", cells_of(.cells, *.times))]
    ValueAbove {
        /// How many there are.
        #[serde(rename = "count")]
        times: usize,
        /// The first of them.
        cells: Vec<Position>,
    },
    /// Figures of lines of levels below which other lines have the same figures: a total that would be counted twice.
    #[error(
        "figures of lines below which other lines have the same figures were read as declared figures, which are not added up ({cells})"
    )]
    UpperFigures {
        /// Where they stand.
        cells: Cells,
    },
    /// A file of a folder that is no part of a ledger.
    #[error("the file `{0}` is what a spreadsheet keeps while a workbook is open, or hidden; it was not read")]
    FileSkipped(String),
    /// A cell of a line of totals that is no figure.
    #[error("`{0}` in a line of totals is no figure that can be declared; it was not read")]
    TotalNotRead(String),
    /// A word for nobody in cells that name people or Party organisations.
    #[error("`{written}` was read as nobody ({cells})")]
    ReadAsNobody {
        /// The word.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A word for nothing in other cells.
    #[error("`{written}` was read as nothing ({cells})")]
    ReadAsNothing {
        /// The word.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A word that says that nothing contains what a row is.
    #[error("`{written}` was read as no parent ({cells})")]
    ReadAsNoParent {
        /// The word.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// Lines of people or Party organisations whose name is a word for nobody.
    #[error("`{written}` stands in the place of the name, so the line names nobody and was not read ({cells})")]
    LineOfNobody {
        /// The word.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A ditto mark.
    #[error("`{written}` was read as the cell above ({cells})")]
    ReadAsAbove {
        /// The mark.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// Numbers that belong to a person, beside names.
    #[cfg(feature = "workbook")]
    #[error("{kind} beside a name was dropped, because it is personal data ({cells})")]
    NumberDropped {
        /// What it was.
        #[serde(rename = "number")]
        kind: crate::ledger::workbook::NumberKind,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A remark beside a name.
    #[error("`{written}` beside a name was taken for a remark and is no part of the name ({cells})")]
    RemarkApart {
        /// The remark.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A title beside a name.
    #[error("`{written}` beside a name was taken for a title and is no part of the name ({cells})")]
    TitleApart {
        /// The title.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// What tells people of one name apart.
    #[error(
        "`{written}` behind a name tells people of one name apart; it is kept in the code and is no part of the name ({cells})"
    )]
    TagApart {
        /// What tells them apart.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// White space within a name.
    #[error("white space within a name was dropped: `{name}` ({cells})")]
    NameJoined {
        /// The name without it.
        name: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// Several names with nothing but a space or 和 between them.
    #[error("`{names}` were taken for several names, though no 、 stands between them ({cells})")]
    NamesSplit {
        /// The names, with 、 between them.
        names: String,
        /// Where they stand.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A name that looks unlike most.
    #[error("`{name}` was taken for a name, though few look like it ({cells})")]
    UnusualName {
        /// The name.
        name: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// Whole numbers in the place of codes that end in `.0`.
    #[error("`.0` behind a whole number is no part of the code and was dropped ({cells})")]
    PointZeroDropped {
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A word for nothing in the place of a number.
    #[error("`{written}` was read as no value, which is not 0 ({cells})")]
    ReadAsNoValue {
        /// The word.
        written: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A number that is written in words, or shortened by 万 or 亿, and was taken exactly.
    #[error("`{written}` was read as {value} ({cells})")]
    NumberRead {
        /// What stands there.
        written: String,
        /// The number.
        value: String,
        /// Where it stands.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A name without a code that stands in several places and was taken for one person.
    #[error(
        "`{name}` stands in {times} cells and was taken for one person, `{code}`; if they are several, write their codes, \
         or {name}1 and {name}2"
    )]
    OnePerson {
        /// The name.
        name: String,
        /// The code of the person.
        code: String,
        /// How many cells name the person.
        #[serde(rename = "count")]
        times: usize,
    },
    /// A name without a code that stands in several places and was taken for several people.
    #[error(
        "`{name}` was taken for {times} people, because the places that they serve lie apart: {}; if they are one, write \
         one code for all of them", .codes.join(", ")
    )]
    SeveralPeople {
        /// The name.
        name: String,
        /// The first of their codes, sorted.
        codes: Vec<String>,
        /// How many they are.
        #[serde(rename = "count")]
        times: usize,
    },
    /// Lines of one class that are no rows of the ledger.
    #[cfg(feature = "workbook")]
    #[error("{} ({cells})", told(.class))]
    LinesTold {
        /// What they are: the class of the first. Notes, signatures and end marks are one kind.
        class: crate::ledger::workbook::LineClass,
        /// The first cell of each line.
        #[serde(flatten)]
        cells: Cells,
    },
    /// Columns whose headings are not known, which were to be ignored.
    #[error("{} unknown headings were to be ignored, and their columns were not read: {}", .0.len(), listed(.0))]
    UnknownIgnored(Vec<String>),
    /// A column of running numbers without a heading.
    #[error("this column has no heading and holds nothing but running numbers; it was not read")]
    IndexIgnored,
    /// What was read although nobody sees it.
    #[error("read although {}; see whether it still holds", unseen(*.is_sheet_hidden, .rows, .columns, .struck_out))]
    ReadUnseen {
        /// Whether the whole sheet is hidden.
        is_sheet_hidden: bool,
        /// The spans of hidden rows, each as its first and last row.
        rows: Vec<(u32, u32)>,
        /// The headings of hidden columns.
        columns: Vec<String>,
        /// The cells that are struck out.
        struck_out: Option<Cells>,
    },
    /// What a program had put around texts of a delimited file.
    #[cfg(feature = "workbook")]
    #[error("{} ({cells})", cleaned(*.how))]
    Cleaned {
        /// What was taken off.
        how: crate::ledger::workbook::Cleaning,
        /// Where.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A register of people, of which nothing is read.
    #[error("`{sheet}` is a register of people ({}) and was not read; {}", .personal.join(", "), how_to_count(.sheet, .places, .by.as_deref()))]
    Register {
        /// The name of the sheet.
        sheet: String,
        /// The first headings of personal data.
        personal: Vec<String>,
        /// The headings of columns that name buildings, grids or areas.
        places: Vec<String>,
        /// The heading of a column that classes its rows.
        by: Option<String>,
    },
    /// The rows of a register were counted.
    #[error(
        "{rows} rows of this register were counted as `{measure}` of the buildings and grids that they name; nothing else \
         of them was kept"
    )]
    RegisterCounted {
        /// The measure.
        measure: String,
        /// How many rows there are.
        rows: usize,
    },
    /// Lines of a register that are nobody.
    #[error("lines of this register that have no name and no number of a person were not counted ({cells})")]
    LinesOfNobody {
        /// The first cell of each.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A note as it was kept, with its words, by something that was made of the ledger, such as its tables.
    #[cfg(feature = "parquet")]
    #[error("{}", .message.words(Language::English))]
    Kept {
        /// The id of what it tells.
        id: &'static str,
        /// What it tells.
        message: Box<Message>,
    },
}

/// Cells that a note is about: how many they are, and the first few.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cells {
    #[serde(rename = "cells")]
    first: Vec<Position>,
    #[serde(rename = "count")]
    times: usize,
}

impl Cells {
    /// How many cells are listed.
    const LISTED: usize = 5;

    /// One cell.
    #[must_use]
    pub fn one(at: Position) -> Self {
        Self { first: vec![at], times: 1 }
    }

    /// These cells; `None` if there are none.
    #[cfg(feature = "workbook")]
    pub(crate) fn of(cells: impl IntoIterator<Item = Position>) -> Option<Self> {
        let mut all = cells.into_iter();
        let mut found = Self::one(all.next()?);
        all.for_each(|at| found.push(at));
        Some(found)
    }

    /// One cell more.
    pub fn push(&mut self, at: Position) {
        self.times += 1;
        if self.first.len() < Self::LISTED {
            self.first.push(at);
        }
    }

    /// How many they are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.times
    }

    /// They in Chinese: `7处：D2、D5……`.
    pub(super) fn in_chinese(&self) -> String {
        cells_in_chinese(&self.first, self.times)
    }

    /// The first of them, in the order in which they stand.
    #[must_use]
    pub fn first(&self) -> &[Position] {
        &self.first
    }
}

impl fmt::Display for Cells {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.times == 1 { "" } else { "s" };
        let listed = self.first.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let more = if self.times > self.first.len() { ", ..." } else { "" };
        write!(f, "{} cell{plural}: {listed}{more}", self.times)
    }
}

/// What was done with lines of a class.
#[cfg(feature = "workbook")]
fn told(class: &crate::ledger::workbook::LineClass) -> &'static str {
    use crate::ledger::workbook::LineClass;

    match class {
        LineClass::Explanation => "lines that tell how to fill in the columns were not read",
        LineClass::Sample => "lines that show how to fill in a row were not read",
        LineClass::Total { .. } => "lines of totals are no rows; what contains the rows above declares their figures",
        LineClass::Note | LineClass::Signature | LineClass::EndMark => {
            "lines of notes, of who filled in the sheet and when, and that say that nothing follows were not read"
        }
        LineClass::Numbered => "lines that hold no more than a number given in advance, or zeros, were not read",
        LineClass::HeadingAgain => "the headings stand here again; these lines were not read",
        _ => "these lines are no rows",
    }
}

/// What was taken off texts.
#[cfg(feature = "workbook")]
fn cleaned(how: crate::ledger::workbook::Cleaning) -> &'static str {
    use crate::ledger::workbook::Cleaning;

    match how {
        Cleaning::Equation => "`=\"...\"` was read as the text inside",
        Cleaning::TextMark => "a sign before a number that keeps it a text was left out",
    }
}

fn how_to_count(sheet: &str, places: &[String], by: Option<&str>) -> String {
    if places.is_empty() {
        return "its rows cannot be counted: no column names the building or grid of a row".to_owned();
    }
    let by = by.map_or_else(String::new, |by| format!(":by={by}"));
    format!(
        "to count its rows at the places below `{}`, ask for {sheet}=population{by} (`--count`, `Headings::with_count`)",
        places.join("`, `")
    )
}

/// The rows from one to another.
fn span((first, last): (u32, u32)) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// What of a sheet nobody sees.
fn unseen(is_sheet_hidden: bool, rows: &[(u32, u32)], columns: &[String], struck_out: &Option<Cells>) -> String {
    let mut parts = Vec::new();
    if is_sheet_hidden {
        parts.push("the sheet is hidden".to_owned());
    }
    match rows {
        [] => {}
        [(first, last)] if first == last => parts.push(format!("row {first} is hidden")),
        _ => parts.push(format!("rows {} are hidden", rows.iter().copied().map(span).collect::<Vec<_>>().join(", "))),
    }
    match columns {
        [] => {}
        [column] => parts.push(format!("the column `{column}` is hidden")),
        _ => parts.push(format!("the columns `{}` are hidden", columns.join("`, `"))),
    }
    parts.extend(
        struck_out.as_ref().map(|cells| {
            format!("{} struck out ({cells})", if cells.count() == 1 { "a cell is" } else { "cells are" })
        }),
    );
    parts.join(", ")
}

fn listed(texts: &[String]) -> String {
    quoted_list(Language::English, texts, wording::SHOWN)
}

impl Note {
    /// A note on what stands there.
    #[must_use]
    pub fn new(origin: Origin, remark: Remark) -> Self {
        Self { origin, remark }
    }

    /// A note that was kept as a message; `None` if the message is no note that this crate tells.
    #[cfg(feature = "parquet")]
    pub(crate) fn kept(message: Message) -> Option<Self> {
        let id = crate::message::ids::known(message.id()).filter(|_| message.severity() == Level::Note)?;
        let origin = message.place().map(Origin::of_place).unwrap_or_default();
        Some(Self { origin, remark: Remark::Kept { id, message: Box::new(message) } })
    }

    /// Where it stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The stable id of what it tells, such as `note.column_ignored`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        self.remark.id()
    }

    /// What it tells, with its parts.
    #[must_use]
    pub fn remark(&self) -> &Remark {
        &self.remark
    }
}

impl Remark {
    /// Its stable id, such as `note.column_ignored`.
    #[must_use]
    pub fn id(&self) -> &'static str {
        Wording::id(self)
    }
}

impl Tell for Note {
    fn message(&self) -> Message {
        Message::of(Level::Note, &self.remark).at(self.origin.place(None))
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.origin.field(None).line(language, None, WordingIn(&self.remark, language), f)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

/// Cells, the first of which are listed: `3 cells: D2, D5, ...`.
pub(super) fn cells_of(cells: &[Position], times: usize) -> String {
    let listed: Vec<String> = cells.iter().map(ToString::to_string).collect();
    let (word, more) = (if times == 1 { "cell" } else { "cells" }, if times > cells.len() { ", ..." } else { "" });
    format!("{times} {word}: {}{more}", listed.join(", "))
}

/// Cells in Chinese, the first of which are listed: `7处：D2、D5……`.
pub(super) fn cells_in_chinese(cells: &[Position], times: usize) -> String {
    let listed = list(Language::Chinese, cells);
    format!("{times}处：{listed}{}", if times > cells.len() { "……" } else { "" })
}

/// Differences in words.
pub(super) fn words_of(differences: &[Difference]) -> String {
    let word = |difference: &Difference| match difference {
        Difference::Invisible => "invisible characters",
        Difference::FullWidth => "full-width forms",
        Difference::Space => "spaces",
        Difference::Radical => "radicals that look like characters",
        Difference::Escape => "escapes of a program",
        Difference::Compatibility => "forms of one character",
        Difference::Case => "letter case",
    };
    differences.iter().map(word).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
#[path = "note_tests.rs"]
mod tests;

//! What can be wrong with a cell of a workbook.

mod wording; // ids, parts and Chinese texts

use std::fmt;

use serde::Serialize;

use super::note::{Cells, cells_of};
use super::{Day, Doubt, FigureProblem, Formatted, NameProblem, NoPlace, decimal_text, typed};
use crate::kind::{Kind, Role};
use crate::ledger::{Origin, Position, excerpt};

/// What is wrong with a cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum CellProblem {
    /// A code that a spreadsheet turned into a number, keeping only its first digits.
    #[error(
        "`{written}` was a code before a spreadsheet made a number of it, whose last digits are lost{}; \
         format the column as text and write the code again", must_be(.right)
    )]
    LostDigits {
        /// What stands there.
        written: String,
        /// The code that was written, if another cell tells it.
        right: Option<String>,
    },
    /// A code that lost its leading zeros when a spreadsheet made a number of it.
    #[error("`{written}` lost its leading zeros as a number{}; format the column as text", must_be(&Some(.right.clone())))]
    LostZeros {
        /// What stands there.
        written: String,
        /// The code that was written.
        right: String,
    },
    /// A code with a point that stands as a number, which cannot keep zeros at its end.
    #[error("`{written}` stands as a number, which cannot end in zeros behind its point; format the cell as text")]
    Fraction {
        /// What stands there.
        written: String,
    },
    /// A code or name that a spreadsheet turned into a date.
    #[error(
        "a date, shown as `{shown}`, stands here; a spreadsheet may have made it of {} (or of the same with `/`); \
         format the cell as text and write what is meant", listed(.possible)
    )]
    MadeADate {
        /// What the cell shows.
        shown: String,
        /// The texts of which a spreadsheet makes this date.
        possible: Vec<String>,
    },
    /// A code or name that a spreadsheet turned into a number or a time, which shows as something else than digits.
    #[error(
        "a number, shown as `{shown}`, stands here; it may have been {}{}; format the cell as text and write what is \
         meant", listed(.possible), if *.is_long { ", or a longer code whose last digits are lost" } else { "" }
    )]
    MadeANumber {
        /// What the cell shows.
        shown: String,
        /// The texts of which a spreadsheet makes this number.
        possible: Vec<String>,
        /// Whether it has more digits than spreadsheets keep.
        is_long: bool,
    },
    /// A date or time where a number should stand.
    #[error(
        "a date or time, shown as `{shown}`, stands here in the place of a number; the file holds {number}, or a \
         spreadsheet may have made it of {}; format the cell as a number and write what is meant", listed(.possible)
    )]
    MomentForNumber {
        /// What the cell shows.
        shown: String,
        /// The number that the file holds.
        number: String,
        /// The texts of which a spreadsheet makes this date or time.
        possible: Vec<String>,
    },
    /// The 0 of a formula in the place of a code or name.
    #[error(
        "a formula gives 0 here, as formulas do for an empty cell; write the code or name itself, or leave the cell \
         empty"
    )]
    FormulaZero,
    /// A text of which a part is struck out.
    #[error("a part of `{written}` is struck out; write what holds, without the part that does not")]
    StruckOutInPart {
        /// The whole text.
        written: String,
    },
    /// What a formula gave instead of a value.
    #[error("`{written}` is what a formula gave instead of a value; mend the formula or write the value")]
    FormulaError {
        /// What stands there.
        written: String,
    },
    /// A name that several nodes have.
    #[error("`{written}` is the name of several: {}; write the code of the one that is meant", .codes.join(", "))]
    Ambiguous {
        /// The name.
        written: String,
        /// The first codes of the nodes that have it, sorted.
        codes: Vec<String>,
    },
    /// Two rows of one code that say different things.
    #[error(
        "`{written}` stands here, but `{other}` at {first}, which has the same code `{code}`; if both are one, write the \
         same in both, and if they are two, give each a code of its own"
    )]
    Contradiction {
        /// The code of both rows.
        code: String,
        /// What stands here.
        written: String,
        /// What stands there.
        other: String,
        /// Where the first row stands.
        first: Origin,
    },
    /// Two declared figures of one node that differ.
    #[error(
        "`{written}` is declared for `{code}` here, but `{other}` elsewhere; if both are of the same, write one figure, and \
         if one is of a part of it, say of which"
    )]
    DeclaredTwice {
        /// The code of the node.
        code: String,
        /// What stands here.
        written: String,
        /// What was declared before.
        other: String,
    },
    /// A sheet without a line of headings.
    #[error("no line of headings is among the first lines of this sheet; known headings are: {known}")]
    NoHeadings {
        /// Headings that are known.
        known: String,
    },
    /// Cells below no heading.
    #[error("`{written}` stands in a column without a heading; write one above it, or empty the column")]
    NoHeading {
        /// The first of the cells.
        written: String,
    },
    /// A row whose kind nothing says.
    #[error("nothing says what this is: neither a column 类别 nor the name of the sheet; write a kind, such as 微网格")]
    NoKind,
    /// A column that rows of this kind do not have.
    #[error("a {kind} has no {heading}, but `{written}` is written")]
    Misplaced {
        /// The kind of the row.
        kind: Kind,
        /// The heading of the column.
        heading: String,
        /// What stands there.
        written: String,
    },
    /// A post without the area or grid in which it is held.
    #[error("`{written}` is a post, but nothing says where; write the grid into a column 所属网格")]
    PostNowhere {
        /// The post.
        written: String,
    },
    /// A sheet that is to be counted and is not there.
    #[error("there is no sheet `{sheet}` whose rows could be counted; there are: {}", .sheets.join(", "))]
    NoRegister {
        /// The name that was given.
        sheet: String,
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// A workbook of nothing but registers of people.
    #[error(
        "this sheet is a register of people ({}), and no sheet beside it is one of areas, grids or places; put it \
         beside these to have its rows counted, or, if it is none, say what its columns mean: {}", .personal.join(", "),
        .others.join(", ")
    )]
    OnlyRegister {
        /// The first headings of personal data.
        personal: Vec<String>,
        /// The other headings.
        others: Vec<String>,
    },
    /// Rows of a register that cannot be counted at a place.
    #[error("{} ({cells})", nowhere(*.why))]
    CountedNowhere {
        /// Why not.
        why: NoPlace,
        /// Where they stand.
        #[serde(flatten)]
        cells: Cells,
    },
    /// A column of a register by which rows cannot be classed.
    #[error("`{heading}` is no column by which people can be classed; there are: {}", .headings.join(", "))]
    NoClass {
        /// The heading.
        heading: String,
        /// Those by which they can.
        headings: Vec<String>,
    },
    /// A column of a register that tells single people apart.
    #[error(
        "`{heading}` tells single people apart ({classes} different texts) and is no column of classes; count by another one"
    )]
    TooManyClasses {
        /// The heading.
        heading: String,
        /// How many different texts stand below it.
        classes: usize,
    },
    /// A measure that a node has from its row and from a register.
    #[error(
        "`{measure}` of `{code}` is {written} in its row and {counted} in this register; count the register as another \
         measure, or leave the column out"
    )]
    CountedAndWritten {
        /// The measure.
        measure: String,
        /// The code of the node.
        code: String,
        /// The number in its row.
        written: String,
        /// How many rows of the register are of it.
        counted: String,
    },
    /// A node that does not lie in what stands beside it.
    #[error(
        "`{written}` (`{code}`) does not lie in `{other}`, which stands at {beside}: {}; one of both is another, or the \
         parent of `{code}` is", lies_in(.within)
    )]
    NotWithin {
        /// What stands here.
        written: String,
        /// The code of the node that it names.
        code: Box<str>,
        /// What stands beside it.
        other: String,
        /// Where that stands.
        beside: Origin,
        /// What contains the node, upward.
        within: Box<[String]>,
    },
    /// A name of several nodes, none of which lies in what stands beside it.
    #[error(
        "`{written}` is the name of several, {}, and none of them lies in `{other}`, which stands at {beside}; one of both \
         is another, or the row of the one that is meant is missing", .codes.join(", ")
    )]
    NoneWithin {
        /// What stands here.
        written: String,
        /// The first codes of the nodes that have the name, sorted.
        codes: Vec<String>,
        /// What stands beside it.
        other: String,
        /// Where that stands.
        beside: Origin,
    },
    /// What rows belong to and no row lists, although others of its kind are listed.
    #[error("no {} has the code or name `{written}`; write one that is listed, or enter the row that is missing", .kind.english())]
    UnknownAncestor {
        /// What stands there.
        written: String,
        /// The kind that the heading names.
        kind: Kind,
    },
    /// Codes that begin anew, and nothing that says in what.
    #[error(
        "numbers such as `{written}` begin anew in this list of {}, and nothing says what contains the rows ({}); if they are \
         of different containers, write these in a column such as 所属小区, and if some rows are about one, merge their cells \
         or give it a code of more than a number", .kind.chinese(), cells_of(.cells, *.times)
    )]
    NumbersNowhere {
        /// The kind of the rows.
        kind: Kind,
        /// The first of the numbers.
        written: String,
        /// How many rows there are.
        #[serde(rename = "count")]
        times: usize,
        /// The first of their cells.
        cells: Vec<Position>,
    },
    /// A sheet that does not say what its rows are.
    #[error(
        "nothing says what the {rows} rows of this sheet are{}; add a column 类别, or name the sheet after its rows, such as \
         微网格", may_be(*.above, .fitting)
    )]
    KindOfSheet {
        /// How many rows there are.
        rows: usize,
        /// The kind of what contains them, if that is known.
        above: Option<Kind>,
        /// The kinds that they may be.
        fitting: Vec<Kind>,
    },
    /// A number in the place of the name of an area or grid.
    #[error(
        "`{written}` is a number and no name of a {}; if it is one, write its full name, and if the column counts them, \
         head it `申报:{}`", .kind.english(), .kind.chinese()
    )]
    NumberForName {
        /// What stands there.
        written: String,
        /// The kind of the column.
        kind: Kind,
    },
    /// A blank cell in a column of a level that may mean the value above, or that the level is left out.
    #[error(
        "nothing stands here: it may mean `{above}`, as above, or no {} at all; write `{above}` if that is meant, or what \
         contains the rest of the line", .kind.english()
    )]
    BlankLevel {
        /// The kind of the column.
        kind: Kind,
        /// What stands above.
        above: String,
    },
    /// A line that fills no level.
    #[error("this line fills none of the columns {}; write what it is about", kinds_of(.kinds))]
    NoLevel {
        /// The kinds of the columns.
        kinds: Vec<Kind>,
    },
    /// Two columns of one measure in different units.
    #[error("`{measure}` is in `{written}` here, but in `{other}` at {first}; write one unit only")]
    UnitDiffers {
        /// The measure.
        measure: String,
        /// The unit here.
        written: String,
        /// The unit there.
        other: String,
        /// Where the first column stands.
        first: Origin,
    },
    /// A cell that should name people or Party organisations and does not.
    #[error(transparent)]
    Name(#[serde(skip)] NameProblem),
    /// A word for nothing in the place of the name of a row without a code.
    #[error("`{written}` stands in the place of the name, and no code beside it; write the code or name of the row")]
    NothingNamed {
        /// The word.
        written: String,
    },
    /// Several names in a row that is one person.
    #[error("`{written}` names {count} people, but a row is one; write a row for each")]
    SeveralInRow {
        /// What stands there.
        written: String,
        /// How many names it holds.
        count: usize,
    },
    /// A ditto mark below nothing.
    #[error(
        "`{written}` says \"as above\", but no line of this table above has anything in this column; write what is meant"
    )]
    NothingAbove {
        /// The mark.
        written: String,
    },
    /// A word for nothing as the parent of what must be within something.
    #[error(
        "`{written}` says that nothing contains this {kind}, but a {kind} lies within something; write the code or name of that"
    )]
    NeedsParent {
        /// The kind of the row.
        kind: Kind,
        /// The word.
        written: String,
    },
    /// A title beside a name that is another post than that of the column.
    #[error(
        "`{written}` stands beside `{name}`, but this column is of the post {post}; move the name to the column of its post, \
         or write the name alone if the post is {post}"
    )]
    OtherPost {
        /// The name.
        name: String,
        /// The title.
        written: String,
        /// The post of the column.
        post: Role,
    },
    /// A text in the place of a number of a measure.
    #[error(
        "`{written}` is not taken as a number: {why}; write an exact number, such as {}, or 无 or — for none",
        FigureProblem::EXACT
    )]
    NoNumber {
        /// What stands there.
        written: String,
        /// Why not.
        #[serde(flatten)]
        why: FigureProblem,
    },
    /// A text in the place of a declared figure.
    #[error("`{written}` is not taken as a figure: {why}; write one such as {}", FigureProblem::UNDERSTOOD)]
    NoFigure {
        /// What stands there.
        written: String,
        /// Why not.
        #[serde(flatten)]
        why: FigureProblem,
    },
    /// A number in another unit than the column.
    #[error("`{written}` is in `{unit}`, but this column is in `{expected}`; write the number in `{expected}`")]
    OtherUnit {
        /// What stands there.
        written: String,
        /// Its unit.
        unit: String,
        /// The unit of the column.
        expected: String,
    },
    /// A name that several people have, of whom none or several may be meant.
    #[error("`{name}` may be any of: {}; write the code of the one that is meant", .codes.join(", "))]
    WhichPerson {
        /// The name.
        name: String,
        /// The first of their codes, sorted.
        codes: Vec<String>,
    },
    /// A name without a code that stands in several places, where the reader asks for codes.
    #[error("`{name}` stands at {first} too, and nothing says whether they are one person; write codes")]
    NeedsCode {
        /// The name.
        name: String,
        /// Where it stands first.
        first: Origin,
    },
    /// Headings of a sheet that are not known.
    #[error("{}", unknown_headings(.unknown, *.is_foreign))]
    UnknownHeadings {
        /// All of them, in the order of the columns.
        #[serde(skip)]
        unknown: Vec<UnknownHeading>,
        /// Whether most headings of the sheet are unknown, so that none of its rows was read.
        is_foreign: bool,
    },
    /// A line that is none of what the lines of a sheet can be.
    #[error(
        "{}{doubt}; it was not taken for a row{}; {}",
        .written.as_ref().map(|text| format!("`{text}`: ")).unwrap_or_default(),
        if .cells.count() > 1 { format!(" ({})", .cells) } else { String::new() },
        .doubt.cure()
    )]
    UnclearLine {
        /// Why it cannot be told.
        doubt: Doubt,
        /// The text that makes it doubtful, without numbers that may be those of a person.
        written: Option<String>,
        /// The first cell of each such line of the table.
        #[serde(flatten)]
        cells: Cells,
    },
}

fn lies_in(within: &[String]) -> String {
    if within.is_empty() {
        "no row says what it lies in".to_owned()
    } else {
        format!("it lies in {}", within.join(", "))
    }
}

fn kinds_of(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| kind.chinese()).collect::<Vec<_>>().join(", ")
}

fn may_be(above: Option<Kind>, fitting: &[Kind]) -> String {
    match above {
        Some(above) if !fitting.is_empty() => format!("; a {} may contain {}", above.english(), kinds_of(fitting)),
        _ => String::new(),
    }
}

/// A heading that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownHeading {
    /// What stands there; of several lines, joined by `·`.
    pub written: String,
    /// Its cells, from the upper line to the lower one.
    pub cells: Vec<Position>,
    /// The known heading most like it.
    pub suggestion: Option<String>,
    /// Whether it looks like one of personal data, which no ledger keeps.
    pub is_personal: bool,
}

impl fmt::Display for UnknownHeading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells: Vec<String> = self.cells.iter().map(Position::to_string).collect();
        write!(f, "`{}` ({}", self.written, cells.join(" and "))?;
        if let Some(suggestion) = &self.suggestion {
            write!(f, "; perhaps `{suggestion}`")?;
        }
        f.write_str(")")
    }
}

/// How many unknown headings are listed.
const SHOWN: usize = 60;

fn unknown_headings(unknown: &[UnknownHeading], is_foreign: bool) -> String {
    let shown: Vec<String> = unknown.iter().take(SHOWN).map(UnknownHeading::to_string).collect();
    let more = unknown.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let count = match unknown.len() {
        1 => "a heading is not known".to_owned(),
        count => format!("{count} headings are not known"),
    };
    let unread = if is_foreign { "; as these are most of the sheet, none of its rows was read" } else { "" };
    let personal: Vec<String> =
        unknown.iter().filter(|heading| heading.is_personal).map(|heading| format!("`{}`", heading.written)).collect();
    let personal = match &personal[..] {
        [] => String::new(),
        personal => format!("; these look like personal data, which a ledger does not keep: {}", personal.join(", ")),
    };
    let example = unknown.iter().find(|heading| !heading.is_personal).map_or("天气", |heading| &heading.written);
    format!(
        "{count}: {}{more}{unread}{personal}; write a known heading, or say what each means, such as \
         `{example}=measure:{example}` or `{example}=ignored`; `*=ignored` ignores all that are not known",
        shown.join(", ")
    )
}

fn must_be(right: &Option<String>) -> String {
    right.as_ref().map_or_else(String::new, |code| format!("; it must have been `{code}`"))
}

fn nowhere(why: NoPlace) -> &'static str {
    match why {
        NoPlace::Unnamed => "no building or grid is named, so this is counted nowhere; write the building or grid",
        NoPlace::Unknown => {
            "no building, grid or area of the ledger has this code or name; write one of the ledger, or enter it there"
        }
        NoPlace::Ambiguous => "several buildings or grids have this name; write the code of the one that is meant",
        NoPlace::Contradictory => {
            "the places that this row names do not lie in each other; write the building or grid that is right"
        }
    }
}

/// The texts, each in backquotes: `a`, `b` or `c`.
fn listed(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{}`", excerpt(text))).collect();
    match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} or {last}", before.join(", ")),
        _ => quoted.concat(),
    }
}

impl CellProblem {
    /// A date in the place of a text. Spreadsheets make dates of texts such as `3-1`.
    pub(super) fn made_a_date(day: &Day) -> Self {
        CellProblem::MadeADate { shown: excerpt(&day.to_string()), possible: typed::of_day(day) }
    }

    /// A number in the place of a text, which shows as something else than digits.
    pub(super) fn made_a_number(formatted: &Formatted) -> Self {
        CellProblem::MadeANumber {
            shown: excerpt(&formatted.to_string()),
            possible: typed::of_number(formatted),
            is_long: formatted.number().abs() >= 1e15,
        }
    }

    /// A date in the place of a number.
    pub(super) fn day_for_number(day: &Day) -> Self {
        let (shown, number) = (excerpt(&day.to_string()), decimal_text(day.number()));
        CellProblem::MomentForNumber { shown, number, possible: typed::of_day(day) }
    }

    /// A time in the place of a number.
    pub(super) fn time_for_number(formatted: &Formatted) -> Self {
        let (shown, number) = (excerpt(&formatted.to_string()), decimal_text(formatted.number()));
        CellProblem::MomentForNumber { shown, number, possible: typed::of_number(formatted) }
    }
}

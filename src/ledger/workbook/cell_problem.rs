//! What can be wrong with a cell of a workbook.

use super::{Day, Formatted, NoPlace, decimal_text, typed};
use crate::kind::Kind;
use crate::ledger::{Origin, Position, excerpt};
use crate::suggestion::did_you_mean;

/// What is wrong with a cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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
        "`{written}` stands here, but `{other}` at {first}, which has the same code `{code}`; keep the one that is right"
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
    #[error("`{written}` is declared for `{code}` here, but `{other}` elsewhere; keep the one that is right")]
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
    /// A heading that is not known.
    #[error("`{written}` is no known heading{}; say that it is a measure, or to be ignored, or write one of: {known}", did_you_mean(.suggestion))]
    UnknownHeading {
        /// What stands there.
        written: String,
        /// The known heading most like it.
        suggestion: Option<String>,
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
    #[error("{}: {}", listed_cells(.cells, .times), nowhere(.why))]
    CountedNowhere {
        /// Why not.
        why: NoPlace,
        /// The first cells.
        cells: Vec<Position>,
        /// How many there are.
        times: usize,
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
}

fn must_be(right: &Option<String>) -> String {
    right.as_ref().map_or_else(String::new, |code| format!("; it must have been `{code}`"))
}

/// Some of the cells, and how many there are.
pub(super) fn listed_cells(cells: &[Position], times: &usize) -> String {
    let more = if cells.len() < *times { ", ..." } else { "" };
    let listed: Vec<String> = cells.iter().map(Position::to_string).collect();
    match times {
        1 => listed.concat(),
        _ => format!("{times} cells, {}{more}", listed.join(", ")),
    }
}

fn nowhere(why: &NoPlace) -> &'static str {
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

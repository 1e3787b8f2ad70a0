//! What can be wrong with a cell of a workbook.

use super::Day;
use super::note::cells_of;
use crate::kind::Kind;
use crate::ledger::{Origin, Position};
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
        "a date, {written}, stands here: a spreadsheet made it of a text, probably `{right}`; format the cell as text"
    )]
    MadeADate {
        /// What stands there.
        written: String,
        /// The text that was probably typed.
        right: String,
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
    /// A node that does not lie in what stands beside it.
    #[error(
        "`{written}` (`{code}`) does not lie in `{other}`, which stands at {beside}: {}; one of both is another, or the \
         parent of `{code}` is", lies_in(.within)
    )]
    NotWithin {
        /// What stands here.
        written: String,
        /// The code of the node that it names.
        code: String,
        /// What stands beside it.
        other: String,
        /// Where that stands.
        beside: Origin,
        /// What contains the node, upward.
        within: Vec<String>,
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
        times: usize,
        /// The first of their cells.
        cells: Vec<Position>,
    },
    /// A sheet that does not say what its rows are.
    #[error(
        "nothing says what the {rows} rows of this sheet are{}; add a column 类别, or name the sheet after its rows, such as \
         微网格", may_be(.above, .fitting)
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

fn may_be(above: &Option<Kind>, fitting: &[Kind]) -> String {
    match above {
        Some(above) if !fitting.is_empty() => format!("; a {} may contain {}", above.english(), kinds_of(fitting)),
        _ => String::new(),
    }
}

fn must_be(right: &Option<String>) -> String {
    right.as_ref().map_or_else(String::new, |code| format!("; it must have been `{code}`"))
}

impl CellProblem {
    /// A date in the place of a text. Spreadsheets make dates of texts such as `3-1`.
    pub(super) fn made_a_date(day: Day) -> Self {
        CellProblem::MadeADate { written: day.to_string(), right: format!("{}-{}", day.month, day.day) }
    }
}

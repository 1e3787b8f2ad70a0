//! Every line of a sheet is something: what it is, and the evidence for it.
//!
//! | class | what it is |
//! |---|---|
//! | title (标题) | stands above the headings |
//! | heading, second heading (表头) | the headings, in one line or several |
//! | explanation (填写说明) | tells below the headings how to fill in the columns |
//! | sample (示例) | shows how to fill in a line |
//! | data (数据) | has a code or a name in its column, and cells that fit their columns |
//! | total (合计, 小计) | a phrase for a total where a name would stand, and nothing else that names anything |
//! | note (注), signature (填表人, 审核人), end mark (以下空白) | the foot of a sheet |
//! | numbered (预编号) | a number given in advance, or only the zeros of formulas |
//! | blank, headings again | nothing, or the headings after a page break |
//! | unclear | none of these for certain: an error, never data |

mod wording; // the texts in Chinese

use std::fmt;

use serde::Serialize;

use crate::ledger::Position;

/// What a line of a sheet is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LineClass {
    /// A text above the headings.
    Title,
    /// The first line of headings.
    Heading,
    /// A further line of headings, which splits the one above.
    SecondHeading,
    /// How the columns are to be filled in.
    Explanation,
    /// How a line is to be filled in, by an example.
    Sample,
    /// A row of the ledger.
    Data,
    /// Figures of several rows.
    Total {
        /// The name or code of what the total is of, where the line says so; `None` is all that the sheet holds, or
        /// for a part the rows since the last total.
        of: Option<String>,
        /// Whether the word is one for a part, such as 小计.
        is_part: bool,
    },
    /// A note on the sheet.
    Note,
    /// Who filled in or checked the sheet, and when.
    Signature,
    /// The word that nothing follows.
    EndMark,
    /// A line that was numbered in advance and says nothing else.
    Numbered,
    /// Nothing.
    Blank,
    /// The headings again.
    HeadingAgain,
    /// None of these for certain.
    Unclear {
        /// What speaks against each.
        why: Doubt,
    },
}

/// Why a line cannot be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Doubt {
    /// It has neither a code nor a name, but other cells say something.
    NoIdentity,
    /// A word for a total stands beside a code or a name.
    TotalBesideIdentity,
    /// Words of a foot or an instruction stand where a code or a name should, beside cells of a row.
    WordsBesideIdentity,
    /// A text alone in its line: a heading within the table, or a row that lacks what all others have.
    LoneText,
    /// Most cells do not fit their columns.
    Misfits,
    /// Instructions below rows.
    InstructionsAmongRows,
    /// The name itself is the word for a sample, among rows.
    SampleAmongRows,
    /// A part of the line above (其中).
    Breakdown,
    /// A row below the foot that lacks what others have.
    BelowFoot,
}

/// A reason for what a line was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Evidence {
    /// It stands above the headings.
    AboveHeadings,
    /// It says the same as the headings.
    SameAsHeadings,
    /// A code or a name stands in its column.
    Identity {
        /// The column.
        column: u32,
    },
    /// A word for nothing stands in the place of a code or a name.
    NamesNothing {
        /// The column.
        column: u32,
    },
    /// No code and no name stands in the line.
    NoIdentity,
    /// So many of the other cells fit their columns.
    Fits {
        /// The cells that fit.
        cells: usize,
        /// All other cells.
        of: usize,
    },
    /// A phrase for a total.
    TotalPhrase {
        /// The column.
        column: u32,
    },
    /// A cell says what group the total is of.
    Group {
        /// The column.
        column: u32,
    },
    /// So many cells tell how to fill in their columns.
    Instructions {
        /// The cells that do.
        cells: usize,
        /// All cells.
        of: usize,
    },
    /// A word for an example.
    SampleWord {
        /// The column.
        column: u32,
    },
    /// A label such as 填表人.
    Label {
        /// The column.
        column: u32,
    },
    /// A word or sign that opens a note, or a whole sentence.
    NoteMark {
        /// The column.
        column: u32,
    },
    /// The word that nothing follows.
    EndMark {
        /// The column.
        column: u32,
    },
    /// A date alone in its line.
    Date {
        /// The column.
        column: u32,
    },
    /// It stands below the first line of the foot.
    BelowFoot {
        /// That line.
        line: u32,
    },
    /// It holds a running number only.
    OnlyNumber {
        /// The column.
        column: u32,
    },
    /// It holds only zeros, as formulas give them for nothing.
    OnlyZeros,
    /// It holds only words for nothing.
    OnlyNothing,
    /// It holds beside its number only what the line above holds too.
    RepeatsAbove,
    /// A cell stands alone in its line.
    Alone {
        /// The column.
        column: u32,
        /// How many columns it covers.
        width: u32,
    },
}

impl LineClass {
    /// The word for it, in English.
    #[must_use]
    pub const fn english(&self) -> &'static str {
        match self {
            LineClass::Title => "title",
            LineClass::Heading => "headings",
            LineClass::SecondHeading => "second line of headings",
            LineClass::Explanation => "explanation",
            LineClass::Sample => "sample",
            LineClass::Data => "row",
            LineClass::Total { .. } => "total",
            LineClass::Note => "note",
            LineClass::Signature => "signature",
            LineClass::EndMark => "end mark",
            LineClass::Numbered => "numbered in advance",
            LineClass::Blank => "blank",
            LineClass::HeadingAgain => "headings again",
            LineClass::Unclear { .. } => "unclear",
        }
    }

    /// The word for it, in Chinese.
    #[must_use]
    pub const fn chinese(&self) -> &'static str {
        match self {
            LineClass::Title => "标题",
            LineClass::Heading => "表头",
            LineClass::SecondHeading => "第二行表头",
            LineClass::Explanation => "填写说明",
            LineClass::Sample => "示例",
            LineClass::Data => "数据",
            LineClass::Total { is_part: true, .. } => "小计",
            LineClass::Total { .. } => "合计",
            LineClass::Note => "附注",
            LineClass::Signature => "落款",
            LineClass::EndMark => "结束标记",
            LineClass::Numbered => "预编序号",
            LineClass::Blank => "空行",
            LineClass::HeadingAgain => "重复表头",
            LineClass::Unclear { .. } => "无法判定",
        }
    }

    /// Whether its cells become rows or declared figures of the ledger.
    #[must_use]
    pub const fn is_read(&self) -> bool {
        matches!(self, LineClass::Data | LineClass::Total { .. })
    }
}

impl Serialize for LineClass {
    /// The word for it, in English.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.english())
    }
}

impl fmt::Display for LineClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LineClass::Total { of: Some(of), .. } => write!(f, "total of `{of}`"),
            LineClass::Unclear { why } => write!(f, "unclear: {why}"),
            _ => f.pad(self.english()),
        }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Doubt::NoIdentity => "neither a code nor a name stands in this line, but other cells are filled",
            Doubt::TotalBesideIdentity => "a word for a total stands in this line beside a code or name",
            Doubt::WordsBesideIdentity => "words of a note or an instruction stand where a code or name should",
            Doubt::LoneText => {
                "a text stands alone in this line: a title within the table, a note, or a row without \
                                what the others have"
            }
            Doubt::Misfits => "most cells of this line do not fit their columns",
            Doubt::InstructionsAmongRows => "this line tells how to fill in the columns, but stands below rows",
            Doubt::SampleAmongRows => "a word for a sample stands in this line, but it stands among rows",
            Doubt::Breakdown => "this line breaks down (其中) the one above, which no row of a ledger does",
            Doubt::BelowFoot => "this line stands below the foot of the table and lacks what other rows have",
        })
    }
}

impl Doubt {
    /// What would be right, all that is possible.
    #[must_use]
    pub const fn cure(self) -> &'static str {
        match self {
            Doubt::NoIdentity => {
                "write the code or name of the row, or mark the line as a note (注：) or a total (合计)"
            }
            Doubt::TotalBesideIdentity => {
                "if it is a row, write `'` in front of the word; if it is a total, write the code or name elsewhere"
            }
            Doubt::WordsBesideIdentity => {
                "write the code or name of the row in its column, or the note below the table"
            }
            Doubt::LoneText => {
                "if it is a row, write its code or what contains it; if it is a note, begin it with 注：; if it is a \
                 title, write the headings below it"
            }
            Doubt::Misfits => "write each value below its heading, or the headings of this table above it",
            Doubt::InstructionsAmongRows => {
                "if it is a row, write `'` in front of its texts; if it is an explanation, move it below the headings"
            }
            Doubt::SampleAmongRows => {
                "if it is a row, write `'` in front of the word; if it is a sample, move it below the headings"
            }
            Doubt::Breakdown => "write its figures in columns of their own, or mark the line as a note (注：)",
            Doubt::BelowFoot => {
                "if it is a row, fill in what the others have or move it above the foot; if it is a note, begin it with 注："
            }
        }
    }
}

impl Evidence {
    /// The column that it speaks of, counted from one.
    #[must_use]
    pub const fn column(&self) -> Option<u32> {
        match self {
            Evidence::Identity { column }
            | Evidence::NamesNothing { column }
            | Evidence::TotalPhrase { column }
            | Evidence::Group { column }
            | Evidence::SampleWord { column }
            | Evidence::Label { column }
            | Evidence::NoteMark { column }
            | Evidence::EndMark { column }
            | Evidence::Date { column }
            | Evidence::OnlyNumber { column }
            | Evidence::Alone { column, .. } => Some(*column),
            _ => None,
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |column: &u32| Position::new(1, *column).to_string().trim_end_matches('1').to_owned();
        match self {
            Evidence::AboveHeadings => f.write_str("above the headings"),
            Evidence::SameAsHeadings => f.write_str("says the same as the headings"),
            Evidence::Identity { column } => write!(f, "code or name in {}", at(column)),
            Evidence::NamesNothing { column } => write!(f, "a word for nothing as the name in {}", at(column)),
            Evidence::NoIdentity => f.write_str("no code and no name"),
            Evidence::Fits { cells, of } => write!(f, "{cells} of {of} other cells fit"),
            Evidence::TotalPhrase { column } => write!(f, "word for a total in {}", at(column)),
            Evidence::Group { column } => write!(f, "group in {}", at(column)),
            Evidence::Instructions { cells, of } => write!(f, "{cells} of {of} cells tell how to fill in"),
            Evidence::SampleWord { column } => write!(f, "word for a sample in {}", at(column)),
            Evidence::Label { column } => write!(f, "label in {}", at(column)),
            Evidence::NoteMark { column } => write!(f, "note in {}", at(column)),
            Evidence::EndMark { column } => write!(f, "end mark in {}", at(column)),
            Evidence::Date { column } => write!(f, "date alone in {}", at(column)),
            Evidence::BelowFoot { line } => write!(f, "below the foot in line {line}"),
            Evidence::OnlyNumber { column } => write!(f, "only a running number in {}", at(column)),
            Evidence::OnlyZeros => f.write_str("only zeros"),
            Evidence::OnlyNothing => f.write_str("only words for nothing"),
            Evidence::RepeatsAbove => f.write_str("the same as above"),
            Evidence::Alone { column, width: 1 } => write!(f, "alone in {}", at(column)),
            Evidence::Alone { column, width } => write!(f, "alone in {}, over {width} columns", at(column)),
        }
    }
}

//! Cells that name people, Party organisations (党组织), parents (上级) and grids (网格), read by a stated grammar.
//!
//! A cell of a ledger (台账) that should hold a name may hold anything: 无, 同上, `#N/A`, 张三（兼）, a telephone
//! number. Only what is certainly a name may become a node. `read_names` gives names, a word for nobody, a ditto
//! mark, or problems. What stood beside a name is told apart as data; numbers that belong to a person are never kept.
//!
//! Two pieces of data go with it: [`NameWords`], the words that are no names, and [`Namesakes`], who is one person.
//!
//! # The grammar
//!
//! ```text
//! cell     = nothing | nobody | ditto | list
//! nobody   = word of the table, in brackets or not, with remarks or a full stop behind
//! list     = part { separator part }           separator: 、 ， , ; ； / | & + line break; 和 及 与 where certain
//! part     = { title | label ":" } name { title | tag | remark | number }
//! name     = 2 to 3 Han | compound surname and 1 to 2 Han | Han with · | Latin words
//! tag      = 1 or 2 digits | a letter | （大） （小） （甲） ...
//! remark   = text in brackets
//! number   = telephone or identity number, dropped
//! ```
//!
//! A space or line break that leaves one Han character on a side stands within a name. Where a cell can be read in
//! two ways, it is an error that lists both.

mod glyph;
mod memo;
mod name;
mod namesakes;
mod no_name;
mod node;
mod number;
mod party;
mod person;
mod problem;
mod read;
mod segment;
mod table;
mod token;
mod words;

pub(super) use memo::{Mark, Memo};
pub(super) use name::{AsideKind, Name, NameNote, Named, Names, NamesRead, Part, full_name};
pub(crate) use number::without_numbers;
pub(super) use read::{is_error_text, mark_of, read_names};

pub use namesakes::Namesakes;
pub use number::NumberKind;
pub use problem::{NameProblem, NotWhat};
pub use words::{NameWords, WordMeaning};

/// How names are read: which words are no names, and who is one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::ledger) struct NameRules {
    pub(in crate::ledger) words: NameWords,
    pub(in crate::ledger) namesakes: Namesakes,
}

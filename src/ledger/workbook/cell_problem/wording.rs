//! What can be wrong with a cell: ids, parts, and the texts in Chinese.

use std::fmt;

use super::CellProblem;
use crate::message::{Parts, Wording};

impl Wording for CellProblem {
    fn id(&self) -> &'static str {
        "cell.problem"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }

    fn parts(&self) -> Parts {
        Parts::default()
    }
}

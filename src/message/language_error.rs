//! What is wrong with the name of a language, in both languages.

use std::fmt;

use super::{Parts, Wording};
use crate::excerpt::excerpt;
use crate::language::ParseLanguageError;

impl Wording for ParseLanguageError {
    fn id(&self) -> &'static str {
        "language.unknown"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "没有语言“{}”的提示信息；请改用en或zh", excerpt(self.written()))
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", self.written())
    }
}

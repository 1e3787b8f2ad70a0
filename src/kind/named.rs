//! Enums that are tables of names: each variant has an id, an English and a Chinese label.

use std::fmt;

use serde::Serialize;

use crate::excerpt::excerpt;
use crate::message::phrase::perhaps;
use crate::message::{Parts, Term, Wording};
use crate::suggestion::{did_you_mean, suggest};

/// A text is not a known kind, relation, role or other name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("`{}` is no {what}{}; known are: {}", excerpt(.written), did_you_mean(.suggestion), .known.join(", "))]
pub struct UnknownNameError {
    what: Term,
    written: String,
    suggestion: Option<&'static str>,
    known: &'static [&'static str],
}

impl UnknownNameError {
    pub(crate) fn new(what: Term, written: &str, known: &'static [&'static str]) -> Self {
        Self { what, written: written.to_owned(), suggestion: suggest(written, known.iter().copied()), known }
    }

    /// What was written.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.written
    }

    /// All known names.
    #[must_use]
    pub fn known(&self) -> &'static [&'static str] {
        self.known
    }
}

impl Wording for UnknownNameError {
    fn id(&self) -> &'static str {
        "ledger.unknown_name"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, written, known) = (self.what.chinese(), excerpt(&self.written), self.known.join("、"));
        write!(f, "“{written}”不是已知的{what}{}；请改用：{known}", perhaps(self.suggestion))
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }

    fn suggestion(&self) -> Option<String> {
        self.suggestion.map(str::to_owned)
    }
}

/// Declares an enum whose variants have an id, an English and a Chinese label.
macro_rules! named {
    (
        $(#[$meta:meta])*
        $Enum:ident, $what:literal $what_chinese:literal;
        $($Variant:ident $id:literal $english:literal $chinese:literal;)+
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(into = "&'static str", try_from = "String")]
        #[repr(u8)]
        pub enum $Enum {
            $(#[doc = concat!($english, " (", $chinese, "), written `", $id, "`.")] $Variant,)+
        }

        impl $Enum {
            /// All of them, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$Variant),+];
            /// How many there are.
            pub const COUNT: usize = Self::ALL.len();
            /// The ids of all, in the order of the table.
            pub const IDS: &'static [&'static str] = &[$($id),+];
            const ENGLISH: &'static [&'static str] = &[$($english),+];
            const CHINESE: &'static [&'static str] = &[$($chinese),+];

            /// The id in ledgers and reports: lower case with underscores.
            #[must_use]
            pub const fn id(self) -> &'static str {
                Self::IDS[self as usize]
            }

            /// The English label.
            #[must_use]
            pub const fn english(self) -> &'static str {
                Self::ENGLISH[self as usize]
            }

            /// The Chinese label.
            #[must_use]
            pub const fn chinese(self) -> &'static str {
                Self::CHINESE[self as usize]
            }
        }

        impl ::std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.id())
            }
        }

        impl ::std::str::FromStr for $Enum {
            type Err = $crate::kind::UnknownNameError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                const WHAT: $crate::message::Term = $crate::message::Term::new($what, $what_chinese);
                Self::IDS
                    .iter()
                    .position(|id| *id == text)
                    .map(|at| Self::ALL[at])
                    .ok_or_else(|| $crate::kind::UnknownNameError::new(WHAT, text, Self::IDS))
            }
        }

        impl AsRef<str> for $Enum {
            fn as_ref(&self) -> &str {
                self.id()
            }
        }

        impl From<$Enum> for &'static str {
            fn from(value: $Enum) -> Self {
                value.id()
            }
        }

        impl TryFrom<String> for $Enum {
            type Error = $crate::kind::UnknownNameError;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }

        const _: () = assert!($crate::kind::all_differ($Enum::IDS), concat!("two rows of the table of ", $what, "s share an id"));
    };
}

pub(crate) use named;

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if a[at] != b[at] {
            return false;
        }
        at += 1;
    }
    true
}

pub(crate) const fn all_differ(ids: &[&str]) -> bool {
    let mut one = 0;
    while one < ids.len() {
        let mut other = one + 1;
        while other < ids.len() {
            if same(ids[one], ids[other]) {
                return false;
            }
            other += 1;
        }
        one += 1;
    }
    true
}

//! Statistical division codes (统计用区划代码): their levels, their parents, and the class of a township.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::excerpt::excerpt;
use crate::message::{Parts, Wording};

/// The level of an administrative division (行政区划级别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DivisionLevel {
    /// Province (省级), 2 digits.
    Province,
    /// Prefecture (地级), 4 digits.
    Prefecture,
    /// County (县级), 6 digits.
    County,
    /// Township-level unit (乡级): sub-district, town, township; 9 digits.
    Township,
    /// Residents' or villagers' committee (村级), 12 digits.
    Village,
}

impl DivisionLevel {
    /// All levels, from the province down.
    pub const ALL: [Self; 5] = [Self::Province, Self::Prefecture, Self::County, Self::Township, Self::Village];

    const DIGITS: [usize; 5] = [2, 4, 6, 9, 12];

    /// How many digits a code of this level has.
    #[must_use]
    pub const fn digits(self) -> usize {
        Self::DIGITS[self as usize]
    }

    /// The level above; `None` above the province.
    #[must_use]
    pub fn above(self) -> Option<Self> {
        (self as usize).checked_sub(1).map(|at| Self::ALL[at])
    }

    /// The Chinese label.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        ["省级", "地级", "县级", "乡级", "村级"][self as usize]
    }
}

impl fmt::Display for DivisionLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(["province", "prefecture", "county", "township", "village"][*self as usize])
    }
}

/// The class of a township-level unit, by the range of its three digits (GB/T 10114-2003).
///
/// The range is a convention and proves nothing: in the list of 2023, 138 units named sub-district and 13 named
/// town have digits of enterprise-like units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TownshipClass {
    /// Sub-district (街道), 001 to 099.
    Subdistrict,
    /// Town (镇), 100 to 199.
    Town,
    /// Township (乡), 200 to 399.
    Township,
    /// Unit similar to a township (类似乡级单位), such as a development zone, farm or mine; 400 to 599.
    EnterpriseLike,
}

impl TownshipClass {
    /// All classes, in the order of their ranges.
    pub const ALL: [Self; 4] = [Self::Subdistrict, Self::Town, Self::Township, Self::EnterpriseLike];

    /// The first and the last number of the class.
    #[must_use]
    pub const fn range(self) -> (u16, u16) {
        [(1, 99), (100, 199), (200, 399), (400, 599)][self as usize]
    }

    /// The class that a name states: sub-district if it contains 街道, town if it ends in 镇, otherwise `None`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        if name.contains("街道") {
            Some(Self::Subdistrict)
        } else if name.ends_with('镇') {
            Some(Self::Town)
        } else {
            None
        }
    }

    /// The Chinese label.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        ["街道", "镇", "乡", "类似乡级单位"][self as usize]
    }
}

impl fmt::Display for TownshipClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(["sub-district", "town", "township", "enterprise-like unit"][*self as usize])
    }
}

/// A statistical division code of 2, 4, 6, 9 or 12 digits.
///
/// Codes sort as text, so a division comes directly before those in it.
///
/// ```
/// use gridgov::division::{DivisionCode, DivisionLevel, TownshipClass};
///
/// let xushui: DivisionCode = "410102012".parse()?;
/// assert_eq!(xushui.level(), DivisionLevel::Township);
/// assert_eq!(xushui.class(), Some(TownshipClass::Subdistrict));
/// assert_eq!(xushui.parent().map(|county| county.to_string()).as_deref(), Some("410102"));
/// assert!("4101".parse::<DivisionCode>()?.holds(xushui));
///
/// let error = "41010".parse::<DivisionCode>().unwrap_err();
/// assert_eq!(error.to_string(), "`41010` has 5 digits; a division code has 2, 4, 6, 9 or 12");
/// # Ok::<(), gridgov::division::ParseDivisionCodeError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct DivisionCode {
    /// ASCII digits, padded with zero bytes, so that codes sort as text.
    digits: [u8; 12],
}

/// A text is not a statistical division code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum ParseDivisionCodeError {
    /// A character that is not an ASCII digit.
    #[error("`{}` has `{}` where digit {position} should be; a division code is of digits only", excerpt(.written), excerpt(&.found.to_string()))]
    NotADigit {
        /// What was written.
        written: String,
        /// The first character that is not a digit.
        found: char,
        /// Its position, counted from one.
        position: usize,
    },
    /// A number of digits that no level has.
    #[error("`{}` has {found} digit{}; a division code has 2, 4, 6, 9 or 12", excerpt(.written), if *.found == 1 { "" } else { "s" })]
    Length {
        /// What was written.
        written: String,
        /// How many digits it has.
        found: usize,
    },
    /// A code that begins with 00.
    #[error("`{written}` begins with 00, which is no province")]
    NoProvince {
        /// What was written.
        written: String,
    },
}

impl Wording for ParseDivisionCodeError {
    fn id(&self) -> &'static str {
        match self {
            Self::NotADigit { .. } => "division.not_a_digit",
            Self::Length { .. } => "division.length",
            Self::NoProvince { .. } => "division.no_province",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotADigit { written, found, position } => {
                let (written, found) = (excerpt(written), excerpt(&found.to_string()));
                write!(f, "“{written}”第{position}位是“{found}”，不是数字；请只用数字填写区划代码")
            }
            Self::Length { written, found } => {
                write!(f, "“{}”有{found}位，区划代码为2、4、6、9或12位；请核对位数", excerpt(written))
            }
            Self::NoProvince { written } => write!(f, "“{written}”以00开头，没有这样的省；请核对"),
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }
}

impl DivisionCode {
    /// The level, by the number of digits.
    #[must_use]
    pub fn level(self) -> DivisionLevel {
        match self.as_str().len() {
            2 => DivisionLevel::Province,
            4 => DivisionLevel::Prefecture,
            6 => DivisionLevel::County,
            9 => DivisionLevel::Township,
            _ => DivisionLevel::Village,
        }
    }

    /// The digits.
    #[must_use]
    #[expect(clippy::expect_used, clippy::missing_panics_doc, reason = "only ASCII digits are ever stored")]
    pub fn as_str(&self) -> &str {
        let length = self.digits.iter().position(|digit| *digit == 0).unwrap_or(self.digits.len());
        std::str::from_utf8(&self.digits[..length]).expect("INVARIANT: a division code is digits")
    }

    /// The division directly above; `None` for a province.
    #[must_use]
    pub fn parent(self) -> Option<Self> {
        self.level().above().and_then(|level| self.at(level))
    }

    /// The division of a given level that this one is or lies in; `None` if the level is below its own.
    #[must_use]
    pub fn at(self, level: DivisionLevel) -> Option<Self> {
        (level <= self.level()).then(|| {
            let mut digits = [0; 12];
            digits[..level.digits()].copy_from_slice(&self.digits[..level.digits()]);
            Self { digits }
        })
    }

    /// Whether `other` is this division or lies in it.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        other.as_str().starts_with(self.as_str())
    }

    /// The class of the township-level unit that the code names or lies in. `None` above that level, and for the
    /// numbers 000 and 600 to 999, which the standard assigns to no class.
    #[must_use]
    pub fn class(self) -> Option<TownshipClass> {
        let number: u16 = self.as_str().get(6..9)?.parse().ok()?;
        TownshipClass::ALL.into_iter().find(|class| (class.range().0..=class.range().1).contains(&number))
    }
}

impl FromStr for DivisionCode {
    type Err = ParseDivisionCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let written = || text.chars().take(40).collect::<String>();
        if let Some((at, found)) = text.chars().enumerate().find(|(_, c)| !c.is_ascii_digit()) {
            return Err(ParseDivisionCodeError::NotADigit { written: written(), found, position: at + 1 });
        }
        if !DivisionLevel::DIGITS.contains(&text.len()) {
            return Err(ParseDivisionCodeError::Length { written: written(), found: text.len() });
        }
        if text.starts_with("00") {
            return Err(ParseDivisionCodeError::NoProvince { written: written() });
        }
        let mut digits = [0; 12];
        digits[..text.len()].copy_from_slice(text.as_bytes());
        Ok(Self { digits })
    }
}

impl fmt::Display for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for DivisionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DivisionCode({self})")
    }
}

impl From<DivisionCode> for String {
    fn from(code: DivisionCode) -> Self {
        code.as_str().to_owned()
    }
}

impl TryFrom<String> for DivisionCode {
    type Error = ParseDivisionCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
#[path = "division_tests.rs"]
mod tests;

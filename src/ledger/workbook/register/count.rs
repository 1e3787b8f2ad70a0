//! What is to be counted of a register.

use std::fmt;
use std::str::FromStr;

use crate::ledger::excerpt;
use crate::ledger::workbook::headings::compared;
use crate::measure::Measure;
use crate::message::{Parts, Wording};

/// A register of people whose rows are counted, and the measure that they become.
///
/// Written as `人口台账=population`, or `人口台账=population:by=人员类别` to count each class by itself, too: as
/// `population/常住人口` and so on.
///
/// ```
/// use gridgov::ledger::workbook::Count;
///
/// let count: Count = "人口台账=population:by=人员类别".parse()?;
/// assert_eq!((count.sheet(), count.measure(), count.by()), ("人口台账", "population", Some("人员类别")));
/// assert_eq!(count, Count::new("人口台账", "population").with_classes("人员类别"));
/// # Ok::<(), gridgov::ledger::workbook::UnknownCountError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    sheet: String,
    measure: String,
    by: Option<String>,
}

/// A text that does not say what is to be counted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not SHEET=MEASURE or SHEET=MEASURE:by=HEADING, such as 人口台账=population:by=人员类别")]
pub struct UnknownCountError(String);

impl Wording for UnknownCountError {
    fn id(&self) -> &'static str {
        "cell.unknown_count"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let such = "人口台账=population:by=人员类别";
        write!(f, "“{}”没有说明统计什么；请写作“工作表=指标”或“工作表=指标:by=表头”，如{such}", self.0)
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.0)
    }
}

impl Count {
    /// The rows of a sheet, counted as a measure.
    #[must_use]
    pub fn new(sheet: impl Into<String>, measure: impl Into<String>) -> Self {
        Self { sheet: sheet.into(), measure: measure.into(), by: None }
    }

    /// The same, with each class by itself, too: what stands below this heading.
    #[must_use]
    pub fn with_classes(mut self, heading: impl Into<String>) -> Self {
        self.by = Some(heading.into());
        self
    }

    /// The name of the sheet.
    #[must_use]
    pub fn sheet(&self) -> &str {
        &self.sheet
    }

    /// The id of the measure.
    #[must_use]
    pub fn measure(&self) -> &str {
        &self.measure
    }

    /// The heading of the column that classes rows.
    #[must_use]
    pub fn by(&self) -> Option<&str> {
        self.by.as_deref()
    }

    /// Whether a sheet of this name is meant.
    pub(in crate::ledger::workbook) fn is_of(&self, sheet: &str) -> bool {
        compared(&self.sheet) == compared(sheet)
    }

    /// The measure of a class.
    pub(super) fn measure_of(&self, class: &str) -> Measure {
        Measure::new(format!("{}/{class}", self.measure))
    }
}

impl FromStr for Count {
    type Err = UnknownCountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || UnknownCountError(excerpt(text));
        let (sheet, rest) = text.split_once('=').ok_or_else(unknown)?;
        let (measure, by) = match rest.split_once(":by=") {
            Some((measure, by)) => (measure, Some(by.trim().to_owned())),
            None => (rest, None),
        };
        let (sheet, measure) = (sheet.trim(), measure.trim());
        if sheet.is_empty() || measure.is_empty() || by.as_ref().is_some_and(String::is_empty) {
            return Err(unknown());
        }
        Ok(Self { sheet: sheet.to_owned(), measure: measure.to_owned(), by })
    }
}

//! How grave a finding is.

use crate::kind::named;
use crate::message::Level;

named! {
    /// How grave a finding is. The more severe is the greater.
    ///
    /// A notice is worth knowing. A warning breaks a rule. A serious finding endangers the work or the figures.
    ///
    /// ```
    /// use gridgov::audit::Severity;
    ///
    /// assert!(Severity::Serious > Severity::Warning);
    /// assert_eq!("notice".parse(), Ok(Severity::Notice));
    /// assert_eq!(Severity::Warning.chinese(), "警告");
    /// ```
    Severity, "severity" "严重程度";
    Notice  "notice"  "notice"  "提示";
    Warning "warning" "warning" "警告";
    Serious "serious" "serious" "严重";
}

impl From<Severity> for Level {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Notice => Self::Notice,
            Severity::Warning => Self::Warning,
            Severity::Serious => Self::Serious,
        }
    }
}

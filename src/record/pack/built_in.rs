//! The built-in packs of records, each deadline with its source.

use super::RecordPack;
use crate::record::{Deadline, Step, Within};

impl RecordPack {
    /// The three colours (三色预警): red within 2 hours, yellow within 24, blue within 72.
    ///
    /// ```
    /// use gridgov::record::{RecordPack, Step, Within};
    ///
    /// let pack = RecordPack::three_colours();
    /// assert_eq!(pack.deadline(Step::Closed, "", "red").map(|red| red.within), Some(Within::Hours(2)));
    /// assert_eq!(pack.deadline(Step::Closed, "", "黄").map(|yellow| yellow.within), Some(Within::Hours(24)));
    /// assert_eq!(pack.deadline(Step::Closed, "", ""), None, "without a colour there is no deadline");
    /// ```
    #[must_use]
    pub fn three_colours() -> Self {
        let source = "a scheme of urgency in public reports: red within 2 hours, yellow within 24, blue within 72; other \
                      places have others";
        let mut pack = Self::new("three_colours", "Three colours of urgency");
        for (hours, words) in [(2, ["red", "红", "红色"]), (24, ["yellow", "黄", "黄色"]), (72, ["blue", "蓝", "蓝色"])]
        {
            for word in words {
                pack = pack.with_deadline(Deadline::new(Step::Closed, Within::Hours(hours), source).of_urgency(word));
            }
        }
        pack
    }

    /// The whistle of Gulou District, Nanjing (南京鼓楼“吹哨报到”): accepted within 1 hour, the resident contacted within 24
    /// hours, on the spot within 3 working days for the class `work` (工作类) or 5 for `hard` (难题类).
    ///
    /// It has no calendar, since holidays differ from year to year: until it is given one, whoever reports in late is
    /// undecidable.
    ///
    /// ```
    /// use gridgov::record::{RecordPack, Step, Within};
    ///
    /// let pack = RecordPack::nanjing_gulou();
    /// let within = |step, class| pack.deadline(step, class, "").map(|deadline| deadline.within);
    /// assert_eq!(within(Step::Accepted, "work"), Some(Within::Hours(1)));
    /// assert_eq!(within(Step::ReportedIn, "难题类"), Some(Within::WorkingDays(5)));
    /// assert!(pack.check().is_ok());
    /// ```
    #[must_use]
    pub fn nanjing_gulou() -> Self {
        let source = "public reports on the whistle of Gulou District, Nanjing: accepted within 1 hour, contact within 24 \
                      hours, on the spot in 3 working days (work) or 5 (hard problems)";
        let mut pack = Self {
            jurisdiction: "Gulou District, Nanjing (南京市鼓楼区)".to_owned(),
            ..Self::new("nanjing_gulou", "Nanjing Gulou, the whistle")
        };
        pack = pack
            .with_deadline(Deadline::new(Step::Accepted, Within::Hours(1), source))
            .with_deadline(Deadline::new(Step::Contacted, Within::Hours(24), source));
        for (days, words) in [(3, ["work", "工作类"]), (5, ["hard", "难题类"])] {
            for word in words {
                let on_the_spot = Deadline::new(Step::ReportedIn, Within::WorkingDays(days), source);
                pack = pack.with_deadline(on_the_spot.of_class(word));
            }
        }
        pack
    }
}

//! What happens to a record, step by step, and the state that it is in.

use crate::kind::named;

named! {
    /// A step (环节) that a record takes.
    ///
    /// Those of digital city management come in this order: reported, filed, dispatched, handled, fed back, checked, closed,
    /// evaluated. The others may come at any time after the report.
    #[non_exhaustive]
    Step, "step" "环节";
    Reported   "reported"   "reported"                     "上报";
    Filed      "filed"      "filed"                        "立案";
    Dispatched "dispatched" "dispatched"                   "派遣";
    Handled    "handled"    "handled"                      "处置";
    FedBack    "fed_back"   "fed back"                     "反馈";
    Checked    "checked"    "checked"                      "核查";
    Closed     "closed"     "closed"                       "结案";
    Evaluated  "evaluated"  "evaluated"                    "评价";
    Accepted   "accepted"   "accepted"                     "受理";
    Contacted  "contacted"  "the resident was contacted"   "联系";
    Whistled   "whistled"   "the whistle was blown"        "吹哨";
    ReportedIn "reported_in" "reported in at the whistle"  "报到";
    Returned   "returned"   "returned"                     "回退";
    Extended   "extended"   "extended"                     "延期";
    Suspended  "suspended"  "put off"                      "缓办";
    Reopened   "reopened"   "reopened"                     "重办";
    Voided     "voided"     "voided"                       "作废";
}

impl Step {
    /// The seven links (七个环节) of the closed loop: collected, filed, dispatched, handled, fed back, closed, evaluated.
    pub const SEVEN_LINKS: [Step; 7] =
        [Step::Reported, Step::Filed, Step::Dispatched, Step::Handled, Step::FedBack, Step::Closed, Step::Evaluated];

    /// Whether the step has its place in the order of steps.
    #[must_use]
    pub const fn is_ordered(self) -> bool {
        (self as u8) <= (Step::Evaluated as u8)
    }
}

named! {
    /// The state (状态) of a record, as its ledger says it.
    #[non_exhaustive]
    Status, "status" "状态";
    Open      "open"      "open"      "未结案";
    Returned  "returned"  "returned"  "已回退";
    Suspended "suspended" "put off"   "缓办";
    Reopened  "reopened"  "reopened"  "已重办";
    Closed    "closed"    "closed"    "已结案";
    Voided    "voided"    "voided"    "已作废";
}

/// The words that offices and portals use, in the form in which they are compared.
const STATUS_WORDS: [(Status, &[&str]); 6] = [
    (
        Status::Open,
        &[
            "open",
            "inprogress",
            "assigned",
            "pending",
            "started",
            "new",
            "acknowledged",
            "submitted",
            "active",
            "未结案",
            "未结",
            "待办",
            "在办",
            "办理中",
            "处理中",
            "处置中",
            "待处理",
            "待处置",
            "待派遣",
            "已派遣",
            "已立案",
            "已受理",
            "已上报",
            "待核查",
            "进行中",
            "未办结",
        ],
    ),
    (Status::Returned, &["returned", "回退", "已回退", "退回", "已退回"]),
    (Status::Suspended, &["suspended", "onhold", "deferred", "缓办", "挂账", "已挂账", "暂缓"]),
    (Status::Reopened, &["reopened", "重办", "已重办", "重开", "返工"]),
    (
        Status::Closed,
        &[
            "closed",
            "completed",
            "resolved",
            "done",
            "已结案",
            "结案",
            "已办结",
            "办结",
            "已完成",
            "完成",
            "已化解",
            "已结",
        ],
    ),
    (Status::Voided, &["voided", "void", "cancelled", "canceled", "作废", "已作废", "撤销", "已撤销"]),
];

/// The words for how content the resident is.
const CONTENT_WORDS: [(bool, &[&str]); 2] = [
    (true, &["满意", "非常满意", "很满意", "基本满意", "satisfied", "verysatisfied", "yes", "是", "true"]),
    (false, &["不满意", "非常不满意", "很不满意", "unsatisfied", "dissatisfied", "no", "否", "false"]),
];

impl Status {
    /// The state that a word means; `None` for a word that is not known.
    pub(super) fn of_word(key: &str) -> Option<Self> {
        let found = STATUS_WORDS.iter().find(|(_, words)| words.contains(&key));
        found.map(|(status, _)| *status)
    }

    /// Whether something is still to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Status::Closed | Status::Voided)
    }
}

/// Whether a word means content; `None` for a word that is not known.
pub(super) fn content_of_word(key: &str) -> Option<bool> {
    CONTENT_WORDS.iter().find(|(_, words)| words.contains(&key)).map(|(is_content, _)| *is_content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::heading::compared;

    #[test]
    fn words_stand_once_in_the_form_in_which_they_are_compared() {
        let words = || STATUS_WORDS.iter().flat_map(|(status, words)| words.iter().map(move |word| (*status, *word)));
        for (status, word) in words() {
            assert_eq!(compared(word), word);
            assert_eq!(Status::of_word(word), Some(status), "{word} stands once");
        }
        assert_eq!(Status::of_word(&compared("In Progress")), Some(Status::Open));
        assert_eq!(Status::of_word("weather"), None);
        for (is_content, words) in CONTENT_WORDS {
            for word in words {
                assert_eq!((compared(word).as_str(), content_of_word(word)), (*word, Some(is_content)));
            }
        }
    }

    #[test]
    fn the_seven_links_are_in_their_order() {
        assert!(Step::SEVEN_LINKS.is_sorted() && Step::SEVEN_LINKS.iter().all(|step| step.is_ordered()));
        assert!(!Step::Accepted.is_ordered() && !Step::Returned.is_ordered());
    }
}

//! Measures that offices commonly keep, and what they call them: for headings, messages and reports alike.
//!
//! Headings stand here in the form in which they are compared.

use crate::excerpt::excerpt;

/// The ids of measures, each with the headings that offices use, the usual one first.
pub(crate) const KNOWN: [(&str, &[&str]); 6] = [
    ("households", &["户数", "总户数", "居民户数", "家庭户数"]),
    ("population", &["人口", "常住人口", "人口数", "常住人口数", "总人口"]),
    ("floor_area", &["建筑面积", "总建筑面积", "floorarea"]),
    ("people_checked", &["入户核查人数", "核查人数"]),
    ("disputes_taken", &["受理矛盾纠纷数", "矛盾纠纷受理数"]),
    ("disputes_settled", &["化解矛盾纠纷数", "矛盾纠纷化解数"]),
];

/// The usual heading of a measure; `None` if none is known.
pub(crate) fn heading(id: &str) -> Option<&'static str> {
    KNOWN.iter().find(|(known, _)| *known == id)?.1.first().copied()
}

/// A measure in a Chinese message: “户数”, or the id where no heading is known.
pub(crate) fn in_chinese(id: &str) -> String {
    format!("“{}”", heading(id).map_or_else(|| excerpt(id), str::to_owned))
}

/// A measure in a Chinese message that is about its id, or asks to type it: “households”（户数）.
pub(crate) fn id_in_chinese(id: &str) -> String {
    format!("“{}”{}", excerpt(id), beside(id))
}

/// The heading in brackets, to stand behind the id; empty where none is known.
pub(crate) fn beside(id: &str) -> String {
    heading(id).map_or_else(String::new, |heading| format!("（{heading}）"))
}

//! Headings of tables with one column a level: 街道, 社区, 三级网格; 街道编码, 街道名称; `admin1Pcode`, `admin1Name_zh`.

use super::compared::compared;
use super::meaning::LevelPart;
use crate::kind::{Family, Kind};
use crate::ledger::workbook::kind_names;

/// The level that a heading names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ledger::workbook) enum LevelName {
    /// That of a kind.
    Kind(Kind),
    /// 网格 alone: the grids directly below the level above.
    Grid,
    /// A level by its number, as international tables of divisions have it. Its codes say which it is.
    Number(u8),
}

/// What may follow a level in a heading, in the form in which headings are compared.
const PARTS: [(&str, LevelPart); 10] = [
    ("名称", LevelPart::Name),
    ("编码", LevelPart::Code),
    ("编号", LevelPart::Code),
    ("代码", LevelPart::Code),
    ("pcode", LevelPart::Code),
    ("code", LevelPart::Code),
    ("name", LevelPart::Name),
    ("名", LevelPart::Name),
    ("号", LevelPart::Code),
    ("", LevelPart::Name),
];

/// What stands before a level that the rows of a table belong to.
const BELONGS: [&str; 4] = ["所属", "所在", "归属", "隶属"];

/// Words for kinds that say too little in a heading.
const VAGUE: [&str; 4] = ["楼", "场所", "其他", "其他单位"];

/// The level that a heading names, and whether its cells are codes or names.
pub(in crate::ledger::workbook) fn level(heading: &str) -> Option<(LevelName, LevelPart)> {
    let text = compared(heading);
    numbered(&text).or_else(|| {
        let parts = PARTS.iter().filter_map(|(suffix, part)| Some((text.strip_suffix(suffix)?, *part)));
        parts.filter(|(rest, _)| !rest.is_empty()).find_map(|(rest, part)| Some((level_of(rest)?, part)))
    })
}

/// The kind of what a heading such as 所属社区 says that rows belong to.
pub(in crate::ledger::workbook) fn ancestor(heading: &str) -> Option<Kind> {
    let text = compared(heading);
    let rest = BELONGS.iter().find_map(|word| text.strip_prefix(word))?;
    match level(rest)? {
        (LevelName::Kind(kind), _) => Some(kind),
        _ => None,
    }
}

/// The kind of a level that international tables give a number, where its codes do not say it.
pub(in crate::ledger::workbook) fn numbered_kind(number: u8) -> Option<Kind> {
    const KINDS: [Kind; 5] = [Kind::Province, Kind::Prefecture, Kind::County, Kind::Subdistrict, Kind::SecondGrid];
    KINDS.get(usize::from(number).checked_sub(1)?).copied()
}

fn level_of(text: &str) -> Option<LevelName> {
    if text == "网格" || text == "grid" {
        return Some(LevelName::Grid);
    }
    let id = |kind: &Kind| [kind.id(), kind.english()].iter().any(|name| compared(name) == text);
    let kind = Kind::ALL.iter().copied().find(id).or_else(|| kind_names::kind(text))?;
    let is_level = matches!(kind.family(), Family::Area | Family::Grid | Family::Place) && !VAGUE.contains(&text);
    is_level.then_some(LevelName::Kind(kind))
}

/// `admin1pcode`, `admin1namezh`, `adm2en`.
fn numbered(text: &str) -> Option<(LevelName, LevelPart)> {
    let rest = text.strip_prefix("admin").or_else(|| text.strip_prefix("adm"))?;
    let number = rest.chars().next()?.to_digit(10)? as u8;
    let part = match &rest[1..] {
        "pcode" | "code" => LevelPart::Code,
        "" | "en" | "zh" | "cn" | "local" => LevelPart::Name,
        // The language may follow.
        name if name.strip_prefix("name").is_some_and(|language| language.len() <= 5) => LevelPart::Name,
        _ => return None,
    };
    Some((LevelName::Number(number), part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_levels_are_known_with_their_parts() {
        let kind = LevelName::Kind;
        for (heading, expected) in [
            ("街道", Some((kind(Kind::Subdistrict), LevelPart::Name))),
            ("社 区", Some((kind(Kind::SecondGrid), LevelPart::Name))),
            ("社区（村）", Some((kind(Kind::SecondGrid), LevelPart::Name))),
            ("三级网格编码", Some((kind(Kind::ThirdGrid), LevelPart::Code))),
            ("微网格名称*", Some((kind(Kind::MicroGrid), LevelPart::Name))),
            ("楼栋号", Some((kind(Kind::Building), LevelPart::Code))),
            ("third_grid_code", Some((kind(Kind::ThirdGrid), LevelPart::Code))),
            ("Micro Grid", Some((kind(Kind::MicroGrid), LevelPart::Name))),
            ("网格", Some((LevelName::Grid, LevelPart::Name))),
            ("admin1Pcode", Some((LevelName::Number(1), LevelPart::Code))),
            ("admin2Name_zh", Some((LevelName::Number(2), LevelPart::Name))),
            ("ADM3_EN", Some((LevelName::Number(3), LevelPart::Name))),
            ("administrator", None),
            ("网格长", None),
            ("户数", None),
            ("人员", None),
            ("党支部", None),
            ("编码", None),
            ("场所名称", None),
        ] {
            assert_eq!(level(heading), expected, "{heading}");
        }
    }

    #[test]
    fn headings_say_of_what_kind_that_is_which_rows_belong_to() {
        assert_eq!(ancestor("所属街道"), Some(Kind::Subdistrict));
        assert_eq!(ancestor("所在小区名称"), Some(Kind::Compound));
        assert_eq!(ancestor("归属 微网格"), Some(Kind::MicroGrid));
        assert_eq!(ancestor("所属网格"), None);
        assert_eq!(ancestor("所属党支部"), None);
        assert_eq!(ancestor("社区"), None);
    }
}

//! What offices call kinds, relations and posts.

use crate::kind::{Kind, Relation, Role};
use crate::ledger::normalized;
use crate::text::canonical;

/// The sheets of a ledger that this crate writes: nodes and links. They are named after nothing that contains rows.
pub(super) const NODES_SHEET: &str = "节点";
pub(super) const LINKS_SHEET: &str = "关系";

/// Further names of kinds, beside their ids and labels.
const KINDS: [(Kind, &[&str]); 15] = [
    (Kind::Province, &["省份", "自治区", "直辖市"]),
    (Kind::Prefecture, &["市", "地级市"]),
    (Kind::County, &["区", "县", "县级市"]),
    (Kind::Subdistrict, &["街道办", "街道办事处", "镇", "乡", "乡镇", "一级网格"]),
    (Kind::SecondGrid, &["社区", "村", "社区(村)", "村(社区)"]),
    (Kind::ThirdGrid, &["小组网格"]),
    (Kind::DedicatedGrid, &["专属网格(单位)"]),
    (Kind::Compound, &["楼院", "居民楼院", "居民小区", "住宅小区", "院落"]),
    (Kind::Building, &["楼", "楼宇", "住宅楼", "栋"]),
    (Kind::Enterprise, &["公司", "企业单位"]),
    (Kind::Shop, &["商铺", "门店", "个体工商户", "沿街商户"]),
    (Kind::School, &["幼儿园", "学校(幼儿园)"]),
    (Kind::Site, &["场所", "其他", "其他单位"]),
    (Kind::PartyCommittee, &["党工委", "党组织"]),
    (Kind::Branch, &["支部", "联合党支部"]),
];

/// What may follow the name of a kind in the name of a sheet.
const SHEET_SUFFIXES: [&str; 17] = [
    "台账",
    "情况一览表",
    "一览表",
    "登记表",
    "基本信息表",
    "信息表",
    "基本情况表",
    "情况表",
    "统计表",
    "汇总表",
    "明细表",
    "花名册",
    "清单",
    "名单",
    "明细",
    "信息",
    "表",
];

/// The kind that a cell names: by its id, its English or Chinese label, or what offices call it.
pub(super) fn kind(text: &str) -> Option<Kind> {
    let text = normalized(text);
    let labelled = Kind::ALL.iter().find(|kind| is_name(&text, kind.id(), kind.english(), kind.chinese()));
    labelled.copied().or_else(|| Some(KINDS.iter().find(|(_, names)| names.contains(&text.as_ref()))?.0))
}

/// The kind that the name of a sheet says its rows are of, such as 三级网格台账.
pub(super) fn kind_of_sheet(name: &str) -> Option<Kind> {
    let normalized = normalized(name);
    let name = without_copy_number(unnumbered(&normalized));
    kind(name).or_else(|| SHEET_SUFFIXES.iter().find_map(|suffix| kind(name.strip_suffix(suffix)?)))
}

/// A name without the number in front: 二、微网格, (3)楼栋; but 三级网格 has none.
fn unnumbered(name: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let open = name.strip_prefix('(').unwrap_or(name);
    let rest = open.trim_start_matches(is_number);
    let behind = rest.trim_start_matches(['、', '.', ')', ':', ' ', '-', '_']);
    if rest.len() < open.len() && behind.len() < rest.len() { behind } else { name }
}

/// The name of a sheet without the number that spreadsheets give to a copy: 三级网格 (2).
fn without_copy_number(name: &str) -> &str {
    let number = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    number.filter(|(_, number)| is_digits(number)).map_or(name, |(name, _)| name.trim_end())
}

/// What the name of a sheet may say that contains its rows, with their kind where it says that too: 惠民社区,
/// 惠民社区楼栋, 楼栋(惠民社区). In the form in which names are compared, the likeliest first.
pub(super) fn containers_of_sheet(name: &str) -> Vec<(String, Option<Kind>)> {
    let name = canonical(name);
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    if unnumbered == NODES_SHEET || unnumbered == LINKS_SHEET {
        return Vec::new();
    }
    let bare = SHEET_SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(&name);
    // Sheets may be numbered: 1.惠民社区.
    let unnumbered =
        bare.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', '、', ' ', '-', '_']);
    let mut found = vec![(name.clone().into_owned(), None), (bare.to_owned(), None), (unnumbered.to_owned(), None)];
    let bare = unnumbered;
    let joints = [' ', '-', '_', '—', '·', '的', '/', '.'];
    if let Some((outside, inside)) = bare.strip_suffix(')').and_then(|text| text.split_once('(')) {
        found.push((inside.trim().to_owned(), kind(outside)));
        found.push((outside.trim().to_owned(), kind(inside)));
    }
    let labels = Kind::ALL.iter().map(|kind| (*kind, kind.chinese()));
    let words = KINDS.iter().flat_map(|(kind, names)| names.iter().map(|name| (*kind, *name)));
    for (kind, word) in labels.chain(words) {
        if let Some(container) = bare.strip_suffix(word) {
            found.push((container.trim_end_matches(joints).to_owned(), Some(kind)));
        }
        if let Some(container) = bare.strip_prefix(word) {
            found.push((container.trim_start_matches(joints).to_owned(), Some(kind)));
        }
    }
    if let Some(container) = bare.strip_suffix("网格") {
        found.push((container.trim_end_matches(joints).to_owned(), None));
    }
    found.retain(|(name, _)| !name.is_empty());
    found
}

/// The relation that a cell names.
pub(super) fn relation(text: &str) -> Option<Relation> {
    let text = normalized(text);
    Relation::ALL.iter().find(|relation| is_name(&text, relation.id(), relation.english(), relation.chinese())).copied()
}

/// The post that a cell names.
pub(super) fn role(text: &str) -> Option<Role> {
    let text = normalized(text);
    Role::ALL.iter().find(|role| is_name(&text, role.id(), role.english(), role.chinese())).copied()
}

/// The kind of a Party organisation by how its name ends; a branch if the name does not tell.
pub(super) fn kind_of_party(name: &str) -> Kind {
    const ENDINGS: [(&str, Kind); 5] = [
        ("党小组", Kind::PartyGroup),
        ("党总支", Kind::GeneralBranch),
        ("总支部", Kind::GeneralBranch),
        ("党工委", Kind::PartyCommittee),
        ("委员会", Kind::PartyCommittee),
    ];
    let ending = ENDINGS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind);
    ending.unwrap_or(if name.ends_with("党委") { Kind::PartyCommittee } else { Kind::Branch })
}

fn is_name(text: &str, id: &str, english: &str, chinese: &str) -> bool {
    text == chinese || text.eq_ignore_ascii_case(id) || text.eq_ignore_ascii_case(english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_known_by_its_names_and_by_sheets_of_them() {
        for kind_of in Kind::ALL {
            for name in [kind_of.id(), kind_of.english(), kind_of.chinese()] {
                assert_eq!(kind(name), Some(*kind_of), "{name}");
            }
            assert_eq!(kind_of_sheet(&format!(" {}台账", kind_of.chinese())), Some(*kind_of));
        }
        for (kind_of, names) in KINDS {
            for name in names {
                assert_eq!(kind(name), Some(kind_of), "{name}");
                let others = KINDS.iter().filter(|(_, names)| names.contains(name)).count();
                assert_eq!(others, 1, "{name} names two kinds");
            }
        }
        assert_eq!(kind_of_sheet("三级网格 (2)"), Some(Kind::ThirdGrid));
        assert_eq!(kind_of_sheet("社区（村）"), Some(Kind::SecondGrid), "no number");
        assert_eq!(kind("网格"), None);
        assert_eq!(kind_of_sheet("专属网格联络员"), None);
        for name in ["二、微网格台账", "3.微网格", "（二）微网格情况表", "12 微网格"] {
            assert_eq!(kind_of_sheet(name), Some(Kind::MicroGrid), "{name}");
        }
        assert_eq!(kind_of_sheet("三级网格"), Some(Kind::ThirdGrid));
        assert_eq!(kind("third－grid"), None);
        assert_eq!(kind("THIRD_GRID"), Some(Kind::ThirdGrid));
    }

    #[test]
    fn the_name_of_a_party_organisation_tells_its_kind() {
        let kinds = [
            ("须水街道党工委", Kind::PartyCommittee),
            ("中共须水街道委员会", Kind::PartyCommittee),
            ("三王庄村党委", Kind::PartyCommittee),
            ("惠民社区党总支", Kind::GeneralBranch),
            ("第三联合党支部", Kind::Branch),
            ("惠民小区党小组", Kind::PartyGroup),
            ("先锋", Kind::Branch),
        ];
        for (name, kind) in kinds {
            assert_eq!(kind_of_party(name), kind, "{name}");
        }
    }
}

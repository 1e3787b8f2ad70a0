//! Ledgers with odd texts: everything that reading could take for something else.

use std::collections::BTreeMap;

use gridgov::ledger::{Ledger, Written};
use gridgov::measure::Measure;
use gridgov::testing;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Texts that reading could take for something else: formulas, marks, numbers, headings, totals, dates, lists of names,
/// and words for kinds, relations, roles and figures.
const TRAPS: &[&str] = &[
    "",
    " ",
    "'",
    "''",
    "'=1",
    "''=1",
    "=SUM(A1)",
    "+86",
    "-",
    "-5",
    "@甲",
    "\t",
    "\t=1",
    "\r=1",
    "\n甲",
    "＝1",
    "'第一网格'",
    "001003",
    "0",
    "5",
    "'5",
    "4.10102E+11",
    "1e5",
    "410102012001003001",
    "0.10",
    "1,500",
    "４２０",
    "Ａ－１",
    " 甲",
    "甲 ",
    "\u{3000}甲\u{3000}",
    "\u{a0}",
    "\u{feff}",
    "甲、乙",
    "甲;乙,\"丙\"",
    "甲\r\n乙",
    "编码",
    "名称",
    "类别",
    "code",
    "合计",
    "小 计",
    "total",
    "unknown",
    "at least 5",
    "38000余",
    "-5 to 3",
    "shop",
    "商户",
    "微网格",
    "leads",
    "领导",
    "contains",
    "网格长",
    "grid_head",
    "TRUE",
    "2025-03-01",
    "#REF!",
    "_x0041_",
    "_x0041\u{1}",
    "<r>甲</r>",
    "\u{0}",
    "\u{ffff}x",
    "\u{ffff}",
    "户数",
    "measure:x",
    "x (m2; scale 2)",
    "（人）",
    "declared:shop",
    "https://a.b",
    "internal:A1",
];

/// A trap, several traps in a row, or arbitrary characters.
pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(TRAPS).prop_map(str::to_owned),
        1 => prop::collection::vec(select(TRAPS), 2..4).prop_map(|parts| parts.concat()),
        1 => any::<String>(),
    ]
}

/// Where a text is inserted.
#[derive(Debug, Clone, Copy)]
enum Place {
    Title,
    /// Wherever the code occurs.
    Code,
    /// In one row only.
    OwnCode,
    Kind,
    Name,
    Parent,
    Category,
    Value,
    Declared,
    DeclaredOf,
    MeasureId,
    MeasureUnit,
    Relation,
    From,
    To,
    Role,
}

const PLACES: &[Place] = &[
    Place::Title,
    Place::Code,
    Place::Code,
    Place::OwnCode,
    Place::Kind,
    Place::Name,
    Place::Name,
    Place::Parent,
    Place::Category,
    Place::Value,
    Place::Declared,
    Place::DeclaredOf,
    Place::MeasureId,
    Place::MeasureUnit,
    Place::Relation,
    Place::From,
    Place::To,
    Place::Role,
];

/// Ledgers, valid or not, with odd texts in all places.
pub fn ledgers() -> impl Strategy<Value = Ledger> {
    let whole = prop_oneof![testing::ledgers_of(8), testing::ledgers_of(8).prop_flat_map(testing::mutated)];
    let texts = prop::collection::vec((select(PLACES), any::<Index>(), text()), 0..12);
    (whole, texts).prop_map(|(mut ledger, texts)| {
        let mut codes = BTreeMap::new();
        for (place, at, text) in texts {
            put(&mut ledger, &mut codes, place, at, text);
        }
        recode(&mut ledger, &codes);
        ledger
    })
}

fn put(ledger: &mut Ledger, codes: &mut BTreeMap<String, String>, place: Place, at: Index, text: String) {
    match place {
        Place::Title => ledger.title = text,
        Place::MeasureId | Place::MeasureUnit => {
            if let Some(measure) = ledger.measures.first_mut() {
                *measure = match place {
                    Place::MeasureUnit => measure.clone().with_unit(text),
                    // Values of the old name stay behind, without a column: that is refused.
                    _ if at.index(4) == 0 => Measure::new(text),
                    _ => return ledger.measures.push(Measure::new(text).with_scale(at.index(3) as u8)),
                };
            }
        }
        Place::Relation | Place::From | Place::To | Place::Role if !ledger.links.is_empty() => {
            let at = at.index(ledger.links.len());
            let link = &mut ledger.links[at];
            match place {
                Place::Relation => link.relation = Written::Unknown(text.into()),
                Place::From => link.from = text,
                Place::To => link.to = text,
                _ => link.role = Some(Written::Unknown(text.into())),
            }
        }
        _ if ledger.nodes.is_empty() => {}
        _ => {
            let at = at.index(ledger.nodes.len());
            let measure = ledger.measures.last().map(|measure| measure.id().to_owned());
            let node = &mut ledger.nodes[at];
            match place {
                Place::Code => drop(codes.insert(node.code.clone(), text)),
                Place::OwnCode => node.code = text,
                Place::Kind => node.kind = Written::Unknown(text.into()),
                Place::Name => node.name = text,
                Place::Parent => node.parent = Some(text),
                Place::Category => node.category = Some(text),
                Place::Declared => drop(node.declared.insert("shop", Written::Unknown(text.into()))),
                Place::DeclaredOf => drop(node.declared.insert(text, gridgov::measure::Figure::exact(5).into())),
                _ => {
                    if let Some(id) = measure {
                        node.measures.insert(id, Written::Unknown(text.into()));
                    }
                }
            }
        }
    }
}

fn recode(ledger: &mut Ledger, codes: &BTreeMap<String, String>) {
    let nodes = ledger.nodes.iter_mut().flat_map(|row| std::iter::once(&mut row.code).chain(row.parent.as_mut()));
    let links = ledger.links.iter_mut().flat_map(|row| [&mut row.from, &mut row.to]);
    for code in nodes.chain(links) {
        if let Some(text) = codes.get(code) {
            code.clone_from(text);
        }
    }
}

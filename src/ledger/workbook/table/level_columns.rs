//! Which columns are levels, and which say what the rows belong to: both need all headings of a table.
//!
//! 街道 | 社区 | 三级网格 | 户数 has one column a level, and each line is the lowest level that it fills. Beside a code or
//! name of the rows themselves, as in 街道 | 社区 | 网格编号 | 网格名称, the same headings say what the rows belong to.

use crate::division::{DivisionCode, DivisionLevel};
use crate::kind::Kind;
use crate::ledger::workbook::headings::{self, LevelName};
use crate::ledger::workbook::{Cell, Field, Headings, LevelPart, Meaning, Sheet, cell_value};

/// What a heading means beside the others, where it would mean something else alone.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum InContext {
    /// This.
    Meaning(Meaning),
    /// What the rows belong to: a node of this kind.
    Ancestor(Kind),
    /// Nothing that is known.
    Unknown,
}

/// A heading that may name a level.
struct Candidate {
    kind: Kind,
    part: LevelPart,
    /// The field that it means alone.
    field: Option<Field>,
}

/// What each heading means beside the others; `None` where it means what it means alone. `from` is the first row below
/// the headings, and `kind` that of the sheet.
pub(super) fn in_context(
    sheet: &Sheet,
    from: u32,
    texts: &[(u32, String)],
    known: &Headings,
    kind: Option<Kind>,
) -> Vec<Option<InContext>> {
    let found: Vec<Option<Candidate>> =
        texts.iter().map(|(column, text)| candidate(sheet, from, *column, text, known)).collect();
    let meanings: Vec<Option<Meaning>> = texts.iter().map(|(_, text)| known.meaning(text)).collect();
    let has_plain = |field: Field| {
        found.iter().zip(&meanings).any(|(found, meaning)| found.is_none() && *meaning == Some(Meaning::Field(field)))
    };
    let is_grid = |at: &usize| matches!(headings::level(&texts[*at].1), Some((LevelName::Grid, _)));
    let names: Vec<usize> = (0..texts.len()).filter(|at| meanings[*at] == Some(Meaning::Field(Field::Name))).collect();
    let has_code = has_plain(Field::Code);
    // Without any code, 街道名称 | 社区名称 | 网格名称 are levels.
    let are_grids_level = !has_code && names.iter().filter(|at| found[**at].is_none()).all(is_grid);
    let has_name = has_plain(Field::Name) && !are_grids_level;
    let mut kinds: Vec<Kind> = found.iter().flatten().map(|candidate| candidate.kind).collect();
    // 网格 alone is the level of grids that is missing among the others.
    let grid = if has_code || has_name { kind } else { grid_level(&kinds, kind) };
    let found: Vec<Option<Candidate>> = texts
        .iter()
        .zip(found)
        .map(|((_, text), found)| found.or_else(|| bare_grid(text, known, grid, are_grids_level)))
        .collect();
    kinds.extend(found.iter().flatten().map(|candidate| candidate.kind));
    kinds.sort_unstable();
    kinds.dedup();
    if has_code || has_name {
        return found
            .iter()
            .map(|found| {
                let Candidate { kind: of, part, field } = found.as_ref()?;
                let is_missing = if *part == LevelPart::Code { !has_code } else { !has_name };
                if is_missing && (kind == Some(*of) || (kind.is_none() && field.is_some() && kinds.len() == 1)) {
                    let own = if *part == LevelPart::Code { Field::Code } else { Field::Name };
                    return Some(InContext::Meaning(Meaning::Field(own)));
                }
                let is_below = kind.is_some_and(|kind| kind.family() != crate::kind::Family::Person && kind < *of);
                Some(if is_below { InContext::Unknown } else { InContext::Ancestor(*of) })
            })
            .collect();
    }
    let are_all_fields = found.iter().flatten().all(|candidate| candidate.field.is_some());
    if kinds.len() == 1 && are_all_fields {
        return texts.iter().map(|_| None).collect();
    }
    let level = |Candidate { kind, part, .. }: &Candidate| Meaning::Level { kind: *kind, part: *part };
    found.iter().map(|found| found.as_ref().map(|found| InContext::Meaning(level(found)))).collect()
}

fn candidate(sheet: &Sheet, from: u32, column: u32, text: &str, known: &Headings) -> Option<Candidate> {
    match known.own(text) {
        Some(Meaning::Level { kind, part }) => return Some(Candidate { kind: *kind, part: *part, field: None }),
        Some(_) => return None,
        None => {}
    }
    if let Ok(Meaning::Level { kind, part }) = text.parse() {
        return Some(Candidate { kind, part, field: None });
    }
    let (level, part) = headings::level(text)?;
    let kind = match level {
        LevelName::Kind(kind) => kind,
        LevelName::Grid => return None,
        LevelName::Number(number) => kind_of_codes(sheet, from, column).or_else(|| headings::numbered_kind(number))?,
    };
    let field = match known.meaning(text) {
        Some(Meaning::Field(field @ (Field::Code | Field::Name))) => Some(field),
        Some(Meaning::Level { .. }) | None => None,
        Some(_) => return None,
    };
    Some(Candidate { kind, part, field })
}

/// The level that 网格 alone is: the grids directly below those that the other columns name.
fn grid_level(kinds: &[Kind], kind: Option<Kind>) -> Option<Kind> {
    let has = |kind: Kind| kinds.contains(&kind);
    let grids = [Kind::SecondGrid, Kind::ThirdGrid, Kind::MicroGrid];
    let below = grids.windows(2).find(|pair| has(pair[0]) && !has(pair[1])).map(|pair| pair[1]);
    below.or_else(|| kind.filter(|kind| grids.contains(kind)))
}

fn bare_grid(text: &str, known: &Headings, kind: Option<Kind>, may_be_name: bool) -> Option<Candidate> {
    let meaning = known.meaning(text);
    let is_level = meaning.is_none() || (may_be_name && meaning == Some(Meaning::Field(Field::Name)));
    let is_bare = matches!(headings::level(text)?, (LevelName::Grid, LevelPart::Name)) && is_level;
    let field = meaning.is_some().then_some(Field::Name);
    kind.filter(|_| is_bare).map(|kind| Candidate { kind, part: LevelPart::Name, field })
}

/// The kind whose division codes a column holds, or the column to its left, if all of its cells agree.
fn kind_of_codes(sheet: &Sheet, from: u32, column: u32) -> Option<Kind> {
    let kind_in = |column: u32| {
        let mut kinds = sheet.rows().filter(|(row, _)| *row >= from).filter_map(|(_, cells)| {
            let at = cells.binary_search_by_key(&column, |(column, _)| *column).ok()?;
            Some(kind_of_code(&cells[at].1))
        });
        let first = kinds.next()??;
        kinds.all(|kind| kind == Some(first)).then_some(first)
    };
    kind_in(column).or_else(|| kind_in(column.checked_sub(1)?)).or_else(|| kind_in(column + 1))
}

fn kind_of_code(cell: &Cell) -> Option<Kind> {
    let code = cell_value::code(cell).ok()?.text;
    let digits = match code.len() {
        6 => code.strip_suffix("0000").or_else(|| code.strip_suffix("00")).unwrap_or(&code),
        _ => &code,
    };
    Some(match digits.parse::<DivisionCode>().ok()?.level() {
        DivisionLevel::Province => Kind::Province,
        DivisionLevel::Prefecture => Kind::Prefecture,
        DivisionLevel::County => Kind::County,
        DivisionLevel::Township => Kind::Subdistrict,
        DivisionLevel::Village => Kind::SecondGrid,
    })
}

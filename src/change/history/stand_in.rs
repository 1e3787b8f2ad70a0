//! Until changes can be applied in earnest: the few that the tests of histories make.

use crate::change::Change;
use crate::governance::{BuildError, Governance};
use crate::ledger::{Ledger, NodeRow};

/// Until there is one.
pub(super) type ChangeError = BuildError;

pub(super) fn apply(map: &Governance, stage: &[Change]) -> Result<Governance, BuildError> {
    let mut ledger = Ledger::new(map.title());
    ledger.measures = map.measures().to_vec();
    for node in map.nodes() {
        let mut row = NodeRow::new(node.kind(), node.code(), node.name());
        row.parent = node.parent().map(|above| above.code().to_owned());
        for measure in map.measures() {
            if let Some(value) = node.measure(measure.id()) {
                row = row.with_measure(measure.id(), value);
            }
        }
        ledger.nodes.push(row);
    }
    for change in stage {
        let renamed = |rows: &mut Vec<NodeRow>, old: &str, new: &str| {
            for row in rows {
                for code in std::iter::once(&mut row.code).chain(&mut row.parent).filter(|code| *code == old) {
                    new.clone_into(code);
                }
            }
        };
        let rows = &mut ledger.nodes;
        match change {
            Change::Close { code } => rows.retain(|row| row.code != *code),
            Change::Rename { code, name } => {
                rows.iter_mut().filter(|row| row.code == *code).for_each(|row| row.name.clone_from(name));
            }
            Change::Recode { code, to } => renamed(rows, code, to),
            Change::Move { code, below } => {
                rows.iter_mut().filter(|row| row.code == *code).for_each(|row| row.parent.clone_from(below));
            }
            Change::Add(node) => {
                let mut row = NodeRow::new(node.kind, node.code.clone(), node.name.clone());
                row.parent.clone_from(&node.below);
                rows.push(row);
            }
            Change::Split(split) => {
                let at = rows.iter().position(|row| row.code == split.code).unwrap_or_default();
                let whole = rows.remove(at);
                for part in &split.into {
                    for row in rows.iter_mut().filter(|row| row.parent.as_ref() == Some(&split.code)) {
                        if part.takes.contains(&row.code) || split.rest.as_ref() == Some(&part.code) {
                            row.parent = Some(part.code.clone());
                        }
                    }
                    let mut row = NodeRow { code: part.code.clone(), name: part.name.clone(), ..whole.clone() };
                    for (measure, value) in &part.measures {
                        row = row.with_measure(measure, *value);
                    }
                    rows.push(row);
                }
            }
            Change::Merge(merge) => {
                let mut first =
                    rows[rows.iter().position(|row| merge.codes.contains(&row.code)).unwrap_or_default()].clone();
                rows.retain(|row| !merge.codes.contains(&row.code));
                merge.codes.iter().for_each(|code| renamed(rows, code, &merge.into));
                first.code.clone_from(&merge.into);
                rows.push(first);
            }
            _ => {}
        }
    }
    Governance::build(&ledger).map_err(|errors| errors.iter().next().cloned().expect("there is one"))
}

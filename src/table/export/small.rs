//! The tables of links, declared figures and measures.

use super::Export;
use crate::governance::Declarable;
use crate::kind::Role;
use crate::measure::Decimal;
use crate::table::column::Cell;
use crate::table::error::TableError;
use crate::table::schema;

/// Writes the links in their order: by relation, start, end and role.
pub(super) fn links(export: &mut Export<'_>) -> Result<(), TableError> {
    let governance = export.governance;
    export.rows(schema::LINKS, schema::links(), |rows| {
        for link in governance.links().all() {
            let [from, to] = [link.from, link.to].map(|node| governance.at(node).code());
            rows.push(&[link.relation.id().into(), from.into(), to.into(), link.role.map(Role::id).into()])?;
        }
        Ok(())
    })
}

/// Writes what offices declare, in pre-order of the nodes.
pub(super) fn declared(export: &mut Export<'_>) -> Result<(), TableError> {
    let governance = export.governance;
    export.rows(schema::DECLARED, schema::declared(), |rows| {
        for (node, of, figure) in governance.declarations() {
            let (id, scale) = match of {
                Declarable::Kind(kind) => (kind.id(), 0),
                Declarable::Measure(measure) => (measure.id(), measure.scale()),
            };
            let digits = |bound: Option<Decimal>| bound.map(|bound| i64::from(bound.scale()));
            let [low, high] = [figure.low(), figure.high()];
            rows.push(&[
                node.code().into(),
                node.index().into(),
                id.into(),
                u32::from(scale).into(),
                units(low, scale),
                units(high, scale),
                digits(low).into(),
                digits(high).into(),
            ])?;
        }
        Ok(())
    })
}

/// A bound in units of the scale of what it is about.
#[expect(clippy::expect_used, reason = "the checks of building")]
fn units(bound: Option<Decimal>, scale: u8) -> Cell<'static> {
    let rescaled = bound.map(|bound| bound.rescale(scale));
    let fits = rescaled.map(|bound| bound.expect("INVARIANT: a declared bound fits the scale of what it is of"));
    fits.map(Decimal::units).into()
}

/// Writes the measures, so that their names are data for engines.
pub(super) fn measures(export: &mut Export<'_>) -> Result<(), TableError> {
    let governance = export.governance;
    let columns = export.measures.clone();
    export.rows(schema::MEASURES, schema::measures(), |rows| {
        for ((measure, column), position) in governance.measures().iter().zip(&columns).zip(0_u32..) {
            let scale = u32::from(measure.scale());
            rows.push(&[
                position.into(),
                column.as_str().into(),
                measure.id().into(),
                scale.into(),
                measure.unit().into(),
            ])?;
        }
        Ok(())
    })
}

//! Writing a stage to the overlay.

use super::{Change, Fate, Id, Stage};
use crate::kind::Kind;

impl Stage<'_, '_> {
    /// Carries out what can be carried out.
    pub(super) fn write(&mut self) {
        for place in self.first..self.first + self.changes.len() {
            if !self.failed.contains(&place) {
                self.edit(place);
            }
        }
        // Links first, while both of their ends are still there.
        for link in &self.removed_links {
            self.overlay.remove_link(*link);
        }
        let recoded = self.recoded.iter().filter(|(id, _)| !self.fates.contains_key(id));
        let freed: Vec<String> = self
            .fates
            .keys()
            .chain(recoded.clone().map(|(id, _)| id))
            .map(|id| self.overlay.code(*id).to_owned())
            .collect();
        for code in freed {
            self.overlay.free_code(&code);
        }
        for (id, (place, to)) in recoded {
            self.overlay.edit(*id, *place).code.clone_from(to);
        }
        for (id, (_, fate)) in &self.fates {
            let became: Vec<Id> = match fate {
                Fate::Closed => Vec::new(),
                Fate::Split { parts, .. } => parts.clone(),
                Fate::Merged(into) => vec![*into],
            };
            self.overlay.end(*id, became);
        }
        for new_node in &self.new_nodes {
            for (measure, _) in new_node.entry.measures.iter() {
                self.overlay.touch_measure(measure, new_node.change);
            }
            // Inherited values of a dropped measure go with it. Values that a change states of an unknown measure are
            // reported by the checks.
            let mut entry = new_node.entry.clone();
            entry.measures.retain(|measure| self.overlay.measure(measure).is_some());
            entry.declared.retain(|of, _| of.parse::<Kind>().is_ok() || self.overlay.measure(of).is_some());
            self.overlay.put(new_node.id, entry, new_node.change);
        }
        for (code, id) in &self.new_codes {
            self.overlay.take_code(code, *id);
        }
        for (id, (place, parent)) in &self.new_parents {
            self.overlay.put_below(*id, *parent, *place);
        }
        for (link, place) in &self.new_links {
            self.overlay.add_link(*link, *place);
        }
    }

    /// Writes a change of one node's fields, of a measure or of the title.
    fn edit(&mut self, place: usize) {
        let change = self.change(place);
        let code = match change {
            Change::Rename { code, .. }
            | Change::Reclassify { code, .. }
            | Change::SetCategory { code, .. }
            | Change::SetRecords { code, .. }
            | Change::SetMeasure { code, .. }
            | Change::Declare { code, .. } => code,
            Change::DefineMeasure { measure } => return self.overlay.define_measure(measure, place),
            Change::DropMeasure { measure } => return self.overlay.drop_measure(measure),
            Change::Retitle { title } => return self.overlay.retitle(title),
            _ => return,
        };
        let Some(id) = self.overlay.find(code).filter(|id| !self.fates.contains_key(id)) else { return };
        if let Change::SetMeasure { measure, .. } = change {
            self.overlay.touch_measure(measure, place);
        }
        if let Change::SetRecords { records, .. } = change {
            return self.overlay.set_records(id, records.as_deref(), place);
        }
        let entry = self.overlay.edit(id, place);
        match change {
            Change::Rename { name, .. } => entry.name.clone_from(name),
            Change::Reclassify { kind, .. } => entry.kind = *kind,
            Change::SetCategory { category, .. } => entry.category.clone_from(category),
            Change::SetMeasure { measure, value: Some(value), .. } => {
                entry.measures.insert(measure.as_str(), *value);
            }
            Change::SetMeasure { measure, value: None, .. } => entry.measures.remove(measure),
            Change::Declare { of, figure: Some(figure), .. } => drop(entry.declared.insert(of.clone(), *figure)),
            Change::Declare { of, figure: None, .. } => drop(entry.declared.remove(of)),
            _ => {}
        }
    }
}

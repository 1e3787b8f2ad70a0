//! What must hold between rows: containment, links, totals, no cycles.

use super::{BTreeMap, BuildProblem, Builder, Kind, Link, NONE, NodeOrder, Relation, excerpt, limit_problem};
use crate::message::Term;

impl Builder {
    /// The code of a row, as messages show it.
    pub(super) fn code(&self, row: u32) -> String {
        excerpt(self.codes.get(row))
    }

    /// Whether another row of the code of this row, which may be the one that is meant, is of a kind that fits.
    fn another_fits(&self, row: u32, fits: impl Fn(Kind) -> bool) -> bool {
        self.same_code.of(row).iter().any(|row| self.kinds[*row as usize].is_none_or(&fits))
    }

    /// Reports the nodes that are below one that may not contain them.
    pub(super) fn report_misplaced(&mut self, misplaced: &[u32]) {
        for row in misplaced {
            let parent = self.parents[*row as usize];
            let (Some(kind), Some(parent_kind)) = (self.kinds[*row as usize], self.kinds[parent as usize]) else {
                continue;
            };
            if !self.another_fits(parent, |above| above.may_contain(kind)) {
                let problem = BuildProblem::NotAllowedBelow { kind, parent: self.code(parent), parent_kind };
                self.complain(self.origins.get(*row), Some("parent"), Some(&self.code(*row)), problem);
            }
        }
    }

    /// Checks that the values of each measure can be added up in any order and over any nodes: the sum of their
    /// absolute values fits 64 bits.
    pub(super) fn check_totals(&mut self) {
        for place in 0..self.measures.len() {
            let (total, first_beyond) = self.columns[place].magnitude();
            if let Some(row) = first_beyond {
                let measure = self.measures[place].id().to_owned();
                let field = format!("measures.{measure}");
                let problem = BuildProblem::TotalOverflow { measure, total };
                self.complain(self.origins.get(row as u32), Some(&field), Some(&self.code(row as u32)), problem);
            }
        }
    }

    /// Checks that each link joins kinds that it may join, and that none is given twice. Gives the links of which
    /// both ends are known.
    pub(super) fn check_links(&mut self) -> Vec<Link> {
        let mut links = Vec::with_capacity(self.links.len());
        let mut standings = Vec::with_capacity(self.links.len());
        for at in 0..self.links.len() {
            let link = self.links[at];
            let Some(relation) = link.relation.filter(|relation| *relation != Relation::Contains) else { continue };
            let kind = |row: u32| self.kinds.get(row as usize).copied().flatten();
            if let (Some(from), Some(to)) = (kind(link.from), kind(link.to))
                && !relation.may_join(from, to)
            {
                let (field, row) = wrong_end(relation, link.from, link.to, from);
                let fits =
                    |kind| if row == link.from { relation.may_join(kind, to) } else { relation.may_join(from, kind) };
                if !self.another_fits(row, fits) {
                    let problem = BuildProblem::CannotJoin { relation, from, to };
                    self.complain(link.standing, Some(field), Some(&self.code(row)), problem);
                }
            }
            let has_both = [link.from, link.to].iter().all(|end| *end != NONE && !self.same_code.contains(*end));
            if has_both && !link.unknown_role {
                links.push(Link { relation, from: link.from, to: link.to, role: link.role });
                standings.push(link.standing);
            }
        }
        let mut sorted: Vec<u32> = (0..links.len() as u32).collect();
        sorted.sort_by_key(|at| links[*at as usize]);
        for alike in sorted.chunk_by(|one, other| links[*one as usize] == links[*other as usize]) {
            for other in &alike[1..] {
                let first = self.origin(standings[alike[0] as usize]);
                self.complain(standings[*other as usize], None, None, BuildProblem::DuplicateLink { first });
            }
        }
        links
    }

    /// Checks that every row is below a root, which leaves no cycle, and that none is too deep.
    pub(super) fn check_order(&mut self, order: &NodeOrder) {
        for row in &order.too_deep {
            let depth = self.limits.depth;
            let problem = limit_problem(
                Term::new("the depth of the node", "节点的层级深度"),
                depth.saturating_add(1),
                depth,
                "Limits::depth",
            );
            self.complain(self.origins.get(*row), Some("parent"), Some(&self.code(*row)), problem);
        }
        let Some(rows) = order.rows.as_ref().filter(|rows| rows.len() < self.kinds.len()) else { return };
        let mut seen = vec![false; self.kinds.len()];
        for row in rows {
            seen[*row as usize] = true;
        }
        for row in 0..self.kinds.len() as u32 {
            // Walk up to a row that was seen. If this walk saw it, the walk has gone around a cycle.
            let mut walk = BTreeMap::new();
            let mut at = row;
            while !std::mem::replace(&mut seen[at as usize], true) {
                walk.insert(at, walk.len());
                at = self.parents[at as usize];
            }
            if walk.contains_key(&at) {
                self.check_cycle(at);
            }
        }
    }

    /// Reports a cycle, unless it follows from something that has been reported: a node below one that may not contain
    /// it, or a code of several nodes.
    fn check_cycle(&mut self, on: u32) {
        let above = |row: &u32| Some(self.parents[*row as usize]).filter(|parent| *parent != on);
        let round: Vec<u32> = std::iter::successors(Some(on), above).collect();
        let is_told = |row: &u32| {
            let parent = self.parents[*row as usize];
            let kinds = self.kinds[*row as usize].zip(self.kinds[parent as usize]);
            self.same_code.contains(parent)
                || (parent != *row && kinds.is_some_and(|(kind, above)| !above.may_contain(kind)))
        };
        if round.iter().any(is_told) {
            return;
        }
        // The message begins with the code that sorts first, so that it does not depend on the order of the rows.
        let first = (1..round.len())
            .fold(0, |first, at| if self.codes.get(round[at]) < self.codes.get(round[first]) { at } else { first });
        let rows: Vec<u32> = round[first..].iter().chain(&round[..=first]).copied().collect();
        let codes = rows.iter().map(|row| self.code(*row)).collect();
        let (at, code) = (self.origins.get(rows[0]), self.code(rows[0]));
        self.complain(at, Some("parent"), Some(&code), BuildProblem::Cycle { codes });
    }
}

/// The end of a link that is of the wrong kind, and its row; the start if both are.
fn wrong_end(relation: Relation, from: u32, to: u32, from_kind: Kind) -> (&'static str, u32) {
    if relation.from_families().contains(&from_kind.family()) { ("to", to) } else { ("from", from) }
}

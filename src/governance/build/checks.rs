//! What must hold between rows: parents and ends exist, containment, links, totals, no cycles.

use super::{
    BTreeMap, BuildProblem, Builder, Kind, Link, NONE, NodeOrder, Relation, Standing, limit_problem, unknown_code,
};

impl Builder {
    pub(super) fn find_orphans_parents(&mut self) {
        for (row, parent) in std::mem::take(&mut self.orphans) {
            match self.by_code.get(&self.codes, &parent) {
                Some(above) => self.parents[row as usize] = above,
                None => self.complain_unknown(self.origins[row as usize], "parent", Some(row), &parent),
            }
        }
    }

    pub(super) fn find_loose_ends(&mut self) {
        for (link, is_start, code) in std::mem::take(&mut self.loose_ends) {
            let found = self.by_code.get(&self.codes, &code);
            let joined = &mut self.links[link as usize];
            match (found, is_start) {
                (Some(row), true) => joined.from = row,
                (Some(row), false) => joined.to = row,
                (None, _) => {
                    let standing = joined.standing;
                    self.complain_unknown(standing, if is_start { "from" } else { "to" }, None, &code);
                }
            }
        }
    }

    fn complain_unknown(&mut self, at: Standing, field: &str, row: Option<u32>, written: &str) {
        // If a row could not be read, the code may be its code; that row has been reported.
        if self.complete {
            let problem = unknown_code(&self.by_code, &self.codes, written);
            let code = row.map(|row| self.codes.get(row).to_owned());
            self.complain(at, Some(field), code.as_deref(), problem);
        }
    }

    fn code(&self, row: u32) -> String {
        self.codes.get(row).to_owned()
    }

    /// Checks that each node is below a node that may contain it.
    pub(super) fn check_containment(&mut self) {
        for row in 0..self.kinds.len() {
            let parent = self.parents[row];
            if parent == NONE {
                continue;
            }
            let (Some(kind), Some(parent_kind)) = (self.kinds[row], self.kinds[parent as usize]) else { continue };
            if !parent_kind.may_contain(kind) {
                let problem = BuildProblem::NotAllowedBelow { kind, parent: self.code(parent), parent_kind };
                self.complain(self.origins[row], Some("parent"), Some(&self.code(row as u32)), problem);
            }
        }
    }

    /// Checks that the values of each measure can be added up in any order and over any nodes: the sum of their
    /// absolute values fits 64 bits.
    pub(super) fn check_totals(&mut self) {
        for place in 0..self.measures.len() {
            let mut total = 0_u128;
            let mut first_beyond = None;
            for (row, units) in self.columns[place].units().iter().enumerate() {
                total += u128::from(units.unsigned_abs());
                if total > i64::MAX as u128 && first_beyond.is_none() {
                    first_beyond = Some(row);
                }
            }
            if let Some(row) = first_beyond {
                let measure = self.measures[place].id().to_owned();
                let field = format!("measures.{measure}");
                let problem = BuildProblem::TotalOverflow { measure, total };
                self.complain(self.origins[row], Some(&field), Some(&self.code(row as u32)), problem);
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
                let (field, code) = self.wrong_end(relation, link.from, link.to, from);
                self.complain(link.standing, Some(field), Some(&code), BuildProblem::CannotJoin { relation, from, to });
            }
            if link.from != NONE && link.to != NONE && !link.unknown_role {
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

    /// The end of a link that is of the wrong kind, and its code; the start if both are.
    fn wrong_end(&self, relation: Relation, from: u32, to: u32, from_kind: Kind) -> (&'static str, String) {
        if relation.from_families().contains(&from_kind.family()) {
            ("to", self.code(to))
        } else {
            ("from", self.code(from))
        }
    }

    /// Checks that every row is below a root, which leaves no cycle, and that none is too deep.
    pub(super) fn check_order(&mut self, order: &NodeOrder) {
        for row in &order.too_deep {
            let depth = self.limits.depth;
            let problem = limit_problem("the depth of the node", depth.saturating_add(1), depth, "Limits::depth");
            self.complain(self.origins[*row as usize], Some("parent"), Some(&self.code(*row)), problem);
        }
        if order.rows.len() == self.kinds.len() {
            return;
        }
        let mut seen = vec![false; self.kinds.len()];
        for row in &order.rows {
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
                self.complain_cycle(at);
            }
        }
    }

    fn complain_cycle(&mut self, on: u32) {
        let round: Vec<u32> =
            std::iter::successors(Some(self.parents[on as usize]), |row| Some(self.parents[*row as usize]))
                .take_while(|row| *row != on)
                .collect();
        // The message begins with the code that sorts first, so that it does not depend on the order of the rows.
        let first = round.iter().copied().chain([on]).min_by_key(|row| self.codes.get(*row)).unwrap_or(on);
        let above = |row: &u32| Some(self.parents[*row as usize]).filter(|parent| *parent != first);
        let mut codes: Vec<String> = std::iter::successors(Some(first), above).map(|row| self.code(row)).collect();
        codes.push(self.code(first));
        self.complain(
            self.origins[first as usize],
            Some("parent"),
            Some(&self.code(first)),
            BuildProblem::Cycle { codes },
        );
    }
}

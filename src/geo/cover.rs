//! Whether the children of a node cover it without overlaps and gaps.

use super::atlas::Drawn;
use super::planar::boundary::{Member, residue};
use super::planar::cover::{self as planar, Child};
use super::planar::region::{self, Region, Shape};
use super::{Atlas, Defect, DefectKind};
use crate::governance::Node;
use crate::kind::{Family, named};

named! {
    /// Whether the children of a node cover it seamlessly.
    CoverVerdict, "verdict" "判定";
    Seamless    "seamless"     "seamless"     "无缝覆盖";
    NotSeamless "not_seamless" "not seamless" "非无缝覆盖";
    Undecidable "undecidable"  "undecidable"  "无法判定";
}

/// How the children of an area or grid cover it.
///
/// Children are the areas and grids directly below it. One that is not drawn is represented by what is drawn below it.
#[derive(Debug, Clone)]
pub struct Cover<'g> {
    parent: Node<'g>,
    verdict: CoverVerdict,
    children: Vec<Node<'g>>,
    missing: Vec<Node<'g>>,
    invalid: Vec<Node<'g>>,
    defects: Vec<Defect<'g>>,
}

impl<'g> Cover<'g> {
    /// The node that is covered.
    #[must_use]
    pub const fn parent(&self) -> Node<'g> {
        self.parent
    }

    /// Whether it is covered seamlessly.
    ///
    /// It is, if the children's polygons add up to its own exactly. It is not, if valid children overlap, lie outside of
    /// it, or leave a gap. It is undecidable if no such defect is certain, but the node itself is not drawn, a child is
    /// missing, or one of the polygons is invalid.
    #[must_use]
    pub const fn verdict(&self) -> CoverVerdict {
        self.verdict
    }

    /// The nodes that cover it, in pre-order.
    #[must_use]
    pub fn children(&self) -> &[Node<'g>] {
        &self.children
    }

    /// The children that should be drawn and are not, because others of their kind here are; in pre-order.
    #[must_use]
    pub fn missing(&self) -> &[Node<'g>] {
        &self.missing
    }

    /// The node itself and those of its children whose polygons are invalid, in pre-order.
    #[must_use]
    pub fn invalid(&self) -> &[Node<'g>] {
        &self.invalid
    }

    /// Everything that is wrong, by kind, the largest first.
    ///
    /// Invalid polygons have no overlaps, but fill gaps. Where the node itself is not drawn, only gaps that its children
    /// enclose are seen.
    #[must_use]
    pub fn defects(&self) -> &[Defect<'g>] {
        &self.defects
    }
}

/// The nodes that represent the children of a node on the map.
#[derive(Debug, Default)]
struct Represented {
    drawn: Vec<Drawn>,
    /// Indices of nodes.
    missing: Vec<u32>,
}

impl<'g> Atlas<'g> {
    /// The covers of all areas and grids below which something is drawn, in pre-order.
    ///
    /// O(n log n) in edges: a sort and a sum. Only defects cost more.
    #[must_use]
    pub fn covers(&self) -> Vec<Cover<'g>> {
        self.governance.territories().filter_map(|parent| self.cover(parent)).collect()
    }

    /// The cover of one area or grid; `None` if nothing below it is drawn.
    #[must_use]
    pub fn cover(&self, parent: Node<'_>) -> Option<Cover<'g>> {
        if !std::ptr::eq(parent.governance(), self.governance) {
            return None;
        }
        let governance = self.governance;
        let parent = governance.at(parent.index());
        let represented = self.represented(parent);
        if represented.drawn.is_empty() {
            return None;
        }
        let own = self.drawn_at(parent.index()).map(|at| self.drawn[at]);
        let is_valid = |drawn: &Drawn| self.is_valid(drawn.polygon);
        let node = |drawn: &Drawn| governance.at(drawn.node);
        let invalid = own.iter().chain(&represented.drawn).filter(|drawn| !is_valid(drawn)).map(node).collect();
        let mut cover = Cover {
            parent,
            verdict: CoverVerdict::Undecidable,
            children: represented.drawn.iter().map(node).collect(),
            missing: represented.missing.iter().map(|at| governance.at(*at)).collect(),
            invalid,
            defects: Vec::new(),
        };
        let own = own.filter(is_valid);
        let left = self.judge(own, &represented.drawn, &mut cover);
        let is_complete = own.is_some() && cover.missing.is_empty() && cover.invalid.is_empty();
        let is_certain = |defect: &Defect<'_>| defect.underlying() != DefectKind::Gap || is_complete;
        cover.verdict = match () {
            () if cover.defects.iter().any(is_certain) => CoverVerdict::NotSeamless,
            () if is_complete && left => CoverVerdict::NotSeamless,
            () if is_complete => CoverVerdict::Seamless,
            () => CoverVerdict::Undecidable,
        };
        Some(cover)
    }

    /// Finds what is wrong; whether something is left of the boundaries that no defect explains.
    fn judge(&self, own: Option<Drawn>, drawn: &[Drawn], cover: &mut Cover<'g>) -> bool {
        let children: Vec<Child<'_>> = drawn
            .iter()
            .map(|drawn| Child {
                polygon: self.polygon(*drawn),
                owner: drawn.node,
                is_valid: self.is_valid(drawn.polygon),
            })
            .collect();
        let member = |(place, drawn): (usize, Drawn), is_negated| Member {
            polygon: self.polygon(drawn),
            owner: place as u32,
            is_negated,
        };
        let valid = drawn.iter().copied().enumerate().filter(|(_, drawn)| self.is_valid(drawn.polygon));
        let members = valid.map(|child| member(child, false));
        let members = members.chain(own.map(|own| member((drawn.len(), own), true)));
        let mut pieces = residue(members, None);
        if pieces.is_empty() && cover.invalid.is_empty() {
            return false;
        }
        // From places in the list to nodes.
        let all: Vec<u32> = drawn.iter().chain(&own).map(|drawn| drawn.node).collect();
        for owner in pieces.iter_mut().flat_map(|piece| &mut piece.owners) {
            *owner = all[*owner as usize];
        }
        let faults = planar::faults(&pieces, &children, own.map(|own| self.polygon(own)));
        let node = |owner: &u32| self.governance.at(*owner);
        let mut defects: Vec<Defect<'g>> = Vec::new();
        let mut defect = |kind, owners: &[u32], shape: Shape| {
            defects.push(Defect::new(self, kind, owners.iter().map(node).collect(), &shape));
        };
        for (owners, shape) in faults.overlaps {
            defect(DefectKind::Overlap, &owners, shape);
        }
        for (owner, shape) in faults.outside {
            defect(DefectKind::Outside, &[owner], shape);
        }
        let gaps = faults.gaps.len();
        let mut undeclared = 0;
        for (around, shape) in faults.gaps {
            for shape in self.less_declared_gaps(shape) {
                undeclared += 1;
                defect(DefectKind::Gap, &around, shape);
            }
        }
        let explained = gaps > 0 && undeclared == 0 && defects.is_empty();
        cover.defects = worth_telling(defects);
        // Where no parent is drawn, the outer border is always left.
        own.is_some() && !pieces.is_empty() && cover.defects.is_empty() && !explained
    }

    /// What of a gap is not declared.
    fn less_declared_gaps(&self, shape: Shape) -> Vec<Shape> {
        if self.declared_gaps.is_empty() {
            return vec![shape];
        }
        let bounds = shape.bounds();
        let mut gap = Region { shapes: vec![shape] };
        for polygon in self.declared_gaps.iter().map(|at| self.polygons.get(*at)) {
            if polygon.bounds().scaled(region::FINE).touches(&bounds) {
                gap = region::difference(&gap, &region::of_polygon(polygon));
            }
        }
        gap.shapes
    }

    fn represented(&self, parent: Node<'g>) -> Represented {
        let is_territory = |node: &Node<'_>| matches!(node.kind().family(), Family::Area | Family::Grid);
        let mut represented = Represented::default();
        let mut open: Vec<Node<'g>> = parent.children().filter(is_territory).collect();
        open.reverse();
        while let Some(node) = open.pop() {
            if let Some(at) = self.drawn_at(node.index()) {
                represented.drawn.push(self.drawn[at]);
            } else if self.is_drawn_below(node) {
                let from = open.len();
                open.extend(node.children().filter(is_territory));
                open[from..].reverse();
            } else {
                represented.missing.push(node.index());
            }
        }
        // A kind of which nothing is drawn here is no part of this map.
        let kind = |index: u32| self.governance.at(index).kind();
        let mut kinds: Vec<_> = represented.drawn.iter().map(|drawn| kind(drawn.node)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        represented.missing.retain(|index| kinds.binary_search(&kind(*index)).is_ok());
        represented
    }

    /// Whether an area or grid below a node is drawn.
    pub(super) fn is_drawn_below(&self, node: Node<'_>) -> bool {
        let next = self.drawn.partition_point(|drawn| drawn.node <= node.index());
        self.drawn.get(next).is_some_and(|drawn| drawn.node < self.governance.tree().end(node.index()))
    }
}

/// Defects of less than a square millimetre come from the rounding of crossings. They are told only where nothing else
/// is, so that what is not seamless has a place.
fn worth_telling(mut defects: Vec<Defect<'_>>) -> Vec<Defect<'_>> {
    defects.sort_by(|one, other| {
        let key = |defect: &Defect<'_>| (defect.underlying(), std::cmp::Reverse(defect.area()));
        key(one).cmp(&key(other)).then_with(|| one.codes().cmp(other.codes()))
    });
    if defects.iter().any(|defect| defect.area().units() > 0) {
        defects.retain(|defect| defect.area().units() > 0);
    } else {
        defects.truncate(1);
    }
    defects
}

#[cfg(test)]
#[path = "cover_tests.rs"]
mod tests;

//! From a point to a node, beside what is written for it.

use super::RecordBinder;
use crate::governance::{AsOf, Coordinate, Governance, Locate, Node, Sighting};
use crate::record::{RecordIssue, RecordRemark, RecordRow};

impl<A: AsOf + ?Sized> RecordBinder<'_, A> {
    /// The node by the point of a row, beside the one that is written; raises what is wrong.
    pub(super) fn by_point(&mut self, at: u32, row: &RecordRow, graph: usize, written: Option<u32>) -> Option<u32> {
        let pointed = match (row.point, self.map) {
            (Some(at), Some(map)) => point(map, self.graphs[graph], at, written),
            _ => None,
        };
        self.looked_up += u64::from(pointed.is_some());
        if pointed.is_none() && row.point.is_some() {
            self.notes.add(&row.origin, RecordRemark::NoMap);
        }
        let Some(Pointed { node, issue }) = pointed else {
            if written.is_none() {
                self.raise(at, row, RecordIssue::NoPlace);
            }
            return written;
        };
        if let Some(issue) = issue {
            self.raise(at, row, issue);
            // What has no node cannot be found at one, so a note tells it.
            if node.is_none() {
                self.notes.add(&row.origin, RecordRemark::OffMap);
            }
        }
        node
    }
}

/// Where a record with a point belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pointed {
    /// The index of the node; `None` where nothing says one.
    node: Option<u32>,
    /// What is wrong.
    issue: Option<RecordIssue>,
}

/// Holds a point against the node that is written, if one is; `None` where there is no map of the graph.
///
/// The point is the smallest territory that is said: it may lie in a part of what is written, and the record then belongs to
/// this part. What is written decides between grids on whose border the point lies, and wherever both disagree.
fn point(map: &dyn Locate, graph: &Governance, at: Coordinate, written: Option<u32>) -> Option<Pointed> {
    let found = map.sightings(graph, at)?;
    let codes = || found.iter().map(|sighting| sighting.node.code().to_owned()).collect();
    let place = at.to_string();
    let told = |node: Option<u32>, issue| Some(Pointed { node, issue });
    if found.is_empty() {
        return told(written, Some(RecordIssue::PointNowhere { at: place }));
    }
    let inside = match found[..] {
        [Sighting { node, is_on_border: false, .. }] => Some(node),
        _ => None,
    };
    let Some(written) = written.map(|index| graph.at(index)) else {
        if let Some(node) = inside {
            return told(Some(node.index()), None);
        }
        let issue = RecordIssue::PointOnBorder { at: place, codes: codes() };
        return told(common(found.iter().map(|sighting| sighting.node)).map(Node::index), Some(issue));
    };
    let agrees = |sighting: &Sighting<'_>| sighting.node.holds(written) || written.holds(sighting.node);
    if !found.iter().any(agrees) {
        let issue = RecordIssue::PointElsewhere { code: written.code().to_owned(), at: place, codes: codes() };
        return told(Some(written.index()), Some(issue));
    }
    let lower = inside.filter(|node| written.holds(*node));
    told(Some(lower.unwrap_or(written).index()), None)
}

/// The lowest node that holds all of these.
fn common<'g>(nodes: impl Iterator<Item = Node<'g>>) -> Option<Node<'g>> {
    let nodes: Vec<Node<'g>> = nodes.collect();
    let first = *nodes.first()?;
    let mut above = std::iter::once(first).chain(first.ancestors());
    above.find(|above| nodes.iter().all(|node| above.holds(*node)))
}

#[cfg(test)]
#[path = "point_tests.rs"]
mod tests;

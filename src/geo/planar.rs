//! Polygons on a lattice of integers: whether they are valid, whether some tile another, and what is wrong if not.
//!
//! This part of the room knows nothing of governance. All predicates are exact: coordinates have at most 38 bits, so
//! that products of their differences fit 128 bits by far.
//!
//! **Why no sweep is needed to prove a cover.** Take the boundary of each child as a chain of directed edges, outer
//! rings counter-clockwise and holes clockwise, and the boundary of the parent negated. At every point the winding
//! number of their sum is the number of children that cover it, less one inside the parent. A closed chain whose
//! winding number is 0 almost everywhere has multiplicity 0 on every piece of edge. So, if each polygon is valid by
//! itself, the children tile the parent exactly if and only if everything cancels: a sort of edges and a sum.

pub(crate) mod area; // areas of rings that add up exactly, and lengths of borders
pub(crate) mod boundary; // the sum of boundary chains, and what is left of it
pub(crate) mod boxes; // boxes of polygons, to be searched
mod collinear; // cancels edges that lie on one line and have different ends
mod contours; // closed contours from what is left of a chain
pub(crate) mod cover; // overlaps, gaps and what juts out, found from what is left of a chain
pub(crate) mod locate; // where a point lies to a polygon
pub(crate) mod point; // a point of the lattice
pub(crate) mod polygons; // many polygons in a few allocations
pub(crate) mod region; // unions, intersections and differences
pub(crate) mod snap; // moves vertices within a tolerance
pub(crate) mod validity; // whether a polygon is valid by itself

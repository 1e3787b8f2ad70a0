//! The operators on sets, and iteration over them.

use std::iter::{Cloned, FusedIterator};
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Range, Sub, SubAssign};
use std::slice;

use super::NodeSet;
use crate::governance::{Governance, Node};

/// Implements an operator on sets, by value and by reference, with the method that returns a `Result`.
macro_rules! operator {
    ($Trait:ident $operator:ident $Assign:ident $assign:ident $method:ident $sign:literal) => {
        impl<'g> $Trait for &NodeSet<'g> {
            type Output = NodeSet<'g>;

            #[doc = concat!("[`NodeSet::", stringify!($method), "`] as `", $sign, "`.")]
            ///
            /// # Panics
            ///
            /// If the sets are of different graphs.
            #[track_caller]
            fn $operator(self, other: Self) -> NodeSet<'g> {
                match self.$method(other) {
                    Ok(set) => set,
                    Err(error) => panic!("{error}"),
                }
            }
        }

        impl<'g> $Trait for NodeSet<'g> {
            type Output = NodeSet<'g>;

            #[track_caller]
            fn $operator(self, other: Self) -> NodeSet<'g> {
                $Trait::$operator(&self, &other)
            }
        }

        impl<'g> $Assign<&NodeSet<'g>> for NodeSet<'g> {
            #[track_caller]
            fn $assign(&mut self, other: &NodeSet<'g>) {
                *self = $Trait::$operator(&*self, other);
            }
        }

        impl<'g> $Assign for NodeSet<'g> {
            #[track_caller]
            fn $assign(&mut self, other: Self) {
                *self = $Trait::$operator(&*self, &other);
            }
        }
    };
}

operator!(BitOr bitor BitOrAssign bitor_assign union "|");
operator!(BitAnd bitand BitAndAssign bitand_assign intersection "&");
operator!(Sub sub SubAssign sub_assign difference "-");

/// The nodes of a set, in pre-order; see [`NodeSet::iter`].
#[derive(Debug, Clone)]
pub struct NodeSetIter<'g, 's> {
    governance: &'g Governance,
    indices: std::iter::Flatten<Cloned<slice::Iter<'s, Range<u32>>>>,
}

impl<'g, 's> NodeSetIter<'g, 's> {
    pub(super) fn new(set: &'s NodeSet<'g>) -> Self {
        Self { governance: set.governance, indices: set.ranges.iter().cloned().flatten() }
    }
}

impl<'g> Iterator for NodeSetIter<'g, '_> {
    type Item = Node<'g>;

    #[inline]
    fn next(&mut self) -> Option<Node<'g>> {
        self.indices.next().map(|index| self.governance.at(index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.indices.size_hint()
    }

    #[inline]
    fn fold<B, F: FnMut(B, Node<'g>) -> B>(self, first: B, mut f: F) -> B {
        let Self { governance, indices } = self;
        indices.fold(first, |all, index| f(all, governance.at(index)))
    }
}

impl DoubleEndedIterator for NodeSetIter<'_, '_> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        self.indices.next_back().map(|index| self.governance.at(index))
    }
}

impl FusedIterator for NodeSetIter<'_, '_> {}

impl<'g, 's> IntoIterator for &'s NodeSet<'g> {
    type Item = Node<'g>;
    type IntoIter = NodeSetIter<'g, 's>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

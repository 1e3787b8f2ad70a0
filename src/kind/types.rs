//! Kinds, families and relations as types, so that the compiler can check what may contain what.

use std::fmt;

use super::{Family, Kind, Relation};

/// What only the tables of this crate can implement.
pub(super) mod sealed {
    pub trait Sealed {}
}

/// A kind as a type, for checks by the compiler.
///
/// It is sealed: only rows of the table of kinds implement it. So a call that does not compile proves that the table
/// forbids it.
///
/// ```compile_fail,E0277
/// use gridgov::kind::{Kind, KindType, family};
///
/// #[derive(Debug, Clone, Copy)]
/// struct Market;
///
/// impl KindType for Market {
///     type Family = family::Place;
///     const KIND: Kind = Kind::Site;
/// }
/// ```
pub trait KindType: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// The kind's family as a type.
    type Family: FamilyType;
    /// The kind as a value.
    const KIND: Kind;
}

/// A family as a type. It is sealed, as [`KindType`] is.
///
/// ```compile_fail,E0277
/// use gridgov::kind::{Family, FamilyType};
///
/// #[derive(Debug, Clone, Copy)]
/// struct Market;
///
/// impl FamilyType for Market {
///     const FAMILY: Family = Family::Place;
/// }
/// ```
pub trait FamilyType: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// The family as a value.
    const FAMILY: Family;
}

/// A relation as a type. It is sealed, as [`KindType`] is.
///
/// ```compile_fail,E0277
/// use gridgov::kind::{Relation, RelationType};
///
/// #[derive(Debug, Clone, Copy)]
/// struct Inspects;
///
/// impl RelationType for Inspects {
///     const RELATION: Relation = Relation::Leads;
/// }
/// ```
pub trait RelationType: sealed::Sealed + Copy + fmt::Debug + Send + Sync + 'static {
    /// The relation as a value.
    const RELATION: Relation;
}

/// A type for each family.
pub mod family {
    use super::FamilyType;

    macro_rules! families {
        ($($Family:ident),+) => {
            $(
                #[doc = concat!("The type of [`Family::", stringify!($Family), "`](super::Family::", stringify!($Family), ").")]
                #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
                pub struct $Family;

                impl super::sealed::Sealed for $Family {}

                impl FamilyType for $Family {
                    const FAMILY: super::Family = super::Family::$Family;
                }
            )+
        };
    }

    families!(Area, Grid, Place, Party, Person);
}

/// Implemented by kinds that may directly contain a `Below`, from the table. Nobody else can add to it:
///
/// ```compile_fail,E0117
/// use gridgov::kind::{Contains, MicroGrid, Subdistrict};
///
/// impl Contains<MicroGrid> for Subdistrict {}
/// ```
#[diagnostic::on_unimplemented(
    message = "a `{Self}` may not directly contain a `{Below}`",
    note = "the table in `gridgov::kind` says what may contain what"
)]
pub trait Contains<Below: KindType>: KindType {}

/// Implemented by families from which the relation `R` may lead to the family `To`, from the table. Nobody else can add
/// to it:
///
/// ```compile_fail,E0117
/// use gridgov::kind::{FamilyRelates, family, relation};
///
/// impl FamilyRelates<relation::Leads, family::Place> for family::Party {}
/// ```
pub trait FamilyRelates<R: RelationType, To: FamilyType>: FamilyType {}

/// Implemented by kinds from which the relation `R` may lead to the kind `To`, from the table.
#[diagnostic::on_unimplemented(
    message = "`{R}` may not join a `{Self}` to a `{To}`",
    note = "the table in `gridgov::kind` says what each relation may join"
)]
pub trait Relates<R: RelationType, To: KindType>: KindType {}

impl<R: RelationType, A: KindType, B: KindType> Relates<R, B> for A where A::Family: FamilyRelates<R, B::Family> {}

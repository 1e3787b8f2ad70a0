//! Kinds, families and relations as types, so that the compiler can check what may contain what.

use std::fmt;

use super::{Family, Kind, Relation};

/// A kind as a type, for checks by the compiler.
pub trait KindType: Copy + fmt::Debug + Send + Sync + 'static {
    /// The kind's family as a type.
    type Family: FamilyType;
    /// The kind as a value.
    const KIND: Kind;
}

/// A family as a type.
pub trait FamilyType: Copy + fmt::Debug + Send + Sync + 'static {
    /// The family as a value.
    const FAMILY: Family;
}

/// A relation as a type.
pub trait RelationType: Copy + fmt::Debug + Send + Sync + 'static {
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

                impl FamilyType for $Family {
                    const FAMILY: super::Family = super::Family::$Family;
                }
            )+
        };
    }

    families!(Area, Grid, Place, Party, Person);
}

/// Implemented by kinds that may directly contain a `Below`, from the table.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` may not directly contain a `{Below}`",
    note = "the table in `gridgov::kind` says what may contain what"
)]
pub trait Contains<Below: KindType>: KindType {}

/// Implemented by families from which the relation `R` may lead to the family `To`, from the table.
pub trait FamilyRelates<R: RelationType, To: FamilyType>: FamilyType {}

/// Implemented by kinds from which the relation `R` may lead to the kind `To`, from the table.
#[diagnostic::on_unimplemented(
    message = "`{R}` may not join a `{Self}` to a `{To}`",
    note = "the table in `gridgov::kind` says what each relation may join"
)]
pub trait Relates<R: RelationType, To: KindType>: KindType {}

impl<R: RelationType, A: KindType, B: KindType> Relates<R, B> for A where A::Family: FamilyRelates<R, B::Family> {}

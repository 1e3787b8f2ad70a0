//! The table of kinds, families, relations and roles: their labels, what may contain what, and what may be linked.
//!
//! The checks at run time ([`Kind::may_contain`], [`Relation::may_join`]) and those of the compiler ([`Contains`],
//! [`Relates`]) come from the same tables in this file, so they cannot disagree. Adding a kind is adding a row.
//!
//! ```
//! use gridgov::kind::{Kind, Relation, Role};
//!
//! assert_eq!(Kind::MicroGrid.chinese(), "微网格");
//! assert!(Kind::ThirdGrid.may_contain(Kind::MicroGrid));
//! assert!(!Kind::Subdistrict.may_contain(Kind::MicroGrid));
//! assert!(Relation::Leads.may_join(Kind::Branch, Kind::ThirdGrid));
//! assert_eq!("part_time_head".parse(), Ok(Role::PartTimeHead));
//! ```

mod named; // enums that are tables of names
mod types; // kinds, families and relations as types, for the compiler

pub use named::UnknownNameError;
pub use types::{Contains, FamilyRelates, FamilyType, KindType, Relates, RelationType, family};

pub(crate) use named::{all_differ, named};

/// Declares [`Kind`] from the table, with a type for each kind and what each may contain.
macro_rules! kinds {
    ($($Kind:ident $id:literal $english:literal $chinese:literal $Family:ident contains [$($Below:ident),*];)+) => {
        named! {
            /// The kind of a node.
            ///
            /// New kinds may be added. Where the family decides, match on [`Kind::family`].
            #[non_exhaustive]
            Kind, "kind" "类别";
            $($Kind $id $english $chinese;)+
        }

        impl Kind {
            const FAMILIES: &'static [Family] = &[$(Family::$Family),+];
            const CONTAINS: &'static [&'static [Kind]] = &[$(&[$(Kind::$Below),*]),+];
            /// A bit for each kind that may be directly below.
            const BITS_BELOW: &'static [u64] = &[$(0 $(| 1 << Kind::$Below as u64)*),+];
        }

        $(
            #[doc = concat!("The type of a ", $english, " (", $chinese, "): [`Kind::", stringify!($Kind), "`].")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $Kind;

            impl types::sealed::Sealed for $Kind {}

            impl KindType for $Kind {
                type Family = family::$Family;
                const KIND: Kind = Kind::$Kind;
            }

            $(impl Contains<$Below> for $Kind {})*
        )+
    };
}

/// Declares [`Relation`] from the table, with a type for each relation between families.
macro_rules! relations {
    ($($Relation:ident $id:literal $english:literal $chinese:literal
        [$($From:ident),*] to [$($To:ident),*] $(with $role:ident)?;)+) => {
        named! {
            /// The relation between two nodes.
            #[non_exhaustive]
            Relation, "relation" "关系";
            Contains "contains" "contains" "包含";
            $($Relation $id $english $chinese;)+
        }

        impl Relation {
            const ENDS: &'static [(&'static [Family], &'static [Family])] =
                &[(&[], &[]), $((&[$(Family::$From),*], &[$(Family::$To),*])),+];
            const WITH_ROLE: &'static [bool] = &[false, $(false $(|| stringify!($role).len() > 0)?),+];
        }

        /// A type for each relation that a link can have, for checks by the compiler.
        pub mod relation {
            use super::{FamilyRelates, Relation, RelationType, family};

            $(
                #[doc = concat!("The type of [`Relation::", stringify!($Relation), "`].")]
                #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
                pub struct $Relation;

                impl super::types::sealed::Sealed for $Relation {}

                impl RelationType for $Relation {
                    const RELATION: Relation = Relation::$Relation;
                }
            )+

            relations!(@ends $($Relation [$($From),*] [$($To),*];)+);
        }
    };
    (@ends $($Relation:ident [$($From:ident),*] $to:tt;)+) => {
        $($(relations!(@from $Relation $From $to);)*)+
    };
    (@from $Relation:ident $From:ident [$($To:ident),*]) => {
        $(impl FamilyRelates<$Relation, family::$To> for family::$From {})*
    };
}

named! {
    /// The family of a [`Kind`]. Most rules of the graph are about families, not about kinds.
    Family, "family" "大类";
    Area   "area"   "area"   "区域";
    Grid   "grid"   "grid"   "网格";
    Place  "place"  "place"  "场所";
    Party  "party"  "Party organisation" "党组织";
    Person "person" "person" "人员";
}

kinds! {
    Province       "province"        "province"              "省"       Area   contains [Prefecture, County];
    Prefecture     "prefecture"      "prefecture"            "地市"     Area   contains [County, Subdistrict];
    County         "county"          "county"                "区县"     Area   contains [Subdistrict];
    Subdistrict    "subdistrict"     "sub-district"          "街道"     Area
        contains [SecondGrid, DedicatedGrid, Compound, Building, Unit, Enterprise, Shop, School, Site];
    SecondGrid     "second_grid"     "second-level grid"     "二级网格" Grid
        contains [ThirdGrid, DedicatedGrid, Compound, Building, Unit, Enterprise, Shop, School, Site];
    ThirdGrid      "third_grid"      "third-level grid"      "三级网格" Grid
        contains [MicroGrid, Compound, Building, Unit, Enterprise, Shop, School, Site];
    DedicatedGrid  "dedicated_grid"  "dedicated grid"        "专属网格" Grid
        contains [MicroGrid, Compound, Building, Unit, Enterprise, Shop, School, Site];
    MicroGrid      "micro_grid"      "micro grid"            "微网格"   Grid
        contains [Compound, Building, Unit, Enterprise, Shop, School, Site];
    Compound       "compound"        "residential compound"  "小区"     Place
        contains [Building, Enterprise, Shop, School, Site];
    Building       "building"        "building"              "楼栋"     Place
        contains [Unit, Enterprise, Shop, School, Site];
    Unit           "unit"            "unit"                  "单元"     Place  contains [Enterprise, Shop, Site];
    Enterprise     "enterprise"      "enterprise"            "企业"     Place  contains [];
    Shop           "shop"            "shop"                  "商户"     Place  contains [];
    School         "school"          "school"                "学校"     Place  contains [];
    Site           "site"            "site"                  "其他场所" Place  contains [];
    PartyCommittee "party_committee" "Party committee"       "党委"     Party
        contains [PartyCommittee, GeneralBranch, Branch];
    GeneralBranch  "general_branch"  "general Party branch"  "党总支"   Party  contains [Branch];
    Branch         "branch"          "Party branch"          "党支部"   Party  contains [PartyGroup];
    PartyGroup     "party_group"     "Party group"           "党小组"   Party  contains [];
    Person         "person"          "person"                "人员"     Person contains [];
}

relations! {
    Leads    "leads"     "leads"          "领导"   [Party]  to [Area, Grid];
    SeatedAt "seated_at" "is seated at"   "设在"   [Party]  to [Place, Grid];
    Covers   "covers"    "covers"         "覆盖"   [Grid]   to [Place];
    Serves   "serves"    "serves"         "服务"   [Person] to [Area, Grid] with role;
    MemberOf "member_of" "is a member of" "隶属于" [Person] to [Party];
}

named! {
    /// The role (职务) in which a person serves an area or grid.
    #[non_exhaustive]
    Role, "role" "职务";
    GridHead     "grid_head"      "grid head"           "网格长";
    DeputyHead   "deputy_head"    "deputy grid head"    "副网格长";
    PartTimeHead "part_time_head" "part-time grid head" "兼职网格长";
    GridWorker   "grid_worker"    "grid worker"         "网格员";
    Liaison      "liaison"        "liaison"             "联络员";
    BlockHead    "block_head"     "block head"          "楼栋长";
    Adviser      "adviser"        "adviser"             "指导员";
}

impl Kind {
    /// The family that the kind belongs to.
    #[must_use]
    pub const fn family(self) -> Family {
        Self::FAMILIES[self as usize]
    }

    /// The kinds that may be directly below this one.
    #[must_use]
    pub const fn contains(self) -> &'static [Kind] {
        Self::CONTAINS[self as usize]
    }

    /// Whether a node of kind `below` may be directly below one of this kind.
    #[must_use]
    pub fn may_contain(self, below: Kind) -> bool {
        Self::BITS_BELOW[self as usize] >> below as u64 & 1 == 1
    }

    /// The kinds that may be directly above this one. A node of any kind may also be a root.
    pub fn parents(self) -> impl Iterator<Item = Kind> {
        Self::ALL.iter().copied().filter(move |above| above.may_contain(self))
    }

    /// Whether the kind is a territory (辖区): an area or a grid.
    #[must_use]
    pub const fn is_territory(self) -> bool {
        self.family().is_territory()
    }

    /// The kinds of one family, in the order of the table.
    pub fn of_family(family: Family) -> impl Iterator<Item = Kind> {
        Self::ALL.iter().copied().filter(move |kind| kind.family() == family)
    }
}

impl Family {
    /// Whether the family is one of territories (辖区), which are areas and grids. Roll-ups and coverage have an
    /// answer for every territory.
    #[must_use]
    pub const fn is_territory(self) -> bool {
        matches!(self, Family::Area | Family::Grid)
    }

    /// Whether nodes of the family stand in territories: areas, grids and places. Party organisations and people stand in
    /// none; links say where they are at work.
    #[must_use]
    pub const fn stands_in_territory(self) -> bool {
        matches!(self, Family::Area | Family::Grid | Family::Place)
    }
}

impl Relation {
    /// The relations that a link can have: all but [`Relation::Contains`], which is written as a node's parent.
    pub const LINKS: &'static [Relation] = Self::ALL.split_at(1).1;

    /// The families that the relation may start from; empty for [`Relation::Contains`].
    #[must_use]
    pub const fn from_families(self) -> &'static [Family] {
        Self::ENDS[self as usize].0
    }

    /// The families that the relation may lead to; empty for [`Relation::Contains`].
    #[must_use]
    pub const fn to_families(self) -> &'static [Family] {
        Self::ENDS[self as usize].1
    }

    /// Whether a link of the relation may have a [`Role`].
    #[must_use]
    pub const fn has_role(self) -> bool {
        Self::WITH_ROLE[self as usize]
    }

    /// Whether the relation may join a node of kind `from` to one of kind `to`.
    #[must_use]
    pub fn may_join(self, from: Kind, to: Kind) -> bool {
        match self {
            Relation::Contains => from.may_contain(to),
            _ => self.from_families().contains(&from.family()) && self.to_families().contains(&to.family()),
        }
    }
}

impl Role {
    /// Whether the role is that of a head, as the coverage question `headed` requires.
    #[must_use]
    pub const fn is_head(self) -> bool {
        matches!(self, Role::GridHead | Role::PartTimeHead)
    }
}

/// INVARIANT: a kind contains only kinds further down the table (a Party organisation also its own kind); places contain
/// only places, and Party organisations only Party organisations. The first excludes cycles of kinds. The second lets
/// the graph keep the places of a territory directly after it.
const fn table_is_sound() -> bool {
    let mut row = 0;
    while row < Kind::COUNT {
        let above = Kind::ALL[row];
        let mut at = 0;
        while at < above.contains().len() {
            let below = above.contains()[at];
            let same_side = match above.family() {
                Family::Area | Family::Grid => matches!(below.family(), Family::Area | Family::Grid | Family::Place),
                Family::Place => matches!(below.family(), Family::Place),
                Family::Party => matches!(below.family(), Family::Party),
                Family::Person => false,
            };
            let downward =
                (below as usize) > row || ((below as usize) == row && matches!(above.family(), Family::Party));
            if !same_side || !downward {
                return false;
            }
            at += 1;
        }
        row += 1;
    }
    true
}

const _: () =
    assert!(table_is_sound(), "a row of the table of kinds contains a kind above it, or of a family it may not hold");

#[cfg(test)]
#[path = "kind_tests.rs"]
mod tests;

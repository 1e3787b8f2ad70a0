//! What can be wrong with a map.

mod wording; // ids, parts and Chinese texts

use std::fmt;

use serde::Serialize;

use super::CoordinateSystem;
use crate::errors::Errors;
use crate::excerpt::excerpt;
use crate::kind::Kind;
use crate::language::Language;
use crate::message::phrase::quoted_list;
use crate::message::{Level, Message, Place, Tell, WordingIn};
use crate::suggestion::near_it;
use crate::text::NearCode;

/// All that is wrong with a map: by files and features, then what only the graph shows.
pub type MapErrors = Errors<MapError>;

/// Something that is wrong with a map, with where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct MapError {
    place: FeaturePlace,
    problem: MapProblem,
}

/// Where something stands in a map. Everything is counted from one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FeaturePlace {
    pub(super) file: String,
    pub(super) feature: Option<usize>,
    pub(super) code: Option<String>,
    /// All rings of the feature are counted on, part by part.
    pub(super) ring: Option<usize>,
    pub(super) vertex: Option<usize>,
}

/// What is wrong with a map.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize)]
#[non_exhaustive]
pub enum MapProblem {
    /// The file cannot be read.
    #[error("cannot be read: {reason}")]
    Unreadable {
        /// What the system says.
        reason: String,
    },
    /// The bytes are no UTF-8 and, with the feature `workbook`, no GBK either.
    #[error(
        "byte {byte} is no UTF-8{}",
        if *.is_gbk_likely { ", but may be GBK; save the file as UTF-8, or read it with the feature `workbook`" } else { "; save the file as UTF-8" }
    )]
    NotUtf8 {
        /// The first byte that is none, counted from zero.
        byte: usize,
        /// Whether the bytes could be GBK, which is read with the feature `workbook`.
        is_gbk_likely: bool,
    },
    /// The file is larger than may be read.
    #[error("the file has more than {limit} bytes; at most so many (`Limits::bytes`) are read")]
    TooLarge {
        /// How many bytes may be read.
        limit: u64,
    },
    /// The text is no JSON, or a feature is none.
    #[error("is no GeoJSON: {reason}")]
    Syntax {
        /// What was found, and where.
        reason: String,
    },
    /// The text is JSON of another kind.
    #[error("a `FeatureCollection` or `Feature` should stand here, not {}", type_of(.written.as_ref()))]
    NotFeatures {
        /// The type that it has, if it says one.
        written: Option<String>,
    },
    /// The file names another coordinate system than the map is declared in.
    #[error("the member `crs` names `{}`, but the map is declared to be in {declared}; declare the system that it is in", excerpt(.written))]
    OtherSystem {
        /// What the file names.
        written: String,
        /// What is declared.
        declared: CoordinateSystem,
    },
    /// A feature without a code.
    #[error("has no property {}; it has {}", quoted_list(Language::English, .wanted, 9), quoted_list(Language::English, .properties, 9))]
    NoCode {
        /// The properties that may hold the code.
        wanted: Vec<String>,
        /// The properties that the feature has.
        properties: Vec<String>,
    },
    /// A code that is neither a text nor an integer.
    #[error("the code is {}; it should be a text or an integer", excerpt(.written))]
    CodeForm {
        /// What was written.
        written: String,
    },
    /// A feature without a geometry.
    #[error("has no geometry; draw its polygon or leave the feature out")]
    NoGeometry,
    /// A geometry that is neither a polygon nor a point.
    #[error("is a `{written}`; it should be a `Polygon`, a `MultiPolygon` or a `Point`")]
    GeometryType {
        /// The type of the geometry.
        written: String,
    },
    /// A ring of fewer than three points.
    #[error("the ring has {points} different points one after the other; it needs three")]
    TooFewPoints {
        /// How many it has.
        points: usize,
    },
    /// A ring that does not end where it begins.
    #[error("the ring ends at {last}, not at {first} where it begins; close it")]
    OpenRing {
        /// Where it begins.
        first: String,
        /// Where it ends.
        last: String,
    },
    /// A ring that encloses nothing.
    #[error("the ring encloses no area; correct it or leave it out")]
    NoArea,
    /// A coordinate that is no number.
    #[error("the coordinate {at} is not finite")]
    NotFinite {
        /// What was written.
        at: String,
    },
    /// A coordinate outside the system.
    #[error("{at} lies outside of {system}{}", range_of(*.system))]
    OutOfRange {
        /// What was written.
        at: String,
        /// The declared system.
        system: CoordinateSystem,
    },
    /// Latitude before longitude.
    #[error("{at} seems to be latitude and longitude; write the longitude first")]
    Swapped {
        /// What was written.
        at: String,
    },
    /// A code that no node has.
    #[error("no node has the code `{}`{}", excerpt(.written), near_it(.near))]
    UnknownCode {
        /// What was written.
        written: String,
        /// The codes that may be meant, the nearest first.
        near: Vec<NearCode>,
    },
    /// Two shapes of one code.
    #[error("the code is already that of {}; draw each node once, its parts as a `MultiPolygon`", shape(.file.as_ref(), *.feature))]
    CodeTwice {
        /// The file of the first one; `None` for a shape that code made.
        file: Option<String>,
        /// Its number in the file, counted from one.
        feature: Option<usize>,
    },
    /// A kind that has no place on a map.
    #[error("is a {kind}, which has no place on a map; leave it out")]
    KindOffMap {
        /// The kind.
        kind: Kind,
    },
    /// An area or grid that is drawn as a point.
    #[error("is a {kind}, which is drawn as a polygon, not as a point")]
    PointForArea {
        /// The kind.
        kind: Kind,
    },
    /// A map that is too wide.
    #[error("the map reaches over more than 4,294 km; check which points are far off")]
    TooWide,
}

fn range_of(system: CoordinateSystem) -> &'static str {
    if system.is_geographic() {
        ": a longitude from -180 to 180 degrees and a latitude from -90 to 90 stand there"
    } else {
        ": metres of at most 100,000 km stand there"
    }
}

/// The type of what is no collection of features.
fn type_of(written: Option<&String>) -> String {
    written.map_or_else(|| "an object without a `type`".to_owned(), |written| format!("`{}`", excerpt(written)))
}

/// Where another shape stands.
fn shape(file: Option<&String>, feature: Option<usize>) -> String {
    let file = file.map_or_else(|| "another shape".to_owned(), |file| crate::text::escaped(file).to_string());
    feature.map_or_else(|| file.clone(), |feature| format!("{file}, feature {feature}"))
}

impl FeaturePlace {
    /// A path of JSON: `features[12]`, or empty for the whole file.
    fn field(&self) -> Option<String> {
        let feature = self.feature?;
        Some(format!("features[{}]", feature - 1))
    }
}

impl fmt::Display for FeaturePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if self.file.is_empty() { "map" } else { &self.file };
        f.write_str(&crate::text::escaped(file))?;
        if let Some(feature) = self.feature {
            write!(f, ", feature {feature}")?;
        }
        if let Some(code) = &self.code {
            write!(f, " (`{}`)", excerpt(code))?;
        }
        for (what, number) in [("ring", self.ring), ("vertex", self.vertex)] {
            if let Some(number) = number {
                write!(f, ", {what} {number}")?;
            }
        }
        Ok(())
    }
}

impl MapError {
    pub(super) fn new(place: FeaturePlace, problem: MapProblem) -> Self {
        Self { place, problem }
    }

    /// The file that it stands in, as it was named; empty for shapes that code made.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.place.file
    }

    /// The number of the feature in the file, counted from one.
    #[must_use]
    pub fn feature(&self) -> Option<usize> {
        self.place.feature
    }

    /// The code of the feature, where it is known.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.place.code.as_deref()
    }

    /// The number of the ring in the feature, counted from one over all parts.
    #[must_use]
    pub fn ring(&self) -> Option<usize> {
        self.place.ring
    }

    /// The number of the position in the ring, counted from one.
    #[must_use]
    pub fn vertex(&self) -> Option<usize> {
        self.place.vertex
    }

    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> &MapProblem {
        &self.problem
    }
}

impl Tell for MapError {
    fn message(&self) -> Message {
        let place = Place {
            file: Some(self.place.file.clone()).filter(|file| !file.is_empty()),
            field: self.place.field(),
            ..Place::default()
        };
        Message::of(Level::Error, &self.problem).at(Some(place)).about(self.code(), None, None)
    }

    fn tell(&self, language: Language, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = WordingIn(&self.problem, language);
        match language {
            Language::English => write!(f, "{}: {words}", self.place),
            Language::Chinese => {
                self.place.chinese(f)?;
                write!(f, "：{words}")
            }
        }
    }
}

impl fmt::Display for MapError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tell(Language::English, f)
    }
}

impl std::error::Error for MapError {}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;

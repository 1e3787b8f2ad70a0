//! A measure as the heading of a column: its name, then in brackets its unit and the digits behind its point.
//!
//! `households`, `floor_area (m2)`, `floor_area (scale 2)`, `floor_area (m2; scale 2)`.

use crate::measure::Measure;

/// The measure that a heading names, and whether the heading states its scale.
pub(super) fn measure_of(heading: &str) -> (Measure, bool) {
    bracketed(heading)
        .and_then(|(id, description)| described(id.strip_suffix(' ')?, description))
        .unwrap_or_else(|| (Measure::new(heading), false))
}

/// The measure of a name with what stands in the brackets behind it, and whether that states its scale; none if
/// what is said of the scale is no number.
pub(super) fn described(id: &str, description: &str) -> Option<(Measure, bool)> {
    let (unit, scale) = match description.rsplit_once("; ").unwrap_or((description, "")) {
        (scale, "") if scale.starts_with("scale ") => ("", scale),
        parts => parts,
    };
    let measure = Measure::new(id);
    let measure = if unit.is_empty() { measure } else { measure.with_unit(unit) };
    if scale.is_empty() {
        return Some((measure, false));
    }
    Some((measure.with_scale(scale.strip_prefix("scale ")?.parse().ok()?), true))
}

/// What stands before the bracket that a heading ends with, and what in it. There may be brackets within.
pub(super) fn bracketed(heading: &str) -> Option<(&str, &str)> {
    let open = heading.strip_suffix(')')?;
    let mut depth = 1;
    let (at, _) = open.char_indices().rev().find(|(_, c)| {
        depth += match c {
            ')' => 1,
            '(' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    Some((&open[..at], &open[at + 1..]))
}

/// The heading of a measure's column: with its scale, so that reading need not guess, unless all of its numbers
/// are `whole`.
pub(super) fn heading_of(measure: &Measure, whole: bool) -> String {
    match (measure.unit(), measure.scale()) {
        (None, 0) if whole && !measure.id().ends_with(')') => measure.id().to_owned(),
        (None, scale) => format!("{} (scale {scale})", measure.id()),
        (Some(unit), scale) => format!("{} ({unit}; scale {scale})", measure.id()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_read_only_where_a_heading_ends_with_them() {
        assert_eq!(bracketed("area (m2)"), Some(("area ", "m2")));
        assert_eq!(bracketed("area (m2 (gross))"), Some(("area ", "m2 (gross)")));
        assert_eq!(bracketed("area(m2)"), Some(("area", "m2")));
        for heading in ["", "area", " 常", "人口 (千人) 常", "area m2)", ")"] {
            assert_eq!(bracketed(heading), None, "{heading}");
        }
        assert_eq!(measure_of("area(m2)"), (Measure::new("area(m2)"), false), "a space stands before the bracket");
    }
}

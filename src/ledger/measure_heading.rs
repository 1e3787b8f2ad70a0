//! A measure as the heading of a column: its name, then in brackets its unit and its scale (the digits behind the
//! point).
//!
//! `households`, `floor_area (m2)`, `floor_area (scale 2)`, `floor_area (m2; scale 2)`.

use crate::measure::Measure;

/// The measure that a heading names, and whether the heading states its scale.
pub(super) fn measure_of(heading: &str) -> (Measure, bool) {
    bracketed(heading)
        .and_then(|(id, description)| described(id.strip_suffix(' ')?, description))
        .unwrap_or_else(|| (Measure::new(heading), false))
}

/// The measure of a name and the text in the brackets behind it, and whether that text states the scale; `None` if the
/// scale is no number.
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

/// The text before the bracket that a heading ends with, and the text within it, which may hold brackets itself.
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

/// The heading of a measure's column. It states the scale, so that it need not be guessed when the table is read, except
/// where all numbers are `whole`.
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

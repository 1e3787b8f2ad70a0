//! Remarks in brackets.

/// A text in front of its last brackets, and what stands in them; of plain text.
///
/// `合计(户)` is `合计` and `户`. Brackets that are never closed count too.
pub(super) fn behind(text: &str) -> Option<(&str, &str)> {
    let open = text.rfind(['(', '['])?;
    let inside = &text[open + 1..];
    let inside = match inside.find([')', ']']) {
        Some(end) if end + 1 == inside.len() => &inside[..end],
        Some(_) => return None,
        None => inside,
    };
    Some((&text[..open], inside))
}

/// The text inside brackets that enclose all of it; of plain text.
pub(super) fn enclosed(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['(', '[', '<', '《'])?.strip_suffix([')', ']', '>', '》'])?;
    (!inside.contains(['(', '[', ')', ']'])).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_told_apart() {
        assert_eq!(behind("合计(户)"), Some(("合计", "户")));
        assert_eq!(behind("合计(户"), Some(("合计", "户")));
        assert_eq!(behind("(户)合计"), None);
        assert_eq!(behind("合计"), None);
        assert_eq!(enclosed("[示例]"), Some("示例"));
        assert_eq!(enclosed("(甲)乙(丙)"), None);
    }
}

//! Phrases that many messages need, in both languages: quotations, lists, numbers of things, suggestions.

use std::fmt;

use crate::excerpt::excerpt;
use crate::language::Language;
use crate::text::NearCode;

/// A written text in quotation marks, cut and escaped as messages show it: `` `无` `` or “无”.
pub(crate) fn quoted(language: Language, text: &str) -> String {
    let text = excerpt(text);
    match language {
        Language::English => format!("`{text}`"),
        Language::Chinese => format!("“{text}”"),
    }
}

/// The items one after the other; a word for nothing if there are none.
pub(crate) fn list(language: Language, items: impl IntoIterator<Item = impl fmt::Display>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    if items.is_empty() {
        return language.of("nothing", "无").to_owned();
    }
    items.join(language.of(", ", "、"))
}

/// The items, the last of which is joined by "or": `a`, `b` or `c`.
#[cfg(feature = "workbook")]
pub(crate) fn one_of(language: Language, items: impl IntoIterator<Item = impl fmt::Display>) -> String {
    let items: Vec<String> = items.into_iter().map(|item| item.to_string()).collect();
    match items.split_last() {
        Some((last, before)) if !before.is_empty() => {
            format!("{}{}{last}", before.join(language.of(", ", "、")), language.of(" or ", "或"))
        }
        _ => items.concat(),
    }
}

/// The first of these texts in quotation marks, and how many more there are.
pub(crate) fn quoted_list(language: Language, texts: &[impl AsRef<str>], shown: usize) -> String {
    let listed = list(language, texts.iter().take(shown).map(|text| quoted(language, text.as_ref())));
    match texts.len().saturating_sub(shown) {
        0 => listed,
        more => match language {
            Language::English => format!("{listed} and {more} more"),
            Language::Chinese => format!("{listed}等{}项", texts.len()),
        },
    }
}

/// In Chinese: the suggestion in brackets, for the middle of a message; empty if there is none.
pub(crate) fn perhaps(suggestion: Option<&str>) -> String {
    suggestion.map_or_else(String::new, |name| format!("（是否为“{}”）", excerpt(name)))
}

/// In Chinese: the nodes that may have been meant, each with why, for the end of a message; empty if there are none.
pub(crate) fn near_ones(near: &[NearCode]) -> String {
    let shown = near.iter().map(|node| {
        let name = if node.name.is_empty() { String::new() } else { format!("，{}", excerpt(&node.name)) };
        format!("{}（{}{name}）", excerpt(&node.code), node.why.chinese())
    });
    let shown: Vec<String> = shown.collect();
    if shown.is_empty() { String::new() } else { format!("；相近的有：{}", shown.join("、")) }
}

/// The one code that may have been meant; several are no suggestion, but a list.
pub(crate) fn only(near: &[NearCode]) -> Option<String> {
    match near {
        [one] => Some(one.code.clone()),
        _ => None,
    }
}

//! How reports name things in both languages.

use crate::coverage::Question;
use crate::governance::Declarable;
use crate::kind::{Family, Kind};
use crate::language::Language;
use crate::measure::{Measure, Verdict};

/// A kind as people call it.
pub(super) fn kind(language: Language, kind: Kind) -> &'static str {
    language.of(kind.english(), kind.chinese())
}

/// A family as people call it.
pub(super) fn family(language: Language, family: Family) -> &'static str {
    language.of(family.english(), family.chinese())
}

/// A question as people ask it.
pub(super) fn question(language: Language, question: Question) -> &'static str {
    language.of(question.english(), question.chinese())
}

/// A measure: in Chinese what offices call it, where that is known, and its unit in brackets.
pub(super) fn measure(language: Language, measure: &Measure) -> String {
    let label = measure.label(language);
    measure.unit().map_or_else(|| label.to_owned(), |unit| format!("{label} ({unit})"))
}

/// What a declared figure is of.
pub(super) fn declared(language: Language, of: Declarable<'_>) -> String {
    match of {
        Declarable::Kind(of) => kind(language, of).to_owned(),
        Declarable::Measure(of) => measure(language, of),
    }
}

/// Whether a declared figure holds, in the words that offices use.
pub(super) const fn verdict(language: Language, verdict: Verdict) -> &'static str {
    match (language, verdict) {
        (Language::English, Verdict::True) => "true",
        (Language::English, Verdict::False) => "false",
        (Language::English, Verdict::Undecidable) => "undecidable",
        (Language::Chinese, Verdict::True) => "相符",
        (Language::Chinese, Verdict::False) => "不符",
        (Language::Chinese, Verdict::Undecidable) => "无法判定",
    }
}

//! The page as markup: what needs no script is in it; the rest the script draws from the data.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::data::Data;
use super::labels::{
    COLOUR, CONTENTS, COVERAGE, DECLARED, FIGURE, FINDINGS, HIERARCHY, HOLDS, IS_COUNTED, IS_DECLARED, KEYS, MORE, NO,
    NO_DECLARED, NO_NOTES, NO_SCRIPT, NO_TITLE, NODE, NOTES, ONLY_HERE, OVERVIEW, RULE, SEARCH, SEVERITY, SIZE, SKIP,
    SWITCH, UNDECIDABLE, UNDECIDED, WHAT, YES,
};
#[cfg(feature = "geo")]
use super::labels::{MAP, MAP_HINT};
use crate::audit::Findings;
use crate::governance::Declarable;
use crate::kind::{Family, Kind};
use crate::language::Language;
use crate::measure::Verdict;
use crate::message::{Tell, Term};
use crate::report::{Scope, labels};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// A text in both languages, of which the style shows one.
pub(super) fn both(english: &str, chinese: &str) -> Markup {
    html! { span lang="en" { (english) } span lang="zh" { (chinese) } }
}

pub(super) fn term(term: Term) -> Markup {
    both(term.english(), term.chinese())
}

fn kind(kind: Kind) -> Markup {
    both(kind.english(), kind.chinese())
}

/// A section of the page with its heading.
pub(super) struct Section {
    id: &'static str,
    heading: Term,
    content: Markup,
}

impl Section {
    pub(super) const fn new(id: &'static str, heading: Term, content: Markup) -> Self {
        Self { id, heading, content }
    }

    fn markup(&self) -> Markup {
        let Self { id, heading, content } = self;
        html! {
            section id=(id) aria-labelledby=(format!("{id}-heading")) {
                h2 id=(format!("{id}-heading")) { (term(*heading)) }
                (content)
            }
        }
    }
}

/// The sections that every page has.
pub(super) fn sections(scope: &Scope<'_>, findings: &Findings<'_>) -> Vec<Section> {
    vec![
        Section::new("overview", OVERVIEW, overview(scope, findings)),
        Section::new("declared", DECLARED, declared(scope)),
        Section::new("coverage", COVERAGE, coverage()),
        Section::new("hierarchy", HIERARCHY, hierarchy()),
        Section::new("findings", FINDINGS, html! { (undecided(findings)) (findings_table()) }),
        Section::new("notes", NOTES, notes(scope)),
    ]
}

/// The sections with one more, if there is one, before the findings.
#[cfg(any(feature = "geo", feature = "record"))]
pub(super) fn before_findings(mut sections: Vec<Section>, section: Option<Section>) -> Vec<Section> {
    let at = sections.iter().position(|section| section.id == "findings").unwrap_or(sections.len());
    sections.splice(at..at, section);
    sections
}

pub(super) fn page(scope: &Scope<'_>, sections: &[Section], data: &Data<'_>, language: Language) -> String {
    let tag = language.of("en", "zh-CN");
    let title = |language| Some(scope.title_in(language)).filter(|title| !title.is_empty());
    let [english, chinese] = [Language::English, Language::Chinese]
        .map(|language| title(language).unwrap_or_else(|| NO_TITLE.text(language).to_owned()));
    let page = html! {
        (DOCTYPE)
        html lang=(tag) data-language=(language.id()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                // Nothing is loaded from anywhere, whatever a name may hold.
                meta http-equiv="Content-Security-Policy"
                    content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (language.of(&english, &chinese)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a .skip href="#overview" { (term(SKIP)) }
                header {
                    h1 { (both(&english, &chinese)) }
                    button #language type="button" { (term(SWITCH)) }
                    nav #contents aria-label=(CONTENTS.text(language)) {
                        @for section in sections { a href=(format!("#{}", section.id)) { (term(section.heading)) } " " }
                    }
                }
                main {
                    noscript { p .warning { (term(NO_SCRIPT)) } }
                    @for section in sections { (section.markup()) }
                }
                script #data type="application/json" { (PreEscaped(data.to_json())) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    page.into_string()
}

/// How many there are of each kind.
fn overview(scope: &Scope<'_>, findings: &Findings<'_>) -> Markup {
    use crate::audit::Severity;

    let counts = scope.counts();
    html! {
        ul .tiles {
            @for (of, count) in counts.iter() {
                li { strong { (count) } " " (kind(of)) }
            }
            @for family in Family::ALL.iter().filter(|family| !counts.holds(**family)) {
                li { strong { "–" } " " (both(family.english(), family.chinese())) }
            }
        }
        ul .tiles {
            @for severity in Severity::ALL.iter().rev() {
                li .(severity.id()) {
                    strong { (findings.count(*severity)) } " " (both(severity.english(), severity.chinese()))
                }
            }
        }
    }
}

/// Declared figures beside what is counted.
fn declared(scope: &Scope<'_>) -> Markup {
    let compared = scope.nodes().governance().comparisons();
    let mut rows: Vec<_> = compared.iter().filter(|row| scope.nodes().contains(row.node)).collect();
    // What does not hold stands first; the rest keeps its order.
    rows.sort_by_key(|row| match row.verdict() {
        Verdict::False => 0,
        Verdict::Undecidable => 1,
        Verdict::True => 2,
    });
    if rows.is_empty() {
        return html! { p { (term(NO_DECLARED)) } };
    }
    html! {
        div .wide tabindex="0" role="region" aria-labelledby="declared-heading" {
            table {
                thead {
                    tr {
                        th scope="col" { (term(NODE)) }
                        th scope="col" { (term(FIGURE)) }
                        th .number scope="col" { (term(IS_DECLARED)) }
                        th .number scope="col" { (term(IS_COUNTED)) }
                        th scope="col" { (term(HOLDS)) }
                    }
                }
                tbody {
                    @for row in rows {
                        @let (class, word) = match row.verdict() {
                            Verdict::True => ("holds", YES),
                            Verdict::False => ("fails", NO),
                            Verdict::Undecidable => ("unknown", UNDECIDABLE),
                        };
                        tr .(class) {
                            th scope="row" { code { (row.node.code()) } " " (row.node.name()) }
                            td {
                                @match row.of {
                                    Declarable::Kind(of) => (kind(of)),
                                    Declarable::Measure(of) => (both(&labels::measure(Language::English, of), &labels::measure(Language::Chinese, of))),
                                }
                            }
                            td .number { (both(&row.declared.text(Language::English), &row.declared.text(Language::Chinese))) }
                            td .number { @match row.counted { Some(counted) => (counted), None => "—" } }
                            td { (term(word)) }
                        }
                    }
                }
            }
        }
    }
}

/// What the script fills with the hierarchy.
fn hierarchy() -> Markup {
    html! {
        div .controls {
            label { (term(COLOUR)) " " select #colour {} }
            label { (term(SIZE)) " " select #size {} }
            span #legend aria-hidden="true" {}
        }
        p .hint #keys { (term(KEYS)) }
        nav #path {}
        div #icicle role="group" aria-labelledby="hierarchy-heading" aria-describedby="keys" {}
        div #unit aria-live="polite" {}
    }
}

/// What the script fills with shares.
fn coverage() -> Markup {
    html! { div #coverage-rows {} }
}

/// What the script fills with the map.
#[cfg(feature = "geo")]
pub(super) fn map_section() -> Section {
    let content = html! {
        p .hint { (term(MAP_HINT)) }
        svg #drawing role="img" {}
        ul #defects {}
    };
    Section::new("map", MAP, content)
}

/// The rules that could not judge all that they are about, and why: without findings they would look clean.
fn undecided(findings: &Findings<'_>) -> Markup {
    html! {
        @if findings.undecided().next().is_some() {
            details {
                summary { span { (term(UNDECIDED)) } }
                ul {
                    @for judgement in findings.undecided() {
                        @for words in judgement.undecidable() {
                            li { code { (judgement.rule().id()) } " " (both(words.english(), words.chinese())) }
                        }
                    }
                }
            }
        }
    }
}

/// What the script fills with the findings.
fn findings_table() -> Markup {
    html! {
        div .controls role="search" {
            label { (term(SEARCH)) " " input #search type="search"; }
            label { (term(SEVERITY)) " " select #severity {} }
            label { (term(RULE)) " " select #rule {} }
            label { input #only-here type="checkbox"; " " (term(ONLY_HERE)) }
        }
        p #found role="status" {}
        div .wide tabindex="0" role="region" aria-labelledby="findings-heading" {
            table {
                thead {
                    tr {
                        th scope="col" { (term(SEVERITY)) }
                        th scope="col" { (term(NODE)) }
                        th scope="col" { (term(WHAT)) }
                        th scope="col" { (term(RULE)) }
                    }
                }
                tbody #finding-rows {}
            }
        }
        button #more type="button" hidden { (term(MORE)) }
    }
}

/// How the ledger was read.
fn notes(scope: &Scope<'_>) -> Markup {
    /// How many are on the page; the others are in the other reports.
    const SHOWN: usize = 500;
    let notes = scope.nodes().governance().notes();
    if notes.is_empty() {
        return html! { p { (term(NO_NOTES)) } };
    }
    html! {
        ul {
            @for note in notes.iter().take(SHOWN) {
                li {
                    (both(&note.in_language(Language::English).to_string(), &note.in_language(Language::Chinese).to_string()))
                }
            }
            @if notes.len() > SHOWN { li { "+ " (notes.len() - SHOWN) } }
        }
    }
}

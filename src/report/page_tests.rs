use super::*;
use crate::governance::Governance;
use crate::kind::{MicroGrid, SecondGrid, Subdistrict, ThirdGrid};
use crate::ledger::Draft;

fn governance(name: &str) -> Governance {
    let mut draft = Draft::new(name);
    let street = draft.root(Subdistrict, "S", name);
    let second = draft.add(street, SecondGrid, "G", name);
    let third = draft.add(second, ThirdGrid, "T", name);
    draft.add(third, MicroGrid, "M", name);
    Governance::build(&draft).unwrap()
}

fn page(governance: &Governance) -> String {
    Page::new(Scope::all(governance), &governance.audit()).to_html().unwrap()
}

#[test]
fn a_name_never_becomes_markup() {
    let plain = page(&governance("网格"));
    for name in
        ["</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"'&<!--", "]]>", "<!-- <script>"]
    {
        let html = page(&governance(name));
        for part in ["<script", "</script", "<img", "<!--", "</title"] {
            assert_eq!(html.matches(part).count(), plain.matches(part).count(), "{name}: {part}");
        }
    }
}

#[test]
fn the_page_loads_nothing() {
    let html = page(&governance("网格"));
    for part in ["http://", "https://", "src=", "url(", "@import", "<link"] {
        assert!(!html.contains(part), "{part}");
    }
}

#[test]
fn the_page_begins_in_the_language_that_is_asked_for() {
    let governance = governance("网格");
    let findings = governance.audit();
    let html = |language| Page::new(Scope::all(&governance), &findings).in_language(language).to_html().unwrap();
    assert!(html(Language::English).contains(r#"<html lang="en" data-language="en">"#));
    assert!(html(Language::Chinese).contains(r#"<html lang="zh-CN" data-language="zh">"#));
}

#[test]
fn rules_that_judged_nothing_are_on_the_page() {
    let governance = governance("网格");
    let findings = governance.audit();
    let html = page(&governance);
    let judgement = findings.undecided().next().expect("the draft records no relation");
    assert!(html.contains(judgement.rule().id()));
    for text in [judgement.undecidable()[0].english(), judgement.undecidable()[0].chinese()] {
        assert!(html.contains(&maud::html! { (text) }.into_string()), "{text}");
    }
}

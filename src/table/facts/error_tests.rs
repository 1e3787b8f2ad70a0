use std::collections::BTreeSet;

use super::*;
use crate::message::Wording as _;

#[test]
fn every_problem_has_an_id_and_words_in_both_languages() {
    let text = || "金额".to_owned();
    let all = [
        FactProblem::Unreadable { why: text() },
        FactProblem::Unwritable { why: text() },
        FactProblem::Damaged { why: text() },
        FactProblem::Encrypted,
        FactProblem::Codec { codec: "gzip".to_owned(), columns: vec![text()] },
        FactProblem::NoColumn { name: "node".to_owned(), near: Some("nodes".to_owned()), columns: vec![text()] },
        FactProblem::NotText { name: text(), found: Term::new("integers", "整数") },
        FactProblem::NotSummable { name: text(), found: Term::new("floating-point numbers", "浮点数") },
        FactProblem::MeasureTwice { name: text() },
        FactProblem::NameTaken { name: text() },
        FactProblem::SameFile,
        FactProblem::InWork,
        FactProblem::OtherColumns { batch: 77 },
        FactProblem::OtherLength { name: text(), found: 77, rows: 78 },
        FactProblem::ColumnTwice { name: text() },
        FactProblem::TooManyNodes { found: 77, limit: 76 },
        FactProblem::Overflow { measure: text(), level: "county".to_owned(), unit: "C".to_owned() },
    ];
    let ids: BTreeSet<&str> = all.iter().map(crate::message::Wording::id).collect();
    assert_eq!(ids.len(), all.len());
    for problem in &all {
        assert!(problem.id().starts_with("facts."));
        for language in [Language::English, Language::Chinese] {
            let words = problem.text(language);
            // What a column holds is written in each language.
            for name in problem.parts().names().filter(|name| *name != "found") {
                let part = problem.parts().text(name).unwrap();
                let part = part.trim_matches(['[', ']', '"']);
                assert!(words.contains(part), "{words} lacks {name}");
            }
        }
        assert!(problem.text(Language::Chinese).contains('；') || problem.text(Language::Chinese).contains("请"));
    }
    let of_file = FactError::of_file(Path::new("案件.parquet"), FactProblem::Encrypted);
    assert_eq!(of_file.to_string(), "案件.parquet: is encrypted; write it again without encryption");
    let message = of_file.message();
    assert_eq!(message.words(Language::Chinese), "文件已加密；请不加密重新导出");
    assert_eq!(message.place().and_then(Place::file), Some("案件.parquet"));
}

//! Every problem in both languages.

use std::collections::BTreeSet;

use super::SqlError;
use crate::governance::Governance;
use crate::kind::Kind;
use crate::language::Language;
use crate::ledger::Draft;
use crate::message::{Wording, WordingIn};
use crate::table::sql::Texts;

fn all() -> Vec<SqlError> {
    let (written, known) = (|| "minuts".to_owned(), vec!["minutes".to_owned(), "visits".to_owned()]);
    let mut draft = Draft::new("");
    draft.measure("minutes");
    let governance = Governance::build(&draft).expect("a ledger without nodes");
    let unknown = Texts::of(&governance).rates("minutes", "minuts").expect_err("there is no such measure");
    vec![
        SqlError::NotAColumn { written: written() },
        SqlError::ReservedColumn { written: written() },
        SqlError::TakenColumn { written: written() },
        SqlError::UnknownColumn { written: written(), known },
        SqlError::NoLevel { kind: Kind::County, levels: vec![Kind::Subdistrict, Kind::ThirdGrid] },
        unknown,
        SqlError::OtherGraph,
    ]
}

#[test]
fn every_problem_has_an_id_of_its_own() {
    let all = all();
    let ids: BTreeSet<&str> = all.iter().map(Wording::id).collect();
    assert_eq!(ids.len(), all.len());
    assert!(ids.iter().all(|id| id.starts_with("sql.") || *id == "measure.unknown"));
}

#[test]
fn parts_stand_in_both_texts() {
    for problem in all() {
        let english = WordingIn(&problem, Language::English).to_string();
        let chinese = WordingIn(&problem, Language::Chinese).to_string();
        assert!(chinese.contains('；'), "{chinese} says what to do");
        if let Some(written) = problem.parts().text("written") {
            assert!(english.contains(&written) && chinese.contains(&written), "{english} {chinese}");
        }
    }
    let told = |problem: &SqlError| WordingIn(problem, Language::Chinese).to_string();
    let all = all();
    assert_eq!(told(&all[3]), "这些事实没有指标“minuts”（是否为“minutes”）；请改用已有的：minutes、visits");
    assert_eq!(told(&all[4]), "数据表没有层级“区县”；请改用已有的：街道、三级网格");
    assert_eq!(Wording::suggestion(&all[3]).as_deref(), Some("minutes"));
    assert_eq!(all[4].parts().text("kind").as_deref(), Some("county"));
}

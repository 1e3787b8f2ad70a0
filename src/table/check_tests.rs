use super::*;
use crate::language::Language;
use crate::message::Wording as _;

fn expected() -> Units<'static> {
    let unit = |rows, sum: Option<i64>| Expected { rows, sums: vec![sum.map(Into::into)] };
    Units::from([
        (("all", "all"), unit(12, Some(31))),
        (("subdistrict", "S-1"), unit(8, Some(31))),
        (("subdistrict", "S-2"), unit(4, None)),
    ])
}

fn ids(csv: &str) -> Vec<&'static str> {
    let result = EngineResult::from_csv_str(csv).unwrap();
    match check(&expected(), &["minutes"], &result) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(|error| error.problem().id()).collect(),
    }
}

#[test]
fn an_equal_result_passes_in_any_order_and_with_decimals() {
    let text = "level,unit,rows,minutes\nsubdistrict,S-2,4,\nall,all,12,31.0\nsubdistrict,S-1,8,31\n";
    let result = EngineResult::from_csv_str(text).unwrap();
    assert_eq!(check(&expected(), &["minutes"], &result).unwrap(), Checked { units: 3, figures: 6 });
    let one = "unit,sum_minutes,level\nS-1,31,subdistrict\nS-2,,subdistrict\n";
    let one = EngineResult::from_csv_str(one).unwrap();
    assert_eq!(check(&expected(), &["minutes"], &one).unwrap_err().first().problem().id(), "check.missing_level");
    let one = one.of_levels(["subdistrict"]);
    assert_eq!(check(&expected(), &["minutes"], &one).unwrap(), Checked { units: 2, figures: 2 });
}

#[test]
fn a_doubled_partition_and_a_lost_one_are_told() {
    let doubled = "level,unit,rows,minutes\nall,all,20,62\nsubdistrict,S-1,16,62\nsubdistrict,S-2,4,\n";
    assert_eq!(ids(doubled), ["check.rows_added", "check.sum_differs", "check.rows_multiplied", "check.sum_differs"]);
    let lost = "level,unit,rows,minutes\nall,all,8,31\nsubdistrict,S-1,8,31\n";
    assert_eq!(ids(lost), ["check.rows_lost", "check.missing_unit"]);
    let apart = "level,unit,rows\nall,all,12\nsubdistrict,S-1,8\nsubdistrict,S-1,8\nsubdistrict,S-2,4\n";
    assert_eq!(ids(apart), ["check.unit_twice"]);
}

#[test]
fn what_is_not_there_is_told() {
    assert_eq!(
        ids("level,unit,rows\nall,all,12\nsubdistrict,S-1,8\nsubdistrict,S-2,4\nsubdistrict,S-3,1\n"),
        ["check.unknown_unit"]
    );
    assert_eq!(
        ids("level,unit,rows,minute\nall,all,12,1\nsubdistrict,S-1,8,1\nsubdistrict,S-2,4,1\n"),
        ["check.unknown_measure"]
    );
    assert_eq!(
        ids("level,unit,rows\nall,all,12\nsubdistricts,S-1,8\n"),
        ["check.unknown_level", "check.missing_level"]
    );
    assert_eq!(ids("level,unit\nall,all\nsubdistrict,S-1\nsubdistrict,S-2\n"), ["check.nothing_to_compare"]);
    // Nothing is not zero.
    assert_eq!(ids("level,unit,minutes\nall,all,31\nsubdistrict,S-1,31\nsubdistrict,S-2,0\n"), ["check.sum_differs"]);
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    let errors = EngineResult::from_csv_str("level,unit,rows,x\na,b,-1,2\na,b,3,many\n").unwrap_err();
    let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 2, column `rows`: `-1` is no number of at most 18 digits",
            "line 3, column `x`: `many` is no number of at most 18 digits"
        ]
    );
    let errors = EngineResult::from_csv_str("rows\n1\n").unwrap_err();
    assert_eq!(errors.len(), 2);
    assert!(EngineResult::from_csv_str("level,unit\na\n").is_err());
    assert!(EngineResult::open("no such file").is_err());
}

#[test]
fn a_result_in_parts_is_one() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(EngineResult::open(folder.path()).unwrap_err().first().problem(), &CheckProblem::NoFile);
    std::fs::write(folder.path().join("part-0.csv"), "level,unit,rows\nall,all,12\n").unwrap();
    std::fs::write(folder.path().join("part-1.csv"), "level,unit,rows\nsubdistrict,S-1,8\nsubdistrict,S-2,4\n")
        .unwrap();
    std::fs::write(folder.path().join("_SUCCESS"), "").unwrap();
    let result = EngineResult::open(folder.path()).unwrap();
    assert_eq!(check(&expected(), &["minutes"], &result).unwrap(), Checked { units: 3, figures: 3 });
    std::fs::write(folder.path().join("part-2.csv"), "level,unit,minutes\n").unwrap();
    assert_eq!(EngineResult::open(folder.path()).unwrap_err().first().problem(), &CheckProblem::OtherColumns);
}

#[test]
fn every_problem_has_an_id_and_words_in_both_languages() {
    let text = || "S-1".to_owned();
    let (level, near) = (|| "subdistrict".to_owned(), || Some("minutes".to_owned()));
    let all = [
        CheckProblem::Unreadable { why: text() },
        CheckProblem::NoFile,
        CheckProblem::Syntax { why: text() },
        CheckProblem::NoColumn { name: text() },
        CheckProblem::OtherColumns,
        CheckProblem::NotANumber { written: text() },
        CheckProblem::UnknownLevel { level: level(), near: near() },
        CheckProblem::UnknownMeasure { name: text(), near: near() },
        CheckProblem::NothingToCompare,
        CheckProblem::MissingLevel { level: level(), units: 77 },
        CheckProblem::MissingUnit { level: level(), unit: text(), expected: 9 },
        CheckProblem::UnknownUnit { level: level(), unit: text() },
        CheckProblem::UnitTwice { level: level(), unit: text(), times: 77 },
        CheckProblem::RowsLost { level: level(), unit: text(), found: 13, expected: 77 },
        CheckProblem::RowsMultiplied { level: level(), unit: text(), found: 154, expected: 77, times: 2 },
        CheckProblem::RowsAdded { level: level(), unit: text(), found: 99, expected: 77 },
        CheckProblem::SumDiffers {
            level: level(),
            unit: text(),
            measure: "minutes".to_owned(),
            found: None,
            expected: Some(77.into()),
        },
    ];
    let ids: BTreeSet<&str> = all.iter().map(crate::message::Wording::id).collect();
    assert_eq!(ids.len(), all.len());
    for problem in &all {
        assert!(problem.id().starts_with("check."));
        for language in [Language::English, Language::Chinese] {
            let words = problem.text(language);
            for name in problem.parts().names().filter(|name| *name != "level") {
                let part = problem.parts().text(name).unwrap();
                assert!(words.contains(&part), "{words} lacks {name}");
            }
        }
        assert!(problem.text(Language::Chinese).contains(['；', '：']), "{problem} has no cure in Chinese");
    }
    let unit = CheckProblem::MissingUnit { level: level(), unit: text(), expected: 9 };
    assert_eq!(unit.text(Language::Chinese), "缺少街道“S-1”，应有9行；请重新计算");
}

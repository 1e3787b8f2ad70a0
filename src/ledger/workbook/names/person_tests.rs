use super::*;

fn fit_of(name: &str) -> Result<Fit, Unfit> {
    fit(&name.chars().collect::<Vec<_>>())
}

#[test]
fn how_well_names_fit() {
    for sure in ["张三", "欧阳修", "欧阳娜娜", "阿里·买买提", "王建国"] {
        assert_eq!(fit_of(sure), Ok(Fit::Sure), "{sure}");
    }
    assert_eq!(fit_of("㑇三"), Ok(Fit::UnknownSurname));
    assert_eq!(fit_of("古丽巴哈尔"), Ok(Fit::Long));
    assert_eq!(fit_of("张"), Err(Unfit::Half));
    assert_eq!(fit_of("欧阳"), Err(Unfit::Surname(0..2)));
    assert_eq!(fit_of("老王"), Err(Unfit::Surname(1..2)));
}

#[test]
fn names_that_run_together_are_read_in_every_way() {
    let readings = |name: &str| match fit_of(name) {
        Err(Unfit::Ambiguous(readings)) => readings,
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(readings("张三李四"), [["张三", "李四"]]);
    assert!(readings("张李文芳").contains(&vec!["张李文芳".to_owned()]));
    assert!(readings("张三李四王五").contains(&vec!["张三".to_owned(), "李四".to_owned(), "王五".to_owned()]));
}

#[test]
fn a_place_before_a_title_is_nobody() {
    let words = NameWords::default();
    let end = |text: &str| title_behind(&text.chars().collect::<Vec<_>>(), &words);
    assert_eq!(end("张三副主任"), Some(TitleEnd::From(2)));
    for whole in ["网格长", "惠民网格长", "惠民社区书记", "党支部副书记", "派出所民警"] {
        assert_eq!(end(whole), Some(TitleEnd::Whole), "{whole}");
    }
    assert_eq!(end("张三"), None);
}

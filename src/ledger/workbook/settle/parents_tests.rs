use crate::ledger::workbook::settle::test_ledgers::{communities, grids, read, sheet};

fn micro_grids(lines: &[&str]) -> crate::ledger::workbook::settle::test_ledgers::Told {
    read(grids().into_iter().chain([sheet("微网格", lines)]))
}

#[test]
fn the_lowest_ancestor_is_the_parent_and_the_others_tell_namesakes_apart() {
    for headings in ["所属街道|所属社区|所属网格", "街道|社区|三级网格", "所属街道名称|所属社区名称|所属三级网格"]
    {
        let lines = [
            &format!("网格编号|网格名称|{headings}|户数"),
            "M-1|微1|须水街道|惠民社区|第一网格|#60",
            "M-2|微2|须水街道|康乐社区|第一网格|#50",
            "M-3|微3||惠民社区|第二网格|",
        ];
        let told = micro_grids(&lines.map(|line| line as &str));
        assert_eq!(told.row("M-1"), "micro_grid M-1 微1 < T-1", "{headings}");
        assert_eq!(told.row("M-2"), "micro_grid M-2 微2 < T-3", "{headings}");
        assert_eq!(told.row("M-3"), "micro_grid M-3 微3 < T-2", "{headings}");
        assert!(told.notes.is_empty());
    }
}

#[test]
fn the_order_of_columns_and_sheets_makes_no_difference() {
    let mut sheets: Vec<_> = grids();
    sheets.insert(0, sheet("微网格", &["编码|名称|所属网格|所属社区", "M-1|微1|第一网格|康乐社区"]));
    sheets.reverse();
    assert_eq!(read(sheets).row("M-1"), "micro_grid M-1 微1 < T-3");
}

#[test]
fn codes_and_names_of_one_ancestor_may_stand_side_by_side() {
    let told = micro_grids(&["编码|名称|所属社区编码|所属社区名称|所属网格", "M-1|微1|B|康乐社区|第一网格"]);
    assert_eq!(told.row("M-1"), "micro_grid M-1 微1 < T-3");
    let told = micro_grids(&["编码|名称|所属社区编码|所属社区名称|所属网格", "M-1|微1|A|康乐社区|第一网格"]);
    assert!(told.error().contains("none of them lies in"), "{}", told.error());
}

#[test]
fn where_ancestors_contradict_an_error_names_both() {
    let told = micro_grids(&["编码|名称|所属社区|所属网格", "M-1|微1|康乐社区|第二网格"]);
    assert_eq!(
        told.error(),
        "微网格!D2 (所属网格): `第二网格` (`T-2`) does not lie in `康乐社区`, which stands at 微网格!C2: it lies in 惠民社区 (A), \
         须水街道 (S); one of both is another, or the parent of `T-2` is"
    );
    let told = micro_grids(&["编码|名称|上级|所属社区", "M-1|微1|T-3|惠民社区"]);
    assert!(told.error().starts_with("微网格!C2 (上级): `T-3` (`T-3`) does not lie in `惠民社区`"), "{}", told.error());
    let told = micro_grids(&["编码|名称|上级|所属社区", "M-1|微1|T-3|康乐社区"]);
    assert_eq!(told.row("M-1"), "micro_grid M-1 微1 < T-3");
}

#[test]
fn a_name_of_several_needs_something_beside_it() {
    let told = micro_grids(&["编码|名称|所属网格", "M-1|微1|第一网格"]);
    assert!(told.error().contains("the name of several: T-1, T-3"), "{}", told.error());
    let told = micro_grids(&["编码|名称|所属街道|所属网格", "M-1|微1|须水街道|第一网格"]);
    assert!(told.error().contains("the name of several: T-1, T-3"), "both lie in the sub-district: {}", told.error());
}

#[test]
fn an_ancestor_that_is_not_listed_is_told() {
    let told = micro_grids(&["编码|名称|所属社区|所属网格", "M-1|微1|惠明社区|第二网格"]);
    assert!(told.error().contains("no second-level grid has the code or name `惠明社区`"), "{}", told.error());
    // Of a kind that the ledger does not reach up to.
    let told = micro_grids(&["编码|名称|所属区县|所属网格", "M-1|微1|中原区|第二网格", "M-2|微2|中原区|第二网格"]);
    assert_eq!(told.row("M-2"), "micro_grid M-2 微2 < T-2");
    assert!(told.note().contains("`中原区` is no node of this ledger") && told.note().contains("2 cells: C2, C3"));
}

#[test]
fn an_unknown_ancestor_is_the_only_error_of_its_line() {
    let told = micro_grids(&["编码|名称|所属社区|所属网格", "M-1|微1|惠明社区|第一网格"]);
    assert!(told.error().contains("`惠明社区`"), "{}", told.error());
}

#[test]
fn a_path_is_its_last_part_checked_against_the_rest() {
    for path in [
        "须水街道/惠民社区",
        "须水街道>惠民社区",
        "须水街道-惠民社区",
        "须水街道、惠民社区",
        "须水街道\\惠民社区",
        "须水街道→惠民社区",
        "须水街道 / 惠民社区",
        "S/惠民社区",
        "须水街道＞惠民社区",
        "须水街道/A",
        "郑州市/须水街道/惠民社区",
    ] {
        let line = format!("T|一号网格|{path}");
        let told = read(communities().into_iter().chain([sheet("三级网格", &["编码|名称|上级", &line])]));
        assert_eq!(told.row("T"), "third_grid T 一号网格 < A", "{path}");
        let told = read(communities().into_iter().chain([sheet("三级网格", &["编码|名称|所属网格", &line])]));
        assert_eq!(told.row("T"), "third_grid T 一号网格 < A", "{path}");
    }
    for (path, parent) in [("惠民社区/第一网格", "T-1"), ("康乐社区-第一网格", "T-3"), ("康乐社区-T-3", "T-3")]
    {
        let told = micro_grids(&["编码|名称|上级", &format!("M|微|{path}")]);
        assert_eq!(told.row("M"), format!("micro_grid M 微 < {parent}"), "{path}");
    }
    let told = micro_grids(&["编码|名称|上级", "M|微|康乐社区/第二网格"]);
    assert!(told.error().contains("`康乐社区/第二网格` (`T-2`) does not lie in `康乐社区`"), "{}", told.error());
}

#[test]
fn what_is_no_path_stays_an_unknown_code() {
    for unknown in ["T-9", "天气/T-9", "惠民社区/天气", "T/1/2"] {
        let told = micro_grids(&["编码|名称|上级", &format!("M|微|{unknown}")]);
        assert_eq!(told.row("M"), format!("micro_grid M 微 < {unknown}"));
    }
}

#[test]
fn people_belong_to_the_lowest_or_to_each_of_several() {
    let of = |grid: &str| {
        let roster = ["姓名|岗位|所属社区|所属网格", &format!("张三|网格员|康乐社区|{grid}")];
        let told = read(grids().into_iter().chain([sheet("人员", &roster)]));
        let served = told.rows.iter().filter_map(|row| Some(row.split_once(" serves ")?.1.to_owned()));
        (served.collect::<Vec<_>>(), told.errors)
    };
    assert_eq!(of("第一网格").0, ["T-3"]);
    assert_eq!(of("").0, ["B"]);
    assert_eq!(of("康乐社区/第一网格").0, ["T-3"]);
    let (links, errors) = of("第二网格");
    assert!(links.is_empty() && errors[0].contains("does not lie in `康乐社区`"), "{errors:?}");
    let roster = ["姓名|岗位|负责网格", "张三|网格员|T-1、T-3", "李四|网格员|T-1/T-2"];
    let told = read(grids().into_iter().chain([sheet("人员", &roster)]));
    let links: Vec<_> = told.rows.iter().filter_map(|row| Some(row.split_once(" serves ")?.1)).collect();
    assert_eq!(links, ["T-1", "T-3", "T-1", "T-2"]);
}

#[test]
fn texts_are_compared_in_one_form_and_a_note_counts_where_that_mattered() {
    let told = micro_grids(&[
        "编码|名称|上级",
        "M-1|微1|第二 网格",
        "M-2|微2|\u{FEFF}第二网格",
        "M-3|微3|T-2\u{200B}",
        "M-4|微4|第二　网格",
    ]);
    for code in ["M-1", "M-2", "M-3", "M-4"] {
        assert!(told.row(code).ends_with("< T-2"));
    }
    assert_eq!(
        told.notes,
        [
            "微网格!C2 (上级): `第二 网格` was taken for `第二网格`: they differ only in spaces (2 cells: C2, C5)",
            "微网格!C3 (上级): `\\u{FEFF}第二网格` was taken for `第二网格`: they differ only in invisible characters (2 cells: \
             C3, C4)",
        ]
    );
}

#[test]
fn a_code_as_it_is_written_comes_before_those_that_look_like_it() {
    let lines = ["编码|名称|上级", "M-1|微1|T-2", "M-1\u{200B}|微1|T-2", "m-1|微1|T-2"];
    let shops = sheet("商户", &["编码|名称|上级", "X|甲|M-1", "Y|乙|M-1\u{200B}", "Z|丙|m-1"]);
    let told = read(grids().into_iter().chain([sheet("微网格", &lines), shops]));
    for (code, row) in [("X", "shop X 甲 < M-1"), ("Y", "shop Y 乙 < M-1\u{200B}"), ("Z", "shop Z 丙 < m-1")] {
        assert_eq!(told.row(code), row);
    }
    assert!(told.notes.is_empty(), "{:?}", told.notes);
}

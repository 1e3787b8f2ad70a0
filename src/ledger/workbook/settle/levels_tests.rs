use crate::ledger::Position;
use crate::ledger::workbook::settle::test_ledgers::{Told, communities, read, sheet};
use crate::ledger::workbook::{Headings, Workbook};

fn table(lines: &[&str]) -> Told {
    read([sheet("网格台账", lines)])
}

#[test]
fn each_distinct_path_is_a_node_with_its_path_as_code() {
    let told = table(&[
        "街道|社区|三级网格|微网格|网格长|户数",
        "须水街道|惠民社区|一号网格|微1|张三|#60",
        "须水街道|惠民社区|一号网格|微2|李四|#70",
        "须水街道|康乐社区|一号网格|微1|王五|#80",
    ]);
    let mut rows = told.rows_only();
    rows.retain(|row| !row.contains("人员"));
    rows.sort();
    assert_eq!(
        rows,
        [
            "micro_grid 须水街道/康乐社区/一号网格/微1 微1 < 须水街道/康乐社区/一号网格",
            "micro_grid 须水街道/惠民社区/一号网格/微1 微1 < 须水街道/惠民社区/一号网格",
            "micro_grid 须水街道/惠民社区/一号网格/微2 微2 < 须水街道/惠民社区/一号网格",
            "second_grid 须水街道/康乐社区 康乐社区 < 须水街道",
            "second_grid 须水街道/惠民社区 惠民社区 < 须水街道",
            "subdistrict 须水街道 须水街道",
            "third_grid 须水街道/康乐社区/一号网格 一号网格 < 须水街道/康乐社区",
            "third_grid 须水街道/惠民社区/一号网格 一号网格 < 须水街道/惠民社区",
        ]
    );
}

#[test]
fn levels_may_have_codes_in_every_spelling_of_headings() {
    for headings in [
        "admin1Pcode|admin1Name_zh|admin2Pcode|admin2Name_zh",
        "ADM3_PCODE|ADM3_ZH|ADM4_PCODE|ADM4_ZH",
        "街道编码|街道名称|社区编码|社区名称",
        "街道代码|街道|社区代码|社区",
        "level:街道:code|level:街道|level:社区:code|level:社区",
    ] {
        let told =
            table(&[headings, "410102012|须水街道|410102012001|惠民社区", "410102012|须水街道|410102012002|康乐社区"]);
        let mut rows = told.rows_only();
        rows.sort();
        assert_eq!(
            rows,
            [
                "second_grid 410102012001 惠民社区 < 410102012",
                "second_grid 410102012002 康乐社区 < 410102012",
                "subdistrict 410102012 须水街道",
            ],
            "{headings}"
        );
    }
}

#[test]
fn a_line_is_about_the_lowest_level_that_it_fills() {
    let told = table(&["街道|社区|三级网格|网格长", "须水街道|惠民社区||张三", "须水街道|惠民社区|一号网格|李四"]);
    let served: Vec<_> = told.rows.iter().filter_map(|row| Some(row.split_once(" serves ")?.1)).collect();
    assert_eq!(served, ["须水街道/惠民社区", "须水街道/惠民社区/一号网格"]);
}

#[test]
fn lines_of_one_lowest_node_are_checked() {
    let told = table(&["社区|三级网格|网格员|户数", "惠民社区|一号网格|张三|#60", "惠民社区|一号网格|李四|#60"]);
    assert_eq!(told.rows.iter().filter(|row| row.starts_with("third_grid")).count(), 1);
    assert_eq!(told.rows.iter().filter(|row| row.contains("serves")).count(), 2);
    let told = table(&["社区|三级网格|网格员|户数", "惠民社区|一号网格|张三|#60", "惠民社区|一号网格|李四|#70"]);
    assert!(told.error().contains("`70` stands here, but `60`"), "{}", told.error());
    assert!(told.error().contains("if they are two"), "{}", told.error());
}

#[test]
fn blank_cells_mean_the_value_above_where_that_is_certain() {
    let told = table(&[
        "街道|社区|三级网格|户数",
        "须水街道|惠民社区|一号网格|#60",
        "||二号网格|#70",
        "|康乐社区|三号网格|#80",
        "||四号网格|#90",
    ]);
    assert_eq!(
        told.row("须水街道/惠民社区/二号网格"),
        "third_grid 须水街道/惠民社区/二号网格 二号网格 < 须水街道/惠民社区"
    );
    assert_eq!(
        told.row("须水街道/康乐社区/四号网格"),
        "third_grid 须水街道/康乐社区/四号网格 四号网格 < 须水街道/康乐社区"
    );
    assert!(told.note().contains("(5 cells: A3, B3, A4, A5, B5)"), "{}", told.note());
}

#[test]
fn a_blank_cell_among_values_that_are_repeated_is_an_error() {
    let told = table(&["社区|三级网格|户数", "惠民社区|一号网格|#60", "惠民社区|二号网格|#70", "|三号网格|#80"]);
    assert!(
        told.error().starts_with("网格台账!A4 (社区): nothing stands here: it may mean `惠民社区`"),
        "{}",
        told.error()
    );
}

#[test]
fn a_level_may_be_left_out_where_kinds_allow_it() {
    let told = table(&[
        "社区|三级网格|微网格|楼栋",
        "惠民社区|一号网格|微1|1号楼",
        "惠民社区|一号网格|微1|2号楼",
        "惠民社区|二号网格||3号楼",
    ]);
    assert_eq!(told.row("惠民社区/二号网格/3号楼"), "building 惠民社区/二号网格/3号楼 3号楼 < 惠民社区/二号网格");
}

#[test]
fn merged_cells_hold_their_value_in_every_line() {
    use crate::ledger::Position;
    use crate::ledger::workbook::Merged;
    let mut merged =
        sheet("网格台账", &["社区|三级网格|户数", "惠民社区|一号网格|#60", "|二号网格|#70", "康乐社区|三号网格|#1"]);
    merged.merge(Merged { first: Position::new(2, 1), last: Position::new(3, 1) });
    let told = read([merged]);
    assert_eq!(told.row("惠民社区/二号网格"), "third_grid 惠民社区/二号网格 二号网格 < 惠民社区");
    assert!(told.notes.is_empty());
}

#[test]
fn rows_of_their_own_decide_which_nodes_there_are() {
    let told = read(
        communities()
            .into_iter()
            .chain([sheet("网格台账", &["街道|社区|网格|户数", "须水街道|惠民社区|一号网格|#60"])]),
    );
    assert_eq!(told.row("A/一号网格"), "third_grid A/一号网格 一号网格 < A");
    assert_eq!(told.rows.len(), 4);
    let told = read(
        communities().into_iter().chain([sheet("网格台账", &["街道|社区|三级网格", "须水街道|惠明社区|一号网格"])]),
    );
    assert!(told.error().contains("no second-level grid has the code or name `惠明社区`"), "{}", told.error());
}

#[test]
fn places_may_belong_to_what_only_a_table_of_levels_names() {
    let told = read([
        sheet("楼栋", &["编码|名称|所属社区|所属网格", "B-1|1号楼|康乐社区|一号网格"]),
        sheet("台账", &["社区|三级网格", "惠民社区|一号网格", "康乐社区|一号网格"]),
    ]);
    assert_eq!(told.row("B-1"), "building B-1 1号楼 < 康乐社区/一号网格");
}

#[test]
fn a_number_is_no_name_of_a_grid() {
    let told = table(&["街道|社区|微网格", "须水街道|惠民社区|#23"]);
    assert!(told.error().contains("`23` is a number and no name of a micro grid"), "{}", told.error());
    assert!(told.error().contains("申报:微网格"), "{}", told.error());
}

#[test]
fn a_line_without_any_level_is_an_error() {
    let told = table(&["社区|三级网格|户数", "惠民社区|一号网格|#1", "||#60"]);
    assert!(told.error().contains("neither a code nor a name stands in this line"), "{}", told.error());
    let told = table(&["社区|三级网格|户数", "惠民社区|一号网格|#1", "无|无|#60"]);
    assert!(told.error().contains("row 3") || told.error().contains("A3"), "{}", told.error());
}

#[test]
fn grids_without_codes_are_the_level_below_the_others() {
    for headings in ["街道名称|社区名称|网格名称", "街道|社区|网格", "街道|社区|网格名称"] {
        let told = table(&[headings, "须水街道|惠民社区|第一网格", "须水街道|康乐社区|第一网格"]);
        assert_eq!(
            told.row("须水街道/康乐社区/第一网格"),
            "third_grid 须水街道/康乐社区/第一网格 第一网格 < 须水街道/康乐社区"
        );
        assert_eq!(told.rows.len(), 5, "{headings}");
    }
}

#[test]
fn two_names_of_one_code_are_one_error() {
    let told = table(&["街道编码|街道|社区编码|社区", "S|须水街道|V-1|惠民社区", "S|须水街道|V-1|康乐社区"]);
    assert!(told.error().contains("`康乐社区` stands here, but `惠民社区`"), "{}", told.error());
}

#[test]
fn words_and_marks_are_read_as_in_other_columns() {
    let told = table(&["社区|三级网格|微网格", "惠民社区|一号网格|微1", "〃|同上|微2", "同上|二号网格|无"]);
    assert_eq!(told.row("惠民社区/一号网格/微2"), "micro_grid 惠民社区/一号网格/微2 微2 < 惠民社区/一号网格");
    assert_eq!(told.row("惠民社区/二号网格"), "third_grid 惠民社区/二号网格 二号网格 < 惠民社区");
    assert_eq!(told.rows.len(), 5, "{:?}", told.rows);
    assert!(!told.notes.is_empty());
    for wrong in ["同上", "#N/A", "#REF!"] {
        let told = table(&["社区|三级网格", &format!("惠民社区|{wrong}")]);
        assert!(told.error().starts_with("网格台账!B2 (三级网格): "), "{wrong}: {}", told.error());
    }
}

#[test]
fn a_total_among_the_rows_is_declared_and_not_added_up() {
    let told = table(&[
        "街道|社区|三级网格|户数|人口数",
        "须水街道|惠民社区||#820|#9",
        "须水街道|惠民社区|一号网格|#400|",
        "须水街道|惠民社区|二号网格|#420|",
        "须水街道|康乐社区||#300|",
    ]);
    assert_eq!(
        told.note(),
        "网格台账!D2 (户数): figures of lines below which other lines have the same figures were read as declared \
         figures, which are not added up (1 cell: D2)"
    );
    assert_eq!(
        told.row("须水街道/惠民社区/一号网格"),
        "third_grid 须水街道/惠民社区/一号网格 一号网格 < 须水街道/惠民社区"
    );
}

#[test]
fn a_total_among_the_rows_is_a_declared_figure() {
    let lines = [
        "街道|社区|三级网格|户数|申报:户数",
        "须水街道|惠民社区||#820|",
        "须水街道|惠民社区|一号网格|#400|",
        "须水街道|康乐社区||#300|",
    ];
    let read = |lines: &[&str]| {
        let workbook = Workbook::new("").with_sheet(sheet("网格台账", lines));
        workbook.read(&Headings::default()).into_ledger()
    };
    let ledger = read(&lines).unwrap();
    let row = |name: &str| ledger.nodes.iter().find(|row| row.name == name).unwrap();
    let (measured, declared) = (&row("惠民社区").measures, &row("惠民社区").declared);
    assert!(measured.is_empty());
    assert_eq!(declared.get("households").unwrap().to_string(), "820");
    assert_eq!(row("一号网格").measures.get("households").unwrap().to_string(), "400");
    assert_eq!(row("康乐社区").measures.get("households").unwrap().to_string(), "300", "nothing lies below it");
    let mut contradicted = lines;
    contradicted[1] = "须水街道|惠民社区||#820|#821";
    let errors = read(&contradicted).unwrap_err();
    assert!(errors.to_string().contains("820") && errors.to_string().contains("821"), "{errors}");
}

#[test]
fn what_a_formula_gives_for_an_empty_cell_is_no_level() {
    let mut codes = sheet("网格台账", &["社区编码|社区|三级网格编码|三级网格", "V|惠民社区|#0|一号网格"]);
    codes.set_formula(Position::new(2, 3));
    let told = read([codes]);
    assert!(told.error().starts_with("网格台账!C2"), "{}", told.error());
}

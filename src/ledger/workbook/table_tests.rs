use super::test_sheet::named;
use super::*;
use crate::ledger::workbook::{LineWord, Reading};
use crate::ledger::{Cells, LedgerProblem};

const COMMUNITIES: &str = "编码|名称|上级\nV-1|惠民社区|S\nV-2|康乐社区|S";

fn workbook(sheets: &[(&str, &str)]) -> Workbook {
    let above = [("街道", "编码|名称\nS|须水街道"), ("二级网格", COMMUNITIES)];
    let all = above.iter().chain(sheets);
    all.fold(Workbook::new("须水.xlsx"), |workbook, (name, written)| workbook.with_sheet(named(name, written)))
}

fn read(sheets: &[(&str, &str)]) -> Reading {
    workbook(sheets).read(&Headings::default())
}

fn grids(written: &str) -> Reading {
    read(&[("三级网格", written)])
}

fn notes(reading: &Reading) -> Vec<String> {
    reading.notes().map(ToString::to_string).collect()
}

fn errors(reading: &Reading) -> Vec<String> {
    reading.ledger().err().map_or_else(Vec::new, |errors| errors.iter().map(ToString::to_string).collect())
}

/// The codes of the rows, without those above.
fn codes(reading: &Reading) -> Vec<String> {
    let ledger = reading.ledger().unwrap_or_else(|errors| panic!("{errors}"));
    ledger.nodes.iter().skip(3).map(|row| row.code.clone()).collect()
}

/// What a node declares of households.
fn declared(reading: &Reading, code: &str) -> Option<String> {
    let ledger = reading.ledger().unwrap_or_else(|errors| panic!("{errors}"));
    let row = ledger.nodes.iter().find(|row| row.code == code).unwrap();
    row.declared.get("households").map(ToString::to_string)
}

#[test]
fn each_kind_of_line_that_is_no_row_gives_one_note_a_sheet() {
    let reading = grids(
        "编码|名称|上级|户数\n必填|必填|填社区全称|填整数\n示例：T-0|某网格|惠民社区|1\nT-1|一号网格|惠民社区|5\n\
         编码|名称|上级|户数\nT-2|二号网格|惠民社区|6\n小计|||11\nT-3|三号网格|康乐社区|7\n小计|||7\n合计|||18\n|||0\n\
         |||0\n填表人：钱七|||\n审核：孙八|||\n注：每月报|||\n以下空白|||",
    );
    assert_eq!(codes(&reading), ["T-1", "T-2", "T-3"]);
    let classes: Vec<(&'static str, Cells)> = reading
        .notes()
        .filter_map(|note| match note.remark() {
            Remark::LinesTold { class, cells } => Some((class.english(), cells.clone())),
            _ => None,
        })
        .collect();
    let told: Vec<String> = classes
        .iter()
        .map(|(class, cells)| format!("{class} {cells}").replace(" cells: ", ": ").replace(" cell: ", ": "))
        .collect();
    assert_eq!(
        told,
        [
            "explanation 1: A2",
            "sample 1: A3",
            "headings again 1: A5",
            "total 3: A7, A9, A10",
            "numbered in advance 2: D11, D12",
            "signature 4: A13, A14, A15, A16"
        ]
    );
    assert_eq!(notes(&reading).len(), classes.len(), "{:?}", notes(&reading));
}

#[test]
fn many_lines_are_counted_and_some_cells_named() {
    let numbered = (3..=28).map(|number| format!("\n{number}|||")).collect::<Vec<_>>().concat();
    let reading = grids(&format!("序号|编码|名称|上级\n1|T-1|一号网格|惠民社区\n2|T-2|二号网格|惠民社区{numbered}"));
    assert_eq!(codes(&reading), ["T-1", "T-2"]);
    assert!(notes(&reading)[1].ends_with("(26 cells: A4, A5, A6, A7, A8, ...)"), "{:?}", notes(&reading));
}

#[test]
fn totals_are_declared_by_what_they_name() {
    for (group, named) in [("小计", "小计"), ("惠民社区小计", "康乐社区小计"), ("惠民社区 合计：", "康乐社区共计")]
    {
        let reading = grids(&format!(
            "上级|编码|名称|户数\n惠民社区|T-1|一号网格|420\n^惠民社区|T-2|二号网格|400\n|{group}||820\n\
             康乐社区|T-3|三号网格|100\n|{named}||100\n合计|||920"
        ));
        assert_eq!(codes(&reading), ["T-1", "T-2", "T-3"], "{group}");
        let found = ["V-1", "V-2", "S"].map(|code| declared(&reading, code).unwrap_or_default());
        assert_eq!(found, ["820", "100", "920"], "{group}");
    }
    // A part of rows in several communities may be of the last or of all.
    let unsure = grids("上级|编码|名称|户数\n惠民社区|T-1|一号网格|1\n康乐社区|T-2|二号网格|1\n小计|||1");
    assert!(notes(&unsure).iter().any(|note| note.contains("row 4")), "{:?}", notes(&unsure));
    assert_eq!(declared(&unsure, "S"), None);
    let nobody = grids("上级|编码|名称|户数\n惠民社区|T-1|一号网格|420\n丰收社区小计|||820");
    assert!(notes(&nobody).iter().any(|note| note.contains("三级网格, row 3")), "{:?}", notes(&nobody));
    assert_eq!(codes(&nobody), ["T-1"]);
}

#[test]
fn a_line_that_cannot_be_told_is_an_error_and_holds_back_what_follows() {
    let reading = grids("编码|名称|上级|户数\nT-1|一号网格|惠民社区|5\n||康乐社区|7\n||惠民社区|8");
    let errors = errors(&reading);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(
        errors[0].starts_with("须水.xlsx, 三级网格!C3 (上级): `康乐社区`: neither a code nor a name"),
        "{errors:?}"
    );
    assert!(errors[0].contains("(2 cells: C3, C4)"), "{errors:?}");
    let LedgerProblem::Cell(CellProblem::UnclearLine { doubt, .. }) = reading.ledger().unwrap_err().first().problem()
    else {
        panic!("{errors:?}")
    };
    assert_eq!(*doubt, Doubt::NoIdentity);
    for (line, doubt) in [
        ("T-2|合计|惠民社区|5", Doubt::TotalBesideIdentity),
        ("康乐社区|||", Doubt::LoneText),
        ("其中：出租|||5", Doubt::Breakdown),
    ] {
        let reading = grids(&format!("编码|名称|上级|户数\nT-1|一号网格|惠民社区|5\n{line}"));
        let problem = reading.ledger().unwrap_err().first().problem().clone();
        assert!(
            matches!(problem, LedgerProblem::Cell(CellProblem::UnclearLine { doubt: found, .. }) if found == doubt),
            "{line}: {problem}"
        );
    }
}

#[test]
fn nothing_of_a_person_is_shown_of_a_line_that_cannot_be_told() {
    for line in ["|||13800000000|5", "|||张三 138-0000-0000|", "|||00000019000101000X|5"] {
        let reading = grids(&format!("编码|名称|上级|电话|户数\nT-1|一号网格|惠民社区|0|5\n{line}"));
        let told = [errors(&reading), notes(&reading)].concat().join("\n");
        assert!(!errors(&reading).is_empty(), "{line}");
        assert!(!told.contains("13800000000") && !told.contains("138-0000") && !told.contains("19000101"), "{told}");
    }
}

#[test]
fn a_sheet_of_other_headings_is_one_message() {
    let reading =
        read(&[("Sheet1", "id|name|mother_phone|father_phone|floor|building_name\n1|甲一|x|y|z|w\n2|甲二|x|y|z|w")]);
    let errors = errors(&reading);
    assert_eq!(errors.len(), 1, "{errors:?}");
    for part in [
        "Sheet1",
        "4 headings are not known",
        "`id` (A1)",
        "personal data",
        "`mother_phone`, `father_phone`",
        "`*=ignored`",
    ] {
        assert!(errors[0].contains(part), "{part}: {errors:?}");
    }
    assert!(!errors[0].contains("甲一"));
    // Not one heading is ours; and no line looks like headings, so that nothing is shown.
    let unknown = read(&[("Sheet1", "天气|温度|湿度\n晴|1|2")]);
    assert!(self::errors(&unknown)[0].contains("3 headings are not known"), "{:?}", self::errors(&unknown));
    let bare = read(&[("Sheet1", "甲一|00000019000101000X|13800000000\n甲二|00000019000101000X|13800000001")]);
    let told = self::errors(&bare);
    assert!(told.len() == 1 && told[0].contains("no line of headings") && !told[0].contains("甲一"), "{told:?}");
}

#[test]
fn unknown_headings_are_one_message_a_sheet_or_one_note() {
    let written = "编码|名称|上级|天气|网格长姓|户数\nT-1|一号网格|惠民社区|晴|张三|5";
    let reading = grids(written);
    let errors = errors(&reading);
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("须水.xlsx, 三级网格!D1: 2 headings are not known: `天气` (D1), `网格长姓` (E1"));
    assert!(errors[0].contains("perhaps `网格长`"), "{errors:?}");
    let rest = Headings::default().with(Headings::REST, Meaning::Ignored);
    let reading = workbook(&[("三级网格", written), ("天气", "天气|温度\n晴|1")]).read(&rest);
    assert_eq!(codes(&reading), ["T-1"]);
    let notes = notes(&reading);
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes[0].contains("`天气`, `网格长姓`") && notes[1].contains("the sheet `天气`"), "{notes:?}");
}

#[test]
fn several_tables_stand_on_one_sheet() {
    let reading = grids(
        "编码|名称|上级|户数\nT-1|一号网格|惠民社区|420\n\n微网格\n编码|名称|上级|网格员\nM-1|微1|T-1|张三\n\n\
         楼栋一览表>>3\n楼栋名称|编码|所属网格\n1号楼|B-1|M-1",
    );
    let ledger = reading.ledger().unwrap_or_else(|errors| panic!("{errors}"));
    let kinds: Vec<String> = ledger.nodes.iter().map(|row| format!("{} {}", row.kind, row.code)).collect();
    for expected in ["third_grid T-1", "micro_grid M-1", "building B-1"] {
        assert!(kinds.iter().any(|kind| kind == expected), "{kinds:?}");
    }
    let tables: Vec<(usize, String)> = reading
        .lines()
        .filter(|lines| lines.sheet() == "三级网格")
        .map(|lines| (lines.table(), lines.to_string()))
        .collect();
    assert_eq!(tables.iter().filter(|(table, _)| *table == 2).count(), 3, "{tables:?}");
    // The same headings below another title, and below the same title on the next page.
    let reading = grids("编码|名称|上级\nT-1|一号网格|惠民社区\n\n微网格>>3\n编码|名称|上级\nM-1|微1|T-1");
    assert_eq!(reading.ledger().unwrap().nodes[4].kind.to_string(), "micro_grid");
    let page = "须水街道网格台账>>3\n编码|名称|上级\nT-@|网格@|惠民社区\n";
    let reading = grids(&[page.replace('@', "1"), page.replace('@', "2")].concat());
    assert_eq!(codes(&reading), ["T-1", "T-2"]);
    // Without a title the headings may say the kind; what nothing says is an error.
    let of =
        |headings: &str| grids(&format!("编码|名称|上级|户数\nT-1|一号网格|惠民社区|420\n{headings}\n1号楼|B-1|T-1"));
    assert_eq!(of("楼栋名称|编码|所属网格").ledger().unwrap().nodes[4].kind.to_string(), "building");
    let errors = errors(&of("名称|编码|所属网格"));
    assert!(errors[0].contains("nothing says what"), "{errors:?}");
}

#[test]
fn headings_in_two_lines_are_one_heading_each() {
    let reading = grids(
        "须水街道网格台账>>6\n编码|名称|上级|网格长>>2||户数\n^编码|^名称|^上级|姓名|电话|^户数\nT-1|一号网格|惠民社区|张三|0371|5",
    );
    assert_eq!(reading.ledger().unwrap().nodes.len(), 5, "the grid and its head");
    let reading = grids("编码|名称|上级|户籍人口>>2|\n^编码|^名称|^上级|户数|人数\nT-1|一号网格|惠民社区|5|9");
    let errors = errors(&reading);
    assert!(errors[0].contains("`户籍人口·户数` (D1 and D2), `户籍人口·人数` (D1 and E2)"), "{errors:?}");
    assert_eq!(errors.len(), 1);
    let own = Headings::default()
        .with("户籍人口·户数", "measure:households".parse().unwrap())
        .with("户籍人口·人数", Meaning::Ignored);
    let sheet = "编码|名称|上级|户籍人口>>2|\n^编码|^名称|^上级|户数|人数\nT-1|一号网格|惠民社区|5|9";
    assert_eq!(codes(&workbook(&[("三级网格", sheet)]).read(&own)), ["T-1"]);
}

#[test]
fn a_column_of_running_numbers_without_a_heading_is_no_error() {
    for (first, second, is_index) in [("0", "1", true), ("1", "2", true), ("1", "3", false), ("7", "8", false)] {
        let reading = grids(&format!("|编码|名称|上级\n{first}|T-1|一号网格|惠民社区\n{second}|T-2|二号网格|惠民社区"));
        assert_eq!(reading.ledger().is_ok(), is_index, "{:?}", errors(&reading));
        assert_eq!(notes(&reading).len(), usize::from(is_index), "{:?}", notes(&reading));
    }
    let behind = grids("编码|名称|上级|\nT-1|一号网格|惠民社区|0\nT-2|二号网格|惠民社区|1");
    assert!(errors(&behind)[0].contains("without a heading"), "{:?}", errors(&behind));
}

#[test]
fn users_say_what_words_mean() {
    let written = "编码|名称|上级\nT-1|一号网格|惠民社区\n下略||\n|示范|惠民社区";
    let own = Headings::default().with_word(LineWord::End, "下略").without_word(LineWord::Sample, "示范");
    let reading = workbook(&[("三级网格", written)]).read(&own);
    let lines: Vec<String> = reading.lines().skip(4).map(|lines| lines.to_string()).collect();
    assert_eq!(lines[2], "三级网格!3: end mark (end mark in A)", "{lines:?}");
}

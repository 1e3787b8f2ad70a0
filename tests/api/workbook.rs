//! Workbooks as offices keep them: each irregularity, with the rows, errors and cells that it must give.

use gridgov::governance::Governance;
use gridgov::ledger::workbook::{Cell, Day, Headings, Meaning, Merged, Sheet, Workbook};
use gridgov::ledger::{Ledger, Position};

/// A sheet from lines of cells. `#` stands before a number, `@` before a date of month and day of 2025.
pub(crate) fn sheet(name: &str, lines: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, cells) in (1..).zip(lines) {
        for (column, cell) in (1..).zip(cells.iter()).filter(|(_, cell)| !cell.is_empty()) {
            sheet.set(Position::new(row, column), cell_of(cell));
        }
    }
    sheet
}

fn cell_of(written: &str) -> Cell {
    if let Some(number) = written.strip_prefix('#') {
        return Cell::Number(number.parse().expect("a number"));
    }
    if let Some((month, day)) = written.strip_prefix('@').and_then(|date| date.split_once('-')) {
        let (month, day) = (month.parse().expect("a month"), day.parse().expect("a day"));
        return Cell::from(Day::new(2025, month, day).expect("a day of the calendar"));
    }
    Cell::from(written)
}

fn merged(first: (u32, u32), last: (u32, u32)) -> Merged {
    Merged { first: Position::new(first.0, first.1), last: Position::new(last.0, last.1) }
}

pub(crate) fn workbook(sheets: impl IntoIterator<Item = Sheet>) -> Workbook {
    sheets.into_iter().fold(Workbook::new("须水.xlsx"), Workbook::with_sheet)
}

/// The nodes, each as a line: kind, code, name, parent and numbers.
pub(crate) fn nodes(ledger: &Ledger) -> Vec<String> {
    let lines = ledger.nodes.iter().map(|row| {
        let mut line = format!("{} {} {}", row.kind, row.code, row.name);
        line.extend(row.parent.iter().map(|parent| format!(" < {parent}")));
        line.extend(row.category.iter().map(|category| format!(" [{category}]")));
        line.extend(row.measures.iter().map(|(id, value)| format!(" {id}={value}")));
        line.extend(row.declared.iter().map(|(of, figure)| format!(" declared {of}={figure}")));
        line
    });
    lines.collect()
}

pub(crate) fn links(ledger: &Ledger) -> Vec<String> {
    let lines = ledger.links.iter().map(|row| {
        let role = row.role.as_ref().map_or_else(String::new, |role| format!(" as {role}"));
        format!("{} {} {}{role}", row.from, row.relation, row.to)
    });
    lines.collect()
}

#[test]
#[allow(clippy::too_many_lines, reason = "one workbook, and all that it gives")]
fn a_hand_kept_workbook_gives_its_rows() {
    let mut seconds = sheet(
        "二级网格",
        &[
            &["须水街道网格台账"],
            &[],
            &["序号", "网格编号", "网格名称", "上级", "所属党支部", "总户数"],
            &["#1", "#410102012001", " 第一网格　", "须水街道", "第一党支部", "８２０"],
            &["合  计", "共1个", "", "", "", "1,500余"],
        ],
    );
    seconds.merge(merged((1, 1), (1, 6)));
    let mut thirds = sheet(
        "三级网格台账",
        &[
            &["所属网格", "代码*", "名称", "网格长", "网格员", "户数（户）"],
            &["第一网格", "T－1", "一号网格", "张三", "李四、王五", "#420"],
            &["", "T-2", "二号网格", "赵六", "李四", "#400"],
            &["", "", "", "", "孙七"],
            &["小计", "", "", "", "", "#820"],
            &["所属网格", "代码*", "名称", "网格长", "网格员", "户数（户）"],
        ],
    );
    thirds.merge(merged((2, 1), (4, 1)));
    thirds.merge(merged((3, 2), (4, 2)));
    let all = [
        sheet("街道", &[&["编码", "名称"], &["410102012", "须水街道"]]),
        seconds,
        thirds,
        sheet("微网格", &[&["code", "name", "parent", "head"], &["M-1", "微1", "一号网格", "张三"]]),
        sheet("商户", &[&["编号", "名称", "所属微网格", "业态", "覆盖网格"], &["#3", "粮油店", "微1", "粮油", "T-2"]]),
        sheet(
            "党组织",
            &[
                &["编码", "名称", "上级党组织", "类别"],
                &["P-0", "须水街道党工委", "", "党委"],
                &["P-1", "第一党支部", "须水街道党工委", "党支部"],
            ],
        ),
        sheet(
            "人员",
            &[&["姓名", "所在网格", "职务", "所属党支部"], &["张三", "", "", "P-1"], &["周八", "M-1", "联络员", ""]],
        ),
        sheet("Sheet9", &[]),
    ];
    let reading = workbook(all).read(&Headings::default());
    let notes: Vec<String> = reading.notes().map(ToString::to_string).collect();
    let ledger = reading.ledger().unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(ledger.title, "须水街道网格台账");
    assert_eq!(
        nodes(ledger),
        [
            "subdistrict 410102012 须水街道 declared households=at least 1500 declared second_grid=1",
            "second_grid 410102012001 第一网格 < 410102012 households=820 declared households=820",
            "third_grid T-1 一号网格 < 410102012001 households=420",
            "third_grid T-2 二号网格 < 410102012001 households=400",
            "micro_grid M-1 微1 < T-1",
            "shop 3 粮油店 < M-1 [粮油]",
            "party_committee P-0 须水街道党工委",
            "branch P-1 第一党支部 < P-0",
            "person 人员:张三@410102012001 张三",
            "person 人员:周八@410102012001 周八",
            "person 人员:李四@410102012001 李四",
            "person 人员:王五@410102012001 王五",
            "person 人员:赵六@410102012001 赵六",
            "person 人员:孙七@410102012001 孙七",
        ]
    );
    assert_eq!(
        links(ledger),
        [
            "P-1 leads 410102012001",
            "人员:张三@410102012001 serves T-1 as grid_head",
            "人员:李四@410102012001 serves T-1 as grid_worker",
            "人员:王五@410102012001 serves T-1 as grid_worker",
            "人员:赵六@410102012001 serves T-2 as grid_head",
            "人员:李四@410102012001 serves T-2 as grid_worker",
            "人员:孙七@410102012001 serves T-2 as grid_worker",
            "人员:张三@410102012001 serves M-1 as grid_head",
            "T-2 covers 3",
            "人员:张三@410102012001 member_of P-1",
            "人员:周八@410102012001 serves M-1 as liaison",
        ]
    );
    assert_eq!(
        notes,
        [
            "须水.xlsx, 二级网格!A3: the column `序号` is no part of a ledger and was not read",
            "须水.xlsx, 二级网格!A5 (序号): lines of totals are no rows; what contains the rows above declares their \
             figures (1 cell: A5)",
            "须水.xlsx, 三级网格台账!E2 (网格员): `李四` stands in 2 cells and was taken for one person, \
             `人员:李四@410102012001`; if they are several, write their codes, or 李四1 and 李四2",
            "须水.xlsx, 三级网格台账!A5 (所属网格): lines of totals are no rows; what contains the rows above declares their \
             figures (1 cell: A5)",
            "须水.xlsx, 三级网格台账!A6 (所属网格): the headings stand here again; these lines were not read (1 cell: A6)",
            "须水.xlsx, 人员, row 2: `张三` stands in 3 cells and was taken for one person, `人员:张三@410102012001`; if \
             they are several, write their codes, or 张三1 and 张三2",
        ]
    );
    assert_eq!(
        Governance::build(ledger).map(|governance| governance.node_count()).map_err(|errors| errors.to_string()),
        Ok(14)
    );
}

/// A sheet, and the errors and notes that it must give.
type Case = (&'static str, &'static [&'static [&'static str]], &'static [&'static str]);

const WRONG: [Case; 16] = [
    (
        "微网格",
        &[&["编码", "名称", "上级"], &["01", "甲", ""], &["#2", "乙", ""]],
        &[
            "微网格!A3 (编码): `2` lost its leading zeros as a number; it must have been `02`; format the column as text",
        ],
    ),
    (
        "微网格",
        &[&["编码", "类别", "上级"], &["M", "", "007"], &["#7", "三级网格", ""]],
        &[
            "微网格!A3 (编码): `7` lost its leading zeros as a number; it must have been `007`; format the column as text",
        ],
    ),
    (
        "三级网格",
        &[&["编码", "类别", "上级"], &["4.10102E+11", "二级网格", ""], &["T", "", "410102012001"]],
        &[
            "三级网格!A2 (编码): `4.10102E+11` was a code before a spreadsheet made a number of it, whose last digits are \
           lost; it must have been `410102012001`; format the column as text and write the code again",
        ],
    ),
    (
        "三级网格",
        &[&["编码", "名称"], &["#41010201200100300", "甲"]],
        &[
            "三级网格!A2 (编码): `41010201200100300` was a code before a spreadsheet made a number of it, whose last digits \
           are lost; format the column as text and write the code again",
        ],
    ),
    (
        "楼栋",
        &[&["编码", "名称"], &["@3-1", "甲"], &["B", "@12-5"]],
        &[
            "楼栋!A2 (编码): a date, shown as `2025-03-01`, stands here; a spreadsheet may have made it of `3-1`, `03-01`,",
            "楼栋!B3 (名称): a date, shown as `2025-12-05`, stands here; a spreadsheet may have made it of `12-5`, `12-05`,",
        ],
    ),
    (
        "楼栋",
        &[&["编码", "名称"], &["#1.5", "甲"]],
        &[
            "楼栋!A2 (编码): `1.5` stands as a number, which cannot end in zeros behind its point; format the cell as text",
        ],
    ),
    (
        "小区",
        &[&["编码", "名称"], &["C", "惠民"], &["C", "惠民二期"]],
        &[
            "小区!B3 (名称): `惠民二期` stands here, but `惠民` at 须水.xlsx, 小区, row 2, which has the same code `C`; if \
           both are one, write the same in both, and if they are two, give each a code of its own",
        ],
    ),
    (
        "三级网格",
        &[
            &["编码", "类别", "名称", "上级"],
            &["A", "二级网格", "甲", ""],
            &["B", "二级网格", "甲", ""],
            &["T", "", "丁", "甲"],
        ],
        &["三级网格!D4 (上级): `甲` is the name of several: A, B; write the code of the one that is meant"],
    ),
    (
        "三级网格",
        &[&["编码", "上级"], &["T", "乙网格"]],
        &["三级网格!B2 (上级), node `T`: no node has the code `乙网格`"],
    ),
    (
        "三级网格",
        &[&["编码", "户数"], &["T", "数百"]],
        &[
            "三级网格!B2 (户数): `数百` is not taken as a number: it does not say how many; write an exact number, such as 420",
        ],
    ),
    (
        "三级网格",
        &[&["编码", "网格名秤", "天气"], &["T", "甲", ""]],
        &["三级网格!B1: 2 headings are not known: `网格名秤` (B1), `天气` (C1); write a known heading"],
    ),
    (
        "三级网格",
        &[&["编码", ""], &["T", ""], &["U", "甲"]],
        &["三级网格!B3: `甲` stands in a column without a heading; write one above it, or empty the column"],
    ),
    ("网格", &[&["编码", "名称"], &["T", "甲"]], &["网格: nothing says what the 1 rows of this sheet are"]),
    (
        "三级网格",
        &[&["天气", "晴"]],
        &["三级网格!A1: 2 headings are not known: `天气` (A1), `晴` (B1); write a known heading"],
    ),
    (
        "人员",
        &[&["姓名", "职务"], &["张三", "网格长"]],
        &["人员!B2 (职务): `网格长` is a post, but nothing says where"],
    ),
    (
        "三级网格",
        &[
            &["编码", "类别", "上级", "户数"],
            &["V", "二级网格", "", ""],
            &["T", "", "V", "#4"],
            &["小计", "", "", "#4"],
            &["U", "", "V", "#5"],
            &["合计", "", "", "#5"],
        ],
        &["三级网格!D6 (户数): `5` is declared for `V` here, but `4` elsewhere; if both are of the same"],
    ),
];

#[test]
fn every_mistake_is_told_with_its_cell_and_what_would_be_right() {
    for (name, lines, expected) in WRONG {
        let reading = workbook([sheet(name, lines)]).read(&Headings::default());
        let errors = match reading.into_ledger() {
            Ok(ledger) => Governance::build(&ledger).map(drop).expect_err(&format!("{lines:?} is wrong")),
            Err(errors) => errors.into(),
        };
        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), expected.len(), "{told:#?}");
        for (told, expected) in told.iter().zip(expected) {
            let expected = format!("须水.xlsx, {expected}");
            assert!(told.starts_with(&expected), "{told}\nis not\n{expected}");
        }
    }
}

#[test]
fn all_mistakes_of_all_sheets_are_told_in_one_go() {
    let sheets = WRONG.iter().enumerate().map(|(at, (name, lines, _))| {
        sheet(&format!("{name}{}", ["", "表", "台账", "清单", "名单", "明细", "信息"][at % 7]), lines)
    });
    let reading = workbook(sheets).read(&Headings::default());
    let errors = reading.into_ledger().expect_err("much is wrong");
    assert!(errors.iter().len() >= 12, "{errors}");
}

#[test]
fn users_say_what_else_headings_mean() {
    let cases = sheet("三级网格", &[&["片区号", "案件", "天气"], &["T", "#7", "晴"]]);
    let meaning = |text: &str| text.parse::<Meaning>().expect("a meaning");
    let headings = Headings::default()
        .with("片区号", meaning("code"))
        .with("案件", meaning("measure:cases"))
        .with("天气", meaning("ignored"));
    let reading = workbook([cases]).read(&headings);
    assert_eq!(reading.notes().len(), 1);
    assert_eq!(nodes(&reading.into_ledger().expect("all is known")), ["third_grid T  cases=7"]);
}

/// Reads the reconstructed ledgers from where they were saved, and checks that they give the same graph.
fn saved_and_opened(name: &str) -> Ledger {
    let draft = crate::reconstruction::zhongyuan_district();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    draft.ledger().save(&path).unwrap_or_else(|error| panic!("{error}"));
    let read = Ledger::open(&path).unwrap_or_else(|errors| panic!("{errors}"));
    let [one, other] = [&read, draft.ledger()].map(|ledger| Governance::build(ledger).expect("it is valid"));
    assert!(one.node_count() > 1_000, "all of it");
    let (mut one, mut other) = (one.to_ledger(), other.to_ledger());
    // Tables have no cell for the title.
    one.title.clear();
    other.title.clear();
    assert_eq!(one, other);
    read
}

#[test]
fn the_reconstructed_ledgers_survive_a_workbook_file() {
    let read = saved_and_opened("中原区.xlsx");
    assert_eq!(&read, crate::reconstruction::zhongyuan_district().ledger(), "the title too");
    let wrong = read.nodes[1].origin.field(Some("code")).to_string();
    assert!(wrong.ends_with("中原区.xlsx, 节点!A4 (编码)"), "{wrong}");
}

#[test]
fn the_reconstructed_ledgers_survive_a_pair_of_tables() {
    let mut read = saved_and_opened("中原区");
    let wrong = read.nodes[1].origin.field(Some("code")).to_string();
    assert!(wrong.ends_with("nodes.csv:3, column `code`"), "{wrong}");
    let expected = crate::reconstruction::zhongyuan_district().ledger().clone();
    read.title.clone_from(&expected.title);
    assert_eq!(read, expected);
}

use super::Count;
use crate::ledger::workbook::{Headings, Meaning, Merged, Sheet, Workbook};
use crate::ledger::{Ledger, Position};

fn sheet(name: &str, lines: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, line) in (1..).zip(lines) {
        for (column, cell) in (1..).zip(*line).filter(|(_, cell)| !cell.is_empty()) {
            sheet.set(Position::new(row, column), *cell);
        }
    }
    sheet
}

/// What nothing that comes out may hold.
const SECRETS: [&str; 9] =
    ["甲一", "乙二", "丙三", "41010219900101", "13800000000", "1990-01-01", "惠民路1号楼2单元", "群众", "保密局"];

fn register() -> Vec<Vec<&'static str>> {
    vec![
        vec![
            "序号",
            "姓名",
            "身份证号",
            "出生日期",
            "联系电话",
            "人员类别",
            "政治面貌",
            "现住楼栋",
            "所属网格",
            "单位",
        ],
        vec![
            "1",
            "甲一",
            "41010219900101001X",
            "1990-01-01",
            "13800000000",
            "常住人口",
            "群众",
            "一号楼",
            "第一网格",
            "保密局",
        ],
        vec![
            "2",
            "乙二",
            "41010219900101002X",
            "1990-01-01",
            "13800000000",
            "流动人口",
            "群众",
            "一号楼",
            "第一网格",
            "保密局",
        ],
        vec![
            "3",
            "甲一",
            "41010219900101001X",
            "1990-01-01",
            "13800000000",
            "常住人口",
            "群众",
            "二号楼",
            "第二网格",
            "保密局",
        ],
        vec![
            "4",
            "丙三",
            "41010219900101003X",
            "1990-01-01",
            "13800000000",
            "常住人口",
            "群众",
            "",
            "第二网格",
            "保密局",
        ],
    ]
}

/// A ledger of two grids with a building each, and a register beside it.
fn workbook_with(name: &str, register: &[Vec<&str>]) -> Workbook {
    let lines: Vec<&[&str]> = register.iter().map(Vec::as_slice).collect();
    Workbook::new("台账.xlsx")
        .with_sheet(sheet("三级网格", &[&["网格编号", "网格名称"], &["T-1", "第一网格"], &["T-2", "第二网格"]]))
        .with_sheet(sheet(
            "楼栋",
            &[&["编号", "名称", "所属网格"], &["B-1", "一号楼", "T-1"], &["B-2", "二号楼", "T-2"]],
        ))
        .with_sheet(sheet(name, &lines))
}

/// The ledger or the errors, and the notes, none of which tells anything of anybody.
fn read(workbook: &Workbook, headings: &Headings) -> (Result<Ledger, Vec<String>>, Vec<String>) {
    let reading = workbook.read(headings);
    let notes: Vec<String> = reading.notes().map(ToString::to_string).collect();
    let result = reading.into_ledger().map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>());
    let told = format!("{result:?} {notes:?}");
    for secret in SECRETS {
        assert!(!told.contains(secret), "{secret} stands in {told}");
    }
    (result, notes)
}

fn measures(ledger: &Ledger) -> Vec<String> {
    let of = |row: &crate::ledger::NodeRow| {
        row.measures.iter().map(|(id, value)| format!("{} {id} {value}", row.code)).collect::<Vec<_>>()
    };
    ledger.nodes.iter().flat_map(of).collect()
}

#[test]
fn a_register_is_told_and_never_becomes_nodes() {
    for name in ["人口台账", "Sheet1", "人员信息表", "2025年"] {
        let (ledger, notes) = read(&workbook_with(name, &register()), &Headings::default());
        let ledger = ledger.unwrap();
        assert_eq!((ledger.nodes.len(), measures(&ledger).len()), (4, 0), "{name}");
        let expected = format!(
            "台账.xlsx, {name}: `{name}` is a register of people (姓名, 身份证号, 出生日期, 联系电话, 人员类别) and was not \
             read; to count its rows at the places below `现住楼栋`, `所属网格`, ask for {name}=population:by=人员类别 \
             (`--count`, `Headings::with_count`)"
        );
        assert_eq!(notes, [expected]);
    }
}

#[test]
fn its_rows_add_up_where_they_belong() {
    let headings = Headings::default().with_count(Count::new("人口台账", "population").with_classes("人员类别"));
    let (ledger, notes) = read(&workbook_with("人口台账", &register()), &headings);
    let ledger = ledger.unwrap();
    assert_eq!(
        measures(&ledger),
        [
            "T-2 population 1",
            "T-2 population/常住人口 1",
            "B-1 population 2",
            "B-1 population/常住人口 1",
            "B-1 population/流动人口 1",
            "B-2 population 1",
            "B-2 population/常住人口 1",
        ]
    );
    assert_eq!(ledger.nodes.len(), 4);
    assert_eq!(ledger.measures.len(), 3);
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(notes[0].contains("4 rows of this register were counted as `population`"), "{notes:?}");
}

#[test]
fn rows_of_nobody_and_of_no_place_are_told_with_their_cells() {
    let headings = Headings::default().with_count(Count::new("居民", "population"));
    let mut lines = register();
    lines[1][7] = "惠民路1号楼2单元";
    lines[1][8] = "";
    lines[2][8] = "第二网格";
    lines[3][7] = "";
    lines[3][8] = "";
    lines.push(vec!["合计", "", "", "", "", "4"]);
    lines.push(vec!["5"]);
    lines.push(vec!["", "", "", "", "", "填表人：保密局"]);
    let (errors, notes) = read(&workbook_with("居民", &lines), &headings);
    let errors = errors.unwrap_err();
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[0].starts_with("台账.xlsx, 居民!H2: no building, grid or area of the ledger has this code or name"));
    assert!(errors[1].starts_with("台账.xlsx, 居民!H3: the places that this row names do not lie in each other"));
    assert!(errors[2].starts_with("台账.xlsx, 居民!H4: no building or grid is named"));
    assert!(notes.iter().any(|note| note.contains("were not counted (2 cells: A6, F8)")), "{notes:?}");
}

#[test]
fn a_name_of_several_is_settled_by_the_grid_beside_it() {
    let headings = Headings::default().with_count(Count::new("居民", "population"));
    let mut workbook = workbook_with("居民", &register());
    workbook.sheets[1].set(Position::new(3, 2), "一号楼");
    let (errors, _) = read(&workbook, &headings);
    // The third person lives in 二号楼, which is no more; the grid beside it says where.
    assert_eq!(measures(&errors.unwrap()), ["T-2 population 2", "B-1 population 2"]);
    workbook.sheets[2].set(Position::new(2, 9), " ");
    let (errors, _) = read(&workbook, &headings);
    let errors = errors.unwrap_err();
    assert!(errors[0].contains("居民!H2: several buildings or grids have this name"), "{errors:?}");
}

#[test]
fn a_place_merged_over_a_household_holds_for_all_of_it() {
    let headings = Headings::default().with_count(Count::new("居民", "population"));
    let mut lines = register();
    lines[2][7] = "";
    let mut workbook = workbook_with("居民", &lines);
    workbook.sheets[2].merge(Merged { first: Position::new(2, 8), last: Position::new(3, 8) });
    let (ledger, _) = read(&workbook, &headings);
    assert_eq!(measures(&ledger.unwrap()), ["T-2 population 1", "B-1 population 2", "B-2 population 1"]);
}

#[test]
fn nobody_is_told_apart_by_a_class() {
    for by in ["身份证号", "姓名", "联系电话", "现住楼栋", "天气"] {
        let headings = Headings::default().with_count(Count::new("居民", "population").with_classes(by));
        let (errors, _) = read(&workbook_with("居民", &register()), &headings);
        let expected = format!(
            "`{by}` is no column by which people can be classed; there are: 出生日期, 人员类别, 政治面貌, 单位"
        );
        assert!(errors.unwrap_err()[0].ends_with(&expected), "{by}");
    }
    // What looks like a class and is none.
    let headings = Headings::default().with_count(Count::new("居民", "population").with_classes("人员类别"));
    let mut numbers = register();
    numbers[1][5] = "41010219900101001X";
    let (errors, _) = read(&workbook_with("居民", &numbers), &headings);
    assert!(errors.unwrap_err()[0].contains("`人员类别` tells single people apart"));
}

#[test]
fn a_figure_that_is_written_and_counted_is_an_error() {
    let headings = Headings::default().with_count(Count::new("居民", "population"));
    let mut workbook = workbook_with("居民", &register());
    workbook.sheets[1].set(Position::new(1, 4), "人口");
    workbook.sheets[1].set(Position::new(2, 4), "7");
    let (errors, _) = read(&workbook, &headings);
    assert!(errors.unwrap_err()[0].contains("`population` of `B-1` is 7 in its row and 2 in this register"));
}

#[test]
fn a_register_alone_or_missing_is_an_error() {
    let lines = register();
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    let alone = Workbook::new("a.xlsx").with_sheet(sheet("Sheet1", &lines));
    let (errors, notes) = read(&alone, &Headings::default());
    assert_eq!((errors.unwrap_err().len(), notes.len()), (1, 0));
    let headings = Headings::default().with_count(Count::new("租户", "tenants"));
    let (errors, _) = read(&workbook_with("人口台账", &register()), &headings);
    assert_eq!(
        errors.unwrap_err(),
        ["台账.xlsx: there is no sheet `租户` whose rows could be counted; there are: 三级网格, 楼栋, 人口台账"]
    );
}

fn is_register(name: &str, headings: &[&str]) -> bool {
    let written: Vec<(u32, String)> = (1..).zip(headings.iter().map(|heading| (*heading).to_owned())).collect();
    super::evidence::is_register(name, &written, &Headings::default())
}

#[test]
fn registers_are_told_by_all_their_headings() {
    for (name, headings) in [
        ("流动人口台账", &["序号", "姓名", "性别", "证件号码", "现住址", "联系电话"][..]),
        ("出租房屋", &["房东姓名", "承租人姓名", "承租人身份证号", "联系电话", "门牌号"]),
        ("户主名册", &["户主", "家庭成员", "电话", "所属网格"]),
        (
            "Sheet1",
            &[
                "id",
                "name",
                "id_card",
                "passport",
                "gender",
                "birth_date",
                "phones",
                "relationship",
                "person_type",
                "grid_name",
            ],
        ),
        ("老年人", &["姓名", "年龄", "家庭住址", "健康状况", "监护人"]),
        ("表1", &["姓 名", "身份 证号", "与户主关系", "户籍地址"]),
    ] {
        assert!(is_register(name, headings), "{name}");
    }
    for (name, headings) in [
        ("网格员名册", &["姓名", "性别", "年龄", "身份证号", "联系电话", "政治面貌", "职务", "所属网格"][..]),
        ("人员", &["姓名", "编号", "所属网格", "联系电话"]),
        ("党员名册", &["姓名", "性别", "民族", "出生年月", "所属党支部"]),
        ("三级网格", &["网格编号", "网格名称", "网格长", "联系电话", "身份证号", "性别", "年龄"]),
        ("楼栋", &["编号", "名称", "楼栋长", "联系电话", "户数", "人口"]),
        ("商户", &["商户名称", "业主", "身份证号", "联系电话", "所属网格", "家庭住址"]),
        ("人口", &["网格编号", "网格名称", "户数", "常住人口"]),
        ("身份证号", &["身份证号"]),
        ("Sheet1", &["编号", "名称", "联系电话"]),
    ] {
        assert!(!is_register(name, headings), "{name}");
    }
}

#[test]
fn who_says_what_columns_mean_is_right() {
    use crate::ledger::workbook::Field;
    let written: Vec<(u32, String)> =
        (1..).zip(["姓名", "身份证号", "性别", "联系电话", "人员类别", "号"].map(str::to_owned)).collect();
    assert!(super::evidence::is_register("名单", &written, &Headings::default()));
    let headings = Headings::default().with("号", Meaning::Field(Field::Code));
    assert!(!super::evidence::is_register("名单", &written, &headings));
}

/// Whatever stands in the cells of people, none of it comes out, wherever it stands.
#[test]
fn no_cell_of_a_personal_column_is_ever_echoed() {
    let count = || Headings::default().with_count(Count::new("人口台账", "population").with_classes("人员类别"));
    for headings in [Headings::default(), count()] {
        for row in 1..5 {
            for column in [1, 2, 3, 4, 6, 7, 9] {
                for secret in SECRETS {
                    let mut lines = register();
                    lines[row][column] = secret;
                    let mut workbook = workbook_with("人口台账", &lines);
                    // Beside the columns with headings, too.
                    workbook.sheets[2].set(Position::new(row as u32 + 1, 14), secret);
                    let _read = read(&workbook, &headings);
                }
            }
        }
    }
}

#[test]
fn what_is_to_be_counted_is_read_from_a_text() {
    assert_eq!("租户 = tenants".parse(), Ok(Count::new("租户", "tenants")));
    assert_eq!("a=b:by=c:d".parse(), Ok(Count::new("a", "b").with_classes("c:d")));
    for no in ["", "a", "=b", "a=", "a=:by=c", "a=b:by="] {
        assert!(no.parse::<Count>().is_err(), "{no}");
    }
}

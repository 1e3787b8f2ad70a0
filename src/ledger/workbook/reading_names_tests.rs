//! Cells that name people, Party organisations and parents, read in whole workbooks.

use crate::ledger::workbook::{Headings, NameWords, Namesakes, Sheet, WordMeaning, Workbook};
use crate::ledger::{Position, Reader};

/// A workbook of sheets of texts; `#` before a number makes it one.
fn workbook(sheets: &[(&str, &[&[&str]])]) -> Workbook {
    let mut workbook = Workbook::new("须水.xlsx");
    for (name, lines) in sheets {
        let mut sheet = Sheet::new(*name);
        for (row, line) in (1..).zip(*lines) {
            for (column, text) in (1..).zip(*line).filter(|(_, text)| !text.is_empty()) {
                match text.strip_prefix("##") {
                    Some(number) => sheet.set(Position::new(row, column), number.parse::<f64>().expect("a number")),
                    None => sheet.set(Position::new(row, column), *text),
                }
            }
        }
        workbook = workbook.with_sheet(sheet);
    }
    workbook
}

/// A sub-district with two communities.
const TOWN: [(&str, &[&[&str]]); 2] = [
    ("街道", &[&["编码", "名称"], &["S", "须水街道"]]),
    ("二级网格", &[&["编码", "名称", "上级"], &["V", "惠民社区", "须水街道"], &["W", "康乐社区", "须水街道"]]),
];

fn town(sheets: &[(&'static str, &'static [&'static [&'static str]])]) -> Workbook {
    workbook(&[&TOWN[..], sheets].concat())
}

/// The people and posts, then the notes; or the errors.
fn read_by(reader: &Reader, workbook: &Workbook) -> Result<(Vec<String>, Vec<String>), Vec<String>> {
    let reading = reader.workbook(workbook);
    let notes = reading.notes().map(ToString::to_string).collect();
    let ledger = reading.into_ledger().map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let kind = |written: &str| ["person", "branch", "party_committee", "general_branch"].contains(&written);
    let people = ledger.nodes.iter().filter(|row| kind(&row.kind.to_string()));
    let mut all: Vec<String> = people.map(|row| format!("{} {}", row.code, row.name)).collect();
    all.extend(ledger.links.iter().map(|link| {
        let role = link.role.as_ref().map(|role| format!(" {role}")).unwrap_or_default();
        format!("{} > {}{role}", link.from, link.to)
    }));
    Ok((all, notes))
}

fn read(workbook: &Workbook) -> Result<(Vec<String>, Vec<String>), Vec<String>> {
    read_by(&Reader::new(), workbook)
}

#[test]
fn words_for_nobody_are_nobody_and_counted() {
    let workbook = town(&[(
        "三级网格",
        &[
            &["编码", "名称", "上级", "网格长", "网格员", "所属党支部"],
            &["T-1", "一号", "惠民社区", "张三", "李四", "惠民党支部"],
            &["T-2", "二号", "惠民社区", "无", "—", "无"],
            &["T-3", "三号", "惠民社区", "暂无", "同上", "未成立"],
            &["T-4", "四号", "惠民社区", "待定", "〃", "—"],
            &["T-5", "五号", "惠民社区", "无", "/", "(空)"],
            &["T-6", "六号", "惠民社区", "目前无网格长", "nan", "〃"],
        ],
    )]);
    let (rows, notes) = read(&workbook).expect("no errors");
    assert_eq!(
        rows,
        [
            "人员:张三@V 张三",
            "人员:李四@V 李四",
            "党组织:惠民党支部 惠民党支部",
            "人员:张三@V > T-1 grid_head",
            "人员:李四@V > T-1 grid_worker",
            "党组织:惠民党支部 > T-1"
        ]
    );
    assert!(
        notes.contains(&"须水.xlsx, 三级网格!D3 (网格长): `无` was read as nobody (2 cells: D3, D6)".to_owned()),
        "{notes:#?}"
    );
    // 同上 below — repeats that nobody is there.
    assert!(
        notes.contains(&"须水.xlsx, 三级网格!E4 (网格员): `同上` was read as the cell above (1 cell: E4)".to_owned()),
        "{notes:#?}"
    );
    assert!(notes.iter().any(|note| note.contains("`—` was read as nobody (3 cells: E3, E4, E5)")), "{notes:#?}");
    assert!(notes.iter().any(|note| note.contains("`〃` was read as the cell above (1 cell: F7)")), "{notes:#?}");
}

#[test]
fn more_cells_than_are_listed_are_counted() {
    let mut lines = vec![vec!["编码", "上级", "网格长"]];
    let codes: Vec<String> = (1..=9).map(|number| format!("T-{number}")).collect();
    lines.extend(codes.iter().map(|code| vec![code.as_str(), "V", "空缺"]));
    let lines: Vec<&[&str]> = lines.iter().map(Vec::as_slice).collect();
    let workbook = workbook(&[TOWN[0], TOWN[1], ("三级网格", &lines)]);
    let (_, notes) = read(&workbook).expect("no errors");
    assert_eq!(
        notes,
        ["须水.xlsx, 三级网格!C2 (网格长): `空缺` was read as nobody (9 cells: C2, C3, C4, C5, C6, ...)"]
    );
}

#[test]
fn ditto_marks_repeat_people_parents_and_parties() {
    let workbook = town(&[(
        "三级网格",
        &[
            &["编码", "名称", "上级", "网格长", "所属党支部"],
            &["T-1", "一号", "惠民社区", "张三", "惠民党支部"],
            &["T-2", "二号", "同上", "〃", "″"],
            &["T-3", "三号", "〃", "同上", "同前"],
        ],
    )]);
    let ledger = workbook.read(&Headings::default()).into_ledger().expect("no errors");
    let parents: Vec<_> = ledger.nodes.iter().filter_map(|row| row.parent.as_deref()).collect();
    assert_eq!(parents, ["S", "S", "V", "V", "V"]);
    let (rows, _) = read(&workbook).expect("no errors");
    assert_eq!(rows.iter().filter(|row| row.ends_with("grid_head")).count(), 3);
    assert_eq!(rows.iter().filter(|row| row.starts_with("党组织:惠民党支部 >")).count(), 3);
}

#[test]
fn ditto_below_nothing_is_one_error() {
    let workbook = town(&[(
        "三级网格",
        &[
            &["编码", "上级", "网格长"],
            &["T-1", "V", "同上"],
            &["T-2", "V", "〃"],
            &["T-3", "", ""],
            &["T-4", "同上", ""],
        ],
    )]);
    let errors = read(&workbook).expect_err("nothing above");
    assert_eq!(
        errors,
        [
            "须水.xlsx, 三级网格!C2 (网格长): `同上` says \"as above\", but no line of this table above has anything in this \
             column; write what is meant",
            "须水.xlsx, 三级网格!B5 (上级): `同上` says \"as above\", but no line of this table above has anything in this \
             column; write what is meant",
        ]
    );
}

#[test]
fn nothing_contains_an_area_but_something_a_grid() {
    let workbook = workbook(&[
        ("街道", &[&["编码", "名称", "上级"], &["S", "须水街道", "无"], &["R", "中原街道", "—"]]),
        ("二级网格", &[&["编码", "名称", "上级"], &["V", "惠民社区", "S"], &["W", "康乐社区", "暂无"]]),
        ("党支部", &[&["编码", "名称", "上级党组织"], &["P", "惠民党支部", "无"]]),
    ]);
    let errors = read(&workbook).expect_err("a grid lies in something");
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert!(errors[0].starts_with("须水.xlsx, 二级网格!C3 (上级): `暂无` says that nothing contains this second_grid"));
    let notes: Vec<String> = workbook.read(&Headings::default()).notes().map(ToString::to_string).collect();
    assert_eq!(notes[0], "须水.xlsx, 街道!C2 (上级): `无` was read as no parent (1 cell: C2)");
    assert_eq!(notes.len(), 3, "{notes:?}");
}

#[test]
fn what_is_no_name_is_an_error_at_its_cell_and_never_a_person() {
    for cell in [
        "#N/A",
        "#REF!",
        "Err:502",
        "##0",
        "##3",
        "2025-3-1",
        "3月1日",
        "惠民社区",
        "网格长",
        "王主任",
        "见附件",
        "√",
        "TRUE",
        "张三、无",
        "#N/A, #N/A",
        "13800000000",
        "张某",
        "张三等3人",
        "x@y.cn",
        "？",
        "李四？",
        "张三（已离职）",
    ] {
        let lines: [&[&str]; 2] = [&["编码", "上级", "网格长"], &["T-1", "V", cell]];
        let errors = read(&workbook(&[TOWN[0], TOWN[1], ("三级网格", &lines)])).expect_err(cell);
        assert_eq!(errors.len(), 1, "{cell}: {errors:?}");
        assert!(errors[0].starts_with("须水.xlsx, 三级网格!C2 (网格长): "), "{errors:?}");
        assert!(!errors[0].contains("1380"), "{errors:?}");
    }
}

#[test]
fn what_stands_beside_a_name_is_told_apart_and_numbers_are_never_told() {
    let workbook = town(&[(
        "三级网格",
        &[
            &["编码", "上级", "网格长", "网格员"],
            &["T-1", "V", "张　三", "李 四"],
            &["T-2", "V", "张三(书记)", "李四（兼）"],
            &["T-3", "V", "张\n三", "李四13800000000"],
            &["T-4", "V", "王小五\n（13800000001）", "李四 王五"],
        ],
    )]);
    let (rows, notes) = read(&workbook).expect("no errors");
    let people: Vec<&String> = rows.iter().filter(|row| !row.contains('>')).collect();
    assert_eq!(people, ["人员:张三@V 张三", "人员:李四@V 李四", "人员:王小五@V 王小五", "人员:王五@V 王五"]);
    let all = format!("{rows:?}{notes:?}");
    assert!(!all.contains("1380"), "{all}");
    for part in [
        "white space within a name was dropped: `张三` (2 cells: C2, C4)",
        "`书记` beside a name was taken for a remark",
        "`兼` beside a name was taken for a remark",
        "a telephone number beside a name was dropped, because it is personal data (1 cell: D4)",
        "`李四、王五` were taken for several names",
        "`张三` stands in 3 cells and was taken for one person, `人员:张三@V`",
    ] {
        assert!(notes.iter().any(|note| note.contains(part)), "{part}: {notes:#?}");
    }
}

#[test]
fn a_name_in_another_form_is_that_name_and_told() {
    let workbook = town(&[(
        "三级网格",
        &[
            &["编码", "上级", "网格长"],
            &["T-1", "V", "\u{2F45}六"],
            &["T-2", "V", "方六"],
            &["T-3", "V", "方\u{200B}六"],
        ],
    )]);
    let (rows, notes) = read(&workbook).expect("no errors");
    assert_eq!(rows.iter().filter(|row| !row.contains('>')).collect::<Vec<_>>(), ["人员:方六@V 方六"]);
    assert!(
        notes.iter().any(|note| note.contains("they differ only in radicals that look like characters")),
        "{notes:?}"
    );
    assert!(notes.iter().any(|note| note.contains("they differ only in invisible characters")), "{notes:?}");
}

#[test]
fn a_title_of_another_post_is_an_error() {
    for (cell, is_error) in [
        ("副网格长李四", true),
        ("李四（网格员）", true),
        ("网格长李四", false),
        ("李四（兼职网格长）", false),
        ("李四（主任）", false),
    ] {
        let lines: [&[&str]; 2] = [&["编码", "上级", "网格长"], &["T-1", "V", cell]];
        let read = read(&workbook(&[TOWN[0], TOWN[1], ("三级网格", &lines)]));
        assert_eq!(read.is_err(), is_error, "{cell}: {read:?}");
    }
}

/// Posts of 张伟 in two grids of one community, and in another community.
const POSTS: &[&[&str]] =
    &[&["编码", "上级", "网格长"], &["T-1", "V", "张伟"], &["T-2", "V", "张伟"], &["T-3", "W", "张伟"]];

#[test]
fn one_name_is_one_person_within_a_community() {
    let (rows, notes) = read(&town(&[("三级网格", POSTS)])).expect("no errors");
    assert_eq!(
        rows,
        [
            "人员:张伟@V 张伟",
            "人员:张伟@W 张伟",
            "人员:张伟@V > T-1 grid_head",
            "人员:张伟@V > T-2 grid_head",
            "人员:张伟@W > T-3 grid_head"
        ]
    );
    assert_eq!(notes.len(), 2, "{notes:#?}");
    assert!(notes[0].contains("`张伟` stands in 2 cells and was taken for one person, `人员:张伟@V`"), "{notes:?}");
    assert!(
        notes[1].contains("`张伟` was taken for 2 people") && notes[1].contains("人员:张伟@V, 人员:张伟@W"),
        "{notes:?}"
    );
}

#[test]
fn who_is_one_person_is_the_choice_of_the_reader() {
    let people = |namesakes| {
        let reader = Reader::new().with_namesakes(namesakes);
        let read = read_by(&reader, &town(&[("三级网格", POSTS)]));
        read.map(|(rows, _)| rows.into_iter().filter(|row| !row.contains('>')).collect::<Vec<_>>())
    };
    assert_eq!(people(Namesakes::OneInLedger), Ok(vec!["人员:张伟 张伟".to_owned()]));
    let each = ["人员:张伟@T-1 张伟", "人员:张伟@T-2 张伟", "人员:张伟@T-3 张伟"].map(str::to_owned);
    assert_eq!(people(Namesakes::OneInGrid), Ok(each.to_vec()));
    let errors = people(Namesakes::NeedCode).expect_err("codes are needed");
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert_eq!(
        errors[0],
        "须水.xlsx, 三级网格!C3 (网格长): `张伟` stands at 须水.xlsx, 三级网格!C2 too, and nothing says whether they are one \
         person; write codes"
    );
}

#[test]
fn rosters_and_columns_of_one_community_name_one_person() {
    let grids: &[&[&str]] = &[&["编码", "上级", "网格长"], &["T-1", "V", "张伟"], &["T-2", "W", "张伟"]];
    let roster: &[&[&str]] = &[
        &["姓名", "所属网格", "职务"],
        &["张伟", "T-1", "网格长"],
        &["张伟", "T-2", "网格长"],
        &["张伟", "V", "网格员"],
    ];
    let (rows, notes) = read(&workbook(&[TOWN[0], TOWN[1], ("三级网格", grids), ("人员", roster)])).expect("no errors");
    let expected = [
        "人员:张伟@V 张伟",
        "人员:张伟@W 张伟",
        "人员:张伟@V > T-1 grid_head",
        "人员:张伟@W > T-2 grid_head",
        "人员:张伟@V > V grid_worker",
    ];
    assert_eq!(rows, expected);
    assert!(!notes.iter().any(|note| note.contains("both agree")), "{notes:?}");
    // The order of sheets and lines makes other rows, but not other codes.
    let turned: Vec<&[&str]> = [&roster[..1], &[roster[3], roster[2], roster[1]]].concat();
    let (again, _) = read(&workbook(&[TOWN[0], TOWN[1], ("人员", &turned), ("三级网格", grids)])).expect("no errors");
    let sorted = |mut rows: Vec<String>| {
        rows.sort();
        rows
    };
    assert_eq!(sorted(again), sorted(rows));
}

#[test]
fn a_name_in_a_column_is_the_row_with_a_code_that_has_it() {
    let grids: &[&[&str]] =
        &[&["编码", "上级", "网格长"], &["T-1", "V", "张伟"], &["T-2", "W", "张伟、李四"], &["T-3", "W", "N-1"]];
    let of_lists = |list: &[&[&str]]| {
        let read = read(&workbook(&[TOWN[0], TOWN[1], ("三级网格", grids), ("人员", list)]));
        read.map(|(rows, _)| rows.into_iter().filter(|row| row.contains("grid_head")).collect::<Vec<_>>())
    };
    // One row has the name, and nothing says where it serves: it is meant everywhere.
    let one = of_lists(&[&["人员编号", "姓名"], &["N-1", "张伟"]]);
    let expected = ["N-1 > T-1 grid_head", "N-1 > T-2 grid_head", "人员:李四@W > T-2 grid_head", "N-1 > T-3 grid_head"];
    assert_eq!(one, Ok(expected.map(str::to_owned).to_vec()));
    // Two rows have it, and serve in different communities.
    let two = of_lists(&[
        &["人员编号", "姓名", "所属网格", "职务"],
        &["N-1", "张伟", "V", "网格员"],
        &["N-2", "张伟", "W", "网格员"],
    ]);
    let expected = ["N-1 > T-1 grid_head", "N-2 > T-2 grid_head", "人员:李四@W > T-2 grid_head", "N-1 > T-3 grid_head"];
    assert_eq!(two, Ok(expected.map(str::to_owned).to_vec()));
    // Two rows have it, and nothing says which is meant.
    let either = of_lists(&[&["人员编号", "姓名"], &["N-1", "张伟"], &["N-2", "张伟"]]).expect_err("either");
    assert_eq!(either.len(), 2, "{either:?}");
    assert!(
        either[0].ends_with("`张伟` may be any of: N-1, N-2; write the code of the one that is meant"),
        "{either:?}"
    );
}

#[test]
fn a_ditto_mark_names_the_person_above_in_whatever_community() {
    let grids: &[&[&str]] = &[
        &["编码", "上级", "网格长", "网格员"],
        &["T-1", "V", "张伟", "李四"],
        &["T-2", "W", "同上", "李四"],
        &["T-3", "W", "张伟", ""],
    ];
    for namesakes in [Namesakes::OneInCommunity, Namesakes::OneInGrid] {
        let reader = Reader::new().with_namesakes(namesakes);
        let (rows, _) = read_by(&reader, &workbook(&[TOWN[0], TOWN[1], ("三级网格", grids)])).expect("no errors");
        let heads: Vec<&str> =
            rows.iter().filter(|row| row.ends_with("grid_head")).filter_map(|row| row.split(" > ").next()).collect();
        assert_eq!(heads[0], heads[1], "{rows:?}");
        assert_eq!(heads[2] == heads[1], namesakes == Namesakes::OneInCommunity, "{rows:?}");
        let workers: Vec<&String> =
            rows.iter().filter(|row| row.starts_with("人员:李四") && !row.contains('>')).collect();
        assert_eq!(workers.len(), 2, "{rows:?}");
    }
    let roster: &[&[&str]] = &[&["姓名", "所属网格", "职务"], &["张伟", "V", "网格长"], &["〃", "W", "网格长"]];
    let (rows, _) = read(&workbook(&[TOWN[0], TOWN[1], ("人员", roster)])).expect("no errors");
    assert_eq!(rows, ["人员:张伟@V 张伟", "人员:张伟@V > V grid_head", "人员:张伟@V > W grid_head"]);
}

#[test]
fn a_row_whose_name_is_faulted_is_told_once() {
    for cell in ["#N/A", "张三、李四", "惠民社区", "##0", "13800000000"] {
        let lines: [&[&str]; 2] = [&["姓名", "所属网格", "职务"], &[cell, "V", "网格长"]];
        let errors = read(&workbook(&[TOWN[0], TOWN[1], ("人员", &lines)])).expect_err(cell);
        assert_eq!(errors.len(), 1, "{cell}: {errors:?}");
    }
}

#[test]
fn tags_tell_people_apart() {
    let workbook = town(&[(
        "三级网格",
        &[
            &["编码", "上级", "网格员"],
            &["T-1", "V", "张三1"],
            &["T-2", "V", "张三2"],
            &["T-3", "V", "张三（大）、李四3"],
        ],
    )]);
    let (rows, notes) = read(&workbook).expect("no errors");
    let people: Vec<&String> = rows.iter().filter(|row| !row.contains('>')).collect();
    assert_eq!(people, ["人员:张三1@V 张三", "人员:张三2@V 张三", "人员:张三(大)@V 张三", "人员:李四3@V 李四"]);
    assert_eq!(notes.len(), 4, "{notes:?}");
    assert!(notes[0].contains("`1` behind a name tells people of one name apart"), "{notes:?}");
}

#[test]
fn lines_whose_name_is_nobody_make_no_node() {
    let workbook = town(&[
        (
            "人员",
            &[
                &["姓名", "所属网格", "职务"],
                &["无", "V", "网格长"],
                &["张三", "V", "网格员"],
                &["待定", "W", "网格长"],
            ],
        ),
        ("党支部", &[&["编码", "名称"], &["P-1", "未成立"], &["P-2", "惠民党支部"]]),
    ]);
    let (rows, notes) = read(&workbook).expect("no errors");
    assert_eq!(rows, ["人员:张三@V 张三", "P-2 惠民党支部", "人员:张三@V > V grid_worker"]);
    assert_eq!(notes.len(), 3, "{notes:?}");
    assert!(notes[0].contains("`无` stands in the place of the name, so the line names nobody"), "{notes:?}");
}

#[test]
fn party_organisations_are_made_of_their_names_only() {
    let column = |cell: &str| {
        let lines: [&[&str]; 2] = [&["编码", "上级", "所属党支部"], &["T-1", "V", cell]];
        let list: [&[&str]; 2] = [&["编码", "名称"], &["P-1", "先锋"]];
        read(&workbook(&[TOWN[0], TOWN[1], ("三级网格", &lines), ("党支部", &list)])).map(|(rows, _)| rows)
    };
    assert_eq!(column("先锋").expect("a row has it"), ["P-1 先锋", "P-1 > T-1"]);
    assert_eq!(column("P-1").expect("a row has it"), ["P-1 先锋", "P-1 > T-1"]);
    assert_eq!(column("先锋、惠民党支部").expect("one is new").len(), 4);
    for cell in ["张三", "党支部", "2", "惠民社区", "#REF!", "惠民党支部（筹）", "惠民党支部、无"]
    {
        let errors = column(cell).expect_err(cell);
        assert_eq!(errors.len(), 1, "{cell}: {errors:?}");
    }
}

#[test]
fn words_of_a_users_own_go_before_the_table() {
    let workbook =
        town(&[("三级网格", &[&["编码", "上级", "网格长"], &["T-1", "V", "人选酝酿"], &["T-2", "V", "未来"]])]);
    let words = NameWords::default().with("人选酝酿", WordMeaning::Nobody).with("未来", WordMeaning::Name);
    let (rows, notes) = read_by(&Reader::new().with_words(words), &workbook).expect("no errors");
    assert_eq!(rows, ["人员:未来@V 未来", "人员:未来@V > T-2 grid_head"]);
    assert!(notes[0].ends_with("`人选酝酿` was read as nobody (1 cell: C2)"), "{notes:?}");
}

#[test]
fn numbers_are_exact_or_nothing_or_an_error() {
    let workbook = town(&[(
        "三级网格",
        &[
            &["编码", "上级", "户数", "人口", "申报:人口"],
            &["T-1", "V", "1，234", "1 200", "近1300人"],
            &["T-2", "V", "420户", "无", "3.8万余"],
            &["T-3", "V", "—", "420(其中出租30)", "—"],
            &["T-4", "V", "1.2万", "1\u{A0}234", "12-15"],
        ],
    )]);
    let ledger = workbook.read(&Headings::default()).into_ledger().expect("no errors");
    let values = |row: &crate::ledger::NodeRow| {
        let measures = row.measures.iter().map(|(_, value)| value.to_string());
        measures.chain(row.declared.iter().map(|(_, value)| value.to_string())).collect::<Vec<_>>().join(" ")
    };
    let read: Vec<String> = ledger.nodes.iter().filter(|row| row.code.starts_with("T-")).map(values).collect();
    assert_eq!(read, ["1234 1200 at most 1300", "420 at least 38000", "420", "12000 1234 12 to 15"]);
    let notes: Vec<String> = workbook.read(&Headings::default()).notes().map(ToString::to_string).collect();
    assert!(
        notes.iter().any(|note| note.ends_with("`—` was read as no value, which is not 0 (1 cell: C4)")),
        "{notes:?}"
    );
    assert!(notes.iter().any(|note| note.ends_with("`1.2万` was read as 12000 (1 cell: C5)")), "{notes:?}");
}

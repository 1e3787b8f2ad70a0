//! Irregularities of ledgers kept by hand, one in each case: what is read, and which notes and errors are given.

use encoding_rs::{GBK, UTF_8};
use gridgov::ledger::Ledger;
use gridgov::ledger::workbook::{Headings, Workbook};

use crate::workbook::{links, nodes, sheet, workbook};

/// A ledger in a workbook: its irregularity, its sheets, and what is expected.
struct Case {
    oddity: &'static str,
    sheets: &'static [(&'static str, &'static [&'static [&'static str]])],
    /// The nodes, then the links.
    rows: &'static [&'static str],
    /// The first words of each error or note.
    notes: &'static [&'static str],
}

const CASES: [Case; 17] = [
    Case {
        oddity: "one sheet for all, kinds in a column, in Chinese and English",
        sheets: &[(
            "台账",
            &[
                &["name", "类别", "代码", "parent"],
                &["须水街道", "街道", "S", ""],
                &["甲", "second_grid", "V", "S"],
                &["乙", "三级网格", "T", "V"],
            ],
        )],
        rows: &["subdistrict S 须水街道", "second_grid V 甲 < S", "third_grid T 乙 < V"],
        notes: &[],
    },
    Case {
        oddity: "a sheet a kind, the kind in its name",
        sheets: &[
            ("专属网格", &[&["编码", "名称"], &["D", "市场"]]),
            ("楼栋清单", &[&["编码", "名称", "所属专属网格"], &["B", "１号楼", "市场"]]),
        ],
        rows: &["dedicated_grid D 市场", "building B １号楼 < D"],
        notes: &[],
    },
    Case {
        oddity: "blank lines between rows, and cells of spaces",
        sheets: &[("微网格", &[&["编码", "名称"], &["M", "甲"], &[], &[" ", "\u{3000}"], &["N", "乙"]])],
        rows: &["micro_grid M 甲", "micro_grid N 乙"],
        notes: &[],
    },
    Case {
        oddity: "a title above the headings, and a second line with it",
        sheets: &[("微网格", &[&["须水街道微网格台账"], &["2025年3月"], &["编码", "名称"], &["M", "甲"]])],
        rows: &["micro_grid M 甲"],
        notes: &["须水.xlsx, 微网格!A2 (编码): the line `2025年3月` above the headings was not read"],
    },
    Case {
        oddity: "a total at the bottom, 总计, and rows that are counted in words",
        sheets: &[(
            "三级网格",
            &[
                &["编码", "类别", "上级", "户数"],
                &["V", "二级网格", "", ""],
                &["T", "", "V", "#4"],
                &["U", "", "V", "#5"],
                &["总计", "", "", "9户"],
            ],
        )],
        rows: &[
            "second_grid V  declared households=9",
            "third_grid T  < V households=4",
            "third_grid U  < V households=5",
        ],
        notes: &["须水.xlsx, 三级网格!A5 (编码): lines of totals are no rows"],
    },
    Case {
        oddity: "numbers that stand as text, grouped, full-width, and with spaces around them",
        sheets: &[("微网格", &[&["编码", "户数", "人口"], &["M", "420", "1,260"], &["N", " ４２０ ", "-1,260.50"]])],
        rows: &["micro_grid M  households=420 population=1260", "micro_grid N  households=420 population=-1260.50"],
        notes: &[],
    },
    Case {
        oddity: "full-width letters, digits and spaces in codes and headings",
        sheets: &[("微网格", &[&["网格　编号", "名 称"], &["Ｍ－０１　", "甲"]])],
        rows: &["micro_grid M-01 甲"],
        notes: &[],
    },
    Case {
        oddity: "spaces around names and codes",
        sheets: &[("微网格", &[&["编码", "名称", "上级"], &[" M ", " 甲  乙 ", ""]])],
        rows: &["micro_grid M 甲  乙"],
        notes: &[],
    },
    Case {
        oddity: "codes that stand as numbers, all digits of them",
        sheets: &[("二级网格", &[&["编码", "名称"], &["#410102012001", "甲"]])],
        rows: &["second_grid 410102012001 甲"],
        notes: &[],
    },
    Case {
        oddity: "a number below a heading in two lines and two languages, with its unit",
        sheets: &[("小区", &[&["编码\ncode", "建筑面积(m2)"], &["C", "#3244.52"]])],
        rows: &["compound C  floor_area=3244.52"],
        notes: &[],
    },
    Case {
        oddity: "the same grid twice, with the same content",
        sheets: &[("微网格", &[&["编码", "名称", "户数"], &["M", "甲", "#7"], &["M", "甲", ""]])],
        rows: &["micro_grid M 甲 households=7"],
        notes: &[
            "须水.xlsx, 微网格, row 3: `M` stands at 须水.xlsx, 微网格, row 2 too, and both agree; it was taken once",
        ],
    },
    Case {
        oddity: "several names in one cell, between any signs",
        sheets: &[("微网格", &[&["编码", "网格员"], &["M", "张三、李四,王五；赵六\n孙七/周八"]])],
        rows: &[
            "micro_grid M ",
            "person 人员:张三@M 张三",
            "person 人员:李四@M 李四",
            "person 人员:王五@M 王五",
            "person 人员:赵六@M 赵六",
            "person 人员:孙七@M 孙七",
            "person 人员:周八@M 周八",
            "人员:张三@M serves M as grid_worker",
            "人员:李四@M serves M as grid_worker",
            "人员:王五@M serves M as grid_worker",
            "人员:赵六@M serves M as grid_worker",
            "人员:孙七@M serves M as grid_worker",
            "人员:周八@M serves M as grid_worker",
        ],
        notes: &[],
    },
    Case {
        oddity: "a parent by its name, which another kind of node has, too",
        sheets: &[
            ("三级网格", &[&["编码", "名称"], &["T", "惠民"]]),
            ("小区", &[&["编码", "名称"], &["C", "惠民"]]),
            ("微网格", &[&["编码", "上级"], &["M", "惠民"]]),
        ],
        rows: &["third_grid T 惠民", "compound C 惠民", "micro_grid M  < T"],
        notes: &[],
    },
    Case {
        oddity: "heads, liaisons and branches in columns, which become nodes and links",
        sheets: &[("三级网格", &[&["编码", "网格长", "联络员", "所属党支部"], &["T", "张三", "李四", "第一党支部"]])],
        rows: &[
            "third_grid T ",
            "person 人员:张三@T 张三",
            "person 人员:李四@T 李四",
            "branch 党组织:第一党支部 第一党支部",
            "人员:张三@T serves T as grid_head",
            "人员:李四@T serves T as liaison",
            "党组织:第一党支部 leads T",
        ],
        notes: &[],
    },
    Case {
        oddity: "people in a list without codes",
        sheets: &[
            ("微网格", &[&["编码"], &["M"]]),
            ("人员", &[&["姓名", "负责网格", "岗位"], &["张三", "M", "网格员"]]),
        ],
        rows: &["micro_grid M ", "person 人员:张三@M 张三", "人员:张三@M serves M as grid_worker"],
        notes: &[],
    },
    Case {
        oddity: "columns and sheets that are no part of a ledger",
        sheets: &[
            ("填表说明", &[&["请认真填写"]]),
            ("微网格", &[&["序号", "编码", "联系电话"], &["#1", "M", "0371-1"]]),
        ],
        rows: &["micro_grid M "],
        notes: &[
            "须水.xlsx, 填表说明: the sheet `填表说明` is no part of a ledger and was not read",
            "须水.xlsx, 微网格!A1: the column `序号` is no part of a ledger",
            "须水.xlsx, 微网格!C1: the column `联系电话` is no part of a ledger",
        ],
    },
    Case {
        oddity: "texts that are meant literally",
        sheets: &[("商户", &[&["编码", "名称"], &["'=1+1", "'合计"], &["合计-1", "=1+1"]])],
        rows: &["shop =1+1 合计", "shop 合计-1 =1+1"],
        notes: &[],
    },
];

#[test]
fn every_oddity_gives_its_rows_and_notes() {
    for Case { oddity, sheets, rows, notes } in &CASES {
        let reading = workbook(sheets.iter().map(|(name, lines)| sheet(name, lines))).read(&Headings::default());
        let told: Vec<String> = reading.notes().map(ToString::to_string).collect();
        let ledger = reading.into_ledger().unwrap_or_else(|errors| panic!("{oddity}: {errors}"));
        assert_eq!([nodes(&ledger), links(&ledger)].concat(), *rows, "{oddity}");
        assert_eq!(told.len(), notes.len(), "{oddity}: {told:#?}");
        for (told, note) in told.iter().zip(*notes) {
            assert!(told.starts_with(note), "{oddity}: {told}\nis not\n{note}");
        }
    }
}

/// Bytes of a text: in UTF-8 without and with a byte order mark, in UTF-16 of both orders, and in GBK, which Excel in
/// China writes by default.
fn encoded(text: &str) -> [(&'static str, Vec<u8>); 5] {
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.into_iter().chain(text.encode_utf16().flat_map(bytes)).collect()
    };
    [
        (UTF_8.name(), text.as_bytes().to_vec()),
        ("UTF-8 with a mark", ["\u{feff}", text].concat().into_bytes()),
        ("UTF-16, low byte first", utf16([0xFF, 0xFE], u16::to_le_bytes)),
        ("UTF-16, high byte first", utf16([0xFE, 0xFF], u16::to_be_bytes)),
        (GBK.name(), GBK.encode(text).0.into_owned()),
    ]
}

#[test]
fn tables_of_text_are_read_in_every_encoding_with_every_delimiter() {
    let lines: [&[&str]; 5] = [
        &["须水街道微网格台账"],
        &["网格编号", "网格名称", "户数", "联络员"],
        &["001003", "\"甲,乙;丙\t丁\"", "４２０", "张三、李四"],
        &["001004", "\"第一行\n第二行\"", "", ""],
        &["001005", "\"惠民\"\"小区\"\"\"", "\"1,500\"", ""],
    ];
    for delimiter in [",", "\t", ";"] {
        for end in ["\r\n", "\n"] {
            let text: String = lines.iter().map(|cells| cells.join(delimiter) + end).collect();
            for (encoding, bytes) in encoded(&text) {
                let context = format!("{encoding}, {delimiter:?}, {end:?}");
                let read =
                    Workbook::from_bytes("微网格.csv", &bytes).unwrap_or_else(|errors| panic!("{context}: {errors}"));
                let ledger = read
                    .read(&Headings::default())
                    .into_ledger()
                    .unwrap_or_else(|errors| panic!("{context}: {errors}"));
                assert_eq!(ledger.title, "须水街道微网格台账", "{context}");
                let expected = [
                    "micro_grid 001003 甲,乙;丙\t丁 households=420",
                    "micro_grid 001004 第一行\n第二行",
                    "micro_grid 001005 惠民\"小区\" households=1500",
                    "person 人员:张三@001003 张三",
                    "person 人员:李四@001003 李四",
                ];
                assert_eq!(nodes(&ledger), expected, "{context}");
                let place = ledger.nodes[2].origin.field(Some("measures.households")).to_string();
                assert_eq!(place, "微网格.csv, 微网格!C5 (户数)", "{context}");
            }
        }
    }
}

#[test]
fn a_table_by_its_path_is_a_ledger() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("微网格.csv");
    std::fs::write(&path, GBK.encode("编码;名称\r\nM;甲\r\n").0).expect("it is written");
    let ledger = Ledger::open(&path).unwrap_or_else(|errors| panic!("{errors}"));
    assert_eq!(nodes(&ledger), ["micro_grid M 甲"]);
}

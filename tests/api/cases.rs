//! Ledgers as people really keep them: each file of the shared cases with its right answer, as its README says it.

use std::path::Path;

use gridgov::coverage::Question;
use gridgov::kind::Kind;

use crate::answer::{Answer, Right, mismatches, read, refused};
use crate::examples::{errors, run, text};

/// The folder of the cases beside the repository.
const CASES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/cases");

const STREET: &str = "subdistrict 410102012 须水街道";

/// Each file with its right answers, of which any one will do.
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn cases() -> Vec<(&'static str, Vec<Right>)> {
    let total = |place| {
        read("subdistrict 1, second_grid 2, third_grid 2")
            .facts(&[
                "third_grid T-1 第一网格 < 410102012001 households=420",
                "third_grid T-2 第二网格 < 410102012001 households=400",
            ])
            .sum("households", 820)
            .fact(place)
    };
    let of_community = "second_grid 410102012001 惠民社区 < 410102012 declared households=820…";
    let of_street = "subdistrict 410102012 须水街道 declared households=820…";
    let anywhere = || vec![total(of_community), total(of_street), total(STREET).told("三级网格", "A4", "")];
    let hidden_lines = || {
        read("subdistrict 1, second_grid 2, third_grid 3").sum("households", 1120).told("三级网格", "3", "").told(
            "三级网格",
            "4",
            "",
        )
    };
    let all_three = || vec![read("subdistrict 1, second_grid 2, third_grid 3").sum("households", 1120)];
    let of_1997 = || vec![read("third_grid 1").fact("third_grid T-1 一号 households=4")];
    let plain_table = |name: &'static str| vec![read("subdistrict 1, second_grid 1").fact(name)];
    vec![
        (
            "placeholders.xlsx",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 5, person 2")
                    .people("张三 李四")
                    .share(Question::Headed, Kind::ThirdGrid, 1, 5)
                    .share(Question::Served, Kind::ThirdGrid, 1, 5)
                    .facts(&["张三 serves T-1 as grid_head", "李四 serves T-1 as grid_worker"])
                    .sum("households", 1700)
                    .told("三级网格", "D3", "无")
                    .told("三级网格", "E3", "—")
                    .told("三级网格", "D4", "暂无")
                    .told("三级网格", "E4", "同上")
                    .told("三级网格", "D5", "待定")
                    .told("三级网格", "E5", "〃")
                    .told("三级网格", "D6", "空缺")
                    .told("三级网格", "E6", "/"),
            ],
        ),
        (
            "placeholder_parent.xlsx",
            vec![
                read("subdistrict 1, second_grid 3, party_committee 1")
                    .facts(&[
                        "subdistrict S 须水街道",
                        "second_grid V 惠民社区 < S",
                        "second_grid W 康乐社区 < S",
                        "second_grid X 新社区 < S",
                        "须水街道党工委 leads S",
                    ])
                    .share(Question::Led, Kind::SecondGrid, 0, 3)
                    .share(Question::Led, Kind::Subdistrict, 1, 1)
                    .told("街道", "C2", "无")
                    .told("二级网格", "C3", "同上")
                    .told("二级网格", "C4", "〃")
                    .told("二级网格", "D2", "无")
                    .told("二级网格", "D3", "未成立")
                    .told("二级网格", "D4", "—"),
            ],
        ),
        (
            "pandas3.csv",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 1")
                    .fact("third_grid 410102012001001 一号网格 < 410102012001 households=420")
                    .told("pandas3", "E2", "nan")
                    .told("pandas3", "E3", "NaN")
                    .told("pandas3", "E4", "None"),
            ],
        ),
        (
            "pandas.csv",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 1")
                    .facts(&[
                        "second_grid 410102012001 惠民社区 < 410102012",
                        "third_grid 410102012001001 一号网格 < 410102012001 households=420",
                    ])
                    .told("pandas", "A", "0")
                    .told("pandas", "E3", "410102012.0"),
            ],
        ),
        (
            "pandas2.csv",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 1")
                    .fact("third_grid 410102012001001 一号网格 < 410102012001 households=420")
                    .told("pandas2", "D3", "410102012.0"),
            ],
        ),
        ("na_text.xlsx", vec![refused().at("微网格", "D2", &["#N/A"]).at_most(1)]),
        ("na_text.csv", vec![refused().at("na_text", "E3", &["#N/A"]).at("na_text", "E4", &["#REF!"]).at_most(2)]),
        (
            "errors.xlsx",
            vec![
                refused()
                    .at("三级网格", "C2", &[])
                    .at("三级网格", "D2", &[])
                    .at("三级网格", "E2", &[])
                    .at("三级网格", "C3", &["#N/A"])
                    .at("三级网格", "D3", &[])
                    .at("三级网格", "E3", &[])
                    .at_most(6),
            ],
        ),
        (
            "subtotal_in_group.xlsx",
            vec![read("subdistrict 1, second_grid 2, third_grid 4").sum("households", 1120).facts(&[
                "second_grid 410102012001 惠民社区 < 410102012 declared households=820",
                "second_grid 410102012002 康乐社区 < 410102012 declared households=300",
                "subdistrict 410102012 须水街道 declared households=1120",
                "third_grid T-4 四号网格 < 410102012002 households=200",
            ])],
        ),
        (
            "subtotal_plain.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 2")
                    .sum("households", 820)
                    .fact("second_grid 410102012001 惠民社区 < 410102012 declared households=820"),
            ],
        ),
        ("total0.xlsx", anywhere()),
        ("total1.xlsx", anywhere()),
        ("total2.xlsx", anywhere()),
        ("total3.xlsx", anywhere()),
        ("total4.xlsx", anywhere()),
        ("total6.xlsx", anywhere()),
        ("total7.xlsx", anywhere()),
        ("total8.xlsx", vec![total(of_street), total(STREET).told("三级网格", "A4", "全街道合计")]),
        (
            "named_totals.xlsx",
            vec![read("subdistrict 1, second_grid 1, third_grid 2").sum("households", 820).facts(&[
                "second_grid 410102012001 惠民社区 < 410102012 declared households=820…",
                "subdistrict 410102012 须水街道 declared households=820…",
            ])],
        ),
        (
            "footer.xlsx",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 2, person 4")
                    .people("张三 李四 王五 赵六")
                    .sum("households", 820)
                    .one_note("三级网格", 4, 5),
            ],
        ),
        (
            "footer_merged.xlsx",
            vec![read("subdistrict 1, second_grid 2, third_grid 2").sum("households", 820).one_note("三级网格", 4, 4)],
        ),
        (
            "footer_silent.xlsx",
            vec![read("subdistrict 1, second_grid 2, third_grid 2").sum("households", 820).one_note("三级网格", 4, 5)],
        ),
        (
            "below_blank.xlsx",
            vec![read("subdistrict 1, second_grid 2, third_grid 1").sum("households", 420).one_note("三级网格", 3, 3)],
        ),
        (
            "explained.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 1, person 3")
                    .people("张三 李四 王五")
                    .sum("households", 420)
                    .one_note("三级网格", 2, 2),
            ],
        ),
        (
            "explained2.xlsx",
            vec![read("subdistrict 1, second_grid 2, third_grid 1, person 3").people("张三 李四 王五").one_note(
                "三级网格",
                2,
                2,
            )],
        ),
        (
            "sample_row.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 1, person 1")
                    .people("张三")
                    .sum("households", 420)
                    .one_note("三级网格", 2, 2),
            ],
        ),
        (
            "second_table.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 1, micro_grid 1, person 1").people("张三").facts(&[
                    "third_grid T-1 一号网格 < 410102012001 households=420",
                    "micro_grid M-1 微1 < T-1",
                    "张三 serves M-1 as grid_worker",
                ]),
                refused().at("三级网格", "5", &[]).at_most(1),
            ],
        ),
        (
            "prenumbered.xlsx",
            vec![read("subdistrict 1, second_grid 2, third_grid 2").sum("households", 820).one_note("三级网格", 4, 31)],
        ),
        (
            "zero_formula_rows.xlsx",
            vec![read("subdistrict 1, second_grid 2, third_grid 1").sum("households", 420).one_note("三级网格", 3, 12)],
        ),
        (
            "lineage.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 3, micro_grid 2")
                    .facts(&["micro_grid M-1 微1 < T-1 households=60", "micro_grid M-2 微2 < T-3 households=50"]),
            ],
        ),
        (
            "wide.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 2, micro_grid 3, person 5")
                    .people("张三 李四 王五 赵六 钱七")
                    .share(Question::Headed, Kind::MicroGrid, 3, 3)
                    .sum("households", 210),
            ],
        ),
        (
            // Nothing says of which kind `admin1` is.
            "cod.xlsx",
            vec![
                read("subdistrict 1, second_grid 2").facts(&[
                    "second_grid 410102012001 惠民社区 < 410102012",
                    "second_grid 410102012002 康乐社区 < 410102012",
                ]),
                refused().at("台账", "", &["admin1Pcode"]).at_most(1),
            ],
        ),
        (
            "path.xlsx",
            vec![read("subdistrict 1, second_grid 2, third_grid 2, shop 2").facts(&[
                "third_grid T-1 一号网格 < 410102012001",
                "third_grid T-2 二号网格 < 410102012001",
                "shop S-1 粮油店 < T-1",
                "shop S-2 理发店 < T-2",
            ])],
        ),
        (
            "twoline.xlsx",
            vec![
                read("second_grid 1, third_grid 2, person 2")
                    .people("张三 李四")
                    .share(Question::Headed, Kind::ThirdGrid, 2, 2)
                    .never("0371"),
                refused().at("三级网格", "", &["户籍人口", "流动人口"]).at_most(1).never("0371"),
            ],
        ),
        (
            "twoline2.xlsx",
            vec![
                read("second_grid 1, third_grid 2, person 2")
                    .people("张三 李四")
                    .share(Question::Headed, Kind::ThirdGrid, 2, 2)
                    .never("0371"),
                refused().at("三级网格", "", &["常住人口"]).at_most(1).never("0371"),
            ],
        ),
        (
            "renumbered.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 3, compound 2, building 4")
                    .sum("households", 228)
                    .told("楼栋", "A4", "1"),
                refused().at("楼栋", "4", &["1号楼"]).at_most(1).never("keep the one that is right"),
            ],
        ),
        (
            "renumbered2.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 3, compound 2, building 3")
                    .sum("households", 180)
                    .told("楼栋", "A4", "1"),
                refused().at("楼栋", "4", &[]).at_most(1).never("keep the one that is right"),
            ],
        ),
        (
            "invisible.xlsx",
            vec![refused().at("微网格", "A4", &["T-2\\u{200B}", "T-2`"]).at("微网格", "A4", &["三级网格"]).at_most(1)],
        ),
        (
            "kangxi.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 3, shop 1, person 2")
                    .facts(&["third_grid T-2 二号网格 < 410102012001", "shop S-1 粮油店 < T-1"])
                    .share(Question::Headed, Kind::ThirdGrid, 3, 3)
                    .told("三级网格", "C3", "惠\u{2ea0}社区")
                    .told("三级网格", "D4", "\u{2f45}六"),
            ],
        ),
        (
            "names.xlsx",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 4, person 4")
                    .people("张三 李四 王小五 王五")
                    .facts(&["李四 serves T-4 as grid_worker", "王五 serves T-4 as grid_worker"])
                    .facts(&["李四 serves T-3 as grid_worker", "张三 serves T-3 as grid_head"])
                    .told("三级网格", "E3", "兼")
                    .told("三级网格", "D4", "书记")
                    .told("三级网格", "E4", "李四")
                    .told("三级网格", "D5", "王小五"),
                refused().at("三级网格", "E5", &["李四", "王五"]).at_most(1),
            ],
        ),
        (
            "suffix.xlsx",
            // 张三1 and 张三2 are told apart; whether the 张三 of the other community is one of them, nobody knows.
            vec![
                read("subdistrict 1, second_grid 2, third_grid 3, person 4")
                    .people("张三 张三 张三 李四")
                    .told("三级网格", "D2", "张三1")
                    .told("三级网格", "D4", "李四3"),
                read("subdistrict 1, second_grid 2, third_grid 3, person 3")
                    .people("张三 张三 李四")
                    .told("三级网格", "D2", "张三1")
                    .told("三级网格", "D4", "李四3"),
                refused().at("三级网格", "D2", &["张三1"]).at_most(3),
            ],
        ),
        (
            "breaks.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 2, micro_grid 2")
                    .facts(&["micro_grid M-1 微1 < T-1", "micro_grid M-2 微2 < T-2"])
                    .told("三级网格", "C2", "惠民\\n社区"),
            ],
        ),
        (
            "breaks2.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 2, person 1")
                    .people("张三")
                    .share(Question::Headed, Kind::ThirdGrid, 2, 2)
                    .told("三级网格", "D2", "张\\n三"),
            ],
        ),
        (
            "breaks3.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 3, person 2")
                    .people("张三 李四")
                    .share(Question::Headed, Kind::ThirdGrid, 3, 3)
                    .told("三级网格", "D4", "李四"),
            ],
        ),
        (
            "samename.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 2, person 2")
                    .people("张伟 张伟")
                    .share(Question::Headed, Kind::ThirdGrid, 2, 2)
                    .told("三级网格", "D2", "张伟"),
                read("subdistrict 1, second_grid 2, third_grid 2, person 2")
                    .people("张伟 张伟")
                    .told("人员", "A3", "张伟"),
            ],
        ),
        (
            "case.xlsx",
            vec![
                refused()
                    .at("微网格", "C2", &["xs-t01", "XS-T01"])
                    .at("微网格", "C3", &["XS-T02", "xs-t02"])
                    .at_most(2),
            ],
        ),
        (
            "dates3.xlsx",
            vec![
                refused()
                    .at("楼栋", "A2", &["1-2-3"])
                    .at("楼栋", "A3", &["3-32"])
                    .at("楼栋", "A4", &["3-1"])
                    .at("楼栋", "A5", &["2025-3"])
                    .at("楼栋", "A6", &["1:30"])
                    .at("楼栋", "A7", &["25:30"])
                    .at_most(6),
            ],
        ),
        (
            "d1904.xlsx",
            vec![
                refused().at("楼栋", "A3", &["3-1"]).not_at("楼栋", "D3").at_most(1),
                refused().at("楼栋", "A3", &["3-1"]).at("楼栋", "D3", &["397"]).at_most(2),
            ],
        ),
        (
            "d1904.xls",
            vec![
                refused().at("楼栋", "A2", &["3-1"]).not_at("楼栋", "C2").at_most(1),
                refused().at("楼栋", "A2", &["3-1"]).at("楼栋", "C2", &["397"]).at_most(2),
            ],
        ),
        (
            "sci.xlsx",
            vec![
                refused()
                    .at("楼栋", "A2", &["2.00E+03", "2E3", "2000"])
                    .at("楼栋", "A3", &["2.00E+15", "2E15"])
                    .at("楼栋", "A4", &["85%"])
                    .not_at("楼栋", "A5")
                    .at_most(3),
            ],
        ),
        (
            "sci2.xlsx",
            vec![
                refused()
                    .at("楼栋", "A2", &["2.00E+03", "2E3", "2000"])
                    .at("楼栋", "A3", &["2.00E+01", "2E1", "20"])
                    .at_most(2),
            ],
        ),
        (
            "excel_eq.csv",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 1")
                    .facts(&[
                        "second_grid 010102012001 惠民社区 < 010102012",
                        "third_grid 010102012001001 一号网格 < 010102012001",
                    ])
                    .told("excel_eq", "B2", "=\"010102012\""),
            ],
        ),
        (
            "excel_us.csv",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 1")
                    .facts(&[
                        "second_grid 010102012001 惠民社区 < 010102012",
                        "third_grid 010102012001001 一号网格 < 010102012001",
                    ])
                    .told("excel_us", "B2", "\\u{1F}010102012"),
            ],
        ),
        (
            "backtick.csv",
            vec![
                read("subdistrict 2")
                    .facts(&["subdistrict 010102012 须水街道", "subdistrict 010102013 乙街道"])
                    .told("backtick", "B2", "010102012")
                    .told("backtick", "B3", "010102013"),
            ],
        ),
        (
            "hidden.xlsx",
            vec![
                refused().at("三级网格 (2)", "2", &["410", "420"]).at_most(1).told("三级网格", "4", ""),
                read("subdistrict 1, second_grid 2, third_grid 3")
                    .sum("households", 1120)
                    .told("三级网格", "4", "")
                    .told("三级网格 (2)", "", "三级网格 (2)"),
            ],
        ),
        ("hidden_strike.xlsx", vec![hidden_lines()]),
        ("no_r.xlsx", vec![hidden_lines()]),
        ("hidden_col.xlsx", vec![refused().at("三级网格", "E1", &["旧户数"]).at_most(1).told("三级网格", "D", "户数")]),
        (
            "numbers.xlsx",
            vec![
                refused()
                    .at("三级网格", "E2", &["约3000"])
                    .not_at("三级网格", "D2")
                    .not_at("三级网格", "D3")
                    .not_at("三级网格", "D4")
                    .not_at("三级网格", "E4")
                    .not_at("三级网格", "E5")
                    .not_at("三级网格", "D8")
                    .not_at("三级网格", "E8")
                    .at_most(5),
            ],
        ),
        (
            "declared_wan.xlsx",
            vec![
                read("subdistrict 6").facts(&[
                    "subdistrict A 甲街道 declared households=at least 38000",
                    "subdistrict C 丙街道 declared households=at least 38000",
                    "subdistrict D 丁街道 declared households=at most 500",
                    "subdistrict E 戊街道 declared households=at least 38000",
                    "subdistrict F 己街道 declared households=38000",
                ]),
                // Nothing counts households, or one figure of them has no bounds.
                refused().at("街道", "", &["户数"]).at_most(1),
                refused().at("街道", "C3", &["约3.8万"]).at_most(1),
            ],
        ),
        (
            "declared_wan2.xlsx",
            vec![
                read("subdistrict 7").facts(&[
                    "subdistrict A 甲街道 households=1 declared households=at least 38000",
                    "subdistrict C 丙街道 households=1 declared households=at least 38000",
                    "subdistrict D 丁街道 households=1 declared households=at most 500",
                    "subdistrict E 戊街道 households=1 declared households=at least 38000",
                    "subdistrict F 己街道 households=1 declared households=38000",
                    "subdistrict G 庚街道 households=1",
                ]),
                refused().at("街道", "C3", &["约3.8万"]).at_most(1),
            ],
        ),
        (
            "sheet_of_community.xlsx",
            vec![
                read("subdistrict 1, second_grid 2, third_grid 200")
                    .facts(&["third_grid T-1 1号网格 < 410102012001 households=301"])
                    .sum("households", 80_100),
                refused().at("惠民社区", "", &[]).at_most(1),
            ],
        ),
        ("folder", vec![read("subdistrict 1, second_grid 2, third_grid 3").sum("households", 1120)]),
        ("big5.csv", vec![refused().at("", "", &["Big5"]).at_most(1)]),
        (
            "utf16nobom.csv",
            vec![
                refused().at("", "", &["UTF-16"]).at_most(1),
                read("subdistrict 1, second_grid 1").told("utf16nobom", "", "UTF-16"),
            ],
        ),
        (
            "register.xlsx",
            vec![
                read("subdistrict 1, second_grid 1, third_grid 2, building 2")
                    .told("人口台账", "", "人口台账")
                    .never("甲一")
                    .never("甲六"),
                refused().at("人口台账", "", &[]).at_most(1).never("甲一").never("甲六"),
            ],
        ),
        (
            "export.xlsx",
            vec![
                refused()
                    .at("Sheet1", "", &["unique_id", "grid_name", "id_card"])
                    .at_most(1)
                    .never("甲一")
                    .never("1座201")
                    .never("1900-01-01"),
            ],
        ),
        // What was answered well before.
        ("ranges.xlsx", vec![refused().at("微网格", "D2", &["1-3号楼"]).at_most(6)]),
        ("letting.xlsx", vec![refused().at("商户", "", &["经营者姓名"]).never("甲某")]),
        ("numerals.xlsx", vec![refused().at("微网格", "C2", &["第1网格"]).at("微网格", "C3", &["第②网格"])]),
        ("strict.xlsx", all_three()),
        ("password.xlsx", vec![refused().at("", "", &["password"]).at_most(1)]),
        ("binary.xlsb", vec![refused().at("", "", &["xlsx"]).at_most(1)]),
        ("farcell.xlsx", vec![read("subdistrict 1, second_grid 2, third_grid 1")]),
        ("wps.et", all_three()),
        ("wps2.et", of_1997()),
        ("cr.csv", plain_table("second_grid V 䶮㙟社区𠮷 < S")),
        ("gb18030.csv", plain_table("second_grid V 䶮㙟社区𠮷 < S")),
        ("sep16.csv", plain_table("second_grid V 䶮㙟社区𠮷 < S")),
        ("sepcomma.csv", plain_table("second_grid V 䶮㙟社区𠮷 < S")),
        ("sepq.csv", plain_table("second_grid V 䶮㙟社区𠮷 < S")),
        ("pua.csv", vec![refused().at("pua", "C3", &["U+E4C6"]).at_most(1), read("subdistrict 1, second_grid 1")]),
        ("plain.xls", of_1997()),
    ]
}

#[test]
fn every_case_has_its_right_answer() {
    let folder = Path::new(CASES);
    if !folder.is_dir() {
        println!("skipped: there is no {CASES}");
        return;
    }
    let mut wrong = String::new();
    let cases = cases();
    for (file, rights) in &cases {
        let found = mismatches(&Answer::of_path(&folder.join(file)), rights);
        if !found.is_empty() {
            wrong.extend([file, ":\n", &found]);
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A case without an answer in the table is a case that nobody tests.
#[test]
fn every_case_is_in_the_table() {
    let Ok(files) = std::fs::read_dir(CASES) else {
        println!("skipped: there is no {CASES}");
        return;
    };
    let cases = cases();
    for file in files {
        let name = file.expect("a file").file_name().into_string().expect("UTF-8");
        let is_case = name != "README.md";
        assert_eq!(cases.iter().any(|(file, _)| *file == name), is_case, "{name}");
    }
}

/// A register becomes no nodes, but on request it becomes numbers, and nothing else of it is said.
#[test]
fn a_register_is_counted_on_request() {
    let path = Path::new(CASES).join("register.xlsx");
    if !path.exists() {
        println!("skipped: {}", path.display());
        return;
    }
    let output = run("inspect", &[path.to_str().expect("UTF-8"), "--json", "--count", "人口台账=population"]);
    assert!(output.status.success(), "{}", errors(&output));
    let said = text(&output);
    let summary: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    let home = &summary["roll_up"]["home"];
    for (code, people) in [("T-1", "3"), ("T-2", "3"), ("V1", "6"), ("410102012", "6")] {
        assert_eq!(home[code]["sums"]["population"], people, "{code}");
    }
    for person in ["甲一", "甲六", "00000019000101000X", "00000000000", "群众"] {
        assert!(!said.contains(person) && !errors(&output).contains(person), "{person} is said");
    }
}

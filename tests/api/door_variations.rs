//! Variations of each kind of fault of the shared cases: other words, other places, other formats.
//!
//! Each is read from sheets in memory and from a file of one of the formats, by turns; texts with commas in every
//! encoding.

use encoding_rs::GBK;
use gridgov::coverage::Question;
use gridgov::kind::Kind;
use gridgov::ledger::Position;
use gridgov::ledger::workbook::{Cell, Merged, Sheet, Workbook};

use crate::answer::{Answer, Right, mismatches, read, refused};
use crate::office_formats::Format;

/// A workbook of one fault, and its right answers, of which any one will do.
struct Variation {
    what: String,
    input: Input,
    rights: Vec<Right>,
}

enum Input {
    Sheets(Vec<Sheet>),
    Text(String),
}

/// A sheet from lines of cells; `#420` is the number 420, whatever else begins so is a text.
fn sheet(name: &str, lines: &[&[&str]]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, cells) in (1..).zip(lines) {
        for (column, cell) in (1..).zip(cells.iter()).filter(|(_, cell)| !cell.is_empty()) {
            let number = cell.strip_prefix('#').and_then(|number| number.parse().ok());
            sheet.set(Position::new(row, column), number.map_or_else(|| Cell::from(*cell), Cell::Number));
        }
    }
    sheet
}

/// A variation with sheets beside those of the sub-district and its two communities.
fn beside(what: impl Into<String>, sheets: impl IntoIterator<Item = Sheet>, rights: Vec<Right>) -> Variation {
    let above = [
        sheet("街道", &[&["编码", "名称"], &["S", "须水街道"]]),
        sheet(
            "二级网格",
            &[&["网格编号", "网格名称", "上级"], &["V-1", "惠民社区", "须水街道"], &["V-2", "康乐社区", "须水街道"]],
        ),
    ];
    Variation { what: what.into(), input: Input::Sheets(above.into_iter().chain(sheets).collect()), rights }
}

fn text(what: impl Into<String>, text: impl Into<String>, rights: Vec<Right>) -> Variation {
    Variation { what: what.into(), input: Input::Text(text.into()), rights }
}

const THIRDS: &[&str] = &["网格编号", "网格名称", "所属社区", "网格长", "户数"];

/// A sheet of third-level grids by [`THIRDS`].
fn thirds(lines: &[&[&str]]) -> Sheet {
    sheet("三级网格", &[&[THIRDS], lines].concat())
}

const TWO: &str = "subdistrict 1, second_grid 2, third_grid 2";
const FIRST: &[&str] = &["T-1", "第一网格", "惠民社区", "", "#420"];
const SECOND: &[&str] = &["T-2", "第二网格", "惠民社区", "", "#400"];

fn merge(sheet: &mut Sheet, first: (u32, u32), last: (u32, u32)) {
    sheet.merge(Merged { first: Position::new(first.0, first.1), last: Position::new(last.0, last.1) });
}

fn nobody() -> Vec<Variation> {
    let mut all = Vec::new();
    for word in [
        "没有",
        "未配备",
        "待配备",
        "空",
        "暂缺",
        "－",
        "--",
        "（无）",
        "无。",
        " 无 ",
        "N/A",
        "待聘",
        "空岗",
        "×",
        "\\",
        "筹备中",
    ] {
        let answer = read("subdistrict 1, second_grid 2, third_grid 3, person 2")
            .people("李四 张三")
            .share(Question::Headed, Kind::ThirdGrid, 2, 3)
            .told("三级网格", "D3", "无");
        // What is no known word for nobody must at least be no person.
        let refusal = refused().at("三级网格", "D3", &[]).at_most(1);
        let lines: [&[&str]; 3] = [
            &["T-1", "第一网格", "惠民社区", "张三"],
            &["T-2", "第二网格", "惠民社区", word],
            &["T-3", "第三网格", "惠民社区", "李四"],
        ];
        let is_known = !["×", "\\", "空岗", "筹备中", "待聘"].contains(&word);
        all.push(beside(
            format!("nobody `{word}`"),
            [thirds(&lines)],
            if is_known { vec![answer] } else { vec![answer, refusal] },
        ));
    }
    for word in ["没有", "未建立", "—", "暂无", "筹建中"] {
        let grids = sheet(
            "三级网格",
            &[
                &["网格编号", "网格名称", "上级", "党支部"],
                &["T-1", "第一网格", "V-1", word],
                &["T-2", "第二网格", "V-1", "第一党支部"],
            ],
        );
        let answer =
            read("subdistrict 1, second_grid 2, third_grid 2, branch 1").share(Question::Led, Kind::ThirdGrid, 1, 2);
        all.push(beside(
            format!("no branch `{word}`"),
            [grids],
            vec![answer.told("三级网格", "D2", word), refused().at("三级网格", "D2", &[word]).at_most(1)],
        ));
    }
    let rights = |cell: &'static str| {
        vec![
            read("subdistrict 1, second_grid 2, third_grid 2, person 1").people("张三").told("人员", cell, "无"),
            refused().at("人员", cell, &["无"]).at_most(1),
        ]
    };
    for (place, word) in [("a roster", "无"), ("a roster, a word with spaces", " 暂无 ")] {
        let roster =
            sheet("人员", &[&["姓名", "所属网格", "职务"], &["张三", "T-1", "网格长"], &[word, "T-2", "网格长"]]);
        all.push(beside(format!("nobody in {place}"), [thirds(&[FIRST, SECOND]), roster], rights("A3")));
    }
    let list = thirds(&[&["T-1", "第一网格", "惠民社区", "张三、无"], SECOND]);
    all.push(beside(
        "nobody in a list",
        [list],
        vec![
            read("subdistrict 1, second_grid 2, third_grid 2, person 1").people("张三"),
            refused().at("三级网格", "D2", &["无"]).at_most(1),
        ],
    ));
    all
}

fn ditto() -> Vec<Variation> {
    let mut all = Vec::new();
    for mark in ["同上", "〃", "″", "同 上", "同前", "（同上）", "同上。"] {
        let lines: [&[&str]; 3] = [
            &["T-1", "第一网格", "惠民社区", "张三"],
            &["T-2", "第二网格", mark, mark],
            &["T-3", "第三网格", mark, mark],
        ];
        let answer = read("subdistrict 1, second_grid 2, third_grid 3, person 1")
            .people("张三")
            .share(Question::Headed, Kind::ThirdGrid, 3, 3)
            .facts(&["third_grid T-3 第三网格 < V-1"])
            .told("三级网格", "C3", "同上")
            .told("三级网格", "D3", "同上");
        all.push(beside(
            format!("ditto `{mark}`"),
            [thirds(&lines)],
            vec![answer, refused().at("三级网格", "D3", &[])],
        ));
    }
    let first = thirds(&[&["T-1", "第一网格", "惠民社区", "同上"], SECOND]);
    all.push(beside("ditto below the headings", [first], vec![refused().at("三级网格", "D2", &["同上"]).at_most(1)]));
    let title = thirds(&[&["T-1", "第一网格", "同上", ""], SECOND]);
    all.push(beside("ditto for a first parent", [title], vec![refused().at("三级网格", "C2", &["同上"]).at_most(1)]));
    let total = thirds(&[
        &["T-1", "第一网格", "惠民社区", "张三", "#420"],
        &["小计", "", "", "", "#420"],
        &["T-2", "第二网格", "惠民社区", "同上", "#400"],
    ]);
    let answer = read("subdistrict 1, second_grid 2, third_grid 2, person 1").people("张三");
    all.push(beside(
        "ditto below a total",
        [total],
        vec![answer, refused().at("三级网格", "D4", &["同上"]).at_most(1)],
    ));
    all
}

fn words_of_programs() -> Vec<Variation> {
    let mut all = Vec::new();
    for word in ["nan", "NaN", "null", "NULL", "None", "<NA>", "(null)"] {
        let lines: [&[&str]; 2] =
            [&["T-1", "第一网格", "V-1", "张三", "#420"], &["T-2", "第二网格", "V-1", word, word]];
        let answer = read("subdistrict 1, second_grid 2, third_grid 2, person 1").people("张三").sum("households", 420);
        all.push(beside(
            format!("empty `{word}`"),
            [thirds(&lines)],
            vec![answer.told("三级网格", "D3", word), refused().at("三级网格", "D3", &[]).at_most(2)],
        ));
    }
    let csv = "类别,编码,名称,上级编码,网格长,户数\n街道,1003,须水街道,,,\n二级网格,1003001,惠民社区,1003.0,nan,\n";
    let rights = |told: &'static str| {
        vec![read("subdistrict 1, second_grid 1").fact("second_grid 1003001 惠民社区 < 1003").told(
            "微网格",
            told,
            "1003.0",
        )]
    };
    all.push(text("`.0` behind a parent", csv, rights("D3")));
    all.push(text(
        "`.0` behind codes and parents",
        csv.replace(",1003,", ",1003.0,").replace("1003001", "1003001.0"),
        rights("B2"),
    ));
    for (what, corner) in
        [("an empty heading", ""), ("the heading pandas gives", "Unnamed: 0"), ("the heading R gives", "...1")]
    {
        let mut lines: Vec<String> = Vec::new();
        for (number, line) in csv.replace("1003.0", "1003").lines().enumerate() {
            lines.push(if number == 0 { format!("{corner},{line}\n") } else { format!("{},{line}\n", number - 1) });
        }
        let answer =
            read("subdistrict 1, second_grid 1").fact("second_grid 1003001 惠民社区 < 1003").told("微网格", "A", "0");
        let rights =
            if corner.is_empty() { vec![answer] } else { vec![answer, refused().at("微网格", "A", &[]).at_most(1)] };
        all.push(text(format!("a running index below {what}"), lines.concat(), rights));
    }
    // A column that does not run is no index.
    let codes = "类别,编码,名称,\n街道,S,须水街道,7\n二级网格,V,惠民社区,7\n";
    all.push(text(
        "numbers without a heading that do not run",
        codes,
        vec![refused().at("微网格", "D", &["7"]).at_most(1)],
    ));
    all
}

fn errors_as_text() -> Vec<Variation> {
    let mut all = Vec::new();
    for error in ["#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#REF!", "Err:508", "#N/A, #N/A"] {
        let rights = |cell: &'static str| vec![refused().at("三级网格", cell, &[]).at_most(1)];
        let head = thirds(&[&["T-1", "第一网格", "惠民社区", error], SECOND]);
        all.push(beside(format!("a head `{error}`"), [head], rights("D2")));
        let parent = thirds(&[&["T-1", "第一网格", error], SECOND]);
        all.push(beside(format!("a parent `{error}`"), [parent], rights("C2")));
    }
    for (place, cell) in [("a code", 0), ("a name", 1), ("a figure", 4)] {
        let mut line = FIRST.to_vec();
        line[cell] = "#REF!";
        let at = ["A2", "B2", "", "", "E2"][cell];
        all.push(beside(
            format!("`#REF!` as {place}"),
            [thirds(&[&line, SECOND])],
            vec![refused().at("三级网格", at, &["#REF!"]).at_most(1)],
        ));
    }
    let branch = sheet("三级网格", &[&["网格编号", "上级", "党支部"], &["T-1", "V-1", "#N/A"]]);
    all.push(beside("a branch `#N/A`", [branch], vec![refused().at("三级网格", "C2", &["#N/A"]).at_most(1)]));
    let roster = sheet("人员", &[&["姓名", "所属网格", "职务"], &["#N/A", "T-1", "网格长"]]);
    all.push(beside(
        "a person `#N/A`",
        [thirds(&[FIRST]), roster],
        vec![refused().at("人员", "A2", &["#N/A"]).at_most(1)],
    ));
    all
}

fn no_names() -> Vec<Variation> {
    let mut all = Vec::new();
    for word in
        ["#0", "0", "#13", "2025-03-01", "是", "√", "男", "张", "详见附件", "见备注", "1人", "李", "党员", "TRUE"]
    {
        let head = thirds(&[&["T-1", "第一网格", "惠民社区", word, "#420"], SECOND]);
        all.push(beside(
            format!("no name `{word}`"),
            [head],
            vec![
                refused().at("三级网格", "D2", &[]).at_most(1),
                read(TWO).told("三级网格", "D2", word).share(Question::Headed, Kind::ThirdGrid, 0, 2),
            ],
        ));
    }
    all
}

fn subtotals() -> Vec<Variation> {
    let mut all = Vec::new();
    let headings: &[&str] = &["所属社区", "网格编号", "网格名称", "户数"];
    for (what, label) in [
        ("in the column of codes", ["惠民社区", "小计", "", "#820"]),
        ("in the column of names", ["惠民社区", "", "小计", "#820"]),
        ("behind the community", ["惠民社区小计", "", "", "#820"]),
        ("behind the community, apart", ["惠民社区 小计", "", "", "#820"]),
        ("with an ideographic space", ["惠民社区", "小　计", "", "#820"]),
        ("with a colon", ["惠民社区", "小计：", "", "#820"]),
        ("with a count", ["惠民社区", "小计", "2个", "#820"]),
        ("in brackets", ["惠民社区", "（小计）", "", "#820"]),
    ] {
        let grids = sheet(
            "三级网格",
            &[
                headings,
                &["惠民社区", "T-1", "第一网格", "#420"],
                &["惠民社区", "T-2", "第二网格", "#400"],
                &label,
                &["康乐社区", "T-3", "第三网格", "#100"],
                &["康乐社区", "小计", "", "#100"],
                &["合计", "", "", "#920"],
            ],
        );
        let answer = read("subdistrict 1, second_grid 2, third_grid 3").sum("households", 920).facts(&[
            "second_grid V-1 惠民社区 < S declared households=820…",
            "second_grid V-2 康乐社区 < S declared households=100…",
        ]);
        all.push(beside(format!("a subtotal {what}"), [grids], vec![answer]));
    }
    all
}

fn totals() -> Vec<Variation> {
    let mut all = Vec::new();
    for word in [
        "合計",
        "合  计：",
        "总合计",
        "共计",
        "总数",
        "合计（2个）",
        "合计:2",
        "本页合计",
        "全社区合计",
        "Total",
        "TOTAL",
        "【合计】",
        "合计 2 个网格",
        "以上合计",
        "惠民社区合计",
    ] {
        let answer = || read(TWO).sum("households", 820);
        let rights = vec![
            answer().fact("second_grid V-1 惠民社区 < S declared households=820…"),
            answer().fact("subdistrict S 须水街道 declared households=820…"),
            answer().told("三级网格", "4", word),
        ];
        all.push(beside(format!("a total `{word}`"), [thirds(&[FIRST, SECOND, &[word, "", "", "", "#820"]])], rights));
    }
    // A total whose figures are not those of the rows is declared all the same; the audit tells of it.
    let wrong = thirds(&[FIRST, SECOND, &["合计", "", "", "", "#999"]]);
    all.push(beside(
        "a total that is wrong",
        [wrong],
        vec![read(TWO).sum("households", 820).fact("second_grid V-1 惠民社区 < S declared households=999…")],
    ));
    let above = thirds(&[&["合计", "2个", "", "", "#820"], FIRST, SECOND]);
    all.push(beside(
        "a total above the rows",
        [above],
        vec![read(TWO).sum("households", 820), refused().at("三级网格", "2", &["合计"]).at_most(1)],
    ));
    all
}

fn feet() -> Vec<Variation> {
    let mut all = Vec::new();
    let feet: [(&str, &[&[&str]]); 11] = [
        ("signatures", &[&["制表人：钱七", "", "负责人：孙八"]]),
        ("signatures to be filled in", &[&["填表人（签字）：", "", "审核人（签字）：", "", "日期：  年  月  日"]]),
        ("a seal", &[&["单位（盖章）："], &["2025年3月1日"]]),
        ("a telephone number", &[&["填表人：钱七", "联系电话：13900000000"]]),
        ("remarks", &[&["备注：1.户数含空置房。"], &["2.人口以公安为准。"]]),
        ("an explanation", &[&["说明：户数以2025年2月28日为准"]]),
        ("an asterisk", &[&["*带星号的为必填项"]]),
        ("the end", &[&["以下空白"]]),
        ("the end between dashes", &[&["————以下空白————"]]),
        ("the end in other words", &[&["（以下无正文）"]]),
        ("all of it", &[&[], &["注：1.本表每月上报。"], &["填报单位：惠民社区", "", "", "填报日期：2025.3.1"]]),
    ];
    for (what, foot) in feet {
        let rows = thirds(&[&[FIRST, SECOND], foot].concat());
        all.push(beside(
            format!("a foot of {what}"),
            [rows],
            vec![read(TWO).sum("households", 820).one_note("三级网格", 4, 9)],
        ));
        // The same in one merged cell, below a total.
        let mut merged = thirds(&[FIRST, SECOND, &["合计", "", "", "", "#820"], &[&foot.concat().join("    ")]]);
        merge(&mut merged, (5, 1), (5, 5));
        all.push(beside(
            format!("a merged foot of {what}"),
            [merged],
            vec![read(TWO).sum("households", 820).one_note("三级网格", 5, 5)],
        ));
    }
    all
}

fn explanations() -> Vec<Variation> {
    let mut all = Vec::new();
    let lines: [(&str, &[&str]); 9] = [
        ("what is required", &["必填", "必填", "必填", "选填", "选填"]),
        ("what to fill in", &["填网格编号", "填网格全称", "填所属社区全称", "填姓名", "填整数"]),
        ("types", &["文本", "文本", "文本", "文本", "数字"]),
        ("brackets", &["（必填，唯一）", "（必填）", "（必填）", "（姓名）", "（户）"]),
        ("lengths", &["不超过20字", "不超过50字", "从下拉框选择", "多人用、隔开", "整数"]),
        ("a long sentence", &["填写说明：网格编号须唯一，网格名称填全称，户数填整数。"]),
        ("a sample", &["示例", "第一网格", "惠民社区", "张某某", "#350"]),
        ("a sample in brackets", &["（例）T-9", "示例网格", "示例社区", "张三", "#350"]),
        ("a sample before its value", &["例：T-9", "例：第九网格", "例：惠民社区", "例：张三", "例：350"]),
    ];
    for (what, line) in lines {
        all.push(beside(
            format!("a line of {what}"),
            [thirds(&[line, FIRST, SECOND])],
            vec![
                read(TWO).sum("households", 820).one_note("三级网格", 2, 2),
                refused().at("三级网格", "2", &[]).at_most(1),
            ],
        ));
    }
    all
}

fn several_tables() -> Vec<Variation> {
    let mut all = Vec::new();
    let upper: [&[&str]; 2] = [&["网格编号", "网格名称", "上级", "户数"], &["T-1", "第一网格", "V-1", "#420"]];
    let lower: [&[&str]; 2] = [&["网格编号", "网格名称", "上级", "网格员"], &["M-1", "微1", "T-1", "张三"]];
    let gaps: [(&str, &[&[&str]]); 5] = [
        ("with a name between", &[&["微网格"]]),
        ("with a numbered title between", &[&[], &["二、微网格台账"]]),
        ("with blank lines and a title between", &[&[], &[], &["微网格"], &[]]),
        ("with a total between", &[&["合计", "", "", "#420"], &[], &["微网格情况表"]]),
        ("with nothing between", &[]),
    ];
    for (what, gap) in gaps {
        let both = sheet("三级网格", &[&upper[..], gap, &lower[..]].concat());
        let answer = read("subdistrict 1, second_grid 2, third_grid 1, micro_grid 1, person 1")
            .people("张三")
            .facts(&["micro_grid M-1 微1 < T-1", "张三 serves M-1 as grid_worker"]);
        all.push(beside(
            format!("a second table {what}"),
            [both],
            vec![answer, refused().at("三级网格", "", &[]).at_most(1)],
        ));
    }
    let beside_it = sheet(
        "三级网格",
        &[
            &["网格编号", "网格名称", "上级", "", "网格编号", "网格名称", "上级"],
            &["T-1", "第一网格", "V-1", "", "T-2", "第二网格", "V-1"],
        ],
    );
    all.push(beside(
        "a second table beside the first",
        [beside_it],
        vec![read(TWO), refused().at("三级网格", "", &[]).at_most(3)],
    ));
    all
}

fn numbered_in_advance() -> Vec<Variation> {
    let mut all = Vec::new();
    let headings: &[&str] = &["序号", "网格编号", "网格名称", "所属社区", "户数"];
    let blanks: [(&str, &[&[&str]]); 6] = [
        ("numbers", &[&["#3"], &["#4"], &["#5"], &["#6"]]),
        ("numbers as text", &[&["3"], &["4"], &["5"]]),
        ("zeros of formulas", &[&["", "", "", "", "#0"], &["", "", "", "", "#0"]]),
        ("numbers and zeros", &[&["#3", "", "", "", "#0"], &["#4", "", "", "", "#0"]]),
        ("numbers and a parent that was filled down", &[&["#3", "", "", "惠民社区"], &["#4", "", "", "惠民社区"]]),
        ("dots", &[&["……"], &["…"]]),
    ];
    for (what, lines) in blanks {
        let rows: [&[&str]; 3] =
            [headings, &["#1", "T-1", "第一网格", "惠民社区", "#420"], &["#2", "T-2", "第二网格", "惠民社区", "#400"]];
        let answer = read(TWO).sum("households", 820).one_note("三级网格", 4, 9);
        all.push(beside(
            format!("lines in advance with {what}"),
            [sheet("三级网格", &[&rows[..], lines].concat())],
            vec![answer, refused().at("三级网格", "4", &[]).at_most(1)],
        ));
    }
    // A zero that somebody wrote is a figure.
    let zero = thirds(&[FIRST, &["T-2", "第二网格", "惠民社区", "", "#0"]]);
    all.push(beside("a zero of a grid", [zero], vec![read(TWO).fact("third_grid T-2 第二网格 < V-1 households=0")]));
    all
}

fn ancestors() -> Vec<Variation> {
    let grids = || {
        sheet(
            "三级网格",
            &[
                &["网格编号", "网格名称", "所属街道", "所属社区"],
                &["T-1", "第一网格", "须水街道", "惠民社区"],
                &["T-2", "第一网格", "须水街道", "康乐社区"],
            ],
        )
    };
    let micro = |headings: &[&str], line: &[&str]| sheet("微网格", &[headings, line]);
    let to = |fact: &'static str| {
        vec![
            read("subdistrict 1, second_grid 2, third_grid 2, micro_grid 1")
                .fact(fact)
                .fact("third_grid T-2 第一网格 < V-2"),
        ]
    };
    let headings: &[&str] = &["编码", "名称", "所属街道", "所属社区", "所属网格"];
    vec![
        beside(
            "ancestors of third-level grids",
            [grids(), micro(headings, &["M", "微", "须水街道", "康乐社区", "第一网格"])],
            to("micro_grid M 微 < T-2"),
        ),
        beside(
            "ancestors in another order",
            [grids(), micro(&["编码", "名称", "所属三级网格", "所属社区"], &["M", "微", "第一网格", "惠民社区"])],
            to("micro_grid M 微 < T-1"),
        ),
        beside(
            "ancestors by code",
            [grids(), micro(headings, &["M", "微", "S", "V-2", "T-2"])],
            to("micro_grid M 微 < T-2"),
        ),
        beside(
            "ancestors that contradict",
            [grids(), micro(headings, &["M", "微", "须水街道", "惠民社区", "T-2"])],
            vec![refused().at("微网格", "2", &["惠民社区", "T-2"]).at_most(1)],
        ),
        beside(
            "ancestors of which the lowest is empty",
            [
                grids(),
                sheet(
                    "商户",
                    &[
                        &["编码", "名称", "所属街道", "所属社区", "所属网格"],
                        &["B", "粮油店", "须水街道", "康乐社区", ""],
                    ],
                ),
            ],
            vec![
                read("subdistrict 1, second_grid 2, third_grid 2, shop 1").fact("shop B 粮油店 < V-2"),
                refused().at("商户", "E2", &[]).at_most(1),
            ],
        ),
        beside(
            "an ancestor that is unknown",
            [grids(), micro(headings, &["M", "微", "须水街道", "安乐社区", "第一网格"])],
            vec![refused().at("微网格", "D2", &["安乐社区"]).at_most(1)],
        ),
    ]
}

fn wide() -> Vec<Variation> {
    let of = |what: &str, lines: &[&[&str]], rights: Vec<Right>| Variation {
        what: what.to_owned(),
        input: Input::Sheets(vec![sheet("网格台账", lines)]),
        rights,
    };
    let both = || read("subdistrict 1, second_grid 2, third_grid 2").sum("households", 820);
    vec![
        of(
            "a column a level",
            &[
                &["街道", "二级网格", "三级网格", "户数"],
                &["须水街道", "惠民社区", "第一网格", "#420"],
                &["须水街道", "康乐社区", "第一网格", "#400"],
            ],
            vec![both()],
        ),
        of(
            "a column a level, by what offices call them",
            &[
                &["街道名称", "社区名称", "网格名称", "户数"],
                &["须水街道", "惠民社区", "第一网格", "#420"],
                &["须水街道", "康乐社区", "第一网格", "#400"],
            ],
            vec![both(), refused().at_most(1)],
        ),
        of(
            "a code and a name a level",
            &[
                &["街道编码", "街道名称", "社区编码", "社区名称", "三级网格编码", "三级网格名称", "户数"],
                &["S", "须水街道", "V-1", "惠民社区", "T-1", "第一网格", "#420"],
                &["S", "须水街道", "V-2", "康乐社区", "T-2", "第一网格", "#400"],
            ],
            vec![both().facts(&["third_grid T-2 第一网格 < V-2 households=400", "second_grid V-1 惠民社区 < S"])],
        ),
        of(
            "a code of two names",
            &[
                &["街道编码", "街道", "社区编码", "社区"],
                &["S", "须水街道", "V-1", "惠民社区"],
                &["S", "须水街道", "V-1", "康乐社区"],
            ],
            vec![refused().at("网格台账", "3", &["V-1"]).at_most(1)],
        ),
        of(
            "a level that is empty in a line",
            &[
                &["街道", "社区", "三级网格", "户数"],
                &["须水街道", "惠民社区", "第一网格", "#420"],
                &["须水街道", "康乐社区", "", "#400"],
            ],
            vec![read("subdistrict 1, second_grid 2, third_grid 1").sum("households", 820)],
        ),
        of(
            "a gap between levels",
            &[&["街道", "社区", "三级网格", "户数"], &["须水街道", "", "第一网格", "#420"]],
            vec![refused().at("网格台账", "2", &[]).at_most(1)],
        ),
        of(
            "the same path twice with other figures",
            &[
                &["街道", "社区", "三级网格", "户数"],
                &["须水街道", "惠民社区", "第一网格", "#420"],
                &["须水街道", "惠民社区", "第一网格", "#400"],
            ],
            vec![refused().at("网格台账", "3", &["420", "400"]).at_most(1)],
        ),
        {
            let mut merged = sheet(
                "网格台账",
                &[
                    &["街道", "社区", "三级网格", "户数"],
                    &["须水街道", "惠民社区", "第一网格", "#420"],
                    &["", "", "第二网格", "#400"],
                    &["", "康乐社区", "第一网格", "#100"],
                    &["合计", "", "", "#920"],
                ],
            );
            merge(&mut merged, (2, 1), (4, 1));
            merge(&mut merged, (2, 2), (3, 2));
            let rights = vec![read("subdistrict 1, second_grid 2, third_grid 3").sum("households", 920)];
            Variation { what: "a column a level, merged".to_owned(), input: Input::Sheets(vec![merged]), rights }
        },
    ]
}

fn paths() -> Vec<Variation> {
    let mut all = Vec::new();
    let right = || read("subdistrict 1, second_grid 2, third_grid 2").fact("third_grid T-1 第一网格 < V-1");
    for path in [
        "须水街道/惠民社区",
        "须水街道／惠民社区",
        "须水街道>惠民社区",
        "须水街道-惠民社区",
        "须水街道、惠民社区",
        "须水街道 惠民社区",
        "须水街道惠民社区",
        "S/V-1",
    ] {
        let rights = vec![right(), refused().at("三级网格", "C2", &[]).at_most(1)];
        let first = ["/", "／", ">"].iter().any(|sign| path.contains(sign));
        let rights = if first { vec![right()] } else { rights };
        all.push(beside(format!("a path `{path}`"), [thirds(&[&["T-1", "第一网格", path], SECOND])], rights));
    }
    let wrong = thirds(&[&["T-1", "第一网格", "康乐社区/惠民社区"], SECOND]);
    all.push(beside("a path that is wrong", [wrong], vec![refused().at("三级网格", "C2", &["康乐社区"]).at_most(1)]));
    all
}

fn two_lines_of_headings() -> Vec<Variation> {
    let mut all = Vec::new();
    #[allow(clippy::type_complexity, reason = "a table of one test")]
    let lines: [(&str, &[&str], &[&str], &[(u32, u32)]); 5] = [
        (
            "of people",
            &["网格编号", "网格名称", "所属社区", "网格长", "", "户数"],
            &["", "", "", "姓名", "电话", ""],
            &[(4, 5)],
        ),
        (
            "of people and figures",
            &["网格编号", "网格名称", "所属社区", "网格长", "基本情况", ""],
            &["", "", "", "姓名", "户数", "人口"],
            &[(5, 6)],
        ),
        (
            "of figures",
            &["网格编号", "网格名称", "所属社区", "网格长", "常住情况", ""],
            &["", "", "", "", "户数", "人口"],
            &[(5, 6)],
        ),
        (
            "of the grid",
            &["网格基本信息", "", "", "网格长", "户数"],
            &["网格编号", "网格名称", "所属社区", "", ""],
            &[(1, 3)],
        ),
        ("with units below", &["网格编号", "网格名称", "所属社区", "网格长", "户数"], &["", "", "", "", "（户）"], &[]),
    ];
    for (what, first, second, ranges) in lines {
        let row: &[&str] = match what {
            "of people" => &["T-1", "第一网格", "惠民社区", "张三", "13900000000", "#420"],
            _ => &["T-1", "第一网格", "惠民社区", "张三", "#420"],
        };
        let mut grids = sheet("三级网格", &[first, second, row]);
        for (left, right) in ranges {
            merge(&mut grids, (1, *left), (1, *right));
        }
        let answer = read("subdistrict 1, second_grid 2, third_grid 1, person 1").people("张三").sum("households", 420);
        all.push(beside(
            format!("headings in two lines {what}"),
            [grids],
            vec![
                answer.share(Question::Headed, Kind::ThirdGrid, 1, 1),
                refused().at("三级网格", "", &[]).at_most(1).never("13900000000"),
            ],
        ));
    }
    all
}

fn numbered_anew() -> Vec<Variation> {
    let mut all = Vec::new();
    let compounds =
        || sheet("小区", &[&["编码", "名称", "所属网格"], &["C-1", "惠民小区", "T-1"], &["C-2", "康乐小区", "T-2"]]);
    let places = "subdistrict 1, second_grid 2, third_grid 2, compound 2, building 2";
    for (what, one, other) in [
        ("as numbers", ["#1", "1号楼", "惠民小区", "#60"], ["#1", "1号楼", "康乐小区", "#48"]),
        ("as text", ["1号", "1号楼", "C-1", "#60"], ["1号", "1号楼", "C-2", "#48"]),
        ("with one figure", ["#1", "1号楼", "惠民小区", "#60"], ["#1", "1号楼", "康乐小区", "#60"]),
        ("with other names", ["A", "A座", "惠民小区", "#60"], ["A", "甲座", "康乐小区", "#48"]),
        ("without figures", ["#1", "", "惠民小区", ""], ["#1", "", "康乐小区", ""]),
    ] {
        let buildings = sheet("楼栋", &[&["编号", "名称", "所属小区", "户数"], &one, &other]);
        all.push(beside(
            format!("buildings numbered anew {what}"),
            [thirds(&[FIRST, SECOND]), compounds(), buildings],
            vec![
                read(places).told("楼栋", "A3", "1"),
                refused().at("楼栋", "3", &[]).at_most(1).never("keep the one that is right"),
            ],
        ));
    }
    let twice = sheet(
        "楼栋",
        &[&["编号", "名称", "所属小区", "户数"], &["1", "1号楼", "C-1", "#60"], &["1", "1号楼", "C-1", "#60"]],
    );
    all.push(beside(
        "one building twice",
        [thirds(&[FIRST, SECOND]), compounds(), twice],
        vec![
            read("subdistrict 1, second_grid 2, third_grid 2, compound 2, building 1").told("楼栋", "3", "1"),
            refused().at("楼栋", "3", &[]).at_most(1),
        ],
    ));
    all
}

fn one_form() -> Vec<Variation> {
    let mut all = Vec::new();
    for (what, parent) in [
        ("U+200B behind", "惠民社区\u{200b}"),
        ("U+FEFF before", "\u{feff}惠民社区"),
        ("marks of direction around", "\u{202a}惠民社区\u{202c}"),
        ("U+2060 within", "惠民\u{2060}社区"),
        ("a space within", "惠民 社区"),
        ("a look-alike radical", "惠\u{2ea0}社区"),
        ("a look-alike radical of Kangxi", "惠民\u{2f70}区"),
        ("a no-break space behind", "惠民社区\u{a0}"),
        ("a line break within", "惠民\n社区"),
        ("a code with full-width signs", "Ｖ－１"),
        ("a code with U+200B", "V-1\u{200b}"),
    ] {
        let fact = "third_grid T-1 第一网格 < V-1 households=420";
        all.push(beside(
            format!("a parent with {what}"),
            [thirds(&[&["T-1", "第一网格", parent, "", "#420"], SECOND])],
            // U+2F70 stands for another character: it names nobody here.
            if what.ends_with("Kangxi") {
                vec![refused().at("三级网格", "C2", &[]).at_most(1)]
            } else {
                vec![read(TWO).fact(fact)]
            },
        ));
    }
    for (what, code) in [("U+200B", "T-1\u{200b}"), ("full-width signs", "Ｔ－１"), ("U+FEFF", "\u{feff}T-1")] {
        let both = thirds(&[FIRST, &[code, "第二网格", "惠民社区"]]);
        all.push(beside(
            format!("two codes that differ by {what}"),
            [both],
            vec![refused().at("三级网格", "3", &["T-1"]).at_most(1)],
        ));
    }
    for (what, heading) in [
        ("U+200B", "网格\u{200b}长"),
        ("a look-alike", "\u{2f79}格长"),
        ("a space", "网 格 长"),
        ("a line break", "网格\n长"),
        ("a mark", "*网格长"),
    ] {
        let grids = sheet("三级网格", &[&["网格编号", "上级", heading], &["T-1", "V-1", "张三"]]);
        // U+2F79 is the radical of 网.
        let right =
            read("subdistrict 1, second_grid 2, third_grid 1, person 1").share(Question::Headed, Kind::ThirdGrid, 1, 1);
        all.push(beside(format!("a heading with {what}"), [grids], vec![right]));
    }
    all
}

fn names() -> Vec<Variation> {
    let mut all = Vec::new();
    let headed = |names: &'static str, kinds: &'static str| read(kinds).people(names);
    for written in [
        "张　三",
        "张 三",
        " 张三 ",
        "张三（书记）",
        "张三(兼)",
        "张三【主任】",
        "张三13900000000",
        "张三 139-0000-0000",
        "张三（13900000000）",
        "张\n三",
        "张三\u{200b}",
        "张三（电话：13900000000）",
        "张三\n13900000000",
    ] {
        let both = thirds(&[
            &["T-1", "第一网格", "惠民社区", "张三", "#420"],
            &["T-2", "第二网格", "惠民社区", written, "#400"],
        ]);
        all.push(beside(
            format!("a name `{written}`"),
            [both],
            vec![
                headed("张三", "subdistrict 1, second_grid 2, third_grid 2, person 1")
                    .share(Question::Headed, Kind::ThirdGrid, 2, 2)
                    .never("139"),
            ],
        ));
    }
    for (written, people) in [
        ("张三、李四", "张三 李四"),
        ("张三 李四", "张三 李四"),
        ("张三,李四", "张三 李四"),
        ("张三（组长）、李四（组员）", "张三 李四"),
        ("张三13900000000、李四13900000001", "张三 李四"),
        ("张三;李四；王五", "张三 李四 王五"),
        ("欧阳明月", "欧阳明月"),
        ("阿依古丽·买买提", "阿依古丽·买买提"),
    ] {
        let grids = sheet("三级网格", &[&["网格编号", "上级", "网格员"], &["T-1", "V-1", written]]);
        let kinds = ["person 1", "person 2", "person 3"][people.split(' ').count() - 1];
        let kinds: &'static str = match kinds {
            "person 1" => "subdistrict 1, second_grid 2, third_grid 1, person 1",
            "person 2" => "subdistrict 1, second_grid 2, third_grid 1, person 2",
            _ => "subdistrict 1, second_grid 2, third_grid 1, person 3",
        };
        let right = headed(people, kinds).never("139");
        let rights = if written.contains("张三 李四") {
            vec![right, refused().at("三级网格", "C2", &["张三"]).at_most(1)]
        } else {
            vec![right]
        };
        all.push(beside(format!("a list of names `{written}`"), [grids], rights));
    }
    for written in ["139 0000 0000", "13900000000", "410105199001010010"] {
        let grids = thirds(&[&["T-1", "第一网格", "惠民社区", written], SECOND]);
        all.push(beside(
            format!("a number alone `{written}`"),
            [grids],
            vec![
                refused().at("三级网格", "D2", &[]).at_most(1).never(written),
                read(TWO).told("三级网格", "D2", "").never(written),
            ],
        ));
    }
    all
}

fn namesakes() -> Vec<Variation> {
    let grids =
        |lines: &[&[&str]]| sheet("三级网格", &[&[&["网格编号", "上级", "网格长", "网格员"][..]], lines].concat());
    let roster = |lines: &[&[&str]]| sheet("人员", &[&[&["姓名", "所属网格", "职务"][..]], lines].concat());
    let micro = || sheet("微网格", &[&["编码", "上级", "网格长"], &["M-1", "T-1", "张伟"], &["M-2", "T-1", "张伟"]]);
    let one = |kinds: &'static str| vec![read(kinds).people("张伟")];
    let two = |kinds: &'static str| vec![read(kinds).people("张伟 张伟")];
    vec![
        beside(
            "one name in one community",
            [grids(&[&["T-1", "V-1", "张伟"], &["T-2", "V-1", "张伟"]])],
            one("subdistrict 1, second_grid 2, third_grid 2, person 1"),
        ),
        beside(
            "one name in two communities",
            [grids(&[&["T-1", "V-1", "张伟"], &["T-2", "V-2", "张伟"]])],
            two("subdistrict 1, second_grid 2, third_grid 2, person 2"),
        ),
        beside(
            "one name in micro grids of one community",
            [grids(&[&["T-1", "V-1"]]), micro()],
            one("subdistrict 1, second_grid 2, third_grid 1, micro_grid 2, person 1"),
        ),
        beside(
            "one name in a roster of two communities",
            [
                grids(&[&["T-1", "V-1"], &["T-2", "V-2"]]),
                roster(&[&["张伟", "T-1", "网格长"], &["张伟", "T-2", "网格长"]]),
            ],
            two("subdistrict 1, second_grid 2, third_grid 2, person 2"),
        ),
        beside(
            "one name with two codes",
            [
                grids(&[&["T-1", "V-1"], &["T-2", "V-1"]]),
                sheet(
                    "人员",
                    &[
                        &["人员编号", "姓名", "所属网格", "职务"],
                        &["P-1", "张伟", "T-1", "网格长"],
                        &["P-2", "张伟", "T-2", "网格长"],
                    ],
                ),
            ],
            two("subdistrict 1, second_grid 2, third_grid 2, person 2"),
        ),
        beside(
            "one name with two posts in a grid",
            [grids(&[&["T-1", "V-1", "张伟", "张伟"]])],
            vec![
                read("subdistrict 1, second_grid 2, third_grid 1, person 1")
                    .facts(&["张伟 serves T-1 as grid_head", "张伟 serves T-1 as grid_worker"]),
            ],
        ),
    ]
}

fn near_codes() -> Vec<Variation> {
    let mut all = Vec::new();
    for (written, right) in [
        ("t-01", "T-01"),
        ("T-1", "T-01"),
        ("T_01", "T-01"),
        ("T-O1", "T-01"),
        ("T01", "T-01"),
        ("=\"T-01\"x", "T-01"),
        ("第一网各", "第一网格"),
    ] {
        let grids = sheet("三级网格", &[&["网格编号", "网格名称", "上级"], &["T-01", "第一网格", "V-1"]]);
        let micro = sheet("微网格", &[&["编码", "名称", "上级"], &["M-1", "微1", written]]);
        let words: &'static [&'static str] = if right == "T-01" { &["T-01"] } else { &["第一网格"] };
        all.push(beside(
            format!("a code near `{written}`"),
            [grids, micro],
            vec![refused().at("微网格", "C2", words).at_most(1)],
        ));
    }
    all
}

fn hidden_characters_of_csv() -> Vec<Variation> {
    let mut all = Vec::new();
    for (what, code) in [
        ("a formula of a text", "=\"010102\""),
        ("a quoted formula of a text", "\"=\"\"010102\"\"\""),
        ("U+001F", "\u{1f}010102"),
        ("a backtick", "`010102"),
        ("tabs", "\t010102\t"),
        ("a tab behind", "010102\t"),
    ] {
        let csv = format!("类别,编码,名称,上级\r\n街道,{code},须水街道,\r\n二级网格,V,惠民社区,010102\r\n");
        let right = read("subdistrict 1, second_grid 1")
            .facts(&["subdistrict 010102 须水街道", "second_grid V 惠民社区 < 010102"]);
        // White space at the ends is no part of a code, and not worth a note.
        let right = if what.contains("tab") { right } else { right.told("微网格", "B2", "010102") };
        all.push(text(format!("a code with {what}"), csv, vec![right]));
    }
    all
}

fn figures() -> Vec<Variation> {
    let mut all = Vec::new();
    for (written, households) in [
        ("1，234", 1234),
        ("1,234", 1234),
        ("１２３４", 1234),
        ("420户", 420),
        ("1 200", 1200),
        ("\u{200b}88", 88),
        ("1.2万", 12_000),
        ("88 户", 88),
        ("1\u{a0}234", 1234),
    ] {
        let grids = thirds(&[&["T-1", "第一网格", "惠民社区", "", written], SECOND]);
        all.push(beside(format!("a figure `{written}`"), [grids], vec![read(TWO).sum("households", households + 400)]));
    }
    for written in ["—", "无", "/", "不详", "暂无数据"] {
        let grids = thirds(&[&["T-1", "第一网格", "惠民社区", "", written], SECOND]);
        let rights = vec![
            read(TWO).sum("households", 400).fact("third_grid T-1 第一网格 < V-1").told("三级网格", "E2", written),
            refused().at("三级网格", "E2", &[]).at_most(1),
        ];
        all.push(beside(format!("no figure `{written}`"), [grids], rights));
    }
    for written in ["约400", "400左右", "400余户", "近500", "数十", "400-500", "若干", "45%", "420+30", "十几"]
    {
        let grids = thirds(&[&["T-1", "第一网格", "惠民社区", "", written], SECOND]);
        all.push(beside(
            format!("an unsure figure `{written}`"),
            [grids],
            vec![refused().at("三级网格", "E2", &[]).at_most(1)],
        ));
    }
    all
}

fn sheets_of_communities() -> Vec<Variation> {
    let headings: &[&str] = &["网格编号", "网格名称", "户数"];
    let of = |name: &str, code: &str| sheet(name, &[headings, &[code, "第一网格", "#410"]]);
    let right = || {
        read(TWO)
            .sum("households", 820)
            .facts(&["third_grid T-1 第一网格 < V-1 households=410", "third_grid T-2 第一网格 < V-2 households=410"])
    };
    let refusals = || refused().at_most(2);
    vec![
        beside("a sheet a community", [of("惠民社区", "T-1"), of("康乐社区", "T-2")], vec![right(), refusals()]),
        beside(
            "a sheet a community, with a suffix",
            [of("惠民社区台账", "T-1"), of("康乐社区网格", "T-2")],
            vec![right(), refusals()],
        ),
        beside(
            "a sheet a community, numbered",
            [of("1惠民社区", "T-1"), of("2.康乐社区", "T-2")],
            vec![right(), refusals()],
        ),
        beside("a sheet a community, by code", [of("V-1", "T-1"), of("V-2", "T-2")], vec![right(), refusals()]),
        beside(
            "a sheet of an unknown community",
            [of("安乐社区", "T-1")],
            vec![refused().at("安乐社区", "", &[]).at_most(1)],
        ),
    ]
}

fn registers() -> Vec<Variation> {
    let mut all = Vec::new();
    let registers: [(&str, &[&str], &[&str]); 5] = [
        (
            "居民台账",
            &["姓名", "身份证号", "联系电话", "所属网格"],
            &["甲一", "00000019000101000X", "00000000000", "第一网格"],
        ),
        (
            "住户信息",
            &["户主姓名", "公民身份号码", "手机号码", "楼栋", "房号"],
            &["甲一", "00000019000101000X", "00000000000", "1号楼", "101"],
        ),
        (
            "流动人口",
            &["姓名", "证件号码", "户籍地", "现居住地", "所属网格"],
            &["甲一", "00000019000101000X", "某省", "1号楼101", "T-1"],
        ),
        (
            "租户登记表",
            &["承租人", "身份证号码", "电话", "出租房屋地址"],
            &["甲一", "00000019000101000X", "00000000000", "1号楼101"],
        ),
        (
            "Sheet2",
            &["姓名", "性别", "出生日期", "身份证号", "所属网格"],
            &["甲一", "男", "1900-01-01", "00000019000101000X", "T-1"],
        ),
    ];
    for (name, headings, line) in registers {
        all.push(beside(
            format!("a register {name}"),
            [thirds(&[FIRST, SECOND]), sheet(name, &[headings, line, line])],
            vec![
                read(TWO).told(leaked(name), "", leaked(name)).never("甲一"),
                refused().at(leaked(name), "", &[]).at_most(1).never("甲一"),
            ],
        ));
    }
    all
}

/// The name of a sheet that the table of the test names, for as long as the test runs.
fn leaked(name: &str) -> &'static str {
    String::leak(name.to_owned())
}

fn unknown_headings() -> Vec<Variation> {
    let mut all = Vec::new();
    let tables: [(&str, &[&str]); 5] = [
        ("of a system", &["id", "created_at", "grid_id", "grid_nm", "status"]),
        ("in English", &["Resident", "Street No.", "District", "Remarks2", "Owner"]),
        ("in Chinese", &["甲栏", "乙栏", "丙栏", "丁栏", "戊栏"]),
        ("beside a known one", &["网格编号", "天气", "气温", "风向", "湿度"]),
        ("beside many known ones", &["网格编号", "网格名称", "上级", "天气", "气温"]),
    ];
    for (what, headings) in tables {
        let other = sheet("Sheet3", &[headings, &["1", "2", "V-1", "4", "5"], &["6", "7", "V-1", "9", "10"]]);
        all.push(beside(
            format!("unknown headings {what}"),
            [other],
            vec![
                refused().at("Sheet3", "", &[]).at_most(2),
                read("subdistrict 1, second_grid 2").told("Sheet3", "", "Sheet3"),
            ],
        ));
    }
    all
}

fn municipality() -> Vec<Variation> {
    let districts = "东城区 西城区 朝阳区 丰台区 石景山区 海淀区 门头沟区 房山区 通州区 顺义区 昌平区 大兴区 怀柔区 平谷区 密云区 延庆区";
    let mut lines = vec![vec!["类别", "编码", "名称", "上级"], vec!["省", "11", "北京市", ""]];
    let codes: Vec<String> =
        [1, 2, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19].iter().map(|code| format!("1101{code:02}")).collect();
    for (code, name) in codes.iter().zip(districts.split(' ')) {
        lines.push(vec!["区县", code, name, "11"]);
    }
    let csv = lines.iter().map(|cells| cells.join(",") + "\r\n").collect::<String>();
    vec![text("the districts of Beijing", csv, vec![read("province 1, county 16").fact("county 110105 朝阳区 < 11")])]
}

fn encodings(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let (gbk, _, is_lossy) = GBK.encode(text);
    let mut all = vec![
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16", utf16),
    ];
    if !is_lossy {
        all.push(("GBK", gbk.into_owned()));
    }
    all
}

fn variations() -> Vec<Variation> {
    let faults = [
        nobody(),
        ditto(),
        words_of_programs(),
        errors_as_text(),
        no_names(),
        subtotals(),
        totals(),
        feet(),
        explanations(),
        several_tables(),
        numbered_in_advance(),
        ancestors(),
        wide(),
        paths(),
        two_lines_of_headings(),
        numbered_anew(),
        one_form(),
        names(),
        namesakes(),
        near_codes(),
        hidden_characters_of_csv(),
        figures(),
        sheets_of_communities(),
        registers(),
        unknown_headings(),
        municipality(),
    ];
    faults.into_iter().flatten().collect()
}

/// The answers to a variation: to its sheets, and to a file of the format whose turn it is.
fn answers(input: &Input, turn: usize) -> Vec<(String, Answer)> {
    match input {
        Input::Sheets(sheets) => {
            let workbook = sheets.iter().cloned().fold(Workbook::new("须水.xlsx"), Workbook::with_sheet);
            let through = |format: &Format| (format!("{format:?}"), Answer::of(&format.through(&workbook)));
            [Format::Sheets, Format::ALL[1 + turn % 3]].iter().map(through).collect()
        }
        Input::Text(text) => {
            let read = |(encoding, bytes): (&str, Vec<u8>)| {
                let answer = match Workbook::from_bytes("微网格.csv", &bytes) {
                    Ok(workbook) => Answer::of(&workbook),
                    Err(errors) => Answer::refusal(errors),
                };
                (encoding.to_owned(), answer)
            };
            encodings(text).into_iter().map(read).collect()
        }
    }
}

#[test]
fn every_variation_has_its_right_answer() {
    let mut wrong = String::new();
    let (mut all, mut failed) = (0, 0);
    for Variation { what, input, rights } in variations() {
        all += 1;
        let mut found: Vec<(String, String)> = Vec::new();
        for (format, answer) in answers(&input, all) {
            let mismatches = mismatches(&answer, &rights);
            if !mismatches.is_empty() {
                found.push((format, mismatches));
            }
        }
        if let Some((_, mismatches)) = found.first() {
            failed += 1;
            let formats: Vec<&str> = found.iter().map(|(format, _)| format.as_str()).collect();
            wrong.extend([format!("{what:?} ({}):\n", formats.join(", ")).as_str(), mismatches.as_str()]);
        }
    }
    assert!(wrong.is_empty(), "{failed} of {all} variations:\n{wrong}");
}

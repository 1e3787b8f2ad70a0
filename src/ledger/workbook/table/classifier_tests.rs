use super::*;
use crate::ledger::workbook::line_words::LineWord;
use crate::ledger::workbook::table::test_sheet::{classified, columns, purpose, sheet, told};

/// The last line of a table of two rows.
fn after_rows(line: &str) -> String {
    let sheet = format!(
        "序号|网格编号|网格名称|所属社区|户数|备注\n1|T-1|第一网格|惠民社区|420\n2|T-2|第二网格|惠民社区|400\n{line}"
    );
    told(&sheet).rsplit(' ').next().unwrap().to_owned()
}

/// The line directly below the headings.
fn below_headings(line: &str) -> String {
    let sheet = format!(
        "序号|网格编号|网格名称|所属社区|网格长|户数|备注\n{line}\n1|T-1|第一网格|惠民社区|张三|420\n2|T-2|第二网格|惠民社区|李四|400"
    );
    told(&sheet).split(' ').nth(1).unwrap().to_owned()
}

#[test]
fn totals_are_told_in_any_words() {
    for phrase in [
        "合计",
        "合计：",
        "总  计",
        "合计（户）",
        "合计2个",
        "共计2个网格",
        "累计",
        "汇总",
        "全街道合计",
        "TOTAL",
        "Grand Total",
        "合　计",
        "总计(户)",
        "本街道总计",
        "共2个",
        "Sum:",
        "合計",
        "以上合计",
        "一、合计",
        "合计（个）",
        "*合计*",
        "总共",
        "计",
        "共计：2个网格",
        "合计：2",
        "网格总数",
        "各社区合计",
        "［合计］",
        "户数合计",
    ] {
        for line in [
            format!("|{phrase}|||820"),
            format!("||{phrase}||820"),
            format!("{phrase}||||820"),
            format!("3||{phrase}||820"),
        ] {
            assert_eq!(after_rows(&line), "total", "{line}");
        }
    }
    for (line, told) in [
        ("|小计|||820", "part"),
        ("||小　计：||820", "part"),
        ("|Subtotal|||820", "part"),
        ("|本页合计|||820", "part"),
        ("|小计||惠民社区|820", "total:惠民社区"),
        ("|小计||^惠民社区|820", "total:惠民社区"),
        ("|||惠民社区小计|820", "total:惠民社区"),
        ("惠民社区小计||||820", "total:惠民社区"),
        ("||惠民社区 合计：||820", "total:惠民社区"),
        ("|XS-T01合计|||820", "total:XS-T01"),
        ("||合计（惠民社区）||820", "total:惠民社区"),
        ("||惠民社区 Total||820", "total:惠民社区"),
        ("全街道合计|2个|||820", "total"),
        ("|合计|2||820", "total"),
        ("|合计|2个||820", "total"),
        ("|合计||2个|820", "total:2个"),
        ("|合计|—|—|820", "total"),
        ("|小计||—|820", "part"),
        ("合计|||||820", "total"),
        ("|||||合计", "total"),
    ] {
        // A count in the column of parents names no group.
        let told = if told == "total:2个" { "total" } else { told };
        assert_eq!(after_rows(line), told, "{line}");
    }
}

#[test]
fn rows_that_only_sound_like_totals_stay_rows() {
    for line in [
        "3|T-3|合计路1号楼|惠民社区|30",
        "3|T-3|总计划小区|惠民社区|30",
        "3|T-3|会计学校|惠民社区|30",
        "3|T-3|审计局网格|惠民社区|30",
        "3|T-3|第三网格|惠民社区|30|合计",
        "3|T-3|计生网格|惠民社区|30",
        "3|T-3|共和路网格|惠民社区|30",
        "3|T-3|Sumy|惠民社区|30",
        "3|T-3|共青团路2号|惠民社区|30",
        "|SUM-1|第三网格|惠民社区|30",
        "3|T-3|'合计|惠民社区|30",
        "3|T-3|设计|惠民社区|30",
        "3|T-3|第三网格|小计村|30",
        "3|T-3|Total Energies|惠民社区|30",
        "3|T-3|合计|^惠民社区",
    ] {
        let told = after_rows(line);
        assert!(told == "data" || line.contains("|合计|^") && told == "?total", "{line}: {told}");
    }
    assert_eq!(after_rows("3|T-3|合计|惠民社区|820"), "?total");
    assert_eq!(after_rows("合计|T-3|第三网格|惠民社区|820"), "?total");
    assert_eq!(after_rows("||其中：出租户||30"), "?breakdown");
}

#[test]
fn totals_of_groups_in_merged_cells_and_levels() {
    let sheet = "所属社区|网格编号|网格名称|户数\n惠民社区|T-1|一号网格|420\n^惠民社区|T-2|二号网格|400\n^惠民社区|小计||820\n\
                 康乐社区|T-3|三号网格|100\n^康乐社区|小计||100\n合计|||920";
    assert_eq!(told(sheet), "heading data data total:惠民社区 data total:康乐社区 total");
    let sheet = "街道|社区|三级网格|户数\n须水街道|惠民社区|一号网格|60\n须水街道|惠民社区|小计|60\n须水街道|小计||60\n合计|||60\n须水街道|康乐社区|二号网格|";
    assert_eq!(told(sheet), "heading data total:惠民社区 total:须水街道 total data");
}

#[test]
fn the_foot_is_told() {
    for (line, told) in [
        ("|填表人：钱七|审核人：孙八||填表日期：2025年3月1日", "signature"),
        ("|填表人：钱七 审核人：孙八>>5", "signature"),
        ("填表人|钱七|审核人|孙八", "signature"),
        ("|填报单位（盖章）：", "signature"),
        ("|制表：|钱七", "signature"),
        ("|单位负责人签字：", "signature"),
        ("|填表人 钱七", "signature"),
        ("|联系电话：0371", "signature"),
        ("|Prepared by: Qian", "signature"),
        ("|填表人:___|联系电话:___", "signature"),
        ("||2025年3月1日", "signature"),
        ("|||||@2025-03-01", "signature"),
        ("|注：1.本表由社区填报，每月5日前上报。>>5", "note"),
        ("|注：户数以公安人口库为准", "note"),
        ("|备注：本表一式两份", "note"),
        ("|说明：无", "note"),
        ("|※本表数据截至2025年2月", "note"),
        ("|1.本表由社区每月填报", "note"),
        ("|*户数以公安人口库为准", "note"),
        ("|注1：户数", "note"),
        ("|（1）本表由社区每月填报", "note"),
        ("|以上数据截至三月", "note"),
        ("|Note: as of March", "note"),
        ("|网格长由社区两委成员担任；网格员由党员担任。", "note"),
        ("|数据来源：公安", "note"),
        ("|以下空白", "end"),
        ("|——以下空白——", "end"),
        ("|以 下 空 白", "end"),
        ("|(完)", "end"),
        ("|END", "end"),
        ("||（以下无正文）", "end"),
        ("3|以下空白", "end"),
        ("|/以下空白/|/|/", "end"),
        ("|此页无正文>>5", "end"),
    ] {
        assert_eq!(after_rows(line), told, "{line}");
    }
}

#[test]
fn rows_that_only_sound_like_a_foot_stay_rows() {
    for line in [
        "3|T-3|第三网格|惠民社区|30|注：待拆迁",
        "3|T-3|第三网格|惠民社区|30|联系人：张三",
        "3|T-3|END|惠民社区|30",
        "3|注-1|注溪网格|惠民社区|30",
        "3|T-3|说明书印刷厂|惠民社区|30",
        "3|T-3|1、2号楼|惠民社区|30",
        "3|T-3|单位宿舍|惠民社区|30",
        "3|T-3|完美小区|惠民社区|30",
        "3|T-3|空白格咖啡|惠民社区|30",
        "3|T-3|电话局家属院|惠民社区|30",
    ] {
        let told = after_rows(line);
        assert!(told == "data" || line.contains("END") && told == "?words", "{line}: {told}");
    }
}

#[test]
fn below_a_foot_only_full_rows_are_rows() {
    let head = "网格编号|网格名称|所属社区|户数\nT-1|第一网格|惠民社区|420\nT-2|第二网格|惠民社区|400\n";
    for (foot, told_as) in [
        ("填表人：钱七\n须水街道办事处\n2025年3月1日", "signature note signature"),
        ("以下空白\nT-3|第三网格|惠民社区|30", "end data"),
        ("注：每月报\n|须水街道办事处", "note note"),
        ("注：每月报\nT-9", "note ?foot"),
        ("注：每月报\nT-9|第九网格", "note ?foot"),
        ("注：每月报\n2.户数以公安人口库为准\n填表人：钱七", "note note signature"),
        ("\n填表人：钱七|审核人：孙八", "blank signature"),
    ] {
        assert_eq!(told(&format!("{head}{foot}")), format!("heading data data {told_as}"), "{foot}");
    }
}

#[test]
fn explanations_are_told() {
    for line in [
        "|必填，唯一|必填|填社区全称|填姓名|填整数",
        "|文本，必填|文本，必填|文本|姓名|整数",
        "自动生成|如：T-1|如：第一网格|下拉选择|多人用、隔开|单位：户",
        "必填|必填|必填|选填|选填|选填|选填",
        "|不超过20个字符|必填|社区名称|姓名|数字",
        "Required|required|Required|Optional|Optional|integer",
        "|请按编码规则填写",
        "|18位编码，不可重复|填写网格全称||||",
        "|（必填）|（必填）|（必填）|（选填）|（户）",
        "|(文本)|(文本)|||(户)",
    ] {
        assert_eq!(below_headings(line), "explanation", "{line}");
    }
    for (line, told) in [
        ("1|T-0|唯一网吧|惠民社区|张三|4", "data"),
        ("1|T-0|必填路网格|惠民社区||", "data"),
        ("1|T-0|填海社区网格|惠民社区|张三|4", "data"),
        ("1|T-0|请进大厦|惠民社区|张三|4", "data"),
        ("1|T-0|请填名称|惠民社区|张三|4", "?words"),
        ("1|必填|必填|惠民社区|张三|4", "?identity"),
    ] {
        let found = below_headings(line);
        assert_eq!(found, told, "{line}");
    }
    assert_eq!(after_rows("|必填|必填|选填|选填"), "?instructions");
    assert_eq!(after_rows("3|T-3|唯一网吧|必填路社区|4"), "data");
}

#[test]
fn samples_are_told() {
    for line in [
        "示例|410102012001001|第一网格|惠民社区|张某某|350",
        "样例|T-0|第一网格|惠民社区|张某某|350",
        "例|T-0|第一网格|惠民社区|张某某|350",
        "（示例）|T-0|第一网格|惠民社区|张某某|350",
        "填写样例|T-0|第一网格|惠民社区|张某某|350",
        "例1|T-0|第一网格|惠民社区|张某某|350",
        "示范|T-0|第一网格|惠民社区|张某某|350",
        "0|示例：T-0|第一网格|惠民社区|张某某|350",
        "1|T-0|第一网格（示例）|惠民社区|张某某|350",
        "1|T-0|第一网格|惠民社区|张某某|350|示例",
        "1|T-0|第一网格|惠民社区|张某某|350|此行为示例，请删除",
        "Example|T-0|第一网格|惠民社区|张某某|350",
        "1|T-0|示例|惠民社区|张某某|350",
        "e.g.|T-0|第一网格|惠民社区|张某某|350",
    ] {
        assert_eq!(below_headings(line), "sample", "{line}");
    }
    for line in [
        "1|T-0|示例小区|惠民社区|张三|350",
        "1|T-0|惠民小区（示范）|惠民社区|张三|350",
        "1|T-0|例家庄网格|惠民社区|张三|350",
        "1|T-0|样板房小区|惠民社区|张三|350",
        "1|T-0|第一网格|惠民社区|张三|350|示范小区",
        "1|EX-1|Example Road|惠民社区|张三|350",
        "1|T-0|第一网格|惠民社区|张三|350|示范",
    ] {
        assert_eq!(below_headings(line), "data", "{line}");
    }
    assert_eq!(after_rows("3|T-3|示例|惠民社区|30"), "?sample");
    assert_eq!(after_rows("示例|T-3|第三网格|惠民社区|30"), "sample");
}

#[test]
fn lines_numbered_in_advance_say_nothing() {
    for line in [
        "3",
        "3||||=0",
        "||||=0",
        "||||0",
        "3|=|=|=|=0",
        "3|—|—|—|—",
        "|/|/|/|/",
        "3|||惠民社区",
        "3|=0|=0||=0",
        "（3）",
        "三",
    ] {
        assert_eq!(after_rows(line), "numbered", "{line}");
    }
    for (line, told) in [
        ("3|||康乐社区", "?identity"),
        ("3||||30", "?identity"),
        ("|||惠民社区", "?lone"),
        ("3|0|||30", "?identity"),
        ("||||30", "?identity"),
        ("3||第三网格", "data"),
        ("3|#N/A|#N/A||=0", "data"),
        ("3|T-3", "data"),
        ("|||^惠民社区|", "blank"),
    ] {
        assert_eq!(after_rows(line), told, "{line}");
    }
}

#[test]
fn a_text_alone_is_no_row_where_rows_have_more() {
    for (line, told) in [
        ("|康乐社区", "?lone"),
        ("||康乐社区", "?lone"),
        ("一、康乐社区>>6", "?lone"),
        ("|T-3", "data"),
        ("|410102012", "data"),
        ("||||见附件", "?lone"),
        ("|XS-T03", "data"),
        ("|第三网格", "?lone"),
    ] {
        assert_eq!(after_rows(line), told, "{line}");
    }
    // Where names are all that tells rows apart, a name alone is a row: a grid without anybody.
    assert_eq!(told("网格名称|网格长\n一号网格|张三\n二号网格|\n三号网格|李四"), "heading data data data");
    assert_eq!(told("网格名称\n一号网格\n二号网格"), "heading data data");
    // A merged code holds in the lines below.
    assert_eq!(told("编码|名称|网格员\nT-1|一号网格|张三\n^T-1|^一号网格|李四"), "heading data data");
}

#[test]
fn what_fits_no_column_is_no_row() {
    assert_eq!(after_rows("惠民社区居民委员会主任办公室|T-3|第三网格|惠民社区|三十多户人家吧|"), "data");
    assert_eq!(
        told("网格名称|户数|人口|网格长\n一号网格|1|2|张三\n二号|甲|乙|3\n三号|4|5|李四"),
        "heading data ?misfits data"
    );
}

#[test]
fn headings_after_a_page_break_and_second_tables() {
    let sheet = "网格编号|网格名称|上级|户数\nT-1|一号网格|惠民社区|420\n网格编号|网格名称|上级|户 数\nT-2|二号网格|惠民社区|420\n\n\
                 微网格\n网格编号|网格名称|上级|网格员\nM-1|微1|一号网格|张三";
    assert_eq!(told(sheet), "heading data again data blank title heading data");
}

#[test]
fn lines_above_the_headings_are_told() {
    let sheet = "须水街道网格台账>>4\n填报单位：须水街道|||2025年3月\n注：每月报\n网格编号|网格名称|上级|户数\nT-1|一号网格|惠民社区|420";
    assert_eq!(told(sheet), "title signature note heading data");
}

#[test]
fn each_class_gives_its_evidence() {
    let all = classified("序号|网格编号|网格名称|户数\n1|T-1|一号网格|420\n2\n|小计||420\n|以下空白");
    let because: Vec<&[Evidence]> = all.iter().map(|line| line.because.as_slice()).collect();
    assert_eq!(because[1], [Evidence::Identity { column: 2 }, Evidence::Fits { cells: 3, of: 3 }]);
    assert_eq!(because[2], [Evidence::OnlyNumber { column: 1 }]);
    assert_eq!(because[3], [Evidence::TotalPhrase { column: 2 }, Evidence::NoIdentity]);
    assert_eq!(because[4], [Evidence::EndMark { column: 2 }]);
}

#[test]
fn words_of_a_foot_may_be_values_of_posts_and_kinds() {
    assert_eq!(
        told("职务|姓名|所属网格\n负责人|张三|T-1\n联系人|李四|T-2\n填表人|钱七"),
        "heading data data signature"
    );
    assert_eq!(told("编码|类别\nA|单位\nB|单位"), "heading data data");
    assert_eq!(after_rows("3|T-3|附1号楼|惠民社区|30"), "data");
    assert_eq!(after_rows("3|T-3|注册会计师协会|惠民社区|30"), "data");
}

#[test]
fn merged_and_repeated_cells_of_totals_and_feet() {
    assert_eq!(after_rows("合计>>4||||820"), "total");
    assert_eq!(after_rows("合计|合计|合计|合计|820"), "total");
    assert_eq!(after_rows("惠民社区小计>>4||||=820"), "total:惠民社区");
    assert_eq!(after_rows("|注：每月报|注：每月报|注：每月报"), "note");
    assert_eq!(after_rows("|以下空白|以下空白|以下空白"), "end");
    assert_eq!(after_rows("|合计|||#REF!"), "total");
}

/// A row stays a row, and nothing else becomes one, whatever ornaments stand around it.
#[test]
fn ornaments_make_and_take_no_rows() {
    // Of each layout: the headings, a row with its number for `@`, and what stands around rows.
    let layouts: [(&str, &str, &[&str]); 4] = [
        (
            "序号|网格编号|网格名称|所属社区|户数|备注",
            "@|T-@|第@网格|惠民社区|@|合计",
            &[
                "|合计|||820",
                "惠民社区小计||||820",
                "|填表人：钱七|审核人：孙八",
                "注：每月报>>6",
                "|以下空白",
                "9",
                "9|=|=|=|=0",
                "",
                "||本页小计||1",
                "—|—|—|—|—",
                "序号|网格编号|网格名称|所属社区|户数|备注",
                "|※本表由社区每月填报",
                "康乐社区>>6",
                "2025年3月1日",
                "||共2个网格||5",
            ],
        ),
        (
            "序号|网格名称|所属社区|网格长|户数",
            "@|第@网格|惠民社区|无|@",
            &[
                "|总  计|||820",
                "|惠民社区小计|||820",
                "合计||惠民社区||820",
                "填表人|钱七|审核人|孙八",
                "|康乐社区",
                "|说明：每月报",
                "9|||—|=0",
                "|二、康乐社区",
                "9||惠民社区",
                "|END",
                "||||=0",
            ],
        ),
        (
            "街道|社区|三级网格|网格长|户数",
            "须水街道|惠民社区|第@网格|张三|@",
            &[
                "合计||||820",
                "须水街道|惠民社区|小计||820",
                "须水街道|小计|||820",
                "^须水街道|^惠民社区|合计||5",
                "填表人：钱七>>5",
                "（完）",
                "注：每月报",
                "||||0",
            ],
        ),
        (
            "姓名|职务|所属网格",
            "张三|负责人|第@网格",
            &[
                "合计|3人|",
                "共3人",
                "制表人：钱七|日期：2025年",
                "以下空白",
                "备注：每月报",
                "姓名|职务|所属网格",
                "||合计",
            ],
        ),
    ];
    let mut seed = 1_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for (headings, row, ornaments) in layouts.iter().cycle().take(300) {
        let (mut sheet, mut rows) = ((*headings).to_owned(), Vec::new());
        for line in 2..2 + next(12) as u32 {
            sheet.push('\n');
            if next(2) == 0 {
                rows.push(line);
                sheet.push_str(&row.replace('@', &line.to_string()));
            } else {
                sheet.push_str(ornaments[next(ornaments.len())]);
            }
        }
        let data = classified(&sheet).into_iter().filter(|line| line.class == LineClass::Data).map(|line| line.row);
        assert_eq!(data.collect::<Vec<_>>(), rows, "{sheet}\n{}", told(&sheet));
    }
}

#[test]
fn any_line_is_told_without_panic() {
    let cells = [
        "",
        "合计",
        "小计：",
        "T-1",
        "第一网格",
        "0",
        "=0",
        "#REF!",
        "@2025-03-01",
        "必填",
        "示例",
        "填表人：",
        "注：",
        "以下空白",
        "—",
        "^惠民社区",
        "甲>>3",
        "(",
        "）",
        "''",
        "共",
        "其中",
        "编码",
        "名称",
    ];
    let mut seed = 3_u64;
    for _ in 0..300 {
        let mut sheet = "编码|名称|上级|网格长|户数".to_owned();
        for _ in 0..6 {
            sheet.push('\n');
            for _ in 0..5 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                sheet.push_str(cells[(seed >> 33) as usize % cells.len()]);
                sheet.push('|');
            }
        }
        assert_eq!(classified(&sheet).len(), 7);
    }
}

#[test]
fn users_extend_the_words() {
    let sheet = sheet("网格编号|网格名称|户数\nT-1|一号网格|1\n下略\n总揽||1");
    let words = LineWords::default().with(LineWord::End, "下略").with(LineWord::Total, "总揽");
    let shapes = super::super::heading_lines::tables(SheetLine::all(&sheet), &words, purpose);
    let mut classifier = Classifier::new(SheetLine::all(&sheet), &shapes[0], columns(&shapes[0]), &words);
    let classes: Vec<LineClass> = SheetLine::all(&sheet).map(|line| classifier.classify(&line).class).collect();
    assert_eq!(classes[2..], [LineClass::EndMark, LineClass::Total { of: None, is_part: false }]);
    assert!(!LineWords::default().without(LineWord::Total, "汇总").is(LineWord::Total, "汇总"));
}

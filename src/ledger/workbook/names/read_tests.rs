use super::*;
use crate::ledger::workbook::names::name::AsideKind;

fn read(text: &str, what: Named) -> Result<NamesRead, Vec<NameProblem>> {
    read_names(text, what, &NameWords::default())
}

/// A cell of people in short: names with `#tag`, `(remark)`, `<title>`, `@affiliation`, `!` for a dropped number.
fn people(text: &str) -> String {
    match read(text, Named::Person) {
        Ok(NamesRead::Blank) => "blank".to_owned(),
        Ok(NamesRead::Nobody(_)) => "nobody".to_owned(),
        Ok(NamesRead::Ditto(_)) => "ditto".to_owned(),
        Ok(NamesRead::Names(names)) => {
            let name = |name: &crate::ledger::workbook::names::Name| {
                let mut all = name.text.clone();
                for aside in &name.asides {
                    let text = &aside.text;
                    let (before, behind) = match aside.kind {
                        AsideKind::Tag => ("#", ""),
                        AsideKind::Remark => ("(", ")"),
                        AsideKind::Title => ("<", ">"),
                        AsideKind::Affiliation => ("@", ""),
                    };
                    all.extend([before, text, behind]);
                }
                all + &"!".repeat(name.dropped.len())
            };
            names.names.iter().map(name).collect::<Vec<_>>().join("+")
        }
        Ok(NamesRead::Nodes(_)) => "nodes".to_owned(),
        Err(problems) => {
            let kind = |problem: &NameProblem| {
                let text = format!("{problem:?}");
                text.split(['(', ' ']).next().unwrap_or_default().to_owned()
            };
            format!("E:{}", problems.iter().map(kind).collect::<Vec<_>>().join(","))
        }
    }
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .filter(|(text, right)| people(text) != *right)
        .map(|(text, right)| format!("{text:?}: {} instead of {right}", people(text)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn words_for_nobody_are_nobody() {
    let words = [
        "无",
        "暂无",
        "没有",
        "待定",
        "未定",
        "待补",
        "待配",
        "空缺",
        "空",
        "缺",
        "缺编",
        "未配备",
        "未成立",
        "未建立",
        "未设",
        "未到岗",
        "不详",
        "不清楚",
        "不适用",
        "—",
        "——",
        "－",
        "-",
        "--",
        "/",
        "\\",
        "×",
        "*",
        ".",
        "。",
        "nan",
        "NaN",
        "None",
        "null",
        "nil",
        "N/A",
        "n/a",
        "NA",
        "无（待补）",
        "暂无。",
        "(空)",
        "（无）",
        "【暂缺】",
        " 无 ",
        "暂 无",
        "无\n",
        "无、无",
        "无/无",
        "无 / 暂无",
        "目前无",
        "无网格长",
        "暂未配备",
        "目前没有",
        "无人",
        "尚未配备",
        "/ /",
        "ＮＡ",
        "///",
        "----",
        "……",
        "无\u{200B}",
        "_x000D_无",
        "“无”",
        "无!",
        "无党支部",
        "未配备网格员",
        "无 13800000000",
        "- -",
        "*无",
        "<NA>",
        "目前 无",
    ];
    check(&words.map(|word| (word, "nobody")));
}

#[test]
fn ditto_marks_are_ditto() {
    check(
        &[
            "同上",
            "同前",
            "〃",
            "″",
            "\"",
            "''",
            "々",
            "ditto",
            "同上行",
            "同 上",
            "同上。",
            "（同上）",
            "Ditto",
            "同上（兼）",
        ]
        .map(|word| (word, "ditto")),
    );
}

#[test]
fn plausible_names_stay_names() {
    let names = [
        "吴无",
        "郝无",
        "张三",
        "王建国",
        "欧阳娜娜",
        "买买提江",
        "阿卜杜拉·买买提",
        "迪丽热巴·迪力木拉提",
        "扎西顿珠",
        "李国栋",
        "张和平",
        "楼长青",
        "李成立",
        "张志愿",
        "王中学",
        "万一",
        "原野",
        "马文",
        "诸葛亮",
        "司马相如",
        "㑇三",
        "张李淑芬",
        "阿依古丽",
        "John Smith",
        "Mary-Ann O'Brien",
        "党建国",
        "言无忌",
        "高兴",
        "于和伟",
        "安全",
        "张海镇",
        "李思乡",
    ];
    let wrong: Vec<(&str, String)> =
        names.iter().map(|name| (*name, people(name))).filter(|(name, read)| name != read).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn values_that_are_no_names_are_errors() {
    check(&[
        ("#N/A", "E:ErrorValue"),
        ("#REF!", "E:ErrorValue"),
        ("#VALUE!", "E:ErrorValue"),
        ("#DIV/0!", "E:ErrorValue"),
        ("#NAME?", "E:ErrorValue"),
        ("#NUM!", "E:ErrorValue"),
        ("#NULL!", "E:ErrorValue"),
        ("#SPILL!", "E:ErrorValue"),
        ("#####", "E:ErrorValue"),
        ("Err:502", "E:ErrorValue"),
        ("＃N／A", "E:ErrorValue"),
        ("#n/a", "E:ErrorValue"),
        ("#CALC!", "E:ErrorValue"),
        ("12", "E:Number"),
        ("0", "E:Number"),
        ("3.5", "E:Number"),
        ("３", "E:Number"),
        ("三百二十", "E:Number"),
        ("一一", "E:Number"),
        ("2025-3-1", "E:Date"),
        ("2025年3月", "E:Date"),
        ("3月1日", "E:Date"),
        ("1:30", "E:Date"),
        ("2025/03/01 12:00", "E:Date"),
        ("1-2-3", "E:Date"),
        ("a@b.cn", "E:Address"),
        ("https://a.cn/x", "E:Address"),
        ("www.a.cn", "E:Address"),
        ("TRUE", "E:TruthValue"),
        ("是", "E:TruthValue"),
        ("有", "E:TruthValue"),
        ("√", "E:TruthValue"),
        ("?", "E:Punctuation"),
        ("！", "E:Punctuation"),
        ("、", "E:Punctuation"),
        ("()", "E:Punctuation"),
        ("A", "E:SingleCharacter"),
        ("张", "E:SingleCharacter"),
        ("一", "E:Number"),
        ("见附件", "E:SeeElsewhere"),
        ("详见附件2", "E:SeeElsewhere"),
        ("另附", "E:SeeElsewhere"),
        ("名单附后", "E:SeeElsewhere"),
    ]);
}

#[test]
fn texts_that_are_no_certain_names_are_errors() {
    check(&[
        ("张三、无", "E:Mixed"),
        ("张三 无", "E:Mixed"),
        ("无、张三", "E:Mixed"),
        ("张三、同上", "E:Mixed"),
        ("无（张三代管）", "E:Mixed"),
        ("张三/—", "E:Mixed"),
        ("13800000000", "E:OnlyNumber"),
        ("410102199001011234", "E:OnlyNumber"),
        ("0371-67890000", "E:OnlyNumber"),
        ("电话：13800000000", "E:OnlyNumber"),
        ("王主任", "E:SurnameOnly"),
        ("欧阳书记", "E:SurnameOnly"),
        ("小李", "E:SurnameOnly"),
        ("老王", "E:SurnameOnly"),
        ("王总", "E:SurnameOnly"),
        ("李副主任", "E:SurnameOnly"),
        ("王主任、李书记", "E:SurnameOnly,SurnameOnly"),
        ("张某", "E:Masked"),
        ("张某某", "E:Masked"),
        ("李**", "E:Masked"),
        ("王XX", "E:Masked"),
        ("张×", "E:Masked"),
        ("张三等", "E:AndOthers"),
        ("张三等3人", "E:AndOthers"),
        ("张三等3", "E:AndOthers"),
        ("张三、李四等", "E:AndOthers"),
        ("张三?", "E:Doubtful"),
        ("张三（待定？）、", "E:NotInPost"),
        ("张三（已离职）", "E:NotInPost"),
        ("张三（原）", "E:NotInPost"),
        ("张三301", "E:UnclearNumber"),
        ("惠民社区", "E:NoPerson"),
        ("一号网格", "E:NoPerson"),
        ("综合执法队", "E:NoPerson"),
        ("物业公司", "E:NoPerson"),
        ("派出所 民警", "E:NoPerson"),
        ("派出所民警", "E:NoPerson"),
        ("网格长", "E:NoPerson"),
        ("待招聘中", "E:NoPerson"),
        ("已离职", "E:NoPerson"),
        ("明日再议", "E:NoPerson"),
        ("惠民网格长", "E:NoPerson"),
        ("1号楼", "E:NoPerson"),
        ("社区工作人员轮流担任。", "E:NoPerson"),
        ("（张三）", "E:OnlyRemarks"),
        ("张三李四", "E:Ambiguous"),
        ("李四兼", "E:Ambiguous"),
        ("欧阳 娜娜", "E:Ambiguous"),
        ("欧阳\n王五", "E:Ambiguous"),
        ("Smith, John", "E:Ambiguous"),
        ("A/B", "E:Ambiguous"),
        ("张三.李四", "E:Ambiguous"),
        ("张三·李四", "E:Ambiguous"),
        ("张三：李四", "E:Ambiguous"),
        ("张三 常驻", "E:NoPerson"),
        ("张三、民警", "E:NoPerson"),
        ("须水书记站", "E:NoPerson"),
        ("居民", "E:NoPerson"),
        ("第一网格", "E:NoPerson"),
        ("惠民社区居委会", "E:NoPerson"),
        ("张三→李四", "E:NoPerson"),
        ("欧阳", "E:SurnameOnly"),
        ("T-1", "E:NoPerson"),
        ("410102012", "E:OnlyNumber"),
        ("张三李四王五", "E:Ambiguous"),
        ("惠民社区书记", "E:NoPerson"),
    ]);
}

#[test]
fn other_spellings_of_the_same_faults() {
    check(&[
        ("暂　无", "nobody"),
        ("（暂无）", "nobody"),
        ("无/无", "nobody"),
        ("无。", "nobody"),
        ("—　—", "nobody"),
        ("Null", "nobody"),
        ("同 前", "ditto"),
        ("〃〃", "ditto"),
        ("#REF", "E:NoPerson"),
        ("#VALUE", "E:NoPerson"),
        ("张三，无", "E:Mixed"),
        ("待 定", "nobody"),
        ("张三（待定）", "E:NotInPost"),
        ("原任张三", "E:Ambiguous"),
        ("某某", "E:Masked"),
        ("张三 李四 王五", "张三+李四+王五"),
        ("张三\n李四\n王五", "张三+李四+王五"),
        ("王\n建国", "王建国"),
        ("欧\n阳\n修", "欧阳修"),
        ("张三—李四", "E:NoPerson"),
        ("张三-李四", "E:NoPerson"),
        ("张三……", "E:NoPerson"),
        ("社区书记：张三", "张三<社区书记>"),
        ("张三：网格长", "张三<网格长>"),
        ("张三、李四3、王五（兼）13800000000", "张三+李四#3+王五(兼)!"),
        ("上报中", "E:NoPerson"),
        ("全体党员", "E:NoPerson"),
        ("2名", "E:Number"),
        ("共3人", "E:NoPerson"),
        ("网格长：无", "nobody"),
        ("网格长空缺", "nobody"),
        ("李家庄", "E:NoPerson"),
        ("明天", "E:NoPerson"),
        ("周一至周五", "E:Ambiguous"),
        ("另行通知", "E:SeeElsewhere"),
        ("张三（副）李四", "张三(副)+李四"),
    ]);
}

#[test]
fn names_are_told_from_what_stands_beside_them() {
    check(&[
        ("", "blank"),
        (" \u{3000}\n", "blank"),
        ("张　三", "张三"),
        ("李 四", "李四"),
        ("李 四 ", "李四"),
        ("李四（兼）", "李四(兼)"),
        ("张三(书记)", "张三(书记)"),
        ("李四13800000000", "李四!"),
        ("王小五\n13800000001", "王小五!"),
        ("李四 王五", "李四+王五"),
        ("张三1", "张三#1"),
        ("张三/李四3", "张三+李四#3"),
        ("张\n三", "张三"),
        ("李四\n（13800000000）", "李四!"),
        ("张三（大）", "张三#大"),
        ("张三A", "张三#A"),
        ("张三 1", "张三#1"),
        ("张三②", "张三#2"),
        ("张三（女）", "张三(女)"),
        ("张三[挂职]", "张三(挂职)"),
        ("张三【社区书记】", "张三(社区书记)"),
        ("张三（书记", "张三(书记)"),
        ("张三（书记、李四（主任）", "张三(书记)+李四(主任)"),
        ("网格长张三", "张三<网格长>"),
        ("网格长：张三", "张三<网格长>"),
        ("张三书记", "张三<书记>"),
        ("张三 主任", "张三<主任>"),
        ("张三同志", "张三<同志>"),
        ("张三副主任", "张三<副主任>"),
        ("须水派出所民警张三", "张三<须水派出所民警>"),
        ("派出所 张三", "张三@派出所"),
        ("3号楼：张三；4号楼：李四", "张三@3号楼+李四@4号楼"),
        ("书记 张三 主任 李四", "张三<书记>+李四<主任>"),
        ("张三 书记 李四 主任", "张三<书记>+李四<主任>"),
        ("网格长：张三 网格员：李四", "张三<网格长>+李四<网格员>"),
        ("张三、李四", "张三+李四"),
        ("张三，李四;王五；赵六|钱七\n孙八", "张三+李四+王五+赵六+钱七+孙八"),
        ("张三、", "张三"),
        ("张三和李四", "张三+李四"),
        ("张三 和 李四", "张三+李四"),
        ("张三、李四及王五", "张三+李四+王五"),
        ("1.张三 2.李四", "张三+李四"),
        ("①张三②李四", "张三+李四"),
        ("1、张三\n2、李四", "张三+李四"),
        ("张三，13800000000、李四 139 0000 0001", "张三!+李四!"),
        ("张三 电话：0371-67890000转801", "张三!"),
        ("张三（电话：(0371)67890000）", "张三!"),
        ("张三（书记，13800000000）", "张三(书记)!"),
        ("张三+8613800000000", "张三!"),
        ("张三 +86 138-0000-0000", "张三!"),
        ("张三41010219900101123X", "张三!"),
        ("张三 138****0000", "张三!"),
        ("13800000000张三", "张三!"),
        ("张三13800000000李四13900000000", "张三!+李四!"),
        ("张三 微信：zhang_san88", "张三!"),
        ("张三短号6612", "张三!"),
        ("张三，书记", "张三<书记>"),
        ("★张三", "张三"),
        ("张 三 李 四", "张三+李四"),
        ("王 小五", "王小五"),
        ("王小 五", "王小五"),
        ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
        ("张三_x000D_", "张三"),
        ("张\u{200B}三", "张三"),
        ("张三（兼） 13800000000", "张三(兼)!"),
        ("张三 兼", "张三(兼)"),
        ("“张三”", "张三"),
        ("张三。", "张三"),
        ("John Smith、Mary Jones", "John Smith+Mary Jones"),
        ("惠民网格长张三", "张三<惠民网格长>"),
        ("张三(男) 李四(女)", "张三(男)+李四(女)"),
        ("网格长\n张三", "张三<网格长>"),
        ("张三\n（书记）\n李四", "张三(书记)+李四"),
        ("张三&李四", "张三+李四"),
        ("张三 / 李四", "张三+李四"),
        ("专职网格员：张三", "张三<专职网格员>"),
        ("轮流", "E:NoPerson"),
    ]);
}

#[test]
fn numbers_dates_and_truth_values_name_nobody() {
    for what in [Named::Person, Named::Party] {
        for (text, kind) in [("0", "Number"), ("#N/A", "ErrorValue"), ("2025-03-01", "Date"), ("TRUE", "TruthValue")] {
            let shown = format!("{:?}", read(text, what));
            assert!(shown.starts_with(&format!("Err([{kind}(")), "{text}: {shown}");
        }
    }
    assert!(
        matches!(&read("13800000000", Named::Person), Err(all) if matches!(all[..], [NameProblem::OnlyNumber(NumberKind::Mobile)]))
    );
    assert!(matches!(read("410102012", Named::Node), Ok(NamesRead::Nodes(_))));
}

#[test]
fn what_was_decided_is_noted() {
    let notes = |text: &str| match read(text, Named::Person) {
        Ok(NamesRead::Names(names)) => names.notes,
        other => panic!("{text}: {other:?}"),
    };
    assert!(notes("张三、李四（兼）").is_empty());
    assert!(matches!(notes("张　三")[..], [NameNote::Joined(_)]));
    assert!(matches!(notes("李四 王五")[..], [NameNote::SplitAtSpace(_)]));
    assert!(matches!(notes("李四和王五")[..], [NameNote::SplitAtAnd(_)]));
    assert!(matches!(notes("买买提江")[..], [NameNote::LongName(_)]));
    assert!(matches!(notes("㑇三")[..], [NameNote::UnknownSurname(_)]));
}

#[test]
fn ranges_lead_back_to_the_source() {
    let text = " 网格长：张　三（兼）、李四2";
    let Ok(NamesRead::Names(names)) = read(text, Named::Person) else { panic!() };
    assert_eq!(&text[names.names[0].at.clone()], "张　三");
    let asides: Vec<&str> = names.names[0].asides.iter().map(|aside| &text[aside.at.clone()]).collect();
    assert_eq!(asides, ["网格长", "兼"]);
    assert_eq!(&text[names.names[1].at.clone()], "李四");
    assert_eq!(&text[names.names[1].asides[0].at.clone()], "2");
}

#[test]
fn no_number_of_a_person_is_kept_or_told() {
    let beside = ["", "（", "、", " ", "\n", "：", "/", ",", "?", "某", "等", "书记", "惠民社区", "无", "x"];
    let numbers = [
        "13800000000",
        "138 0000 0000",
        "+86-138-0000-0000",
        "0371-67890000",
        "(0371)67890000",
        "67890000",
        "410102199001011234",
        "41010219900101123X",
        "E12345678",
        "１３８００００００００",
    ];
    for what in [Named::Person, Named::Party] {
        for number in numbers {
            for before in beside {
                for name in ["张三", "王", "惠民党支部", ""] {
                    let text = format!("{name}{before}{number}");
                    let shown = format!("{:?}", read(&text, what)).replace("at: ", "");
                    let has_run = shown.as_bytes().windows(6).any(|run| run.iter().all(u8::is_ascii_digit));
                    assert!(!has_run, "{text}: {shown}");
                }
            }
        }
    }
}

#[test]
fn nothing_makes_it_panic() {
    let pieces = [
        "张",
        "三",
        "李四",
        "欧阳",
        "（",
        ")",
        "、",
        "/",
        " ",
        "\n",
        "1",
        "13800000000",
        "*",
        "·",
        ".",
        "等",
        "和",
        "网格长",
        "：",
        "?",
        "A",
        "Smith",
        ",",
        "无",
        "①",
        "\u{200B}",
        "_x000D_",
        "𠮷",
        "e\u{301}",
        "#",
        "+86",
        "(0371)",
    ];
    let mut state = 7_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..7 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text += pieces[(state >> 33) as usize % pieces.len()];
        }
        for what in [Named::Person, Named::Party, Named::Node] {
            match read(&text, what) {
                Ok(NamesRead::Names(names)) => {
                    assert!(!names.names.is_empty(), "{text}");
                    for name in names.names {
                        assert!(text.is_char_boundary(name.at.start) && text.is_char_boundary(name.at.end), "{text}");
                        assert!(name.at.start < name.at.end && name.at.end <= text.len(), "{text} {name:?}");
                    }
                }
                Ok(_) => {}
                Err(problems) => assert!(!problems.is_empty(), "{text}"),
            }
        }
    }
}

use super::super::Headings;
use super::*;
use crate::kind::{Relation, Role};
use crate::ledger::{LinkRow, NodeRow};

fn again(ledger: &Ledger) -> Ledger {
    let workbook = ledger.to_workbook().expect("it fits into tables");
    let reading = workbook.read(&Headings::default());
    assert_eq!(reading.notes().len(), 0, "{:?}", reading.notes().collect::<Vec<_>>());
    reading.into_ledger().unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn what_could_be_taken_for_something_else_is_read_as_it_was() {
    let mut ledger = Ledger::new(" 须水 ");
    ledger.measures = vec![Measure::new("households"), Measure::new("编码").with_scale(2), Measure::new(" x(y)")];
    let texts = [
        "",
        "合计",
        "小计",
        "'",
        "'合计",
        " a ",
        "４１",
        "4.1E+5",
        "=1+1",
        "+1",
        "-1",
        "@x",
        "张三、李四",
        "编码",
        "a\nb",
        "TRUE",
    ];
    for (at, text) in texts.into_iter().enumerate() {
        let row = NodeRow::new(Kind::Shop, format!("S-{at}"), text).with_parent(text).with_category(text);
        ledger.nodes.push(row.with_declared("合计", Figure::at_least(5)));
        let mut row = NodeRow::new(Kind::Person, text, text);
        row.kind = Written::Unknown(text.into());
        row.measures.insert("households", Written::Unknown(text.into()));
        row.declared.insert(text, Written::Unknown(text.into()));
        ledger.nodes.push(row);
        let mut link = LinkRow::new(Relation::Leads, text, "S-1").with_role(Role::Liaison);
        link.relation = Written::Unknown(text.into());
        ledger.links.push(link);
    }
    // The same code again, a name that is a parent, and numbers of more digits than spreadsheets keep.
    for code in ["S-1", "S-2"] {
        let value = Decimal::from_units(i64::MAX, 2);
        ledger.nodes.push(NodeRow::new(Kind::MicroGrid, code, "S").with_parent("TRUE").with_measure("编码", value));
    }
    // A number that is written as text comes back as the number that it is.
    for row in &mut ledger.nodes {
        for of in ["households"] {
            if let Some(Written::Unknown(text)) = row.measures.get(of).cloned() {
                row.measures.insert(of, Written::read(&text));
            }
        }
        let read: Vec<_> = row.declared.iter().map(|(of, value)| (of.to_owned(), value.to_string())).collect();
        for (of, value) in read {
            row.declared.insert(of.as_str(), Written::read(&value));
        }
    }
    assert_eq!(again(&ledger), ledger);
}

#[test]
fn an_empty_ledger_is_a_sheet_of_headings() {
    let ledger = Ledger::new("");
    assert_eq!(ledger.to_workbook().expect("it fits").sheets().len(), 1);
    assert_eq!(again(&ledger), ledger);
}

#[test]
fn what_no_table_can_say_is_refused() {
    let mut ledger = Ledger::new("");
    ledger.nodes.push(NodeRow::new(Kind::Shop, "S", "").with_measure("households", 1));
    let error = ledger.to_workbook().expect_err("the measure is not declared").to_string();
    assert!(error.contains("undeclared measure `households`"), "{error}");
}

#[test]
fn headings_stay_in_sight_below_the_title() {
    let mut ledger = Ledger::new("须水街道");
    ledger.links.push(crate::ledger::LinkRow::new(crate::kind::Relation::Leads, "P", "S"));
    let workbook = ledger.to_workbook().unwrap();
    assert_eq!(look(&workbook), Look::new().with_head("节点", 2).with_head("关系", 1));
    ledger.title.clear();
    assert_eq!(look(&ledger.to_workbook().unwrap()).frozen_rows("节点"), 1);
}

#[test]
fn a_row_of_the_words_of_headings_is_no_heading() {
    for (code, name) in [("code", "编码"), ("编号", "名称"), ("编码", "code"), ("名称", "户数"), ("类别", "类别")]
    {
        let mut ledger = Ledger::new("须水街道");
        let mut row = NodeRow::new(Kind::MicroGrid, code, name).with_category("名称");
        ledger.nodes.push(NodeRow::new(Kind::ThirdGrid, "T", "一号网格"));
        ledger.nodes.push(row.clone());
        row.kind = Written::Unknown("类别".into());
        row.code = "上级".to_owned();
        row.parent = Some(code.to_owned());
        ledger.nodes.push(row);
        ledger.nodes.push(NodeRow::new(Kind::MicroGrid, "M", "微1"));
        assert_eq!(again(&ledger), ledger, "{code} {name}");
    }
}

#[test]
fn a_code_that_another_one_is_with_leading_zeros_comes_back() {
    let mut ledger = Ledger::new("");
    ledger.nodes.push(NodeRow::new(Kind::MicroGrid, "5", "微1").with_parent("005"));
    ledger.links.push(LinkRow::new(Relation::Covers, "7", "07"));
    ledger.nodes.push(NodeRow::new(Kind::MicroGrid, "7", "微2"));
    assert_eq!(again(&ledger), ledger);
}

#[test]
fn a_node_that_is_called_as_the_sheet_contains_nothing_by_that() {
    let mut ledger = Ledger::new("");
    ledger.nodes.push(NodeRow::new(Kind::SecondGrid, "V", "节点"));
    ledger.nodes.push(NodeRow::new(Kind::ThirdGrid, "T", "一号网格"));
    assert_eq!(again(&ledger), ledger);
}

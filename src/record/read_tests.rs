use super::*;
use crate::message::Tell;
use crate::record::{Status, Step};

fn reader() -> RecordReader {
    RecordReader::new("Asia/Shanghai".parse().unwrap())
}

fn errors(ledger: &RecordLedger) -> Vec<String> {
    ledger.errors().iter().map(ToString::to_string).collect()
}

#[test]
fn an_office_table_is_read_with_all_its_columns() {
    let text = "\u{feff}编号,大类,微网格,所属社区,上报时间,立案时间,派遣时间,结案时间,截止时间,状态,是否满意,紧急程度,处置单位,备注\r\n\
                \r\n\
                A-1,矛盾纠纷,M-1,第一社区,2023/12/10 8:05,2023/12/10 8:30,2023/12/10 9:00,2023年12月11日 12时00分,2023-12-12,已结案,满意,红,司法所,略\r\n\
                A-2,矛盾纠纷,M-2,第一社区,2023/12/10 9:05,,,,,处理中,,,,\r\n";
    let ledger = reader().csv_str(text);
    assert_eq!(errors(&ledger), Vec::<String>::new());
    let [one, two] = ledger.rows() else { panic!("two rows") };
    assert_eq!(
        (one.code.as_str(), one.class.as_str(), one.urgency.as_str(), one.unit.as_str()),
        ("A-1", "矛盾纠纷", "红", "司法所")
    );
    assert_eq!(one.places, ["M-1", "第一社区"], "the smallest territory first");
    assert_eq!(
        one.steps.iter().map(|(step, _)| *step).collect::<Vec<_>>(),
        [Step::Filed, Step::Dispatched, Step::Closed]
    );
    assert_eq!((one.status, one.satisfied), (Some(Status::Closed), Some(true)));
    assert!(one.due.unwrap().moment().is_none(), "a day");
    assert_eq!((two.status, two.satisfied, two.steps.len(), two.due), (Some(Status::Open), None, 0, None));
    assert_eq!((one.origin.line(), two.origin.line()), (Some(3), Some(4)), "the blank line counts");
    assert_eq!(ledger.notes().len(), 1, "of the remarks: {:?}", ledger.notes());
}

#[test]
fn all_errors_come_at_once_with_their_cells() {
    let text = "编号,网格,上报时间,结案时间\n1,G,昨天,2023-02-30\n2,G,,\n3,G,2023-12-10 08:00\n4,G,45270,\n";
    let ledger = reader().csv_str(text);
    assert_eq!(
        errors(&ledger),
        [
            "line 2, column `上报时间`: `昨天` is no time; write it as 2023-12-10 12:00",
            "line 2, column `结案时间`: `2023-02-30` is no day of the calendar; write it as 2023-12-10 12:00",
            "line 3, column `上报时间`: when it was reported is missing; write the time",
            "line 4: there are 3 cells below 4 headings; a row needs as many cells as there are headings",
            "line 5, column `上报时间`: `45270` is the number of a day as spreadsheets count them; format the column as a date and \
             save it again",
        ]
    );
    let chinese = ledger.errors()[0].in_language(crate::Language::Chinese).to_string();
    assert!(chinese.contains("第2行") && chinese.contains("“昨天”不是时间；请写成"), "{chinese}");
    let message = ledger.errors()[0].message();
    assert_eq!((message.id(), message.parts().text("written").as_deref()), ("record.not_a_time", Some("昨天")));
}

#[test]
fn headings_are_needed_once_and_personal_ones_refused_on_demand() {
    let needed = reader().csv_str("编号,类别\n1,噪音\n");
    assert_eq!(needed.errors().len(), 2, "{:?}", errors(&needed));
    let twice = reader().csv_str("编号,网格,上报时间,发现时间\n");
    assert!(errors(&twice)[0].contains("the columns `上报时间` and `发现时间` mean the same"), "{:?}", errors(&twice));
    let text = "编号,网格,上报时间,反映人,联系电话,天气\n1,G,2023-12-10 08:00,张三,13800000000,晴\n";
    let read = reader().csv_str(text);
    assert!(read.errors().is_empty());
    let notes: Vec<&str> = read.notes().iter().map(|note| crate::message::Wording::id(note.remark())).collect();
    assert_eq!(notes, ["record.column_personal", "record.column_personal", "record.column_unknown"]);
    assert!(!format!("{read:?}").contains("张三") && !format!("{read:?}").contains("138"), "nothing personal is kept");
    let refused = reader().refusing_personal().csv_str(text);
    assert_eq!(refused.errors().len(), 2);
    assert!(reader().csv_str("").errors()[0].to_string().contains("no line of headings"));
}

#[test]
fn the_order_of_month_and_day_is_told_by_the_whole_column() {
    let told = reader().csv_str("grid,created_date\nG,12/10/2023 08:00\nG,12/31/2023 08:00\n");
    assert!(told.errors().is_empty(), "{:?}", errors(&told));
    let american = reader().csv_str("grid,created_date\nG,12/10/2023 12:00:00 AM\n");
    assert!(american.errors().is_empty());
    assert_eq!(
        american.rows()[0].reported,
        reader().csv_str("grid,created_date\nG,2023-12-10 00:00\n").rows()[0].reported
    );
    assert!(american.notes()[0].to_string().contains("month first"));
    let unknown = reader().csv_str("grid,created_date\nG,12/10/2023 08:00\n");
    assert_eq!(unknown.errors().len(), 1);
    let ordered = reader().with_order(DateOrder::DayFirst).csv_str("grid,created_date\nG,12/10/2023 08:00\n");
    assert_eq!(
        ordered.rows()[0].reported,
        reader().csv_str("grid,created_date\nG,2023-10-12 08:00\n").rows()[0].reported
    );
}

#[test]
fn titles_tabs_and_blank_cells_are_minded() {
    let text = "12月案件\n\n编号\t网格\t上报时间\n1\tG\t2023-12-10 08:00\t\t\n2\tG\t2023-12-10 08:00\t多余\n";
    let ledger = reader().csv_str(text);
    assert_eq!(
        errors(&ledger),
        ["line 5: there are 4 cells below 3 headings; a row needs as many cells as there are headings"]
    );
    assert_eq!((ledger.rows()[0].code.as_str(), ledger.rows()[0].origin.line()), ("1", Some(4)));
}

#[test]
fn json_lines_are_rows_whose_names_are_headings() {
    let text = "{\"unique_key\": 1, \"grid\": \"G\", \"created_date\": \"2023-12-10T08:00:00.000\", \"location\": {\"x\": 1}}\n\
                \n\
                {\"created_date\": \"2023-12-10T09:00:00\", \"grid\": [\"G\"]}\n\
                {\"grid\": \"G\", \"grid\": \"H\"}\n\
                {\"grid\": \"G\", \"created_date\": null}\n";
    let ledger = reader().json_lines_str(text);
    let shown = errors(&ledger);
    assert_eq!(ledger.rows().len(), 1, "{shown:?}");
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(shown[0].contains("line 3") && shown[0].contains("not a list or an object"), "{shown:?}");
    assert!(shown[1].contains("written twice"), "{shown:?}");
    assert!(shown[2].contains("line 5") && shown[2].contains("missing"), "{shown:?}");
}

#[test]
fn a_mark_that_is_never_closed_swallows_no_row_silently() {
    let text = "编号,网格,上报时间,备注\n1,G,2023-12-10 08:00,\"一\"\"二\n三\"\n\
                2,G,2023-12-10 08:00,5\" 管\n3,G,2023-12-10 08:00,\"好\n4,G,2023-12-10 08:00,\n";
    let ledger = reader().csv_str(text);
    let shown = errors(&ledger);
    assert_eq!(ledger.rows().len(), 2, "{shown:?}");
    assert!(shown.len() == 1 && shown[0].starts_with("line 5: a quotation mark is opened"), "{shown:?}");
    let head = reader().csv_str("编号,网格,\"上报时间\n1,G,2023-12-10 08:00\n");
    assert!(errors(&head)[0].starts_with("line 1: a quotation mark"), "{:?}", errors(&head));
    assert!(
        reader().csv_str("编号,网格,上报时间\n1,\"G\",\"2023-12-10 08:00\"").errors().is_empty(),
        "closed at the end"
    );
}

#[test]
fn rows_that_a_cell_may_have_swallowed_are_told() {
    let text = "编号,网格,上报时间,备注\n1,G,2023-12-10 08:00,\"好\n2,G,2023-12-10 08:00,\n3,G,2023-12-10 08:00,坏\"\n\
                4,G,2023-12-10 08:00,\"一\n二，三,四\"\n";
    let ledger = reader().csv_str(text);
    assert_eq!((ledger.rows().len(), errors(&ledger)), (2, Vec::new()));
    let notes: Vec<String> = ledger.notes().iter().map(ToString::to_string).collect();
    let told = "line 2: a cell of `备注` has lines that look like rows; if a quotation mark is missing, these rows were not read";
    assert!(notes.len() == 2 && notes.iter().any(|note| note == told), "{notes:?}");
}

#[test]
fn lines_may_end_in_any_way() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["编号,网格,上报时间", "1,G,2023-12-10 08:00", "", "2,\"G\",昨天", ""].join(end);
        let ledger = reader().csv_str(&text);
        assert_eq!((ledger.rows().len(), ledger.errors().len()), (1, 1), "{end:?}");
        assert_eq!(ledger.rows()[0].origin.line(), Some(2), "{end:?}");
        assert!(errors(&ledger)[0].starts_with("line 4"), "{end:?} {:?}", errors(&ledger));
    }
}

#[test]
fn a_list_of_objects_is_read_as_lines_are() {
    let text = "[\n  {\"grid\": \"G\",\n   \"created_date\": \"2023-12-10T08:00:00\"},\n  {\"grid\": \"G\",\n   \
                \"created_date\": \"昨天\"}, 7\n]\n";
    let ledger = reader().json_lines_str(text);
    assert_eq!(ledger.rows().len(), 1);
    let shown = errors(&ledger);
    assert!(shown.len() == 2, "{shown:?}");
    assert!(shown[0].starts_with("line 5: ") && !shown[0].contains("at line"), "{shown:?}");
    assert!(shown[1].contains("line 4") && shown[1].contains("`昨天` is no time"), "{shown:?}");
    let broken = reader().json_lines_str("[{\"grid\": \"G\"},\n{]");
    assert_eq!(broken.errors().len(), 1);
    assert!(errors(&broken)[0].starts_with("line 2"), "{:?}", errors(&broken));
}

#[test]
fn numbers_of_json_keep_their_digits() {
    let text = "{\"unique_key\": 123456789012345678901234567890, \"grid\": 7.10, \"created_date\": \"2023-12-10 08:00\", \
                \"class\": \"\\u566a\\u97f3\", \"satisfied\": true, \"closed_date\": null}";
    let ledger = reader().json_lines_str(text);
    assert_eq!(errors(&ledger), Vec::<String>::new());
    let row = &ledger.rows()[0];
    assert_eq!((row.code.as_str(), row.places[0].as_str()), ("123456789012345678901234567890", "7.10"));
    assert_eq!((row.class.as_str(), row.satisfied, row.steps.len()), ("噪音", Some(true), 0));
}

#[test]
fn one_cause_is_one_error_in_json() {
    let list = reader().json_lines_str("{\"grid\": \"G\", \"created_date\": [1], \"closed_date\": \"昨天\"}\n");
    let shown = errors(&list);
    assert!(shown.len() == 2 && shown[0].contains("not a list") && shown[1].contains("`昨天` is no time"), "{shown:?}");
    let none = reader().json_lines_str("no JSON\n");
    assert_eq!(none.errors().len(), 1, "{:?}", errors(&none));
    assert!(!errors(&none)[0].contains("at line"), "{:?}", errors(&none));
    assert!(errors(&reader().json_lines_str("\n"))[0].contains("no line of headings"));
}

#[test]
fn bytes_that_are_no_text_are_told() {
    let ledger = reader().bytes("a.jsonl", b"{\"grid\": \"\xFF\"}");
    assert!(ledger.errors()[0].to_string().contains("no UTF-8"), "{:?}", ledger.errors());
    let limits = Limits { bytes: 3, ..Limits::default() };
    assert!(reader().with_limits(limits).csv_str("grid,created_date\n").errors()[0].to_string().contains("at most 3"));
}

#[cfg(feature = "workbook")]
#[test]
fn gbk_and_sheets_are_read_with_the_feature_workbook() {
    use crate::ledger::Position;
    use crate::ledger::workbook::{Cell, Day, Sheet};

    let text = "编号,类别,网格,上报时间\n1,噪音,第一网格,2023-12-10 08:00\n";
    let (gbk, ..) = encoding_rs::GBK.encode(text);
    let ledger = reader().bytes("案件.csv", &gbk);
    assert_eq!(errors(&ledger), Vec::<String>::new());
    assert_eq!((ledger.rows()[0].class.as_str(), ledger.rows()[0].places[0].as_str()), ("噪音", "第一网格"));

    let mut sheet = Sheet::new("案件").in_file("a.xlsx");
    for (column, heading) in (1..).zip(["编号", "网格", "上报时间", "结案时间"]) {
        sheet.set(Position::new(2, column), heading);
    }
    sheet.set(Position::new(1, 1), "12月案件");
    sheet.set(Position::new(3, 1), Cell::Number(7.0));
    sheet.set(Position::new(3, 2), "G");
    sheet.set(Position::new(3, 3), Cell::Date(Day::from_serial(45_270.0 + 8.0 / 24.0).unwrap()));
    sheet.set(Position::new(3, 4), "下周");
    let ledger = reader().sheet(&sheet);
    assert_eq!(errors(&ledger), ["a.xlsx, 案件!D3 (结案时间): `下周` is no time; write it as 2023-12-10 12:00"]);
    sheet.set(Position::new(3, 4), Cell::Date(Day::from_serial(45_271.0).unwrap()));
    let ledger = reader().sheet(&sheet);
    let row = &ledger.rows()[0];
    assert_eq!(row.code, "7");
    assert_eq!(row.reported.moment().unwrap().to_string(), "2023-12-10T00:00:00Z");
    assert!(row.steps[0].1.moment().is_none(), "a day");
}

#[cfg(feature = "workbook")]
#[test]
fn what_is_merged_over_rows_holds_for_each() {
    use crate::ledger::Position;
    use crate::ledger::workbook::{Merged, Sheet};

    let mut sheet = Sheet::new("案件").in_file("a.xlsx");
    let rows = [
        ["网格", "编号", "上报时间"],
        ["G", "1", "2023-12-10 08:00"],
        ["", "2", "2023-12-10 09:00"],
        ["", "3", "2023-12-10 10:00"],
    ];
    for (row, cells) in (1..).zip(rows) {
        for (column, cell) in (1..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.set(Position::new(row, column), cell);
        }
    }
    sheet.merge(Merged { first: Position::new(2, 1), last: Position::new(3, 1) });
    let ledger = reader().sheet(&sheet);
    assert_eq!(errors(&ledger), Vec::<String>::new());
    let places: Vec<&[String]> = ledger.rows().iter().map(|row| row.places.as_slice()).collect();
    assert_eq!(places, [&["G".to_owned()][..], &["G".to_owned()], &[]]);
}

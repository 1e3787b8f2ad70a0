use std::io::Cursor;

#[cfg(feature = "proptest")]
use proptest::prelude::*;

use super::*;

fn read(bytes: &[u8]) -> Workbook {
    Workbook::from_bytes("", bytes).unwrap()
}

fn with_cells<C: Into<Cell>>(cells: impl IntoIterator<Item = C>) -> Workbook {
    let mut sheet = Sheet::new("三级网格");
    for (row, cell) in cells.into_iter().enumerate() {
        sheet.set(Position::new(row as u32 + 1, 2), cell);
    }
    Workbook::new("").with_sheet(sheet)
}

const UGLY: [&str; 22] = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "http://example.org/",
    "mailto:a@b.c",
    "internal:A1",
    "007",
    "4.10102E+11",
    "TRUE",
    "{=A1}",
    " a space at both ends ",
    "\t\r\n",
    "two\r\nlines",
    "_x0041_",
    "_x005F_x0041_",
    "\u{0}\u{1}\u{b}\u{1f}\u{7f}\u{85}\u{2028}\u{fffe}\u{ffff}",
    "_x0041\u{1}",
    "_x0041_x0041\u{fffe}_x0042\r",
    "<r><t>markup</t></r>",
    "<r></r>",
    "𠮷野家 & <商户> \"'",
];

#[test]
fn texts_stay_as_they_are() {
    let workbook = with_cells(UGLY);
    assert_eq!(read(&workbook.to_xlsx().unwrap()), workbook);
}

#[test]
fn no_text_becomes_a_formula_or_a_link() {
    let bytes = with_cells(UGLY).to_xlsx().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
    assert!(!sheet.contains("hyperlink") && !sheet.contains("<f>"), "{sheet}");
    assert_eq!(sheet.matches(r#"t="s""#).count(), UGLY.len(), "each is a shared text: {sheet}");
}

#[test]
fn numbers_dates_and_truth_come_back() {
    let [day, moment] = [45_000.0, 45_000.5].map(|serial| Day::from_serial(serial).unwrap());
    let numbers = [0.0, -1.5, 410_102_012_001.0, 0.1 + 0.2, 1e300, f64::MIN_POSITIVE, 9_007_199_254_740_993.0];
    let cells = numbers.map(Cell::from).into_iter();
    let cells = cells.chain([true.into(), false.into(), day.into(), moment.into()]).collect::<Vec<Cell>>();
    let workbook = with_cells(cells);
    assert_eq!(read(&workbook.to_xlsx().unwrap()), workbook);
}

#[test]
fn an_error_of_a_formula_is_written_as_its_text() {
    let written = with_cells([Cell::Error("#REF!".into())]).to_xlsx().unwrap();
    assert_eq!(read(&written), with_cells(["#REF!"]));
}

#[test]
fn numbers_come_back_as_their_formats_show_them() {
    let cells =
        [(2_000.0, "2.00E+03"), (0.0625, "1:30"), (3.0, "3号楼")].map(|(number, shown)| Formatted::new(number, shown));
    let bytes = with_cells(cells.map(Cell::from)).to_xlsx().unwrap();
    let workbook = Workbook::from_bytes("", &bytes).unwrap();
    let shown: Vec<String> =
        workbook.sheets()[0].rows().flat_map(|(_, cells)| cells).map(|(_, cell)| cell.to_string()).collect();
    assert_eq!(shown, ["2.00E+03", "1:30", "3号楼"]);
}

#[test]
fn merged_ranges_come_back_with_what_stands_in_them() {
    let mut workbook = with_cells(["标题", "表头"]);
    let [first, last, below] = ["B1", "D1", "B2"].map(|cell| cell.parse().unwrap());
    workbook.sheets[0].merge(Merged { first, last });
    // Of one cell: merged with nothing.
    workbook.sheets[0].merge(Merged { first: below, last: below });
    let read = read(&workbook.to_xlsx().unwrap());
    assert_eq!(read.sheets()[0].merged(), [Merged { first, last }]);
    assert_eq!(read.sheets()[0].cell(first), Some(&"标题".into()));
}

#[test]
fn the_same_cells_give_the_same_bytes() {
    let look = Look::new().with_head("三级网格", 1);
    let workbook = with_cells(UGLY).with_sheet(Sheet::new("空"));
    let write = || workbook.to_xlsx_with(&look).unwrap();
    let first = write();
    for _ in 0..5 {
        assert_eq!(write(), first);
    }
}

#[test]
fn what_no_spreadsheet_keeps_is_an_error_with_its_place() {
    let message = |workbook: &Workbook| workbook.to_xlsx().unwrap_err().to_string();
    let named = |name: &str| Workbook::new("").with_sheet(Sheet::new(name));
    assert_eq!(with_cells(["长".repeat(32_767)]).to_xlsx().map(drop).ok(), Some(()));
    let long = message(&with_cells([String::new(), "长".repeat(32_768)]));
    assert_eq!(long, "三级网格!B2: the text has 32768 characters; a cell holds at most 32767");
    // Half as many characters that Excel counts twice.
    assert!(message(&with_cells(["𠮷".repeat(16_384)])).contains("32768 characters"));
    assert_eq!(message(&with_cells([f64::NAN])), "三级网格!B1: NaN is no number that a cell can hold");
    assert!(message(&Workbook::new("")).contains("at least one"));
    let long_name = "网".repeat(32);
    for name in ["", "'a", "a'", "a/b", "a\\b", "[a]", "a:b", "a*", "a?", "a\nb", "\u{ffff}", "HISTORY", &long_name] {
        assert!(message(&named(name)).contains("1 to 31 characters"), "{name}: {}", message(&named(name)));
    }
    let twice = named("Grid").with_sheet(Sheet::new("grid"));
    assert!(message(&twice).starts_with("grid: another sheet has this name"));
    for at in [Position::new(0, 1), Position::new(1, 0), Position::new(1_048_577, 1), Position::new(1, 16_385)] {
        let mut sheet = Sheet::new("a");
        sheet.set(at, "x");
        assert!(message(&Workbook::new("").with_sheet(sheet)).contains("1048576 rows and 16384 columns"));
    }
    let mut overlapping = with_cells(["x"]);
    for (first, last) in [("A1", "C3"), ("B2", "D4")] {
        overlapping.sheets[0].merge(Merged { first: first.parse().unwrap(), last: last.parse().unwrap() });
    }
    assert!(message(&overlapping).starts_with("三级网格!B2: "), "{}", message(&overlapping));
    let mut endless = with_cells(["x"]);
    endless.sheets[0].merge(Merged { first: Position::new(1, 1), last: Position::new(1_048_576, 16_384) });
    assert!(message(&endless).contains("A1:XFD1048576 is merged; at most 2000000 cells"));
}

#[test]
fn a_head_stays_in_sight_and_lists_offer_their_choices() {
    let range = Merged { first: Position::new(2, 2), last: Position::new(9, 2) };
    let look = Look::new().with_head("三级网格", 1).with_choices("三级网格", range, ["网格长", "网格员"]);
    let bytes = with_cells(["职务"]).to_xlsx_with(&look).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
    assert!(sheet.contains(r#"<pane ySplit="1" topLeftCell="A2""#), "{sheet}");
    assert!(sheet.contains(r#"sqref="B2:B9"><formula1>"网格长,网格员"</formula1>"#), "{sheet}");
    let comma = Look::new().with_choices("三级网格", range, ["a,b"]);
    assert!(with_cells(["职务"]).to_xlsx_with(&comma).unwrap_err().to_string().contains("B2: `a,b`"));
}

#[test]
fn columns_are_as_wide_as_chinese_text() {
    let width = |text: &str| {
        let bytes = with_cells([text]).to_xlsx().unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut sheet = String::new();
        std::io::Read::read_to_string(&mut archive.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
        let (_, behind) = sheet.split_once(r#"<col min="2" max="2" width=""#).expect("the column has a width");
        behind.split('"').next().unwrap().parse::<f64>().unwrap()
    };
    let (latin, chinese) = (width("abcdefgh"), width("网格治理网格治理"));
    assert!((chinese - latin - 8.0).abs() < 0.5, "{latin} {chinese}");
    assert!(width(&"很长".repeat(5000)) < 62.0);
}

#[cfg(feature = "proptest")]
/// Texts of what spreadsheets have their own mind about.
fn text() -> impl Strategy<Value = String> {
    let scraps = prop::sample::select(vec![
        "_x0041", "_x005F", "_", "_x", "x0041_", "\u{1}", "\r", "\n", "\t", " ", "<r>", "</r>", "&amp;", "=", "'",
        "网", "\u{fffe}", "𠮷",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(scraps, 1..6).prop_map(|scraps| scraps.concat()),
        prop::sample::select(UGLY.to_vec()).prop_map(str::to_owned),
    ]
    .prop_filter("an empty text is no cell", |text| !text.is_empty())
}

#[cfg(feature = "proptest")]
fn cell() -> impl Strategy<Value = Cell> {
    let day = (1_u32..2_900_000).prop_map(|serial| Cell::Date(Day::from_serial(serial.into()).unwrap()));
    let number = any::<f64>().prop_filter("numbers", |number| number.is_finite());
    prop_oneof![
        6 => text().prop_map(Cell::from),
        2 => number.prop_map(Cell::from),
        1 => any::<bool>().prop_map(Cell::from),
        1 => day,
    ]
}

#[cfg(feature = "proptest")]
fn workbook() -> impl Strategy<Value = Workbook> {
    let name = "[a-z网格 ]{1,9}";
    let sheet = prop::collection::vec(((1_u32..40, 1_u32..12), cell()), 0..25);
    prop::collection::btree_map(name, sheet, 1..4).prop_map(|sheets| {
        let sheets = sheets.into_iter().map(|(name, cells)| {
            let mut sheet = Sheet::new(name);
            for ((row, column), cell) in cells {
                sheet.set(Position::new(row, column), cell);
            }
            sheet
        });
        sheets.fold(Workbook::new(""), Workbook::with_sheet)
    })
}

#[cfg(feature = "proptest")]
proptest! {
    #[test]
    fn any_workbook_comes_back(workbook in workbook()) {
        let bytes = workbook.to_xlsx().unwrap();
        prop_assert_eq!(&workbook.to_xlsx().unwrap(), &bytes);
        prop_assert_eq!(read(&bytes), workbook);
    }
}

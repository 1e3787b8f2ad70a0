use super::super::xlsx::tests::archive;
use crate::ledger::Position;
use crate::ledger::workbook::{Cell, Day, Merged, Sheet, Workbook};

fn document(body: &str) -> Result<Workbook, String> {
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content><office:body><office:spreadsheet>{body}\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let mimetype = b"application/vnd.oasis.opendocument.spreadsheet";
    let parts: [(&str, &[u8]); 2] = [("mimetype", mimetype), ("content.xml", content.as_bytes())];
    Workbook::from_bytes("台账.ods", &archive(&parts)).map_err(|errors| errors.to_string())
}

fn one_sheet(rows: &str) -> Result<Sheet, String> {
    document(&format!("<table:table table:name=\"表\">{rows}</table:table>"))
        .map(|workbook| workbook.sheets()[0].clone())
}

fn cells(sheet: &Sheet) -> Vec<(String, Cell)> {
    let cells = |(row, cells): (u32, &[(u32, Cell)])| -> Vec<(String, Cell)> {
        cells.iter().map(|(column, cell)| (Position::new(row, *column).to_string(), cell.clone())).collect()
    };
    sheet.rows().flat_map(cells).collect()
}

#[test]
fn cells_are_what_they_show() {
    let sheet = one_sheet(
        r#"<table:table-column/><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="9"/></table:table-row>
        <table:table-header-rows><table:table-row>
        <table:table-cell office:value-type="string"><text:p>一 <text:s text:c="2"/>二&amp;&#x4E09;</text:p><text:p>四<text:tab/><text:span>五</text:span><text:line-break/>六</text:p></table:table-cell>
        <table:table-cell office:value-type="float" office:value="3244.52"><text:p>3,244.52</text:p></table:table-cell>
        <table:table-cell office:value-type="boolean" office:boolean-value="true"/>
        <table:table-cell office:value-type="date" office:date-value="2025-03-01T12:00:00"/>
        <table:table-cell office:value-type="time" office:time-value="PT12H00M00S"/>
        <table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>
        <table:table-cell table:formula="of:=1"/>
        <table:table-cell table:formula="of:=&quot;&quot;"><text:p/></table:table-cell>
        <table:table-cell office:value-type="string" office:string-value="给定"><text:p>显示</text:p></table:table-cell>
        <table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><draw:frame><text:p>图</text:p></draw:frame></table:table-cell>
        <table:table-cell office:value-type="float" office:value="x"><text:p>读不懂</text:p></table:table-cell>
        </table:table-row></table:table-header-rows>
        <table:table-row table:number-rows-repeated="2"><table:table-cell/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="7"/></table:table-row>"#,
    );
    let noon = Day::from_serial(45_717.5).unwrap();
    let expected = [
        ("A3", Cell::from("一   二&三\n四\t五\n六")),
        ("B3", Cell::from(3244.52)),
        ("C3", Cell::from(true)),
        ("D3", Cell::from(noon)),
        ("E3", Cell::from(0.5)),
        ("F3", Cell::Error("#REF!".into())),
        ("G3", Cell::Error("a formula without a value".into())),
        ("I3", Cell::from("给定")),
        ("K3", Cell::from("读不懂")),
        ("B4", Cell::from(7.0)),
        ("C4", Cell::from(7.0)),
        ("B5", Cell::from(7.0)),
        ("C5", Cell::from(7.0)),
    ];
    assert_eq!(cells(&sheet.unwrap()), expected.map(|(at, cell)| (at.to_owned(), cell)));
}

#[test]
fn merged_ranges_and_tables_in_tables_are_understood() {
    let workbook = document(
        r#"<table:tracked-changes><table:table table:name="旧"><table:table-row/></table:table></table:tracked-changes>
        <table:table table:name="一"><table:shapes><table:table><table:table-row><table:table-cell><text:p>图</text:p></table:table-cell></table:table-row></table:table></table:shapes>
        <table:table-row><table:table-cell table:number-columns-spanned="3" table:number-rows-spanned="2"><text:p>标题</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"><text:p>盖住</text:p></table:covered-table-cell><table:table-cell><text:p>旁</text:p></table:table-cell></table:table-row>
        </table:table><table:table table:name="'file:///a.ods'#表"><table:table-row><table:table-cell><text:p>别处</text:p></table:table-cell></table:table-row></table:table><table:table table:name="二"/>"#,
    );
    let workbook = workbook.unwrap();
    let [one, two] = workbook.sheets() else { panic!("two sheets") };
    assert_eq!((one.name(), two.name(), two.rows().len()), ("一", "二", 0));
    let expected = [("A1", "标题"), ("B1", "盖住"), ("C1", "盖住"), ("D1", "旁")];
    assert_eq!(cells(one), expected.map(|(at, text)| (at.to_owned(), Cell::from(text))));
    assert_eq!(one.merged(), [Merged { first: Position::new(1, 1), last: Position::new(2, 3) }]);
}

/// Some hundreds of bytes that stand for billions of cells.
#[test]
fn bounds_hold() {
    let full =
        r#"<table:table-cell office:value-type="float" office:value="7" table:number-columns-repeated="16384"/>"#;
    let rows = format!(r#"<table:table-row table:number-rows-repeated="1048576">{full}</table:table-row>"#);
    assert!(one_sheet(&rows).unwrap_err().contains("the number of cells is 5000001"));
    let wide = full.replace("16384", "4294967295");
    let error = one_sheet(&format!("<table:table-row>{wide}</table:table-row>")).unwrap_err();
    assert!(error.starts_with("台账.ods, 表!XFE1: the column is 16385"), "{error}");
    let spaces = r#"<table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="4294967295"/></text:p></table:table-cell></table:table-row>"#;
    assert!(one_sheet(spaces).unwrap_err().contains("the number of characters is 32768"));
    let far = r#"<table:table-row table:number-rows-repeated="4294967295"/><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"#;
    assert!(one_sheet(far).unwrap_err().contains("Limits::rows"));
    let empty = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    assert_eq!(one_sheet(empty).unwrap().rows().len(), 0, "empty rows cost nothing");
    let span = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-rows-spanned="2"/></table:table-row>"#;
    assert!(one_sheet(span).unwrap_err().contains("Limits::merged"));
}

#[test]
fn what_is_damaged_is_an_error() {
    for damaged in [
        r#"<table:table-row table:number-rows-repeated="0"/>"#,
        r#"<table:table-row><table:table-cell table:number-columns-repeated="-1"/></table:table-row>"#,
        "<table:table-row><table:table-cell><text:p>&lol;</text:p></table:table-cell></table:table-row>",
        "<table:table-row><table:table-cell",
    ] {
        assert!(one_sheet(damaged).unwrap_err().contains("the file is damaged"), "{damaged}");
    }
    let none = archive(&[("content.xml", b"<office:document-content><office:text/></office:document-content>")]);
    assert!(Workbook::from_bytes("a", &none).unwrap_err().to_string().contains("no workbook"));
    let closed: [(&str, &[u8]); 2] =
        [("content.xml", b"\x01\x02"), ("META-INF/manifest.xml", b"<manifest:encryption-data/>")];
    assert!(Workbook::from_bytes("a", &archive(&closed)).unwrap_err().to_string().contains("password"));
}

#[cfg(feature = "proptest")]
use proptest::prelude::*;

use super::*;

fn table_of(rows: &[Vec<String>]) -> Table {
    let mut table = Table::new([("名称 name", Align::Left), ("number", Align::Right)]);
    for row in rows {
        table.row(row.iter().map(String::as_str));
    }
    table
}

fn one(cell: &str) -> Table {
    let mut table = Table::new([("a", Align::Left)]);
    table.row([cell]);
    table
}

#[test]
fn what_a_spreadsheet_would_run_is_guarded_and_numbers_are_not() {
    for run in
        ["=1+1", "+cmd", "-a", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "－a", "-", "+", "-1.", "-.5", "-1-1", "+1e5"]
    {
        assert_eq!(csv::guarded(run), format!("'{run}"));
    }
    for fine in ["-5", "-0.25", "+3", "12", "", "名称", "'a", "a=1", " =1"] {
        assert_eq!(csv::guarded(fine), fine);
    }
    assert_eq!(csv::guarded("'=1"), "''=1", "so that taking one away gives each text back");
}

#[test]
fn csv_quotes_what_it_must_and_rows_have_one_length() {
    let mut table = table_of(&[vec!["a,\"b\"".into(), "1".into()], vec!["两\n行".into()]]);
    table.row_at(2, ["x", "2", "more"]);
    assert_eq!(table.to_csv(), "名称 name,number,\r\n\"a,\"\"b\"\"\",1,\r\n\"两\n行\",,\r\nx,2,more\r\n");
    let nothing: [(&str, Align); 0] = [];
    assert_eq!(Table::new(nothing).to_csv(), "");
    assert_eq!(Table::new(nothing).to_markdown(), "");
}

#[test]
fn markdown_has_no_markup_but_its_own() {
    let line = |cell: &str| one(cell).to_markdown().lines().nth(2).map(str::to_owned).unwrap();
    assert_eq!(line("a|b*c_d`e"), r"| a\|b\*c\_d\`e |");
    assert_eq!(line("<b>&amp;</b>"), "| &lt;b&gt;&amp;amp;&lt;/b&gt; |");
    assert_eq!(line("一\r\n二\n三\u{2028}四"), "| 一<br>二<br>三<br>四 |");
    assert_eq!(line("# - [a](b) \\|"), r"| \# - \[a\](b) \\\| |");
    let mut table = Table::new([("code", Align::Left), ("n", Align::Right)]);
    table.row_at(1, ["G", "2"]);
    assert_eq!(table.to_markdown(), "| code | n |\n| --- | ---: |\n| &emsp;G | 2 |\n");
}

#[cfg(feature = "proptest")]
/// The pipes of a line that part cells.
fn pipes(line: &str) -> usize {
    let mut escaped = false;
    let parting = line.chars().filter(|character| {
        let parts = *character == '|' && !escaped;
        escaped = *character == '\\' && !escaped;
        parts
    });
    parting.count()
}

#[cfg(feature = "proptest")]
proptest! {
    #[test]
    fn csv_read_back_gives_the_cells(rows in prop::collection::vec(prop::collection::vec(any::<String>(), 2), 0..6)) {
        let csv = table_of(&rows).to_csv();
        let mut reader = ::csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        let read: Vec<Vec<String>> =
            reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        let guarded = |row: &Vec<String>| row.iter().map(|cell| csv::guarded(cell).into_owned()).collect();
        prop_assert_eq!(read, rows.iter().map(guarded).collect::<Vec<Vec<String>>>());
    }

    #[test]
    fn markdown_has_a_line_for_each_row_and_pipes_for_each_cell(
        rows in prop::collection::vec(prop::collection::vec(any::<String>(), 0..4), 0..6),
        ugly in r"[|\\\n\r<`a]{0,8}",
    ) {
        let mut table = table_of(&rows);
        table.row([ugly]);
        let markdown = table.to_markdown();
        prop_assert_eq!(markdown.split_terminator('\n').count(), rows.len() + 3);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(2);
        for line in markdown.lines() {
            prop_assert_eq!(pipes(line), columns + 1, "{}", line);
        }
    }
}

//! Records by territory and period as a workbook.

use std::io::Write;

use super::cell_formats::{CellFormats, count, decimal, in_tree};
use super::list_sheet::ListSheet;
use super::{HEAD, ReportError};
use crate::language::Language;
use crate::ledger::workbook::{Book, MAX_ROWS, Page};
use crate::ledger::{Position, WriteError};
use crate::measure::Decimal;
use crate::report::{Align, RecordSummary};

/// The names of the sheets in both languages.
const SUMMARY: (&str, &str) = ("records", "案件汇总");
const CLASSES: (&str, &str) = ("classes", "案件类别");

impl RecordSummary {
    /// The summary as the bytes of an `.xlsx` file: a sheet with a row for each territory and period, whose levels fold, and a
    /// sheet with a row for each class in them. The same records give the same bytes.
    ///
    /// ```
    /// # use gridgov::{governance::Governance, kind::Subdistrict, ledger::Draft};
    /// use gridgov::Language;
    /// use gridgov::record::{BindRecords, PeriodLength, RecordReader, Zone};
    /// use gridgov::report::RecordSummary;
    ///
    /// # let mut draft = Draft::new("");
    /// # draft.root(Subdistrict, "S", "须水街道");
    /// # let governance = Governance::build(&draft)?;
    /// let ledger = RecordReader::new(Zone::utc()).csv_str("class,grid,created_date\nnoise,S,2023-12-10 08:00\n");
    /// let records = governance.records(&ledger)?;
    /// let summary = RecordSummary::new(&records, PeriodLength::Month, None, None)?;
    /// assert!(summary.to_xlsx(Language::Chinese)?.starts_with(b"PK"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// A sheet would have more rows than a spreadsheet has, or says something that no spreadsheet can keep.
    pub fn to_xlsx(&self, language: Language) -> Result<Vec<u8>, ReportError> {
        let mut bytes = Vec::new();
        self.write_xlsx(language, &mut bytes)?;
        Ok(bytes)
    }

    fn write_xlsx(&self, language: Language, writer: impl Write + Send) -> Result<(), ReportError> {
        let periods = || self.roll_up.values().flat_map(|periods| periods.values());
        let classes = periods().map(|row| row.by_class.len()).sum();
        for (sheet, lines) in [(SUMMARY, periods().count()), (CLASSES, classes)] {
            let rows = lines + HEAD as usize;
            if rows > MAX_ROWS as usize {
                return Err(ReportError::TooLong { sheet: language.of(sheet.0, sheet.1), rows });
            }
        }
        let formats = CellFormats::default();
        let mut book = Book::new();
        book.add(self.summary_page(language, &formats)?)?;
        book.add(self.class_page(language, &formats)?)?;
        Ok(book.write(writer)?)
    }

    #[expect(clippy::expect_used, reason = "a time that is not shown would pass for one that is not known")]
    fn summary_page(&self, language: Language, formats: &CellFormats) -> Result<Page, WriteError> {
        let heads = Self::headings(language);
        let what = language.of(
            "A row for each territory and period of the report, with all below it. Fold levels with 1 2 3 ... at the left.",
            "每行一个辖区和一个上报周期，含其下各级。左侧1 2 3……按层级折叠。",
        );
        let mut list = ListSheet::new(language.of(SUMMARY.0, SUMMARY.1), what, heads, formats)?;
        list.page.worksheet().group_symbols_above(true);
        let mut territories = self.territories.iter().peekable();
        while let Some((depth, code, name)) = territories.next() {
            let has_below = territories.peek().is_some_and(|(next, ..)| next > depth);
            for (period, row) in self.roll_up.get(code).into_iter().flatten() {
                let number = list.row();
                let page = &mut list.page;
                let look = |format: &rust_xlsxwriter::Format| in_tree(format.clone(), has_below, *depth);
                for (column, text) in (1..).zip([code, name, period]) {
                    page.text(Position::new(number, column), text, &look(&formats.text))?;
                }
                for (column, value) in (4..).zip([row.taken, row.closed, row.open, row.late, row.undecidable]) {
                    count(page, Position::new(number, column), value.into(), &look(&formats.count))?;
                }
                for (column, time) in (9..).zip([&row.median_minutes, &row.p90_minutes]) {
                    let at = Position::new(number, column);
                    match time.as_ref().map(|time| time.parse::<Decimal>().expect("INVARIANT: times are numbers")) {
                        Some(minutes) => decimal(page, at, minutes, &look(&formats.number(minutes.scale())))?,
                        // Nothing is not zero.
                        None => page.text(at, "", &look(&formats.text))?,
                    }
                }
                page.fold(number, *depth)?;
            }
        }
        list.finish(2)
    }

    fn class_page(&self, language: Language, formats: &CellFormats) -> Result<Page, WriteError> {
        let heads =
            [("territory", "辖区"), ("name", "名称"), ("period", "周期"), ("class", "类别"), ("records", "件数")];
        let heads = heads.map(|(english, chinese)| {
            let align = if english == "records" { Align::Right } else { Align::Left };
            (language.of(english, chinese), align)
        });
        let what = language.of(
            "A row for each territory, period and class that has a record.",
            "每行一个辖区、一个上报周期、一个类别。",
        );
        let mut list = ListSheet::new(language.of(CLASSES.0, CLASSES.1), what, heads, formats)?;
        for (_, code, name) in &self.territories {
            for (period, row) in self.roll_up.get(code).into_iter().flatten() {
                for (class, records) in &row.by_class {
                    let number = list.row();
                    for (column, text) in (1..).zip([code, name, period, class]) {
                        list.page.text(Position::new(number, column), text, &formats.text)?;
                    }
                    count(&mut list.page, Position::new(number, 5), (*records).into(), &formats.count)?;
                }
            }
        }
        list.finish(2)
    }
}

//! `Page`: everything on one page that a browser opens without a network.

mod both; // a text in both languages
mod data; // what the script of the page draws, as JSON
mod labels; // the words of the page in both languages
#[cfg(feature = "geo")]
mod map; // shapes of the map as paths
#[cfg(feature = "record")]
mod records; // records by territory and period
mod skeleton; // the page as markup

use super::Scope;
use crate::audit::Findings;
use crate::language::Language;
use crate::rollup::RollUpError;

/// Everything about a graph, or about a node and what belongs to it, on one HTML page (网页报告).
///
/// The page is one file: it loads nothing, sends nothing and stores nothing, so it can be mailed and opened years later.
/// It shows declared figures beside counted ones; coverage, the worst first, with those that are left out by name; the
/// hierarchy to walk down, coloured by what is asked; and the findings to filter and to search. It is in English and in
/// Chinese, with a switch; it can be printed and read on a telephone, in the dark, with a keyboard and by a screen
/// reader. What stands in its address behind `#` says what is shown, so that a view can be passed on.
///
/// The same graph gives the same page, byte for byte.
///
/// ```
/// use gridgov::governance::Governance;
/// use gridgov::kind::{SecondGrid, Subdistrict};
/// use gridgov::ledger::Draft;
/// use gridgov::report::{Page, Scope};
///
/// let mut draft = Draft::new("须水");
/// let street = draft.root(Subdistrict, "S", "须水街道");
/// draft.add(street, SecondGrid, "G", "<b>第一网格</b>");
/// let governance = Governance::build(&draft)?;
/// let html = Page::new(Scope::all(&governance), &governance.audit()).to_html()?;
/// assert!(html.starts_with("<!DOCTYPE html>"));
/// assert!(!html.contains("<b>"), "a name never becomes markup");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Page<'g> {
    scope: Scope<'g>,
    findings: Findings<'g>,
    language: Language,
    #[cfg(feature = "geo")]
    map: Option<map::Drawing>,
    #[cfg(feature = "record")]
    records: Option<records::Cases>,
}

impl<'g> Page<'g> {
    /// The page of a scope, with the findings of an audit about it. It begins in English.
    ///
    /// # Panics
    ///
    /// If the findings are of another graph than the scope.
    #[must_use]
    pub fn new(scope: Scope<'g>, findings: &Findings<'g>) -> Self {
        let findings = findings.within(scope.nodes());
        Self {
            scope,
            findings,
            language: Language::English,
            #[cfg(feature = "geo")]
            map: None,
            #[cfg(feature = "record")]
            records: None,
        }
    }

    /// The language that the page begins in; the reader may switch.
    #[must_use]
    pub fn in_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Draws the map of an atlas on the page (电子地图): its polygons coloured by what is asked, and the defects of these covers.
    #[cfg(feature = "geo")]
    #[must_use]
    pub fn with_map<'c>(
        mut self,
        atlas: &crate::geo::Atlas<'g>,
        covers: impl IntoIterator<Item = &'c crate::geo::Cover<'g>>,
    ) -> Self
    where
        'g: 'c,
    {
        self.map = Some(map::Drawing::new(atlas, covers));
        self
    }

    /// Shows records (案件) on the page: by territory and period with rates and medians, by class, and the late ones. What the
    /// rules about them find belongs to the findings of the page; see `Records::add_rules`.
    ///
    /// ```
    /// # use gridgov::{governance::Governance, kind::Subdistrict, ledger::Draft};
    /// use gridgov::record::{BindRecords, PeriodLength, RecordReader, Zone};
    /// use gridgov::report::{Page, RecordSummary, Scope};
    ///
    /// # let mut draft = Draft::new("");
    /// # draft.root(Subdistrict, "S", "须水街道");
    /// # let governance = Governance::build(&draft)?;
    /// let ledger = RecordReader::new(Zone::utc()).csv_str("class,grid,created_date\nnoise,S,2023-12-10 08:00\n");
    /// let records = governance.records(&ledger)?;
    /// let summary = RecordSummary::new(&records, PeriodLength::Month, None, None)?;
    /// let page = Page::new(Scope::all(&governance), &governance.audit()).with_records(&summary);
    /// assert!(page.to_html()?.contains("2023-12"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "record")]
    #[must_use]
    pub fn with_records(mut self, summary: &super::RecordSummary) -> Self {
        self.records = Some(records::Cases::new(summary));
        self
    }

    /// The whole page. O(n) for n nodes, and a share for each area or grid and question.
    ///
    /// # Errors
    ///
    /// A sum overflows.
    pub fn to_html(&self) -> Result<String, RollUpError> {
        let data = data::Data::new(&self.scope, &self.findings)?;
        let sections = skeleton::sections(&self.scope, &self.findings);
        #[cfg(feature = "geo")]
        let data = data.with_map(self.map.as_ref());
        #[cfg(feature = "geo")]
        let sections = skeleton::before_findings(sections, self.map.as_ref().map(|_| skeleton::map_section()));
        #[cfg(feature = "record")]
        let data = data.with_records(self.records.as_ref());
        #[cfg(feature = "record")]
        let sections = {
            let section =
                |records: &records::Cases| skeleton::Section::new("records", labels::RECORDS, records.markup());
            skeleton::before_findings(sections, self.records.as_ref().map(section))
        };
        Ok(skeleton::page(&self.scope, &sections, &data, self.language))
    }
}

#[cfg(test)]
#[path = "page_tests.rs"]
mod tests;

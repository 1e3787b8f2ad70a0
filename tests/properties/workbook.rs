//! Ledgers are the same after they are written as sheets and read.

use gridgov::ledger::Ledger;
use gridgov::ledger::workbook::{Headings, Workbook};
use gridgov::testing;
use proptest::prelude::*;

use crate::{config, odd_texts};

/// Compares row by row, so that a failure shows the row that differs.
fn is_same(read: &Ledger, written: &Ledger) -> Result<(), TestCaseError> {
    prop_assert_eq!(&read.title, &written.title);
    prop_assert_eq!(&read.measures, &written.measures);
    prop_assert_eq!(read.nodes.len(), written.nodes.len());
    for (one, other) in read.nodes.iter().zip(&written.nodes) {
        prop_assert_eq!(one, other);
    }
    prop_assert_eq!(&read.links, &written.links);
    Ok(())
}

/// The ledger as it comes back from the bytes of a file; `None` if it cannot be written.
fn there_and_back(ledger: &Ledger) -> Result<Option<Ledger>, TestCaseError> {
    let bytes = match ledger.to_workbook().and_then(|workbook| workbook.to_xlsx()) {
        Ok(bytes) => bytes,
        Err(refusal) => {
            prop_assert!(!refusal.to_string().is_empty());
            return Ok(None);
        }
    };
    let reading = Workbook::from_bytes("台账.xlsx", &bytes)?.read(&Headings::default());
    prop_assert_eq!(reading.notes().len(), 0, "{:?}", reading.notes().collect::<Vec<_>>());
    Ok(Some(reading.into_ledger()?))
}

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn sheets_are_the_identity(ledger in prop_oneof![testing::ledgers(), testing::with_faults()]) {
        // What tables cannot express is refused.
        let Ok(workbook) = ledger.to_workbook() else { return Ok(()) };
        let reading = workbook.read(&Headings::default());
        prop_assert_eq!(reading.notes().len(), 0, "{:?}", reading.notes().collect::<Vec<_>>());
        is_same(&reading.into_ledger()?, &ledger)?;
    }

    #[test]
    fn odd_texts_in_sheets_come_back_or_are_refused(ledger in odd_texts::ledgers()) {
        let Ok(workbook) = ledger.to_workbook() else { return Ok(()) };
        let reading = workbook.read(&Headings::default());
        prop_assert_eq!(reading.notes().len(), 0, "{:?}", reading.notes().collect::<Vec<_>>());
        is_same(&reading.into_ledger()?, &ledger)?;
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn files_are_the_identity(ledger in testing::ledgers()) {
        prop_assert_eq!(there_and_back(&ledger)?, Some(ledger), "nothing valid is refused");
    }

    #[test]
    fn odd_texts_in_files_come_back_or_are_refused(ledger in odd_texts::ledgers()) {
        if let Some(read) = there_and_back(&ledger)? {
            is_same(&read, &ledger)?;
        }
    }
}

//! Ledgers survive being written as sheets and read.

use gridgov::ledger::workbook::Headings;
use gridgov::testing;
use proptest::prelude::*;

use crate::config;

proptest! {
    #![proptest_config(config(256))]

    #[test]
    fn sheets_are_the_identity(ledger in prop_oneof![testing::ledgers(), testing::with_faults()]) {
        // What tables cannot say is refused.
        let Ok(workbook) = ledger.to_workbook() else { return Ok(()) };
        let reading = workbook.read(&Headings::default());
        prop_assert_eq!(reading.notes().len(), 0, "{:?}", reading.notes().collect::<Vec<_>>());
        prop_assert_eq!(&reading.into_ledger()?, &ledger);
    }
}

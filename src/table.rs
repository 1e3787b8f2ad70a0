//! The graph as tables that any engine reads (数据表), SQL for them, and totals that its results are checked with.

mod facts; // facts with what is above their nodes

pub use facts::{
    EnrichedFacts, Enricher, FactError, FactErrors, FactFile, FactMeasure, FactProblem, FactRows, FactTotal,
    FactTotals, UnknownCode, UnknownCodes, write_facts,
};

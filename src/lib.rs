//! Grid governance (网格化治理) as a typed graph, with two kinds of answers: *what is covered, and what is not?* and
//! *how many, and how much, at every level?*, never counting anything twice.
//!
//! A Chinese city divides its sub-districts (街道) into second-level, third-level, dedicated and micro grids (网格).
//! Party organisations lead them, people serve them, and buildings, compounds, shops and schools stand in them. A
//! ledger (台账) says so row by row. [`Governance::build`] checks it and makes the graph, or tells everything that is
//! wrong with it. All answers are pure functions of that graph.
//!
//! ```
//! use gridgov::prelude::*;
//!
//! let mut draft = Draft::new("Xushui");
//! let street = draft.root(Subdistrict, "410102012", "须水街道");
//! let village = draft.add(street, SecondGrid, "G-1", "第一网格");
//! let [one, two] = ["T-1", "T-2"]
//!     .map(|code| draft.add(village, ThirdGrid, code, "三级网格"));
//! let branch = draft.root(Branch, "P-1", "第一党支部");
//! draft.lead(branch, one);
//! draft.add(two, Shop, "X-1", "粮油店");
//!
//! let governance = Governance::build(&draft)?;
//! let led = governance.ask(Question::Led).of_kind(Kind::ThirdGrid);
//! assert_eq!((led.covered, led.total), (1, 2));
//!
//! let counts = governance.roll_up(Distinct, CountByKind)?;
//! let street = governance.node("410102012").unwrap();
//! assert_eq!(counts.at(street).unwrap()[Kind::Shop], 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The compiler checks what may contain and join what when a ledger is built in code. The same table of kinds checks
//! the rows of files when they are read.
//!
//! # Features
//!
//! | feature | what it gives |
//! |---|---|
//! | `workbook` | ledgers, reports and templates as Excel workbooks and tables of text in any encoding |
//! | `record` | what happened, where and when: cases, patrols, requests, deadlines |
//! | `change` | the grid map redrawn: changes with dates, crosswalks of figures, a history |
//! | `geo` | maps: polygons from GeoJSON, seamless cover, borders, areas, the grid of each door |
//! | `parquet` | the graph and facts as tables that any engine reads, SQL for them, totals that results are checked with |
//! | `arrow` | facts as record batches of Arrow, beside those in files; with `parquet` |
//! | `proptest` | strategies for random ledgers, for property tests of your own |
//!
//! # What you want, what you call, what it costs
//!
//! `n` is the number of nodes, `c` the number of covers: claims of grids on places that stand elsewhere.
//!
//! | I want | call | cost |
//! |---|---|---|
//! | to read a ledger, or everything that is wrong with it | [`Governance::open`] | O(n), and sorting siblings |
//! | to build one in code | [`Draft`], then [`Governance::build`] | the same |
//! | one graph of many ledgers | [`Builder::open`], [`Builder::add`], [`Builder::finish`] | the same |
//! | a node by its code | [`Governance::node`], [`Governance::get`] | O(1) |
//! | what is above and below | [`parent`], [`children`], [`ancestors`], [`descendants`], [`ancestor`], [`places`] | O(1) a step |
//! | who leads, serves, covers | [`leaders`], [`leads`], [`staff`], [`posts`], [`seated`], [`covered`], [`covering`], [`members`] | O(log links), then O(1) each |
//! | a set of nodes | [`Governance::set_of_kind`], [`Governance::select`], [`Node::subtree`], [`NodeSet`] | O(ranges) |
//! | counts by kind at every level | [`Governance::roll_up`] of [`CountByKind`] | part of the graph, O(kinds) an answer |
//! | sums at every level | [`Governance::roll_up`] of [`Governance::sum_of`] | O(n + c), O(1) an answer |
//! | minimum, maximum, mean, rate, your own | [`min_of`], [`max_of`], [`mean_of`], [`rate_of`], [`Aggregate`] | O(n + c) |
//! | one node's value only | [`Governance::roll_up_at`] | O(its subtree); counts by kind O(kinds) |
//! | sums that follow changed values | [`Governance::live`] | O(depth) a change |
//! | what a Party branch answers for | [`Governance::answers_for`] | O(what it leads and covers) |
//! | what is led, headed, served, netted | [`Governance::ask`], then [`Coverage::shares`], [`Coverage::uncovered`] | O(n), O(1) an answer |
//! | a question of my own | [`Governance::ask_of`] | O(population) |
//! | places that no grid, one or several claim | [`Governance::claims`] | O(n + c) |
//! | what breaks a rule | [`Governance::audit`], [`Audit`] | O(n) |
//! | the rows again | [`Governance::to_ledger`] | O(n) |
//! | tables, JSON, a picture | [`report::text`], [`report::Summary`], [`report::Dot`] | O(what is shown) |
//! | every algorithm of petgraph | [`Governance::as_petgraph`] | O(n) once |
#![cfg_attr(
    feature = "workbook",
    doc = "| a workbook for a new ledger to fill in | [`Template`](ledger::workbook::Template) | O(1) |
| a workbook as a ledger | [`Workbook::read`](ledger::workbook::Workbook::read) | O(cells · log cells) |
| a ledger as a workbook | [`Ledger::to_workbook`](ledger::Ledger::to_workbook) | O(cells) |"
)]
#![cfg_attr(
    feature = "change",
    doc = "| the map redrawn, or all reasons why not | [`Governance::apply`](governance::Governance::apply) | O(n + changes) |
| to see what that does before it is done | [`Governance::preview`](governance::Governance::preview) | the same, and O(n) a rule |
| the changes between two maps | [`Governance::diff`](governance::Governance::diff) | O(n log n) |
| old figures on a new map | [`Crosswalk::rebase`](change::Crosswalk::rebase) | O(n log n) |
| the map of any day, series on it | [`History::as_of`](change::History::as_of), [`History::series`](change::History::series) | O(log versions), O(versions · n log n) |"
)]
#![cfg_attr(
    feature = "geo",
    doc = "| whether grids cover their area seamlessly | [`Atlas::covers`](geo::Atlas::covers) | O(edges · log edges) |
| which grids border each other | [`Atlas::adjacency`](geo::Atlas::adjacency) | the same |
| the grid in which a point lies | [`Atlas::grids_at`](geo::Atlas::grids_at) | O(log n) |
| whether places lie where the ledger says | [`Atlas::places`](geo::Atlas::places) | O(places · log n) |
| areas that add up, as a measure | [`Atlas::with_areas`](geo::Atlas::with_areas) | O(edges) |"
)]
#![cfg_attr(
    feature = "record",
    doc = "| cases and patrols on the graph of their day | [`BindRecords::records`](record::BindRecords::records) | O(records · log records) |
| how many, late, how long, by month at every level | [`Records::roll_up`](record::Records::roll_up), [`Records::times`](record::Records::times) | O(records) |"
)]
#![cfg_attr(
    feature = "parquet",
    doc = "| the graph as Parquet files for any engine | [`Governance::export`](governance::Governance::export) | O(n · levels) |
| the graph from these files | [`Governance::from_tables`](governance::Governance::from_tables) | O(n) |
| whether an engine lost or doubled rows | [`ControlTotals::check`](table::ControlTotals::check) | O(n · depth) once |"
)]
//!
//! If you come from elsewhere:
//!
//! | there | here |
//! |---|---|
//! | DHIS2: organisation unit, level, organisation unit group | [`Node`](governance::Node), [`Kind`](kind::Kind), [`NodeSet`] or [`category`](governance::Node::category) |
//! | DHIS2: aggregation along the hierarchy | [`Governance::roll_up`] of [`Home`](rollup::Home) |
//! | SQL: recursive query over `parent_id` | [`descendants`], [`ancestors`], [`Governance::roll_up`] |
//! | SQL: `COUNT(DISTINCT place)` over a join table | [`Governance::roll_up`] of [`Distinct`](rollup::Distinct) |
//! | SQL: `LEFT JOIN .. WHERE .. IS NULL` | [`Coverage::uncovered`] |
//! | OLAP: strict and non-strict hierarchy | [`Home`](rollup::Home) and [`Distinct`](rollup::Distinct) |
//! | OLAP: additive and non-additive measures | [`Sum`](rollup::Sum) and [`Rate`](rollup::Rate) |
//!
//! # Where things live
//!
//! From the top of the house to the bottom; a room uses only those below it.
//!
//! | module | what is there |
//! |---|---|
//! | [`prelude`] | what most programs need, in one line |
//! | [`report`] | tables, JSON, pictures |
#![cfg_attr(feature = "geo", doc = "| [`geo`] | maps: seamless cover, places in grids |")]
#![cfg_attr(feature = "record", doc = "| [`record`] | what happened, where and when, and was it in time |")]
#![cfg_attr(feature = "parquet", doc = "| [`table`] | tables for engines, and control totals |")]
#![cfg_attr(feature = "change", doc = "| [`change`] | the map redrawn: changes, crosswalks, histories |")]
//! | [`audit`] | findings by rule pack |
//! | [`coverage`] | questions and answers |
//! | [`rollup`] | counts and sums at every level |
//! | [`set`] | sets of nodes |
//! | [`governance`] | the checked graph, its handles and traversal |
//! | [`ledger`] | rows in: JSON, CSV, workbooks, drafts |
//! | [`division`] | statistical division codes |
//! | [`measure`] | exact numbers, declared figures |
//! | [`kind`] | the table of kinds, relations and roles |
//! | [`message`] | errors, notes and findings as data and in two languages |
//! | [`date`] | days of the calendar |
//! | [`text`] | the one form in which texts are compared |
//!
//! [`parent`]: governance::Node::parent
//! [`children`]: governance::Node::children
//! [`ancestors`]: governance::Node::ancestors
//! [`descendants`]: governance::Node::descendants
//! [`ancestor`]: governance::Node::ancestor
//! [`places`]: governance::Node::places
//! [`leaders`]: governance::Node::leaders
//! [`leads`]: governance::Node::leads
//! [`staff`]: governance::Node::staff
//! [`posts`]: governance::Node::posts
//! [`seated`]: governance::Node::seated
//! [`covered`]: governance::Node::covered
//! [`covering`]: governance::Node::covering
//! [`members`]: governance::Node::members
//! [`min_of`]: governance::Governance::min_of
//! [`max_of`]: governance::Governance::max_of
//! [`mean_of`]: governance::Governance::mean_of
//! [`rate_of`]: governance::Governance::rate_of
//! [`Aggregate`]: rollup::Aggregate
//! [`Audit`]: audit::Audit
//! [`Builder::add`]: governance::Builder::add
//! [`Builder::open`]: governance::Builder::open
//! [`Builder::finish`]: governance::Builder::finish
//! [`CountByKind`]: rollup::CountByKind
//! [`Coverage::shares`]: coverage::Coverage::shares
//! [`Coverage::uncovered`]: coverage::Coverage::uncovered
//! [`Draft`]: ledger::Draft
//! [`Governance`]: governance::Governance
//! [`Governance::answers_for`]: governance::Governance::answers_for
//! [`Governance::as_petgraph`]: governance::Governance::as_petgraph
//! [`Governance::ask`]: governance::Governance::ask
//! [`Governance::ask_of`]: governance::Governance::ask_of
//! [`Governance::audit`]: governance::Governance::audit
//! [`Governance::build`]: governance::Governance::build
//! [`Governance::claims`]: governance::Governance::claims
//! [`Governance::get`]: governance::Governance::get
//! [`Governance::live`]: governance::Governance::live
//! [`Governance::node`]: governance::Governance::node
//! [`Governance::open`]: governance::Governance::open
//! [`Governance::roll_up`]: governance::Governance::roll_up
//! [`Governance::roll_up_at`]: governance::Governance::roll_up_at
//! [`Governance::select`]: governance::Governance::select
//! [`Governance::set_of_kind`]: governance::Governance::set_of_kind
//! [`Governance::sum_of`]: governance::Governance::sum_of
//! [`Governance::to_ledger`]: governance::Governance::to_ledger
//! [`Node::subtree`]: governance::Node::subtree
//! [`NodeSet`]: set::NodeSet

#![cfg_attr(docsrs, feature(doc_cfg))]
// Of the library only: what examples and benchmarks share is `pub` to be read, not to be reached.
#![warn(unreachable_pub)]
// Nor do these bind tests, examples and benchmarks. What is disallowed stands in `clippy.toml`; an exception is an
// `expect` at its place, with the reason.
#![cfg_attr(
    not(test),
    warn(
        clippy::disallowed_methods,
        clippy::disallowed_types,
        clippy::expect_used,
        clippy::panic,
        clippy::print_stderr,
        clippy::print_stdout,
        clippy::unreachable,
        clippy::unwrap_used,
    )
)]

pub mod audit; // findings by rule pack
#[cfg(feature = "change")]
pub mod change; // redrawing the map
pub mod coverage; // questions and answers
pub mod date; // the one date
pub mod division; // statistical division codes
mod errors; // the list of all errors of one attempt
mod excerpt; // a written text as messages show it
#[cfg(feature = "geo")]
pub mod geo; // maps: seamless cover, places in grids
pub mod governance; // the checked graph
pub mod kind; // the table of kinds, relations and roles
mod language; // English and Chinese
pub mod ledger; // rows in and out
pub mod measure; // exact numbers
pub mod message; // messages as data and in two languages
mod parallel; // work on two threads at once
pub mod prelude; // what most programs need
#[cfg(feature = "record")]
pub mod record; // what happened, where and when
pub mod report; // tables, JSON, pictures, workbooks
pub mod rollup; // counts and sums at every level
pub mod set; // sets of nodes
mod suggestion; // "did you mean"
#[cfg(feature = "parquet")]
pub mod table; // tables for engines
#[cfg(feature = "proptest")]
pub mod testing; // strategies for property tests
pub mod text; // one form of each text

pub use errors::Errors;
pub use language::{Language, ParseLanguageError};
// What `Governance::as_petgraph` opens the graph to, in the version that fits.
pub use petgraph;

/// The examples of the README, so that they are compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

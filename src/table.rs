//! The graph as tables that any engine reads (数据表), SQL for them, and totals that its results are checked with.

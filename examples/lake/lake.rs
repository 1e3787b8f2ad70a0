//! Writes a folder of tables, facts, texts and expected answers.

#[path = "answer.rs"]
pub(crate) mod answer;
#[path = "expected.rs"]
mod expected;
#[path = "facts.rs"]
mod facts;

use std::error::Error;
use std::fs;
use std::path::Path;

use gridgov::governance::Governance;
use gridgov::table::{Enricher, ExportOptions};

use facts::MadeUp;

/// What was written.
#[derive(Debug)]
pub(crate) struct Written {
    /// The name, rows and bytes of each file.
    pub files: Vec<(String, u64, u64)>,
    /// How many texts there are.
    pub texts: usize,
    /// The digest of the graph.
    pub digest: String,
}

/// Writes everything that an engine needs, and what it must answer.
pub(crate) fn write(governance: &Governance, folder: &Path, count: u64, seed: u64) -> Result<Written, Box<dyn Error>> {
    let exported = governance.export(folder, &ExportOptions::default())?;
    let facts = MadeUp::new(governance, count, seed);
    let enricher =
        MadeUp::MEASURES.iter().fold(Enricher::new(governance), |enricher, name| enricher.with_measure(*name));
    let enriched = enricher.enrich_rows(facts.batches(governance), folder)?;
    let mut files: Vec<(String, u64, u64)> =
        exported.files.iter().map(|file| (name_of(&file.path), file.rows, file.bytes)).collect();
    for file in &enriched.files {
        files.push((name_of(&file.path), file.rows, fs::metadata(&file.path)?.len()));
    }
    let asked = expected::ask(governance, facts)?;
    for part in ["sql", "expected"] {
        let part = folder.join(part);
        if part.exists() {
            fs::remove_dir_all(&part).map_err(|error| format!("{}: cannot be emptied: {error}", part.display()))?;
        }
        fs::create_dir_all(&part).map_err(|error| format!("{}: cannot be made: {error}", part.display()))?;
    }
    for (sql, answer) in &asked {
        let path = folder.join("sql").join(format!("{}.sql", sql.name()));
        fs::write(&path, sql.text()).map_err(|error| format!("{}: cannot be written: {error}", path.display()))?;
        answer.write(&folder.join("expected").join(format!("{}.csv", sql.name())))?;
    }
    Ok(Written { files, texts: asked.len(), digest: exported.digest })
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

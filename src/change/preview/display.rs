//! A preview for people to read.

use std::fmt;

use super::{CoverageChange, FindingNote, Named, Preview, TotalChange};
use crate::measure::Decimal;

/// How many names a line shows at most.
const SHOWN: usize = 8;

impl TotalChange {
    /// By how much the total moves, with its sign.
    pub(crate) fn signed(&self) -> String {
        match self.difference() {
            Ok(difference) if difference > Decimal::ZERO => format!("+{difference}"),
            Ok(difference) => difference.to_string(),
            Err(error) => error.to_string(),
        }
    }
}

/// A number, or a dash where there is none.
fn number(number: Option<Decimal>) -> String {
    number.map_or_else(|| "–".to_owned(), |number| number.to_string())
}

impl fmt::Display for Named {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names may hold line breaks, and each difference is to stand on one line.
        let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        f.write_str(&line(&self.code))?;
        if let Some(former) = &self.former {
            write!(f, " (was {})", line(former))?;
        }
        let name = line(&self.name);
        if name.is_empty() { Ok(()) } else { write!(f, " {name}") }
    }
}

impl fmt::Display for TotalChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, after) = (number(self.before), number(self.after));
        write!(f, "{}: {} {before} -> {after} ({})", self.node, self.of, self.signed())
    }
}

impl fmt::Display for CoverageChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} -> {}", self.question, self.before, self.after)?;
        for (what, nodes) in [("lost", &self.lost), ("gained", &self.gained)] {
            if nodes.is_empty() {
                continue;
            }
            let shown: Vec<String> = nodes.iter().take(SHOWN).map(ToString::to_string).collect();
            write!(f, "; {what}: {}", shown.join(", "))?;
            if nodes.len() > SHOWN {
                write!(f, " and {} more", nodes.len() - SHOWN)?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for FindingNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message: Vec<&str> = self.message.lines().collect();
        write!(f, "{} {} {}: {}", self.severity, self.rule, self.node, message.join(" "))
    }
}

impl fmt::Display for Preview {
    /// One difference a line: new codes, totals, what is lost, coverage, then what is found anew and what is settled.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "as of {}", self.effective)?;
        for node in &self.recoded {
            write!(f, "\nrecoded: {node}")?;
        }
        for total in &self.totals {
            write!(f, "\n{total}")?;
        }
        for loss in &self.losses {
            write!(f, "\nlost: {loss}")?;
        }
        for coverage in &self.coverage {
            write!(f, "\n{coverage}")?;
        }
        for note in &self.new_findings {
            write!(f, "\nnew: {note}")?;
        }
        for note in &self.settled_findings {
            write!(f, "\nsettled: {note}")?;
        }
        Ok(())
    }
}

//! What Linux says of this process: its time on a processor, and its memory.

use std::error::Error;
use std::fs;

/// The seconds that all threads so far were on a processor, for the process itself and for the system on its behalf. Linux
/// counts them in hundredths.
///
/// # Errors
///
/// The system does not say.
pub fn cpu() -> Result<f64, Box<dyn Error>> {
    let process = fs::read_to_string("/proc/self/stat")?;
    // The name of the program stands in brackets, and may have a space.
    let (_, fields) = process.rsplit_once(") ").ok_or("no fields")?;
    let times = fields.split(' ').skip(11).take(2).map(str::parse::<f64>).collect::<Result<Vec<_>, _>>()?;
    Ok(times.iter().sum::<f64>() / 100.0)
}

/// The memory in bytes: now (`VmRSS:`), or the most that there was (`VmHWM:`).
///
/// # Errors
///
/// The system does not say.
pub fn memory(which: &str) -> Result<u64, Box<dyn Error>> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(which)).ok_or("the system does not say")?;
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? * 1024)
}

/// The same in MiB.
///
/// # Errors
///
/// As [`memory`].
pub fn mebibytes(which: &str) -> Result<f64, Box<dyn Error>> {
    Ok(memory(which)? as f64 / f64::from(1 << 20))
}

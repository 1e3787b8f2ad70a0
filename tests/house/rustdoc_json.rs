//! `rustdoc` with its unstable options, which its JSON needs. Only this process is told of them: a variable for the
//! whole build would make cargo build the dependencies once more.

use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let status = Command::new("rustdoc").args(std::env::args_os().skip(1)).env("RUSTC_BOOTSTRAP", "1").status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("rustdoc: {error}");
            ExitCode::FAILURE
        }
    }
}

//! How each example behaves as a program: it answers `--help`, ends quietly when its reader has gone, and never takes a
//! full disk for success.
//!
//! The exit status is 0 for success, 1 for a failure and 2 for wrong use.

#![allow(dead_code, reason = "shared by all examples, not each of which uses all of it")]

use std::error::Error;
use std::ffi::{OsStr, OsString};
use std::fmt::{self, Display};
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Stderr, Stdout, Write};
use std::path::Path;
use std::process::ExitCode;

/// What a program says of itself.
pub struct Program {
    /// What it does, for `--help`.
    pub about: &'static str,
    /// How it is used, for `--help` and for wrong use.
    pub usage: &'static str,
}

/// The program is used wrongly; the message says how.
#[derive(Debug)]
pub struct Misuse(pub String);

/// Where a program writes: answers to standard output, errors and notes to standard error. Both are buffered, and each
/// line is shown behind all that was written before it.
pub struct Console {
    output: Stream<Stdout>,
    errors: Stream<Stderr>,
    has_colours: bool,
}

/// A buffered stream that remembers what could not be written.
struct Stream<W: Write> {
    to: BufWriter<W>,
    lost: Option<io::Error>,
}

impl Program {
    /// Runs the program with its arguments and shows how it fails.
    pub fn run(&self, run: impl FnOnce(Vec<OsString>, &mut Console) -> Result<(), Box<dyn Error>>) -> ExitCode {
        let given: Vec<OsString> = std::env::args_os().skip(1).collect();
        let mut console = Console::new();
        let result = if given.iter().any(|argument| argument == "--help" || argument == "-h") {
            writeln!(console, "{}\n\n{}", self.about, self.usage).map_err(Into::into)
        } else {
            run(given, &mut console)
        };
        let result = result.and_then(|()| Ok(console.flush()?));
        let status = match (console.output.lost.take(), result) {
            (None, Ok(())) => 0,
            // The reader has seen enough, as in `| head -1`.
            (Some(lost), _) if lost.kind() == ErrorKind::BrokenPipe => 0,
            (Some(lost), _) => {
                console.tell(format_args!("standard output: cannot be written: {lost}"));
                1
            }
            (None, Err(error)) if error.is::<Misuse>() => {
                console.tell(format_args!("{error}\n{}", self.usage));
                2
            }
            (None, Err(error)) => {
                console.tell(error);
                1
            }
        };
        let told = console.errors.flush();
        // That errors were lost cannot be told either, but it can be seen.
        let is_lost = told.is_err_and(|error| error.kind() != ErrorKind::BrokenPipe);
        ExitCode::from(if status == 0 && is_lost { 1 } else { status })
    }
}

impl Console {
    fn new() -> Self {
        Self {
            has_colours: has_colours(io::stdout().is_terminal(), std::env::var_os("NO_COLOR").as_deref()),
            output: Stream::new(io::stdout()),
            errors: Stream::new(io::stderr()),
        }
    }

    /// Writes a heading, in bold type on a terminal.
    pub fn heading(&mut self, heading: impl Display) -> io::Result<()> {
        let (bold, plain) = if self.has_colours { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
        writeln!(self, "{bold}{heading}{plain}")
    }

    /// Writes an error or a note to standard error. If it cannot be written, the exit status says so.
    pub fn tell(&mut self, message: impl Display) {
        // What fails here is remembered by the streams.
        let _ = self.output.flush();
        let _ = writeln!(self.errors, "{message}");
    }
}

impl Write for Console {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.errors.to.buffer().is_empty() {
            let _ = self.errors.flush();
        }
        self.output.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

impl<W: Write> Stream<W> {
    fn new(to: W) -> Self {
        Self { to: BufWriter::new(to), lost: None }
    }

    /// Remembers an error; an interruption is none, since the write is tried again.
    fn remember<T>(&mut self, written: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &written
            && error.kind() != ErrorKind::Interrupted
            && self.lost.is_none()
        {
            self.lost = Some(io::Error::new(error.kind(), error.to_string()));
        }
        written
    }
}

impl<W: Write> Write for Stream<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes);
        self.remember(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.to.flush();
        self.remember(flushed)
    }
}

impl Display for Misuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Misuse {}

/// Whether to write colours: on a terminal only, and not where `NO_COLOR` is set to anything (see <https://no-color.org>).
pub fn has_colours(is_terminal: bool, no_color: Option<&OsStr>) -> bool {
    is_terminal && no_color.is_none_or(OsStr::is_empty)
}

/// Writes a file that is whole in memory: what was there before stays where it could not be made.
pub fn write_file(path: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    std::fs::write(path, content).map_err(|error| unwritten(path, &error))
}

/// The error of a file that cannot be written.
pub fn unwritten(path: &Path, error: &io::Error) -> String {
    format!("{}: cannot be written: {error}", path.display())
}

//! A small web service: one graph shared by all requests, answers as JSON, errors as data.
//!
//! ```text
//! cargo run --release -p gridgov-service -- LEDGER [--listen ADDRESS]
//! ```
//!
//! `state.rs` is what stays between requests, `routes.rs` what is answered, `problem.rs` how an error leaves.

mod problem;
#[path = "../../common/program.rs"]
mod program;
mod routes;
mod state;

use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use gridgov::governance::Governance;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use program::{Console, Misuse, Program};
use state::State;

const SERVICE: Program = Program {
    about: "Answers questions about a ledger over HTTP, until it is ended.

  GET  /nodes/{code}                 a node, who leads and staffs it, and what is directly below it
  GET  /coverage/{question}?at=CODE  what is covered, everywhere or in a node and what belongs to it
  GET  /findings?at=CODE             what an audit found
  GET  /sums/{measure}?at=CODE       the sum of a measure in an area or grid, with all values put since
  PUT  /values/{measure}/{code}      a new value of a node, as text: 64
  POST /ledgers?name=FILE            a ledger to be checked: JSON, or a workbook under its name

  --listen ADDRESS  where to listen, 127.0.0.1:8080 if it is not given; port 0 is any free port",
    usage: "usage: service LEDGER [--listen ADDRESS]",
};

struct Arguments {
    ledger: PathBuf,
    listen: SocketAddr,
}

fn arguments(given: Vec<OsString>) -> Result<Arguments, String> {
    let (mut ledger, mut listen) = (None, SocketAddr::from(([127, 0, 0, 1], 8080)));
    let mut given = given.into_iter();
    while let Some(argument) = given.next() {
        if argument == "--listen" {
            let address = given.next().ok_or("--listen needs an address")?;
            let is_wrong = || format!("--listen {} is no address such as 127.0.0.1:8080", address.display());
            listen = address.to_str().and_then(|address| address.parse().ok()).ok_or_else(is_wrong)?;
        } else if ledger.replace(PathBuf::from(&argument)).is_some() {
            return Err(format!("one ledger only, not {} too", argument.display()));
        }
    }
    Ok(Arguments { ledger: ledger.ok_or("no ledger is given")?, listen })
}

fn main() -> ExitCode {
    SERVICE.run(|given, out| serve(out, &arguments(given).map_err(Misuse)?))
}

fn serve(out: &mut Console, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let state = State::new(Governance::open(&arguments.ledger)?)?;
    Runtime::new()?.block_on(async {
        let listener = TcpListener::bind(arguments.listen).await?;
        writeln!(out, "listening on http://{}", listener.local_addr()?)?;
        out.flush()?;
        Ok(axum::serve(listener, routes::router(Arc::new(state))).await?)
    })
}

//! What is answered, a function for each route.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, Query, State as Shared};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use gridgov::coverage::Question;
use gridgov::governance::{BuildErrors, Governance, Node};
use gridgov::ledger::workbook::{Headings, Workbook};
use gridgov::ledger::{Ledger, Limits};
use gridgov::measure::Decimal;
use gridgov::message::Tell;
use gridgov::report::Scope;
use serde::Deserialize;
use serde_json::{Map, json};
use tokio::task::spawn_blocking;

use crate::problem::Problem;
use crate::state::State;

/// A response, or why there is none. What borrows from the state is written into the response at once.
type Answer = Result<Response, Problem>;

pub(crate) fn router(state: Arc<State>) -> Router {
    let checking =
        post(check).layer(DefaultBodyLimit::max(usize::try_from(Limits::DEFAULT.bytes).unwrap_or(usize::MAX)));
    Router::new()
        .route("/nodes/{code}", get(node))
        .route("/coverage/{question}", get(coverage))
        .route("/findings", get(findings))
        .route("/sums/{measure}", get(sum))
        .route("/values/{measure}/{code}", put(value))
        .route("/ledgers", checking)
        .with_state(state)
}

/// The node that a question is restricted to.
#[derive(Deserialize)]
struct At {
    at: Option<String>,
}

impl At {
    fn scope<'g>(&self, governance: &'g Governance) -> Result<Scope<'g>, Problem> {
        Ok(match &self.at {
            Some(code) => Scope::at(governance.find(code)?),
            None => Scope::all(governance),
        })
    }
}

async fn node(Shared(state): Shared<Arc<State>>, Path(code): Path<String>) -> Answer {
    let node = state.governance.find(&code)?;
    let measures = state.governance.measures().iter().filter_map(|measure| {
        let value = state.sums(measure.id()).ok()?.value(node)?;
        Some((measure.id().to_owned(), json!(value)))
    });
    let list = |nodes: &mut dyn Iterator<Item = Node<'_>>| json!(nodes.collect::<Vec<_>>());
    Ok(Json(json!({
        "node": node,
        "measures": measures.collect::<Map<_, _>>(),
        "leaders": list(&mut node.leaders()),
        "staff": node.staff().collect::<Vec<_>>(),
        "children": list(&mut node.children()),
    }))
    .into_response())
}

async fn coverage(Shared(state): Shared<Arc<State>>, Path(question): Path<String>, Query(at): Query<At>) -> Answer {
    let question: Question = question.parse()?;
    let scope = at.scope(&state.governance)?;
    Ok(Json(state.coverage(question).within(scope.asked())).into_response())
}

async fn findings(Shared(state): Shared<Arc<State>>, Query(at): Query<At>) -> Answer {
    let scope = at.scope(&state.governance)?;
    Ok(Json(state.findings.view().within(scope.nodes())).into_response())
}

#[derive(Deserialize)]
struct Of {
    at: String,
}

async fn sum(Shared(state): Shared<Arc<State>>, Path(measure): Path<String>, Query(of): Query<Of>) -> Answer {
    let node = state.governance.find(&of.at)?;
    let sums = state.sums(&measure)?;
    // A node that is no area or grid has only its own value.
    let sum = sums.at(node).unwrap_or_else(|| sums.value(node));
    Ok(Json(json!({ "node": node, "measure": measure, "sum": sum })).into_response())
}

async fn value(
    Shared(state): Shared<Arc<State>>,
    Path((measure, code)): Path<(String, String)>,
    written: String,
) -> Answer {
    let node = state.governance.find(&code)?;
    let value: Decimal = written.trim().parse()?;
    let before = state.sums_to_change(&measure)?.set(node, value)?;
    Ok(Json(json!({ "node": node, "measure": measure, "before": before, "value": value })).into_response())
}

/// The file that a ledger was, which says how to read it.
#[derive(Deserialize)]
struct Upload {
    name: Option<String>,
}

async fn check(Query(upload): Query<Upload>, bytes: Bytes) -> Answer {
    // Building takes the processor for as long as the ledger is large, so other requests go on beside it.
    let built = spawn_blocking(move || build(upload.name, &bytes)).await.map_err(|_| Problem::Unfinished)?;
    let governance = built?;
    let notes: Vec<_> = governance.notes().iter().map(Tell::message).collect();
    Ok(Json(json!({
        "nodes": governance.node_count(),
        "links": governance.link_count(),
        "notes": notes,
        "findings": governance.audit(),
    }))
    .into_response())
}

fn build(name: Option<String>, bytes: &[u8]) -> Result<Governance, BuildErrors> {
    let is_json = |name: &String| name.to_lowercase().ends_with(".json");
    match name.filter(|name| !is_json(name)) {
        None => Governance::build(Ledger::from_json_reader(bytes)?),
        Some(name) => {
            let workbook = Workbook::from_bytes(name, bytes)?;
            Governance::build(workbook.read(&Headings::default()).into_ledger()?)
        }
    }
}

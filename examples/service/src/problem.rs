//! How an error leaves: the status, and the messages as data in both languages.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use gridgov::governance::{BuildErrors, UnknownCodeError, UnknownMeasureError};
use gridgov::kind::UnknownNameError;
use gridgov::measure::ParseDecimalError;
use gridgov::message::{Level, Message, Wording};
use gridgov::report::Failure;
use gridgov::rollup::LiveError;

/// Why a request has no answer.
pub(crate) enum Problem {
    /// Something in the request names nothing, or cannot be taken.
    Request(StatusCode, Box<Message>),
    /// A ledger that was sent cannot be built.
    Ledger(Failure),
    /// The check of a ledger ended before it was done.
    Unfinished,
}

fn of(status: StatusCode, error: &impl Wording) -> Problem {
    Problem::Request(status, Box::new(Message::of(Level::Error, error)))
}

impl From<UnknownCodeError> for Problem {
    fn from(error: UnknownCodeError) -> Self {
        of(StatusCode::NOT_FOUND, &error)
    }
}

impl From<UnknownNameError> for Problem {
    fn from(error: UnknownNameError) -> Self {
        of(StatusCode::NOT_FOUND, &error)
    }
}

impl From<UnknownMeasureError> for Problem {
    fn from(error: UnknownMeasureError) -> Self {
        of(StatusCode::NOT_FOUND, &error)
    }
}

impl From<ParseDecimalError> for Problem {
    fn from(error: ParseDecimalError) -> Self {
        of(StatusCode::UNPROCESSABLE_ENTITY, &error)
    }
}

impl From<LiveError> for Problem {
    fn from(error: LiveError) -> Self {
        of(StatusCode::UNPROCESSABLE_ENTITY, &error)
    }
}

impl From<BuildErrors> for Problem {
    fn from(errors: BuildErrors) -> Self {
        Self::Ledger(Failure::from(&errors))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        match self {
            Self::Request(status, message) => {
                (status, Json(serde_json::json!({ "errors": [message] }))).into_response()
            }
            Self::Ledger(failure) => (StatusCode::UNPROCESSABLE_ENTITY, Json(failure)).into_response(),
            Self::Unfinished => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        }
    }
}

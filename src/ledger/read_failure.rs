//! Why the bytes of a file or stream cannot be had.

use std::io::{self, ErrorKind};
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// Why the bytes of a file or stream cannot be had: an [`io::Error`] that can be kept and compared.
///
/// Two are equal if they are of one kind and say the same.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct ReadFailure(Arc<io::Error>);

impl ReadFailure {
    /// The error of the operating system or of the reader.
    #[must_use]
    pub fn error(&self) -> &io::Error {
        &self.0
    }

    /// What it is in Chinese, and what to do.
    pub(super) fn chinese(&self) -> (&'static str, &'static str) {
        match self.0.kind() {
            ErrorKind::NotFound => ("找不到文件", "请核对路径"),
            ErrorKind::PermissionDenied => ("没有读取权限", "请取得权限，或换一个位置"),
            ErrorKind::IsADirectory => ("这是文件夹", "请选择文件"),
            _ => ("读取失败", "请核对文件"),
        }
    }
}

impl From<io::Error> for ReadFailure {
    fn from(error: io::Error) -> Self {
        Self(Arc::new(error))
    }
}

impl PartialEq for ReadFailure {
    fn eq(&self, other: &Self) -> bool {
        self.0.kind() == other.0.kind() && self.0.to_string() == other.0.to_string()
    }
}

impl Eq for ReadFailure {}

impl Serialize for ReadFailure {
    /// The words of the operating system or of the reader.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

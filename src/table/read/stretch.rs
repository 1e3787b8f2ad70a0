//! A stretch of a file in memory, which the library reads pages from.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::ops::Range;

use bytes::buf::Reader;
use bytes::{Buf as _, Bytes};
use parquet::errors::{ParquetError, Result};
use parquet::file::reader::{ChunkReader, Length};

/// The bytes of a file from `start` on, under the offsets that they have in the file.
///
/// The library would share the place in an open file among all threads that read from it.
pub(super) struct Stretch {
    start: u64,
    bytes: Bytes,
}

impl Stretch {
    /// Reads a stretch, which must not be larger than the file.
    pub(super) fn read(file: &mut File, range: Range<u64>) -> std::io::Result<Self> {
        let length = range.end.saturating_sub(range.start);
        let mut bytes = Vec::with_capacity(length as usize);
        file.seek(SeekFrom::Start(range.start))?;
        file.take(length).read_to_end(&mut bytes)?;
        Ok(Self { start: range.start, bytes: bytes.into() })
    }

    fn from(&self, offset: u64) -> Result<Bytes> {
        let at = offset.checked_sub(self.start).and_then(|at| usize::try_from(at).ok());
        let at = at.filter(|at| *at <= self.bytes.len()).ok_or_else(beyond)?;
        Ok(self.bytes.slice(at..))
    }
}

fn beyond() -> ParquetError {
    ParquetError::EOF("a page stands beyond its column".to_owned())
}

impl Length for Stretch {
    fn len(&self) -> u64 {
        self.start + self.bytes.len() as u64
    }
}

impl ChunkReader for Stretch {
    type T = Reader<Bytes>;

    fn get_read(&self, offset: u64) -> Result<Self::T> {
        Ok(self.from(offset)?.reader())
    }

    fn get_bytes(&self, offset: u64, length: usize) -> Result<Bytes> {
        let bytes = self.from(offset)?;
        if length <= bytes.len() { Ok(bytes.slice(..length)) } else { Err(beyond()) }
    }
}

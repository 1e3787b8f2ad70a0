//! Digests, by which a changed entry of the past is noticed.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

use crate::excerpt::excerpt;
use crate::message::{Parts, Wording};

/// The SHA-256 of an entry and of all before it, since each entry carries the digest of the one before.
///
/// It shows and reads as 64 hexadecimal digits. Whoever keeps it elsewhere can tell later whether anything was
/// changed at all, the last entry too.
///
/// ```
/// use gridgov::change::Digest;
///
/// let digits = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// let digest: Digest = digits.parse()?;
/// assert_eq!(digest.to_string(), digits);
/// assert_eq!("e3b0".parse::<Digest>().unwrap_err().to_string(), "`e3b0` is no digest: 64 hexadecimal digits should stand here");
/// # Ok::<(), gridgov::change::ParseDigestError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

/// A text is no digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{written}` is no digest: 64 hexadecimal digits should stand here")]
pub struct ParseDigestError {
    written: String,
}

impl Wording for ParseDigestError {
    fn id(&self) -> &'static str {
        "digest.not_a_digest"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}”不是摘要；请填写64位小写十六进制数字", excerpt(&self.written))
    }

    fn parts(&self) -> Parts {
        Parts::default().with("written", &self.written)
    }
}

impl Digest {
    /// The digest of a value as JSON without spaces.
    #[expect(clippy::expect_used, reason = "entries have texts for keys and exact numbers, which JSON can hold")]
    pub(super) fn of_json(value: &impl Serialize) -> Self {
        let written = serde_json::to_vec(value).expect("INVARIANT: an entry can be written as JSON");
        Self(Sha256::digest(written).into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = ParseDigestError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let error = || ParseDigestError { written: text.chars().take(80).collect() };
        // Lower case only: one digest, one way to write it.
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 64 || !text.bytes().all(is_digit) {
            return Err(error());
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).map_err(|_| error())?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

//! What programs write for a character that XML cannot hold: `_x000D_`.

use unicode_normalization::UnicodeNormalization;

use super::{Form, radical};
use crate::text::character::{is_invisible, is_space};

/// The length of `_x000D_`.
const ESCAPE: usize = 7;

/// Takes characters one by one and decodes each `_xHHHH_` as soon as it is complete, so that what decoding makes is
/// decoded too (`_x005F_x000D_`), in linear time.
pub(super) struct Decoder {
    out: String,
    form: Form,
    is_decoded: bool,
    /// Whether characters came together that normalization may join.
    is_unsettled: bool,
}

impl Decoder {
    pub(super) fn new(form: Form, capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity), form, is_decoded: false, is_unsettled: false }
    }

    /// Takes a character of a text that is normalized.
    pub(super) fn take(&mut self, c: char) {
        self.add(c);
        // A decoded underscore may complete another escape: each round shortens the text by at least six.
        while self.out.ends_with('_') {
            let Some(decoded) = self.pop_escape() else { break };
            self.is_decoded = true;
            self.is_unsettled = true;
            for c in [decoded].into_iter().nfkc() {
                self.add(c);
            }
        }
    }

    fn add(&mut self, c: char) {
        let c = radical::ideograph(c).unwrap_or(c);
        if is_invisible(c) {
            self.is_unsettled = true;
        } else if is_space(c) {
            match self.form {
                Form::Name => self.out.push(' '),
                Form::Heading => self.is_unsettled = true,
            }
        } else if self.form == Form::Heading {
            self.is_unsettled |= !c.is_ascii();
            self.out.extend(c.to_lowercase());
        } else {
            self.out.push(c);
        }
    }

    /// Removes the escape at the end and gives its character; a half of a pair (UTF-16) alone is none.
    fn pop_escape(&mut self) -> Option<char> {
        let start = self.out.len().checked_sub(ESCAPE)?;
        let unit = unit(&self.out.as_bytes()[start..])?;
        let (start, decoded) = if let Some(c) = char::from_u32(u32::from(unit)) {
            (start, c)
        } else {
            let before = start.checked_sub(ESCAPE)?;
            let high = self::unit(&self.out.as_bytes()[before..start])?;
            (before, char::decode_utf16([high, unit]).next()?.ok()?)
        };
        self.out.truncate(start);
        Some(decoded)
    }

    /// The text, normalized, and whether anything was decoded.
    pub(super) fn finish(self) -> (String, bool) {
        let text = if self.is_unsettled { self.out.nfkc().collect() } else { self.out };
        (text, self.is_decoded)
    }
}

/// The number of `_xHHHH_`.
fn unit(escape: &[u8]) -> Option<u16> {
    let [b'_', b'x' | b'X', digits @ .., b'_'] = escape else { return None };
    digits.iter().try_fold(0, |number, digit| Some(number << 4 | char::from(*digit).to_digit(16)? as u16))
}

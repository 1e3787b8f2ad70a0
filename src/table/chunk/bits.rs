//! Integers of few bits, as runs of one value and as packed groups of eight.

use super::{Damaged, ENDS};

/// The widest integers.
const MOST_BITS: u8 = 32;

/// Gives so many integers of `width` bits, one after the other.
pub(super) fn each_integer(
    mut bytes: &[u8],
    width: u8,
    count: usize,
    mut each: impl FnMut(u32),
) -> Result<(), Damaged> {
    if width > MOST_BITS {
        return Err(Damaged("its integers are too wide"));
    }
    let mut missing = count;
    while missing > 0 {
        let header = varint(&mut bytes)?;
        let length = (header >> 1) as usize;
        if header & 1 == 0 {
            let value = whole(&mut bytes, width)?;
            let run = length.min(missing);
            (0..run).for_each(|_| each(value));
            missing -= run;
        } else {
            // Eight integers of `width` bits are `width` bytes.
            let size = length.checked_mul(width.into()).ok_or(ENDS)?;
            let (packed, rest) = bytes.split_at_checked(size).ok_or(ENDS)?;
            let group = length.saturating_mul(8).min(missing);
            unpack(packed, width, group, &mut each)?;
            missing -= group;
            bytes = rest;
        }
    }
    Ok(())
}

/// An integer of whole bytes, the lowest first.
fn whole(bytes: &mut &[u8], width: u8) -> Result<u32, Damaged> {
    let (value, rest) = bytes.split_at_checked(usize::from(width.div_ceil(8))).ok_or(ENDS)?;
    *bytes = rest;
    Ok(value.iter().rev().fold(0, |all, byte| all << 8 | u32::from(*byte)))
}

/// An integer in bytes of seven bits, the lowest first; the last byte has no highest bit.
fn varint(bytes: &mut &[u8]) -> Result<u32, Damaged> {
    let mut value = 0_u64;
    for shift in (0..35).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or(ENDS)?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return u32::try_from(value).map_err(|_| TOO_LONG);
        }
    }
    Err(TOO_LONG)
}

const TOO_LONG: Damaged = Damaged("a run is too long");

/// Integers of `width` bits that stand without gaps, the lowest bit first.
fn unpack(packed: &[u8], width: u8, count: usize, each: &mut impl FnMut(u32)) -> Result<(), Damaged> {
    let mask = (1_u64 << width) - 1;
    let (mut bits, mut filled) = (0_u64, 0_u8);
    let mut bytes = packed.iter();
    for _ in 0..count {
        while filled < width {
            bits |= u64::from(*bytes.next().ok_or(ENDS)?) << filled;
            filled += 8;
        }
        each((bits & mask) as u32);
        bits >>= width;
        filled -= width;
    }
    Ok(())
}

//! Integers of few bits, as runs of one value and as packed groups of eight.

use super::{Damaged, ENDS};

/// The widest integers.
const MOST_BITS: u8 = 32;

/// Adds so many integers of `width` bits to others.
pub(super) fn read(mut bytes: &[u8], width: u8, count: usize, all: &mut Vec<u32>) -> Result<(), Damaged> {
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
            all.resize(all.len() + run, value);
            missing -= run;
        } else {
            // Eight integers of `width` bits are `width` bytes.
            let size = length.checked_mul(width.into()).ok_or(ENDS)?;
            let (packed, rest) = bytes.split_at_checked(size).ok_or(ENDS)?;
            let group = length.saturating_mul(8).min(missing);
            unpack(packed, width.into(), group, all);
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

/// Integers of `width` bits that stand without gaps, the lowest bit first. There are bytes for all of them.
fn unpack(packed: &[u8], width: usize, count: usize, all: &mut Vec<u32>) {
    const WINDOW: usize = size_of::<u64>();

    let mask = (1_u64 << width) - 1;
    // An integer of at most 32 bits lies within the eight bytes from the one in which it begins.
    let integer = |bytes: &[u8], bit: usize| {
        let mut window = [0; WINDOW];
        window.copy_from_slice(&bytes[bit / 8..bit / 8 + WINDOW]);
        (u64::from_le_bytes(window) >> (bit % 8) & mask) as u32
    };
    let in_windows = match packed.len().checked_sub(WINDOW) {
        Some(last) if width > 0 => ((last * 8 + 7) / width + 1).min(count),
        _ => 0,
    };
    all.extend((0..in_windows).map(|at| integer(packed, at * width)));
    if in_windows == count {
        return;
    }
    // The last ones, with zeros behind them.
    let first = in_windows * width / 8;
    let mut padded = [0; 2 * WINDOW];
    let rest = &packed[first.min(packed.len())..];
    padded[..rest.len()].copy_from_slice(rest);
    all.extend((in_windows..count).map(|at| integer(&padded, at * width - first * 8)));
}

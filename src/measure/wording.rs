//! What is wrong with a number: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{OverflowError, ParseDecimalError, RescaleError};
use crate::message::{Parts, Wording};

impl Wording for ParseDecimalError {
    fn id(&self) -> &'static str {
        match self {
            Self::NotANumber(_) => "number.not_a_number",
            Self::Overflow(_) => "number.overflow",
            Self::TooManyDigits(_) => "number.too_many_digits",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber(written) => {
                write!(f, "“{written}”不是数；请只用数字，至多一个负号（在前）和一个小数点")
            }
            Self::Overflow(written) => write!(f, "“{written}”去掉小数点后超出64位整数；请核对"),
            Self::TooManyDigits(written) => {
                write!(f, "“{written}”的小数超过{}位；请减少位数", super::decimal::MAX_DIGITS)
            }
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }
}

impl Wording for RescaleError {
    fn id(&self) -> &'static str {
        match self {
            Self::BeyondScale { .. } => "number.beyond_scale",
            Self::Overflow { .. } => "number.overflow",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeyondScale { value, scale } => write!(f, "{value}的小数超过{scale}位；请减少位数，或申明更多小数位"),
            Self::Overflow { value, scale } => write!(f, "{value}按{scale}位小数计超出64位整数；请核对数值或单位"),
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }
}

impl Wording for OverflowError {
    fn id(&self) -> &'static str {
        "number.overflow"
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("该数超出64位整数")
    }

    fn parts(&self) -> Parts {
        Parts::default()
    }
}

//! The measures of facts: columns that are summed, exactly.

use parquet::basic::{ConvertedType, LogicalType, Type as Physical};
use parquet::schema::types::{ColumnDescriptor, SchemaDescriptor};

use super::any_column::AnyColumn;
use super::source::{flat_leaf, held};
use super::{FactProblem, no_column};

/// A column that is summed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MeasureColumn {
    pub(super) name: String,
    pub(super) leaf: usize,
    /// How many decimal places its units have.
    pub(super) scale: u8,
    form: Form,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Signed,
    /// Without a sign, of 32 or 64 bits.
    Unsigned32,
    Unsigned64,
    /// Bytes in two's complement, the highest first.
    Bytes,
}

impl MeasureColumn {
    /// A column of a file by its name, or why it cannot be summed.
    pub(super) fn find(schema: &SchemaDescriptor, name: &str) -> Result<Self, FactProblem> {
        let Some(field) = schema.root_schema().get_fields().iter().find(|field| field.name() == name) else {
            return Err(no_column(schema, name));
        };
        let not_summable = || FactProblem::NotSummable { name: name.to_owned(), found: held(field) };
        let leaf = flat_leaf(schema, name).ok_or_else(not_summable)?;
        let (form, scale) = form_of(&schema.column(leaf)).ok_or_else(not_summable)?;
        Ok(Self { name: name.to_owned(), leaf, scale, form })
    }

    /// Calls `each` with the units of each row that has a value; `None` for units beyond 128 bits.
    pub(super) fn each(&self, column: &AnyColumn, mut each: impl FnMut(usize, Option<i128>)) {
        if self.form == Form::Bytes {
            for (row, bytes) in column.texts().enumerate() {
                if let Some(bytes) = bytes {
                    each(row, units_of_bytes(bytes));
                }
            }
            return;
        }
        for (row, integer) in column.integers().enumerate() {
            if let Some(integer) = integer {
                let units = match self.form {
                    Form::Unsigned32 => i128::from((integer as i32).cast_unsigned()),
                    Form::Unsigned64 => i128::from(integer.cast_unsigned()),
                    _ => i128::from(integer),
                };
                each(row, Some(units));
            }
        }
    }
}

/// The most decimal places that a number of this crate has.
const MOST_SCALE: u8 = 18;

fn form_of(column: &ColumnDescriptor) -> Option<(Form, u8)> {
    let physical = column.physical_type();
    let integers = matches!(physical, Physical::INT32 | Physical::INT64);
    let unsigned = if physical == Physical::INT32 { Form::Unsigned32 } else { Form::Unsigned64 };
    let decimal = |scale: i32| {
        let scale = u8::try_from(scale).ok().filter(|scale| *scale <= MOST_SCALE)?;
        match physical {
            Physical::INT32 | Physical::INT64 => Some((Form::Signed, scale)),
            Physical::BYTE_ARRAY | Physical::FIXED_LEN_BYTE_ARRAY => Some((Form::Bytes, scale)),
            _ => None,
        }
    };
    match (column.logical_type_ref(), column.converted_type()) {
        (Some(LogicalType::Decimal(logical)), _) => decimal(logical.scale),
        (Some(LogicalType::Integer(logical)), _) if integers => {
            Some((if logical.is_signed { Form::Signed } else { unsigned }, 0))
        }
        (None, ConvertedType::DECIMAL) => decimal(column.type_scale()),
        (None, ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64) => {
            integers.then_some((unsigned, 0))
        }
        (
            None,
            ConvertedType::NONE
            | ConvertedType::INT_8
            | ConvertedType::INT_16
            | ConvertedType::INT_32
            | ConvertedType::INT_64,
        ) => integers.then_some((Form::Signed, 0)),
        _ => None,
    }
}

/// The number in two's complement; `None` beyond 128 bits.
fn units_of_bytes(bytes: &[u8]) -> Option<i128> {
    let fill = if bytes.first().is_some_and(|first| first & 0x80 != 0) { 0xFF } else { 0 };
    let spare = bytes.len().saturating_sub(16);
    let (more, last) = bytes.split_at(spare);
    let mut full = [fill; 16];
    full[16 - last.len()..].copy_from_slice(last);
    let units = i128::from_be_bytes(full);
    // What is cut off must be nothing but the sign.
    (more.iter().all(|byte| *byte == fill) && (units < 0) == (fill != 0)).then_some(units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_numbers_in_twos_complement() {
        assert_eq!(units_of_bytes(&[]), Some(0));
        assert_eq!(units_of_bytes(&[0xFF]), Some(-1));
        assert_eq!(units_of_bytes(&[0, 0xFF]), Some(255));
        assert_eq!(units_of_bytes(&[0xFF; 20]), Some(-1));
        assert_eq!(units_of_bytes(&i128::MIN.to_be_bytes()), Some(i128::MIN));
        let mut long = vec![0];
        long.extend_from_slice(&i128::MAX.to_be_bytes());
        assert_eq!(units_of_bytes(&long), Some(i128::MAX));
        long[0] = 1;
        assert_eq!(units_of_bytes(&long), None);
        let mut beyond = vec![0];
        beyond.extend_from_slice(&[0x80; 16]);
        assert_eq!(units_of_bytes(&beyond), None);
    }
}

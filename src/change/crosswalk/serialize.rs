//! A crosswalk as data.

use std::borrow::Cow;
use std::collections::BTreeMap;

use num_bigint::BigUint;
use num_rational::Ratio;
use num_traits::ToPrimitive;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::successors::Row;
use super::{Basis, Crosswalk, CrosswalkError, CrosswalkErrors, Weight};

/// The crosswalk as it is written: codes that stay, and rows of those that do not.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written<'a> {
    unchanged: Vec<Cow<'a, str>>,
    changed: Vec<WrittenRow<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenRow<'a> {
    from: Cow<'a, str>,
    to: Amounts<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    by: Option<Cow<'a, Basis>>,
}

/// New codes and amounts, as a map whose every entry is kept, so that one given twice is noticed.
struct Amounts<'a>(Vec<(Cow<'a, str>, Amount)>);

/// An amount: a number, or beyond 64 bits a text of its digits.
struct Amount(BigUint);

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.to_u64() {
            Some(small) => serializer.serialize_u64(small),
            None => serializer.collect_str(&self.0),
        }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "an amount: a whole number from 0 on, or a text of its digits")]
        enum Written {
            Number(u64),
            Digits(String),
        }

        match Written::deserialize(deserializer)? {
            Written::Number(number) => Ok(Self(number.into())),
            Written::Digits(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                digits.parse().map(Self).map_err(de::Error::custom)
            }
            Written::Digits(other) => Err(de::Error::custom(format_args!("`{other}` is no amount"))),
        }
    }
}

impl Serialize for Amounts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(code, amount)| (code, amount)))
    }
}

impl<'de> Deserialize<'de> for Amounts<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl<'de> de::Visitor<'de> for Visitor {
            type Value = Amounts<'static>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object of new codes and amounts")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut amounts = Vec::new();
                while let Some((code, amount)) = map.next_entry::<String, Amount>()? {
                    amounts.push((Cow::Owned(code), amount));
                }
                Ok(Amounts(amounts))
            }
        }

        deserializer.deserialize_map(Visitor)
    }
}

impl Serialize for Crosswalk {
    /// The codes that stay, then the others with what they lead to.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let changed = self.rows.iter().map(|(from, row)| {
            let codes = row.parts.iter().map(|(code, _)| Cow::Borrowed(code.as_ref()));
            let amounts = Weight::amounts(row.parts.iter().map(|(_, weight)| weight)).into_iter().map(Amount);
            let by = row.basis.as_ref().map(Cow::Borrowed);
            WrittenRow { from: Cow::Borrowed(from), to: Amounts(codes.zip(amounts).collect()), by }
        });
        Written { unchanged: self.same.iter().map(Cow::Borrowed).collect(), changed: changed.collect() }
            .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Crosswalk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Crosswalk::read(&Written::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

impl Crosswalk {
    fn read(written: &Written<'_>) -> Result<Self, CrosswalkErrors> {
        let mut errors = Vec::new();
        let mut rows: BTreeMap<Box<str>, Row> = BTreeMap::new();
        for code in &written.unchanged {
            if rows.insert(code.as_ref().into(), Row::all_to(code)).is_some() {
                errors.push(CrosswalkError::TwoRows { code: code.to_string() });
            }
        }
        for WrittenRow { from, to: Amounts(to), by } in &written.changed {
            let mut amounts: BTreeMap<&str, Ratio<BigUint>> = BTreeMap::new();
            for (code, amount) in to {
                if amounts.insert(code, Ratio::from_integer(amount.0.clone())).is_some() {
                    errors.push(CrosswalkError::Twice { from: from.to_string(), to: code.to_string() });
                }
            }
            // What is divided is an estimate, whoever wrote it down.
            let basis = by.as_deref().cloned().unwrap_or(Basis::Given);
            let row = Row::new(&amounts, Some(basis));
            if row.parts.is_empty() && !to.is_empty() {
                errors.push(CrosswalkError::NoAmount { code: from.to_string() });
            } else if rows.insert(from.as_ref().into(), row).is_some() {
                errors.push(CrosswalkError::TwoRows { code: from.to_string() });
            }
        }
        CrosswalkErrors::check(errors)?;
        Ok(Self::of_rows(rows.into_iter().map(|(from, row)| (Cow::Owned(from.into_string()), row))))
    }
}

//! Provinces, prefectures, counties and the codes of their townships: real or made up.

use std::error::Error;
use std::path::Path;

use gridgov::division::DivisionCode;
use gridgov::kind::Kind;
use gridgov::ledger::{Ledger, NodeRow};

/// What lies above the sub-districts, and where these go.
pub struct Upper {
    pub ledger: Ledger,
    pub townships: Vec<Township>,
}

pub struct Township {
    pub code: String,
    pub name: String,
    pub county: String,
}

fn upper() -> Ledger {
    let mut ledger = Ledger::new("全国网格");
    ledger.measures = gridgov_benches::synthetic::measures();
    ledger
}

/// The real divisions, from four files with a code and a name a line.
pub fn read(folder: &Path) -> Result<Upper, Box<dyn Error>> {
    let mut ledger = upper();
    let mut townships = Vec::new();
    for (file, kind) in [
        ("provinces.csv", Some(Kind::Province)),
        ("cities.csv", Some(Kind::Prefecture)),
        ("areas.csv", Some(Kind::County)),
        ("streets.csv", None),
    ] {
        let path = folder.join(file);
        let mut reader = csv::Reader::from_path(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        for record in reader.records() {
            let record = record?;
            let (code, name) = (record.get(0).unwrap_or_default(), record.get(1).unwrap_or_default());
            let division: DivisionCode = code.parse().map_err(|error| format!("{}: {error}", path.display()))?;
            let parent = division.parent().map(|parent| parent.to_string());
            if let Some(kind) = kind {
                let mut row = NodeRow::new(kind, code, name);
                row.parent = parent;
                ledger.nodes.push(row);
            } else {
                let county = parent.unwrap_or_default();
                townships.push(Township { code: code.to_owned(), name: name.to_owned(), county });
            }
        }
    }
    Ok(Upper { ledger, townships })
}

/// As many townships as asked for, 14 a county, 9 counties a prefecture, 11 prefectures a province.
pub fn synthetic(townships: usize) -> Upper {
    let mut ledger = upper();
    let mut made = Vec::with_capacity(townships);
    for number in 0..townships {
        let (county, prefecture, province) = (number / 14, number / (14 * 9), number / (14 * 9 * 11));
        let province_code = format!("{:02}", 11 + province);
        let prefecture_code = format!("{province_code}{:02}", prefecture % 11 + 1);
        let county_code = format!("{prefecture_code}{:02}", county % 9 + 1);
        if number % (14 * 9 * 11) == 0 {
            ledger.nodes.push(NodeRow::new(Kind::Province, &province_code, format!("第{province}省")));
        }
        if number % (14 * 9) == 0 {
            let row = NodeRow::new(Kind::Prefecture, &prefecture_code, format!("第{prefecture}市"));
            ledger.nodes.push(row.with_parent(&province_code));
        }
        if number % 14 == 0 {
            let row = NodeRow::new(Kind::County, &county_code, format!("第{county}县"));
            ledger.nodes.push(row.with_parent(&prefecture_code));
        }
        let code = format!("{county_code}{:03}", number % 14 + 1);
        made.push(Township { code, name: format!("第{number}街道"), county: county_code });
    }
    Upper { ledger, townships: made }
}

//! Whether the headings of a sheet are those of a register of people: the weight of all of them, never one word.

use super::super::headings::{Personal, compared, personal};
use super::super::kind_names;
use super::{Field, Headings, Meaning};
use crate::kind::{Family, Kind};

/// From here on a sheet is a register.
const ENOUGH: i32 = 6;

/// Headings of the names of people, in the form in which they are compared.
const NAMES: [&str; 5] = ["姓名", "名字", "人员姓名", "name", "fullname"];

/// What the names of such sheets speak of.
const SHEET_WORDS: [&str; 24] = [
    "人口",
    "居民",
    "住户",
    "户籍",
    "流动",
    "租户",
    "租客",
    "租住",
    "承租",
    "租赁",
    "暂住",
    "出租",
    "户主",
    "家庭",
    "老人",
    "老年",
    "儿童",
    "残疾",
    "低保",
    "重点人",
    "特殊人群",
    "志愿者",
    "学生",
    "业主",
];

/// Whether a heading in its compared form is that of the names of people.
pub(super) fn is_name(text: &str) -> bool {
    NAMES.contains(&text)
}

/// Whether a sheet of these headings is a register of people.
pub(super) fn is_register(sheet: &str, written: &[(u32, String)], headings: &Headings) -> bool {
    let kind = kind_names::kind_of_sheet(sheet).map(Kind::family);
    // A sheet that says what its rows are says that they are no people.
    if kind.is_some_and(|family| family != Family::Person) {
        return false;
    }
    let mut found = Found::default();
    for (_, heading) in written {
        found.add(heading, headings);
    }
    if SHEET_WORDS.iter().any(|word| sheet.contains(word)) {
        found.weight += 3;
    }
    found.has_person && found.weight >= ENOUGH
}

/// What was found so far.
#[derive(Default)]
struct Found {
    weight: i32,
    /// Whether any column tells who somebody is.
    has_person: bool,
    traits: i32,
    households: i32,
}

impl Found {
    fn add(&mut self, heading: &str, headings: &Headings) {
        let text = compared(heading);
        match headings.own_meaning(heading) {
            // Whose rows have codes or kinds is no register, and who says so is right.
            Some(Meaning::Field(Field::Code | Field::Kind | Field::Name | Field::Role) | Meaning::Post(_)) => {
                self.weight -= 9;
                return;
            }
            Some(_) => return,
            None => {}
        }
        if is_name(&text) {
            self.has_person = true;
            self.weight += 1;
            return;
        }
        match personal(heading) {
            Some(Personal::Identity) => {
                self.has_person = true;
                self.weight += 3;
            }
            Some(Personal::Name) => {
                self.has_person = true;
                self.weight += 2;
            }
            Some(Personal::Contact) => self.weight += 1,
            // Three of them say no more than that it is a list of people.
            Some(Personal::Trait) if self.traits < 3 => {
                self.traits += 1;
                self.weight += 1;
            }
            Some(Personal::Home | Personal::Household) if self.households < 2 => {
                self.households += 1;
                self.weight += 2;
            }
            Some(_) => {}
            None => match headings.meaning(heading) {
                // People who hold posts or belong to Party organisations are a part of the ledger, and what has posts,
                // figures or a kind of its own is no person.
                Some(Meaning::Field(Field::Role | Field::Kind | Field::Covers | Field::Seat) | Meaning::Post(_)) => {
                    self.weight -= 6;
                }
                Some(Meaning::Field(Field::Party | Field::Relation | Field::From | Field::To)) => self.weight -= 4,
                Some(Meaning::Measure(_) | Meaning::Declared(_)) => self.weight -= 2,
                _ => {}
            },
        }
    }
}

//! Why a cell names nobody and nothing.

mod wording; // ids, parts and Chinese texts

use serde::Serialize;

use super::number::NumberKind;

/// Why a cell cannot be read as names. No variant holds a telephone or identity number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[non_exhaustive]
pub enum NameProblem {
    /// An error value, as a cell or as text: `#N/A`, `#REF!`, `Err:502`, `#####`.
    #[error("`{0}` is what a formula gave instead of a value; mend the formula or write the name")]
    ErrorValue(String),
    /// The number 0 in the place of a name: mostly a formula refers to an empty cell.
    #[error("0 stands here, mostly because a formula refers to an empty cell; write the name, or leave the cell empty")]
    Zero,
    /// A number, in digits or as 三百二十.
    #[error("`{0}` is a number and no name; write the name, or a code that a row has")]
    Number(String),
    /// A date or time, as a cell or as text.
    #[error("`{0}` is a date or time and no name; write the name")]
    Date(String),
    /// A truth value or its like: TRUE, 是, 有, √.
    #[error("`{0}` says yes or no and names nobody; write the name, or 无")]
    TruthValue(String),
    /// A mail address or the address of a page. A mail address is personal data and is not repeated.
    #[error("an address stands here and no name; write the name")]
    Address,
    /// Only a telephone or identity number.
    #[error("only {0} stands here and no name; write the name")]
    OnlyNumber(NumberKind),
    /// Nothing but punctuation.
    #[error("`{0}` is no name; write the name, or 无")]
    Punctuation(String),
    /// A single letter or character.
    #[error("`{0}` is a single character and no full name; write the full name, or a code that a row has")]
    SingleCharacter(String),
    /// A surname and no more, mostly with a title: 王主任, 小李. Write the full name.
    #[error("`{written}` says only the surname {surname}; write the full name")]
    SurnameOnly {
        /// The surname.
        surname: String,
        /// All that stands there.
        written: String,
    },
    /// What should stand here stands elsewhere: 见附件.
    #[error("`{0}` says that the names stand elsewhere; write them here")]
    SeeElsewhere(String),
    /// Names and a word for nobody, or a ditto mark, in one cell: `张三、无`.
    #[error("`{written}` has a name beside `{word}`; write only the names, or only `{word}`")]
    Mixed {
        /// The word or mark.
        word: String,
        /// All of it.
        written: String,
    },
    /// It can be read in several ways. Write 、 between names.
    #[error("`{written}` may be {}; write 、 between names, and nothing within one", listed_readings(.readings))]
    Ambiguous {
        /// What stands there.
        written: String,
        /// Every way in which it can be read, each a list of names.
        readings: Vec<Vec<String>>,
    },
    /// A name of which a part is hidden: 张某, 李**, 王XX.
    #[error("a part of the name `{0}` is hidden; write the full name")]
    Masked(String),
    /// A list that is not complete: 张三等3人.
    #[error("`{0}` does not name all; write all names")]
    AndOthers(String),
    /// A name with a question mark.
    #[error("`{0}` has a question mark; write the name, or 待定")]
    Doubtful(String),
    /// A remark says that the person is not, not yet, or not certainly in the post: 张三（已离职）; or that an organisation
    /// does not exist yet: 惠民党支部（筹）.
    #[error("`{remark}` in `{written}` says that this is not so, or not yet; write who or what it is now, or 无")]
    NotInPost {
        /// The remark.
        remark: String,
        /// All of it.
        written: String,
    },
    /// Digits beside a name of which nothing says what they are. They are not repeated.
    #[error("digits stand beside a name, and nothing says what they are; write the name alone")]
    UnclearNumber,
    /// Only remarks in brackets, and no name.
    #[error("`{0}` is only a remark; write the name, or 无")]
    OnlyRemarks(String),
    /// No name of a person.
    #[error("`{written}` is no name of a person{}; write the full name, 无 for nobody, or a code that a row has", .why.clause())]
    NoPerson {
        /// What stands there.
        written: String,
        /// What it looks like.
        why: NotWhat,
    },
    /// No name of a Party organisation: nothing of it says 党委, 党总支, 党支部 or the like.
    #[error(
        "`{written}` is no name of a Party organisation{}; write its full name, which ends in 党支部, 党委 or the like, \
         无 for none, or give it a row of its own", .why.clause()
    )]
    NoPartyName {
        /// What stands there.
        written: String,
        /// What it looks like.
        why: NotWhat,
    },
}

/// What a text looks like that is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum NotWhat {
    /// An organisation, a place, a grid, a group of people: 惠民社区, 物业公司, 居民.
    Organisation,
    /// A title without a name: 网格长, 派出所民警.
    Title,
    /// A state of affairs: 待招聘, 已离职. If it means nobody, it can be added to the words for nobody.
    State,
    /// A sentence, or too long for a name.
    TooLong,
    /// Letters, digits and signs in a mixture that no name has.
    Mixture,
    /// A kind of organisation that does not say which: 党支部.
    Generic,
    /// Nothing that is known.
    Unknown,
}

impl NotWhat {
    /// What it looks like, as a part of a message.
    fn clause(self) -> &'static str {
        match self {
            Self::Organisation => " but of a place, an organisation or a group",
            Self::Title => " but a title",
            Self::State => " but says how things stand",
            Self::TooLong => " but longer than one",
            Self::Mixture => " but a mixture of letters, digits and signs",
            Self::Generic => " but says only what it is and not which",
            Self::Unknown => "",
        }
    }
}

/// Every reading: names with 、 between them, and the readings with "or".
fn listed_readings(readings: &[Vec<String>]) -> String {
    let readings: Vec<String> = readings.iter().map(|names| names.join("、")).collect();
    readings.join(" or ")
}

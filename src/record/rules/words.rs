//! How many records of a node a rule found, and which, in both languages.

use crate::date::Date;
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::message::Words;
use crate::message::phrase::quoted_list;
use crate::record::{Record, Status, Step};

/// How many records a message names.
const SHOWN: usize = 5;

/// What is wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Which {
    /// It is late at a step, which was due at a moment.
    Late(Step, Option<String>),
    /// Nobody is responsible.
    Nobody,
    /// It misses a link.
    Missing(Step),
    /// Its state is still this one, or contradicts its times.
    State(Status),
    /// The first step was taken after the second.
    Order(Step, Step),
    /// The grid did not stand on this day.
    Day(Date),
    /// Its point lies in these grids of the map.
    OnMap(Vec<String>),
    /// Its point lies on the border of these grids, or in several.
    OnBorder(Vec<String>),
    /// Its point lies in no grid of the map.
    OffMap,
}

impl Which {
    fn english(&self) -> String {
        match self {
            Self::Late(step, Some(due)) => format!("{}, due {due}", step.english()),
            Self::Late(step, None) => step.english().to_owned(),
            Self::Nobody => String::new(),
            Self::Missing(step) => format!("never {}", step.english()),
            Self::State(status) => status.english().to_owned(),
            Self::Order(earlier, later) => format!("{} before {}", later.english(), earlier.english()),
            Self::Day(day) => day.to_string(),
            Self::OnMap(codes) => format!("on the map in {}", quoted_list(Language::English, codes, SHOWN)),
            Self::OnBorder(codes) => format!("on the border of {}", quoted_list(Language::English, codes, SHOWN)),
            Self::OffMap => "in no grid of the map".to_owned(),
        }
    }

    fn chinese(&self) -> String {
        match self {
            Self::Late(step, Some(due)) => format!("{}截止{due}", step.chinese()),
            Self::Late(step, None) => step.chinese().to_owned(),
            Self::Nobody => String::new(),
            Self::Missing(step) => format!("缺{}", step.chinese()),
            Self::State(status) => status.chinese().to_owned(),
            Self::Order(earlier, later) => format!("{}早于{}", later.chinese(), earlier.chinese()),
            Self::Day(day) => day.to_string(),
            Self::OnMap(codes) => format!("图上位于{}", quoted_list(Language::Chinese, codes, SHOWN)),
            Self::OnBorder(codes) => format!("位于{}的边界", quoted_list(Language::Chinese, codes, SHOWN)),
            Self::OffMap => "不在图上任何网格内".to_owned(),
        }
    }
}

/// The records that a rule found at a node: how many, and the first of them.
#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    count: u64,
    first: Vec<Named>,
}

/// A record as a message names it.
#[derive(Debug, Clone)]
struct Named {
    /// Its code, or its line where it has none.
    code: String,
    line: Option<u32>,
    which: Vec<Which>,
}

impl Found {
    pub(super) fn add(&mut self, record: Record<'_>, which: Vec<Which>) {
        self.count += 1;
        if self.first.len() < SHOWN {
            self.first.push(Named { code: record.code().to_owned(), line: record.line(), which });
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.first.extend(other.first.iter().cloned());
        self.first.truncate(SHOWN);
    }

    pub(super) const fn count(&self) -> u64 {
        self.count
    }

    /// What a rule says of them.
    pub(super) fn words(&self, rule: &str) -> Words {
        let (count, is_one) = (self.count, self.count == 1);
        let (records, are, have) = if is_one { ("record", "is", "has") } else { ("records", "are", "have") };
        let (what, cure, what_chinese, cure_chinese) = match rule {
            "record.overdue" => (
                format!("{count} {records} {are} late"),
                if is_one {
                    "see to it, or enter why it was put off"
                } else {
                    "see to them, or enter why they were put off"
                },
                format!("{count}件超期"),
                "请督办，或补录延期",
            ),
            "record.no_owner" => (
                format!("{count} open {records} {have} nobody responsible, here or above"),
                "appoint a head, or enter the unit",
                format!("{count}件未结案件在本级及上级均无责任人"),
                "请配备网格长，或补录处置单位",
            ),
            "record.open_loop" => (
                format!("{count} {records} {are} no closed loop"),
                "see to what is missing, or enter it",
                format!("{count}件未闭环"),
                "请补办或补录所缺环节",
            ),
            "record.out_of_order" => (
                format!("{count} {records} {have} steps out of order"),
                "correct the times or the state",
                format!("{count}件环节次序有误"),
                "请更正时间或状态",
            ),
            "record.point" => (
                format!("{count} {records} {have} a point that does not fit"),
                "correct the point or the grid, or the map",
                format!("{count}件的点位与网格不符"),
                "请更正点位、网格或地图",
            ),
            _ => (
                format!("{count} {records} {are} of days on which this did not stand"),
                "write the grid that stood there on the day",
                format!("{count}件发生之日本网格并不存在"),
                "请填写当日该处的网格",
            ),
        };
        let list = self.list(Which::english, ", ");
        let list_chinese = self.list(Which::chinese, "、");
        let codes: Vec<&str> = self.first.iter().map(|named| named.code.as_str()).collect();
        let (more, more_chinese) = match self.count - self.first.len() as u64 {
            0 => (String::new(), ""),
            more => (format!(" and {more} more"), "等"),
        };
        Words::new(
            format!("{what}: {list}{more}; {cure}"),
            format!("{what_chinese}：{list_chinese}{more_chinese}；{cure_chinese}"),
        )
        .with("count", count)
        .with("records", codes)
        .with("lines", self.first.iter().map(|named| named.line).collect::<Vec<_>>())
    }

    fn list(&self, word: fn(&Which) -> String, comma: &str) -> String {
        let is_chinese = comma == "、";
        let named = self.first.iter().map(|named| {
            let code = match (named.code.as_str(), named.line) {
                ("", Some(line)) if is_chinese => format!("第{line}行"),
                ("", Some(line)) => format!("line {line}"),
                (code, _) if is_chinese => format!("“{}”", excerpt(code)),
                (code, _) => format!("`{}`", excerpt(code)),
            };
            let which: Vec<String> = named.which.iter().map(word).filter(|word| !word.is_empty()).collect();
            match (which.is_empty(), is_chinese) {
                (true, _) => code,
                (false, true) => format!("{code}（{}）", which.join(comma)),
                (false, false) => format!("{code} ({})", which.join(comma)),
            }
        });
        named.collect::<Vec<_>>().join(comma)
    }
}

/// What a rule says of records that it could not judge.
pub(super) fn not_judged(rule: &str, count: u64) -> Words {
    let (english, chinese) = match rule {
        "record.overdue" => (
            "nothing says until when, when it was taken, or what time it is; enter the due time, or name a pack with deadlines",
            "没有截止时间、办理时间或当前时间；请补录截止时间，或选用带时限的规则集",
        ),
        "record.no_owner" => (
            "the ledger records no posts there; enter them, or the unit of each record",
            "台账未记录当地人员任职；请补录，或填写各案件的处置单位",
        ),
        "record.point" => (
            "their points lie in no grid, or not in one for certain, and nothing else says where; write the codes of their grids",
            "点位不在任何网格内或无法确定，也没有写明地点；请填写所在网格的编码",
        ),
        "record.no_place" => {
            ("they say no place; write the codes of their grids", "没有写明地点；请填写所在网格的编码")
        }
        _ => (
            "their nodes are not in this graph, nor is anything that stood above them; audit the graph that they are bound to",
            "其所在网格及上级均不在本台账中；请用案件所属的台账检查",
        ),
    };
    let records = if count == 1 { "record" } else { "records" };
    Words::new(format!("{count} {records} could not be judged: {english}"), format!("{count}件无法判定：{chinese}"))
        .with("count", count)
}

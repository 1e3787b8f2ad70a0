//! Numbers as offices write them: `1，234`, `420户`, `3.8万余户`, `近500户`, `三百二十`. Exact, without floats.

mod numeral;
mod wording; // the texts in Chinese

use std::fmt;

use serde::Serialize;

use super::brackets::behind;
use super::names::{Mark, NameWords, mark_of};
use crate::text::is_invisible;
use numeral::NotOne;

/// An exact number: `units` / 10^`scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Number {
    /// The integer that the number is without its point.
    pub(super) units: i128,
    /// The digits behind the point.
    pub(super) scale: u8,
}

/// A number, or what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub(super) enum Figure {
    /// This number.
    Exact(Number),
    /// This number or more (以上, 余, 超过, 至少).
    AtLeast(Number),
    /// This number or less (近, 不足, 以内).
    AtMost(Number),
    /// From one number to another, the lower one first (12-15).
    Between(Number, Number),
    /// About this number (约, 左右): no bound is known.
    About(Number),
}

/// What stands in a cell of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub(super) struct FigureRead {
    /// The figure; `None` where the text says that there is nothing (无, —), which is not zero.
    pub(super) figure: Option<Figure>,
    /// The unit behind it, such as 户: whether it is that of the column, the caller decides.
    pub(super) unit: Option<String>,
    /// A remark in brackets that leaves the number as it is: 其中出租30.
    pub(super) remark: Option<String>,
    /// Whether it was written with 万 or 亿, so that its lower digits may have been rounded away.
    pub(super) is_shortened: bool,
}

/// Why a text is no figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "why", rename_all = "snake_case")]
#[non_exhaustive]
pub enum FigureProblem {
    /// It may be read in several ways, all of which are listed.
    Ambiguous {
        /// What it may be.
        possible: Vec<String>,
    },
    /// A share (45%), which is no number of things.
    Share,
    /// A number that is not told: 数十, 几户.
    Indefinite,
    /// Words that contradict each other: 近500余.
    Contradiction,
    /// A remark that may change the number: 420(不含出租30).
    Remark {
        /// What stands in the brackets.
        remark: String,
    },
    /// A sign that may be a number or the mark of a footnote: ①, 420①.
    Footnote,
    /// A unit that is not known.
    UnknownUnit {
        /// The unit.
        unit: String,
    },
    /// A date or a time.
    Date,
    /// A bound or a range, where an exact number must stand.
    NotExact,
    /// About a number (约, 左右), which bounds it on neither side.
    NoBound,
    /// Beyond 128 bits, or more than 18 digits behind the point.
    TooLong,
    /// No number at all.
    NotANumber,
}

/// What words around a number say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Least,
    Most,
    About,
}

/// Words in front of or behind a number; where one begins another, the longer one stands first.
const BOUNDS: [(Bound, &[&str]); 3] = [
    (
        Bound::Least,
        &[
            "不少于",
            "不低于",
            "不小于",
            "大于等于",
            "at least",
            "至少",
            "最少",
            "超过",
            "大于",
            "多于",
            "高于",
            "以上",
            "之上",
            "逾",
            "超",
            "余",
            "多",
            "+",
            ">=",
            "≥",
            "≧",
            ">",
        ],
    ),
    (
        Bound::Most,
        &[
            "不超过",
            "不大于",
            "不高于",
            "不多于",
            "小于等于",
            "at most",
            "至多",
            "最多",
            "不足",
            "不到",
            "未满",
            "不满",
            "将近",
            "接近",
            "少于",
            "小于",
            "低于",
            "以下",
            "以内",
            "之内",
            "近",
            "<=",
            "≤",
            "≦",
            "<",
        ],
    ),
    (
        Bound::About,
        &["大约", "大概", "约为", "左右", "上下", "前后", "约", "估", "估计", "about", "approx.", "~", "≈", "～"],
    ),
];

/// What may stand in front of a count and says nothing else.
const COUNTING: [&str; 7] = ["总共", "一共", "共计", "合计", "总计", "共", "计"];

/// Units that are understood. Longer ones first where one ends another.
const UNITS: [&str; 58] = [
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "公里",
    "千米",
    "平米",
    "万元",
    "个网格",
    "个小区",
    "户家庭",
    "人次",
    "户次",
    "件次",
    "公顷",
    "㎡",
    "m²",
    "m2",
    "km",
    "km2",
    "户",
    "人",
    "个",
    "名",
    "位",
    "口",
    "栋",
    "幢",
    "座",
    "家",
    "所",
    "间",
    "套",
    "处",
    "件",
    "起",
    "条",
    "次",
    "项",
    "辆",
    "台",
    "只",
    "棵",
    "本",
    "份",
    "组",
    "层",
    "单元",
    "支",
    "亩",
    "米",
    "m",
    "元",
    "岁",
    "天",
    "批",
    "宗",
    "例",
];

fn is_unit(text: &str) -> bool {
    UNITS.contains(&text)
}

impl Number {
    /// So many powers of ten times the number, with as few digits behind the point as that needs.
    pub(crate) fn raised(self, power: u32) -> Option<Self> {
        let scale = u32::from(self.scale);
        if power <= scale {
            return Some(Self { units: self.units, scale: (scale - power) as u8 });
        }
        let units = self.units.checked_mul(10_i128.checked_pow(power - scale)?)?;
        Some(Self { units, scale: 0 })
    }

    /// The sum with an integer.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        if self.scale != other.scale {
            return None;
        }
        self.units.checked_add(other.units).map(|units| Self { units, ..self })
    }

    /// Whether the number is at most the other; `None` beyond 128 bits.
    fn is_at_most(self, other: Self) -> Option<bool> {
        let scale = self.scale.max(other.scale);
        let wide = |number: Self| number.units.checked_mul(10_i128.checked_pow(u32::from(scale - number.scale))?);
        Some(wide(self)? <= wide(other)?)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.units < 0 { "-" } else { "" };
        let width = usize::from(self.scale) + 1;
        let digits = format!("{:0>width$}", self.units.unsigned_abs());
        let (whole, fraction) = digits.split_at(digits.len() - usize::from(self.scale));
        let point = if fraction.is_empty() { "" } else { "." };
        f.pad(&format!("{sign}{whole}{point}{fraction}"))
    }
}

impl fmt::Display for FigureProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FigureProblem::Ambiguous { possible } => write!(f, "it may be {}", possible.join(" or ")),
            FigureProblem::Share => f.write_str("it is a share, not a number"),
            FigureProblem::Indefinite => f.write_str("it does not say how many"),
            FigureProblem::Contradiction => f.write_str("its words contradict each other"),
            FigureProblem::Remark { remark } => write!(f, "the remark `{remark}` may change the number"),
            FigureProblem::Footnote => f.write_str("it has a sign such as ①, which may be a number or the mark of a footnote"),
            FigureProblem::UnknownUnit { unit } => write!(f, "`{unit}` is no known unit"),
            FigureProblem::Date => f.write_str("it is a date or a time"),
            FigureProblem::NotExact => f.write_str("it is not exact, and what is counted must be"),
            FigureProblem::NoBound => {
                f.write_str("it says about how many, which is no bound; write 近 or 不足 if it is at most that, 余 or 以上 if at least")
            }
            FigureProblem::TooLong => f.write_str("it has too many digits"),
            FigureProblem::NotANumber => f.write_str("it is no number"),
        }
    }
}

impl std::error::Error for FigureProblem {}

/// Reads a text of a cell of numbers, as it was written: before any normalization that would make `4201` of `420①`.
///
/// # Errors
///
/// The text is no figure, or may be several.
pub(super) fn read_figure(text: &str, words: &NameWords) -> Result<FigureRead, FigureProblem> {
    let spaced = spaced(text);
    if spaced.is_empty() || mark_of(text, words).is_some_and(|mark| matches!(mark, Mark::Nobody(_))) {
        return Ok(FigureRead { figure: None, unit: None, remark: None, is_shortened: false });
    }
    if spaced.chars().any(is_footnote_mark) && !spaced.ends_with("m²") {
        return Err(FigureProblem::Footnote);
    }
    if spaced.contains(['%', '‰', '％']) || spaced.starts_with("百分之") {
        return Err(FigureProblem::Share);
    }
    let (core, remark, in_brackets) = without_remark(&spaced)?;
    let body = core.trim_end_matches(['。', '.', ',', ';', '!', ' ']);
    // 5. may be a number with a point or the 5 of a list; a comma behind a number says nothing.
    if core.ends_with('.') && body.ends_with(|c: char| c.is_ascii_digit()) {
        return Err(FigureProblem::Ambiguous { possible: vec![body.to_owned()] });
    }
    if is_date(body) {
        return Err(FigureProblem::Date);
    }
    let is_shortened = body.contains(['万', '萬', '亿', '億', 'w', 'W']);
    let mut found = Found { bounds: Vec::new(), unit: in_brackets.unit };
    found.bounds.extend(in_brackets.bound);
    let figure = found.figure(body)?;
    Ok(FigureRead { figure: Some(figure), unit: found.unit, remark, is_shortened })
}

/// What words around the number were found.
struct Found {
    bounds: Vec<Bound>,
    unit: Option<String>,
}

impl Found {
    fn figure(&mut self, text: &str) -> Result<Figure, FigureProblem> {
        let bare = self.stripped(text)?;
        if let Some(range) = self.range(&bare) {
            return range;
        }
        let number = numeral::read(&bare).map_err(|error| Self::problem(error, &bare))?;
        self.bounds.dedup();
        Ok(match self.bounds[..] {
            [] => Figure::Exact(number),
            [Bound::Least] => Figure::AtLeast(number),
            [Bound::Most] => Figure::AtMost(number),
            [Bound::About] => Figure::About(number),
            // 约3000余: about that many, on which side nobody knows.
            _ if !self.bounds.contains(&Bound::Most) => Figure::About(number),
            _ => return Err(FigureProblem::Contradiction),
        })
    }

    /// The text without words for bounds, counting words and a unit, from outside inward.
    fn stripped(&mut self, text: &str) -> Result<String, FigureProblem> {
        let mut rest = text.trim();
        loop {
            let before = rest;
            for word in COUNTING {
                rest = rest.strip_prefix(word).map_or(rest, str::trim_start);
            }
            for (bound, words) in BOUNDS {
                for word in words {
                    let may_lead = !matches!(*word, "余" | "多" | "以上" | "以下" | "以内" | "左右" | "上下" | "+");
                    let lead = if may_lead { rest.strip_prefix(word) } else { None };
                    // 20~ is no bound; 500+ is.
                    let is_behind = !matches!(*word, "~" | "～" | "<" | ">" | "超" | "近" | "约");
                    let tail = || if is_behind { rest.strip_suffix(word) } else { None };
                    if let Some(inner) = lead.or_else(tail).filter(|inner| !inner.is_empty()) {
                        self.bounds.push(bound);
                        rest = inner.trim();
                    }
                }
            }
            rest = self.without_unit(rest);
            if rest == before {
                break;
            }
        }
        // 380余万: the word stands within the number.
        for word in ["余", "多"] {
            if let Some((front, behind)) = rest.split_once(word)
                && !front.is_empty()
                && !behind.is_empty()
                && behind.chars().all(|c| numeral::power(c).is_some_and(|power| power >= 4))
            {
                self.bounds.push(Bound::Least);
                return Ok(format!("{front}{behind}"));
            }
        }
        let is_indefinite = rest.starts_with(['几', '数', '若']) || rest.contains('几') || rest.contains('许');
        if is_indefinite || rest == "很多" { Err(FigureProblem::Indefinite) } else { Ok(rest.to_owned()) }
    }

    /// Takes a unit from the end.
    fn without_unit<'t>(&mut self, text: &'t str) -> &'t str {
        if self.unit.is_some() && !text.ends_with(['个', '户']) {
            return text;
        }
        let ends = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
        for at in ends {
            let (front, unit) = text.split_at(at);
            let front_trimmed = front.trim_end();
            let is_number = front_trimmed
                .ends_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c) || "余多上下右内".contains(c));
            if is_unit(unit.to_lowercase().trim()) && is_number {
                self.unit = Some(unit.trim().to_owned());
                return front_trimmed;
            }
        }
        text
    }

    /// `12-15`, `12~15`, `12至15`: `None` where it is no range.
    fn range(&self, text: &str) -> Option<Result<Figure, FigureProblem>> {
        let signs = ["--", "——", "—", "~", "～", "至", "到", "-"];
        let (low, high) = signs.iter().find_map(|sign| {
            let (low, high) = text.split_once(sign)?;
            (!low.trim().is_empty() && !high.trim().is_empty()).then_some((low.trim(), high.trim()))
        })?;
        let low = low.trim_end_matches(|c: char| is_unit(&c.to_string()) && !c.is_ascii_digit());
        let (Ok(low), Ok(high)) = (numeral::read(low), numeral::read(high)) else {
            return Some(Err(FigureProblem::NotANumber));
        };
        if !self.bounds.is_empty() {
            return Some(Err(FigureProblem::Contradiction));
        }
        Some(match low.is_at_most(high) {
            Some(true) => Ok(Figure::Between(low, high)),
            Some(false) => Err(FigureProblem::Ambiguous { possible: vec![format!("{high}-{low}"), low.to_string()] }),
            None => Err(FigureProblem::TooLong),
        })
    }

    fn problem(error: NotOne, text: &str) -> FigureProblem {
        match error {
            NotOne::Ambiguous(possible) => FigureProblem::Ambiguous { possible },
            NotOne::TooLong => FigureProblem::TooLong,
            NotOne::Not => {
                if let Some(Ok(number)) = text.strip_prefix('+').map(numeral::read) {
                    return FigureProblem::Ambiguous { possible: vec![number.to_string()] };
                }
                if let Some(possible) = scientific(text) {
                    return FigureProblem::Ambiguous { possible };
                }
                let digits = text.find(|c: char| !c.is_ascii_digit() && !",. ".contains(c)).unwrap_or(text.len());
                let (number, unit) = text.split_at(digits);
                let is_unit = !number.trim().is_empty()
                    && !unit.is_empty()
                    && unit.chars().count() <= 6
                    && unit.chars().all(char::is_alphabetic);
                if is_unit {
                    return FigureProblem::UnknownUnit { unit: unit.to_owned() };
                }
                FigureProblem::NotANumber
            }
        }
    }
}

/// What stands in brackets behind the number, where it is no mere remark.
#[derive(Default)]
struct InBrackets {
    unit: Option<String>,
    bound: Option<Bound>,
}

/// A text without its brackets, the remark in them, and what they say of the number.
///
/// What is a part of the number (其中, 含) leaves it as it is. Anything else with a number in it, or with a word that
/// takes away or doubts, may change it: that is an error.
fn without_remark(text: &str) -> Result<(&str, Option<String>, InBrackets), FigureProblem> {
    let Some((front, inside)) = behind(text).filter(|(front, _)| !front.trim().is_empty()) else {
        return Ok((text, None, InBrackets::default()));
    };
    let (front, inside) = (front.trim_end(), inside.trim());
    if is_unit(&inside.to_lowercase()) {
        return Ok((front, None, InBrackets { unit: Some(inside.to_owned()), bound: None }));
    }
    let bound = BOUNDS.iter().find(|(_, words)| words.contains(&inside)).map(|(bound, _)| *bound);
    if bound.is_some() {
        return Ok((front, None, InBrackets { unit: None, bound }));
    }
    let is_part = ["其中", "含", "包括", "包含", "内含"].iter().any(|word| inside.starts_with(word));
    let has_number = inside.chars().any(|c| c.is_ascii_digit() || numeral::is_numeral(c));
    let may_change = ["不", "除", "未", "待", "估", "约", "概", "另", "加", "减", "或", "?", "？", "旧", "原", "应"]
        .iter()
        .any(|word| inside.contains(word));
    if is_part || !has_number && !may_change {
        return Ok((front, Some(inside.to_owned()), InBrackets::default()));
    }
    Err(FigureProblem::Remark { remark: inside.to_owned() })
}

/// Half-width, without invisible characters and with single plain spaces.
fn spaced(text: &str) -> String {
    let visible: String = text.chars().filter(|c| !is_invisible(*c) && *c != '\u{FE0F}').map(half).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Half-width for the full-width form of a sign of ASCII, and one form of brackets and hyphens. Characters such as ①
/// stay: behind a number they are marks of footnotes.
fn half(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '︰' | '﹕' => ':',
        '﹣' | '−' | '–' => '-',
        _ => c,
    }
}

fn is_footnote_mark(c: char) -> bool {
    matches!(c, '①'..='⒛' | '㉑'..='㊿' | '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '*' | '†' | '※' | '㈠'..='㈩')
}

fn is_date(text: &str) -> bool {
    let signs = text.matches(['-', '/', '.']).count();
    let is_digits = text.chars().all(|c| c.is_ascii_digit() || "-/.".contains(c));
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_dashed = signs == 2 && is_digits && !text.contains('.') && parts.iter().all(|part| !part.is_empty());
    let is_dotted = text.matches('.').count() == 2 && is_digits && parts[0].len() == 4 && parts[1].len() <= 2;
    let is_time = text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || c == ':');
    let has_words = ["年", "月", "日"].iter().filter(|word| text.contains(**word)).count() > 0
        && text.starts_with(|c: char| c.is_ascii_digit() || numeral::is_numeral(c));
    let is_fraction = signs == 1 && text.contains('/') && is_digits;
    is_dashed || is_dotted || is_time || has_words || is_fraction && parts.iter().all(|part| part.len() <= 2)
}

/// What `1E3` and `2.00E+03` may be.
fn scientific(text: &str) -> Option<Vec<String>> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let power: u32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let number = numeral::read(mantissa).ok()?.raised(power)?;
    Some(vec![number.to_string(), text.to_owned()])
}

#[cfg(test)]
#[path = "figures_tests.rs"]
mod tests;

//! What is answered to a workbook, and what the right answer is: facts, whatever the words.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use gridgov::coverage::Question;
use gridgov::governance::{BuildErrors, Governance};
use gridgov::kind::{Family, Kind};
use gridgov::ledger::workbook::Workbook;
use gridgov::ledger::{LedgerErrors, Origin, Reader};
use gridgov::measure::Decimal;

/// A note or an error: where it stands and what it says.
#[derive(Debug)]
pub struct Told {
    sheet: Option<String>,
    line: Option<u32>,
    text: String,
}

/// What the crate answers to a workbook.
#[derive(Debug)]
pub struct Answer {
    result: Result<Governance, Vec<Told>>,
    notes: Vec<Told>,
}

impl Told {
    fn new(origin: &Origin, text: String) -> Self {
        let sheet = origin.source().and_then(|source| source.sheet_name()).map(str::to_owned);
        Self { sheet, line: origin.line(), text }
    }

    fn is_of(&self, sheet: &str) -> bool {
        self.sheet.as_deref() == Some(sheet) || self.text.contains(sheet)
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split(|c: char| !c.is_ascii_alphanumeric())
    }

    /// Whether it stands at this cell or names it: `B2`; the row `2`; or the column `B`.
    fn names(&self, place: &str) -> bool {
        if place.starts_with(|c: char| c.is_ascii_digit()) {
            let row = |word: &str| word.trim_start_matches(|c: char| c.is_ascii_uppercase()) == place;
            return self.line.is_some_and(|line| line.to_string() == place) || self.words().any(row);
        }
        if place.ends_with(|c: char| c.is_ascii_uppercase()) {
            return self.words().any(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()) == place);
        }
        self.words().any(|word| word == place)
    }

    fn quotes(&self, word: &str) -> bool {
        [format!("`{word}`"), format!("“{word}”")].iter().any(|quoted| self.text.contains(quoted))
    }
}

impl Answer {
    pub fn of(workbook: &Workbook) -> Self {
        Self::by(&Reader::new(), workbook)
    }

    pub fn by(reader: &Reader, workbook: &Workbook) -> Self {
        let reading = reader.workbook(workbook);
        let notes = reading.notes().map(|note| Told::new(note.origin(), note.to_string())).collect();
        let built = reading.into_ledger().map_err(BuildErrors::from).and_then(|ledger| Governance::build(&ledger));
        Self { result: built.map_err(|errors| Self::told(&errors)), notes }
    }

    /// A workbook by its path; or a folder of them, as one ledger.
    pub fn of_path(path: &Path) -> Self {
        if path.is_dir() {
            return Self { result: Governance::open(path).map_err(|errors| Self::told(&errors)), notes: Vec::new() };
        }
        match Workbook::open(path) {
            Ok(workbook) => Self::of(&workbook),
            Err(errors) => Self::refusal(errors),
        }
    }

    pub fn refusal(errors: LedgerErrors) -> Self {
        Self { result: Err(Self::told(&errors.into())), notes: Vec::new() }
    }

    fn told(errors: &BuildErrors) -> Vec<Told> {
        errors.iter().map(|error| Told::new(error.origin(), error.to_string())).collect()
    }

    fn errors(&self) -> &[Told] {
        self.result.as_ref().err().map_or(&[], Vec::as_slice)
    }

    fn messages(&self) -> impl Iterator<Item = &Told> {
        self.errors().iter().chain(&self.notes)
    }

    /// The graph, one fact a line: nodes with their numbers, then links. People and Party organisations go by their
    /// names, since their codes are made by the reader.
    pub fn facts(&self) -> Vec<String> {
        let Ok(governance) = &self.result else { return Vec::new() };
        let name = |code: &str| -> String {
            let node = governance.node(code).expect("links join nodes");
            if matches!(node.kind().family(), Family::Person | Family::Party) { node.name() } else { code }.to_owned()
        };
        let ledger = governance.to_ledger();
        let nodes = ledger.nodes.iter().map(|row| {
            let code = name(&row.code);
            let mut line = format!("{} {code} {}", row.kind, row.name);
            line.extend(row.parent.iter().map(|parent| format!(" < {}", name(parent))));
            line.extend(row.measures.iter().map(|(id, value)| format!(" {id}={value}")));
            line.extend(row.declared.iter().map(|(of, figure)| format!(" declared {of}={figure}")));
            line
        });
        let links = ledger.links.iter().map(|row| {
            let role = row.role.as_ref().map_or_else(String::new, |role| format!(" as {role}"));
            format!("{} {} {}{role}", name(&row.from), row.relation, name(&row.to))
        });
        nodes.chain(links).collect()
    }

    /// What no answer may hold, whatever the workbook: placeholders as nodes, numbers of people, invisible characters.
    fn sins(&self) -> Vec<String> {
        let mut sins = Vec::new();
        if let Ok(governance) = &self.result {
            for node in governance.nodes() {
                for text in [node.code(), node.name()] {
                    let text = text.rsplit(':').next().unwrap_or(text).trim();
                    if NO_NAMES.contains(&text) || NO_NAME_STARTS.iter().any(|start| text.starts_with(start)) {
                        sins.push(format!("`{text}` became a {}", node.kind()));
                    }
                }
                let is_name = |c: char| !c.is_ascii_digit() && !c.is_whitespace() && (c.is_alphabetic() || c == '·');
                if node.kind() == Kind::Person && (node.name().chars().count() < 2 || !node.name().chars().all(is_name))
                {
                    sins.push(format!("`{}` is no name, but a person", node.name()));
                }
            }
        }
        let texts = self.facts().into_iter().chain(self.messages().map(|told| told.text.clone()));
        for text in texts {
            if let Some(number) = personal_number(&text) {
                sins.push(format!("the number {number} of a person is kept or told: {text}"));
            }
        }
        for told in self.messages() {
            if told.text.contains(|c: char| INVISIBLE.contains(&c)) {
                sins.push(format!("invisible characters are told as they are: {:?}", told.text));
            }
        }
        sins
    }
}

const INVISIBLE: [char; 8] = ['\u{200b}', '\u{200e}', '\u{feff}', '\u{202a}', '\u{202c}', '\u{2060}', '\u{1f}', '\r'];

/// What stands in cells where a name should, and is none.
const NO_NAMES: [&str; 46] = [
    "无",
    "无。",
    "（无）",
    "(无)",
    "暂无",
    "没有",
    "待定",
    "待聘",
    "待配备",
    "空缺",
    "空",
    "缺",
    "未定",
    "未配备",
    "未成立",
    "未建立",
    "不详",
    "同上",
    "〃",
    "″",
    "\"",
    "/",
    "／",
    "\\",
    "-",
    "--",
    "—",
    "——",
    "－",
    "…",
    "…",
    "nan",
    "NaN",
    "NAN",
    "None",
    "null",
    "NULL",
    "N/A",
    "NA",
    "#N/A",
    "#N",
    "#REF!",
    "#REF",
    "#VALUE!",
    "0",
    "?",
];

/// How lines begin that are no rows.
const NO_NAME_STARTS: [&str; 20] = [
    "合计",
    "小计",
    "总计",
    "共计",
    "累计",
    "汇总",
    "合 计",
    "总  计",
    "以下空白",
    "以下无",
    "填表人",
    "制表",
    "审核人",
    "注：",
    "注:",
    "备注：",
    "说明：",
    "示例",
    "必填",
    "填写说明",
];

/// A mobile telephone number or the number of an identity card.
fn personal_number(text: &str) -> Option<&str> {
    text.split(|c: char| !(c.is_ascii_digit() || c == 'X')).find(|run| {
        let is_mobile = run.len() == 11 && run.starts_with('1') && !("10".."13").contains(&&run[..2]);
        let is_identity = run.len() == 18 && run.ends_with('X');
        is_mobile || is_identity || *run == "00000000000"
    })
}

/// The right answer to a workbook: a graph with these facts, or errors with these.
#[derive(Debug, Default)]
pub struct Right {
    is_refused: bool,
    kinds: &'static str,
    people: Option<&'static str>,
    facts: Vec<&'static str>,
    sums: Vec<(&'static str, i64)>,
    shares: Vec<(Question, Kind, u64, u64)>,
    /// A sheet, a cell, and the word that stands there; told are the cell or the word.
    told: Vec<(&'static str, &'static str, &'static str)>,
    one_note: Vec<(&'static str, u32, u32)>,
    errors: Vec<(&'static str, &'static str, Vec<&'static str>)>,
    no_error_at: Vec<(&'static str, &'static str)>,
    at_most: Option<usize>,
    never: Vec<&'static str>,
}

/// It is read, with so many nodes of each kind and no others: `second_grid 1, person 2`.
pub fn read(kinds: &'static str) -> Right {
    Right { kinds, ..Right::default() }
}

/// It is refused, with errors.
pub fn refused() -> Right {
    Right { is_refused: true, ..Right::default() }
}

impl Right {
    /// The people by name, each as often as there are people of that name, sorted by name.
    pub fn people(mut self, names: &'static str) -> Self {
        self.people = Some(names);
        self
    }

    /// A line of [`Answer::facts`].
    pub fn fact(mut self, fact: &'static str) -> Self {
        self.facts.push(fact);
        self
    }

    pub fn facts(mut self, facts: &[&'static str]) -> Self {
        self.facts.extend(facts);
        self
    }

    /// The sum of a measure over all nodes.
    pub fn sum(mut self, measure: &'static str, sum: i64) -> Self {
        self.sums.push((measure, sum));
        self
    }

    /// How many of a kind have an answer to a question, and how many there are.
    pub fn share(mut self, question: Question, kind: Kind, covered: u64, total: u64) -> Self {
        self.shares.push((question, kind, covered, total));
        self
    }

    /// A note tells of this cell (`B2`), row (`2`) or column (`B`), or quotes what stands there.
    pub fn told(mut self, sheet: &'static str, place: &'static str, word: &'static str) -> Self {
        self.told.push((sheet, place, word));
        self
    }

    /// Exactly one note stands in these rows.
    pub fn one_note(mut self, sheet: &'static str, first: u32, last: u32) -> Self {
        self.one_note.push((sheet, first, last));
        self
    }

    /// An error names this place and says all of these words.
    pub fn at(mut self, sheet: &'static str, place: &'static str, words: &[&'static str]) -> Self {
        self.errors.push((sheet, place, words.to_vec()));
        self
    }

    /// No error stands at this cell.
    pub fn not_at(mut self, sheet: &'static str, place: &'static str) -> Self {
        self.no_error_at.push((sheet, place));
        self
    }

    /// There are no more errors than so many.
    pub fn at_most(mut self, errors: usize) -> Self {
        self.at_most = Some(errors);
        self
    }

    /// What no fact, note or error says.
    pub fn never(mut self, text: &'static str) -> Self {
        self.never.push(text);
        self
    }

    /// What of an answer is not so.
    fn misses(&self, answer: &Answer) -> Vec<String> {
        let mut misses = Vec::new();
        let mut miss = |text: String| misses.push(text);
        match &answer.result {
            Ok(_) if self.is_refused => miss("expected a refusal".to_owned()),
            Err(_) if !self.is_refused => miss(format!("expected `{}`", self.kinds)),
            Ok(governance) => self.misses_in(governance, &answer.facts(), &mut miss),
            Err(errors) => self.misses_in_errors(errors, &mut miss),
        }
        if answer.result.is_err() == self.is_refused {
            for (sheet, place, word) in &self.told {
                if !answer.notes.iter().any(|note| note.is_of(sheet) && (note.names(place) || note.quotes(word))) {
                    miss(format!("no note on {sheet}!{place} or `{word}`"));
                }
            }
            for (sheet, first, last) in &self.one_note {
                let of_rows: Vec<_> = answer
                    .notes
                    .iter()
                    .filter(|note| note.sheet.as_deref() == Some(*sheet))
                    .filter(|note| note.line.is_some_and(|line| (*first..=*last).contains(&line)))
                    .collect();
                if of_rows.len() != 1 {
                    miss(format!("expected one note in rows {first} to {last} of {sheet}, got {}", of_rows.len()));
                }
            }
        }
        let texts = answer.facts().into_iter().chain(answer.messages().map(|told| told.text.clone()));
        for text in texts {
            if let Some(word) = self.never.iter().find(|word| text.contains(**word)) {
                miss(format!("`{word}` may not be said: {text}"));
            }
        }
        misses
    }

    fn misses_in(&self, governance: &Governance, facts: &[String], miss: &mut impl FnMut(String)) {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for node in governance.nodes() {
            *kinds.entry(node.kind().id()).or_default() += 1;
        }
        let expected: BTreeMap<&str, usize> = self
            .kinds
            .split(", ")
            .map(|kind| kind.split_once(' ').expect("a kind and a number"))
            .map(|(kind, count)| (kind, count.parse().expect("a number")))
            .collect();
        if kinds != expected {
            miss(format!("expected {expected:?}, got {kinds:?}"));
        }
        if let Some(expected) = self.people {
            let mut people: Vec<&str> =
                governance.nodes_of_kind(Kind::Person).map(gridgov::governance::Node::name).collect();
            people.sort_unstable();
            let mut expected: Vec<&str> = expected.split_whitespace().collect();
            expected.sort_unstable();
            if people != expected {
                miss(format!("expected the people {expected:?}, got {people:?}"));
            }
        }
        for fact in &self.facts {
            // What is declared beside is no part of the fact.
            let is_it = |line: &String| line == fact || line.split(" declared ").next() == Some(fact);
            let one_of = |fact: &str| facts.iter().any(|line| line.starts_with(fact));
            if !facts.iter().any(is_it) && !fact.strip_suffix('…').is_some_and(one_of) {
                miss(format!("`{fact}` is missing"));
            }
        }
        for (measure, expected) in &self.sums {
            let values = governance.measure(measure).into_iter();
            let values = values.flat_map(|measure| governance.nodes().filter_map(|node| node.measure(measure)));
            let sum: i64 = values.map(whole).sum();
            if sum != *expected {
                miss(format!("expected {measure} {expected} in all, got {sum}"));
            }
        }
        for (question, kind, covered, total) in &self.shares {
            let share = governance.ask(*question).of_kind(*kind);
            if (share.covered, share.total) != (*covered, *total) {
                miss(format!("expected {} {covered} / {total} of {kind}, got {share}", question.id()));
            }
        }
    }

    fn misses_in_errors(&self, errors: &[Told], miss: &mut impl FnMut(String)) {
        for (sheet, place, words) in &self.errors {
            let of_place = |error: &&Told| error.is_of(sheet) && (place.is_empty() || error.names(place));
            let says_all = |error: &Told| words.iter().all(|word| error.text.contains(word));
            if !errors.iter().filter(of_place).any(says_all) {
                miss(format!("no error at {sheet}!{place} says {words:?}"));
            }
        }
        for (sheet, place) in &self.no_error_at {
            if let Some(error) = errors.iter().find(|error| error.is_of(sheet) && error.names(place)) {
                miss(format!("nothing is wrong with {sheet}!{place}: {}", error.text));
            }
        }
        if let Some(most) = self.at_most.filter(|most| errors.len() > *most) {
            miss(format!("expected at most {most} errors, got {}", errors.len()));
        }
    }
}

/// A figure of households and the like, which are counted in whole numbers.
fn whole(value: Decimal) -> i64 {
    value.to_string().parse().expect("a whole number")
}

/// All that is wrong with an answer to which any of these is the right one; empty if it is right.
pub fn mismatches(answer: &Answer, rights: &[Right]) -> String {
    let mut found = String::new();
    for sin in answer.sins() {
        writeln!(found, "    {sin}").expect("memory");
    }
    let misses: Vec<Vec<String>> = rights.iter().map(|right| right.misses(answer)).collect();
    let is_right = misses.iter().any(Vec::is_empty);
    if !is_right {
        for (number, misses) in misses.iter().enumerate() {
            for miss in misses {
                let or = if number > 0 { "or: " } else { "" };
                writeln!(found, "    {or}{miss}").expect("memory");
            }
        }
    }
    if !found.is_empty() {
        let told = answer.errors().iter().map(|told| ("error", &told.text));
        let notes = answer.notes.iter().map(|told| ("note", &told.text));
        let facts = answer.facts();
        for (what, text) in told.take(7).chain(notes.take(7)).chain(facts.iter().map(|fact| ("fact", fact)).take(20)) {
            writeln!(found, "        {what}: {}", text.chars().take(400).collect::<String>()).expect("memory");
        }
    }
    found
}

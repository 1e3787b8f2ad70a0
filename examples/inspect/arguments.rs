//! The command line.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use gridgov::Language;
use gridgov::ledger::workbook::{Count, Headings, Meaning};
use gridgov::message::Wording;

const ENGLISH_USAGE: &str = "usage: inspect LEDGER [--language zh|en] [--json] [--reading] [--at CODE]
               [--column HEADING=MEANING]... [--count SHEET=MEASURE[:by=HEADING]]...
               [--xlsx OUT.xlsx] [--csv DIR] [--markdown OUT.md] [--mark OUT.xlsx]
       inspect --template OUT.xlsx";

const CHINESE_USAGE: &str = "用法：inspect 台账 [--language zh|en] [--json] [--reading] [--at 编码]
               [--column 表头=含义]... [--count 工作表=指标[:by=表头]]...
               [--xlsx 报表.xlsx] [--csv 文件夹] [--markdown 报表.md] [--mark 标注副本.xlsx]
      inspect --template 模板.xlsx";

/// How the program is used.
pub(crate) fn usage(language: Language) -> &'static str {
    language.of(ENGLISH_USAGE, CHINESE_USAGE)
}

/// The task.
#[derive(Debug, PartialEq)]
pub(crate) enum Task {
    /// Inspect a ledger.
    Inspect(Box<Arguments>),
    /// Write a workbook to fill in.
    Template(PathBuf),
}

/// The options for inspecting a ledger.
#[derive(Debug, Default, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each option is given or not")]
pub(crate) struct Arguments {
    pub ledger: PathBuf,
    pub json: bool,
    /// The language that is asked for.
    pub language: Option<Language>,
    /// Whether to show what each line of a workbook was taken for.
    pub reading: bool,
    pub at: Option<String>,
    /// The meaning of columns with unknown headings.
    pub headings: Headings,
    /// Whether any `--column` is given.
    pub has_columns: bool,
    /// Whether any `--count` is given.
    pub has_counts: bool,
    /// Where the report goes as a workbook.
    pub xlsx: Option<PathBuf>,
    /// The folder for the tables of the report as CSV.
    pub csv: Option<PathBuf>,
    /// Where the tables of the report go as Markdown.
    pub markdown: Option<PathBuf>,
    /// Where a copy of the workbook goes, with what is wrong coloured and commented.
    pub mark: Option<PathBuf>,
}

impl Task {
    /// Reads the arguments after the name of the program.
    pub(crate) fn read(given: impl IntoIterator<Item = OsString>, language: Language) -> Result<Self, String> {
        let mut ledger = None;
        let mut template = None;
        let mut others = 0_usize;
        let mut read = Arguments::default();
        let mut given = given.into_iter();
        while let Some(argument) = given.next() {
            let mut path = |option: &str| match given.next() {
                // An option where a path should be means that the path was forgotten.
                Some(path) if !is_option(&path) => Ok(PathBuf::from(path)),
                _ => Err(format!("{option}{}", language.of(" needs a path", "后缺少路径；请写上"))),
            };
            others += 1;
            match argument.to_str() {
                Some("--json") => read.json = true,
                Some("--reading") => read.reading = true,
                Some("--language") => {
                    let needs = language.of("--language needs zh or en", "--language后缺少zh或en；请写上");
                    let given = given.next().ok_or(needs)?;
                    let parsed = given.to_string_lossy().parse::<Language>();
                    read.language = Some(parsed.map_err(|error| format!("--language: {}", error.text(language)))?);
                }
                Some("--at") => {
                    let code = given.next().ok_or(language.of("--at needs a code", "--at后缺少编码；请写上"))?;
                    let no_code = |code: OsString| {
                        let code = code.display();
                        language.of(format!("{code} is no code"), format!("“{code}”不是编码；请核对"))
                    };
                    read.at = Some(code.into_string().map_err(no_code)?);
                }
                Some("--column") => {
                    let (heading, meaning) = column(
                        &given.next().ok_or(
                            language.of("--column needs HEADING=MEANING", "--column后缺少“表头=含义”；请写上"),
                        )?,
                        language,
                    )?;
                    read.headings = read.headings.with(&heading, meaning);
                    read.has_columns = true;
                }
                Some("--count") => {
                    let given = given.next().ok_or(language.of(
                        "--count needs SHEET=MEASURE[:by=HEADING]",
                        "--count后缺少“工作表=指标[:by=表头]”；请写上",
                    ))?;
                    let count = given.to_string_lossy().parse::<Count>();
                    let count = count.map_err(|error| format!("--count: {}", error.text(language)))?;
                    read.headings = read.headings.with_count(count);
                    read.has_counts = true;
                }
                Some(option @ "--xlsx") => read.xlsx = Some(path(option)?),
                Some(option @ "--csv") => read.csv = Some(path(option)?),
                Some(option @ "--markdown") => read.markdown = Some(path(option)?),
                Some(option @ "--mark") => read.mark = Some(path(option)?),
                Some(option @ "--template") => {
                    template = Some(path(option)?);
                    others -= 1;
                }
                Some(option) if is_option(&argument) => {
                    return Err(format!("{option}{}", language.of(" is not known", "不是已知的选项；请按用法填写")));
                }
                _ if ledger.is_some() => {
                    let more = argument.display();
                    return Err(language.of(
                        format!("one ledger only, not {more} too"),
                        format!("一次只能读取一份台账，多了“{more}”；请只给一份"),
                    ));
                }
                _ => ledger = Some(PathBuf::from(argument)),
            }
        }
        match (template, ledger) {
            (Some(path), _) if others == 0 => Ok(Self::Template(path)),
            (Some(_), _) => Err(language
                .of("--template stands alone: a template is of no ledger", "--template只能单独使用；请去掉其他选项")
                .to_owned()),
            (None, None) => Err(language.of("no ledger is given", "没有给出台账；请写上台账的路径").to_owned()),
            (None, Some(ledger)) => Ok(Self::Inspect(Box::new(Arguments { ledger, ..read }))),
        }
    }
}

impl Arguments {
    /// The files and folders to write.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.xlsx, &self.csv, &self.markdown, &self.mark].into_iter().flatten()
    }
}

fn is_option(argument: &OsStr) -> bool {
    argument.to_str().is_some_and(|argument| argument.starts_with("--"))
}

/// The heading of a column and what it means.
fn column(given: &OsStr, language: Language) -> Result<(String, Meaning), String> {
    let shown = given.display();
    let parts = given.to_str().and_then(|given| given.split_once('='));
    let Some((heading, meaning)) = parts.filter(|(heading, _)| !heading.trim().is_empty()) else {
        return Err(language.of(
            format!("--column {shown} is not HEADING=MEANING, such as --column 片区号=code"),
            format!("--column {shown}不是“表头=含义”；请写作--column 片区号=code的形式"),
        ));
    };
    let meaning = meaning.parse::<Meaning>();
    let meaning = meaning.map_err(|error| format!("--column {shown}: {}", error.text(language)))?;
    Ok((heading.to_owned(), meaning))
}

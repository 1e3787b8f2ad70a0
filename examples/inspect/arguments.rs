//! The command line.

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use gridgov::Language;
use gridgov::ledger::workbook::{Count, Headings, Meaning};
use gridgov::message::Wording;

use crate::program::Program;

const ENGLISH: Program = Program {
    about: "Inspects any ledger: what was found, what is covered, how many and how much.

LEDGER is a JSON file, a folder with nodes.csv and links.csv, a workbook (.xlsx, .xls, .ods), an office's table (.csv)
or a folder of such tables.

  --language zh|en           the language of everything that is told
  --json                     the report as JSON
  --at CODE                  the report of one node and what is below it
  --pack RULES.json          the rules of another city than Zhengzhou
  --xlsx OUT.xlsx, --csv DIR, --markdown OUT.md, --html OUT.html
                             write the report to files instead
Of a workbook or an office's table:
  --column HEADING=MEANING   what a column means whose heading is not known: 片区号=code, 案件数=measure:disputes,
                             天气=ignored, *=ignored
  --count SHEET=MEASURE[:by=HEADING]
                             counts the rows of a register of people where they live
  --mark OUT.xlsx            writes a copy with the wrong cells coloured and commented
  --reading                  shows what each line was taken for, instead of the report
Of no ledger:
  --template OUT.xlsx        writes a workbook for a new ledger to fill in

The exit status is 1 where the ledger cannot be built or a file not be written, 2 where the command is used wrongly.",
    usage: "usage: inspect LEDGER [--language zh|en] [--json] [--reading] [--at CODE]
               [--column HEADING=MEANING]... [--count SHEET=MEASURE[:by=HEADING]]... [--pack RULES.json]
               [--xlsx OUT.xlsx] [--csv DIR] [--markdown OUT.md] [--html OUT.html] [--mark OUT.xlsx]
       inspect --template OUT.xlsx",
};

const CHINESE: Program = Program {
    about: "检查台账：发现的问题、覆盖情况、各级数量与合计。

台账可以是 JSON 文件、含 nodes.csv 和 links.csv 的文件夹、工作簿（.xlsx、.xls、.ods）、表格（.csv）或存放表格的文件夹。

  --language zh|en           输出所用的语言
  --json                     以 JSON 输出报表
  --at 编码                  只报该节点及其下级
  --pack 规则.json           采用其他城市的规则，不用郑州的
  --xlsx 报表.xlsx、--csv 文件夹、--markdown 报表.md、--html 报表.html
                             报表写入文件
用于工作簿和表格：
  --column 表头=含义         说明未识别的表头：片区号=code、案件数=measure:disputes、天气=ignored、*=ignored
  --count 工作表=指标[:by=表头]
                             按居住地统计人口台账的行数
  --mark 标注副本.xlsx       另存副本，错误单元格标色并加批注
  --reading                  显示每一行如何读取，不出报表
不用于台账：
  --template 模板.xlsx       生成空白工作簿，供新建台账填写

台账无法建立或文件无法写入时，退出状态为 1；用法有误时为 2。",
    usage: "用法：inspect 台账 [--language zh|en] [--json] [--reading] [--at 编码]
               [--column 表头=含义]... [--count 工作表=指标[:by=表头]]... [--pack 规则.json]
               [--xlsx 报表.xlsx] [--csv 文件夹] [--markdown 报表.md] [--html 报表.html] [--mark 标注副本.xlsx]
      inspect --template 模板.xlsx",
};

/// What the program says of itself.
pub(crate) fn program(language: Language) -> Program {
    language.of(ENGLISH, CHINESE)
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
    /// The pack of rules to audit by, where it is not Zhengzhou's.
    pub pack: Option<PathBuf>,
    /// Where the report goes as a workbook.
    pub xlsx: Option<PathBuf>,
    /// The folder for the tables of the report as CSV.
    pub csv: Option<PathBuf>,
    /// Where the tables of the report go as Markdown.
    pub markdown: Option<PathBuf>,
    /// Where the report goes as one page.
    pub html: Option<PathBuf>,
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
                Some(option @ "--pack") => read.pack = Some(path(option)?),
                Some(option @ "--xlsx") => read.xlsx = Some(path(option)?),
                Some(option @ "--csv") => read.csv = Some(path(option)?),
                Some(option @ "--markdown") => read.markdown = Some(path(option)?),
                Some(option @ "--html") if cfg!(feature = "page") => read.html = Some(path(option)?),
                Some("--html") => {
                    let why = language.of("--html needs the feature `page`", "--html需要启用特性page");
                    return Err(format!("{why}: --features workbook,page"));
                }
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
        [&self.xlsx, &self.csv, &self.markdown, &self.html, &self.mark].into_iter().flatten()
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

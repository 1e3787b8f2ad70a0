//! The command line of the example `records`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use gridgov::Language;
use gridgov::message::Wording;
use gridgov::record::{PeriodLength, RecordPack, Zone};

use crate::program::Program;

/// What the program says of itself.
pub(crate) fn program(language: Language) -> Program {
    language.of(ENGLISH, CHINESE)
}

const ENGLISH: Program = Program {
    about: "Records of cases on a ledger: how many, of which class, how long they took, and which are late.

LEDGER is a ledger of areas and grids, as `inspect` reads it (workbooks with the feature `workbook` only). RECORDS is a
table of cases in UTF-8 (.csv) or JSON lines (.jsonl); with the feature `workbook` also a workbook, or a table in GBK.

  --zone ZONE                the clock of times that say no offset, Asia/Shanghai if not given
  --period LENGTH            day, week, month, quarter, half_year or year; month if not given
  --at CODE                  the territory that the answers are about, with all below it; all if not given
  --now TIME                 what time it is; without it nothing that is open is late or in time
  --pack PACK                three_colours, nanjing_gulou, or a file with deadlines as JSON
  --json                     the page as JSON
  --csv OUT.csv, --markdown OUT.md, --xlsx OUT.xlsx
                             writes the table instead of showing it; a workbook with the feature `workbook` only
  --ocel OUT.json            writes the event log as OCEL 2.0
  --html OUT.html            the records and all else that the ledger says, on one page (feature `page`)
  --map MAP.geojson          finds records by their points (经度, 纬度; longitude, latitude) on a map (feature `geo`)
  --crs SYSTEM               the coordinate system of all maps; it is never guessed
  --property NAME            where their features have their codes, `code` if not given
  --language zh|en           the language of everything that is told

The exit status is 1 where the ledger cannot be built, the records not be bound to it or a file not be written, 2 where the
command is used wrongly.",
    usage: "usage: records LEDGER RECORDS [--zone Asia/Shanghai] [--period month] [--at CODE] [--now 2023-12-10T12:00]
               [--pack three_colours|nanjing_gulou|PACK.json] [--language zh|en] [--json]
               [--csv OUT.csv] [--markdown OUT.md] [--xlsx OUT.xlsx] [--ocel OUT.json] [--html OUT.html]
               [--map MAP.geojson]... [--crs wgs84|cgcs2000|gcj02|bd09|plane] [--property NAME]...",
};

const CHINESE: Program = Program {
    about: "台账上的案件：有多少、属于什么类别、用时多久、哪些超期。

台账为辖区与网格台账，与 inspect 所读的相同（工作簿需启用 workbook）。案件可以是 UTF-8 编码的表格（.csv）或每行一个对象的
JSON（.jsonl）；启用 workbook 时也可以是工作簿或 GBK 编码的表格。

  --zone 时区                未写明时差的时间所用的时区，默认为 Asia/Shanghai
  --period 周期              day、week、month、quarter、half_year 或 year，默认为 month
  --at 编码                  只看该辖区及其以下，默认为全部
  --now 时间                 截至时刻；不给出则未结案件不判定是否超期
  --pack 规则集              three_colours、nanjing_gulou，或写有时限的 JSON 文件
  --json                     以 JSON 输出
  --csv 表.csv、--markdown 表.md、--xlsx 表.xlsx
                             写出表格而不显示；写工作簿需启用 workbook
  --ocel 日志.json           写出 OCEL 2.0 事件日志
  --html 网页.html           写出网页报告（需启用 page）
  --map 地图.geojson         按点位（经度、纬度）在地图上落格（需启用 geo）
  --crs 坐标系               所有地图的坐标系，不作猜测
  --property 属性            地图要素中编码所在的属性，默认为 code
  --language zh|en           输出所用的语言

台账无法建图、案件无法落格或文件无法写入时退出状态为1，用法有误时为2。",
    usage: "usage: records 台账 案件 [--zone Asia/Shanghai] [--period month] [--at 编码] [--now 2023-12-10T12:00]
               [--pack three_colours|nanjing_gulou|规则集.json] [--language zh|en] [--json]
               [--csv 表.csv] [--markdown 表.md] [--xlsx 表.xlsx] [--ocel 日志.json] [--html 网页.html]
               [--map 地图.geojson]... [--crs wgs84|cgcs2000|gcj02|bd09|plane] [--property 属性]...",
};

/// The language that `--language` gives, before all else is read.
pub(crate) fn given_language(arguments: &[OsString]) -> Option<Language> {
    let at = arguments.iter().position(|argument| argument == "--language")?;
    arguments.get(at + 1)?.to_str()?.parse().ok()
}

/// What is asked for.
#[derive(Debug)]
pub(crate) struct Arguments {
    pub(crate) ledger: PathBuf,
    pub(crate) records: PathBuf,
    pub(crate) zone: Zone,
    pub(crate) period: PeriodLength,
    /// The code of the territory that the answers are about; `None` for all.
    pub(crate) at: Option<String>,
    /// What time it is.
    pub(crate) now: Option<String>,
    pub(crate) pack: RecordPack,
    pub(crate) json: bool,
    /// The maps on which points are looked up.
    pub(crate) maps: Vec<PathBuf>,
    /// Their coordinate system.
    #[cfg_attr(not(feature = "geo"), expect(dead_code, reason = "only the feature `geo` reads maps"))]
    pub(crate) crs: Option<String>,
    /// Where their features have their codes.
    #[cfg_attr(not(feature = "geo"), expect(dead_code, reason = "only the feature `geo` reads maps"))]
    pub(crate) properties: Vec<String>,
    /// What is written to which file.
    pub(crate) outputs: Vec<(Output, PathBuf)>,
}

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    Csv,
    Markdown,
    Xlsx,
    Ocel,
    Html,
}

impl Output {
    fn of_option(option: &str) -> Option<Self> {
        match option {
            "--csv" => Some(Self::Csv),
            "--markdown" => Some(Self::Markdown),
            "--xlsx" => Some(Self::Xlsx),
            "--ocel" => Some(Self::Ocel),
            "--html" => Some(Self::Html),
            _ => None,
        }
    }
}

impl Arguments {
    /// Reads the arguments after the name of the program.
    pub(crate) fn read(given: Vec<OsString>, language: Language) -> Result<Self, String> {
        let mut files: Vec<PathBuf> = Vec::new();
        let mut zone = "Asia/Shanghai".parse::<Zone>().map_err(|error| error.to_string())?;
        let (mut period, mut at, mut now, mut json) = (PeriodLength::Month, None, None, false);
        let (mut pack, mut outputs) = (RecordPack::default(), Vec::new());
        let (mut maps, mut crs, mut properties) = (Vec::new(), None, Vec::new());
        let mut given = given.into_iter();
        while let Some(argument) = given.next() {
            let shown = argument.to_string_lossy().into_owned();
            let mut value = || {
                let value = given.next().filter(|value| !value.to_string_lossy().starts_with("--"));
                value.ok_or_else(|| language.of(format!("{shown} needs a value"), format!("{shown}缺少取值；请补上")))
            };
            let text = |value: OsString| {
                value.into_string().map_err(|value| {
                    let value = value.display();
                    language.of(format!("{value} is no UTF-8"), format!("{value}不是UTF-8编码"))
                })
            };
            let wrong = |error: &dyn std::fmt::Display| format!("{shown}: {error}");
            match shown.as_str() {
                "--json" => json = true,
                "--zone" => zone = text(value()?)?.parse().map_err(|error| wrong(&error))?,
                "--period" => {
                    let length = text(value()?)?.parse();
                    period = length.map_err(|error: gridgov::kind::UnknownNameError| wrong(&error.text(language)))?;
                }
                "--at" => at = Some(text(value()?)?),
                "--now" => now = Some(text(value()?)?),
                "--pack" => pack = read_pack(&value()?, language)?,
                "--map" => maps.push(PathBuf::from(value()?)),
                "--crs" => crs = Some(text(value()?)?),
                "--property" => properties.push(text(value()?)?),
                "--language" => _ = text(value()?)?.parse::<Language>().map_err(|error| error.to_string())?,
                other => match Output::of_option(other) {
                    Some(output) => outputs.push((output, PathBuf::from(value()?))),
                    None if other.starts_with("--") => {
                        return Err(language
                            .of(format!("{other} is not known"), format!("{other}不是已知的选项；请按用法填写")));
                    }
                    None => files.push(PathBuf::from(argument)),
                },
            }
        }
        let [ledger, records] = <[PathBuf; 2]>::try_from(files).map_err(|files| {
            let count = files.len();
            language.of(
                format!("a ledger and records are needed, and {count} files are given"),
                format!("需要台账和案件两个文件，给出了{count}个"),
            )
        })?;
        if maps.is_empty() != crs.is_none() {
            let both =
                language.of("a map and its coordinate system go together: --map and --crs", "--map与--crs应同时给出");
            return Err(both.to_owned());
        }
        if cfg!(not(feature = "geo")) && crs.is_some() {
            return Err(language.of("--map needs the feature `geo`", "--map需启用geo功能").to_owned());
        }
        let arguments = Self { ledger, records, zone, period, at, now, pack, json, maps, crs, properties, outputs };
        match arguments.overwritten() {
            None => Ok(arguments),
            Some(path) => Err(language.of(
                format!("{} would be overwritten; write to another file", path.display()),
                format!("“{}”会被覆盖；请写到另一个文件", path.display()),
            )),
        }
    }

    /// A file that would be written, and is read or written already.
    fn overwritten(&self) -> Option<&Path> {
        let mut known = vec![self.ledger.as_path(), self.records.as_path()];
        known.extend(self.maps.iter().map(PathBuf::as_path));
        for (_, path) in &self.outputs {
            if known.iter().any(|known| is_same(known, path)) {
                return Some(path);
            }
            known.push(path);
        }
        None
    }
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other || one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}

fn read_pack(named: &OsString, language: Language) -> Result<RecordPack, String> {
    match named.to_str() {
        Some("three_colours") => Ok(RecordPack::three_colours()),
        Some("nanjing_gulou") => Ok(RecordPack::nanjing_gulou()),
        _ => {
            let shown = named.display();
            let text = std::fs::read_to_string(Path::new(named)).map_err(|error| format!("--pack {shown}: {error}"))?;
            RecordPack::from_json_str(&text)
                .map_err(|errors| format!("--pack {shown}: {}", errors.in_language(language)))
        }
    }
}

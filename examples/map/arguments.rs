//! The command line of the example `map`.

use std::ffi::OsString;
use std::path::PathBuf;

use gridgov::Language;
use gridgov::geo::{CoordinateSystem, Tolerance};
use gridgov::kind::UnknownNameError;
use gridgov::message::Wording;

use crate::program::Program;

/// What the program says of itself.
pub(crate) fn program(language: Language) -> Program {
    language.of(ENGLISH, CHINESE)
}

const ENGLISH: Program = Program {
    about: "Whether grids cover their area seamlessly on a map, and whether places stand where the ledger says.

LEDGER is a JSON file or a folder with nodes.csv and links.csv; MAP is GeoJSON in UTF-8 (or GBK, with the feature `workbook`).

  --crs SYSTEM               the coordinate system of all maps; it is never guessed
  --property NAME            where features have their codes, `code` if not given; of several the first that there is
  --gaps LAKES.geojson       polygons that nobody need cover
  --snap METRES              moves vertices that are nearly on others onto them
  --sliver METRES            calls defects slivers that are narrower
  --json                     the report as JSON
  --defects OUT.geojson      writes the shapes of all defects
  --html OUT.html            the findings and all else that the ledger says, on one page
  --language zh|en           the language of everything that is told

The exit status is 1 where the map cannot be read or a file not be written, 2 where the command is used wrongly.",
    usage: "usage: map LEDGER MAP.geojson... --crs wgs84|cgcs2000|gcj02|bd09|plane [--property NAME]...
           [--gaps LAKES.geojson]... [--snap METRES] [--sliver METRES] [--json] [--defects OUT.geojson]
           [--html OUT.html] [--language zh|en]",
};

const CHINESE: Program = Program {
    about: "检查地图：网格是否无缝覆盖，场所是否位于台账所载的网格。

台账可以是 JSON 文件或含 nodes.csv 和 links.csv 的文件夹；地图为 UTF-8 编码（启用 workbook 功能时也可为 GBK）的 GeoJSON。

  --crs 坐标系               所有地图的坐标系，不作猜测
  --property 属性            编码所在的属性，默认为 code；给出多个时取要素中最先有的
  --gaps 湖泊.geojson        无需覆盖的范围
  --snap 米                  将几乎重合的顶点并到一起
  --sliver 米                更窄的缺陷算作细缝
  --json                     以 JSON 输出报表
  --defects 缺陷.geojson     写出全部缺陷的图形
  --html 网页.html           写出网页报告
  --language zh|en           输出所用的语言

地图无法读取或文件无法写入时退出状态为1，用法有误时为2。",
    usage: "usage: map 台账 地图.geojson... --crs wgs84|cgcs2000|gcj02|bd09|plane [--property 属性]...
           [--gaps 湖泊.geojson]... [--snap 米] [--sliver 米] [--json] [--defects 缺陷.geojson] [--html 网页.html]
           [--language zh|en]",
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
    pub(crate) maps: Vec<PathBuf>,
    pub(crate) system: CoordinateSystem,
    pub(crate) properties: Vec<String>,
    pub(crate) gaps: Vec<PathBuf>,
    pub(crate) tolerance: Tolerance,
    pub(crate) json: bool,
    pub(crate) defects: Option<PathBuf>,
    pub(crate) html: Option<PathBuf>,
}

impl Arguments {
    pub(crate) fn read(given: Vec<OsString>, language: Language) -> Result<Self, String> {
        let mut given = given.into_iter();
        let (mut files, mut properties, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
        let (mut system, mut json, mut defects, mut html) = (None, false, None, None);
        let mut tolerance = Tolerance::default();
        while let Some(argument) = given.next() {
            let shown = argument.to_string_lossy().into_owned();
            let mut value = || {
                let is_option = |value: &OsString| value.to_str().is_some_and(|value| value.starts_with("--"));
                given
                    .next()
                    .filter(|value| !is_option(value))
                    .ok_or_else(|| language.of(format!("{shown} needs a value"), format!("{shown}缺少取值；请补上")))
            };
            let text = |value: OsString| {
                value.into_string().map_err(|value| {
                    let value = value.display();
                    language.of(format!("{value} is no UTF-8"), format!("{value}不是UTF-8编码"))
                })
            };
            let metres = |value: OsString| {
                let text = text(value)?;
                let metres: Option<f64> = text.parse().ok().filter(|metres: &f64| metres.is_finite() && *metres >= 0.0);
                metres.ok_or_else(|| {
                    language.of(format!("{text} is no number of metres"), format!("“{text}”不是米数；请填写数字"))
                })
            };
            match shown.as_str() {
                "--crs" => system = Some(text(value()?)?.parse().map_err(|error| unknown(&error, language))?),
                "--property" => properties.push(text(value()?)?),
                "--gaps" => gaps.push(PathBuf::from(value()?)),
                "--snap" => tolerance = tolerance.with_snap(metres(value()?)?),
                "--sliver" => {
                    tolerance = tolerance.with_sliver_width(metres(value()?)?).with_sliver_area(f64::INFINITY);
                }
                "--json" => json = true,
                "--defects" => defects = Some(PathBuf::from(value()?)),
                "--html" => html = Some(PathBuf::from(value()?)),
                "--language" => _ = text(value()?)?.parse::<Language>().map_err(|error| error.to_string())?,
                other if other.starts_with("--") => {
                    return Err(
                        language.of(format!("{other} is not known"), format!("{other}不是已知的选项；请按用法填写"))
                    );
                }
                _ => files.push(PathBuf::from(argument)),
            }
        }
        let mut files = files.into_iter();
        let ledger = files.next().ok_or(language.of("no ledger is given", "未给出台账"))?;
        let maps: Vec<PathBuf> = files.collect();
        if maps.is_empty() {
            return Err(language.of("no map is given", "未给出地图").to_owned());
        }
        let system = system
            .ok_or(language.of("the coordinate system of the map is not given: --crs", "未给出地图的坐标系：--crs"))?;
        Ok(Self { ledger, maps, system, properties, gaps, tolerance, json, defects, html })
    }

    /// A file that would be read and written.
    pub(crate) fn overwritten(&self) -> Option<&PathBuf> {
        let mut read = std::iter::once(&self.ledger).chain(&self.maps).chain(&self.gaps);
        let is_written = |path: &&PathBuf| self.defects.iter().chain(&self.html).any(|written| is_same(path, written));
        read.find(is_written)
    }
}

/// A coordinate system that is not in the list.
fn unknown(error: &UnknownNameError, language: Language) -> String {
    error.text(language)
}

fn is_same(one: &PathBuf, other: &PathBuf) -> bool {
    one == other || one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}

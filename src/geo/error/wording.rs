//! What can be wrong with a map: ids, parts, and the texts in Chinese.

use std::fmt;

use super::{FeaturePlace, MapProblem};
use crate::excerpt::excerpt;
use crate::language::Language;
use crate::message::phrase::{near_ones, quoted_list};
use crate::message::{Parts, Wording};

impl FeaturePlace {
    pub(super) fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if self.file.is_empty() { "地图" } else { &self.file };
        f.write_str(&crate::text::escaped(file))?;
        if let Some(feature) = self.feature {
            write!(f, " 第{feature}个要素")?;
        }
        if let Some(code) = &self.code {
            write!(f, "（{}）", excerpt(code))?;
        }
        if let Some(ring) = self.ring {
            write!(f, "第{ring}个环")?;
        }
        if let Some(vertex) = self.vertex {
            write!(f, "第{vertex}个顶点")?;
        }
        Ok(())
    }
}

impl Wording for MapProblem {
    fn id(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "map.unreadable",
            Self::NotUtf8 { .. } => "map.not_utf8",
            Self::TooLarge { .. } => "map.too_large",
            Self::Syntax { .. } => "map.syntax",
            Self::NotFeatures { .. } => "map.not_features",
            Self::OtherSystem { .. } => "map.other_system",
            Self::NoCode { .. } => "map.no_code",
            Self::CodeForm { .. } => "map.code_form",
            Self::NoGeometry => "map.no_geometry",
            Self::GeometryType { .. } => "map.geometry_type",
            Self::TooFewPoints { .. } => "map.too_few_points",
            Self::OpenRing { .. } => "map.open_ring",
            Self::NoArea => "map.no_area",
            Self::NotFinite { .. } => "map.not_finite",
            Self::OutOfRange { .. } => "map.out_of_range",
            Self::Swapped { .. } => "map.swapped",
            Self::UnknownCode { .. } => "map.unknown_code",
            Self::CodeTwice { .. } => "map.code_twice",
            Self::KindOffMap { .. } => "map.kind_off_map",
            Self::PointForArea { .. } => "map.point_for_area",
            Self::TooWide => "map.too_wide",
        }
    }

    fn chinese(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |texts: &[String]| quoted_list(Language::Chinese, texts, 9);
        match self {
            Self::Unreadable { reason } => write!(f, "无法读取：{reason}"),
            Self::NotUtf8 { byte, is_gbk_likely } => {
                let (likely, or) =
                    if *is_gbk_likely { ("，可能是GBK", "，或启用workbook功能读取") } else { ("", "") };
                write!(f, "第{byte}字节不是UTF-8编码{likely}；请将文件另存为UTF-8{or}")
            }
            Self::TooLarge { limit } => write!(f, "文件超过{limit}字节的上限；请拆分文件或调高上限"),
            Self::Syntax { reason } => write!(f, "不是GeoJSON：{reason}"),
            Self::NotFeatures { written } => {
                let written = written
                    .as_ref()
                    .map_or_else(|| "没有type的对象".to_owned(), |written| format!("“{}”", excerpt(written)));
                write!(f, "此处应为FeatureCollection或Feature，而不是{written}")
            }
            Self::OtherSystem { written, declared } => write!(
                f,
                "文件的crs写的是“{}”，而声明的坐标系是{}；请声明数据实际所用的坐标系",
                excerpt(written),
                declared.chinese()
            ),
            Self::NoCode { wanted, properties } => {
                write!(f, "没有属性{}，只有{}；请指明编码所在的属性", quoted(wanted), quoted(properties))
            }
            Self::CodeForm { written } => write!(f, "编码为{}；请填写文本或整数", excerpt(written)),
            Self::NoGeometry => f.write_str("没有图形；请绘制图形或删去该要素"),
            Self::GeometryType { written } => {
                write!(f, "图形类型为{written}；应为Polygon、MultiPolygon或Point")
            }
            Self::TooFewPoints { points } => write!(f, "环只有{points}个不同的相邻顶点；至少需要3个"),
            Self::OpenRing { first, last } => write!(f, "环始于{first}而止于{last}；请将其闭合"),
            Self::NoArea => f.write_str("环没有面积；请更正或删去"),
            Self::NotFinite { at } => write!(f, "坐标{at}不是有限的数"),
            Self::OutOfRange { at, system } => write!(f, "{at}超出{}的范围；请核对坐标", system.chinese()),
            Self::Swapped { at } => write!(f, "{at}似乎是先纬度后经度；请先写经度"),
            Self::UnknownCode { written, near } => {
                write!(f, "台账中没有编码“{}”{}", excerpt(written), near_ones(near))
            }
            Self::CodeTwice { file, feature } => {
                let file =
                    file.as_ref().map_or_else(|| "另一图形".to_owned(), |file| crate::text::escaped(file).to_string());
                let feature = feature.map_or_else(String::new, |feature| format!(" 第{feature}个要素"));
                write!(f, "编码与{file}{feature}的重复；请每个单位只画一次，多个部分用MultiPolygon")
            }
            Self::KindOffMap { kind } => write!(f, "{}不在地图上；请删去", kind.chinese()),
            Self::PointForArea { kind } => write!(f, "{}应画成面，而不是点", kind.chinese()),
            Self::TooWide => f.write_str("地图范围超过4294千米；请核对远离的点"),
        }
    }

    fn parts(&self) -> Parts {
        Parts::of(self)
    }

    fn suggestion(&self) -> Option<String> {
        match self {
            Self::UnknownCode { near, .. } => match near.as_slice() {
                [only] => Some(only.code.clone()),
                _ => None,
            },
            _ => None,
        }
    }
}

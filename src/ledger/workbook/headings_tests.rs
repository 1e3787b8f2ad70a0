use super::known::{FIELDS, IGNORED, POSTS};
use super::*;
use crate::measure::Measure;
use crate::measure::known::KNOWN;

fn meaning(heading: &str) -> Option<Meaning> {
    Headings::default().meaning(heading)
}

fn measure(id: &str) -> Meaning {
    Meaning::Measure(Measure::new(id))
}

#[test]
fn every_heading_of_the_tables_means_one_thing() {
    let fields = FIELDS.iter().flat_map(|(field, names)| names.iter().map(|name| (*name, Meaning::Field(*field))));
    let own =
        Field::ALL.iter().flat_map(|field| [field.id(), field.chinese()].map(|name| (name, Meaning::Field(*field))));
    let posts = POSTS.iter().flat_map(|(role, names)| names.iter().map(|name| (*name, Meaning::Post(*role))));
    let roles = Role::ALL.iter().flat_map(|role| [role.id(), role.chinese()].map(|name| (name, Meaning::Post(*role))));
    let measures = KNOWN
        .iter()
        .flat_map(|(id, names)| names.iter().chain([id]).map(|name| (*name, Meaning::Measure(Measure::new(*id)))));
    let ignored = IGNORED.iter().map(|name| (*name, Meaning::Ignored));
    let all: Vec<_> = fields.chain(own).chain(posts).chain(roles).chain(measures).chain(ignored).collect();
    assert!(all.len() > 100);
    for (heading, expected) in all {
        assert_eq!(meaning(heading), Some(expected), "{heading}");
    }
}

#[test]
fn what_makes_no_difference_makes_none() {
    for heading in [
        "网格编号",
        "网格 编号",
        "网格\n编号",
        "*网格编号",
        "网格编号*",
        "网格编号：",
        "网格编号（必填）",
        "编码 code",
        "编码/Code",
    ] {
        assert_eq!(meaning(heading), Some(Meaning::Field(Field::Code)), "{heading}");
    }
    for heading in ["Floor area", "floor_area", "FLOOR AREA", "建筑面积"] {
        assert_eq!(meaning(heading), Some(measure("floor_area")), "{heading}");
    }
    for heading in ["", "天气", "编码 name", "天气(度)", "(编码)"] {
        assert_eq!(meaning(heading), None, "{heading}");
    }
}

#[test]
fn units_and_digits_stand_in_brackets() {
    let area = Measure::new("floor_area");
    assert_eq!(meaning("建筑面积（㎡）"), Some(Meaning::Measure(area.clone().with_unit("㎡"))));
    assert_eq!(meaning("建筑面积 (m2; scale 2)"), Some(Meaning::Measure(area.with_unit("m2").with_scale(2))));
    assert!(states_scale("建筑面积 (m2; scale 2)") && states_scale("x (scale 0)"));
    assert!(!states_scale("建筑面积 (m2)") && !states_scale("建筑面积"));
}

#[test]
fn prefixes_name_measures_and_declared_figures() {
    assert_eq!(meaning("指标:编码"), Some(measure("编码")), "literally");
    assert_eq!(meaning("measure: 户数"), Some(measure(" 户数")), "literally");
    assert_eq!(meaning("申报：三级网格"), Some(Meaning::Declared("third_grid".to_owned())));
    assert_eq!(meaning("申报:户数"), Some(Meaning::Declared("households".to_owned())));
    assert_eq!(meaning("declared:户数"), Some(Meaning::Declared("户数".to_owned())), "literally");
}

#[test]
fn own_headings_come_first() {
    let headings =
        Headings::default().with("名 称", Meaning::Ignored).with("案件", Meaning::Measure(Measure::new("cases")));
    assert_eq!(headings.meaning("名称"), Some(Meaning::Ignored));
    let cases = Measure::new("cases");
    assert_eq!(headings.meaning("案件（件）"), Some(Meaning::Measure(cases.with_unit("件"))));
}

#[test]
fn meanings_are_read_from_text() {
    for field in Field::ALL {
        assert_eq!(field.id().parse(), Ok(Meaning::Field(*field)));
    }
    assert_eq!("grid_head".parse(), Ok(Meaning::Post(Role::GridHead)));
    assert_eq!("declared:shop".parse(), Ok(Meaning::Declared("shop".to_owned())));
    assert_eq!(" ignored".parse(), Ok(Meaning::Ignored));
    let error = "weather".parse::<Meaning>().expect_err("it means nothing").to_string();
    assert!(error.starts_with("`weather` is not what a column can mean; known are: code, kind, "), "{error}");
}

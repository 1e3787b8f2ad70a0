//! The tables of the template: their columns, and an example of each kind and post. The guide is made from them too.

use rust_xlsxwriter::FormatAlign;

use crate::kind::{Family, Kind, Role};

/// The title of the ledger, above its first table.
pub(super) const TITLE: &str = "示例街道网格台账";

/// A sheet to fill in.
pub(super) struct Table {
    pub(super) sheet: &'static str,
    /// What it lists, for the guide.
    pub(super) says: &'static str,
    pub(super) has_title: bool,
    pub(super) columns: &'static [Column],
    /// The example rows: a text for each column, empty for an empty cell.
    pub(super) examples: &'static [&'static [&'static str]],
}

/// A column of a sheet.
pub(super) struct Column {
    name: &'static str,
    /// Whether every row needs a value.
    pub(super) must: bool,
    pub(super) is: Columns,
    /// Its width in digits.
    pub(super) width: usize,
    /// How to fill it in, for the guide.
    pub(super) says: &'static str,
}

/// What is typed into a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// Codes and names.
    Text,
    Number,
    /// A kind: one of these, or of a family.
    Kind(&'static [Kind], Family),
    Post,
}

const fn column(name: &'static str, must: bool, is: Columns, width: usize, says: &'static str) -> Column {
    Column { name, must, is, width, says }
}

use Columns::{Number, Post, Text};

pub(super) const TABLES: [Table; 4] = [
    Table {
        sheet: "网格",
        says: "街道和各级网格，每行一个。",
        has_title: true,
        columns: &[
            column(
                "编码",
                true,
                Text,
                14,
                "本行的唯一编码，全簿不得重复；有区划代码的填区划代码，没有的自编，启用后不要改。",
            ),
            column(
                "类别",
                true,
                Columns::Kind(&[Kind::Subdistrict], Family::Grid),
                12,
                "从下拉列表中选。社区、村为二级网格；商圈、学校、园区、医院、市场等为专属网格。",
            ),
            column("名称", true, Text, 24, "网格全称。"),
            column(
                "上级编码",
                false,
                Text,
                14,
                "上一级的编码：微网格填三级网格，三级网格填二级网格，二级网格填街道；街道不填。",
            ),
            column(
                "申报:二级网格",
                false,
                Number,
                15,
                "对外报送的个数，只在街道（或该网格）一行填；由程序与清点数核对，不参与汇总。",
            ),
            column("申报:三级网格", false, Number, 15, "同上。约数可写“50余”“近60”。"),
            column("申报:专属网格", false, Number, 15, "同上。"),
            column("申报:微网格", false, Number, 15, "同上。"),
        ],
        examples: &[
            &["JD01", "街道", "示例街道", "", "1", "1", "1", "1"],
            &["EJ01", "二级网格", "示例社区", "JD01"],
            &["SJ01", "三级网格", "示例社区第一网格", "EJ01"],
            &["ZS01", "专属网格", "示例商场专属网格", "EJ01"],
            &["WG01", "微网格", "示例社区第一网格1号微网格", "SJ01"],
        ],
    },
    Table {
        sheet: "场所",
        says: "小区、楼栋、企业、商户、学校等，每行一处。",
        has_title: false,
        columns: &[
            column("编码", true, Text, 14, "唯一编码，不得与网格、人员等重复。"),
            column(
                "类别",
                true,
                Columns::Kind(&[], Family::Place),
                12,
                "从下拉列表中选；幼儿园选“学校”，其余选“其他场所”。",
            ),
            column("名称", true, Text, 24, "场所全称。"),
            column(
                "上级编码",
                true,
                Text,
                14,
                "所在的网格；楼栋在小区内的填小区，单元填楼栋，底商可填楼栋。只填一个。",
            ),
            column("覆盖网格", false, Text, 16, "除上级以外还兼管此处的网格编码，多个用顿号“、”隔开；一般不填。"),
            column("分类", false, Text, 14, "业态或细类，如“餐饮”“幼儿园”。"),
            column("户数", false, Number, 10, "只填在最低一级：填了楼栋就不要再填小区，由程序逐级汇总，不重复计算。"),
            column("人口", false, Number, 10, "常住人口，填法同户数。"),
            column("建筑面积(平方米)", false, Number, 18, "填法同户数，可带两位小数。"),
        ],
        examples: &[
            &["XQ01", "小区", "示例小区", "SJ01", "", "", "300", "840", "36500.5"],
            &["LD01", "楼栋", "示例路1号楼", "WG01", "", "", "60", "168", "7300"],
            &["DY01", "单元", "示例路1号楼1单元", "LD01"],
            &["QY01", "企业", "示例科技有限公司", "WG01", "", "软件"],
            &["SH01", "商户", "示例粮油店", "LD01", "", "粮油"],
            &["XX01", "学校", "示例幼儿园", "WG01", "", "幼儿园"],
            &["CS01", "其他场所", "示例广场", "ZS01", "", "广场"],
        ],
    },
    Table {
        sheet: "党组织",
        says: "党委、党总支、党支部、党小组，每行一个。",
        has_title: false,
        columns: &[
            column("编码", true, Text, 14, "唯一编码。"),
            column(
                "类别",
                true,
                Columns::Kind(&[], Family::Party),
                12,
                "从下拉列表中选；党工委选“党委”，联合党支部选“党支部”。",
            ),
            column("名称", true, Text, 24, "党组织全称。"),
            column("上级党组织", false, Text, 16, "上级党组织的编码；最高一级不填。"),
            column(
                "负责网格",
                false,
                Text,
                20,
                "它领导的街道或网格的编码，多个用顿号“、”隔开。联合党支部填它领导的每一个网格。",
            ),
            column("设在", false, Text, 14, "党组织设在的小区、楼栋、单位或网格的编码。"),
        ],
        examples: &[
            &["DW01", "党委", "示例街道党工委", "", "JD01"],
            &["DZ01", "党总支", "示例社区党总支", "DW01", "EJ01"],
            &["ZB01", "党支部", "示例社区第一联合党支部", "DZ01", "SJ01、ZS01、WG01", "XQ01"],
            &["XZ01", "党小组", "示例小区党小组", "ZB01", "", "XQ01"],
        ],
    },
    Table {
        sheet: "人员",
        says: "网格长、网格员、联络员等。一人任几种职务的，每种职务一行，编码、姓名相同。",
        has_title: false,
        columns: &[
            column("编码", false, Text, 14, "唯一编码，如工号；不要填身份证号。不填时以姓名区分，重名的会当作一人。"),
            column("姓名", true, Text, 14, "一格一人。"),
            column("负责网格", false, Text, 20, "他服务的街道或网格的编码，多个用顿号“、”隔开；填了职务就必须填。"),
            column("职务", false, Post, 14, "从下拉列表中选。"),
            column("党组织", false, Text, 16, "党员所在党组织的编码；群众不填。"),
        ],
        examples: &[
            &["RY01", "张三", "EJ01、SJ01", "网格长", "DZ01"],
            &["RY02", "李四", "SJ01", "副网格长", "ZB01"],
            &["RY03", "王五", "WG01", "兼职网格长", "XZ01"],
            &["RY04", "赵六", "WG01", "网格员"],
            &["RY05", "孙七", "ZS01", "联络员"],
            &["RY06", "周八", "WG01", "楼栋长"],
            &["RY07", "吴九", "EJ01", "指导员", "DW01"],
            &["RY08", "郑十", "ZS01", "网格长"],
        ],
    },
];

impl Table {
    /// The row of its headings.
    pub(super) fn head(&self) -> u32 {
        1 + u32::from(self.has_title)
    }

    /// Its columns, counted from one, each with the table.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (&Self, u32, &Column)> {
        (1..).zip(self.columns).map(move |(at, column)| (self, at, column))
    }
}

impl Column {
    /// The heading; a star says that the column must be filled in.
    pub(super) fn heading(&self) -> String {
        format!("{}{}", self.name, if self.must { "*" } else { "" })
    }

    /// The values to choose from, in the order of kinds or posts; empty if anything may be typed.
    pub(super) fn choices(&self) -> Vec<&'static str> {
        match self.is {
            Text | Number => Vec::new(),
            Columns::Kind(others, family) => {
                others.iter().copied().chain(Kind::of_family(family)).map(Kind::chinese).collect()
            }
            Post => Role::ALL.iter().copied().map(Role::chinese).collect(),
        }
    }

    pub(super) fn align(&self) -> FormatAlign {
        if self.is == Number { FormatAlign::Right } else { FormatAlign::Left }
    }
}

//! What a line was taken for and why, and what would be right where it cannot be told, in Chinese.

use super::{Doubt, Evidence, LineClass};
use crate::ledger::Position;

impl LineClass {
    /// What it is in Chinese, with all that is known of it.
    pub(in crate::ledger::workbook) fn in_chinese(&self) -> String {
        match self {
            LineClass::Total { of: Some(of), .. } => format!("“{of}”的{}", self.chinese()),
            LineClass::Unclear { why } => format!("{}：{}", self.chinese(), why.chinese()),
            _ => self.chinese().to_owned(),
        }
    }
}

impl Evidence {
    /// The reason, in Chinese.
    #[must_use]
    pub fn chinese(&self) -> String {
        let at = |column: &u32| Position::new(1, *column).to_string().trim_end_matches('1').to_owned();
        match self {
            Evidence::AboveHeadings => "在表头之上".to_owned(),
            Evidence::SameAsHeadings => "与表头内容相同".to_owned(),
            Evidence::Identity { column } => format!("{}列有编码或名称", at(column)),
            Evidence::NamesNothing { column } => format!("{}列的名称表示没有", at(column)),
            Evidence::NoIdentity => "没有编码和名称".to_owned(),
            Evidence::Fits { cells, of } => format!("其他{of}个单元格中{cells}个与所在列相符"),
            Evidence::TotalPhrase { column } => format!("{}列有合计字样", at(column)),
            Evidence::Group { column } => format!("{}列说明所属分组", at(column)),
            Evidence::Instructions { cells, of } => format!("{of}个单元格中{cells}个说明如何填写"),
            Evidence::SampleWord { column } => format!("{}列有示例字样", at(column)),
            Evidence::Label { column } => format!("{}列有填表人之类的标签", at(column)),
            Evidence::NoteMark { column } => format!("{}列有附注", at(column)),
            Evidence::EndMark { column } => format!("{}列有结束标记", at(column)),
            Evidence::Date { column } => format!("{}列只有日期", at(column)),
            Evidence::BelowFoot { line } => format!("在第{line}行的表尾之下"),
            Evidence::OnlyNumber { column } => format!("只有{}列的序号", at(column)),
            Evidence::OnlyZeros => "只有零".to_owned(),
            Evidence::OnlyNothing => "只有表示没有的字样".to_owned(),
            Evidence::RepeatsAbove => "与上一行相同".to_owned(),
            Evidence::Alone { column, width: 1 } => format!("只有{}列有内容", at(column)),
            Evidence::Alone { column, width } => format!("只有{}列起的{width}列有内容", at(column)),
        }
    }
}

impl Doubt {
    /// Why it cannot be told, in Chinese.
    #[must_use]
    pub const fn chinese(self) -> &'static str {
        match self {
            Doubt::NoIdentity => "本行没有编码和名称，其他单元格却有内容",
            Doubt::TotalBesideIdentity => "本行既有合计字样，又有编码或名称",
            Doubt::WordsBesideIdentity => "应填编码或名称处是备注或说明文字",
            Doubt::LoneText => "本行只有一处文字：可能是表中的小标题、备注，或缺少其他内容的数据行",
            Doubt::Misfits => "本行多数单元格与所在列不符",
            Doubt::InstructionsAmongRows => "本行是填写说明，却在数据行之下",
            Doubt::SampleAmongRows => "本行有示例字样，却在数据行之间",
            Doubt::Breakdown => "本行是上一行的细分（其中），台账的行不作细分",
            Doubt::BelowFoot => "本行在表尾之下，又缺少其他行都有的内容",
        }
    }

    /// What would be right, in Chinese.
    #[must_use]
    pub const fn cure_in_chinese(self) -> &'static str {
        match self {
            Doubt::NoIdentity => "请填写本行的编码或名称，或标明是注（注：）或合计",
            Doubt::TotalBesideIdentity => "若是数据行，请在该词前加'；若是合计，请将编码或名称移到别处",
            Doubt::WordsBesideIdentity => "请在相应列填写编码或名称，或将备注移到表下",
            Doubt::LoneText => "若是数据行，请填写编码或上级；若是备注，请以“注：”开头；若是小标题，请在其下补上表头",
            Doubt::Misfits => "请将各值填在相应表头之下，或在本行上方补上表头",
            Doubt::InstructionsAmongRows => "若是数据行，请在其文字前加'；若是填写说明，请移到表头之下",
            Doubt::SampleAmongRows => "若是数据行，请在该词前加'；若是示例，请移到表头之下",
            Doubt::Breakdown => "请将细分数填在单独的列，或标明是注（注：）",
            Doubt::BelowFoot => "若是数据行，请补全其他内容，或移到表尾之上；若是备注，请以“注：”开头",
        }
    }
}

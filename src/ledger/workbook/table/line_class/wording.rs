//! Why a line cannot be told, and what would be right, in Chinese.

use super::Doubt;

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

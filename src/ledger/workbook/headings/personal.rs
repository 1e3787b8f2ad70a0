//! Headings of personal data (个人信息), which no ledger keeps and no message repeats.

use super::compared::compared;

/// Headings that are personal data as a whole.
const WHOLE: [&str; 22] = [
    "性别",
    "年龄",
    "民族",
    "政治面貌",
    "婚姻状况",
    "学历",
    "文化程度",
    "职业",
    "宗教信仰",
    "血型",
    "与户主关系",
    "gender",
    "sex",
    "age",
    "nationality",
    "education",
    "passport",
    "idcard",
    "idnumber",
    "relationship",
    "familyid",
    "mail",
];

/// What headings of personal data hold.
const PARTS: [&str; 21] = [
    "身份证",
    "证件号",
    "护照",
    "社保",
    "电话",
    "手机",
    "联系方式",
    "微信",
    "邮箱",
    "出生",
    "生日",
    "住址",
    "户籍地",
    "籍贯",
    "银行",
    "车牌",
    "phone",
    "mobile",
    "birth",
    "email",
    "address",
];

/// Whether a heading is one of personal data.
pub(in crate::ledger::workbook) fn is_personal(heading: &str) -> bool {
    let heading = compared(heading);
    WHOLE.contains(&heading.as_str()) || PARTS.iter().any(|part| heading.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn personal_data_are_known_by_their_headings() {
        for heading in
            ["身份证号", "联系 电话", "手机号码", "出生日期", "id_card", "Phones", "现住址", "性别", "birth_date"]
        {
            assert!(is_personal(heading), "{heading}");
        }
        for heading in ["姓名", "网格员", "户数", "building_name", "所属网格"] {
            assert!(!is_personal(heading), "{heading}");
        }
    }
}

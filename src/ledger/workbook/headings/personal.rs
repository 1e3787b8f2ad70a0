//! Headings of personal data (个人信息). What stands below them is never read and never shown.
//!
//! Headings stand here in the form in which they are compared.

use super::compared::compared;

/// What of a person the cells below a heading tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::ledger::workbook) enum Personal {
    /// A number that is one person's: an identity card, a passport, a bank account.
    Identity,
    /// Where a person can be reached.
    Contact,
    /// The name of somebody who lives somewhere, and of those around them.
    Name,
    /// Where a person lives or is registered.
    Home,
    /// What one person is to another in a household or a tenancy.
    Household,
    /// What a person is: age, sex, education, health.
    Trait,
}

const HEADINGS: [(Personal, &[&str]); 6] = [
    (
        Personal::Identity,
        &[
            "身份证号",
            "身份证号码",
            "身份证",
            "居民身份证号",
            "居民身份证号码",
            "公民身份号码",
            "公民身份证号",
            "公民身份证号码",
            "证件号",
            "证件号码",
            "证件编号",
            "证件类型",
            "护照",
            "护照号",
            "护照号码",
            "港澳通行证号",
            "社保卡号",
            "社会保障号",
            "银行卡号",
            "居住证号",
            "残疾证号",
            "户主身份证号",
            "户主身份证号码",
            "idcard",
            "idcardno",
            "idcardnumber",
            "idno",
            "idnumber",
            "identitycard",
            "identitynumber",
            "nationalid",
            "passport",
            "passportno",
            "passportnumber",
            "credentialno",
        ],
    ),
    (
        Personal::Contact,
        &[
            "联系电话",
            "电话",
            "电话号码",
            "手机",
            "手机号",
            "手机号码",
            "联系方式",
            "联系人电话",
            "本人电话",
            "固定电话",
            "座机",
            "微信号",
            "微信",
            "qq",
            "邮箱",
            "电子邮箱",
            "紧急联系人",
            "紧急联系电话",
            "监护人电话",
            "户主电话",
            "phone",
            "phones",
            "phonenumber",
            "mobile",
            "mobilephone",
            "telephone",
            "tel",
            "email",
            "mail",
            "contact",
            "wechat",
        ],
    ),
    (
        Personal::Name,
        &[
            "户主",
            "户主姓名",
            "承租人",
            "承租人姓名",
            "租户",
            "租户姓名",
            "租客",
            "租客姓名",
            "住户",
            "住户姓名",
            "居民姓名",
            "房东",
            "房东姓名",
            "业主",
            "业主姓名",
            "产权人",
            "监护人",
            "监护人姓名",
            "曾用名",
            "residentname",
            "householder",
            "tenant",
            "owner",
            "guardian",
        ],
    ),
    (
        Personal::Home,
        &[
            "户籍地址",
            "户籍地",
            "户籍",
            "户口所在地",
            "户籍所在地",
            "户籍地详址",
            "家庭住址",
            "家庭地址",
            "现住址",
            "现居住地址",
            "现居住地",
            "居住地址",
            "居住地",
            "住址",
            "暂住地址",
            "详细地址",
            "门牌号",
            "房号",
            "房间号",
            "籍贯",
            "出生地",
            "现住楼栋",
            "居住楼栋",
            "address",
            "addressdetail",
            "homeaddress",
            "birthplace",
            "domicile",
            "roomno",
        ],
    ),
    (
        Personal::Household,
        &[
            "与户主关系",
            "与户主的关系",
            "家庭关系",
            "户号",
            "户编号",
            "家庭编号",
            "家庭成员",
            "人户状态",
            "人户一致",
            "是否人户分离",
            "居住状态",
            "居住类型",
            "居住性质",
            "租住时间",
            "入住时间",
            "入住日期",
            "搬入时间",
            "搬离时间",
            "租期",
            "合同到期",
            "人口类型",
            "人口类别",
            "人员类别",
            "人员类型",
            "居民类别",
            "居民类型",
            "重点人员类别",
            "特殊人群类别",
            "relationship",
            "relationtohead",
            "familyid",
            "householdid",
            "persontype",
            "residenttype",
            "iskeyperson",
            "residencestatus",
            "movein",
            "moveout",
            "moveindate",
            "moveoutdate",
        ],
    ),
    (
        Personal::Trait,
        &[
            "性别",
            "民族",
            "年龄",
            "出生日期",
            "出生年月",
            "出生年月日",
            "生日",
            "政治面貌",
            "婚姻状况",
            "婚姻状态",
            "婚否",
            "文化程度",
            "学历",
            "受教育程度",
            "职业",
            "工作单位",
            "从业状况",
            "就业状况",
            "就业状态",
            "健康状况",
            "身体状况",
            "残疾类别",
            "残疾等级",
            "宗教信仰",
            "兵役状况",
            "服役情况",
            "国籍",
            "血型",
            "gender",
            "sex",
            "age",
            "birth",
            "birthday",
            "birthdate",
            "dateofbirth",
            "nationality",
            "ethnicity",
            "nation",
            "education",
            "occupation",
            "maritalstatus",
            "married",
            "politicalstatus",
            "religion",
            "employer",
            "workplace",
        ],
    ),
];

/// What of a person the cells below a heading tell; `None` for a heading that is not known as one of personal data.
pub(in crate::ledger::workbook) fn personal(heading: &str) -> Option<Personal> {
    let known = |text: &str| HEADINGS.iter().find(|(_, names)| names.contains(&text)).map(|(what, _)| *what);
    let whole = compared(heading);
    // A remark in brackets makes no difference: 身份证号（18位）.
    known(&whole).or_else(|| known(whole.split(['(', '（']).next().unwrap_or_default()))
}

/// What headings hold that are likely such, although no table lists them: 监护人联系电话.
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

/// Whether a heading is, or is likely, one of personal data.
pub(in crate::ledger::workbook) fn is_personal(heading: &str) -> bool {
    let text = compared(heading);
    personal(heading).is_some() || PARTS.iter().any(|part| text.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_all_their_forms() {
        for (heading, what) in [
            ("身份证号", Personal::Identity),
            (" 身份 证号* ", Personal::Identity),
            ("身份证号（18位）", Personal::Identity),
            ("ID_Card", Personal::Identity),
            ("联系电话:", Personal::Contact),
            ("birth_date", Personal::Trait),
            ("与户主\n关系", Personal::Household),
        ] {
            assert_eq!(personal(heading), Some(what), "{heading}");
        }
        for heading in ["网格编号", "户数", "所属网格", "名称", "(身份证号)", ""] {
            assert_eq!(personal(heading), None, "{heading}");
        }
        for likely in ["监护人联系电话", "身份证复印件", "mother_phone"] {
            assert!(personal(likely).is_none() && is_personal(likely), "{likely}");
        }
        for (what, names) in HEADINGS {
            for name in names {
                assert_eq!(compared(name), *name, "{name} stands in the form in which it is compared");
                assert_eq!(personal(name), Some(what), "{name} stands once");
            }
        }
    }
}

//! The table of headings: what the cells below them are.

use std::collections::BTreeMap;

use super::Step;
use crate::text::{canonical, heading_key};

/// What the cells below a heading are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RecordField {
    /// The code of the record (编号).
    Code,
    /// The class (类别): patrol, dispute, hazard, request.
    Class,
    /// Where it happened: the code or the name of an area, grid or place. The smaller the rank, the larger the territory;
    /// the largest rank that is filled in is where the record belongs, and the others say within what it lies.
    Place {
        /// From 0, a province, to 9, a place; 8 is a grid of the lowest level.
        rank: u8,
    },
    /// The longitude of the point where it happened, or its easting in metres. Read by
    /// [`RecordReader::with_points`](super::RecordReader::with_points) only.
    Longitude,
    /// The latitude, or the northing.
    Latitude,
    /// When a step was taken (时间).
    Step(Step),
    /// When it is due (截止时间).
    Due,
    /// Until when the due moment was put off (延期至).
    ExtendedTo,
    /// The state (状态).
    Status,
    /// Whether the resident is content (满意).
    Satisfied,
    /// How urgent it is (紧急程度): red, yellow, blue.
    Urgency,
    /// Who handles it (处置单位).
    Unit,
    /// A column that is not read. Its heading is told in a note.
    Ignored,
}

/// What a heading is, as the table knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Field(RecordField),
    /// Of one person: never read.
    Personal,
    Unknown,
}

use RecordField::{Class, Code, Due, ExtendedTo, Ignored, Place, Satisfied, Status, Unit, Urgency};

const fn place(rank: u8) -> RecordField {
    Place { rank }
}

/// The headings that offices and portals use, in the form in which they are compared. Ids of steps are known too.
const HEADINGS: &[(RecordField, &[&str])] = &[
    (
        Code,
        &[
            "编号",
            "案件编号",
            "案卷编号",
            "事件编号",
            "工单编号",
            "工单号",
            "任务编号",
            "记录编号",
            "流水号",
            "code",
            "id",
            "uniquekey",
            "servicerequestid",
            "requestid",
            "caseid",
            "recordid",
        ],
    ),
    (
        Class,
        &[
            "类别",
            "类型",
            "事件类别",
            "事件类型",
            "案件类型",
            "案件类别",
            "大类",
            "事件大类",
            "案件大类",
            "诉求类别",
            "诉求类型",
            "class",
            "complainttype",
            "servicename",
            "servicecode",
            "category",
            "type",
            "requesttype",
        ],
    ),
    (place(9), &["场所", "场所编号", "场所名称", "楼栋", "楼栋编号", "place", "placecode", "building"]),
    (
        place(8),
        &[
            "网格",
            "网格编号",
            "网格编码",
            "网格代码",
            "网格名称",
            "所属网格",
            "责任网格",
            "微网格",
            "微网格编号",
            "微网格名称",
            "所属微网格",
            "grid",
            "gridcode",
            "microgrid",
            "at",
            "node",
            "nodecode",
        ],
    ),
    (place(7), &["三级网格", "三级网格编号", "三级网格名称", "所属三级网格", "thirdgrid", "block"]),
    (
        place(6),
        &[
            "二级网格",
            "二级网格编号",
            "所属社区",
            "社区",
            "社区名称",
            "社区村",
            "村社区",
            "村",
            "secondgrid",
            "community",
            "neighborhood",
        ],
    ),
    (
        place(5),
        &[
            "街道",
            "街道名称",
            "所属街道",
            "镇街",
            "街镇",
            "乡镇",
            "街道乡镇",
            "subdistrict",
            "communityboard",
            "ward",
            "councildistrict",
        ],
    ),
    (place(4), &["区县", "区", "县", "县区", "所属区", "所属区县", "county", "borough", "district"]),
    (place(3), &["市", "地市", "城市", "prefecture", "city"]),
    (place(0), &["省", "province", "state"]),
    (
        RecordField::Step(Step::Reported),
        &[
            "上报时间",
            "上报日期",
            "发现时间",
            "采集时间",
            "登记时间",
            "诉求时间",
            "来电时间",
            "发生时间",
            "巡查时间",
            "时间",
            "reporteddate",
            "reportedat",
            "createddate",
            "requesteddatetime",
            "openeddate",
            "opendate",
            "createdat",
        ],
    ),
    (RecordField::Step(Step::Filed), &["立案时间", "立案日期", "fileddate", "filedat"]),
    (
        RecordField::Step(Step::Dispatched),
        &["派遣时间", "派遣日期", "派单时间", "交办时间", "转办时间", "dispatcheddate", "dispatchedat", "assigneddate"],
    ),
    (
        RecordField::Step(Step::Accepted),
        &["受理时间", "受理日期", "接单时间", "签收时间", "accepteddate", "acceptedat", "acknowledgeddate"],
    ),
    (RecordField::Step(Step::Contacted), &["联系时间", "首次联系时间", "contacteddate"]),
    (
        RecordField::Step(Step::Handled),
        &[
            "处置时间",
            "处理时间",
            "处置完成时间",
            "处理完成时间",
            "办结时间",
            "化解时间",
            "整改时间",
            "handleddate",
            "handledat",
            "resolveddate",
        ],
    ),
    (RecordField::Step(Step::FedBack), &["反馈时间", "反馈日期", "回复时间", "feedbackdate", "fedbackat"]),
    (RecordField::Step(Step::Checked), &["核查时间", "核实时间", "复核时间", "checkeddate", "checkedat"]),
    (
        RecordField::Step(Step::Closed),
        &["结案时间", "结案日期", "完成时间", "办结日期", "closeddate", "closeddatetime", "closedat", "completeddate"],
    ),
    (RecordField::Step(Step::Evaluated), &["评价时间", "回访时间", "evaluateddate"]),
    (RecordField::Step(Step::Whistled), &["吹哨时间", "whistledat"]),
    (RecordField::Step(Step::ReportedIn), &["报到时间", "reportedinat"]),
    (RecordField::Step(Step::Returned), &["回退时间", "退回时间", "returneddate"]),
    (RecordField::Step(Step::Extended), &["延期时间", "延期申请时间"]),
    (RecordField::Step(Step::Reopened), &["重办时间", "重开时间", "reopeneddate"]),
    (RecordField::Step(Step::Voided), &["作废时间", "voideddate"]),
    (
        Due,
        &[
            "截止时间",
            "截止日期",
            "办理期限",
            "办结时限",
            "要求完成时间",
            "应结案时间",
            "到期时间",
            "due",
            "duedate",
            "expecteddatetime",
            "deadline",
        ],
    ),
    (ExtendedTo, &["延期至", "延期截止时间", "延期后截止时间", "extendedto"]),
    (Status, &["状态", "案件状态", "办理状态", "处理状态", "当前状态", "status"]),
    (Satisfied, &["满意", "满意度", "是否满意", "满意情况", "评价结果", "satisfied", "satisfaction"]),
    (Urgency, &["紧急程度", "紧急度", "等级", "级别", "优先级", "urgency", "priority"]),
    (
        Unit,
        &[
            "处置单位",
            "责任单位",
            "承办单位",
            "主办单位",
            "处置部门",
            "责任部门",
            "agency",
            "agencyresponsible",
            "unit",
            "department",
        ],
    ),
    (RecordField::Longitude, &["经度", "longitude", "lon", "lng", "long"]),
    (RecordField::Latitude, &["纬度", "latitude", "lat"]),
    // What may tell of persons in free words, and what is known but answers nothing here.
    (
        Ignored,
        &[
            "序号",
            "描述",
            "问题描述",
            "事件描述",
            "诉求内容",
            "内容",
            "备注",
            "地址",
            "事发地址",
            "案发地址",
            "位置",
            "小类",
            "事件小类",
            "location",
            "description",
            "descriptor",
            "resolutiondescription",
            "incidentaddress",
            "address",
            "statusnotes",
            "mediaurl",
        ],
    ),
];

/// Headings of data about one person, in the form in which they are compared.
const PERSONAL: &[&str] = &[
    "姓名",
    "反映人",
    "反映人姓名",
    "来电人",
    "来电人姓名",
    "诉求人",
    "诉求人姓名",
    "投诉人",
    "举报人",
    "当事人",
    "当事人姓名",
    "上报人",
    "上报人姓名",
    "采集人",
    "采集人姓名",
    "联系人",
    "户主",
    "户主姓名",
    "居民姓名",
    "性别",
    "年龄",
    "民族",
    "家庭住址",
    "家庭地址",
    "户籍地址",
    "现住址",
    "微信",
    "微信号",
    "qq",
    "邮箱",
    "firstname",
    "lastname",
    "fullname",
    "reporter",
    "complainant",
    "callername",
    "accountid",
    "deviceid",
];

/// What makes a heading one of personal data wherever it stands in it.
const PERSONAL_WITHIN: &[&str] =
    &["身份证", "电话", "手机", "证件号", "银行卡", "联系方式", "phone", "mobile", "email", "idcard", "passport"];

/// A heading without what makes no difference: spaces, capitals, compatibility forms, underscores, stars and colons.
pub(super) fn compared(text: &str) -> String {
    let key = heading_key(text);
    key.trim_matches(['*', ':']).chars().filter(|c| !matches!(c, '_' | '-' | ' ' | '/')).collect()
}

/// Words for "not said", in the form in which they are compared.
const NOT_SAID: [&str; 16] = [
    "",
    "unspecified",
    "0unspecified",
    "unknown",
    "na",
    "none",
    "null",
    "nan",
    "notavailable",
    "未知",
    "不详",
    "无",
    "未填",
    "待定",
    "—",
    ".",
];

/// Whether a text says that nothing is said: `0 Unspecified`, `Unspecified MANHATTAN`, 不详.
pub(super) fn is_not_said(text: &str) -> bool {
    let form = compared(text);
    NOT_SAID.contains(&form.as_str()) || canonical(text).to_lowercase().starts_with("unspecified ")
}

/// The known headings: those of the built-in table, and a user's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Headings {
    own: BTreeMap<String, RecordField>,
}

impl Headings {
    pub(super) fn add(&mut self, heading: &str, field: RecordField) {
        self.own.insert(compared(heading), field);
    }

    /// What a heading is. A heading of personal data stays one, whatever a user says.
    pub(super) fn known(&self, heading: &str) -> Known {
        let key = compared(heading);
        if PERSONAL.contains(&key.as_str()) || PERSONAL_WITHIN.iter().any(|part| key.contains(part)) {
            return Known::Personal;
        }
        if let Some(field) = self.own.get(&key) {
            return Known::Field(*field);
        }
        // A remark in brackets: `户数（户）`.
        let base = key.split(['(', '（']).next().unwrap_or_default();
        let of_table = |key: &str| HEADINGS.iter().find(|(_, names)| names.contains(&key)).map(|(field, _)| *field);
        let of_step = || Step::IDS.iter().position(|id| compared(id) == key).map(|at| RecordField::Step(Step::ALL[at]));
        of_table(&key).or_else(of_step).or_else(|| of_table(base)).map_or(Known::Unknown, Known::Field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_stand_once_in_the_form_in_which_they_are_compared() {
        let headings = Headings::default();
        for (field, names) in HEADINGS {
            for name in *names {
                assert_eq!(compared(name), *name);
                assert_eq!(headings.known(name), Known::Field(*field), "{name} stands once and is not personal");
            }
        }
        for name in PERSONAL.iter().chain(PERSONAL_WITHIN) {
            assert_eq!((compared(name).as_str(), headings.known(name)), (*name, Known::Personal));
        }
    }

    #[test]
    fn spelling_makes_no_difference_and_persons_are_never_read() {
        let mut headings = Headings::default();
        assert_eq!(headings.known(" Created Date* "), Known::Field(RecordField::Step(Step::Reported)));
        assert_eq!(headings.known("community_board"), Known::Field(place(5)));
        assert_eq!(headings.known("结案时间（系统）"), Known::Field(RecordField::Step(Step::Closed)));
        assert_eq!(headings.known("reported_in"), Known::Field(RecordField::Step(Step::ReportedIn)));
        assert_eq!(headings.known("天气"), Known::Unknown);
        headings.add("片区", place(7));
        headings.add("反映人电话", RecordField::Code);
        assert_eq!(headings.known("片 区"), Known::Field(place(7)));
        assert_eq!(headings.known("反映人电话"), Known::Personal);
        assert_eq!(headings.known("第二联系电话"), Known::Personal);
    }
}

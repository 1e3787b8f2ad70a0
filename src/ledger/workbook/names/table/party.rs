//! What the name of a Party organisation (党组织) ends in.

/// Endings that say Party by themselves.
pub(crate) const ENDINGS: &[&str] = &[
    "党委",
    "党工委",
    "党组",
    "党总支",
    "党总支部",
    "党支部",
    "联合支部",
    "党小组",
    "党委会",
    "党支委",
    "机关党委",
    "党组织",
    "党支部委员会",
    "党总支委员会",
    "党的委员会",
    "临时党支部",
    "功能型党支部",
    "工委",
];

/// Endings that say Party unless something else is named before them: 团支部, 居民委员会.
pub(crate) const OPEN_ENDINGS: &[&str] = &["支部", "总支", "总支部", "委员会"];

/// What makes an open ending another organisation's.
pub(crate) const OTHERS: &[&str] = &[
    "团支部",
    "团总支",
    "团委",
    "青年团",
    "共青团",
    "居民委员会",
    "村民委员会",
    "业主委员会",
    "管理委员会",
    "物业管理委员会",
    "监督委员会",
    "调解委员会",
    "治保委员会",
    "妇女委员会",
    "工会委员会",
    "老年委员会",
    "关工委",
    "团工委",
    "妇工委",
    "残工委",
    "民盟",
    "民建",
    "民进",
    "民革",
    "农工",
    "致公",
    "九三",
];

/// What says that 委员会 is the Party's.
pub(crate) const PARTY: &[&str] = &["中共", "共产党", "党"];

/// What says nothing of which organisation is meant.
pub(crate) const GENERIC: &[&str] = &[
    "中共",
    "中国共产党",
    "联合",
    "临时",
    "功能型",
    "社区",
    "网格",
    "小区",
    "楼栋",
    "村",
    "街道",
    "本",
    "所属",
    "所在",
    "基层",
    "上级",
    "有",
    "已成立",
    "已建",
    "机关",
    "党",
    "支部",
    "工作",
];

/// Remarks that say that an organisation does not exist, or not yet: （筹）.
pub(crate) const NOT_THERE: &[&str] =
    &["筹", "筹建", "拟", "待建", "待成立", "未成立", "未建", "待批", "待定", "撤销", "已撤", "注销", "原", "待组建"];

//! The words of the page in both languages.

use crate::message::Term;

macro_rules! labels {
    ($($NAME:ident $id:literal $english:literal $chinese:literal;)+) => {
        $(pub(super) const $NAME: Term = Term::new($english, $chinese);)+
        /// All of them by their names in the script.
        pub(super) const ALL: &[(&str, Term)] = &[$(($id, $NAME)),+];
    };
}

labels! {
    CONTENTS       "contents"       "On this page"                          "目录";
    OVERVIEW       "overview"       "At a glance"                           "概览";
    DECLARED       "declared"       "Declared and counted"                  "申报与统计";
    COVERAGE       "coverage"       "Coverage, the worst first"             "覆盖情况（由低到高）";
    HIERARCHY      "hierarchy"      "The hierarchy"                         "层级";
    MAP            "map"            "The map"                               "地图";
    MAP_HINT       "map_hint"       "Coloured as the hierarchy above; a click goes to a grid, as it does there." "着色与上面的层级相同；点击可选中网格，与上面相同。";
    SEAMLESS       "seamless"       "No defect of a cover is on this map."  "图上未发现覆盖缺陷。";
    RECORDS        "records"        "Records"                               "案件";
    NO_RECORDS     "no_records"     "No record belongs to a territory of this page." "没有属于本页辖区的案件。";
    RECORDS_BELOW  "records_below"  "Of the node chosen in the hierarchy, and of what is directly below it." "显示层级中所选节点及其直接下级。";
    MEDIAN_HINT    "median_hint"    "Times run from report to closing, in minutes." "时长为上报至结案，以分钟计。";
    PERIOD         "period"         "Period"                                "周期";
    ORDER          "order"          "Order by"                              "排序";
    CHOOSE_ONE     "choose_one"     "Choose one in the hierarchy or in the table above." "请在层级或上表中选择一个。";
    BY_CODE        "by_code"        "code"                                  "编码";
    BY_PERIOD      "by_period"      "By period"                             "按周期";
    BY_CLASS       "by_class"       "By class"                              "按类别";
    LATE_ONES      "late_ones"      "Late ones"                             "超期案件";
    RECORDS_FINDINGS "records_findings" "All findings about records"        "案件的全部问题";
    RECORDS_NOTES  "records_notes"  "How the records were read"             "案件读取说明";
    TERRITORY      "territory"      "Territory"                             "辖区";
    TAKEN          "taken"          "Taken"                                 "受理";
    CLOSED         "closed"         "Closed"                                "结案";
    OPEN           "open"           "Open"                                  "未结";
    IN_TIME        "in_time"        "In time"                               "按期率";
    LATE           "late"           "Late"                                  "超期";
    MEDIAN         "median"         "Median"                                "中位时长";
    P90            "p90"            "90 % within"                           "九成时长";
    SATISFIED      "satisfied"      "Satisfied"                             "满意率";
    OTHER_MAP      "other_map"      "on another map"                        "旧图上的辖区";
    FINDINGS       "findings"       "Findings"                              "问题";
    NOTES          "notes"          "How the ledger was read"               "读取说明";
    NODE           "node"           "Node"                                  "节点";
    KIND           "kind"           "Kind"                                  "类别";
    COUNT          "count"          "Count"                                 "数量";
    FIGURE         "figure"         "Figure"                                "指标";
    IS_DECLARED    "is_declared"    "Declared"                              "申报数";
    IS_COUNTED     "is_counted"     "Counted"                               "统计数";
    HOLDS          "holds"          "Holds"                                 "是否相符";
    YES            "yes"            "yes"                                   "相符";
    NO             "no"             "no"                                    "不符";
    UNDECIDABLE    "undecidable"    "undecidable"                           "无法判定";
    UNDECIDED      "undecided"      "Rules that could not judge everything" "未能全部检查的规则";
    QUESTION       "question"       "Question"                              "事项";
    COVERED        "covered"        "Covered"                               "已覆盖";
    LEFT_OUT       "left_out"       "Left out"                              "未覆盖";
    OF             "of"             "of"                                    "共";
    SHARE          "share"          "Share"                                 "覆盖率";
    MORE           "more"           "Show more"                             "显示更多";
    COLOUR         "colour"         "Colour by"                             "着色依据";
    SIZE           "size"           "Width by"                              "宽度依据";
    NODES          "nodes"          "nodes below"                           "下级数量";
    ALIKE          "alike"          "all alike"                             "等宽";
    SEVERITY       "severity"       "Severity"                              "级别";
    RULE           "rule"           "Rule"                                  "规则";
    WHAT           "what"           "What is wrong"                         "说明";
    ANY            "any"            "any"                                   "不限";
    SEARCH         "search"         "Search code, name or text"             "查找编码、名称或说明";
    ONLY_HERE      "only_here"      "only below the node chosen above"      "仅看所选节点之下";
    SHOWN          "shown"          "shown"                                 "条已显示";
    NONE           "none"           "none"                                  "无";
    NO_VALUE       "no_value"       "no value"                              "无数据";
    EVERYTHING     "all"            "Everything"                            "全部";
    UP             "up"             "Up"                                    "上一级";
    SMALL          "small"          "smaller ones, not shown apart"         "其余较小单元（未单独显示）";
    LEGEND_LOW     "legend_low"     "low"                                   "低";
    LEGEND_HIGH    "legend_high"    "high"                                  "高";
    SWITCH         "switch"         "中文"                                  "English";
    NO_SCRIPT      "no_script"      "Without scripts the hierarchy and the findings are not shown." "未启用脚本，层级与问题无法显示。";
    SKIP           "skip"           "Skip to the content"                   "跳到正文";
    PATH           "path"           "Path to the chosen node"               "所选节点的路径";
    KEYS           "keys"           "Choose with Enter; arrow keys move: down and up between levels, left and right between neighbours." "按回车选择；方向键移动：上下换级，左右换邻。";
    SILENT         "silent"         "Not recorded, so it cannot be said"    "未登记，无法判定";
    NO_COVERAGE    "no_coverage"    "There is nothing that could be covered." "没有可统计覆盖情况的单位。";
    NO_TITLE       "no_title"       "Grid governance"                       "网格化治理";
    NO_DECLARED    "no_declared"    "No figure is declared."                "没有申报数。";
    NO_NOTES       "no_notes"       "Nothing is to be said of it."          "没有需要说明之处。";
    UNRECORDED     "unrecorded"     "not recorded"                          "未登记";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_has_a_name_of_its_own_and_both_texts() {
        let mut names: Vec<&str> = ALL.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
        assert!(ALL.iter().all(|(_, term)| !term.english().is_empty() && !term.chinese().is_empty()));
    }
}

use super::*;

#[test]
fn dates_and_numbers_are_told_from_codes_and_names() {
    for date in ["2025-3-1", "2025年3月", "3月1日", "1:30", "12:30:05", "2025.3.1", "2025/3/1 8:00", "3-32"] {
        assert!(is_date(date), "{date}");
    }
    for other in ["t-1", "12", "3.5", "张三", "1号", "13800000000"] {
        assert!(!is_date(other), "{other}");
    }
    for number in ["12", "-3", "3.5", "1,234", "12人", "三百二十", "50%", "1e5"] {
        assert!(is_number(number), "{number}");
    }
    for other in ["万一", "张三", "t-1", "人"] {
        assert!(!is_number(other), "{other}");
    }
}

#[test]
fn error_values_are_told_from_numbers_of_grids() {
    for error in ["#n/a", "#ref!", "#name?", "#div/0!", "#####", "err:502", "#getting_data", "#unknown!"] {
        assert!(is_error_value(error), "{error}");
    }
    for other in ["#", "#1", "#a1", "error", "err:", "n/a"] {
        assert!(!is_error_value(other), "{other}");
    }
}

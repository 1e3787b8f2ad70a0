//! A number as a section shows it.

use super::code::{Part, Section};
use crate::ledger::workbook::day::Calendar;
use crate::ledger::workbook::decimal_text;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"];
/// More digits behind a point than any program shows.
const MOST_DECIMALS: usize = 30;

/// The section that shows a number; that for negative ones has its own sign.
pub(super) fn section_for(sections: &[Section], number: f64) -> Option<&Section> {
    match sections {
        [_, _, zero] if number == 0.0 => Some(zero),
        [_, negative, ..] if number < 0.0 => Some(negative),
        _ => sections.first(),
    }
}

/// The number that a file holds, as the section for it shows it.
pub(super) fn number(sections: &[Section], number: f64, is_1904: bool) -> String {
    let Some(section) = section_for(sections, number) else { return decimal_text(number) };
    let number = if sections.len() > 1 { number.abs() } else { number };
    let shown = if section.iter().any(Part::is_of_moment) {
        moment(section, number, is_1904)
    } else if section.iter().any(|part| matches!(part, Part::Exponent { .. })) {
        scientific(section, number)
    } else {
        fixed(section, number)
    };
    shown.trim().to_owned()
}

/// A date or a time.
fn moment(section: &Section, number: f64, is_1904: bool) -> String {
    let digits = section.iter().find_map(|part| if let Part::Fraction(digits) = part { Some(*digits) } else { None });
    let unit = 10_f64.powi(i32::from(digits.unwrap_or(0)));
    // Whole units of the smallest part that is shown; 8:30 is stored as 0.354166666666667.
    let total = (number.abs() * 86_400.0 * unit).round();
    let seconds = (total / unit).floor();
    let of_day = seconds % 86_400.0;
    #[expect(clippy::cast_sign_loss, reason = "it is the rest of an absolute value")]
    let (hour, minute, second) = ((of_day / 3_600.0) as u32, (of_day / 60.0) as u32 % 60, of_day as u32 % 60);
    let calendar = Calendar::of_number((seconds / 86_400.0).floor(), is_1904);
    let is_halved = section.iter().any(|part| matches!(part, Part::HalfDay { .. }));
    let mut shown = String::new();
    for part in section {
        match part {
            Part::Literal(text) => shown.push_str(text),
            Part::Year(1 | 2) => shown.push_str(&padded((calendar.year % 100).into(), 2)),
            Part::Year(_) => shown.push_str(&padded(calendar.year.into(), 4)),
            Part::Month(times @ 3..) => {
                let name = MONTHS[usize::from(calendar.month.clamp(1, 12)) - 1];
                shown.push_str(match times {
                    3 => &name[..3],
                    5 => &name[..1],
                    _ => name,
                });
            }
            Part::Month(times) => shown.push_str(&padded(calendar.month.into(), *times)),
            Part::Day(times) => shown.push_str(&padded(calendar.day.into(), *times)),
            Part::Weekday(times) => {
                let name = WEEKDAYS[usize::from(calendar.weekday)];
                shown.push_str(if *times == 3 { name.strip_prefix("星期").unwrap_or(name) } else { name });
            }
            Part::Hour(times) if is_halved => shown.push_str(&padded((hour + 11) % 12 + 1, *times)),
            Part::Hour(times) => shown.push_str(&padded(hour, *times)),
            Part::Minute(times) => shown.push_str(&padded(minute, *times)),
            Part::Second(times) => shown.push_str(&padded(second, *times)),
            Part::Fraction(digits) => {
                shown.push('.');
                shown.push_str(&padded_f64(total % unit, *digits));
            }
            Part::HalfDay { morning, afternoon } => shown.push_str(if hour < 12 { morning } else { afternoon }),
            Part::Elapsed(unit, times) => {
                let elapsed = match unit {
                    'h' => seconds / 3_600.0,
                    'm' => seconds / 60.0,
                    _ => seconds,
                };
                shown.push_str(&padded_f64(elapsed.floor(), *times));
            }
            _ => {}
        }
    }
    if number < 0.0 { format!("-{shown}") } else { shown }
}

fn padded(number: u32, times: u8) -> String {
    format!("{number:0>digits$}", digits = usize::from(times.min(2)))
}

fn padded_f64(number: f64, times: u8) -> String {
    format!("{number:0>digits$}", digits = usize::from(times))
}

/// `2.00E+03`; with several places before the point the exponent is a multiple of their number.
fn scientific(section: &Section, number: f64) -> String {
    let at = section.iter().position(|part| matches!(part, Part::Exponent { .. })).unwrap_or(section.len());
    let (mantissa, exponent) = section.split_at(at);
    let point = mantissa.iter().position(|part| *part == Part::Point).unwrap_or(at);
    let whole = mantissa[..point].iter().filter(|part| part.is_place()).count().max(1) as i32;
    let decimals = mantissa[point..].iter().filter(|part| part.is_place()).count().min(MOST_DECIMALS);
    let mut power = if number == 0.0 { 0 } else { number.abs().log10().floor() as i32 };
    power = power.div_euclid(whole) * whole;
    let mut text = format!("{:.decimals$}", number / 10_f64.powi(power));
    // Rounding may have made another digit: 9.999 is 10.00.
    if text.trim_start_matches('-').split('.').next().is_some_and(|digits| digits.len() as i32 > whole) {
        power += whole;
        text = format!("{:.decimals$}", number / 10_f64.powi(power));
    }
    let is_signed = matches!(exponent.first(), Some(Part::Exponent { is_signed: true }));
    let places = exponent.iter().filter(|part| part.is_place()).count();
    let sign = if power < 0 {
        "-"
    } else if is_signed {
        "+"
    } else {
        ""
    };
    let literal = |parts: &[Part]| -> String {
        parts
            .iter()
            .filter_map(|part| if let Part::Literal(text) = part { Some(text.as_str()) } else { None })
            .collect()
    };
    let before = literal(&mantissa[..mantissa.iter().position(Part::is_place).unwrap_or(0)]);
    format!("{before}{text}E{sign}{:0>places$}{}", power.abs(), literal(exponent))
}

/// Digits in their places, with what stands between them.
fn fixed(section: &Section, number: f64) -> String {
    let Some(last) = section.iter().rposition(Part::is_place) else {
        // No place for a digit: the texts are all that is shown, with the number where it is general.
        let texts = section.iter().map(|part| match part {
            Part::Literal(text) => text.clone(),
            Part::General => decimal_text(number),
            Part::Percent => "%".to_owned(),
            _ => String::new(),
        });
        return texts.collect();
    };
    let percents = section.iter().filter(|part| **part == Part::Percent).count() as i32;
    // Each comma behind the last digit leaves three digits out.
    let thousands = section[last..].iter().filter(|part| **part == Part::Comma).count() as i32;
    let number = number * 10_f64.powi(2 * percents - 3 * thousands);
    let point = section.iter().position(|part| *part == Part::Point).unwrap_or(section.len());
    let decimals = section[point..].iter().filter(|part| part.is_place()).count().min(MOST_DECIMALS);
    let text = format!("{:.decimals$}", number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_grouped = section[..point.min(last)].contains(&Part::Comma);
    let mut shown = if number < 0.0 { vec!["-".to_owned()] } else { Vec::new() };
    let behind = behind_point(&section[point.min(section.len())..], fraction);
    shown.push(before_point(&section[..point], whole, is_grouped));
    shown.push(behind);
    shown.concat()
}

/// The digits before the point fill their places from the right; those for which there is none stand at the first.
fn before_point(parts: &[Part], whole: &str, is_grouped: bool) -> String {
    let whole = if whole == "0" && !parts.contains(&Part::Zero) { "" } else { whole };
    let mut digits: Vec<char> = whole.chars().collect();
    let first = parts.iter().position(Part::is_place);
    let mut reversed: Vec<String> = Vec::new();
    let mut count = 0_usize;
    let mut put = |reversed: &mut Vec<String>, digit: char| {
        if is_grouped && count > 0 && count.is_multiple_of(3) {
            reversed.push(",".to_owned());
        }
        count += 1;
        reversed.push(digit.to_string());
    };
    for (at, part) in parts.iter().enumerate().rev() {
        match part {
            Part::Zero | Part::Digit => {
                let digit = digits.pop().or_else(|| (*part == Part::Zero).then_some('0'));
                if let Some(digit) = digit {
                    put(&mut reversed, digit);
                }
                if Some(at) == first {
                    while let Some(digit) = digits.pop() {
                        put(&mut reversed, digit);
                    }
                }
            }
            Part::Literal(text) => reversed.push(text.clone()),
            Part::Percent => reversed.push("%".to_owned()),
            _ => {}
        }
    }
    reversed.reverse();
    reversed.concat()
}

fn behind_point(parts: &[Part], fraction: &str) -> String {
    let mut digits: Vec<char> = fraction.chars().collect();
    // Zeros at the end for which `#` stands are not shown.
    let optional = parts.iter().rev().filter(|part| part.is_place()).take_while(|part| **part == Part::Digit).count();
    for _ in 0..optional {
        if digits.pop_if(|digit| *digit == '0').is_none() {
            break;
        }
    }
    let mut digits = digits.into_iter();
    let mut shown = String::new();
    for part in parts {
        match part {
            Part::Point => shown.push('.'),
            Part::Zero | Part::Digit => shown.extend(digits.next()),
            Part::Literal(text) => shown.push_str(text),
            Part::Percent => shown.push('%'),
            _ => {}
        }
    }
    shown
}

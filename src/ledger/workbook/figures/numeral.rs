//! Numbers without words around them: digits in groups, 万 and 亿, Chinese numerals.

use super::Number;

/// Why a text is not one number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NotOne {
    /// It is no number.
    Not,
    /// It may be several.
    Ambiguous(Vec<String>),
    /// It is beyond 128 bits, or has too many digits behind the point.
    TooLong,
}

/// The powers of ten that Chinese has words for.
const POWERS: [(char, u32); 12] = [
    ('十', 1),
    ('拾', 1),
    ('百', 2),
    ('佰', 2),
    ('千', 3),
    ('仟', 3),
    ('万', 4),
    ('萬', 4),
    ('亿', 8),
    ('億', 8),
    ('w', 4),
    ('W', 4),
];

const DIGITS: [(char, i128); 26] = [
    ('〇', 0),
    ('零', 0),
    ('○', 0),
    ('一', 1),
    ('壹', 1),
    ('二', 2),
    ('贰', 2),
    ('貳', 2),
    ('两', 2),
    ('兩', 2),
    ('三', 3),
    ('叁', 3),
    ('四', 4),
    ('肆', 4),
    ('五', 5),
    ('伍', 5),
    ('六', 6),
    ('陆', 6),
    ('陸', 6),
    ('七', 7),
    ('柒', 7),
    ('八', 8),
    ('捌', 8),
    ('九', 9),
    ('玖', 9),
    ('〡', 1),
];

pub(crate) fn power(c: char) -> Option<u32> {
    POWERS.iter().find(|(word, _)| *word == c).map(|(_, power)| *power)
}

fn digit(c: char) -> Option<i128> {
    DIGITS.iter().find(|(word, _)| *word == c).map(|(_, digit)| *digit)
}

/// Whether a character can be part of a number in Chinese numerals.
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || power(c).is_some() || c == '廿' || c == '卅'
}

/// A number as it is written, without words around it: half-width, spaces single.
pub(crate) fn read(text: &str) -> Result<Number, NotOne> {
    let (negative, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let number = unsigned(text)?;
    if !negative {
        return Ok(number);
    }
    number.units.checked_neg().map(|units| Number { units, ..number }).ok_or(NotOne::TooLong)
}

fn unsigned(text: &str) -> Result<Number, NotOne> {
    if text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return with_powers(text);
    }
    if !text.is_empty() && text.chars().all(is_numeral) { chinese(text) } else { Err(NotOne::Not) }
}

/// `3.8万`, `1亿2000万`: digits, each with a word for a power of ten but the last.
fn with_powers(text: &str) -> Result<Number, NotOne> {
    // Each number that is followed by another, with its power and the text of that; the last one apart.
    let (mut followed, mut text) = (Vec::new(), text);
    let mut last = loop {
        let end = text.find(|c: char| power(c).is_some()).unwrap_or(text.len());
        let number = grouped(text[..end].trim_end())?;
        let rest = &text[end..];
        if rest.is_empty() {
            break number;
        }
        let words: String = rest.chars().take_while(|c| power(*c).is_some()).collect();
        let raised: u32 = words.chars().filter_map(power).sum();
        let behind = rest[words.len()..].trim_start();
        let number = number.raised(raised).ok_or(NotOne::TooLong)?;
        if behind.is_empty() {
            break number;
        }
        followed.push((number, raised, behind));
        text = behind;
    };
    for (number, raised, behind) in followed.into_iter().rev() {
        last = with_lower(number, raised, behind, last)?;
    }
    Ok(last)
}

/// A number with a power, and the lower number behind it.
fn with_lower(number: Number, raised: u32, behind: &str, lower: Number) -> Result<Number, NotOne> {
    let is_below = 10_i128.checked_pow(raised).is_some_and(|unit| lower.units < unit && lower.scale == 0);
    // 3万8 is said for 38,000 and may be meant as 30,008.
    if behind.chars().all(|c| c.is_ascii_digit()) && behind.len() < raised as usize {
        let said = lower.raised(raised - behind.len() as u32).and_then(|lower| number.plus(lower));
        let literal = number.plus(lower);
        let both = [said, literal].into_iter().flatten().map(|number| number.to_string());
        return Err(NotOne::Ambiguous(both.collect()));
    }
    if is_below { number.plus(lower).ok_or(NotOne::TooLong) } else { Err(NotOne::Not) }
}

/// Digits, in groups of three perhaps, with a point perhaps.
fn grouped(text: &str) -> Result<Number, NotOne> {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    if is_digits(whole) && fraction.is_none_or(is_digits) {
        return plain(whole, fraction.unwrap_or(""));
    }
    if !text.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\'' | '’')) {
        return Err(NotOne::Not);
    }
    let is_sign = |c: char| matches!(c, ',' | ' ' | '\'' | '’');
    let signs: Vec<char> = whole.chars().filter(|c| is_sign(*c)).collect();
    let groups: Vec<&str> = whole.split(is_sign).collect();
    let is_grouped = signs.windows(2).all(|pair| pair[0] == pair[1])
        && (1..=3).contains(&groups[0].len())
        && !(groups[0].starts_with('0'))
        && groups[1..].iter().all(|group| group.len() == 3)
        && groups.iter().all(|group| is_digits(group));
    if is_grouped && !signs.is_empty() && fraction.is_none_or(is_digits) {
        return plain(&groups.concat(), fraction.unwrap_or(""));
    }
    Err(NotOne::Ambiguous(possible(text)))
}

/// What digits with signs in unusual places may be: one number without the signs, one with a point, or several.
fn possible(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let mut all = vec![parts.concat()];
    if let Some((last, first)) = parts.split_last()
        && !text.contains(' ')
        && !first.is_empty()
    {
        all.push(format!("{}.{last}", first.concat()));
    } else if parts.len() == 1 && text.starts_with('.') {
        all.push(format!("0.{}", parts[0]));
    }
    if parts.len() > 1 {
        all.push(parts.join(" | "));
    }
    all.dedup();
    all
}

fn plain(whole: &str, fraction: &str) -> Result<Number, NotOne> {
    const SCALE: usize = 18;
    if fraction.len() > SCALE {
        return Err(NotOne::TooLong);
    }
    let units = whole
        .bytes()
        .chain(fraction.bytes())
        .try_fold(0_i128, |units, byte| units.checked_mul(10)?.checked_add(i128::from(byte - b'0')));
    units.map(|units| Number { units, scale: fraction.len() as u8 }).ok_or(NotOne::TooLong)
}

/// Chinese numerals: with words for powers (三百二十), or digit by digit (二〇二五).
fn chinese(text: &str) -> Result<Number, NotOne> {
    let spelled = text.replace('廿', "二十").replace('卅', "三十");
    let integer = |units| Number { units, scale: 0 };
    if !spelled.chars().any(|c| power(c).is_some()) {
        let digits: Vec<i128> = spelled.chars().filter_map(digit).collect();
        let units = digits.iter().try_fold(0_i128, |units, digit| units.checked_mul(10)?.checked_add(*digit));
        let units = units.ok_or(NotOne::TooLong)?;
        // 三四 is said for three or four.
        return match digits[..] {
            [low, high] if low + 1 == high => Err(NotOne::Ambiguous(vec![format!("{low}-{high}"), units.to_string()])),
            _ => Ok(integer(units)),
        };
    }
    // A section is what stands in front of 万 or 亿.
    let (mut total, mut section, mut pending, mut last_power) = (0_i128, 0_i128, None::<i128>, 0_u32);
    let mut has_zero = false;
    let mut below = [u32::MAX; 2];
    for c in spelled.chars() {
        if let Some(value) = digit(c) {
            match pending {
                None | Some(0) => {}
                Some(before) if before + 1 == value => {
                    return Err(NotOne::Ambiguous(vec![format!("{before}-{value}")]));
                }
                Some(_) => return Err(NotOne::Not),
            }
            has_zero = value == 0;
            if value != 0 || pending.is_none() {
                pending = (value != 0).then_some(value);
            }
            continue;
        }
        let power = power(c).ok_or(NotOne::Not)?;
        let unit = 10_i128.pow(power);
        if power < 4 {
            // Powers fall within a section; 十 alone is 10.
            if power >= below[0] || pending.is_none() && (power != 1 || section != 0 && !has_zero) {
                return Err(NotOne::Not);
            }
            section += pending.take().unwrap_or(1) * unit;
            below[0] = power;
        } else {
            if power >= below[1] {
                return Err(NotOne::Not);
            }
            section += pending.take().unwrap_or(0);
            if section == 0 {
                return Err(NotOne::Not);
            }
            total += section * unit;
            section = 0;
            below = [u32::MAX, power];
        }
        (last_power, has_zero) = (power, false);
    }
    let Some(last) = pending else { return Ok(integer(total + section)) };
    let literal = total + section + last;
    // 三百二 is said for 320 and may be meant as 302, which is 三百零二.
    if last_power > 1 && !has_zero && !ends_in_zero_and_digit(&spelled) {
        let said = total + section + last * 10_i128.pow(last_power - 1);
        return Err(NotOne::Ambiguous(vec![said.to_string(), literal.to_string()]));
    }
    Ok(integer(literal))
}

fn ends_in_zero_and_digit(text: &str) -> bool {
    text.chars().rev().nth(1).is_some_and(|c| digit(c) == Some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read(text) {
            Ok(number) => number.to_string(),
            Err(NotOne::Ambiguous(all)) => format!("? {}", all.join(", ")),
            Err(other) => format!("{other:?}"),
        }
    }

    #[test]
    fn chinese_numerals_are_read_exactly() {
        for (text, number) in [
            ("三百二十", "320"),
            ("十", "10"),
            ("十二", "12"),
            ("二十", "20"),
            ("一百零五", "105"),
            ("一千零二十", "1020"),
            ("两百", "200"),
            ("三万八千", "38000"),
            ("三万零五", "30005"),
            ("一亿二千万", "120000000"),
            ("廿三", "23"),
            ("卅", "30"),
            ("壹佰贰拾", "120"),
            ("二〇二五", "2025"),
            ("零", "0"),
            ("一二三", "123"),
            ("一百一十", "110"),
            ("一千二百三十四", "1234"),
            ("五", "5"),
            ("一百零十", "110"),
            ("三百零二", "302"),
        ] {
            assert_eq!(shown(text), number, "{text}");
        }
    }

    #[test]
    fn what_may_be_two_numbers_lists_both() {
        assert_eq!(shown("三百二"), "? 320, 302");
        assert_eq!(shown("三万八"), "? 38000, 30008");
        assert_eq!(shown("三四"), "? 3-4, 34");
        assert_eq!(shown("3万8"), "? 38000, 30008");
        assert_eq!(shown("1,23"), "? 123, 1.23, 1 | 23");
        assert_eq!(shown("0,5"), "? 05, 0.5, 0 | 5");
        assert_eq!(shown("1.234.567"), "? 1234567, 1234.567, 1 | 234 | 567");
        assert_eq!(shown("12 34"), "? 1234, 12 | 34");
        assert_eq!(shown(".5"), "? 5, 0.5");
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["", "-", "百十", "十百", "万", "abc", "三十百", "1万2亿", "--5", "十十"] {
            assert_eq!(shown(text), "Not", "{text}");
        }
        assert_eq!(shown(&"9".repeat(60)), "TooLong");
        assert_eq!(shown("0.1234567890123456789"), "TooLong");
        assert_eq!(shown(&"九".repeat(60)), "TooLong");
    }
}

//! The code of a format, as sections of parts.

/// What a section shows, from left to right.
pub(super) type Section = Vec<Part>;

/// A part of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// A text that stands for itself.
    Literal(String),
    /// `0`: a digit, or zero where there is none.
    Zero,
    /// `#` or `?`: a digit, or nothing where there is none.
    Digit,
    Point,
    /// A comma: groups of three digits, or thousands where it ends the digits.
    Comma,
    Percent,
    /// `E+` or `E-`: the exponent follows; the sign of a positive one is shown by the first.
    Exponent {
        is_signed: bool,
    },
    /// `General`: as many digits as the number has.
    General,
    /// So many letters: `yyyy`, `mmm`, `dd`, `aaaa`.
    Year(u8),
    Month(u8),
    Day(u8),
    Weekday(u8),
    Hour(u8),
    Minute(u8),
    Second(u8),
    /// Tenths of a second and smaller: so many digits.
    Fraction(u8),
    /// Morning or afternoon, in these words.
    HalfDay {
        morning: String,
        afternoon: String,
    },
    /// Hours, minutes or seconds beyond a day: `[h]`.
    Elapsed(char, u8),
}

impl Part {
    /// Whether it is a part of a date or a time.
    pub(super) fn is_of_moment(&self) -> bool {
        matches!(
            self,
            Part::Year(_)
                | Part::Month(_)
                | Part::Day(_)
                | Part::Weekday(_)
                | Part::Hour(_)
                | Part::Minute(_)
                | Part::Second(_)
                | Part::HalfDay { .. }
                | Part::Elapsed(..)
        )
    }

    /// Whether it holds a place for a digit.
    pub(super) fn is_place(&self) -> bool {
        matches!(self, Part::Zero | Part::Digit)
    }
}

/// Whether a section shows something else than the digits of a number.
pub(super) fn says_more(section: &Section) -> bool {
    let first = section.iter().position(Part::is_place).unwrap_or(section.len());
    let last = section.iter().rposition(Part::is_place).unwrap_or(0);
    section.iter().enumerate().any(|(at, part)| match part {
        // Signs and brackets around the digits are those of a number.
        Part::Literal(text) if at < first || at > last => text.contains(|c: char| !" -+()\u{a0}".contains(c)),
        Part::Literal(text) => text.contains(|c: char| c != ' ' || (first < at && at < last)),
        // Thousands are left out.
        Part::Comma => at > last,
        // 12.00 has digits that the number has not.
        Part::Point => section[at..].iter().any(|part| matches!(part, Part::Zero)),
        Part::Zero | Part::Digit | Part::General => false,
        _ => true,
    })
}

/// The sections of a code for numbers; `None` where it is not understood: fractions, conditions, numerals of other
/// scripts.
pub(super) fn sections(code: &str) -> Option<Vec<Section>> {
    let mut sections = vec![Section::new()];
    let mut characters = code.chars().peekable();
    while let Some(character) = characters.next() {
        let section = sections.last_mut()?;
        match character {
            ';' => sections.push(Section::new()),
            '\\' => push_literal(section, &characters.next()?.to_string()),
            '"' => {
                let quoted: String = characters.by_ref().take_while(|c| *c != '"').collect();
                push_literal(section, &quoted);
            }
            // The width of a character, or one that fills the cell: it shows as space.
            '_' => {
                characters.next()?;
                push_literal(section, " ");
            }
            '*' => drop(characters.next()?),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                bracket(section, &inside)?;
            }
            '0' => section.push(Part::Zero),
            '#' | '?' => section.push(Part::Digit),
            '.' if section.last().is_some_and(|part| matches!(part, Part::Second(_) | Part::Elapsed('s', _))) => {
                section.push(Part::Fraction(run(&mut characters, '0')));
            }
            '.' => section.push(Part::Point),
            ',' => section.push(Part::Comma),
            '%' => section.push(Part::Percent),
            'E' | 'e' if matches!(characters.peek(), Some('+' | '-')) => {
                section.push(Part::Exponent { is_signed: characters.next() == Some('+') });
            }
            'G' | 'g' => {
                let rest: String = characters.clone().take(6).collect();
                // `G/通用格式` is the same in Chinese programs.
                if rest.eq_ignore_ascii_case("eneral") {
                    characters.nth(5);
                } else if characters.clone().take(5).collect::<String>() == "/通用格式" {
                    characters.nth(4);
                } else {
                    return None;
                }
                section.push(Part::General);
            }
            'A' | 'a' if half_day(&mut characters, section) => {}
            '上' if characters.clone().take(4).eq("午/下午".chars()) => {
                characters.nth(3);
                section.push(Part::HalfDay { morning: "上午".to_owned(), afternoon: "下午".to_owned() });
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'a' | 'A' | 'e' => {
                let more = run(&mut characters, character);
                letters(section, character.to_ascii_lowercase(), more + 1)?;
            }
            // The text of the cell, which a number is not.
            '@' => section.push(Part::General),
            // What Excel shows without quotes, and characters beyond ASCII.
            '$' | '¥' | '￥' | '+' | '-' | '(' | ')' | ':' | ' ' | '!' | '&' | '~' | '{' | '}' | '=' | '<' | '>'
            | '\'' | '^' => push_literal(section, &character.to_string()),
            '/' if section.iter().any(Part::is_of_moment) => push_literal(section, "/"),
            _ if !character.is_ascii() => push_literal(section, &character.to_string()),
            _ => return None,
        }
    }
    for section in &mut sections {
        months_that_are_minutes(section);
    }
    sections.truncate(3);
    Some(sections)
}

fn push_literal(section: &mut Section, text: &str) {
    match section.last_mut() {
        Some(Part::Literal(before)) => before.push_str(text),
        _ => section.push(Part::Literal(text.to_owned())),
    }
}

/// How many more of a letter follow, whatever their case; they are passed over.
fn run(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, letter: char) -> u8 {
    let mut more = 0_u8;
    while characters.next_if(|next| next.eq_ignore_ascii_case(&letter)).is_some() {
        more = more.saturating_add(1);
    }
    more
}

/// What stands in brackets: `[h]`, a colour, a language, a currency.
fn bracket(section: &mut Section, inside: &str) -> Option<()> {
    let unit = inside.to_ascii_lowercase();
    if let Some(letter) = unit.chars().next().filter(|letter| "hms".contains(*letter))
        && unit.chars().all(|other| other == letter)
    {
        section.push(Part::Elapsed(letter, unit.len().min(9) as u8));
        return Some(());
    }
    match inside.strip_prefix('$') {
        Some(currency) => push_literal(section, currency.split('-').next().unwrap_or_default()),
        // Digits of another script, and numbers for which a section holds.
        None if unit.starts_with("dbnum") || unit.starts_with(['<', '>', '=']) => return None,
        None => {}
    }
    Some(())
}

/// `AM/PM` or `A/P` behind its first letter.
fn half_day(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, section: &mut Section) -> bool {
    for (rest, words) in [("M/PM", ("AM", "PM")), ("/P", ("A", "P"))] {
        let found: String = characters.clone().take(rest.len()).collect();
        if found.eq_ignore_ascii_case(rest) {
            characters.nth(rest.len() - 1);
            section.push(Part::HalfDay { morning: words.0.to_owned(), afternoon: words.1.to_owned() });
            return true;
        }
    }
    false
}

fn letters(section: &mut Section, letter: char, times: u8) -> Option<()> {
    section.push(match letter {
        'y' => Part::Year(times),
        // The year of an era, which in China is the year.
        'e' => Part::Year(4),
        'm' => Part::Month(times),
        'a' | 'd' if times > 2 => Part::Weekday(times),
        'd' => Part::Day(times),
        'h' => Part::Hour(times),
        's' => Part::Second(times),
        _ => return None,
    });
    Some(())
}

/// `m` means minutes behind hours and before seconds.
fn months_that_are_minutes(section: &mut Section) {
    let moments: Vec<usize> = (0..section.len())
        .filter(|at| section[*at].is_of_moment() && !matches!(section[*at], Part::HalfDay { .. }))
        .collect();
    for (order, at) in moments.iter().enumerate() {
        let Part::Month(times) = section[*at] else { continue };
        let before = order.checked_sub(1).map(|before| &section[moments[before]]);
        let after = moments.get(order + 1).map(|after| &section[*after]);
        let is_time = matches!(before, Some(Part::Hour(_) | Part::Elapsed('h', _)))
            || matches!(after, Some(Part::Second(_) | Part::Elapsed('s', _)));
        if is_time && times <= 2 {
            section[*at] = Part::Minute(times);
        }
    }
}

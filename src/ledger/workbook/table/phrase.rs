//! What a cell says of its line: that it is a total, an example, a note, and the like.

use crate::ledger::workbook::brackets::{behind, enclosed};
use std::sync::LazyLock;

use crate::ledger::workbook::line_words::{LineWord, LineWords, NAMELESS, PAGES, SCOPES, WHOLES, bare, is_han, plain};

/// What a total is of, as its phrase says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Scope {
    /// Nothing is said.
    Unsaid,
    /// Of everything, such as 全街道合计.
    Whole,
    /// Of what has this name or code, such as 惠民社区小计.
    Named(String),
}

/// What a cell says of its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Speech {
    Total {
        scope: Scope,
        is_part: bool,
    },
    /// A part of what stands above: 其中：出租户.
    Breakdown,
    /// `is_example` where the word can mean nothing but an example; 示范 may also be an honour.
    Sample {
        is_whole: bool,
        is_example: bool,
    },
    /// A label such as 填表人: whether its value stands in the same cell, and whether it may as well be the value of a
    /// column of posts or kinds (负责人, 单位).
    Label {
        has_value: bool,
        may_be_value: bool,
    },
    Note,
    /// A note only if nothing else stands in the line: `1. …`, `* …`, 以上数据…, a sentence.
    MaybeNote,
    End,
    /// `may_be_name` where a word of instruction is only a part: 唯一网吧.
    Instruction {
        may_be_name: bool,
    },
    Nothing,
}

/// What a text says, the surest first; `None` for nearly all texts of a ledger.
pub(super) fn speech(text: &str, words: &LineWords) -> Option<Speech> {
    if words.says_nothing(text) {
        return Some(Speech::Nothing);
    }
    if !is_marked(text) && !words.may_speak(text) {
        return None;
    }
    let low = plain(text);
    if is_end(&low, words) {
        return Some(Speech::End);
    }
    if low.starts_with("其中") {
        return Some(Speech::Breakdown);
    }
    total(text, words)
        .or_else(|| label(text, &low, words))
        .or_else(|| is_note(&low, words).then_some(Speech::Note))
        .or_else(|| sample(&low, words))
        .or_else(|| instruction(&low, words))
        .or_else(|| is_maybe_note(&low).then_some(Speech::MaybeNote))
}

/// Whether a text of a cell says something of its line by the built-in words, so that it must be marked as literal where
/// it is a name.
pub(in crate::ledger::workbook) fn says_something(text: &str) -> bool {
    static WORDS: LazyLock<LineWords> = LazyLock::new(LineWords::default);
    speech(text, &WORDS).is_some()
}

fn is_end(low: &str, words: &LineWords) -> bool {
    words.is_plain(LineWord::End, low.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// The phrase of a total: `[whose] word [(unit)] [count]`.
fn total(text: &str, words: &LineWords) -> Option<Speech> {
    let whole = bare(text);
    let low = whole.to_ascii_lowercase();
    // 共2个网格 needs no word for a total.
    if low.strip_prefix('共').is_some_and(|rest| is_count(rest, true)) {
        return Some(Speech::Total { scope: Scope::Unsaid, is_part: false });
    }
    let both = words
        .of(LineWord::Total)
        .map(|word| (word, false))
        .chain(words.of(LineWord::PartTotal).map(|word| (word, true)));
    let found = both.filter_map(|(word, is_part)| {
        let at = low.rfind(word)?;
        let (front, rest) = (&whole[..at], &whole[at + word.len()..]);
        let (named, is_page) = named_in_front(front, word, text)?;
        let named_behind = named_behind(rest, word.is_ascii())?;
        let scope = match (named, named_behind) {
            (Scope::Unsaid, Some(name)) => Scope::Named(name),
            (scope, _) => scope,
        };
        Some((word.len(), Speech::Total { scope, is_part: is_part || is_page }))
    });
    found.max_by_key(|(length, _)| *length).map(|(_, phrase)| phrase)
}

/// Whose total it is, from what stands in front of the word; `None` where that makes it another word.
fn named_in_front(front: &str, word: &str, text: &str) -> Option<(Scope, bool)> {
    let numbered = |c: char| c.is_ascii_digit() || ".、,:;-—*=()[]#".contains(c) || "一二三四五六七八九十".contains(c);
    let front = front.trim_end_matches([':', '-', '—', '_', ',', '、', '*', '(', '[', '=']);
    if front.chars().all(numbered) {
        return Some((Scope::Unsaid, false));
    }
    let is_latin = word.is_ascii();
    let stands_alone = plain(text.split_whitespace().last().unwrap_or_default()).trim_end_matches(':') == word;
    if word == "计" || front.chars().count() > 24 || (is_latin && !front.ends_with(is_han) && !stands_alone) {
        return None;
    }
    // Of 惠民社区户数合计 the name is 惠民社区.
    let measured = ["网格数", "户数", "人数", "人口", "数据"];
    let name = measured.iter().find_map(|measure| front.strip_suffix(measure)).unwrap_or(front);
    if PAGES.contains(&name) {
        return Some((Scope::Unsaid, true));
    }
    let is_scope = |whole: &str| name.strip_prefix(whole).is_some_and(|scope| SCOPES.contains(&scope));
    let is_whole = name.is_empty() || NAMELESS.contains(&name) || WHOLES.iter().any(|whole| is_scope(whole));
    Some((if is_whole { Scope::Whole } else { Scope::Named(name.to_owned()) }, false))
}

/// Whose total it is, from what stands behind the word: nothing, a unit, a count, a name in brackets. The outer
/// `None` is for what makes it another word.
#[allow(clippy::option_option, reason = "no name, and no total, are two answers of one small private function")]
fn named_behind(rest: &str, is_latin: bool) -> Option<Option<String>> {
    // 合计-1 and SUM-1 are codes.
    if rest.strip_prefix('-').is_some_and(|number| number.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        return None;
    }
    if is_latin && !(rest.is_empty() || rest.starts_with([':', '(']) || rest.to_ascii_lowercase().starts_with("of")) {
        return None;
    }
    let rest = rest.trim_matches([':', '-', '—', '*', '=', '。', '.', ',', ';', ')', ']']);
    if rest.is_empty() || NAMELESS.contains(&rest) || ["数", "行", "栏", "项", "值"].contains(&rest) {
        return Some(None);
    }
    if let Some(("", inside)) = behind(&format!("{rest})")).or_else(|| behind(rest)) {
        let is_unit = inside.chars().count() <= 2 || is_count(inside, false) || NAMELESS.contains(&inside);
        return Some((!is_unit).then(|| inside.to_owned()));
    }
    if let Some(name) = rest.strip_prefix("of").or_else(|| rest.strip_prefix("OF")) {
        return Some(Some(name.to_owned()));
    }
    is_count(rest, true).then_some(None)
}

/// Whether a text counts: `2`, `2个`, `52个网格`, `420户、1200人`; but not `1号楼`.
pub(super) fn is_count(text: &str, may_be_long: bool) -> bool {
    let text = text.trim_start_matches('共');
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百两".contains(c));
    let is_place = text.contains(['号', '路', '巷', '弄', '#', '-', '第']);
    let letters = text.chars().filter(|c| !c.is_ascii_digit() && !",.、;".contains(*c)).count();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    begins && !is_place && letters <= if may_be_long { 12 } else { 4 } && (letters > 0 || digits <= 5 || may_be_long)
}

/// What words begin with that can be nothing but labels, even without a colon.
const ONLY_LABELS: [char; 6] = ['填', '制', '审', '复', '校', '签'];

/// A label in front of a colon or a space, alone in its cell or with its value.
fn label(text: &str, low: &str, words: &LineWords) -> Option<Speech> {
    let is_label = |head: &str| {
        let head = behind(head).map_or(head, |(front, _)| front).trim_end_matches(['_', '.']);
        head.chars().count() <= 14 && words.of(LineWord::Label).any(|word| head.ends_with(word))
    };
    if let Some((head, value)) = low.split_once(':') {
        return is_label(head)
            .then(|| Speech::Label { has_value: value.chars().any(char::is_alphanumeric), may_be_value: false });
    }
    let is_word = |head: &str| words.is_plain(LineWord::Label, behind(head).map_or(head, |(front, _)| front));
    if is_word(low) {
        return Some(Speech::Label { has_value: false, may_be_value: !low.starts_with(ONLY_LABELS) });
    }
    let (head, _) = text.trim().split_once(char::is_whitespace)?;
    is_word(&plain(head)).then_some(Speech::Label { has_value: true, may_be_value: !head.starts_with(ONLY_LABELS) })
}

/// Whether a text opens with a word for a note, a number perhaps, and a sign behind it.
fn is_note(low: &str, words: &LineWords) -> bool {
    words.of(LineWord::Note).any(|word| {
        let open = low.strip_prefix(['(', '[', '*', '※']).unwrap_or(low);
        let Some(rest) = open.strip_prefix(word) else { return false };
        // 附1号楼 is a building; 注1: is a note.
        let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        behind.is_empty() || behind.starts_with([':', '.', '、', ',', ']', ')'])
    })
}

/// Signs and words that open a note; whether the text is one, the rest of the line tells.
const NOTE_SIGNS: [char; 9] = ['*', '※', '★', '☆', '▲', '△', '●', '◆', '#'];
const NOTE_OPENINGS: [&str; 10] =
    ["以上数据", "以上信息", "以上为", "上述", "本表", "此表", "本台账", "数据截", "截至", "截止"];
/// Shorter texts are rather names: 1、惠民社区.
const NOTE_AT_LEAST: usize = 8;

/// Whether a text holds or begins with something that no word of the table has, but that says something.
fn is_marked(text: &str) -> bool {
    let text = text.trim_start();
    let Some(first) = text.chars().next() else { return false };
    let numbers = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let is_long = text.len() > NOTE_AT_LEAST && text.contains(is_han);
    !first.is_alphanumeric()
        || "共其填请".contains(first)
        || text.contains([':', '：', '。', '；', ';'])
        || numbers(first) && (text.contains('位') || is_long && text.contains(['.', '、', '．']))
        || text.len() > 60 && is_long
        || NOTE_OPENINGS.iter().any(|opening| text.starts_with(opening))
}

fn is_maybe_note(low: &str) -> bool {
    let is_long = low.contains(',') && low.chars().count() > 20 && low.contains(is_han);
    let is_sentence = low.contains(['。', '；', ';']) || is_long;
    if is_sentence || NOTE_OPENINGS.iter().any(|opening| low.starts_with(opening)) {
        return true;
    }
    let rest = low.trim_start_matches(|c: char| {
        NOTE_SIGNS.contains(&c)
            || c.is_ascii_digit()
            || "一二三四五六七八九十(（)".contains(c)
            || ('①'..='⑳').contains(&c)
    });
    let is_marked = rest.len() < low.len() && low[..low.len() - rest.len()].contains(NOTE_SIGNS)
        || rest.starts_with(['.', '、'])
        || low.starts_with('(') && low.find(')').is_some_and(|end| end < 6);
    let rest = rest.trim_start_matches(['.', '、']);
    is_marked && rest.starts_with(is_han) && rest.chars().count() >= NOTE_AT_LEAST
}

fn sample(low: &str, words: &LineWords) -> Option<Speech> {
    let is_sample = |text: &str| {
        let text = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.' || "一二三".contains(c));
        words.is_plain(LineWord::Sample, text) || words.is_plain(LineWord::Sample, &format!("{text}."))
    };
    let is_example = low.contains('例') || low.is_ascii();
    let core = enclosed(low).unwrap_or(low);
    if is_sample(core) {
        return Some(Speech::Sample { is_whole: true, is_example });
    }
    // 示例:T-1, 第一网格(示例), (示例)第一网格; the example itself may hold a colon.
    let before_colon = core.split_once(':').is_some_and(|(head, _)| is_sample(head));
    let in_front =
        low.starts_with(['(', '[']) && low.split([')', ']']).next().is_some_and(|head| is_sample(&head[1..]));
    let at_end = behind(low).is_some_and(|(_, inside)| is_sample(inside));
    let asks_to_delete = low.contains('例') && (low.contains("删除") || low.contains("此行") || low.contains("本行"));
    (before_colon || in_front || at_end || asks_to_delete).then_some(Speech::Sample { is_whole: false, is_example })
}

/// What instructions that begin with 填 end in, and what follows 请 in one.
const FILLED_IN: [char; 14] = ['名', '称', '码', '号', '数', '字', '话', '期', '是', '否', '无', '写', '位', '量'];
const ASKED: [&str; 10] = ["请填", "请选", "请按", "请输", "请勿", "请参", "请在", "请以", "请用", "请从"];

fn instruction(low: &str, words: &LineWords) -> Option<Speech> {
    let is_expected = low.split([',', '、', '/', '或']).all(|part| words.is_plain(LineWord::Expected, part));
    // （同上） is no unit.
    let is_unit = enclosed(low).is_some_and(|unit| {
        !words.is_ditto(unit) && unit.chars().count() <= 8 && unit.starts_with(char::is_alphabetic)
    });
    let begins = low.starts_with('填') && low.ends_with(FILLED_IN) || ASKED.iter().any(|ask| low.starts_with(ask));
    let digits = low.trim_start_matches(|c: char| c.is_ascii_digit());
    let states_length = digits.len() < low.len() && digits.starts_with('位');
    if is_expected || is_unit || begins || states_length {
        return Some(Speech::Instruction { may_be_name: false });
    }
    let word = words.of(LineWord::Instruction).filter(|word| low.contains(word)).max_by_key(|word| word.len())?;
    let is_plain = low.chars().all(is_han) && low.chars().count() >= word.chars().count() + 2;
    Some(Speech::Instruction { may_be_name: is_plain })
}

#[cfg(test)]
#[path = "phrase_tests.rs"]
mod tests;

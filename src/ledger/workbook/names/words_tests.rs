use super::*;
use crate::ledger::workbook::names::{Named, NamesRead, read_names};

#[test]
fn words_of_ones_own_go_before_the_table() {
    let words = NameWords::default()
        .with("人选酝酿", WordMeaning::Nobody)
        .with("NA", WordMeaning::Name)
        .with("照旧", WordMeaning::Ditto)
        .with("安心", WordMeaning::NoName)
        .with("里长", WordMeaning::Title);
    assert_eq!(words.meaning("人选 酝酿"), Some(WordMeaning::Nobody));
    assert_eq!(words.meaning("人选酝酿。"), Some(WordMeaning::Nobody));
    assert_eq!(words.meaning("照旧"), Some(WordMeaning::Ditto));
    let read = |text| read_names(text, Named::Person, &words);
    assert!(matches!(read("NA"), Ok(NamesRead::Names(names)) if names.names[0].text == "NA"));
    assert!(matches!(read("张三里长"), Ok(NamesRead::Names(names)) if names.names[0].text == "张三"));
    assert!(read("安心").is_err());
    assert!(matches!(read("张三、人选酝酿"), Err(all) if all.len() == 1));
}

#[test]
fn no_word_is_in_two_tables() {
    for word in DITTO.words() {
        assert!(!NOBODY.contains(word) && !is_filler(word), "{word}");
    }
    for (at, word) in NOBODY.words().iter().enumerate() {
        assert!(!NOBODY.words()[..at].contains(word), "{word} stands twice");
        assert_eq!(key_of(&glyphs(word)), *word, "{word} is not in the form in which it is compared");
    }
}

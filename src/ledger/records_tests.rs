use super::*;

#[test]
fn a_cell_is_read_back_as_it_was_written() {
    let all: Vec<Written<Relation>> = Relation::LINKS.iter().map(|relation| Written::Known(*relation)).collect();
    for count in 0..=all.len() {
        assert_eq!(read(&in_ids(&all[..count])), all[..count]);
        #[cfg(feature = "workbook")]
        assert_eq!(read(&in_chinese(&all[..count])), all[..count]);
    }
}

#[test]
fn words_that_are_no_relation_are_kept() {
    let leads = Written::Known(Relation::Leads);
    assert_eq!(read("leads, serve"), [leads.clone(), Written::Unknown("serve".into())]);
    assert_eq!(read("领导；leads"), [leads.clone(), leads]);
    assert_eq!(read(" 无 "), []);
}

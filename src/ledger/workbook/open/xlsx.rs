//! `.xlsx` and `.xlsm`: which sheets there are, and what they share.
//!
//! A part of the archive for each sheet, with its cells row by row, and parts that all sheets share: texts and formats.
//! Names of elements are compared without their namespace, since "strict" workbooks have another.

mod sheet;
mod styles;
mod text;

use self::sheet::Shared;
use self::styles::Styles;
use super::archive::Archive;
use super::builder::WorkbookBuilder;
use super::failure::{Failure, within};
use super::xml::{Xml, attribute, attributes, value};
use crate::ledger::workbook::Damage;
use crate::message::Term;

/// A reference from one part to another.
struct Relationship {
    id: String,
    /// The last part of the address that names its type: `worksheet`, `styles`.
    kind: String,
    /// The name of the other part.
    target: String,
}

/// A sheet as the workbook lists it.
struct ListedSheet {
    name: String,
    /// That of the reference to its part.
    id: String,
    is_hidden: bool,
}

/// Reads the sheets of a workbook.
pub(super) fn read(builder: &mut WorkbookBuilder<'_>, archive: &mut Archive<'_>) -> Result<(), Failure> {
    let root = relationships(archive, "")?.into_iter().find(|part| part.kind == "officeDocument");
    let book = root.map_or_else(|| "xl/workbook.xml".to_owned(), |part| part.target);
    let related = relationships(archive, &book)?;
    let folder = folder(&book);
    let named = |kind: &str, usual: &str| {
        let part = related.iter().find(|part| part.kind == kind);
        part.map_or_else(|| format!("{folder}{usual}"), |part| part.target.clone())
    };
    let (sheets, is_1904) = contents(archive, &book, builder)?;
    let texts = match archive.part(&named("sharedStrings", "sharedStrings.xml"))? {
        Some(part) => text::shared(utf8("sharedStrings.xml", &part)?, builder.limits)?,
        None => Vec::new(),
    };
    let styles = match archive.part(&named("styles", "styles.xml"))? {
        Some(part) => styles::read(utf8("styles.xml", &part)?, is_1904, builder.limits)?,
        None => Styles::default(),
    };
    let shared = Shared { texts, styles };
    for ListedSheet { name, id, is_hidden } in sheets {
        let Some(part) = related.iter().find(|part| part.id == id) else {
            return Err(Failure::lacking(Term::new("part for the sheet", "工作表的部件"), &name));
        };
        // Charts and macros may be sheets of their own.
        if part.kind != "worksheet" {
            continue;
        }
        builder.begin(&name)?;
        if is_hidden {
            builder.sheet().hide();
        }
        let bytes = archive.part(&part.target)?;
        let bytes = bytes.ok_or_else(|| Failure::lacking(Term::new("part", "部件"), &part.target))?;
        sheet::read(builder, utf8(&part.target, &bytes)?, &shared)?;
        builder.end()?;
    }
    Ok(())
}

/// The sheets, and whether days are counted from 1904.
fn contents(
    archive: &mut Archive<'_>,
    book: &str,
    builder: &WorkbookBuilder<'_>,
) -> Result<(Vec<ListedSheet>, bool), Failure> {
    let part = archive.part(book)?.ok_or_else(|| Failure::lacking(Term::new("part", "部件"), book))?;
    let mut xml = Xml::new(utf8(book, &part)?);
    let (mut sheets, mut is_1904) = (Vec::new(), false);
    while let Some(element) = xml.descendant()? {
        match element.local_name().as_ref() {
            "sheet" => {
                let name = attribute(&element, "name")?.unwrap_or_default().into_owned();
                let mut id = String::new();
                for attribute in attributes(&element) {
                    let attribute = attribute?;
                    if attribute.key.local_name().as_ref() == "id" {
                        id = value(&attribute)?.into_owned();
                    }
                }
                // There are `hidden` and `veryHidden`.
                let is_hidden = attribute(&element, "state")?.is_some_and(|state| state.ends_with("idden"));
                sheets.push(ListedSheet { name, id, is_hidden });
                within(
                    Term::new("the number of sheets", "工作表数"),
                    sheets.len() as u64,
                    builder.limits.sheets,
                    "Limits::sheets",
                )?;
            }
            "workbookPr" => {
                if let Some(said) = attribute(&element, "date1904")? {
                    is_1904 = matches!(&*said, "1" | "true");
                }
            }
            _ => {}
        }
    }
    Ok((sheets, is_1904))
}

/// The references from a part to others; those of the whole archive are from a part without a name.
fn relationships(archive: &mut Archive<'_>, from: &str) -> Result<Vec<Relationship>, Failure> {
    let folder = folder(from);
    let name = format!("{folder}_rels/{}.rels", &from[folder.len()..]);
    let mut found = Vec::new();
    let Some(part) = archive.part(&name)? else { return Ok(found) };
    let mut xml = Xml::new(utf8(&name, &part)?);
    while let Some(element) = xml.descendant()? {
        if element.local_name().as_ref() != "Relationship" {
            continue;
        }
        let text = |name| Ok::<_, Failure>(attribute(&element, name)?.unwrap_or_default().into_owned());
        let (id, kind, target) = (text("Id")?, text("Type")?, text("Target")?);
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        let target = match target.strip_prefix('/') {
            Some(absolute) => absolute.to_owned(),
            None => format!("{folder}{target}"),
        };
        found.push(Relationship { id, kind, target });
    }
    Ok(found)
}

/// The folder that a part stands in, with the slash behind it.
fn folder(part: &str) -> &str {
    &part[..part.rfind('/').map_or(0, |slash| slash + 1)]
}

/// The bytes of a part, if they are in UTF-8: spreadsheets write nothing else.
fn utf8<'p>(name: &str, part: &'p [u8]) -> Result<&'p [u8], Failure> {
    if is_of_another_encoding(part) {
        return Err(Failure::damaged(Damage::Encoding { part: name.to_owned() }));
    }
    Ok(part)
}

fn is_of_another_encoding(part: &[u8]) -> bool {
    use quick_xml::events::Event;
    // A text in UTF-16 has a zero in every second byte of its tags.
    if part.iter().take(64).any(|byte| *byte == 0) {
        return true;
    }
    let mut xml = Xml::new(part);
    loop {
        match xml.next() {
            Ok(Event::Decl(declaration)) => {
                let encoding = declaration.encoding().and_then(Result::ok);
                return encoding.is_some_and(|encoding| !encoding.eq_ignore_ascii_case("utf-8"));
            }
            Ok(Event::Text(_)) => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
#[path = "xlsx_tests.rs"]
pub(super) mod tests;

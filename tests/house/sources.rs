//! The sources of the crate as the checks see them: without tests, as items and as tokens.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Item;

/// A name, a keyword, a sign or a bracket. `::` is two signs.
pub(crate) struct Word {
    pub text: String,
    pub line: usize,
    /// How many modules of the file stand around it.
    pub depth: usize,
}

/// A file of `src/` that is no test, without what is compiled for tests only.
pub(crate) struct Source {
    /// From the root of the project, with `/`.
    pub path: String,
    /// The module that the file is: `[]` for `lib.rs`, `["set", "counts"]` for `set/counts.rs`.
    pub module: Vec<String>,
    pub text: String,
    pub items: Vec<Item>,
    /// What the items say, word by word.
    pub words: Vec<Word>,
}

/// The folder of the project.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// A file of the project.
pub(crate) fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All sources, by their paths.
pub(crate) fn all() -> Vec<Source> {
    let paths = files_below("src");
    let sources: Vec<Source> = paths
        .iter()
        .filter(|path| path.ends_with(".rs") && !path.ends_with("tests.rs"))
        .map(|path| Source::new(path, read(path)))
        .collect();
    let read = sources.iter().map(|source| source.path.as_str()).collect::<Vec<_>>();
    assert!(read.contains(&"src/lib.rs") && read.contains(&"src/kind.rs") && read.len() >= 30, "{read:?}");
    sources
}

/// The files below a folder of the project, sorted.
pub(crate) fn files_below(folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(root()).unwrap().components();
                let names: Vec<_> = below.map(|part| part.as_os_str().to_str().expect("names are UTF-8")).collect();
                files.push(names.join("/"));
            }
        }
    }
    files.sort();
    files
}

impl Source {
    pub(crate) fn new(path: &str, text: String) -> Self {
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut items = file.items;
        drop_tests(&mut items);
        let mut words = Vec::new();
        for item in &items {
            flatten(item.to_token_stream(), 0, &mut words);
        }
        let module = path.trim_start_matches("src/").trim_end_matches(".rs").split('/');
        let module = module.filter(|part| !matches!(*part, "lib" | "mod")).map(str::to_owned).collect();
        Self { path: path.to_owned(), module, text, items, words }
    }

    /// The room that the file belongs to; none for `lib.rs`.
    pub(crate) fn room(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }

    pub(crate) fn at(&self, line: usize) -> String {
        format!("{}:{line}", self.path)
    }
}

/// A planted source, for checks of the checks.
pub(crate) fn planted(path: &str, text: &str) -> Source {
    Source::new(path, text.to_owned())
}

/// Fails with all offences.
#[track_caller]
pub(crate) fn assert_none(offences: &[String], rule: &str) {
    assert!(offences.is_empty(), "{rule}\n  {}\n", offences.join("\n  "));
}

fn drop_tests(items: &mut Vec<Item>) {
    items.retain(|item| !is_for_tests(item));
    for item in items {
        if let Item::Mod(module) = item
            && let Some((_, items)) = &mut module.content
        {
            drop_tests(items);
        }
    }
}

/// Whether an item is compiled for tests only: `#[cfg(test)]` or `#[cfg(all(test, ...))]`.
fn is_for_tests(item: &Item) -> bool {
    let mut trees = item.to_token_stream().into_iter();
    while let (Some(TokenTree::Punct(_)), Some(TokenTree::Group(attribute))) = (trees.next(), trees.next()) {
        let text = attribute.stream().to_string().replace(' ', "");
        if text == "cfg(test)" || text.starts_with("cfg(all(test,") {
            return true;
        }
    }
    false
}

fn flatten(tokens: TokenStream, depth: usize, words: &mut Vec<Word>) {
    for tree in tokens {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let is_module = open == "{" && words.len() >= 2 && words[words.len() - 2].text == "mod";
                words.push(Word { text: open.to_owned(), line, depth });
                flatten(group.stream(), depth + usize::from(is_module), words);
                words.push(Word { text: close.to_owned(), line: group.span_close().start().line, depth });
            }
            tree => words.push(Word { text: tree.to_string(), line, depth }),
        }
    }
}

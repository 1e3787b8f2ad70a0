//! The sources of the crate as the checks see them: without tests, as items and as tokens.

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, ImplItem, Item};

/// A file of `src/` that is no test, without what is compiled for tests only.
pub(crate) struct Source {
    /// From the root of the project, with `/`.
    pub path: String,
    /// The module that the file is: `[]` for `lib.rs`, `["set", "counts"]` for `set/counts.rs`.
    pub module: Vec<String>,
    pub text: String,
    pub items: Vec<Item>,
    pub tokens: TokenStream,
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
        let mut tokens = TokenStream::new();
        for item in &items {
            item.to_tokens(&mut tokens);
        }
        let module = path.trim_start_matches("src/").trim_end_matches(".rs").split('/');
        let module = module.filter(|part| !matches!(*part, "lib" | "mod")).map(str::to_owned).collect();
        Self { path: path.to_owned(), module, text, items, tokens }
    }

    /// The room that the file belongs to; none for `lib.rs`.
    pub(crate) fn room(&self) -> Option<&str> {
        self.module.first().map(String::as_str)
    }

    /// Visits every token.
    pub(crate) fn each_token(&self, mut visit: impl FnMut(Spot<'_>)) {
        each_token(self.tokens.clone(), &mut self.module.clone(), &mut visit);
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
    items.retain(|item| !is_for_tests(attributes(item)));
    for item in items {
        match item {
            Item::Mod(module) => {
                if let Some((_, items)) = &mut module.content {
                    drop_tests(items);
                }
            }
            Item::Impl(block) => block.items.retain(|item| match item {
                ImplItem::Fn(function) => !is_for_tests(&function.attrs),
                _ => true,
            }),
            _ => {}
        }
    }
}

/// The attributes of an item.
pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether an item is compiled for tests only: `#[cfg(test)]` or `#[cfg(all(test, ...))]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")).any(|attribute| {
        let condition = attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        let condition = condition.replace(' ', "");
        matches!(condition.as_str(), "test" | "doctest")
            || condition.strip_prefix("all(").is_some_and(|all| all.starts_with("test,"))
    })
}

/// A token with its neighbours.
pub(crate) struct Spot<'a> {
    trees: &'a [TokenTree],
    at: usize,
    /// The module that the token stands in.
    pub module: &'a [String],
}

fn each_token(tokens: TokenStream, module: &mut Vec<String>, visit: &mut impl FnMut(Spot<'_>)) {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for at in 0..trees.len() {
        let spot = Spot { trees: &trees, at, module };
        let inner = match (spot.word(-2), spot.word(-1)) {
            (Some(word), Some(name)) if word == "mod" => Some(name),
            _ => None,
        };
        visit(spot);
        if let TokenTree::Group(group) = &trees[at] {
            let inner = inner.filter(|_| group.delimiter() == Delimiter::Brace);
            let is_module = inner.is_some();
            module.extend(inner);
            each_token(group.stream(), module, visit);
            if is_module {
                module.pop();
            }
        }
    }
}

impl Spot<'_> {
    fn tree(&self, offset: isize) -> Option<&TokenTree> {
        self.trees.get(self.at.checked_add_signed(offset)?)
    }

    pub(crate) fn line(&self) -> usize {
        self.trees[self.at].span().start().line
    }

    /// The identifier or keyword at an offset from here.
    pub(crate) fn word(&self, offset: isize) -> Option<String> {
        match self.tree(offset)? {
            TokenTree::Ident(ident) => Some(ident.to_string()),
            _ => None,
        }
    }

    pub(crate) fn is_word(&self, offset: isize, word: &str) -> bool {
        matches!(self.tree(offset), Some(TokenTree::Ident(ident)) if ident == word)
    }

    pub(crate) fn is_sign(&self, offset: isize, sign: char) -> bool {
        matches!(self.tree(offset), Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
    }

    /// Whether `::` stands at an offset from here, and at the one behind.
    pub(crate) fn is_path_sign(&self, offset: isize) -> bool {
        self.is_sign(offset, ':') && self.is_sign(offset + 1, ':')
    }

    /// Whether the token is all that stands between its brackets: `pub(crate)`.
    pub(crate) fn is_alone(&self) -> bool {
        self.trees.len() == 1
    }

    /// What a path goes on with behind `::` at an offset from here: one name, or those of a group; `*` for
    /// a glob.
    pub(crate) fn heads(&self, offset: isize) -> Vec<String> {
        match self.tree(offset + 2) {
            Some(TokenTree::Ident(ident)) => vec![ident.to_string()],
            Some(TokenTree::Group(group)) => {
                let trees: Vec<TokenTree> = group.stream().into_iter().collect();
                let parts = trees.split(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ','));
                parts.filter_map(|part| part.first()).map(ToString::to_string).collect()
            }
            other => vec![other.map(ToString::to_string).unwrap_or_default()],
        }
    }
}

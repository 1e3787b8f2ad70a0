//! The public interface as a list, so that a change of it is seen in the diff.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    Attribute, Expr, Fields, ImplItem, Item, ItemImpl, ItemMacro, ItemTrait, ItemUse, TraitItem, UseTree, Visibility,
};

use crate::calls::{is_hidden, is_public, type_name};
use crate::render::render;
use crate::sources::{Source, all, attributes, planted, root};

const SNAPSHOT: &str = "tests/house/api.txt";
const HEADER: &str = "# All public items, one a line. Renewed by: GRIDGOV_RENEW=1 cargo test -p gridgov-house\n";

/// A public item, or a part of one.
pub(crate) struct Entry {
    /// The public path under which it is reached.
    pub place: String,
    /// What it looks like from outside.
    pub signature: TokenStream,
    /// The file that it stands in.
    pub path: String,
    pub line: usize,
}

impl Entry {
    fn shown(&self) -> String {
        format!("{}: {}", self.place, render(&self.signature))
    }
}

/// The path of a module.
type Path = Vec<String>;

struct Module<'a> {
    source: &'a Source,
    items: &'a [Item],
    /// Whether users can name it.
    is_public: bool,
    /// The `#[cfg]` of its declaration.
    condition: TokenStream,
}

struct Surface<'a> {
    modules: BTreeMap<Path, Module<'a>>,
    /// The public path of each public type and trait, by where it is declared.
    public: BTreeMap<(Path, String), String>,
    entries: Vec<Entry>,
}

/// All public items of some sources.
pub(crate) fn surface(sources: &[Source]) -> Vec<Entry> {
    let mut modules = BTreeMap::new();
    for source in sources {
        add_modules(source, source.module.clone(), &source.items, &mut modules);
    }
    declare(&mut modules);
    let mut surface = Surface { modules, public: BTreeMap::new(), entries: Vec::new() };
    let paths: Vec<Path> = surface.modules.keys().cloned().collect();
    for path in paths.iter().filter(|path| surface.modules[*path].is_public).cloned().collect::<Vec<_>>() {
        surface.exports(&path, &path);
    }
    for path in &paths {
        surface.blocks(path);
    }
    surface.entries
}

fn add_modules<'a>(source: &'a Source, path: Path, items: &'a [Item], modules: &mut BTreeMap<Path, Module<'a>>) {
    for item in items {
        if let Item::Mod(module) = item
            && let Some((_, items)) = &module.content
        {
            add_modules(source, below(&path, &module.ident.to_string()), items, modules);
        }
    }
    modules.insert(path, Module { source, items, is_public: false, condition: TokenStream::new() });
}

/// Finds which modules are public, from the root down.
fn declare(modules: &mut BTreeMap<Path, Module<'_>>) {
    let mut open = vec![(Path::new(), TokenStream::new())];
    while let Some((path, condition)) = open.pop() {
        let Some(module) = modules.get_mut(&path) else { continue };
        module.is_public = true;
        module.condition = condition.clone();
        for item in module.items {
            if let Item::Mod(child) = item
                && is_public(&child.vis)
            {
                let own = conditions(&child.attrs);
                open.push((below(&path, &child.ident.to_string()), quote!(#condition #own)));
            }
        }
    }
}

fn below(path: &[String], name: &str) -> Path {
    let mut below = path.to_vec();
    below.push(name.to_owned());
    below
}

/// A path as users write it.
fn shown(path: &[String], name: &str) -> String {
    let mut all = vec!["gridgov"];
    all.extend(path.iter().map(String::as_str));
    all.extend(Some(name).filter(|name| !name.is_empty()));
    all.join("::")
}

/// What stands before an item and matters to its users.
fn conditions(attributes: &[Attribute]) -> TokenStream {
    let kept = attributes.iter().filter(|attribute| {
        let matters = ["cfg", "non_exhaustive", "deprecated", "macro_export"];
        matters.iter().any(|name| attribute.path().is_ident(name)) || is_hidden(attribute)
    });
    kept.map(ToTokens::to_token_stream).collect()
}

fn item_name(item: &Item) -> Option<(String, &Visibility)> {
    Some(match item {
        Item::Const(item) => (item.ident.to_string(), &item.vis),
        Item::Enum(item) => (item.ident.to_string(), &item.vis),
        Item::Fn(item) => (item.sig.ident.to_string(), &item.vis),
        Item::Static(item) => (item.ident.to_string(), &item.vis),
        Item::Struct(item) => (item.ident.to_string(), &item.vis),
        Item::Trait(item) => (item.ident.to_string(), &item.vis),
        Item::Type(item) => (item.ident.to_string(), &item.vis),
        _ => return None,
    })
}

/// The leaves of a `use`: the path, and the name that it is given.
fn leaves(tree: &UseTree, mut prefix: Path, found: &mut Vec<(Path, String)>) {
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            leaves(&path.tree, prefix, found);
        }
        UseTree::Name(name) => found.push((below(&prefix, &name.ident.to_string()), name.ident.to_string())),
        UseTree::Rename(name) => found.push((below(&prefix, &name.ident.to_string()), name.rename.to_string())),
        UseTree::Glob(_) => found.push((prefix, "*".to_owned())),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, prefix.clone(), found)),
    }
}

impl<'a> Surface<'a> {
    fn entry(&mut self, place: String, from: &[String], line: usize, signature: TokenStream) {
        let path = self.modules[from].source.path.clone();
        self.entries.push(Entry { place, signature, path, line });
    }

    /// The module and the name that a path leads to from a module; none where it leads out of the crate.
    fn resolve(&self, from: &[String], path: &[String]) -> Option<(Path, String)> {
        let (name, modules) = path.split_last()?;
        let mut at = match modules.first().map(String::as_str) {
            Some("crate") => Path::new(),
            _ => from.to_vec(),
        };
        for (place, module) in modules.iter().enumerate() {
            match module.as_str() {
                "crate" | "self" if place == 0 => {}
                "super" => {
                    at.pop()?;
                }
                module => at.push(module.to_owned()),
            }
        }
        self.modules.contains_key(&at).then(|| (at, name.clone()))
    }

    /// Lists what a module offers, its own and what it re-exports, at a public path.
    fn exports(&mut self, module: &[String], place: &[String]) {
        let condition = self.modules[module].condition.clone();
        for item in self.modules[module].items {
            if let Item::Use(item) = item {
                if is_public(&item.vis) {
                    self.re_exports(module, place, item, &condition);
                }
            } else if let Some((name, visibility)) = item_name(item)
                && is_public(visibility)
            {
                self.item(item, module, place, &name, &condition);
            }
        }
    }

    fn re_exports(&mut self, module: &[String], place: &[String], item: &ItemUse, condition: &TokenStream) {
        let own = conditions(&item.attrs);
        let condition = quote!(#condition #own);
        let mut found = Vec::new();
        leaves(&item.tree, Path::new(), &mut found);
        for (path, name) in found {
            if name == "*" {
                if let Some((above, last)) = self.resolve(module, &path) {
                    self.exports(&below(&above, &last), place);
                }
                continue;
            }
            // A re-export of a re-export is followed to where the item stands.
            let mut target = self.resolve(module, &path);
            let mut original = None;
            for _ in 0..8 {
                let Some((at, last)) = &target else { break };
                original = self.find(at, last).map(|item| (at.clone(), item));
                if original.is_some() {
                    break;
                }
                target = self.imported(at, last);
            }
            if let Some((at, item)) = original {
                self.item(item, &at, place, &name, &condition);
            } else {
                let line = item.use_token.span.start().line;
                let written: TokenStream = path.join("::").parse().unwrap_or_default();
                self.entry(shown(place, &name), module, line, quote!(#condition pub use #written));
            }
        }
    }

    fn find(&self, module: &[String], name: &str) -> Option<&'a Item> {
        let items = self.modules.get(module)?.items;
        items.iter().find(|item| item_name(item).is_some_and(|(other, _)| other == name))
    }

    /// Where a name that a module imports stands.
    fn imported(&self, module: &[String], name: &str) -> Option<(Path, String)> {
        let mut found = Vec::new();
        for item in self.modules.get(module)?.items {
            if let Item::Use(item) = item {
                leaves(&item.tree, Path::new(), &mut found);
            }
        }
        let (path, _) = found.into_iter().find(|(_, given)| given == name)?;
        self.resolve(module, &path)
    }

    fn item(&mut self, item: &Item, module: &[String], place: &[String], name: &str, condition: &TokenStream) {
        let own = conditions(attributes(item));
        let before = quote!(#condition #own);
        let at = shown(place, name);
        let line = item_line(item);
        let key = (module.to_vec(), item_name(item).map(|(name, _)| name).unwrap_or_default());
        if !matches!(item, Item::Fn(_) | Item::Const(_) | Item::Static(_)) {
            self.public.entry(key).or_insert_with(|| at.clone());
        }
        let signature = match item {
            Item::Fn(item) => {
                let sig = &item.sig;
                quote!(#before pub #sig)
            }
            Item::Const(item) => {
                let (ident, ty, value) = (&item.ident, &item.ty, short(&item.expr));
                quote!(#before pub const #ident: #ty #value)
            }
            Item::Static(item) => {
                let (ident, ty) = (&item.ident, &item.ty);
                quote!(#before pub static #ident: #ty)
            }
            Item::Type(item) => {
                let (ident, generics, ty) = (&item.ident, &item.generics, &item.ty);
                quote!(#before pub type #ident #generics = #ty)
            }
            Item::Struct(item) => {
                let (ident, generics, bounds) = (&item.ident, &item.generics, &item.generics.where_clause);
                let is_open = item.fields.iter().all(|field| is_public(&field.vis));
                let rest = if is_open { TokenStream::new() } else { quote!({ .. }) };
                self.derives(&at, module, line, &item.attrs);
                for (number, field) in item.fields.iter().enumerate().filter(|(_, field)| is_public(&field.vis)) {
                    let ident = field.ident.clone().map_or_else(|| number.to_string(), |ident| ident.to_string());
                    let ty = &field.ty;
                    self.entry(format!("{at}.{ident}"), module, line, quote!(pub #ty));
                }
                quote!(#before pub struct #ident #generics #bounds #rest)
            }
            Item::Enum(item) => {
                let (ident, generics, bounds) = (&item.ident, &item.generics, &item.generics.where_clause);
                self.derives(&at, module, line, &item.attrs);
                for variant in &item.variants {
                    let (ident, own) = (&variant.ident, conditions(&variant.attrs));
                    let fields = match &variant.fields {
                        Fields::Named(fields) => {
                            let fields = fields.named.iter().map(|field| {
                                let (ident, ty) = (&field.ident, &field.ty);
                                quote!(#ident: #ty)
                            });
                            quote!({ #(#fields),* })
                        }
                        Fields::Unnamed(fields) => {
                            let types = fields.unnamed.iter().map(|field| &field.ty);
                            quote!((#(#types),*))
                        }
                        Fields::Unit => TokenStream::new(),
                    };
                    self.entry(at.clone(), module, line, quote!(#own #ident #fields));
                }
                quote!(#before pub enum #ident #generics #bounds)
            }
            Item::Trait(item) => {
                self.trait_items(&at, module, item);
                let (ident, generics, bounds) = (&item.ident, &item.generics, &item.generics.where_clause);
                let above = &item.supertraits;
                let colon = if above.is_empty() { TokenStream::new() } else { quote!(:) };
                quote!(#before pub trait #ident #generics #colon #above #bounds)
            }
            _ => return,
        };
        self.entry(at, module, line, signature);
    }

    fn derives(&mut self, at: &str, module: &[String], line: usize, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("derive")) {
            self.entry(at.to_owned(), module, line, attribute.to_token_stream());
        }
    }

    fn trait_items(&mut self, at: &str, module: &[String], item: &ItemTrait) {
        for item in &item.items {
            let (line, signature) = match item {
                TraitItem::Fn(function) => {
                    let (own, sig) = (conditions(&function.attrs), &function.sig);
                    let provided = function.default.as_ref().map(|_| quote!({ .. }));
                    (function.sig.ident.span().start().line, quote!(#own #sig #provided))
                }
                TraitItem::Type(of) => {
                    let (own, ident, generics, bounds) = (conditions(&of.attrs), &of.ident, &of.generics, &of.bounds);
                    let colon = if bounds.is_empty() { TokenStream::new() } else { quote!(:) };
                    (of.ident.span().start().line, quote!(#own type #ident #generics #colon #bounds))
                }
                TraitItem::Const(of) => {
                    let (ident, ty) = (&of.ident, &of.ty);
                    let provided = of.default.as_ref().map(|_| quote!({ .. }));
                    (of.ident.span().start().line, quote!(const #ident: #ty #provided))
                }
                _ => continue,
            };
            self.entry(at.to_owned(), module, line, signature);
        }
    }

    /// Lists the `impl` blocks of a module, public or not, and what its macros make.
    fn blocks(&mut self, module: &[String]) {
        for item in self.modules[module].items {
            match item {
                Item::Impl(block) => self.block(module, block),
                Item::Macro(item) => self.made_by_macro(module, item),
                _ => {}
            }
        }
    }

    /// The public path of a type or trait that a module names; `Err` where it is private to the crate, and
    /// none where the crate does not declare it by hand.
    fn public_path(&self, module: &[String], path: &syn::Path) -> Result<Option<String>, ()> {
        let names: Path = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let Some((name, above)) = names.split_last() else { return Ok(None) };
        let mut target = if above.is_empty() {
            let here = self.find(module, name).map(|_| (module.to_vec(), name.clone()));
            here.or_else(|| self.imported(module, name))
        } else {
            // The first name may itself be imported: `counting::Sealed`.
            self.resolve(module, &names).or_else(|| {
                let (at, last) = self.imported(module, &above[0])?;
                self.resolve(&below(&at, &last), &names[1..])
            })
        };
        for _ in 0..8 {
            let Some((at, last)) = &target else { return Ok(None) };
            if self.find(at, last).is_some() {
                return self.public.get(&(at.clone(), last.clone())).cloned().map(Some).ok_or(());
            }
            target = self.imported(at, last);
        }
        Ok(None)
    }

    fn block(&mut self, module: &[String], block: &ItemImpl) {
        let line = block.impl_token.span.start().line;
        let of = match behind_references(&block.self_ty) {
            syn::Type::Path(of) => Some(&of.path),
            _ => None,
        };
        let name = type_name(&block.self_ty).unwrap_or_default();
        let is_parameter = block.generics.type_params().any(|parameter| parameter.ident == name);
        let place = match of.filter(|_| !is_parameter).map(|of| self.public_path(module, of)) {
            Some(Err(())) => return,
            Some(Ok(Some(place))) => place,
            // Made by a macro, or not of this crate: it is listed where the block stands.
            Some(Ok(None)) => shown(&self.public_above(module), &name),
            None => shown(&self.public_above(module), ""),
        };
        let own = conditions(&block.attrs);
        if let Some((of_trait, _)) = &block.trait_ {
            if self.public_path(module, of_trait).is_err() {
                return;
            }
            let (generics, bounds, ty) = (&block.generics, &block.generics.where_clause, &block.self_ty);
            let types = block.items.iter().filter_map(|item| match item {
                ImplItem::Type(of) => Some((&of.ident, &of.ty)),
                _ => None,
            });
            let types: Vec<TokenStream> = types.map(|(ident, ty)| quote!(type #ident = #ty;)).collect();
            let types = if types.is_empty() { TokenStream::new() } else { quote!({ #(#types)* }) };
            self.entry(place, module, line, quote!(#own impl #generics #of_trait for #ty #bounds #types));
            return;
        }
        // The bounds of a block matter to its users where it has any.
        let generics = &block.generics;
        let has_bounds = generics.where_clause.is_some() || generics.type_params().any(|of| !of.bounds.is_empty());
        let place = match &block.generics.where_clause {
            _ if !has_bounds => place,
            bounds => format!("{place} {}", render(&quote!(impl #generics #bounds))),
        };
        for item in &block.items {
            match item {
                ImplItem::Fn(function) if is_public(&function.vis) => {
                    let (inner, sig) = (conditions(&function.attrs), &function.sig);
                    let line = sig.ident.span().start().line;
                    self.entry(place.clone(), module, line, quote!(#own #inner pub #sig));
                }
                ImplItem::Const(of) if is_public(&of.vis) => {
                    let (ident, ty, value) = (&of.ident, &of.ty, short(&of.expr));
                    let line = ident.span().start().line;
                    self.entry(place.clone(), module, line, quote!(#own pub const #ident: #ty #value));
                }
                _ => {}
            }
        }
    }

    fn public_above(&self, module: &[String]) -> Path {
        let mut above = module.to_vec();
        while !self.modules.get(&above).is_some_and(|module| module.is_public) {
            above.pop();
        }
        above
    }

    /// What a macro makes is not read: the rows that it is given are listed, and the public items and blocks
    /// of its pattern.
    fn made_by_macro(&mut self, module: &[String], item: &ItemMacro) {
        let tokens = item.mac.tokens.clone();
        let (name, parts) = match &item.ident {
            Some(name) => (name.to_string(), public_parts(tokens)),
            None => (item.mac.path.to_token_stream().to_string(), rows(tokens)),
        };
        let place = format!("{}!", shown(module, &name));
        let line = item.mac.path.segments.last().map_or(0, |last| last.ident.span().start().line);
        for part in parts {
            self.entry(place.clone(), module, line, part);
        }
    }
}

fn item_line(item: &Item) -> usize {
    let tokens = match item {
        Item::Fn(item) => item.sig.ident.to_token_stream(),
        Item::Const(item) => item.ident.to_token_stream(),
        Item::Struct(item) => item.ident.to_token_stream(),
        Item::Enum(item) => item.ident.to_token_stream(),
        Item::Trait(item) => item.ident.to_token_stream(),
        Item::Type(item) => item.ident.to_token_stream(),
        _ => return 0,
    };
    tokens.into_iter().next().map_or(0, |tree| tree.span().start().line)
}

fn behind_references(mut of: &syn::Type) -> &syn::Type {
    while let syn::Type::Reference(reference) = of {
        of = &reference.elem;
    }
    of
}

/// The value of a constant, where it is short enough to be read.
fn short(value: &Expr) -> TokenStream {
    let value = value.to_token_stream();
    if render(&value).len() <= 40 { quote!(= #value) } else { TokenStream::new() }
}

/// The rows that a macro is given, without their documentation.
fn rows(tokens: TokenStream) -> Vec<TokenStream> {
    let trees: Vec<TokenTree> = without_docs(tokens);
    let rows = trees.split(|tree| matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ';'));
    rows.filter(|row| !row.is_empty()).map(|row| row.iter().cloned().collect()).collect()
}

fn without_docs(tokens: TokenStream) -> Vec<TokenTree> {
    let mut kept: Vec<TokenTree> = Vec::new();
    for tree in tokens {
        let is_doc = matches!(&tree, TokenTree::Group(group)
            if group.delimiter() == Delimiter::Bracket && group.stream().to_string().starts_with("doc"))
            && matches!(kept.last(), Some(TokenTree::Punct(punct)) if punct.as_char() == '#');
        if is_doc {
            kept.pop();
        } else {
            kept.push(tree);
        }
    }
    kept
}

/// The `pub` items, `impl` blocks and derives in the pattern of a macro, each up to its body.
fn public_parts(tokens: TokenStream) -> Vec<TokenStream> {
    let mut parts = Vec::new();
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while at < trees.len() {
        let is_restricted =
            matches!(trees.get(at + 1), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis);
        match &trees[at] {
            TokenTree::Ident(ident) if (ident == "pub" && !is_restricted) || ident == "impl" => {
                let is_end = |tree: &TokenTree| match tree {
                    TokenTree::Punct(punct) => matches!(punct.as_char(), ';' | '='),
                    TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                    _ => false,
                };
                let end = trees[at..].iter().position(is_end).map_or(trees.len(), |length| at + length);
                parts.push(trees[at..end].iter().cloned().collect());
                at = end;
                continue;
            }
            TokenTree::Group(group) => {
                let tokens = group.stream();
                if tokens.to_string().starts_with("derive") {
                    parts.push(quote!(#[#tokens]));
                } else {
                    parts.extend(public_parts(tokens));
                }
            }
            _ => {}
        }
        at += 1;
    }
    parts
}

/// The lines of the list, sorted, each once.
fn lines(sources: &[Source]) -> BTreeSet<String> {
    surface(sources).iter().map(Entry::shown).collect()
}

#[test]
fn the_public_interface_is_the_recorded_one() {
    let lines = lines(&all());
    assert!(lines.len() >= 300, "only {} public items were found", lines.len());
    let path = root().join(SNAPSHOT);
    if std::env::var_os("GRIDGOV_RENEW").is_some() {
        let text = lines.iter().fold(HEADER.to_owned(), |text, line| text + line + "\n");
        fs::write(&path, text).unwrap();
        return;
    }
    let recorded = fs::read_to_string(&path).unwrap_or_default();
    let recorded: BTreeSet<String> =
        recorded.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    let mut changes: Vec<(&String, char)> = recorded.difference(&lines).map(|line| (line, '-')).collect();
    changes.extend(lines.difference(&recorded).map(|line| (line, '+')));
    changes.sort();
    let changes: Vec<String> = changes.iter().map(|(line, sign)| format!("{sign} {line}")).collect();
    assert!(
        changes.is_empty(),
        "the public interface is not the recorded one:\n{}\nIf that is meant, renew {SNAPSHOT}: GRIDGOV_RENEW=1 cargo test -p gridgov-house\n",
        changes.join("\n")
    );
}

#[test]
fn a_planted_interface_is_listed() {
    let sources = [
        planted("src/lib.rs", "pub mod set; mod hidden; pub use petgraph;"),
        planted(
            "src/set.rs",
            "mod counts; pub mod limits { pub const MOST: usize = 64; }
             pub use counts::{Counts, Inner as Outer}; use crate::hidden::Secret;
             pub trait Named: Copy { type Of: Clone; const ID: &'static str; fn name(&self) -> u8 { 1 } }
             trait Private {} impl Private for Counts {} impl Named for Secret {}
             impl<T: Clone> Named for &T {}
             #[cfg(feature = \"x\")] pub fn extra() {} fn private() {} pub(crate) fn inner() {}
             named! { /// A docs.\n #[non_exhaustive] Kind, \"kind\"; A \"a\"; }
             macro_rules! named { () => { #[derive(Debug)] pub enum $E { } pub(crate) struct S; impl Display for $E {} } }",
        ),
        planted(
            "src/set/counts.rs",
            "/// Docs.\n#[derive(Debug)] #[non_exhaustive] pub struct Counts { pub of: u8, hidden: u8 } pub struct Inner(pub u8);
             impl Counts { pub const ZERO: Self = Self::new(); pub fn new() -> Self {} fn own(&self) {} }
             impl<T: Copy> From<T> for Counts {} impl Iterator for Counts { type Item = u8; }
             pub enum E { A, B(u8, u8), C { d: u8 } } pub struct Unnamed;",
        ),
        planted("src/hidden.rs", "pub struct Secret; impl Secret { pub fn f() {} } impl Clone for Secret {}"),
    ];
    let expected = [
        "gridgov::petgraph: pub use petgraph",
        "gridgov::set: impl<T: Clone> Named for &T",
        "gridgov::set::Counts.of: pub u8",
        "gridgov::set::Counts: #[derive(Debug)]",
        "gridgov::set::Counts: #[non_exhaustive] pub struct Counts { .. }",
        "gridgov::set::Counts: impl Iterator for Counts { type Item = u8; }",
        "gridgov::set::Counts: impl<T: Copy> From<T> for Counts",
        "gridgov::set::Counts: pub const ZERO: Self = Self::new()",
        "gridgov::set::Counts: pub fn new() -> Self",
        "gridgov::set::Named: const ID: &'static str",
        "gridgov::set::Named: fn name(&self) -> u8 { .. }",
        "gridgov::set::Named: pub trait Named: Copy",
        "gridgov::set::Named: type Of: Clone",
        "gridgov::set::Outer.0: pub u8",
        "gridgov::set::Outer: pub struct Inner",
        "gridgov::set::extra: #[cfg(feature = \"x\")] pub fn extra()",
        "gridgov::set::limits::MOST: pub const MOST: usize = 64",
        "gridgov::set::named!: #[derive(Debug)]",
        "gridgov::set::named!: #[non_exhaustive] Kind, \"kind\"",
        "gridgov::set::named!: A \"a\"",
        "gridgov::set::named!: impl Display for $E",
        "gridgov::set::named!: pub enum $E",
    ];
    let lines: Vec<String> = lines(&sources).into_iter().collect();
    assert_eq!(lines, expected, "{lines:#?}");
}

//! Which function calls which, as far as names tell.

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ImplItem, Item, Macro, Signature, Token, TraitItem, Type};

use crate::sources::Source;

/// A function of the crate.
#[derive(Debug)]
pub(crate) struct Function {
    pub path: String,
    pub module: Vec<String>,
    /// The type or trait that it belongs to, else empty.
    pub owner: String,
    pub name: String,
    /// Whether it belongs to a trait with parameters, of which a type has several under one name: `From<i32>`.
    pub is_overloaded: bool,
    pub line: usize,
    pub calls: Vec<Call>,
}

/// A call, as it is written.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// `name(...)`, or `module::name(...)` with the module's name.
    Free(Option<String>, String),
    /// `Self::name`, `self.name(...)` or `Type::name`.
    Method(String, String),
}

impl Function {
    pub(crate) fn shown(&self) -> String {
        let owner = if self.owner.is_empty() { String::new() } else { format!("{}::", self.owner) };
        format!("{}:{}: `{owner}{}`", self.path, self.line, self.name)
    }
}

/// All functions of some sources, those within functions and modules too.
pub(crate) fn functions(sources: &[Source]) -> Vec<Function> {
    let mut functions = Vec::new();
    for source in sources {
        let mut of_items = Collector { source, module: source.module.clone(), functions: &mut functions };
        of_items.items(&source.items);
    }
    functions
}

/// For each function, those that it calls.
pub(crate) fn calls(functions: &[Function]) -> Vec<Vec<usize>> {
    let callees = |caller: &Function| -> Vec<usize> {
        let room = |function: &Function| function.module.first().cloned();
        let matching = |matches: &dyn Fn(&Function) -> bool| -> Vec<usize> {
            (0..functions.len()).filter(|at| matches(&functions[*at])).collect()
        };
        let mut found = Vec::new();
        for call in &caller.calls {
            found.extend(match call {
                Call::Method(owner, name) => {
                    let named =
                        matching(&|other| other.owner == *owner && other.name == *name && room(other) == room(caller));
                    // Which of several conversions is meant, only types tell.
                    let is_clear = named.len() == 1 || !named.iter().any(|at| functions[*at].is_overloaded);
                    if is_clear { named } else { Vec::new() }
                }
                Call::Free(None, name) => {
                    let here =
                        matching(&|other| other.owner.is_empty() && other.name == *name && other.path == caller.path);
                    let there = matching(&|other| other.owner.is_empty() && other.name == *name);
                    if !here.is_empty() || there.len() > 1 { here } else { there }
                }
                Call::Free(Some(module), name) => matching(&|other| {
                    let within = match module.as_str() {
                        "self" => other.module == caller.module,
                        "super" => caller.module.split_last().is_some_and(|(_, above)| other.module == above),
                        module => other.module.last().is_some_and(|last| last == module),
                    };
                    other.owner.is_empty() && other.name == *name && within
                }),
            });
        }
        found.sort_unstable();
        found.dedup();
        found
    };
    functions.iter().map(callees).collect()
}

struct Collector<'a> {
    source: &'a Source,
    module: Vec<String>,
    functions: &'a mut Vec<Function>,
}

impl Collector<'_> {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Fn(item) => self.function(("", false), &item.sig, Some(&item.block)),
                Item::Impl(block) => {
                    let owner = type_name(&block.self_ty).unwrap_or_default();
                    let implemented = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
                    let is_overloaded = implemented.is_some_and(|last| !last.arguments.is_none());
                    for item in &block.items {
                        if let ImplItem::Fn(item) = item {
                            self.function((&owner, is_overloaded), &item.sig, Some(&item.block));
                        }
                    }
                }
                Item::Trait(item) => {
                    let owner = item.ident.to_string();
                    for item in &item.items {
                        if let TraitItem::Fn(item) = item {
                            self.function((&owner, false), &item.sig, item.default.as_ref());
                        }
                    }
                }
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.module.push(module.ident.to_string());
                        self.items(items);
                        self.module.pop();
                    }
                }
                _ => {}
            }
        }
    }

    fn function(&mut self, (owner, is_overloaded): (&str, bool), sig: &Signature, body: Option<&Block>) {
        let mut of_body = Body { owner, calls: Vec::new(), inner: Vec::new() };
        if let Some(body) = body {
            of_body.visit_block(body);
        }
        let Body { calls, inner, .. } = of_body;
        self.functions.push(Function {
            path: self.source.path.clone(),
            module: self.module.clone(),
            owner: owner.to_owned(),
            name: sig.ident.to_string(),
            is_overloaded,
            line: sig.ident.span().start().line,
            calls,
        });
        self.items(&inner);
    }
}

/// The last name of a type's path, behind references.
fn type_name(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        Type::Paren(paren) => type_name(&paren.elem),
        _ => None,
    }
}

struct Body<'a> {
    owner: &'a str,
    calls: Vec<Call>,
    /// Items within the body.
    inner: Vec<Item>,
}

impl Body<'_> {
    fn path(&mut self, path: &syn::Path, is_called: bool) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match names.as_slice() {
            [name] if is_called => self.calls.push(Call::Free(None, name.clone())),
            [.., owner, name] => {
                let is_type = owner.starts_with(char::is_uppercase);
                let owner = if owner == "Self" { self.owner.to_owned() } else { owner.clone() };
                let call =
                    if is_type { Call::Method(owner, name.clone()) } else { Call::Free(Some(owner), name.clone()) };
                self.calls.push(call);
            }
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Body<'_> {
    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        match &*call.func {
            Expr::Path(path) => self.path(&path.path, true),
            other => self.visit_expr(other),
        }
        for argument in &call.args {
            self.visit_expr(argument);
        }
    }

    /// `map(Self::name)`: what is handed on is called.
    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        self.path(&path.path, false);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("self")) {
            self.calls.push(Call::Method(self.owner.to_owned(), call.method.to_string()));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        if let Ok(arguments) = called.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            let mut within = Body { owner: self.owner, calls: Vec::new(), inner: Vec::new() };
            for argument in &arguments {
                within.visit_expr(argument);
            }
            self.calls.append(&mut within.calls);
        }
    }

    fn visit_item(&mut self, item: &'ast Item) {
        self.inner.push(item.clone());
    }
}

//! stub
use crate::governance::{Governance, Node};
use crate::set::NodeSet;
#[derive(Debug, Clone)]
pub struct Finding<'g> {
    subject: Node<'g>,
    rule: String,
    message: String,
    source: String,
}
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Notice,
    Warning,
    Serious,
}
impl Severity {
    pub fn id(self) -> &'static str {
        "warning"
    }
    pub fn chinese(self) -> &'static str {
        "警告"
    }
}
impl<'g> Finding<'g> {
    pub fn rule(&self) -> &str {
        &self.rule
    }
    pub fn severity(&self) -> Severity {
        Severity::Warning
    }
    pub fn subject(&self) -> Node<'g> {
        self.subject
    }
    pub fn message(&self) -> &str {
        &self.message
    }
    pub fn source(&self) -> &str {
        &self.source
    }
}
impl std::fmt::Display for Finding<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}
#[derive(Debug, Clone, Default)]
pub struct Findings<'g>(Vec<Finding<'g>>);
impl<'g> Findings<'g> {
    pub fn iter(&self) -> std::slice::Iter<'_, Finding<'g>> {
        self.0.iter()
    }
    pub fn within(&self, _: &NodeSet<'g>) -> Self {
        self.clone()
    }
}
impl Governance {
    pub fn audit(&self) -> Findings<'_> {
        Findings::default()
    }
}
#[derive(Debug, Clone, Default)]
pub struct RulePack;
impl RulePack {
    pub fn zhengzhou() -> Self {
        Self
    }
    pub fn without(self, _: &str) -> Self {
        self
    }
}
pub struct Audit;
impl Audit {
    pub fn new(_: &RulePack) -> Result<Self, std::fmt::Error> {
        Ok(Self)
    }
    pub fn run<'g>(&self, g: &'g Governance) -> Findings<'g> {
        g.audit()
    }
}

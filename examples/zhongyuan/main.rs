//! The main job: two sub-districts of Zhongyuan District, Zhengzhou, counted, covered and audited.
//!
//! ```text
//! cargo run --release --example zhongyuan [-- [--ledger FILE] [--dot FILE]]
//! ```
//!
//! `--ledger FILE` writes the ledger (`FILE.json`, or a folder for the pair of CSV tables), `--dot FILE` a
//! graph for Graphviz.

#[path = "../common/program.rs"]
mod program;
mod reconstruction;

use std::error::Error;
use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use gridgov::Language;
use gridgov::coverage::{Question, Share};
use gridgov::governance::{Governance, Node};
use gridgov::kind::{Family, Kind, Relation, Role};
use gridgov::measure::{Decimal, Figure};
use gridgov::report::{Align, Dot, Table, text};
use gridgov::rollup::{CountByKind, Distinct, EngagedByKind};
use gridgov::set::NodeSet;

use program::{Console, Misuse, Program, write_file};
use reconstruction::{Article, PROJECT, XUSHUI, ZHONGYUAN_WEST};

#[derive(Default)]
struct Arguments {
    ledger: Option<PathBuf>,
    dot: Option<PathBuf>,
}

fn arguments(given: Vec<OsString>) -> Result<Arguments, String> {
    let mut arguments = Arguments::default();
    let mut given = given.into_iter();
    while let Some(option) = given.next() {
        let file = match option.to_str() {
            Some("--ledger") => &mut arguments.ledger,
            Some("--dot") => &mut arguments.dot,
            _ => return Err(format!("{} is not known", option.display())),
        };
        *file = Some(given.next().ok_or(format!("{} needs a file", option.display()))?.into());
    }
    Ok(arguments)
}

const ZHONGYUAN: Program = Program {
    about: "Two sub-districts of Zhongyuan District, Zhengzhou, counted, covered and audited.

  --ledger FILE  writes the ledger: FILE.json, or a folder for the pair of CSV tables
  --dot FILE     writes a graph for Graphviz",
    usage: "usage: zhongyuan [--ledger FILE] [--dot FILE]",
};

fn main() -> ExitCode {
    ZHONGYUAN.run(|given, out| run(out, &arguments(given).map_err(Misuse)?))
}

fn run(out: &mut Console, arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let draft = reconstruction::zhongyuan_district();
    let governance = Governance::build(&draft)?;
    out.heading(governance.title())?;
    writeln!(out, "{} nodes, {} links\n", governance.node_count(), governance.link_count())?;
    writeln!(out, "The counts are those of the article, real and as declared. The single grids, places, Party")?;
    writeln!(out, "organisations and people are a reconstruction with exactly these counts: which grid lies")?;
    writeln!(out, "where and who serves it the article does not say. Each sub-district's Party committee is assumed.")?;
    for article in [&ZHONGYUAN_WEST, &XUSHUI] {
        let street = governance.node(article.code).ok_or("the sub-district is not in its own ledger")?;
        show(out, &governance, article, street)?;
    }
    let grids = governance.select(|node| node.kind().family() == Family::Grid);
    heading(out, "══ Both together ══")?;
    writeln!(
        out,
        "{} grids below the two sub-districts; {} with these as first-level grids.",
        grids.len(),
        grids.len() + 2
    )?;
    settled(out, &governance)?;
    heading(out, "Not judged, or not all 未能全部检查的规则")?;
    write!(out, "{}", text::undecided(&governance.audit(), Language::English))?;

    if let Some(path) = &arguments.ledger {
        draft.ledger().save(path)?;
        out.tell(format_args!("the ledger is in {}", path.display()));
    }
    if let Some(path) = &arguments.dot {
        // Thousands of places and people would hide the grids.
        let shown = governance.select(|node| node.kind().is_territory() || node.kind().family() == Family::Party);
        write_file(path, Dot::of(shown).to_string())?;
        out.tell(format_args!("the graph is in {}; draw it with `dot -Tsvg`", path.display()));
    }
    Ok(())
}

fn show<'g>(
    out: &mut Console,
    governance: &'g Governance,
    article: &Article,
    street: Node<'g>,
) -> Result<(), Box<dyn Error>> {
    writeln!(out)?;
    out.heading(format_args!("══ {} {} ══", street.name(), street.code()))?;
    heading(out, "Declared and counted 上报与清点")?;
    write!(out, "{}", declared_and_counted(governance, article, street)?)?;

    let here = within(street);
    heading(out, "Coverage 覆盖 (the worst first)")?;
    write!(out, "{}", text::coverage(governance, &here, Language::English))?;
    writeln!(out)?;
    what_follows(out, governance, article, street)?;

    heading(out, "Findings 问题 (the most severe first)")?;
    write!(out, "{}", text::finding_groups(&governance.audit().within(&here), 2, Language::English))?;

    heading(out, "Roll-up by second-level grid 按二级网格汇总 (each place once)")?;
    let levels = governance.set_of_kind(Kind::SecondGrid) & street.subtree();
    write!(out, "{}", text::roll_up(governance, Distinct, &levels, Language::English)?)?;
    Ok(())
}

fn heading(out: &mut Console, text: &str) -> std::io::Result<()> {
    writeln!(out)?;
    out.heading(text)?;
    writeln!(out)
}

/// What is in a sub-district, and its Party organisations and people.
fn within(street: Node<'_>) -> NodeSet<'_> {
    street.subtree() | street.governance().engaged_in(street)
}

fn posts(street: Node<'_>, kind: Kind, role: Role) -> usize {
    let below = street.descendants().filter(|node| node.kind() == kind);
    below.flat_map(Node::staff).filter(|post| post.role == Some(role)).count()
}

fn declared_and_counted(governance: &Governance, article: &Article, street: Node<'_>) -> Result<Table, Box<dyn Error>> {
    // Of Party organisations, those that lead or are seated there; what the article does not say is not counted as 0.
    let (standing, engaged) = governance.roll_up_at(Distinct, (CountByKind, EngagedByKind), street)?;
    let of_kind = |kind: Kind| standing.get(kind).or_else(|| engaged.get(kind));
    let projects = street.places().filter(|place| place.category() == Some(PROJECT)).count();

    let mut table = Table::new([
        ("", Align::Left),
        ("declared", Align::Right),
        ("counted", Align::Right),
        ("difference", Align::Right),
    ]);
    let mut row = |what: String, declared: Figure, counted: Option<u64>| -> Result<(), Box<dyn Error>> {
        let counted = counted.map(i64::try_from).transpose()?.map(Decimal::from);
        let difference = match declared.as_exact().zip(counted) {
            Some((declared, counted)) => Some(counted.checked_sub(declared)?),
            None => None,
        };
        let number = |number: Option<Decimal>| number.map_or("–".to_owned(), |number| number.to_string());
        let declared = if declared == Figure::UNKNOWN { "not given".to_owned() } else { declared.to_string() };
        table.row([what, declared, number(counted), number(difference)]);
        Ok(())
    };
    for kind in [
        Kind::SecondGrid,
        Kind::ThirdGrid,
        Kind::DedicatedGrid,
        Kind::MicroGrid,
        Kind::Branch,
        Kind::PartyGroup,
        Kind::Compound,
        Kind::Enterprise,
        Kind::Shop,
        Kind::School,
    ] {
        row(format!("{} {}", kind.chinese(), kind.english()), street.declared(kind), of_kind(kind))?;
    }
    let post = |kind, role| street.records(Relation::Serves).then(|| posts(street, kind, role));
    let exact = |number: Option<usize>| number.map_or(Figure::UNKNOWN, |number| Figure::exact(number as i64));
    for (what, declared, counted) in [
        ("兼职网格长 part-time heads", article.part_time_heads, post(Kind::MicroGrid, Role::PartTimeHead)),
        ("专属网格联络员 liaisons", article.liaisons, post(Kind::DedicatedGrid, Role::Liaison)),
        ("项目网格联络员 project liaisons", article.projects.map(|p| p.0), post(Kind::SecondGrid, Role::Liaison)),
        ("安置房项目 resettlement projects", article.projects.map(|p| p.1), article.projects.map(|_| projects)),
    ] {
        row(what.to_owned(), exact(declared), counted.map(|count| count as u64))?;
    }
    Ok(table)
}

/// What follows from the article's figures, whichever grids its branches and liaisons have.
fn what_follows<'g>(
    out: &mut Console,
    governance: &'g Governance,
    article: &Article,
    street: Node<'g>,
) -> Result<(), Box<dyn Error>> {
    let share = |question, kind| governance.ask(question).within(&street.subtree()).of_kind(kind);
    if let Some(branches) = article.branches {
        span(out, "branch", "branches", branches, share(Question::Led, Kind::ThirdGrid), "third-level grids", Some(3))?;
    }
    if let Some(liaisons) = article.liaisons {
        span(
            out,
            "liaison",
            "liaisons",
            liaisons,
            share(Question::Liaison, Kind::DedicatedGrid),
            "dedicated grids",
            None,
        )?;
    }
    if let Some(heads) = article.part_time_heads {
        let share = share(Question::Headed, Kind::MicroGrid);
        writeln!(
            out,
            "· {heads} part-time heads for {} micro grids: exactly one each, {} left.",
            share.total,
            share.uncovered()
        )?;
    }
    if let Some(checked) = article.people_checked_at_least {
        let grids = i64::try_from(article.micro_grids)?;
        let each = Figure::at_least(checked).per(Figure::exact(grids), 2)?;
        writeln!(out, "· {} people checked at home: {each} a micro grid.", Figure::at_least(checked))?;
    }
    Ok(())
}

/// A number of leaders and of grids: what is covered if each leads one, and what full coverage would require.
fn span(
    out: &mut Console,
    one: &str,
    many: &str,
    leaders: usize,
    share: Share,
    grids: &str,
    at_most: Option<i64>,
) -> Result<(), Box<dyn Error>> {
    let number = u32::try_from(leaders)?;
    let population = Figure::exact(i64::try_from(share.total)?);
    let mean = population.per(Figure::exact(number), 2)?;
    writeln!(
        out,
        "· {leaders} {many}, one {} each: {share} {grids} covered, {} left.",
        &grids[..grids.len() - 1],
        share.uncovered()
    )?;
    let one_each = Figure::exact(1).checked_mul(number)?.reaches(population);
    writeln!(out, "  \"Full coverage\" with one each: {one_each}. It takes {mean} on average.")?;
    if let Some(most) = at_most {
        let reach = Figure::at_most(most).checked_mul(number)?;
        let verdict = if reach.reaches(population).is_possible() { "possible" } else { "impossible" };
        writeln!(
            out,
            "  If a joint {one} may lead up to {most}, full coverage is {verdict}: {reach} against {population}."
        )?;
    }
    Ok(())
}

/// Disputes settled of those accepted: the article gives the whole for only one of the two sub-districts.
fn settled(out: &mut Console, governance: &Governance) -> Result<(), Box<dyn Error>> {
    let (mut settled, mut taken) = (Figure::exact(0), Figure::exact(0));
    let measures = [governance.measure("disputes_settled")?, governance.measure("disputes_taken")?];
    for street in governance.nodes_of_kind(Kind::Subdistrict) {
        let [own_settled, own_taken] = measures.map(|measure| street.declared(measure));
        writeln!(
            out,
            "{}: {own_settled} disputes settled of {own_taken}: all settled is {}.",
            street.name(),
            own_settled.reaches(own_taken)
        )?;
        settled = settled.checked_add(own_settled)?;
        taken = taken.checked_add(own_taken)?;
    }
    writeln!(out, "Both: {settled} disputes settled of {taken}: all settled is {}.", settled.reaches(taken))?;
    Ok(())
}

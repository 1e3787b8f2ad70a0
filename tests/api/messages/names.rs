//! Why cells name nobody.

use gridgov::ledger::workbook::{CellProblem, NameProblem, NotWhat, NumberKind};
use gridgov::message::{Level, Message};

pub(super) fn messages() -> Vec<Message> {
    let text = |written: &str| written.to_owned();
    let looks = [
        NotWhat::Organisation,
        NotWhat::Title,
        NotWhat::State,
        NotWhat::TooLong,
        NotWhat::Mixture,
        NotWhat::Generic,
        NotWhat::Unknown,
    ];
    let numbers =
        [NumberKind::Mobile, NumberKind::Telephone, NumberKind::Identity, NumberKind::Account, NumberKind::Other];
    let mut problems = vec![
        NameProblem::ErrorValue(text("#REF!")),
        NameProblem::Zero,
        NameProblem::Number(text("三百二十")),
        NameProblem::Date(text("2025-03-01")),
        NameProblem::TruthValue(text("TRUE")),
        NameProblem::Address,
        NameProblem::Punctuation(text("——")),
        NameProblem::SingleCharacter(text("王")),
        NameProblem::SurnameOnly { surname: text("王"), written: text("王主任") },
        NameProblem::SeeElsewhere(text("见附件")),
        NameProblem::Mixed { word: text("无"), written: text("张三、无") },
        NameProblem::Ambiguous {
            written: text("张三李四"),
            readings: vec![vec![text("张三"), text("李四")], vec![text("张三李四")]],
        },
        NameProblem::Masked(text("李**")),
        NameProblem::AndOthers(text("张三等3人")),
        NameProblem::Doubtful(text("张三?")),
        NameProblem::NotInPost { remark: text("已离职"), written: text("张三（已离职）") },
        NameProblem::UnclearNumber,
        NameProblem::OnlyRemarks(text("（兼）")),
    ];
    problems.extend(numbers.map(NameProblem::OnlyNumber));
    problems.extend(looks.map(|why| NameProblem::NoPerson { written: text("惠民社区"), why }));
    problems.extend(looks.map(|why| NameProblem::NoPartyName { written: text("惠民社区"), why }));
    let told = problems.into_iter().map(|problem| Message::of(Level::Error, &CellProblem::Name(problem)));
    told.collect()
}

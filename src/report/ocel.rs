//! Records as an event log: OCEL 2.0 as JSON, which tools of process mining read.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::record::{Record, Records, Stamp, Step};

/// An event log (事件日志) in the shape of OCEL 2.0.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'r> {
    object_types: Vec<Type>,
    event_types: Vec<Type>,
    objects: Vec<Object<'r>>,
    events: Vec<Event<'r>>,
}

#[derive(Serialize)]
struct Type {
    name: &'static str,
    attributes: Vec<TypeAttribute>,
}

#[derive(Serialize)]
struct TypeAttribute {
    name: &'static str,
    r#type: &'static str,
}

#[derive(Serialize)]
struct Object<'r> {
    id: String,
    r#type: &'static str,
    attributes: Vec<ObjectAttribute<'r>>,
    relationships: Vec<Relationship>,
}

#[derive(Serialize)]
struct ObjectAttribute<'r> {
    name: &'static str,
    time: String,
    value: &'r str,
}

#[derive(Serialize)]
struct Event<'r> {
    id: String,
    r#type: &'r str,
    time: String,
    attributes: Vec<EventAttribute>,
    relationships: Vec<Relationship>,
}

#[derive(Serialize)]
struct EventAttribute {
    name: &'static str,
    value: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Relationship {
    object_id: String,
    qualifier: &'static str,
}

const RECORD: &str = "record";
const NODE: &str = "node";
const UNIT: &str = "unit";

/// The records as an event log in OCEL 2.0 JSON, which pm4py and others read: an event for each step, an object for each
/// record, for each node where something happened, and for each unit. O(n log n).
///
/// The time of a step of which only the day is known is the beginning of that day, and its event has the attribute
/// `precision` with the value `day`. The same records in any order give the same bytes.
///
/// ```
/// # use gridgov::{governance::Governance, kind::Subdistrict, ledger::Draft};
/// use gridgov::record::{BindRecords, RecordReader, Zone};
/// use gridgov::report::ocel;
///
/// # let mut draft = Draft::new("");
/// # draft.root(Subdistrict, "S", "须水街道");
/// # let governance = Governance::build(&draft)?;
/// let ledger = RecordReader::new(Zone::utc()).csv_str("编号,网格,上报时间,结案时间\n7,S,2023-12-10 08:00,2023-12-10 09:00\n");
/// let records = governance.records(&ledger)?;
/// let log: serde_json::Value = serde_json::from_str(&ocel(&records))?;
/// assert_eq!(log["events"][1]["type"], "closed");
/// assert_eq!(log["events"][1]["time"], "2023-12-10T09:00:00Z");
/// assert_eq!(log["events"][1]["relationships"][0]["objectId"], "record:7");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Panics
///
/// Never: the log holds texts and lists of texts, which JSON can say.
#[must_use]
#[expect(clippy::expect_used, reason = "the log holds texts and lists of texts")]
pub fn ocel(records: &Records<'_>) -> String {
    let mut steps: BTreeSet<Step> = BTreeSet::new();
    let mut nodes: BTreeMap<&str, &str> = BTreeMap::new();
    let mut units: BTreeSet<&str> = BTreeSet::new();
    let (mut objects, mut events) = (Vec::new(), Vec::new());
    for record in records.iter() {
        if let Some(node) = record.node() {
            nodes.insert(node.code(), node.name());
        }
        units.extend(Some(record.unit()).filter(|unit| !unit.is_empty()));
        for (step, stamp) in steps_of(record) {
            steps.insert(step);
            events.push(event(record, step, stamp, events.len() + 1));
        }
        objects.push(object(record));
    }
    let plain = |kind: &'static str, id: &str, attributes| Object {
        id: format!("{kind}:{id}"),
        r#type: kind,
        attributes,
        relationships: Vec::new(),
    };
    for (code, name) in nodes {
        // An attribute needs a time; the name holds from the beginning.
        let name = ObjectAttribute { name: "name", time: "1970-01-01T00:00:00Z".to_owned(), value: name };
        objects.push(plain(NODE, code, vec![name]));
    }
    objects.extend(units.into_iter().map(|unit| plain(UNIT, unit, Vec::new())));
    let text = |name| TypeAttribute { name, r#type: "string" };
    let log = Log {
        object_types: vec![
            Type { name: RECORD, attributes: vec![text("class"), text("urgency")] },
            Type { name: NODE, attributes: vec![text("name")] },
            Type { name: UNIT, attributes: Vec::new() },
        ],
        event_types: steps
            .into_iter()
            .map(|step| Type { name: step.id(), attributes: vec![text("precision")] })
            .collect(),
        objects,
        events,
    };
    serde_json::to_string_pretty(&log).expect("INVARIANT: texts and lists of texts can be written as JSON")
}

/// All steps of a record with their times, in the order of time.
fn steps_of(record: Record<'_>) -> Vec<(Step, Stamp)> {
    let mut steps: Vec<(Step, Stamp)> = vec![(Step::Reported, record.reported())];
    steps.extend(record.steps());
    steps.extend(record.closed().map(|closed| (Step::Closed, closed)));
    steps.sort_by_key(|(step, stamp)| (stamp.first(), *step));
    steps
}

fn id(record: Record<'_>) -> String {
    match record.code() {
        // Whatever its code, no other record has this id.
        "" => format!("{RECORD}#{}", record.number()),
        code => format!("{RECORD}:{code}"),
    }
}

fn event(record: Record<'_>, step: Step, stamp: Stamp, number: usize) -> Event<'static> {
    let mut relationships = vec![Relationship { object_id: id(record), qualifier: "of" }];
    if let Some(node) = record.node() {
        relationships.push(Relationship { object_id: format!("{NODE}:{}", node.code()), qualifier: "at" });
    }
    if !record.unit().is_empty() {
        relationships.push(Relationship { object_id: format!("{UNIT}:{}", record.unit()), qualifier: "by" });
    }
    let day = stamp.moment().is_none().then_some(EventAttribute { name: "precision", value: "day" });
    Event {
        id: format!("event:{number}"),
        r#type: step.id(),
        time: stamp.first().to_string(),
        attributes: day.into_iter().collect(),
        relationships,
    }
}

fn object(record: Record<'_>) -> Object<'_> {
    let time = record.reported().first().to_string();
    let texts = [("class", record.class()), ("urgency", record.urgency())];
    let stated = texts.into_iter().filter(|(_, text)| !text.is_empty());
    let attributes = stated.map(|(name, value)| ObjectAttribute { name, time: time.clone(), value }).collect();
    let mut relationships = Vec::new();
    if let Some(node) = record.node() {
        relationships.push(Relationship { object_id: format!("{NODE}:{}", node.code()), qualifier: "at" });
    }
    Object { id: id(record), r#type: RECORD, attributes, relationships }
}

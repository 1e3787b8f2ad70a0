use std::path::Path;

use super::*;
use crate::date::Date;
use crate::kind::{Branch, Kind, MicroGrid, Person, Role, SecondGrid, Site, Subdistrict, ThirdGrid};
use crate::ledger::{Draft, Ledger, NodeRow};

/// Two micro grids without a name or head in a grid that nobody leads.
fn draft() -> Draft {
    let mut draft = Draft::new("");
    let street = draft.root(Subdistrict, "S", "须水街道");
    let second = draft.add(street, SecondGrid, "G", "第一网格");
    let third = draft.add(second, ThirdGrid, "T", "一号网格");
    let [one, _] = ["M-1", "M-2"].map(|code| draft.add(third, MicroGrid, code, ""));
    let branch = draft.root(Branch, "P", "党支部");
    draft.lead(branch, second);
    let head = draft.root(Person, "N", "张三");
    draft.serve(head, Role::GridHead, one);
    draft.row(street).declare("micro_grid", 3).declare("person", 2);
    draft
}

fn built(ledger: impl AsRef<Ledger>) -> Governance {
    Governance::build(ledger).unwrap()
}

fn errors(pack: &RulePack) -> Vec<String> {
    Audit::new(pack).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn packs_of_the_crate_make_sense_and_name_every_rule() {
    let zhengzhou = RulePack::zhengzhou();
    let ids: Vec<String> = Rules::built_in().iter().map(|rule| rule.id().to_owned()).collect();
    assert!(ids.iter().all(|id| zhengzhou.rules.contains_key(id)));
    assert_eq!(RulePack::default(), zhengzhou);
    for pack in [zhengzhou, RulePack::xian()] {
        assert!(Audit::new(&pack).is_ok(), "{}", pack.id);
        let text = pack.to_json_string();
        let read = RulePack::from_json_str(&text).unwrap();
        assert_eq!(read, pack);
        assert_eq!(read.to_json_string(), text);
    }
}

#[test]
fn a_pack_as_json() {
    let pack = RulePack::new("kaifeng", "Kaifeng")
        .with_rule(
            "shape.empty",
            RuleSettings::new(Severity::Notice, "own").with_kinds([Kind::MicroGrid, Kind::ThirdGrid]),
        )
        .with_rule(
            "size.above_band",
            RuleSettings::new(Severity::Serious, "own")
                .with_measure("flats")
                .with_bound("micro_grid", Band::at_most(50)),
        )
        .without("name.untidy")
        .suppress("shape.empty", "M-1", "being resettled");
    let expected = r#"{
  "id": "kaifeng",
  "title": "Kaifeng",
  "jurisdiction": "",
  "rules": {
    "name.untidy": {
      "enabled": false,
      "severity": "warning",
      "source": ""
    },
    "shape.empty": {
      "severity": "notice",
      "source": "own",
      "kinds": [
        "third_grid",
        "micro_grid"
      ]
    },
    "size.above_band": {
      "severity": "serious",
      "source": "own",
      "bounds": {
        "micro_grid": {
          "at_most": 50
        }
      },
      "measure": "flats"
    }
  },
  "suppressed": [
    {
      "rule": "shape.empty",
      "code": "M-1",
      "reason": "being resettled"
    }
  ]
}
"#;
    assert_eq!(pack.to_json_string(), expected);
    assert_eq!(RulePack::from_json_str(expected).unwrap(), pack);
    assert!(Audit::new(&pack).is_ok());
}

#[test]
fn a_pack_of_another_form_is_no_pack() {
    let message = |text: &str| RulePack::from_json_str(text).unwrap_err().to_string();
    assert!(message("{").starts_with("EOF while parsing"));
    assert!(message(r#"{"id": "x", "rule": {}}"#).starts_with("unknown field `rule`, expected one of `id`, `title`"));
    let rules = |rules: &str| message(&format!(r#"{{"id": "x", "rules": {rules}}}"#));
    let twice = r#"{"a": {"severity": "notice", "source": "s"}, "a": {"severity": "notice", "source": "s"}}"#;
    assert!(rules(twice).starts_with("`a` is written twice at line 1"));
    let severity = rules(r#"{"a": {"severity": "warming", "source": "s"}}"#);
    assert!(severity.starts_with("`warming` is no severity (did you mean `warning`?)"), "{severity}");
    let kind = rules(r#"{"a": {"severity": "notice", "source": "s", "kinds": ["micro"]}}"#);
    assert!(kind.starts_with("`micro` is no kind (did you mean `micro_grid`?)"), "{kind}");
    assert!(rules(r#"{"a": {"severity": "notice"}}"#).starts_with("missing field `source`"));
}

#[test]
fn all_that_is_wrong_with_a_pack_is_reported_at_once() {
    let mut pack = RulePack::zhengzhou()
        .with_bound("size.above_band", "micro_grid", Band::between(70, 50))
        .with_bound("size.above_band", "third_grid", Band::at_least(300))
        .with_bound("size.below_band", "micro-grid", Band::at_least(50))
        .with_bound("shape.empty", "micro_grid", Band::at_least(1))
        .with_kinds("role.two_heads", [Kind::MicroGrid, Kind::Shop])
        .with_kinds("cover.none", [Kind::Shop])
        .with_measure("lead.span", "households")
        .with_source("lead.none", " ")
        .with_severity("role.mising_head", Severity::Serious)
        .without("nothing like it")
        .suppress("cover.multiple", "C-1", "")
        .suppress("cover.multiple", "C-1", "known")
        .suppress("cover.multipel", "C-2", "known");
    pack.valid_from = Date::new(2025, 2, 28);
    pack.valid_until = Date::new(2024, 12, 31);
    let expected = [
        "valid_from is 2025-02-28, after valid_until, which is 2024-12-31",
        "rule `cover.none`: it does not apply to the kind shop; it has no kinds",
        "rule `lead.none`: its source is empty; name the text that it comes from, or say that it is the pack's own",
        "rule `lead.span`: it is about no measure; leave out `households`",
        "rules: there is no rule `nothing like it`",
        "rules: there is no rule `role.mising_head`; did you mean `role.missing_head`?",
        "rule `role.two_heads`: it does not apply to the kind shop; its kinds are second_grid, third_grid, dedicated_grid, \
         micro_grid",
        "rule `shape.empty`: it has no bound `micro_grid`; it has no bounds",
        "rule `size.above_band`, bound `micro_grid`: no number is 70 to 50; exchange the two",
        "rule `size.above_band`, bound `third_grid`: `at_most` is missing, which is what the rule goes by",
        "rule `size.below_band`: it has no bound `micro-grid`; did you mean `micro_grid`?; its bounds are second_grid, \
         third_grid, dedicated_grid, micro_grid",
        "suppressed[0]: the suppression of `cover.multiple` for `C-1` has no reason; say why it is let be",
        "suppressed[1]: `cover.multiple` is already suppressed for `C-1`; give it once",
        "suppressed[2]: there is no rule `cover.multipel`; did you mean `cover.multiple`?",
    ];
    assert_eq!(errors(&pack), expected);
    assert_eq!(Audit::new(&pack).unwrap_err().to_string(), expected.join("\n"));
}

#[test]
fn dates_of_a_pack() {
    let date = |text: &str| text.parse::<Date>().expect("a day of the calendar");
    let dated = |from: &str, until: &str| {
        let mut pack = RulePack::zhengzhou();
        (pack.valid_from, pack.valid_until) = (Some(date(from)), Some(date(until)));
        pack
    };
    assert!(Audit::new(&dated("2024-02-29", "2024-02-29")).is_ok());
    let days = ["2024-02-28", "2024-02-29", "2024-12-31", "2025-01-01"].map(date);
    assert_eq!(days.map(|day| dated("2024-02-29", "2024-12-31").applies_on(day)), [false, true, true, false]);
    assert!(days.iter().all(|day| RulePack::zhengzhou().applies_on(*day)));
    assert_eq!(
        errors(&dated("2025-02-02", "2025-02-01")),
        ["valid_from is 2025-02-02, after valid_until, which is 2025-02-01"]
    );
    let pack = dated("2024-02-29", "2024-12-31");
    assert_eq!(RulePack::from_json_str(&pack.to_json_string()).expect("it was written as a pack"), pack);
}

#[test]
fn dates_that_no_calendar_has() {
    let read = |from: &str, until: &str| {
        let json = serde_json::json!({ "id": "zhoukou", "valid_from": from, "valid_until": until });
        RulePack::from_json_str(&json.to_string())
    };
    assert!(read("2024-02-29", "9999-12-31").is_ok());
    let errors = read("2025-02-30", "tomorrow").unwrap_err();
    let expected = [
        "valid_from is `2025-02-30`, which is no date; write it as 2025-01-31",
        "valid_until is `tomorrow`, which is no date; write it as 2025-01-31",
    ];
    assert_eq!(errors.to_string(), expected.join("\n"), "both, each with its field");
    let wrong =
        ["", "2023-02-29", "1900-02-29", "2025-13-01", "2025-00-01", "2025-04-31", "2025-1-1", "20250101", "２０25-01"];
    for wrong in wrong {
        assert_eq!(read(wrong, "9999-12-31").unwrap_err().iter().count(), 1, "{wrong}");
    }
    let text = r#"{ "id": "zhoukou", "valid_from": "tomorrow" }"#;
    let error = serde_json::from_str::<RulePack>(text).unwrap_err().to_string();
    assert!(error.starts_with("valid_from is `tomorrow`"), "without `from_json_str` too: {error}");
    assert!(
        RulePack::from_json_str(r#"{ "id": "zhoukou", "valid_until": null }"#).expect("a pack").valid_until.is_none()
    );
    let number = RulePack::from_json_str(r#"{ "id": "zhoukou", "valid_until": 2025 }"#).unwrap_err().to_string();
    assert!(number.contains("line 1 column"), "{number}");
}

#[test]
fn findings_come_by_severity_then_rule_then_code() {
    let governance = built(draft());
    let findings = governance.audit();
    let keys = findings.iter().map(|finding| {
        (std::cmp::Reverse(finding.severity()), finding.rule().to_owned(), finding.subject().code().to_owned())
    });
    assert!(keys.collect::<Vec<_>>().is_sorted());
    let lines = findings.to_string();
    let expected = "\
warning lead.none S 须水街道: no Party organisation leads this subdistrict, and nothing stands above it; let one lead it
warning report.differs S 须水街道: `micro_grid` is declared as 3, but the count is 2, 1 fewer; correct the declared figure or add what is missing
warning report.differs S 须水街道: `person` is declared as 2, but the count is 1, 1 fewer; correct the declared figure or add what is missing
warning role.missing_head G 第一网格: nobody heads this second_grid, which has 0 other posts; appoint a grid_head or a part_time_head
warning role.missing_head M-2: nobody heads this micro_grid, which has 0 other posts; appoint a grid_head or a part_time_head
warning role.missing_head T 一号网格: nobody heads this third_grid, which has 0 other posts; appoint a grid_head or a part_time_head
notice lead.inherited M-1: led only through `G` 第一网格, by `P` 党支部; let an organisation of its own lead it
notice lead.inherited M-2: led only through `G` 第一网格, by `P` 党支部; let an organisation of its own lead it
notice lead.inherited T 一号网格: led only through `G` 第一网格, by `P` 党支部; let an organisation of its own lead it
notice name.untidy M-1: this micro_grid has no name; give it one
notice name.untidy M-2: this micro_grid has no name; give it one
notice shape.empty M-1: this micro_grid contains nothing and covers no place; enter what stands in it, or remove it
notice shape.empty M-2: this micro_grid contains nothing and covers no place; enter what stands in it, or remove it";
    assert_eq!(lines, expected);
    assert_eq!(findings.len(), 13);
    assert_eq!((findings.count(Severity::Warning), findings.count(Severity::Notice)), (6, 7));
}

#[test]
fn the_order_of_rows_leaves_no_trace() {
    let ledger = draft().into_ledger();
    let expected = serde_json::to_string(&built(&ledger).audit()).unwrap();
    for turn in 1..ledger.nodes.len() {
        let mut turned = ledger.clone();
        turned.nodes.rotate_left(turn);
        turned.links.reverse();
        assert_eq!(serde_json::to_string(&built(&turned).audit()).unwrap(), expected);
    }
}

#[test]
fn findings_by_rule_and_within_a_set() {
    let governance = built(draft());
    let findings = governance.audit();
    assert_eq!(findings.worst(), Some(Severity::Warning));
    let counts: Vec<(&str, usize)> = findings.by_rule().map(|(rule, found)| (rule.id(), found.len())).collect();
    assert_eq!(counts.len(), counts.iter().copied().collect::<BTreeMap<_, _>>().len());
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), findings.len());
    assert!(counts.contains(&("cover.none", 0)) && counts.contains(&("role.missing_head", 3)));
    for (rule, found) in findings.by_rule() {
        assert!(found.iter().all(|finding| finding.rule() == rule.id()));
        assert_eq!(findings.of_rule(rule.id()).len(), found.len());
    }
    assert!(findings.of_rule("no such rule").is_empty());

    let third = governance.node("T").unwrap().subtree();
    let within = findings.within(&third);
    assert_eq!(within.of_rule("role.missing_head").len(), 2);
    assert!(within.iter().all(|finding| third.contains(finding.subject())));
    assert!(findings.within(&governance.none()).is_empty());
}

#[test]
#[should_panic(expected = "the set is of another graph than the findings")]
fn sets_of_other_graphs_do_not_mix() {
    let (one, other) = (built(draft()), built(draft()));
    let _ = one.audit().within(&other.all());
}

#[test]
fn severities_and_sources_are_those_of_the_pack() {
    let governance = built(draft());
    let pack = RulePack::zhengzhou()
        .with_severity("name.untidy", Severity::Serious)
        .with_source("name.untidy", "the district's own circular")
        .without("role.missing_head");
    let findings = Audit::new(&pack).unwrap().run(&governance);
    let first = findings.iter().next().unwrap();
    assert_eq!((first.rule(), first.severity()), ("name.untidy", Severity::Serious));
    assert_eq!((first.source(), first.applied().chinese()), ("the district's own circular", "名称缺失或不规范"));
    assert!(findings.by_rule().all(|(rule, _)| rule.id() != "role.missing_head"));
    // A pack is the whole of what applies.
    assert!(Audit::new(&RulePack::new("nothing", "")).unwrap().run(&governance).is_empty());
}

#[test]
fn xian_is_stricter_about_dedicated_grids_and_silent_about_sizes() {
    let (zhengzhou, xian) = (RulePack::zhengzhou(), RulePack::xian());
    for rule in ["shape.dedicated_under_subdistrict", "shape.dedicated_across"] {
        assert_eq!((zhengzhou.rules[rule].severity, xian.rules[rule].severity), (Severity::Notice, Severity::Warning));
        assert!(xian.rules[rule].source.starts_with("DB6101/T 3185-2024"));
    }
    assert!(!xian.rules.contains_key("size.above_band") && !xian.rules.contains_key("size.below_band"));
}

#[test]
fn what_is_suppressed_is_listed_apart() {
    let governance = built(draft());
    let pack = RulePack::zhengzhou()
        .suppress("role.missing_head", "M-2", "being resettled")
        .suppress("role.missing_head", "M-1", "it has one")
        .suppress("cover.none", "X", "gone")
        .suppress("cover.none", "m-2", "typed")
        .without("shape.empty")
        .suppress("shape.empty", "M-1", "switched off");
    let findings = Audit::new(&pack).unwrap().run(&governance);
    assert_eq!(findings.of_rule("role.missing_head").len(), 2);
    let [suppressed] = findings.suppressed() else { panic!("one is suppressed") };
    assert_eq!((suppressed.finding.subject().code(), suppressed.reason.as_str()), ("M-2", "being resettled"));
    let idle: Vec<String> = findings.idle().iter().map(ToString::to_string).collect();
    let expected = [
        "the suppression of `role.missing_head` for `M-1` did nothing: the rule found nothing here; remove it",
        "the suppression of `cover.none` for `X` did nothing: no node has this code; remove it",
        "the suppression of `cover.none` for `m-2` did nothing: no node has this code; near it: `M-2` \
         (the same but for letter case or spaces); write the code that is meant, or remove it",
        "the suppression of `shape.empty` for `M-1` did nothing: the rule is not checked; remove it",
    ];
    assert_eq!(idle, expected);
    assert_eq!(findings.within(&governance.node("M-2").unwrap().subtree()).suppressed().len(), 1);
    assert!(findings.within(&governance.node("M-1").unwrap().subtree()).suppressed().is_empty());
}

#[test]
fn findings_as_json() {
    let governance = built(draft());
    let pack = RulePack::new("one", "")
        .with_rule("name.untidy", RuleSettings::new(Severity::Notice, "own"))
        .suppress("name.untidy", "M-2", "known")
        .suppress("name.untidy", "M-9", "known");
    let findings = Audit::new(&pack).unwrap().run(&governance);
    let written = serde_json::to_value(&findings).unwrap();
    let finding = &written["findings"][0];
    let of = |key: &str| finding[key].as_str().unwrap();
    assert_eq!((of("severity"), of("id"), of("rule")), ("notice", "name.untidy", "name.untidy"));
    assert_eq!((of("subject"), of("kind"), of("source")), ("M-1", "micro_grid", "own"));
    assert_eq!(of("message"), "this micro_grid has no name; give it one");
    assert!(finding.get("name").is_none(), "an empty name is none");
    assert!(finding["origin"]["line"].is_number());
    assert_eq!(written["suppressed"][0]["reason"], "known");
    assert_eq!(written["idle_suppressions"][0]["because"], "unknown_code");
}

/// A rule as a type, with a bound.
struct LongName;

impl Rule for LongName {
    fn id(&self) -> &'static str {
        "own.long_name"
    }

    fn english(&self) -> &'static str {
        "a name that is too long"
    }

    fn reads(&self) -> Reads {
        Reads::default().with_bounds(["characters"], None)
    }

    fn check<'g>(&self, governance: &'g Governance, settings: &RuleSettings, report: &mut Report<'g>) {
        let Some(most) = settings.bound("characters").and_then(|band| band.at_most) else { return };
        for node in governance.nodes() {
            let length = node.name().chars().count() as u32;
            if most < length.into() {
                report.find(node, format!("the name has {length} characters, at most {most} are allowed; shorten it"));
            }
        }
    }
}

#[test]
fn rules_of_ones_own_are_set_and_suppressed_as_the_others() {
    let governance = built(draft());
    let rules = Rules::built_in().with_rule(LongName);
    let settings = RuleSettings::new(Severity::Serious, "own").with_bound("characters", Band::at_most(3));
    let pack = RulePack::new("own", "").with_rule("own.long_name", settings).suppress("own.long_name", "G", "known");
    let findings = rules.audit(&pack).unwrap().run(&governance);
    let found: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(
        found[0],
        "serious own.long_name S 须水街道: the name has 4 characters, at most 3 are allowed; shorten it"
    );
    assert_eq!(findings.suppressed().len(), 1);

    // The rule brings no settings with it, so it is not checked where the pack does not name it.
    assert!(rules.audit(&RulePack::new("", "")).unwrap().run(&governance).is_empty());
    assert_eq!(errors(&pack)[0], "rules: there is no rule `own.long_name`");
    let open = RulePack::new("", "").with_rule(
        "own.long_name",
        RuleSettings::new(Severity::Notice, "own").with_bound("characters", Band { at_least: None, at_most: None }),
    );
    assert_eq!(
        rules.audit(&open).unwrap_err().to_string(),
        "rule `own.long_name`, bound `characters`: an end is missing, which is what the rule goes by"
    );
    let twice = rules.with_rule(LongName).audit(&pack).unwrap_err();
    assert_eq!(
        twice.to_string(),
        "two rules share the id `own.long_name`; give the one that was added an id of its own"
    );
}

#[test]
fn a_closure_brings_its_settings_and_a_pack_overrides_them() {
    let settings = RuleSettings::new(Severity::Notice, "own");
    let rule = |id: &str, settings: &RuleSettings| {
        RuleFn::new(id, "a site", settings.clone(), |governance, _, report| {
            governance
                .nodes_of_kind(Kind::Site)
                .for_each(|site| report.find(site, "it is a site\nand stays one".to_owned()));
        })
        .with_chinese("场所")
    };
    let mut draft = draft();
    draft.root(Site, "X", "农贸\n市场");
    let governance = built(draft);
    let rules = Rules::built_in().with_rule(rule("own.site", &settings));
    let run = |pack: &RulePack| {
        let findings = rules.audit(pack).unwrap().run(&governance);
        findings.of_rule("own.site").iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(run(&RulePack::zhengzhou()), ["notice own.site X 农贸 市场: it is a site and stays one"]);
    let graver = settings.clone();
    let graver = RulePack::zhengzhou().with_rule("own.site", graver).with_severity("own.site", Severity::Serious);
    assert!(run(&graver)[0].starts_with("serious own.site X"));
    assert_eq!(run(&graver.without("own.site")), [""; 0]);

    let sourceless = Rules::built_in().with_rule(rule("own.site", &RuleSettings::new(Severity::Notice, "")));
    let error = sourceless.audit(&RulePack::zhengzhou()).unwrap_err().to_string();
    assert!(error.starts_with("rule `own.site`: its source is empty"));
}

#[test]
fn the_audit_can_be_shared() {
    fn is_shared<T: Send + Sync>() {}
    is_shared::<Audit>();
    is_shared::<Findings<'_>>();
    is_shared::<PackErrors>();
}

/// The divisions of the country, of four levels, as the National Bureau of Statistics publishes them.
fn divisions(folder: &Path) -> Ledger {
    let mut ledger = Ledger::new("divisions");
    let levels = [
        ("provinces.csv", Kind::Province, None),
        ("cities.csv", Kind::Prefecture, Some("provinceCode")),
        ("areas.csv", Kind::County, Some("cityCode")),
        ("streets.csv", Kind::Subdistrict, Some("areaCode")),
    ];
    for (file, kind, above) in levels {
        let mut reader = csv::Reader::from_path(folder.join(file)).unwrap();
        let column =
            |name: &str, headers: &csv::StringRecord| headers.iter().position(|header| header == name).unwrap();
        let headers = reader.headers().unwrap().clone();
        for record in reader.records() {
            let record = record.unwrap();
            let row = NodeRow::new(kind, &record[column("code", &headers)], &record[column("name", &headers)]);
            ledger.nodes.push(match above {
                Some(above) => row.with_parent(&record[column(above, &headers)]),
                None => row,
            });
        }
    }
    ledger
}

#[test]
fn codes_of_the_country() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/divisions");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let governance = built(divisions(&folder));
    let findings = governance.audit();
    assert_eq!(findings.of_rule("code.class_mismatch").len(), 151);
    assert_eq!(findings.of_rule("code.outside_division").len(), 0);
    assert_eq!(findings.of_rule("name.untidy").len(), 0);
    assert_eq!(findings.of_rule("shape.empty").len(), 41_352, "the list ends with the sub-districts");
}

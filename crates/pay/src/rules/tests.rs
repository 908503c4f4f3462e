use super::*;
use jiff::ToSpan;

const GROSS: Decimal = Decimal::ONE_HUNDRED;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn before(on: Date) -> Date {
    on.checked_sub(1.day()).unwrap()
}

/// A State that ratified everything at once, long before there were conventions.
fn bound_early() -> Rules {
    let mut rules = Rules::own();
    let codes = ["C95", "C181"].map(|code| Ratification {
        state: "AA".into(),
        code: code.into(),
        from: day("1900-01-01"),
        to: None,
        reservation: None,
    });
    rules.ratified(codes.into());
    rules
}

#[test]
fn every_rule_before_on_and_after_its_first_day() {
    let rules = bound_early();
    assert_eq!(rules.all().len(), 9);
    for rule in rules.all() {
        let (eve, later) = (before(rule.from), rule.from.checked_add(20.years()).unwrap());
        assert_eq!(rules.force(rule, "AA", eve), Force::NotYet { from: rule.from }, "{}", rule.id);
        for on in [rule.from, later] {
            let force = rules.force(rule, "AA", on);
            match rule.binds {
                Binds::Guidance => assert_eq!(force, Force::Guidance, "{}", rule.id),
                _ => assert_eq!(force, Force::Binding { from: rule.from, to: None }, "{} on {on}", rule.id),
            }
        }
        for code in &rule.codes {
            let name = |on| rules.verdict(*code, Some("AA"), on, GROSS).rule.unwrap().1.name();
            let alone = rules.all().iter().filter(|rule| rule.codes.contains(code)).count() == 1;
            assert!(!alone || name(eve) == "not yet", "{} {code}", rule.id);
            assert!(["binding", "guidance"].contains(&name(rule.from)), "{} {code}", rule.id);
        }
    }
}

#[test]
fn a_convention_binds_from_the_states_own_date() {
    let mut rules = Rules::own();
    let first = day("1961-01-31");
    rules.ratified(vec![Ratification {
        state: "BB".into(),
        code: "C95".into(),
        from: first,
        to: Some(day("2000-01-01")),
        reservation: None,
    }]);
    let of = |place: &str, on| rules.verdict(Taking::Agent, Some(place), on, GROSS);
    let told = |place: &str, on: &str| {
        let verdict = of(place, day(on));
        (verdict.finding, verdict.rule.unwrap().1.name())
    };
    assert_eq!(told("BB", "1961-01-30"), (Finding::Undetermined, "not yet"));
    assert_eq!(told("BB", "1961-01-31"), (Finding::Prohibited, "binding"));
    assert_eq!(told("BB", "1999-12-31"), (Finding::Prohibited, "binding"));
    assert_eq!(told("BB", "2000-01-01"), (Finding::Undetermined, "expired"));
    assert_eq!(told("CC", "1999-12-31"), (Finding::Undetermined, "unknown"));
    let decided = of("BB", first);
    let rule = &rules.all()[decided.rule.unwrap().0];
    assert_eq!((rule.name().as_str(), rule.article.as_str()), ("W08_NOFEE@1", "9"));
    // without a rule that binds, the sum still goes where its code belongs by default
    assert_eq!(of("CC", first).treatment, Treatment::Prohibited);
    assert!(of("CC", first).because.contains("whether it binds CC is not known"));
}

#[test]
fn guidance_decides_nothing_and_is_named() {
    let rules = Rules::own();
    let verdict = |on: &str| rules.verdict(Taking::Tools, Some("AA"), day(on), GROSS);
    assert_eq!(verdict("2019-03-27").rule.unwrap().1, Force::NotYet { from: day("2019-03-28") });
    assert_eq!(verdict("2019-03-28").rule.unwrap().1, Force::Guidance);
    assert_eq!(verdict("2019-03-28").finding, Finding::Undetermined);
    assert_eq!(verdict("2019-03-28").treatment, Treatment::Prohibited);
}

#[test]
fn every_code_goes_to_its_default_sum_when_nothing_is_known() {
    let rules = Rules::own();
    for code in Taking::ALL {
        let verdict = rules.verdict(code, None, day("2015-01-01"), GROSS);
        assert_eq!(verdict.treatment, code.treatment());
        let expected = match code.treatment() {
            _ if code == Taking::Held => Finding::Arrears,
            Treatment::Review => Finding::Review,
            _ => Finding::Undetermined,
        };
        assert_eq!(verdict.finding, expected, "{code}");
    }
}

#[test]
fn tax_is_lawful_once_the_law_and_the_remittance_are_shown() {
    let mut rules = bound_early();
    let on = day("2015-06-30");
    let of = |rules: &Rules, code| rules.verdict(code, Some("AA"), on, GROSS);
    assert_eq!((of(&rules, Taking::Tax).finding, of(&rules, Taking::Tax).treatment), (Finding::Undetermined, Treatment::Lawful));
    assert_eq!(of(&rules, Taking::Fine).finding, Finding::Prohibited);
    let shown = |code| Shown { code, place: "AA".into(), law: "Act 1".into(), remitted: true, from: None, to: None };
    rules.shown([Taking::Tax, Taking::Fine, Taking::Agent, Taking::Quota].map(shown).into());
    assert_eq!(of(&rules, Taking::Tax).finding, Finding::Lawful);
    assert_eq!(of(&rules, Taking::Fine).finding, Finding::Lawful);
    // what Article 9 forbids, no law makes lawful
    assert_eq!(of(&rules, Taking::Agent).finding, Finding::Prohibited);
    assert_eq!(of(&rules, Taking::Quota).finding, Finding::Prohibited);
}

#[test]
fn national_law_goes_before_conventions_and_caps() {
    let mut rules = bound_early();
    let law = r#"
        instrument = "AA wages act"
        title = "made up for this test"
        version = 3
        from = 2010-01-01
        to = 2016-01-01
        binds = "its places"
        places = ["AA"]
        source = "made up"
        [[rule]]
        id = "AA_BOARD"
        article = "12"
        text = "Board up to a fifth of pay, and up to 15."
        checked = true
        codes = ["D06_BOARD"]
        verdict = "lawful"
        cap = { max_share = "0.20", per_month = 15 }
        [[rule]]
        id = "AA_ATTACH"
        article = "13"
        text = "70 stay with the worker."
        codes = ["D03_ATT"]
        verdict = "lawful"
        cap = { protected_floor = "70" }
    "#;
    rules.add("aa.toml", law).unwrap();
    let of = |code, place, on: &str, gross: i64| rules.verdict(code, Some(place), day(on), gross.into()).finding;
    assert_eq!(of(Taking::Board, "AA", "2009-12-31", 50), Finding::Review);
    assert_eq!(of(Taking::Board, "AA", "2010-01-01", 50), Finding::LawfulUpTo(10.into()));
    assert_eq!(of(Taking::Board, "AA", "2015-12-31", 100), Finding::LawfulUpTo(15.into()));
    assert_eq!(of(Taking::Board, "AA", "2016-01-01", 100), Finding::Review);
    assert_eq!(of(Taking::Board, "BB", "2015-01-01", 100), Finding::Review);
    assert_eq!(of(Taking::Attachment, "AA", "2015-01-01", 100), Finding::LawfulUpTo(30.into()));
    assert_eq!(of(Taking::Attachment, "AA", "2015-01-01", 60), Finding::LawfulUpTo(0.into()));
}

#[test]
fn mistakes_in_tables_are_told_with_their_place() {
    let mut rules = Rules::default();
    let told = rules.add("x.toml", "instrument = \"X\"\nversion = \"one\"").unwrap_err();
    assert!(told.contains("x.toml") && told.contains("line 2"), "{told}");
    let nowhere = "instrument='X'\ntitle='x'\nversion=1\nfrom=2010-01-01\nbinds='its places'\nsource='x'\nrule=[]";
    assert!(rules.add("x.toml", nowhere).unwrap_err().contains("names none"));
}

#[test]
fn ratifications_are_read_from_toml_and_csv() {
    let toml = "[[ratification]]\nstate = \"KZ\"\ncode = \"C95\"\nfrom = 2015-01-01\n";
    let csv = "state,code,from,to,reservation\nKZ,C95,2015-01-01,,\n# a remark\n";
    assert_eq!(ratifications("r.toml", toml), ratifications("r.csv", csv));
    assert_eq!(
        ratifications("r.csv", "state,code,from\nKZ,C95,2015-02-30\n").unwrap_err(),
        "r.csv, line 2: \"2015-02-30\" is not a day such as 2014-06-30."
    );
}

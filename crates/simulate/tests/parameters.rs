//! Files of parameters and scenarios: what is wrong with one is said with its place.

use simulate::{Bounds, Model, Month, Scenario};

fn wrong(text: &str) -> (usize, usize, String) {
    let mistake = Model::parse(text).unwrap_err();
    (mistake.line, mistake.column, format!("{} {}", mistake.cause, mistake.remedy))
}

#[test]
fn the_shipped_file_is_read_and_every_number_says_where_it_comes_from() {
    let model = Model::parse(Model::shipped_text()).unwrap();
    assert_eq!(model.parameters.deductions.allowance, Bounds { low: 10_000, high: 13_000 });
    assert_eq!(model.sources.len(), simulate::Parameters::NAMES.len());
    assert!(model.sources.iter().all(|(_, _, source)| !source.is_empty()));
    assert!(model.contracts.iter().all(|contract| !contract.source.is_empty()));
    assert_eq!(model.sanctions.len(), 4);
}

#[test]
fn mistakes_have_a_place() {
    let shipped = Model::shipped_text();
    let at = |from: &str, to: &str| wrong(&shipped.replacen(from, to, 1));
    let line_of = |words: &str| shipped.lines().position(|line| line.contains(words)).unwrap() + 1;
    let (line, column, said) = at("value = [20, 30], unit = \"USD\"", "value = [30, 20], unit = \"USD\"");
    assert_eq!((line, column), (line_of("placement_bribe  "), 35));
    assert!(said.contains("lower end"), "{said}");
    let (line, _, said) = at("unit = \"percent of what can be taken\"", "unit = \"percent\"");
    assert_eq!(line, line_of("pressure "));
    assert!(said.contains("percent of what can be taken"), "{said}");
    assert!(at("share    = 26", "share    = 25").2.contains("99 percent"));
    assert!(at("currency = \"RUB\"", "currency = \"XAF\"").2.contains("No rate of XAF"));
    assert!(at("effect = \"cap\"", "effect = \"stop\"").2.contains("no new permits"));
    assert!(at("fined_when_missed ", "fined_when_mised ").2.contains("Did you mean fined_when_missed"));
    assert!(at("value = 60, unit = \"percent\"", "value = 160, unit = \"percent\"").2.contains("at most 100"));
    assert!(at("[work]", "[work").2.contains("not TOML"));
    assert!(wrong("").2.contains("recruitment"));
}

#[test]
fn a_scenario_changes_numbers_from_a_month_on() {
    let text = "title = \"A cap\"\n[[change]]\nfrom = \"2015-01\"\npolicy.deduction_cap = 30\nban = [\"RU\"]\n";
    let scenario = Scenario::parse(text).unwrap();
    let base = Model::shipped().parameters;
    let cap = |year| scenario.parameters(&base, Month::new(year, 1)).policy.deduction_cap;
    assert_eq!([cap(2014), cap(2015)], [Bounds::of(10_000), Bounds::of(3_000)]);
    assert_eq!((scenario.ban_of("RU"), scenario.ban_of("CN")), (Some(Month::new(2015, 1)), None));
}

#[test]
fn mistakes_of_a_scenario_have_a_place() {
    let wrong = |text: &str| {
        let mistake = Scenario::parse(text).unwrap_err();
        (mistake.line, mistake.cause + &mistake.remedy)
    };
    assert!(wrong("[[change]]\nquota.pressur = 3\n").1.contains("Did you mean pressure?"));
    assert_eq!(wrong("[[change]]\nquota.pressure = -3\n").0, 2);
    assert_eq!(wrong("[[change]]\nfrom = 2015\n").0, 2);
    assert!(wrong("[[change]]\nquota.pressure = \"much\"\n").1.contains("a number"));
    assert!(wrong("[[chang]]\n").1.contains("change"));
    assert!(wrong("[[change]]\npolicy.direct_payment = 101\n").1.contains("at most 100"));
    assert!(wrong("[[change]]\nremittance.fronts = 0\n").1.contains("at least 1"));
}

#[test]
fn the_examples_are_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/scenarios");
    let mut titles = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        let scenario = Scenario::parse(&text).unwrap_or_else(|mistake| panic!("{mistake}"));
        assert!(!scenario.changes.is_empty());
        titles.push(scenario.title);
    }
    assert_eq!(titles.len(), 4, "{titles:?}");
}

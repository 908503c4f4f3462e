//! Files of figures: the handbook's example, mistakes in their place, and input that nobody should write.

use reconcile::{Country, Model, Options, Reconciliation, Verdict, figures, parse_claims, reconcile};

fn answered(text: &str) -> Result<Reconciliation, String> {
    let model = Model::parse(text, &[]).map_err(|mistake| mistake.to_string())?;
    let (claims, set_aside) = parse_claims(text, &model).map_err(|mistake| mistake.to_string())?;
    let options = Options { draw_count: 100_000, ..Options::default() };
    Ok(reconcile(model, figures(claims), set_aside, options))
}

#[track_caller]
fn answer(text: &str) -> Reconciliation {
    answered(text).unwrap_or_else(|mistake| panic!("{mistake}"))
}

fn country(code: &str, name: &str) -> Country {
    Country { code: code.to_owned(), name: name.to_owned() }
}

fn ids(found: &Reconciliation) -> Vec<Vec<&str>> {
    let members = |places: &[usize]| places.iter().map(|place| found.figures[*place].lead().id.as_str()).collect();
    found.conflicts.iter().map(|conflict| members(&conflict.figures)).collect()
}

/// Quantities `a`, `b`, `c` without a unit, then `rest`.
fn plain(rest: &str) -> String {
    ["a", "b", "c"].map(|name| format!("[quantities.{name}]\nunit = \"1\"\nabout_percent = 0\n")).concat() + rest
}

fn claim(id: &str, quantity: &str, ends: &str) -> String {
    format!("[[claims]]\nid = \"{id}\"\nquantity = \"{quantity}\"\n{ends}\n")
}

#[test]
fn the_example_of_the_handbook_is_read_and_answered() {
    let page = include_str!("../../../docs/handbook/reconcile.md");
    let start = page.find("```toml\n").expect("an example") + "```toml\n".len();
    let example = &page[start..start + page[start..].find("```").expect("its end")];
    let found = answer(example);
    assert_eq!(found.verdict, Verdict::Infeasible);
    assert_eq!(ids(&found), [vec!["ministry, people", "north"], vec!["ministry, people", "harvest", "quota", "season"]]);
    assert_eq!(found.set_aside.len(), 1);
    assert!(found.set_aside[0].is_mismatch && found.set_aside[0].reason.contains("by the month"), "{:?}", found.set_aside);
    assert!(found.figures.iter().any(|figure| figure.claims.len() == 2), "an echo is part of its figure");
    assert!(found.posterior.is_some(), "{:?}", found.statements);
}

#[test]
fn the_model_of_the_program_is_sound() {
    let model = Model::parse(reconcile::LABOUR_EXPORT, &[country("RU", "Russia"), country("CN", "China")])
        .unwrap_or_else(|mistake| panic!("{mistake}"));
    assert!(model.position("workers_in.RU").is_some());
    assert_eq!(model.quantities[model.headline].name, "revenue");
    let russia = &model.quantities[model.position("workers_in.RU").expect("a member")];
    assert_eq!((russia.label.as_str(), russia.say.as_str()), ("workers in Russia", "{} workers in Russia"));
    assert!(Model::parse(reconcile::LABOUR_EXPORT, &[]).is_ok());
}

#[test]
fn mistakes_say_where_and_what_was_meant() {
    let cases = [
        ("[quantities.a]\nunit = \"1\"\n\n[[identities]]\nis = \"a = bb\"", "line 5, column 11: there is no quantity \"bb\""),
        ("[quantities.wage]\nunit = \"1\"\n[[claims]]\nquantity = \"wages\"\nvalue = 1", "Did you mean wage?"),
        ("[quantities.a]\nunit = \"1\"\nleest = 0", "Did you mean least?"),
        ("[quantities.a]\nunit = \"USD//month\"", "line 2, column 8"),
        ("[quantities.a]\nunit = \"1\"\n[[claims]]\nquantity = \"a\"", "does not say its figure"),
        ("[quantities.a]\nunit = \"1\"\n[[claims]]\nquantity = \"a\"\nlow = 2\nhigh = 1", "low end above its high end"),
        ("[quantities.a]\nunit = \"1\"\n[[claims]]\nquantity = \"a\"\nvalue = 1e999999", "line 5, column 9"),
        (
            "[quantities.a]\nunit = \"1\"\n[[claims]]\nquantity = \"a\"\nvalue = 1\nderived_from = \"x\"",
            "there is no claim \"x\"",
        ),
        ("[quantities.a\nunit", "line 1"),
        ("", "the file names no quantity"),
        ("title = 3\n[quantities.a]\nunit = \"1\"", "title is a text in quotes, not an integer"),
        ("[quantities.a]\nunit = \"1\"\nleast = 5\nmost = 2", "least value above its greatest"),
        ("[quantities.a]\nunit = \"1\"\n[[identities]]\nis = \"1 = 2\"", "names no quantity"),
        ("[quantities.a]\nunit = \"1\"\n[quantities.a.claims]\nkinds = [\"wages\"]", "a kind of claim"),
    ];
    for (text, expected) in cases {
        let mistake = answered(text).err().unwrap_or_default();
        assert!(mistake.contains(expected), "{text}\ngave: {mistake}");
    }
}

#[test]
fn without_claims_there_is_nothing_to_compare() {
    let found = answer(&plain("[[identities]]\nis = \"a = b + c\"\n"));
    assert_eq!(found.verdict, Verdict::Feasible);
    assert!(found.statements[0].contains("nothing to compare"), "{:?}", found.statements);
}

#[test]
fn identities_that_contradict_each_other_are_a_conflict_without_claims() {
    let text = plain("[[identities]]\nis = \"a >= b + 5\"\n[[identities]]\nis = \"a <= 3\"\n") + &claim("one", "a", "value = 1");
    let found = answer(&text);
    assert_eq!(found.verdict, Verdict::Infeasible);
    assert!(found.conflicts[0].figures.is_empty());
    assert!(found.conflicts[0].sentence.contains("identities of the model cannot all hold"), "{}", found.conflicts[0].sentence);
    assert!(found.repairs.is_empty());
}

#[test]
fn a_divisor_that_may_be_zero_is_said() {
    let text = plain("[[identities]]\nis = \"a = b / c\"\n")
        + &claim("b", "b", "low = 1\nhigh = 2")
        + &claim("c", "c", "low = 0\nhigh = 4");
    let text = text + &claim("a", "a", "low = 0");
    let found = answer(&text);
    assert_eq!(found.verdict, Verdict::Feasible);
    let a = found.bounds[found.model.position("a").expect("a")];
    assert!((a.low - 0.25).abs() < 1e-4 && a.high.is_infinite(), "{a:?}");
    assert!(found.statements.iter().any(|statement| statement.contains("divisor may be zero")), "{:?}", found.statements);
    assert!(found.statements.iter().any(|statement| statement.contains("bounds")), "{:?}", found.statements);
}

#[test]
fn zero_over_zero_is_no_value() {
    let text = plain("[[identities]]\nis = \"a = b / c\"\n") + &claim("b", "b", "value = 0") + &claim("c", "c", "value = 0");
    let found = answer(&text);
    assert_eq!((found.verdict, found.point.expect("a point")[0].clone()), (Verdict::Feasible, None));
    assert_eq!(answer(&(text + &claim("a", "a", "value = 1"))).verdict, Verdict::Infeasible);
}

#[test]
fn absurd_magnitudes_end() {
    let text = plain("[[identities]]\nis = \"a = b * c\"\n")
        + &claim("b", "b", "low = 1e299\nhigh = 1e300")
        + &claim("c", "c", "low = 1e-300\nhigh = 1e300")
        + &claim("a", "a", "low = 1e290\nhigh = 2e290");
    assert_eq!(answer(&text).verdict, Verdict::Feasible);
    let text = text + &claim("c small", "c", "high = 1e-20");
    let found = answer(&text);
    assert_eq!(found.verdict, Verdict::Infeasible);
    // b would lie beyond 1e300, where a quantity has no value
    assert_eq!(ids(&found), [vec!["a", "c small"]]);
}

#[test]
fn figures_that_touch_in_one_point_stand() {
    let text = plain("[[identities]]\nis = \"a = b * c\"\n")
        + &claim("b", "b", "low = 2.1\nhigh = 3.3")
        + &claim("c", "c", "low = 4\nhigh = 5.7")
        + &claim("a", "a", "low = 18.81\nhigh = 20");
    let found = answer(&text);
    assert_eq!(found.verdict, Verdict::Feasible);
    let point: Vec<String> = found.point.expect("a point").iter().flatten().map(reconcile::exact::unrounded).collect();
    assert_eq!(point, ["18.81", "3.3", "5.7"]);
}

#[test]
fn equations_that_determine_each_other_are_solved() {
    let text = plain("[[identities]]\nis = \"a + b = 5\"\n[[identities]]\nis = \"a - b = 1\"\n");
    assert_eq!(answer(&(text.clone() + &claim("a", "a", "low = 1\nhigh = 4"))).verdict, Verdict::Feasible);
    assert_eq!(answer(&(text + &claim("a", "a", "low = 1\nhigh = 2.9"))).verdict, Verdict::Infeasible);
}

#[test]
fn a_figure_that_the_model_rules_out_is_a_conflict_of_its_own() {
    let text = "[quantities.share]\nunit = \"1\"\nmost = 1\npercent = true\n".to_owned()
        + &claim("share", "share", "low = 120\nhigh = 130\nunit = \"percent of pay\"");
    let found = answer(&text);
    assert_eq!(ids(&found), [vec!["share"]]);
    assert!(found.conflicts[0].sentence.contains("120 to 130 percent cannot be true"), "{}", found.conflicts[0].sentence);
}

#[test]
fn many_conflicts_end_at_the_bound_and_say_so() {
    let mut text = plain("[[identities]]\nis = \"a = b * c\"\n");
    for index in 0..60 {
        text += &claim(&format!("a{index}"), "a", &format!("low = {}\nhigh = {}", 10 * index, 10 * index + 4));
        text += &claim(&format!("b{index}"), "b", &format!("low = {}\nhigh = {}", 10 * index, 10 * index + 4));
    }
    let found = answer(&text);
    assert!(!found.complete && found.conflicts.len() == 500, "{}", found.conflicts.len());
    assert!(found.statements.iter().any(|statement| statement.contains("more conflicts")), "{:?}", found.statements);
}

#[test]
fn another_period_is_offered_as_the_reason() {
    let text = "[quantities.pay]\nunit = \"USD/year\"\n".to_owned()
        + &claim("a", "pay", "low = 1100\nhigh = 1300\nquote = \"1,200 dollars\"")
        + &claim("b", "pay", "value = 100\nquote = \"100 dollars\"");
    let found = answer(&text);
    assert_eq!(
        found.conflicts[0].remarks,
        ["They would agree if “100 dollars” (b), whose words name no period, were a figure by the month."]
    );
}

#[test]
fn figures_of_different_times_are_said_to_be_so() {
    let text = plain("") + &claim("a", "a", "value = 1\ntime = 2012") + &claim("b", "a", "value = 2\ntime = \"2015-03\"");
    assert!(answer(&text).conflicts[0].remarks[0].contains("different times (2012, 2015-03)"));
}

#[test]
fn knotted_equations_have_no_posterior_but_a_reason() {
    let text =
        plain("[[identities]]\nis = \"a + b = 5\"\n[[identities]]\nis = \"a * b = 6\"\n") + &claim("a", "a", "low = 1\nhigh = 4");
    let found = answer(&text);
    assert!(found.posterior.is_none());
    assert!(found.statements.iter().any(|statement| statement.contains("knotted")), "{:?}", found.statements);
}

/// A worker who is left with nothing never repays: that is no contradiction, only a quotient without a value.
#[test]
fn a_quantity_that_is_only_defined_contradicts_nothing() {
    let text = "[quantities.cost]\nunit = \"1\"\n[quantities.left]\nunit = \"1\"\n[quantities.months]\nunit = \"1\"\n\
                [[identities]]\nis = \"months = cost / left\"\n"
        .to_owned()
        + &claim("cost", "cost", "low = 10")
        + &claim("left", "left", "low = 0\nhigh = 0");
    let found = answer(&text);
    assert_eq!(found.verdict, Verdict::Feasible, "{:?}", found.conflicts);
    let point = found.point.expect("a point");
    assert!(point[0].is_some() && point[2].is_none(), "{point:?}");
    // a claim of it binds it to the others
    let found = answer(&(text + &claim("months", "months", "low = 5\nhigh = 6")));
    assert_eq!(found.verdict, Verdict::Infeasible);
}

#[test]
fn a_conflict_of_parts_and_their_sum_shows_in_the_sum() {
    let text =
        "[quantities.all]\nunit = \"person\"\n[quantities.here]\nunit = \"person\"\n[quantities.there]\nunit = \"person\"\n\
                [[identities]]\nis = \"all = here + there\"\n"
            .to_owned()
            + &claim("all", "all", "value = 600")
            + &claim("here", "here", "value = 620")
            + &claim("there", "there", "low = 84\nhigh = 173");
    let found = answer(&text);
    let sentence = &found.conflicts[0].sentence;
    assert!(sentence.contains("need all of at least 704 person; all of 600 person allows at most 600"), "{sentence}");
}

#[test]
fn of_too_many_figures_those_that_most_origins_state_are_kept() {
    let mut text = plain("");
    for index in 0..50 {
        text += &claim(&format!("a{index}"), "a", &format!("value = {index}"));
    }
    text += &claim("again", "a", "value = 7");
    text += &claim("good", "a", "value = 77\ngrade = \"A1\"");
    let model = Model::parse(&text, &[]).expect("a model");
    let all = figures(parse_claims(&text, &model).expect("claims").0);
    assert_eq!(reconcile::most_stated(all.clone(), 60).1, None);
    let (kept, left_out) = reconcile::most_stated(all, 3);
    let kept: Vec<&str> = kept.iter().map(|figure| figure.lead().id.as_str()).collect();
    assert_eq!(kept, ["a0", "a7", "good"]);
    assert!(left_out.is_some_and(|words| words.starts_with("Of 51 different figures the 3")));
}

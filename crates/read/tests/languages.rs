//! Several languages in one document, what binds a claim in each, and what is said of the languages that nobody reads.

use evidence::{Claim, Kind, MediaType, Modality, PlaceRung, Role, SourceId};
use proptest::prelude::*;
use read::Reading;

fn reading(text: &str) -> Reading {
    read::read("text.txt", MediaType::PlainText, SourceId::of(text.as_bytes()), text.as_bytes())
}

fn shown(claim: &Claim) -> String {
    let statement = claim.statement();
    let quantity = statement.quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
    format!("{} {quantity}", statement.kind).trim_end().to_owned()
}

fn all(text: &str) -> Vec<String> {
    reading(text).claims.iter().map(shown).collect()
}

/// The first claim of a kind.
fn claim(text: &str, kind: Kind) -> Claim {
    let reading = reading(text);
    reading.claims.into_iter().find(|claim| claim.statement().kind == kind).unwrap_or_else(|| panic!("no {kind} in {text}"))
}

#[test]
fn each_sentence_is_read_in_its_own_language() {
    let text = "The workers earned 700 dollars a month. 노동자들의 월급은 300달러였다. Рабочие получали 500 долларов в месяц. \
                工人的月薪为400美元。 Their passports were confiscated by the manager.";
    assert_eq!(
        all(text),
        [
            "wage 700 USD/month",
            "wage 300 USD/month",
            "wage 500 USD/month",
            "wage 400 USD/month",
            "indicator:retention_of_identity_documents",
        ]
    );
}

#[test]
fn quotes_in_latin_letters_stay_with_the_sentence_round_them() {
    assert_eq!(all("유엔 안보리는 2017년 결의 2397호(UNSCR 2397)를 채택했다."), ["sanction"]);
    assert_eq!(all("IT 노동자 300명이 중국에서 일한다."), ["worker_count 300 person"]);
}

#[test]
fn the_main_language_is_told_and_no_notice_is_needed_for_those_that_are_read() {
    for (text, language) in [
        ("노동자들의 월급은 300달러였다. 여권은 회사가 압수했다.", "ko"),
        ("工人的月薪为400美元。护照被公司没收。", "zh"),
        ("Рабочие получали 500 долларов в месяц, а паспорта у них забрали сразу по прибытии на стройку.", "ru"),
    ] {
        let reading = reading(text);
        assert_eq!(reading.language.as_deref(), Some(language), "{text}");
        assert!(reading.notices.is_empty(), "{:?}", reading.notices);
    }
}

#[test]
fn of_any_other_language_only_pay_in_digits_is_read_and_that_is_said() {
    let text = "Los trabajadores norcoreanos fueron enviados a las obras de construcción del estadio, donde vivían en contenedores \
                sin calefacción y sin agua. El salario era de 300 dólares al mes. La empresa retenía los pasaportes de todos los \
                obreros y murieron cinco personas.";
    let reading = reading(text);
    assert_eq!(reading.language.as_deref(), Some("es"));
    assert_eq!(reading.claims.iter().map(shown).collect::<Vec<_>>(), ["wage 300 USD/month"]);
    let said: Vec<&str> = reading.notices.iter().map(|notice| notice.cause.as_str()).collect();
    assert!(said.iter().any(|cause| cause.contains("English, Korean, Russian and Chinese")), "{said:?}");
}

#[test]
fn ukrainian_and_japanese_are_not_taken_for_their_neighbours() {
    assert!(all("У Польщі працювали 300 північнокорейських робітників, і п'ять із них загинули на будівництві.").is_empty());
    assert!(all("北朝鮮の労働者300人がロシアで働いている。").is_empty());
}

#[test]
fn a_korean_claim_is_bound() {
    let text = "2014년 5월 통일연구원에 따르면 쿠웨이트에서 북한 노동자 4천 명이 일하고 있다.";
    let claim = claim(text, Kind::WorkerCount);
    let statement = claim.statement();
    assert_eq!(statement.about.who.as_deref(), Some("북한 노동자"));
    let place = statement.about.place.as_ref().expect("a place");
    assert_eq!((place.name.as_str(), place.country.as_deref(), place.rung), ("쿠웨이트", Some("KW"), PlaceRung::Clause));
    assert_eq!(statement.about.time.map(|time| time.to_string()).as_deref(), Some("2014-05"));
    assert!(statement.attribution.speaker().is_some_and(|voice| voice.ends_with("통일연구원")));
    assert_eq!(statement.modality, Modality::Reported);
}

#[test]
fn a_russian_claim_is_bound() {
    let text = "По данным института, в мае 2014 года в Кувейте работали 4 тыс. северокорейских рабочих.";
    let claim = claim(text, Kind::WorkerCount);
    let statement = claim.statement();
    let place = statement.about.place.as_ref().expect("a place");
    assert_eq!((place.name.as_str(), place.country.as_deref()), ("Кувейте", Some("KW")));
    assert_eq!(statement.about.time.map(|time| time.to_string()).as_deref(), Some("2014-05"));
    assert_eq!(statement.attribution.speaker(), Some("института"));
    assert_eq!(statement.modality, Modality::Reported);
}

#[test]
fn a_chinese_claim_is_bound() {
    let text = "据统一研究院称，2014年5月有4000名朝鲜工人在科威特工作。";
    let claim = claim(text, Kind::WorkerCount);
    let statement = claim.statement();
    let place = statement.about.place.as_ref().expect("a place");
    assert_eq!((place.name.as_str(), place.country.as_deref()), ("科威特", Some("KW")));
    assert_eq!(statement.about.time.map(|time| time.to_string()).as_deref(), Some("2014-05"));
    assert_eq!(statement.attribution.speaker(), Some("统一研究院"));
}

#[test]
fn a_dispatch_names_its_parties() {
    for (text, who, to, from) in [
        ("북한은 러시아에 벌목공 2만 명을 파견했다.", "벌목공", "러시아", "북한"),
        ("КНДР направила в Россию 20 тысяч лесорубов.", "лесорубов", "Россию", "КНДР"),
        ("朝鲜向俄罗斯派遣了2万名伐木工。", "伐木工", "俄罗斯", "朝鲜"),
    ] {
        let claim = claim(text, Kind::Dispatch);
        let roles = &claim.statement().roles;
        let role = |role| roles.get(&role).map(String::as_str);
        assert_eq!(
            (role(Role::Who), role(Role::To), role(Role::From), role(Role::Sector)),
            (Some(who), Some(to), Some(from), Some("logging")),
            "{text}"
        );
    }
}

#[test]
fn an_interview_is_told_apart_from_its_questions() {
    let text = "문: 월급은 얼마였습니까?\n\n답: 한 달에 120달러를 받았습니다.\n\n문: 1000달러를 준다고 했습니까?\n\n답: 그런 말은 들었습니다.\n";
    let reading = reading(text);
    assert_eq!(reading.claims.iter().map(shown).collect::<Vec<_>>(), ["wage 120 USD/month"]);
    assert_eq!(reading.claims[0].statement().attribution.speaker(), Some("person interviewed"));
}

#[test]
fn the_documents_of_the_example_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/languages/");
    for (name, expected) in [
        ("testimony-ko.txt", ["worker_count about 250 person", "take_home 110 USD/month", "remittance_quota 20000 USD/month"]),
        ("report-ru.txt", ["worker_count about 1500 person", "take_home 100-130 USD/month", "deaths 5 person"]),
        ("news-zh.txt", ["worker_count 1200 person", "take_home 300 CNY/month", "hours_or_rest 14 hour/day"]),
    ] {
        let text = std::fs::read_to_string(format!("{folder}{name}")).expect("the example is there");
        let found = all(&text);
        for claim in expected {
            assert!(found.iter().any(|found| found == claim), "{name}: no {claim:?} among {found:#?}");
        }
        assert!(found.iter().any(|found| found == "indicator:retention_of_identity_documents"), "{name}: {found:#?}");
    }
}

/// Pieces that the grammars stumble over if they stumble at all.
fn piece() -> impl Strategy<Value = String> {
    let words = [
        "노동자", "300명", "월급", "달러", "여권을", "압수", "4만 6천", "수만", "제39호실", "рабочих", "46 000", "полтора", "до",
        "долларов", "в месяц", "2,3 млрд", "工人", "百分之", "三百", "万", "至", "美元", "护照", "没收", "2014年5月", "5월",
        "％", "３００", "~", "–", "от", "с", "한 달에", "每月", "\u{1102}\u{1169}", "北韓", "。", ". ", "? ", ", ", " ", "\n",
        "\n\n", "(", "99999999999999999999", "0", "\u{1a}", "🙂",
    ];
    prop_oneof![8 => prop::sample::select(words.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_the_text_every_quote_is_the_bytes_of_its_place(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        for claim in reading(&text).claims {
            let span = claim.span().expect("a claim that was read has a span");
            let place = span.bytes().expect("text has byte places");
            prop_assert_eq!(text.get(place.start as usize..place.end as usize), Some(span.quote()));
        }
    }

    #[test]
    fn any_text_at_all_is_read_without_a_stumble(text in "\\PC{0,200}") {
        for claim in reading(&text).claims {
            let place = claim.span().and_then(|span| span.bytes()).expect("a place in bytes");
            prop_assert!(text.is_char_boundary(place.start as usize) && text.is_char_boundary(place.end as usize));
        }
    }
}

//! A case as it might be read from eleven short documents: invented texts in the manner of the field.

use evidence::{
    About, Attribution, Basis, Case, CaseBuilder, Claim, Currency, Indicator, Kind, MediaType, Modality, Origin, Place,
    PlaceRung, Quantity, Range, Role, Roles, Rule, Source, SourceId, Statement, Taking, TextLayer,
};
use std::collections::BTreeMap;

/// A case under construction, with the texts of its sources.
#[derive(Default)]
pub struct Reading {
    sources: Vec<Source>,
    pub claims: Vec<Claim>,
    pub texts: BTreeMap<SourceId, String>,
}

/// A claim to be read from a document: the words, and what they state.
pub struct Said {
    quote: &'static str,
    statement: Statement,
}

/// The words `quote` say something of `kind`.
pub fn said(kind: Kind, quote: &'static str) -> Said {
    let statement = Statement {
        kind,
        quantity: None,
        roles: Roles::new(),
        about: About::default(),
        attribution: Attribution::default(),
        modality: Modality::Asserted,
    };
    Said { quote, statement }
}

impl Said {
    /// States `low..high unit`, either end may be absent; a `~` in front says "about".
    pub fn figure(mut self, text: &str) -> Self {
        let (approximate, text) = text.strip_prefix('~').map_or((false, text), |text| (true, text));
        let (range, unit) = text.split_once(' ').expect("a figure and a unit");
        let end = |end: &str| (!end.is_empty()).then(|| end.parse().expect("a decimal"));
        let range = match range.split_once("..") {
            Some((low, high)) => Range::new(end(low), end(high)).expect("a range"),
            None => Range::exactly(range.parse().expect("a decimal")),
        };
        self.statement.quantity = Some(Quantity { range, unit: unit.parse().expect("a unit"), approximate });
        self
    }

    pub fn role(mut self, role: Role, words: &str) -> Self {
        self.statement.roles.insert(role, words.to_owned());
        self
    }

    pub fn who(mut self, who: &str) -> Self {
        self.statement.about.who = Some(who.to_owned());
        self
    }

    pub fn at(mut self, name: &str, country: Option<&str>, rung: PlaceRung) -> Self {
        self.statement.about.place = Some(Place { name: name.to_owned(), country: country.map(str::to_owned), rung });
        self
    }

    pub fn place(self, name: &str, country: &str) -> Self {
        self.at(name, Some(country), PlaceRung::Sentence)
    }

    pub fn time(mut self, period: &str) -> Self {
        self.statement.about.time = Some(period.parse().expect("a period"));
        self
    }

    pub fn voice(mut self, voice: &str) -> Self {
        self.statement.attribution.0.push(voice.to_owned());
        self
    }

    pub fn put(mut self, modality: Modality) -> Self {
        self.statement.modality = modality;
        self
    }
}

impl Reading {
    /// Adds a document with what it says.
    pub fn document(
        &mut self,
        name: &str,
        text: &str,
        publisher: Option<&str>,
        published: Option<&str>,
        says: Vec<Said>,
    ) -> SourceId {
        let id = SourceId::of(text.as_bytes());
        self.sources.push(Source {
            id,
            byte_count: text.len() as u64,
            name: format!("documents/{name}.txt"),
            media_type: MediaType::PlainText,
            title: text.lines().next().map(str::to_owned),
            publisher: publisher.map(str::to_owned),
            published: published.map(|date| date.parse().expect("a period")),
            language: Some(if text.contains('북') { "ko" } else { "en" }.to_owned()),
            grade: "C3".parse().expect("a grade"),
            derived_from: None,
            part_of: None,
        });
        self.texts.insert(id, text.to_owned());
        let layer = TextLayer::identity(id, 0, text.to_owned());
        self.claims.extend(says.into_iter().map(|said| read(&layer, said)));
        id
    }

    /// Marks the last document as an echo of another.
    pub fn echo_of(&mut self, origin: SourceId) {
        self.sources.last_mut().expect("a document").derived_from = Some(Origin::Source(origin));
    }

    /// Changes the last document.
    pub fn last(&mut self) -> &mut Source {
        self.sources.last_mut().expect("a document")
    }

    /// The case, with its sources added in the given order.
    pub fn case(&self, reversed: bool) -> Case {
        let mut builder = CaseBuilder::new();
        let mut sources = self.sources.clone();
        if reversed {
            sources.reverse();
        }
        sources.into_iter().for_each(|source| builder.source(source));
        for claim in &self.claims {
            builder.claim(claim.clone()).expect("its source is there");
        }
        builder.finish()
    }
}

fn read(layer: &TextLayer, said: Said) -> Claim {
    let text = layer.text();
    let start = text.find(said.quote).unwrap_or_else(|| panic!("{:?} stands in the text", said.quote));
    let end = start + said.quote.len();
    let opens = |at: usize| {
        text[..at].ends_with("\n\n") || text[..at].trim_end().ends_with(['.', '다']) && text[..at].ends_with([' ', '\n'])
    };
    let first = (0..=start).rev().filter(|at| text.is_char_boundary(*at)).find(|at| *at == 0 || opens(*at)).unwrap_or(0);
    let closes = |at: &usize| {
        text.is_char_boundary(*at) && (text[*at..].starts_with(['\n', ' ']) || *at == text.len()) && text[..*at].ends_with('.')
    };
    let last = (end..=text.len()).find(closes).unwrap_or(text.len());
    let span = layer.span(start..end).expect("words");
    let sentence = layer.span(first..last).expect("a sentence");
    let rule = Rule::new("sample.read", 1);
    Claim::new(said.statement, Basis::Read { span, sentence, rule, steps: Vec::new() }).expect("kind and figure fit")
}

/// What a claim says, to be said once more by another document.
#[allow(dead_code, reason = "the example does not repeat claims")]
pub fn again(claim: &Claim) -> Said {
    let quote = claim.span().expect("it was read").quote().to_owned();
    Said { quote: Box::leak(quote.into_boxed_str()), statement: claim.statement().clone() }
}

/// What the sample page is told with.
pub fn settings() -> dossier::Settings {
    dossier::Settings {
        title: "North Korean workers abroad".to_owned(),
        as_of: Some("2016-12-31".parse().expect("a date")),
        currency: Currency::USD,
        version: "0.1.0".to_owned(),
    }
}

fn head(taking: Taking, words: &str, quote: &'static str) -> Said {
    said(Kind::Deduction, quote).role(Role::Head, words).role(Role::Code, taking.code())
}

fn sign(indicator: Indicator, quote: &'static str) -> Said {
    said(Kind::Indicator(indicator), quote)
}

fn sent(quote: &'static str, to: &str, country: &str, sector: &str) -> Said {
    let from = said(Kind::Dispatch, quote).role(Role::From, "the North Korean government").role(Role::Who, "workers");
    from.role(Role::To, to).role(Role::Sector, sector).place(to, country)
}

/// The sample case.
pub fn sample() -> Reading {
    let mut reading = Reading::default();
    let agency =
        reading.document("2014-agency", include_str!("agency.txt"), Some("Meridian News Agency"), Some("2014-06-11"), agency());
    reading.document("2014-daily", include_str!("daily.txt"), Some("The Daily Post"), Some("2014-06-12"), daily());
    reading.echo_of(agency);
    reading.document("2013-logger", include_str!("logger.txt"), Some("Desert Road Support"), Some("2013-07-09"), logger());
    reading.last().grade = "B2".parse().expect("a grade");
    reading.document("2014-gulf", include_str!("gulf.txt"), Some("Desert Road Support"), Some("2014-03-22"), gulf());
    reading.document(
        "2014-ministry",
        include_str!("ministry.txt"),
        Some("Ministry of External Labour"),
        Some("2014-11-18"),
        ministry(),
    );
    reading.last().grade = "E5".parse().expect("a grade");
    reading.document(
        "2015-rapporteur",
        include_str!("rapporteur.txt"),
        Some("Lakeside Digest"),
        Some("2015-10-30"),
        rapporteur(),
    );
    reading.document("2015-brief", include_str!("brief.txt"), Some("Harbour Street Institute"), Some("2015-02-12"), brief());
    reading.document("2016-manager", include_str!("manager.txt"), None, Some("2016-03-04"), manager());
    reading.document("2015-inspection", include_str!("inspection.txt"), Some("Tuul District"), Some("2015-08-21"), inspection());
    reading.document("korean", include_str!("korean.txt"), None, None, korean());
    reading.document("2016-sanctions", include_str!("sanctions.txt"), Some("Clearwater"), Some("2016-12-20"), sanctions());
    reading
}

fn agency() -> Vec<Said> {
    use Indicator::*;
    let officers = "The security officers in charge of a group";
    vec![
        said(Kind::WorkerCount, "About 46,000 North Koreans")
            .figure("~46000 person")
            .who("North Koreans working outside their country")
            .voice("officials"),
        sent("sends\nrestaurant staff to China", "China", "CN", "restaurants"),
        sent("textile workers to Mongolia", "Mongolia", "MN", "textiles"),
        sent("welders to Poland", "Poland", "PL", "shipyards"),
        sent("construction workers to Kuwait", "Kuwait", "KW", "construction"),
        sent("Kuwait and Qatar", "Qatar", "QA", "construction"),
        said(Kind::Dispatch, "building teams went to the Middle East after the 1991 Gulf War")
            .role(Role::To, "the Middle East")
            .role(Role::Sector, "construction")
            .time("1991/.."),
        said(Kind::WorkerCount, "10,000 to 15,000 North Koreans")
            .figure("10000..15000 person")
            .who("North Koreans in logging camps")
            .place("Russia's Far East", "RU")
            .put(Modality::Estimated)
            .voice("researchers"),
        sent("work in logging camps in Russia's Far East", "Russia's Far East", "RU", "logging"),
        said(Kind::HoursOrRest, "two days\nin the year").figure("2 rest day/year").place("Russia's Far East", "RU"),
        sign(IntimidationAndThreats, "crews that fall short of their quota of timber are punished")
            .place("Russia's Far East", "RU"),
        sign(WithholdingOfWages, "had not\nbeen paid until they were back home")
            .place("Russia's Far East", "RU")
            .voice("former loggers"),
        said(Kind::Deaths, "five workers at a building site in Russia died")
            .figure("5 person")
            .place("Russia", "RU")
            .time("2013-02"),
        sign(RestrictionOfMovement, "whose door had been bolted from outside").place("Russia", "RU").time("2013-02"),
        sign(Isolation, "control their calls"),
        sign(IntimidationAndThreats, "their families\nwould suffer"),
        said(Kind::Wage, "between US$300 and US$1,000 a month").figure("300..1000 USD/month"),
        said(Kind::ShareTaken, "Between 70 and 90 per cent").figure("70..90 percent of pay").voice("former officials"),
        said(Kind::Flow, "through a party office called Room 39").role(Role::Via, "Room 39").role(Role::To, "the state"),
        head(Taking::Loyalty, "loyalty fund", "loyalty fund"),
        head(Taking::Party, "party dues", "party dues"),
        head(Taking::Tax, "tax", "tax"),
        head(Taking::SendingState, "insurance", "insurance"),
        head(Taking::Board, "board and lodging", "board\nand lodging"),
        said(Kind::RemittanceQuota, "from $10,000 to $100,000").figure("10000..100000 USD").who(officers),
        said(Kind::TakeHome, "$100 to $130 a month").figure("100..130 USD/month"),
        said(Kind::FeeOrBribe, "20 to 30 dollars").figure("20..30 USD").role(Role::Purpose, "placement on the list"),
        said(Kind::FeeOrBribe, "10 to 100 dollars").figure("10..100 USD").role(Role::Purpose, "medical examination"),
        said(Kind::WorkerCount, "at least 3,000").figure("3000.. person").put(Modality::Planned).voice("the diplomat"),
    ]
}

fn daily() -> Vec<Said> {
    vec![
        said(Kind::WorkerCount, "about 46,000").figure("~46000 person").who("labourers overseas"),
        said(Kind::Wage, "between US$300 and $1,000").figure("300..1000 USD/month"),
        said(Kind::ShareTaken, "70 to 90\npercent").figure("70..90 percent of pay"),
        said(Kind::Flow, "via an agency known as Room 39").role(Role::Via, "Room 39").role(Role::To, "the regime's coffers"),
        said(Kind::Flow, "sent to the\nleader through dispatched entities")
            .role(Role::Via, "dispatched entities")
            .role(Role::To, "the leader")
            .role(Role::What, "loyalty funds"),
        said(Kind::TakeHome, "$100 to $130 a month").figure("100..130 USD/month"),
        sign(Indicator::RetentionOfIdentityDocuments, "passports are sold").put(Modality::Alleged).voice("critics"),
    ]
}

fn logger() -> Vec<Said> {
    use Indicator::*;
    let russia = |said: Said| said.at("Russian Far East", Some("RU"), PlaceRung::Document);
    vec![
        said(Kind::WorkerCount, "about 180 of us").figure("~180 person").at("Amur region", Some("RU"), PlaceRung::Paragraph),
        said(Kind::Dispatch, "in a logging camp in Amur region")
            .role(Role::To, "Amur region")
            .role(Role::Sector, "logging")
            .place("Amur region", "RU"),
        russia(said(Kind::FeeOrBribe, "30 dollars").figure("30 USD").role(Role::Purpose, "placement on the list")),
        russia(said(Kind::FeeOrBribe, "another 50 dollars").figure("50 USD").role(Role::Purpose, "medical examination")),
        said(Kind::Wage, "400 US dollars a month").figure("400 USD/month").at("Amur region", Some("RU"), PlaceRung::Paragraph),
        head(Taking::Quota, "state quota", "The state quota was 130 dollars a month").figure("130 USD/month"),
        head(Taking::Tax, "tax", "Tax, 20 dollars").figure("20 USD/month"),
        head(Taking::Loyalty, "loyalty fund", "The loyalty fund, 40\ndollars").figure("40 USD/month"),
        head(Taking::Party, "party dues", "Party dues, 10 dollars").figure("10 USD/month"),
        head(Taking::SendingState, "insurance", "Insurance, 20 dollars").figure("20 USD/month"),
        head(Taking::Board, "board and lodging", "Board and lodging, 60 dollars a month").figure("60 USD/month"),
        russia(said(Kind::TakeHome, "120 dollars a month was\nleft").figure("120 USD/month")),
        russia(sign(WithholdingOfWages, "we would be paid when we got home")),
        russia(said(Kind::HoursOrRest, "Fourteen hours a day").figure("14 hour/day")),
        russia(sign(ExcessiveOvertime, "Fourteen hours a day was normal")),
        russia(said(Kind::HoursOrRest, "two days off in the whole year").figure("2 rest day/year")),
        russia(sign(PhysicalAndSexualViolence, "beat the brigade leader\nwith a stick")),
        russia(sign(AbusiveWorkingAndLivingConditions, "Twenty-two men lived in a shipping container without heating")),
        russia(sign(RestrictionOfMovement, "Nobody was allowed out")),
        russia(sign(RetentionOfIdentityDocuments, "My passport was taken from me")),
        russia(sign(Isolation, "We had no phones")),
        russia(sign(DebtBondage, "I began with a debt")),
        said(Kind::Flow, "the money goes up to Room 39").role(Role::To, "Room 39").put(Modality::Reported).voice("the manager"),
    ]
}

fn gulf() -> Vec<Said> {
    use Indicator::*;
    vec![
        said(Kind::Wage, "promised 1,000 dollars a month").figure("1000 USD/month").place("Qatar", "QA").put(Modality::Promised),
        sign(Deception, "I was promised 1,000 dollars a month and I got 100").place("Qatar", "QA"),
        said(Kind::TakeHome, "I got 100").figure("100 USD/month").place("Qatar", "QA").time("2012/2013"),
        said(Kind::Wage, "about 800 dollars a month").figure("~800 USD/month").place("Qatar", "QA"),
        said(Kind::ContractLength, "three years").figure("3 year"),
        said(Kind::FeeOrBribe, "25 dollars").figure("25 USD").role(Role::Purpose, "placement on the list"),
        sign(RetentionOfIdentityDocuments, "took the passports at the airport").place("Kuwait", "KW"),
        said(Kind::HoursOrRest, "fifteen hours a day").figure("15 hour/day").place("Qatar", "QA"),
        sign(ExcessiveOvertime, "we worked fifteen hours a day").place("Qatar", "QA"),
        sign(RestrictionOfMovement, "not allowed to leave the camp alone").place("Qatar", "QA"),
        sign(PhysicalAndSexualViolence, "slapped a young man").place("Kuwait", "KW"),
        said(Kind::Deaths, "a man fell from the scaffold in\nApril 2013 and died")
            .figure("1 person")
            .place("Qatar", "QA")
            .time("2013-04"),
        sign(IntimidationAndThreats, "they would have called the embassy").put(Modality::Conditional),
    ]
}

fn ministry() -> Vec<Said> {
    use Indicator::*;
    let denied = |said: Said| said.put(Modality::Denied);
    vec![
        said(Kind::ContractLength, "two years").figure("2 year"),
        denied(sign(Deception, "anybody was deceived")),
        denied(sign(WithholdingOfWages, "No wages are withheld")),
        denied(said(Kind::ShareTaken, "70 to 90 per cent of their pay is taken").figure("70..90 percent of pay")),
        denied(head(Taking::Loyalty, "loyalty fund", "no deductions for any \"loyalty fund\"")),
        denied(said(Kind::Flow, "no office called \"Room 39\"").role(Role::To, "Room 39")),
        denied(sign(RetentionOfIdentityDocuments, "passports are taken away")),
        denied(sign(RestrictionOfMovement, "Nobody restricts the movement")),
        denied(sign(PhysicalAndSexualViolence, "any worker has been beaten")),
        denied(said(Kind::WorkerCount, "46,000 workers").figure("46000 person").who("workers abroad")),
    ]
}

fn rapporteur() -> Vec<Said> {
    use Indicator::*;
    let study = |said: Said| said.voice("a 2012 study by the International Network");
    vec![
        said(Kind::WorkerCount, "between 50,000 and 60,000 workers")
            .figure("50000..60000 person")
            .put(Modality::Reported)
            .voice("civil society organisations"),
        said(Kind::Dispatch, "mostly in China").role(Role::To, "China").place("China", "CN"),
        said(Kind::TakeHome, "120 to 150 US dollars a month").figure("120..150 USD/month"),
        said(Kind::HoursOrRest, "up to 20 a day").figure("..20 hour/day").put(Modality::Reported),
        said(Kind::HoursOrRest, "one or two days of rest a month").figure("1..2 rest day/month"),
        sign(RestrictionOfMovement, "Freedom of movement is unduly limited"),
        sign(RetentionOfIdentityDocuments, "Passports are confiscated"),
        study(
            said(Kind::Revenue, "1.2 to 2.3 billion US dollars annually")
                .figure("1200000000..2300000000 USD/year")
                .put(Modality::Reported),
        ),
    ]
}

fn brief() -> Vec<Said> {
    vec![
        said(Kind::Revenue, "1.2 to 2.3 billion dollars a year")
            .figure("1200000000..2300000000 USD/year")
            .put(Modality::Reported)
            .voice("a 2012 study by the International Network"),
        said(Kind::Revenue, "about 200 million dollars a year")
            .figure("~200000000 USD/year")
            .put(Modality::Estimated)
            .voice("the Asan Institute"),
        said(Kind::WorkerCount, "near\n100,000 workers")
            .figure("~100000 person")
            .put(Modality::Estimated)
            .voice("South Korean newspapers"),
        said(Kind::Revenue, "between 150 and 230 million dollars a year")
            .figure("150000000..230000000 USD/year")
            .put(Modality::Estimated),
    ]
}

fn manager() -> Vec<Said> {
    use Indicator::*;
    let poland = |said: Said| said.at("Poland", Some("PL"), PlaceRung::Paragraph);
    let flow = |quote, from: &str, to: &str| said(Kind::Flow, quote).role(Role::From, from).role(Role::To, to);
    vec![
        said(Kind::WorkerCount, "52 North Korean workers").figure("52 person").place("northern Poland", "PL"),
        said(Kind::RemittanceQuota, "25,000 US dollars a month").figure("25000 USD/month").who("site managers"),
        poland(said(Kind::Wage, "about 650\ndollars a month").figure("~650 USD/month")),
        poland(head(Taking::Loyalty, "loyalty fund", "The loyalty fund was 30 dollars a month").figure("30 USD/month")),
        poland(said(Kind::ShareTaken, "around\neighty per cent").figure("~80 percent of pay")),
        flow("The shipyard paid Company K", "the shipyard", "Company K"),
        flow("from Company L the money went to Room 39", "Company L", "Room 39").role(Role::Via, "Company L"),
        flow("carried 80,000 dollars in cash to\nPyongyang", "the party secretary", "Pyongyang")
            .role(Role::Via, "the party secretary")
            .figure("80000 USD")
            .time("2014-04"),
        sign(RetentionOfIdentityDocuments, "I held the passports in Poland").place("Poland", "PL"),
        poland(sign(RestrictionOfMovement, "not allowed out except together")),
        poland(said(Kind::HoursOrRest, "12 hours a\nday").figure("12 hour/day")),
        poland(said(Kind::Deaths, "A fitter died at the yard in 2014").figure("1 person").time("2014")),
    ]
}

fn inspection() -> Vec<Said> {
    use Indicator::*;
    let site = |said: Said| said.at("Ulaanbaatar", Some("MN"), PlaceRung::Document);
    vec![
        said(Kind::WorkerCount, "96 North Korean workers").figure("96 person").at("Ulaanbaatar", Some("MN"), PlaceRung::Heading),
        site(said(Kind::ContractLength, "three years").figure("3 year")),
        site(sign(RetentionOfIdentityDocuments, "passports were in a locked drawer")),
        site(said(Kind::HoursOrRest, "from 14 to 16 hours a day").figure("14..16 hour/day")),
        site(sign(ExcessiveOvertime, "on site from 14 to 16 hours a day")),
        said(Kind::Wage, "550 US dollars a month").figure("550 USD/month").at("Ulaanbaatar", Some("MN"), PlaceRung::Heading),
        said(Kind::TakeHome, "100 dollars a month").figure("100 USD/month").at("Ulaanbaatar", Some("MN"), PlaceRung::Heading),
        site(sign(RestrictionOfMovement, "may not\nleave the site without permission")),
        site(sign(Isolation, "None had a telephone")),
        site(sign(PhysicalAndSexualViolence, "We saw no signs of violence")).put(Modality::Denied),
        site(said(Kind::Deaths, "In two of these accidents a worker\ndied").figure("2 person").time("2014/2015")),
    ]
}

fn korean() -> Vec<Said> {
    let mongolia = |said: Said| said.place("몽골", "MN");
    vec![
        mongolia(head(Taking::Loyalty, "충성자금", "매달 충성자금을 내야 한다")),
        mongolia(sign(Indicator::RetentionOfIdentityDocuments, "여권은 지배인이 보관한다")),
        mongolia(sign(Indicator::WithholdingOfWages, "임금은 귀국한 뒤에 받는다고 한다")).put(Modality::Reported),
    ]
}

fn sanctions() -> Vec<Said> {
    let measure = |quote, authority: &str, instrument: &str, target: &str, time: &str| {
        let said = said(Kind::Sanction, quote).role(Role::Authority, authority).role(Role::Instrument, instrument);
        said.role(Role::Target, target).time(time)
    };
    vec![
        measure(
            "designated Office 39 under Executive Order 13551",
            "the United States",
            "Executive Order 13551",
            "Office 39",
            "2010-08-30",
        ),
        measure(
            "allowed the US Treasury to block the property",
            "the United States",
            "Executive Order 13722",
            "anyone who exports workers",
            "2016-03-15",
        ),
        measure("called on States to be vigilant", "the Security Council", "Resolution 2321", "States", "2016-11-30"),
        said(Kind::WorkerCount, "30,000 workers in Russia")
            .figure("30000 person")
            .place("Russia", "RU")
            .put(Modality::Conditional),
    ]
}

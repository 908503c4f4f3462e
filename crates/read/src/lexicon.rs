//! Word lists of the figures grammar. A word's lists are looked up once, when it becomes a token; the rules then test bits.
//!
//! In the lists, `take~` stands for a regular verb with its endings (`take takes taking`, `fine fines fined fining`), `worker+` for a
//! noun and its plural. Irregular forms stand by themselves.

use crate::currency;
use crate::gazetteer;
use crate::indicator::{self, WordId};
use crate::key::{Key, KeyHasher};
use crate::kinds;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// A set of word lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Classes(u64);

impl Classes {
    pub(crate) const NONE: Classes = Classes(0);
    /// Any of both.
    pub(crate) const fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
    /// The lists as bits, by their numbers.
    pub(crate) const fn bits(self) -> u64 {
        self.0
    }
    pub(crate) const fn meets(self, other: Classes) -> bool {
        self.0 & other.0 != 0
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident = $words:expr;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[derive(Clone, Copy)]
        enum Bit { $($name),* }
        impl Classes {
            $($(#[$doc])* pub(crate) const $name: Classes = Classes(1 << Bit::$name as u64);)*
        }
        const LISTS: &[(Classes, &str)] = &[$((Classes::$name, $words)),*];
        /// The names of the lists, by their numbers.
        pub(crate) const LIST_NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

lists! {
    /// Words that begin the name of a place or a people; filled from the lists of names.
    NAME = "";
    /// Words that begin what tells the meaning of a sum; filled from the list of cues.
    MONEY_CUE = "";
    /// Words that begin the full name of a currency; filled from the list of currencies.
    MONEY_NAME = "";
    /// Words for a time of day that no digit stands beside.
    DAYTIME = "noon midday midnight dawn dusk sunrise sunset";
    /// Cardinal number words.
    NUMBER = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen \
        nineteen twenty thirty forty fifty sixty seventy eighty ninety";
    /// Words that multiply the number before them.
    MAGNITUDE = "hundred thousand million billion trillion dozen lakh lakhs crore crores mn bn m k mln millions billions";
    /// Ordinals: never a quantity.
    ORDINAL = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth twentieth thirtieth hundredth st nd rd th";
    /// Fractions and shares in words.
    FRACTION = "half quarter+ third+ tenth+ fifth+ two-thirds majority once twice";
    /// Months by name.
    MONTH = "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept \
        oct nov dec";
    /// Stretches of time.
    PERIOD = "hour+ day+ week+ month+ year+ shift+ hr hrs night+ workday+ workweek+ fortnight sunday+ monday+ tuesday+ wednesday+ thursday+ friday+ saturday+ decade+ minute+ yr yrs month's week's day's year's";
    /// Words that make a sum a rate by themselves.
    RATE = "monthly yearly annually annual daily weekly hourly annum annualised annualized";
    /// Names of currencies and their codes.
    CURRENCY = "dollar+ buck+ euro+ pound+ yuan renminbi rmb won rouble+ ruble+ rupee+ riyal+ rial+ dirham+ dinar+ zloty zlotys yen baht peso+ \
        ringgit tenge tugrik+ togrog+ nakfa soum+ som sum taka dong kyat rupiah leu lei lira franc+ shilling+ naira rand real reais kip riel pula kwacha \
        usd eur gbp cny krw rub inr qar sar aed kwd omr bhd pln jpy thb php myr sgd hkd kzt mnt kgs uzs bdt npr lkr pkr vnd mmk idr cad aud chf czk \
        sek nok dkk brl mxn zar ngn kes etb egp jod lbp iqd irr try uah gel amd azn byn tjs tmt mdl ron huf bgn rsd twd kpw mop nzd lak khr rs sol \
        soles birr cedi+ shekel+ ils nis kr ksh rp mur afn aoa awg bbd bif bnd bwp cdf clp crc cve djf dop dzd ern fjd ghs gmd gnf gtq gyd hnl hrk htg isk jmd kmf lrd lsl lyd mga mkd mru mvr mwk mzn nad nio pab pgk pyg rwf sbd scr sdg sle srd ssp syp szl tnd tzs ttd ugx uyu ves vuv wst xaf xcd xof xpf yer zmw pataca+ rufiyaa afghani+ dalasi metical meticais ariary guarani+ quetzal+ lempira+ bolivar+ boliviano+ gourde+ kina denar+ koruna+ manat+ somoni hryvnia hryvnias lari dram forint krona kroner krone";
    /// Percent words.
    PERCENT = "percent percentage pct cent";
    /// People who work, or are put to work: heads of a worker count.
    WORKER = "worker+ labourer+ laborer+ logger+ employee+ migrant+ miner+ farmhand+ seamstress+ waitress+ waiter+ lumberjack+ woodcutter+ cutter+ \
        builder+ welder+ deckhand+ fisherman fishermen fisher+ seafarer+ sailor+ crewman crewmen crew+ trainee+ intern+ apprentice+ domestic+ maid+ \
        nanny nannies helper+ cook+ nurse+ doctor+ medic+ programmer+ engineer+ labour labor workforce staff personnel workmen workman \
        farmworker+ picker+ harvester+ people person+ men man women woman children child girl+ boy+ adult+ national+ citizen+ compatriot+ \
        individual+ victim+ survivor+ expatriate+ expat+ athlete+ student+ villager+ refugee+ detainee+ prisoner+ inmate+ recruit recruits \
        conscript+ soldier+ teacher+ bricklayer+ carpenter+ painter+ plasterer+ mason+ farmer+ hand hands operative+ machinist+ technician+ \
        specialist+ artist+ painter+ sculptor+ driver+ packer+ sewer+ tailor+ caregiver+ caretaker+ cleaner+ porter+ carer+ guest-worker weaver+ \
        servant+ slave+ colleague+ team-mate member+ northerner+ southerner+ teenager+ youth+ minor+ returnee+ passenger+ jobseeker+ applicant+ \
        shepherd+ herder+ loader+ docker+ stevedore+ gardener+ sorter+ moulder+ molder+ brickmaker+ brickmoulder+ peeler+ rigger+ electrician+ plumber+ roofer+ scaffolder+ dishwasher+ chambermaid+ housemaid+ housekeeper+ knitter+ stitcher+ spinner+ dyer+ tanner+ trawlerman trawlermen tapper+ milker+ herdsman herdsmen goatherd+ quarryman quarrymen stonecutter+ quarrier+ trimmer+ shucker+ oarsman oarsmen cane-cutter+ brickworker+ ironer+ embroiderer+ cobbler+ smelter-hand+ fruit-picker+ crewmember+ cadet+ seaman seamen boatswain+ artisan+ operator+ performer+ entertainer+ dancer+ boatman boatmen diver+ diggers digger workmate+ professional+ developer+ coder+ physician+ claimant+ adolescent+ seasonal lads";
    /// Worker heads that count as workers only with support (they may be anybody).
    ANYBODY = "people person+ men man women woman children child girl+ boy+ adult+ national+ citizen+ individual+ victim+ survivor+ \
        student+ villager+ refugee+ detainee+ prisoner+ inmate+ compatriot+ personnel staff member+ northerner+ southerner+ teenager+ youth+ minor+ hand hands \
        driver+ soldier+ colleague+ returnee+ passenger+ applicant+ recruit recruits doctor+ teacher+ claimant+ adolescent+ lads physician+";
    /// People who are never counted as workers.
    OFFENDER = "trafficker+ offender+ suspect+ defendant+ smuggler+ official+ officer+ guard+ minder+ agent+ inspector+ policeman policemen police \
        prosecutor+ judge+ broker+ recruiter+ manager+ supervisor+ overseer+ journalist+ diplomat+ minister+ lawmaker+ delegate+ expert+ \
        investigator+ activist+ employer+ intermediary intermediaries perpetrator+ defector+ interviewee+ respondent+ witness witnesses \
        informant+ informer+ lawyer+ researcher+ reporter+ broker+ owner+ director+ executive+ foreman foremen boss bosses cadre+ captain+ \
        subagent+ sub-agent+ staffer+ headman headmen landlord+ moneylender+ gangmaster+ skipper+ paymaster+ handler+ warden+ spokesman spokeswoman spokesperson ambassador+ envoy+ consul+ author+ convict+ \
        auditor+ prosecutor+ magistrate+ caporale caporali gunmen gunman monitor+ counsel creditor+ shareholder+ investor+";
    /// Things that take a number and are never workers.
    THING = "visa+ permit+ raid+ inspection+ case+ site+ country countries company companies factory factories plant+ room+ resolution+ \
        vehicle+ page+ complaint+ investigation+ prosecution+ conviction+ arrest+ camp+ dormitory dormitories paper+ interview+ report+ \
        document+ license+ licence+ restaurant+ project+ building+ bed+ container+ truck+ bus buses ship+ vessel+ boat+ flight+ ton+ tonne+ \
        metre+ meter+ kilometre+ kilometer+ km mile+ hectare+ acre+ cubic litre+ liter+ kilogram+ kg town+ village+ city cities province+ state+ region+ article+ \
        section+ paragraph+ chapter+ annex+ tier+ item+ ministry ministries agency agencies firm+ enterprise+ contract+ visit+ trip+ meeting+ \
        day-long apartment+ flat+ barrack+ hut+ tent+ floor+ storey+ story+ bunk+ toilet+ shower+ phone+ hotline+ call+ passport+ group+ team+ brigade+ batch batches \
        facility facilities farm+ mine+ kiln+ mill+ workshop+ shop+ hotel+ law+ sanction+ transaction+ payment+ account+ bank+ school+ hospital+ \
        applications application answer+ question+ photo+ photograph+ video+ image+ file+ record+ time+ point+ place+ family-days job+ post+ vacancy vacancies place+ position+ tree+ plank+ brick+ shirt+ garment+ instalment+ installment+ seat+ household+ licences slip+";
    /// Pay as a thing.
    PAY = "wage+ pay salary salaries earnings remuneration income+ paycheck+ paycheque+ stipend+ payslip+ earning compensation takings wage-packet paypacket";
    /// Getting or giving pay.
    EARN = "earn~ paid pay pays paying receive~ get gets got getting make makes made making draw draws drew bring brings";
    /// Taking part of pay.
    TAKE = "take takes took taken taking deduct~ deduction+ withhold withholds withheld withholding seize~ confiscate~ skim+ skimmed skimming siphon~ \
        appropriate~ extort~ pocket~ cream~ creamed surrender~ garnish~ garnished expropriate~ levy levies levied retain~ \
        forfeit~ impound~ claim~ dock~ docked divert~ collect~ claw~ cut cuts subtract~ swallow~ absorb~ charge~ grab~ grabbed kickback+";
    /// What is left to a worker.
    KEEP = "left keep keeps kept keeping retain~ remain~ remainder take-home pocket-money net leftover leaving leaves pocketed hand";
    /// Handing over to a State, party or superior.
    REMIT = "remit~ remitted remitting remittance+ quota+ surrender~ handed hand hands handing deliver~ owe owes owed contribute~ contribution+ send sends sent \
        submit~ submitted submitting turn turns turned transfer~ transferred transferring target+ plan+ tribute obligation+ assess~ assessed forward~";
    /// Taking in money as a State or an enterprise.
    REVENUE = "revenue+ proceeds income earn~ earnings generate~ bring brings brought bringing raise~ profit+ haul haul+ receipts takings gain+ makes made make net nets \
        netted netting inflow+ currency exchange rake rakes raked raking yield~ garner~ worth reap~ pull pulls pulled turnover";
    /// Paying to be sent or kept in work.
    FEE = "bribe+ bribed bribing bribery fee+ deposit+ kickback+ commission+ brokerage bond+ levy levies gift+ loan+ debt+ borrow~ placement recruitment backhander+ \
        inducement+ payoff+ sweetener+ recruiter+ broker+ advance+ collateral";
    /// Fees that are not recruitment costs.
    OTHER_FEE = "party membership board lodging dues insurance legal court lawyer+ tuition school monthly loyalty fund+ tax \
        taxes food meal+ rent accommodation housing pension uniform+ tool+ fine fines fined contribution+ donation+ premium+ patriotic voluntary gift+ visa+ permit+ hostel bed+ flat bus fare+ ration+ rice boots helmet+ guarantee union ticket+ respirator gumboots absence repayment harvest rehabilitation";
    /// Work and rest.
    WORKTIME = "work works worked working shift+ rest rests rested resting off holiday+ leave overtime day-off break+ toil~ labour~ labor~ duty sleep slept \
        free hours hour workday+ workweek+ schedule+ employed employ employs employing stationed subjected";
    /// How long one is bound.
    CONTRACT = "contract+ term+ stint+ stay+ stayed staying assignment+ posting+ tour+ rotation+ spell+ deployment+ sent dispatch~ dispatched posted stationed remain~ serve~ \
        served employed visa work worked works bound deployed return~ assigned agreement+ tenure period";
    /// Death.
    DEATH = "die dies died dead dying crushed survive passed death+ killed kill kills killing fatality fatalities perish~ fatal fatally deadly suffocate~ suffocated electrocuted \
        drowned drown~ suicide+ suicides toll";
    /// Harm short of death.
    INJURY = "injure~ injured injury injuries wounded hurt sick ill hospitalised hospitalized burned maimed escape~ escaped fled arrested detained";
    /// Negation.
    NEGATION = "not no never none without nor neither cannot can't don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't won't nobody \
        don’t doesn’t didn’t isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t won’t can’t hardly nothing";
    /// Rejecting what others say.
    DENIAL = "deny denies denied denying denial+ refute~ reject~ rejected dismiss~ dismissed false baseless unfounded groundless fabricated fabrication+ \
        contradict~ dispute~ disputed slander+ untrue myth+ rumour+ rumor+ invention+ lie lies wrong incorrect";
    /// Intentions and the future.
    PLAN = "plan~ planned planning plans intend~ will shall seek~ seeks hope~ aim~ pledge~ vow~ vowed propose~ proposed envisage~ expect~ expected target~ targeted due \
        want~ wants ordered orders upcoming future prospective eventually intends scheduled forecast+ projected soon";
    /// Promises.
    PROMISE = "promise~ offered offer offers offering lure~ guarantee~ guaranteed assured advertised advertise~ advertisement+ pledged told recruited entice~ tempted quoted";
    /// Conditions and possibilities.
    CONDITION = "if may might could would should unless whether suppose supposing hypothetical hypothetically possible possibly perhaps potentially potential can";
    /// Passing on.
    REPORT = "reportedly reported report+ reports reporting according said say says told tell tells stated state states testified testify~ recalled recall~ explained explain~ \
        added cited cites citing quoted quoting described found finds wrote writes noted notes apparently announced claimed claims claim believed thought";
    /// Estimates.
    ESTIMATE = "estimate~ estimated estimates estimation+ guess guessed reckon~ calculated calculates calculate put puts believe believes believed think thinks thought suggests suggest";
    /// Accusations.
    ALLEGE = "alleged allegedly alleges allege allegation+ accuse~ accused accusation+ purportedly purported claims claimed claim suspected suspicion+";
    /// Hedges before a number.
    ABOUT = "about around approximately roughly nearly almost some circa estimated approx ca close near";
    /// Prepositions, conjunctions, articles and auxiliaries: they end a noun phrase.
    STOP = "a an the of in on at to for from by with and or but who which that this these those their his her its our my your as is are was were be been being has have had \
        do does did will would can could may might must shall should than then so if when while where because since until before after under over into out up \
        per each every it they them we he she i you not no only about around just also there here each both all any some many most several few more less \
        through via between among during against without within across after despite because";
    /// Abbreviations that end in a dot without ending a sentence.
    ABBREVIATION = "mr mrs ms dr prof sen rep gov gen col lt sgt st no nos art arts para paras sec vs etc inc ltd co corp approx rs tk rp ca cf fig vol pp ed eds jan feb mar apr jun jul aug sep \
        sept oct nov dec e.g i.e al mt est dept min max op res ch";
    /// Sectors of work, alone before a worker noun or as the work itself.
    SECTOR = "logging timber forestry construction restaurant+ catering medical hospital+ textile+ garment+ sewing seafood fishing fishery fisheries mining coal farm+ agricultural agriculture \
        farming domestic shipbuilding shipyard+ factory factories it software military security sports athletic athletes cotton brick hospitality manufacturing industrial building wood-cutting \
        lumber statue+ monument+ art greenhouse+ poultry retail oil transport cleaning care nursing entertainment massage trade assembly electronics apparel processing health service services";
    /// Sending people.
    DISPATCH = "send sends sent sending dispatch~ dispatched deploy~ deployed export~ exported ship ships shipped shipping supply supplies supplied recruited second seconded post posted place placed \
        assigned transferred despatch~ despatched hire hires hired provide provides provided brought import imports imported dispatches dispatching moved went go travelled traveled expansion";
    /// Moving money.
    MOVE = "send sends sent flow+ flowed flowing goes go going went funnel~ funnelled funneled wire~ wired transfer~ transferred transferring channel~ channelled channeled remit~ remitted \
        siphon~ siphoned launder~ laundered route~ routed carry carried carries courier~ couriered smuggle~ smuggled deposit~ deposited forwarded forward end ends ended delivered deliver paid \
        divert~ diverted passed pass passes moved move moves repatriated collected received handled managed controlled held administered";
    /// First words of heads of deduction.
    HEAD = "accommodation administration administrative advance advances agency agent's agent’s air airfare board canteen \
        clothing commission commissions company consular damages debt donations dormitory dues electricity embassy \
        equipment fine fines flight flights food gift gifts gloves health heating housing income insurance loan lodging \
        loyalty management manager's manager’s meals medical national overseas party patriotic penalties pension permit \
        plan planned quota recruitment remittance rent repayment revolution revolutionary room safety service social \
        state state's state’s study tax taxes the tools transport transportation travel uniform uniforms union \
        utilities visa visas voluntary water work youth youth-league barracks bed boots bunk bus fare fares flat guarantee gumboots helmet helmets hostel machetes penalty rations respirator rice security ticket train absence harvest rehabilitation";
    /// Verbs of saying and nouns of study, and the words that introduce a voice.
    VOICE = "denied denies rejected rejects said says say told tells stated states reported reports estimated estimates testified recalled recalls explained explains added wrote writes found noted notes claimed \
        claims announced believes believe calculated calculates concluded concludes described describes cited quoted put according quoting citing as published study report research survey \
        estimate figures analysis brief investigation data paper assessment";
    /// Instruments of law.
    INSTRUMENT = "resolution regulation executive";
    /// Measures of authorities.
    SANCTION = "sanction+ sanctioned sanctioning embargo embargoes embargoed blacklist~ blacklisted designated designate~ prohibit~ prohibited ban+ banned banning freeze~ froze frozen bar+ barred";
}

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    /// The lists it is on.
    pub classes: Classes,
    /// Its number among the words of the patterns of indicators.
    pub pattern_word: WordId,
}

type Index = HashMap<Key, Known, BuildHasherDefault<KeyHasher>>;

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    for (classes, words) in LISTS {
        for form in words.split_whitespace().flat_map(forms) {
            let known = index.entry(Key::of(&form)).or_default();
            known.classes = known.classes.or(*classes);
        }
    }
    for (key, number) in indicator::pattern_words() {
        index.entry(key).or_default().pattern_word = number;
    }
    let names = gazetteer::first_words().map(|key| (key, Classes::NAME));
    let cues = kinds::first_words_of_cues().map(|key| (key, Classes::MONEY_CUE));
    let moneys = currency::first_words().map(|key| (key, Classes::MONEY_NAME));
    for (key, classes) in names.chain(cues).chain(moneys) {
        let known = index.entry(key).or_default();
        known.classes = known.classes.or(classes);
    }
    index
});

/// What is known of the word of `key`.
pub(crate) fn known(key: Key) -> Known {
    INDEX.get(&key).copied().unwrap_or_default()
}

/// The written forms of a list entry.
pub(crate) fn forms(entry: &str) -> Vec<String> {
    if let Some(noun) = entry.strip_suffix('+') {
        return vec![noun.to_owned(), plural(noun)];
    }
    match entry.strip_suffix('~') {
        Some(verb) => conjugated(verb),
        None => vec![entry.to_owned()],
    }
}

fn plural(noun: &str) -> String {
    let hissing = ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    let consonant_y = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if hissing => format!("{noun}es"),
        None => format!("{noun}s"),
    }
}

fn conjugated(verb: &str) -> Vec<String> {
    let consonant_y = verb.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let (past, gerund) = match (verb.strip_suffix('e'), consonant_y) {
        (Some(stem), _) => (format!("{verb}d"), format!("{stem}ing")),
        (None, Some(stem)) => (format!("{stem}ied"), format!("{verb}ing")),
        (None, None) => (format!("{verb}ed"), format!("{verb}ing")),
    };
    vec![verb.to_owned(), plural(verb), past, gerund]
}

use super::*;
use crate::sentence::sentences;
use crate::token::tokenize;

/// The sentences of `text`, each with the hits found in it.
fn read(text: &str, kind: BlockKind) -> Vec<(Vec<Token>, Vec<Hit>)> {
    let mut tokens = Vec::new();
    tokenize(text, 0..text.len(), &[], &mut tokens);
    let mut before = 0..0;
    let mut found = Vec::new();
    for range in sentences(text, &tokens) {
        let sentence = tokens[range.clone()].to_vec();
        let hits = indicators(text, &sentence, kind, &tokens[before]);
        before = range;
        found.push((sentence, hits));
    }
    found
}

fn hits(text: &str) -> Vec<Hit> {
    read(text, BlockKind::Paragraph).into_iter().flat_map(|(_, hits)| hits).collect()
}

/// `MOVE`, the last part of the indicator's code; `-` before it if denied, `?` if conditional.
fn written(hit: &Hit) -> String {
    let sign = match hit.modality {
        Some(Modality::Denied) => "-",
        Some(Modality::Conditional) => "?",
        _ => "",
    };
    format!("{sign}{}", &hit.indicator.code()[5..])
}

fn words_of(text: &str) -> Vec<String> {
    let span = |sentence: &[Token], words: &Range<usize>| {
        text[sentence[words.start].start as usize..sentence[words.end - 1].end as usize].to_owned()
    };
    let found = read(text, BlockKind::Paragraph);
    found.iter().flat_map(|(sentence, hits)| hits.iter().map(|hit| span(sentence, &hit.words))).collect()
}

/// Checks a table of `labels | sentence`; the labels are the last parts of the indicators' codes.
fn check(table: &str) {
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.trim().is_empty()) {
        let (labels, sentence) = line.split_once('|').expect("labels | sentence");
        let mut expected: Vec<String> = labels.split_whitespace().map(str::to_owned).collect();
        let mut found: Vec<String> = hits(sentence.trim()).iter().map(written).collect();
        expected.sort();
        found.sort();
        found.dedup();
        if expected != found {
            wrong.push(format!("{}\n  expected {expected:?}, found {found:?}", sentence.trim()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The mistake in a list of these lines after a heading.
fn mistake(lines: &str) -> (usize, String) {
    let list = format!("[debt_bondage]\n{lines}");
    match pattern::compile(&[&list]) {
        Err(mistake) => (mistake.line, mistake.why),
        Ok(_) => panic!("no mistake found in {lines}"),
    }
}

#[test]
fn the_list_compiles() {
    if let Err(mistake) = pattern::compile(&LISTS.map(|(_, list)| list)) {
        panic!("data/{}, line {}: {}", LISTS[mistake.list].0, mistake.line, mistake.why);
    }
}

#[test]
fn a_mistake_in_the_list_is_named_with_its_line() {
    assert_eq!(mistake("strong owed: owe @boss"), (2, "no set is called `boss`".to_owned()));
    assert_eq!(mistake("# fine\nstrong owed owe"), (3, "a pattern is written `strong name: words`".to_owned()));
    assert_eq!(mistake("sure owed: owe"), (2, "`sure` is none of strong, weak, opposite".to_owned()));
    assert_eq!(mistake("strong owed: owe ..3"), (2, "a pattern begins and ends with a word".to_owned()));
    assert_eq!(mistake("strong owed: owe ..many debt"), (2, "`..many` is not a gap".to_owned()));
    assert_eq!(mistake("strong owed: #24-11 debts"), (2, "`#24-11` is not a range of numbers such as #11-24".to_owned()));
    assert_eq!(
        mistake("strong owed: debt ; unless paid"),
        (2, "`unless` is none of not, before, after, need, lacks, previous, score".to_owned())
    );
    assert_eq!(mistake("set a = b\n c\nset a = d"), (4, "the set `a` is defined twice".to_owned()));
    assert_eq!(mistake("[debt]").1, "`debt` is not one of the eleven indicators");
    assert!(mistake("strong owed: debt").1.starts_with("the set `breaker` is missing"));
}

#[test]
fn the_words_are_those_that_show_it() {
    assert_eq!(words_of("In the spring the broker took away our passports at the border."), ["took away our passports"]);
    assert_eq!(words_of("They were locked in at night and beaten."), ["locked in", "beaten"]);
    assert_eq!(words_of("We worked fourteen-hour days."), ["fourteen-hour days"]);
}

#[test]
fn quantifiers_are_kept() {
    let text = "Some employers withhold wages.";
    let (sentence, hits) = read(text, BlockKind::Paragraph).remove(0);
    let quantifier = hits[0].quantifier.clone().expect("a quantifier");
    assert_eq!(sentence[quantifier.start].text(text), "Some");
    assert_eq!(quantifier.len(), 1);
}

#[test]
fn questions_and_headings_state_nothing() {
    assert!(read("Did they beat you?", BlockKind::Question).iter().all(|(_, hits)| hits.is_empty()));
    assert!(hits("Were you beaten?").is_empty());
    assert!(read("Debt bondage", BlockKind::Heading(2)).iter().all(|(_, hits)| hits.is_empty()));
}

#[test]
fn a_pronoun_stands_for_the_passports_of_the_sentence_before() {
    assert_eq!(hits("We gave the agent our passports. They were confiscated.").len(), 1);
    assert!(hits("We gave the guards some oranges. They were confiscated.").is_empty());
}

#[test]
fn an_accusation_before_a_court_is_alleged() {
    let found = hits("He is charged with confiscating their passports.");
    assert_eq!(found[0].modality, Some(Modality::Alleged));
    assert_eq!(found[0].rule, "indicator.passport_seized");
    assert!(found[0].strong);
}

#[test]
fn retention_of_identity_documents() {
    check(
        r#"
IDDOC | They took my passport at the airport and I never saw it again.
IDDOC | Employers routinely confiscate the passports of domestic workers.
IDDOC | The broker kept our identity cards in a safe in his office.
IDDOC | Our passports were taken away on the first day.
IDDOC | Recruitment agents withheld their travel documents until the fee was paid.
IDDOC | She was forced to hand over her passport to the madam.
IDDOC | Workers reported that the company retains all passports.
IDDOC | The captain held the seafarers' documents in his cabin.
IDDOC | He asked for his passport back, but the manager refused.
IDDOC | Passport confiscation remained widespread in the construction sector.
IDDOC | The employer would not return my passport.
IDDOC | Retention of identity documents by labour agents is common on the estates.
IDDOC | Upon arrival the workers had to surrender their passports and visas to a supervisor.
IDDOC | Traffickers seize victims' identity documents to control them.
IDDOC | My boss has my passport locked in his drawer.
IDDOC | Their iqamas were withheld by the sponsor.
IDDOC | The women were stripped of their documents on arrival.
?IDDOC | If a manager keeps a worker's passport, call the hotline.
IDDOC | Police arrested an employer who had confiscated the passports of twelve workers.
IDDOC | An agent collected the passports of all the women in the group.
IDDOC | Her passport stayed with the agency.
"#,
    );
}

#[test]
fn denials_are_denied() {
    check(
        r#"
-IDDOC | Passports are not retained by the company.
-IDDOC | The ministry rejects reports that passports are held by managers.
-IDDOC | Inspectors found that workers keep their own passports.
-IDDOC | The agency denied that it had confiscated any worker's passport.
-IDDOC | No employer in this area holds workers' passports.
-IDDOC | The claim that passports are taken away is baseless.
-IDDOC | All interviewed workers had possession of their own identity documents.
-WAGES | Wages are paid in full and on time.
-WAGES | The company denied withholding wages.
-WAGES | No wages were withheld.
-WAGES | Workers told us they are paid on time every month.
-WAGES | It is not true that salaries are paid to the state.
-DEBT | None of the workers was in debt to the company.
-DEBT | We found no evidence of debt bondage at this plant.
-OT | There was no forced overtime.
-OT | Overtime is voluntary.
-COND | Inspectors did not find overcrowded dormitories.
-COND | The company denies that conditions are unsafe.
-MOVE | Workers are free to leave the compound at any time.
-MOVE | The company denied that workers were confined to the dormitory.
-MOVE | The gates are not locked at night.
-MOVE | It is not true that they cannot leave the camp.
-MOVE | Residents may come and go freely.
-MOVE | Nobody restricts their movement.
-ISOL | They are not cut off from their families.
-ISOL | Workers may telephone their families whenever they like.
-ISOL | The manager said no phones had been taken.
-VIOL | No worker has been beaten.
-VIOL | I was never hit.
-VIOL | We saw no signs of violence.
-THREAT | We deny that workers have been threatened.
-THREAT | No threats were made against any worker.
-DECEPT | Nobody was deceived about wages.
-DECEPT | The agency denies that it misled applicants about the work.
-VULN | The company stated that workers are free to change employers.
-DEBT | A spokesman denied the existence of bonded labour in the district.
-IDDOC | Auditors verified that workers held their own passports in individual lockers.
-MOVE | Workers confirmed that they could leave the hostel whenever they wished.
-MOVE | It rejects claims that girls are confined.
-THREAT | Nobody threatened me, and I could go when I wanted.
-VIOL | He never raised a hand against me.
-VIOL | Investigators found no evidence that anyone had been beaten.
-WAGES | The employer insisted that all salaries had been paid in full.
-OT | No one worked more than eight hours, and overtime was voluntary.
-DEBT | None of those interviewed had incurred debts to recruiters.
-THREAT | The spokesman called the claim that families had been threatened a fabrication.
-MOVE | Contrary to press reports, the workers are not confined to the camp.
-WAGES | It is incorrect that wages are sent to the state.
-IDDOC | Documents are neither confiscated nor withheld by our company.
-COND | The embassy dismissed allegations that workers live in squalid conditions.
"#,
    );
}

#[test]
fn laws_efforts_and_other_matters_show_nothing() {
    check(
        r#"
| Employers must not retain passports.
| The law prohibits the confiscation of passports by employers.
| Withholding a worker's passport is illegal under national law.
| Although passport retention is a crime, no employer was fined.
| The embassy renewed his passport in two weeks.
| He holds a Nepali passport.
| The passport office took three months to issue passports.
| Authorities made efforts to enforce the ban on passport confiscation.
| The government trained inspectors to detect passport retention and other indicators of forced labor.
| Officials held a document-signing ceremony with the visiting delegation.
| The team held documents showing the firm's turnover.
| The company kept records of every delivery.
| Police seized documents and computers during a raid on the agency.
| Passport holders may enter without a visa.
| Wages must be paid at least twice a month.
| The law requires employers to pay wages into a bank account.
| He took unpaid leave to care for his mother.
| Wages rose by five percent last year.
| Tens of thousands of euros in unpaid taxes were recovered.
| The government did not pay compensation to farmers after the flood.
| The ministry should ensure that wages are not withheld.
| Unpaid interns learned about the office.
| Women do most of the unpaid care work.
| The government has not paid its contribution to the fund.
| The average monthly wage is 500 dollars.
| The government's debt rose to 60 percent of GDP.
| The debt crisis hit the region.
| Bonded labour is prohibited under the 1976 act.
| The constitution prohibits debt bondage.
| The ministry launched a campaign against bonded labour.
| The bank repaid its loan early.
| Zambia defaulted on its external debt.
| The government adopted a plan to eradicate bonded labor.
| Interest rates on housing loans fell.
| The office is open twelve hours a day.
| The hotline operates 24 hours a day, seven days a week.
| Normal working hours are eight a day.
| The flight took 14 hours.
| The law limits overtime to four hours a week.
| Workers get one day off a week.
| The working day may not exceed eight hours.
| The talks lasted 12 hours.
| He took a day off to visit his parents.
| Economic conditions are poor in the region.
| The government improved conditions in prisons.
| The ministry inspected sites to improve working conditions.
| Hazardous work is prohibited for persons under 18.
| Shipping containers were loaded at the port.
| Poor weather conditions delayed the flight.
| Victims receive medical care at the shelter.
| The parties locked in a trade dispute met on Monday.
| He locked the contract in a drawer.
| The agreement guarantees the free movement of goods.
| The convention protects freedom of movement.
| The problem is not confined to one sector.
| Rebels restricted the movement of troops.
| They left the house at six.
| The government lifted the curfew in the capital after the protests.
| She could not leave work early.
| It was an isolated incident.
| The ship was isolated by a storm.
| Contact us for more information.
| The regime is isolated internationally.
| No phone number was listed.
| Remote areas of the country lack schools.
| He could not be reached by phone.
| The quarantine isolated infected passengers.
| They beat the deadline by a week.
| Police beat the traffickers during the arrest.
| The team was beaten in the final.
| Violence in the region forced thousands to flee.
| The law criminalizes sexual assault.
| He followed the beaten track.
| The government opened a shelter for victims of sexual violence.
| Drug abuse is a problem in the city.
| Inflation hit workers hard.
| Abuse of power by officials was reported.
| Women and girls are subjected to sex trafficking.
| The storm struck the coast.
| The test is a threat to national security.
| Traffickers were threatened with prison.
| The drought threatens harvests.
| Sanctions threaten the economy.
| The government established penalties for traffickers.
| Courts punished three offenders for fraud.
| The storm threatened the coast.
| The ministry warned employers that they would be fined.
| The government promised reforms.
| The statistics are misleading.
| The minister promised to inspect the farms.
| The firm offered jobs to local people.
| He was promised a promotion.
| The law prohibits fraudulent recruitment.
| The campaign warned the public about fraudulent job offers.
| The bank was defrauded of millions.
| The new law allows workers to change employers.
| The government supports vulnerable families.
| They had no choice of colour.
| The party had no other choice but to raise taxes.
| Vulnerable groups receive assistance.
| Poverty fell by ten percent.
| Children remain at school until 16.
| The guidelines list indicators such as debt bondage, withholding of wages and restriction of movement.
| The ILO identifies eleven indicators: abuse of vulnerability, deception, restriction of movement, isolation, physical and sexual violence, intimidation and threats, retention of identity documents, withholding of wages, debt bondage, abusive working and living conditions and excessive overtime.
| A prison term of five years awaits offenders.
| Two guards were convicted.
| The free trade agreement was signed.
| Sanctions bite deeper every year.
| Hours of operation are posted at the entrance.
| The government prosecuted 14 traffickers and convicted nine.
| Authorities did not report any prosecutions for debt bondage.
| NGOs recommended that the government amend the sponsorship law.
| The government amended its labor code to criminalize passport retention and non-payment of wages.
| As reported over the past five years, human traffickers exploit domestic and foreign victims in the Maldives, and traffickers exploit victims from the Maldives abroad.
| The government increased law enforcement efforts and initiated 14 investigations under its anti-trafficking law.
| The Ministry of Labor continued to operate a hotline through which workers could report unpaid wages and passport retention.
| Officials did not consistently screen vulnerable groups for indicators of trafficking.
| Amend the labor law to ban recruitment fees charged to workers and the holding of passports.
| Increase oversight of recruitment agencies and hold accountable employers who retain workers' passports.
| There were no reports that the government took steps to prevent or punish these practices.
| He was a nice man and he bought us lunch.
-DEBT | District officials said that no bonded labour exists in their area.
| The defendant operated a restaurant in Houston from 2009 to 2014.
| The jury found him not guilty on two counts.
| The Court recalls that Article 4 prohibits slavery, servitude and forced or compulsory labour.
| The company has adopted a policy under which no worker pays for a job.
| Management committed to end excessive overtime by December.
| Next steps include training of supervisors on respectful treatment and reimbursement of fees.
| India's embassy said it had helped 45 citizens leave.
| The embassy advised job seekers to verify the credentials of recruiters before accepting offers.
| The mission treated more than 30,000 patients.
| The president issued a decree abolishing the state cotton quota.
| Monitors observed no systematic forced labour during the harvest.
| Domestic workers are covered by a standard contract that entitles them to one day off a week.
| Pyongyang earned some 500 million dollars from the programme.
| The resolution requires member states to repatriate workers within 24 months.
| Host countries should stop issuing work permits.
| The mill owners' association says its hostels are safe and comfortable.
| The state government announced a survey of hostels.
| A worker may terminate the contract with one month's notice.
| No worker shall be required to deposit money or identity papers with the employer.
?WAGES | If wages are not paid within seven days, the worker may lodge a complaint.
| The penalty for forced labour is imprisonment of up to ten years.
| Officers seized false passports and cash from the smugglers.
| The minister said unemployment benefits would be paid late this month.
| Fishing was restricted to protect movement of whales.
| Wages shall be paid regularly, and employers are prohibited from limiting the freedom of the worker to dispose of his wages.
| Article 347 prescribes penalties of three to seven years' imprisonment for withholding a worker's passport.
| The government did not report investigating, prosecuting, or convicting any employers for passport confiscation or non-payment of wages.
| In 2018 the authorities introduced a wage protection system to prevent the withholding of wages.
| The wage protection system requires employers to pay salaries electronically.
| Officials continued to conduct awareness campaigns on the illegality of passport retention.
| Inspectors lacked the training to identify indicators such as restricted movement, withheld wages or confiscated documents.
| Domestic workers remained outside the scope of the wage protection system.
| The bill would make it a crime to withhold identity documents.
| Companies should reimburse workers for recruitment fees and return all passports.
| Suppliers must not use forced, bonded or prison labour.
| Our code of conduct bans physical abuse, harassment and excessive overtime.
| The convention defines debt bondage as the status arising from a pledge by a debtor of his personal services.
| The questionnaire asked whether workers had been beaten, threatened or confined.
| The study examined wage withholding in 14 sectors.
| The government signed a memorandum with the sending country on recruitment fees.
| The court held that the contract was void.
| A new hotline received 1,400 calls, most of them about visas.
| The workers' hostel has 40 rooms, a canteen and a football pitch.
| Families of the workers receive remittances every month.
| The delegation was prevented from leaving Vienna by a snowstorm.
| Members of the crew took photographs of their passports.
| Minimum wages have been raised in eleven provinces.
| The two companies are locked in a dispute over unpaid invoices.
| Violence erupted in the capital after the election.
| The minister threatened to resign.
| The opposition warned that the law would be abused.
| Heat waves killed 40 elderly people in the city.
| The export ban on coal hurt the regime.
| Sanctions isolate the country from the world economy.
| The airline cut its flights to one a week.
| The harvest was poor and food prices rose.
| The bank seized the house because the loan was not repaid.
| Overtime is paid at 150 percent of the hourly wage.
| Each worker receives a copy of the contract in his own language.
| The trade union negotiated a 38-hour week.
| The ban on night work for women was lifted.
| The plant runs 24 hours a day in three shifts.
"#,
    );
}

#[test]
fn withholding_of_wages() {
    check(
        r#"
WAGES | They have not been paid for six months.
WAGES | Some employers withhold wages for months at a time.
WAGES | The workers are owed eight months of salary.
WAGES | He worked for two years without pay.
WAGES | Nonpayment of wages was the most frequent complaint.
WAGES | My salary was always late, sometimes by four months.
WAGES | The boss refused to pay us after the harvest.
WAGES | Wages are paid only after the workers go back to their country.
WAGES | Eighty percent of their salaries is taken by the government.
WAGES | The state takes most of the wages they earn.
WAGES | Their salaries are paid directly to the embassy.
WAGES | Traffickers keep all of the victims' earnings.
WAGES | She was never paid a cent.
WAGES | I did not receive any salary during the first year.
WAGES | The company made illegal deductions from their pay.
WAGES | Unpaid wages amounted to $4,000 per worker.
WAGES | Doctors receive only a fraction, because the regime keeps up to 90 percent of the salaries.
WAGES | Delayed payment of wages was reported in every factory we visited.
WAGES | The employer held back part of my wages as security.
WAGES | The workers had gone unpaid since March.
WAGES | They received nothing for the first three months of work.
WAGES | Inmates work in the fields with no remuneration.
WAGES | The garment factory closed owing its workers five months' wages.
WAGES | Credible reports indicate that the regime appropriates the greater part of their earnings.
WAGES | I worked on the boat for three years and was given nothing except cigarettes and rice.
WAGES | For the last fourteen months she had not received her salary.
WAGES | Havana keeps between 75 and 90 percent of what host countries pay for each doctor.
WAGES | I handed over the envelope every month and got a coupon for the shop.
WAGES | Payment came, if at all, three or four months behind.
"#,
    );
}

#[test]
fn debt_bondage() {
    check(
        r#"
DEBT | Many brick kiln workers are held in debt bondage.
DEBT | Entire families work as bonded laborers in the quarries.
DEBT | I had to work off the debt to the agency.
DEBT | They borrow money at high interest to pay recruitment fees.
DEBT | Workers are heavily indebted to their recruiters.
DEBT | The debt is passed from parents to children.
DEBT | He still owed the broker 3,000 dollars.
DEBT | The fees were deducted from our wages each month.
DEBT | Any shortfall is carried over to the next month.
DEBT | Fishermen take advances that bind them to the boat owner.
DEBT | Recruiters charged exorbitant fees, leaving workers in debt.
DEBT DECEPT | The landlord never told us how large our debt had grown with interest.
DEBT | She was told she owed $40,000 in smuggling debt.
DEBT | Migrants take on large debts to pay for their jobs.
DEBT | They were forced to repay the cost of the ticket through work.
DEBT | Excessive recruitment fees are charged to workers from Nepal and Bangladesh.
DEBT | We were trapped in debt.
?DEBT | High fees make workers vulnerable to debt bondage.
?DEBT | Migrants may be subjected to debt bondage.
DEBT | On the second day the broker said each of us cost 25,000 baht and we would have to earn it back.
DEBT | Each morning he took 10 dollars off for the ride and wrote the rest against the 1,500 they owed for the crossing.
"#,
    );
}

#[test]
fn excessive_overtime() {
    check(
        r#"
OT | They worked 16 hours a day.
OT | We worked fourteen-hour days, seven days a week.
OT | Domestic workers labour up to 18 hours per day without rest.
OT | Excessive overtime was found in all twelve factories.
OT | I had no day off in eleven months.
OT | Employees are forced to work overtime to meet quotas.
OT | The crew sleep four hours a night.
OT | Victims endure long working hours and little rest.
OT | They rest one day a month.
OT | Only two rest days a year are granted.
OT | From dawn to dusk we carried bricks.
OT | The shift began at six and we worked until midnight.
OT | The maids were denied a weekly day of rest.
OT | Working weeks of 80 hours were common.
OT | They sewed from 7 a.m. until 11 p.m.
OT | Children work 12 hours a day in the mines.
OT | On the boats men work around the clock when the catch is good.
OT | Compulsory overtime was imposed during the peak season.
OT | Most work between 12 and 16 hours a day and sometimes up to 20, with one or two rest days a month.
OT | Moulding begins at two in the morning and ends after sunset.
OT | She got up at five and was never in bed before midnight, every single day.
OT | Time cards showed that 61 percent of workers exceeded 84 hours per week.
"#,
    );
}

#[test]
fn abusive_working_and_living_conditions() {
    check(
        r#"
COND | Workers lived in squalid conditions.
COND | The men sleep in shipping containers without heating.
COND | Three workers died of heat exhaustion on the site.
COND | They were given spoiled food.
COND | There was no protective equipment, not even gloves.
COND | Twenty people shared one room.
COND | Working conditions were hazardous.
COND | We drank dirty water and slept on the floor.
COND | He was denied medical care after the accident.
COND | Children were exposed to toxic pesticides.
COND | The dormitories were overcrowded and filthy.
COND | A worker fell from the scaffolding and died.
COND | Prisoners are malnourished and work in freezing cold.
COND | Employers provide inadequate food and housing.
COND | Injured workers were forced to continue working.
COND | The women lived in an unheated barracks with one toilet.
COND | Fishing crews face dangerous work and poor living conditions.
COND | Inhumane conditions prevail in the camps.
COND | My hands swelled up and went rotten but there was no medicine.
COND | Her bed was a mattress on the kitchen floor and she ate what the family left on their plates.
COND | Eleven cooks shared a two-bedroom apartment infested with cockroaches.
COND | Auditors noted blocked fire exits and bunks for 40 in a hall licensed for 16.
COND | Pickers slept in unheated classrooms and had to buy their own drinking water.
COND | Rations are so small that prisoners eat grass and mice.
COND | Every winter dozens die of cold and hunger.
COND | They slept 12 to a trailer with no working plumbing.
"#,
    );
}

#[test]
fn restriction_of_movement() {
    check(
        r#"
MOVE | Workers are not allowed to leave the compound.
MOVE | We were locked in at night.
MOVE | They cannot leave the site without permission.
MOVE | The factory gates were guarded by armed men.
MOVE | Their movement was restricted by minders.
MOVE | The girls were confined to the house for a year.
MOVE | I was never allowed out alone.
MOVE | They may go out only in groups of four.
MOVE | A supervisor escorted them to and from the plant.
MOVE | Workers remained under constant surveillance.
MOVE | The crew was trapped on the vessel for fourteen months.
MOVE | A curfew is enforced in the dormitories.
MOVE | He could not escape because the doors were bolted.
MOVE | She was held against her will in an apartment.
MOVE | Security officers accompany the workers wherever they go.
MOVE | Guards prevented them from leaving.
MOVE | Forcible confinement was reported by three women.
MOVE | The employer did not let her go outside.
MOVE | Employers require workers to obtain exit permits.
MOVE | They are not free to leave.
MOVE | They lived behind barbed wire in the labour camp.
MOVE | North Korean workers in Russia are barred from leaving their worksites without a supervisor.
MOVE | There was no way to get off because we never came to port.
MOVE | When the family went out they locked the front door and took the key.
MOVE | Armed men stood at every exit.
MOVE | Hostel wardens accompany the girls to the mill and back and keep the gate shut on Sundays.
?MOVE | Employers could lock workers in their rooms.
"#,
    );
}

#[test]
fn isolation() {
    check(
        r#"
ISOL | Mobile phones were confiscated on arrival.
ISOL | They had no contact with their families.
ISOL | We were forbidden to talk to local people.
ISOL | Letters were censored by the security officer.
ISOL | The logging camp was in a remote forest.
ISOL | She was not allowed to call home.
ISOL | Domestic workers are isolated in private homes.
ISOL | The nearest town was two hours away.
ISOL | He was cut off from the outside world.
ISOL | Calls are monitored and internet use is banned.
ISOL | The employer took her phone.
ISOL | They were not permitted to use mobile phones.
ISOL | Workers could not communicate with anyone outside the farm.
ISOL | She was kept incommunicado for weeks.
ISOL | We had no telephone and could not write home.
ISOL | The fishermen stayed at sea for two years.
ISOL | I had not spoken to my mother since the day I left.
ISOL | Madam kept her phone in a drawer and let her ring home once a month for five minutes.
ISOL | Relatives may visit only on the first Sunday of the month, and telephones are not permitted.
"#,
    );
}

#[test]
fn physical_and_sexual_violence() {
    check(
        r#"
VIOL | The foreman beat them with a belt.
VIOL | She was raped by her employer.
VIOL | Workers who fell behind were beaten.
VIOL | Physical and sexual abuse is common.
VIOL | He slapped me when I was slow.
VIOL | The women reported sexual harassment by supervisors.
VIOL | Guards tortured prisoners who tried to flee.
VIOL | Children were whipped and burned with cigarettes.
VIOL | I saw the captain hit a man with an iron bar.
VIOL | Employers subject maids to beatings.
VIOL | Some crew members were thrown overboard.
VIOL | The teachers use corporal punishment on boys who do not bring enough money.
VIOL | My employer used to pull my hair and kick me.
VIOL | He gave me electric shocks.
VIOL | When somebody fell asleep the skipper would throw hot water on him.
VIOL | When a glass broke, Madam pulled her by the hair and hit her with a shoe.
VIOL | Guards hang inmates by the wrists for failing to fill their norm.
VIOL | Seven of the 30 women we interviewed said their supervisor had demanded sex in exchange for lighter work.
"#,
    );
}

#[test]
fn intimidation_and_threats() {
    check(
        r#"
THREAT | They threatened to report us to the police.
THREAT | Workers face threats of deportation.
THREAT | The manager warned that their families would be punished.
THREAT | If they try to escape they face reprisals against their relatives.
THREAT | Those who complain are sent home.
THREAT | Anyone who missed the target was fined.
THREAT | Brigades that do not meet the quota are punished.
THREAT | She was threatened with a knife.
THREAT | Employers filed false absconding charges against workers.
THREAT | Informants report on their fellow workers.
THREAT | We attended weekly self-criticism sessions.
THREAT | The recruiter said he would kill my son if I ran away.
THREAT | Many stay silent for fear of retaliation.
THREAT | The madam used voodoo oaths to control the women.
THREAT | Intimidation by supervisors was widespread.
THREAT | They were told that they would be arrested if they left.
THREAT | He blackmailed her with photographs.
THREAT | My boss shouted at us and insulted us every day.
THREAT | The company fired workers for complaining about conditions.
THREAT | Students were threatened with expulsion if they refused to pick cotton.
THREAT | He repeatedly told the victims that he had friends in immigration and could have them deported.
THREAT | The armed guard who supervised the fields had warned them that they would be shot if they continued to demand their pay.
THREAT | Doctors who leave the mission are barred from returning to Cuba for eight years.
THREAT | Colleagues were expected to report anyone who befriended locals.
THREAT | Local officials told teachers they would lose their posts if they did not go to the fields.
THREAT | Households that refused to send a picker risked losing child benefits or having their gas cut off.
THREAT | Sponsors often file absconding reports against women who complain.
THREAT | The security officer made us sign a paper that our families would answer for any escape.
THREAT | On Saturdays each man stood up and criticised himself and another man.
"#,
    );
}

#[test]
fn deception() {
    check(
        r#"
DECEPT | They were deceived about the nature of the work.
DECEPT | I was promised a job in a restaurant but was put to work on a farm.
DECEPT | Recruiters lure girls with false promises of education.
DECEPT | The contract I signed at home was replaced on arrival.
DECEPT | Contract substitution is common.
DECEPT | The wage was half of what had been promised.
DECEPT | Fraudulent job offers lure men to the scam compounds.
DECEPT | The agent lied about the salary.
DECEPT | He was tricked into boarding the boat.
DECEPT | They told us we would earn $800, but we got $150.
DECEPT | The contract was written in a language they could not read.
DECEPT | Workers were misled about their living conditions.
DECEPT | They never showed us the contract.
DECEPT | Traffickers use fake job advertisements on social media.
DECEPT | The job was not what the broker had promised.
DECEPT | Young men are recruited under false pretenses.
DECEPT | We arrived to find different work and lower pay than agreed.
DECEPT | Nobody explained the terms of the contract to us.
DECEPT | According to the indictment, he recruited cooks from abroad by promising salaries of 2,500 dollars and permanent residency.
DECEPT | Dozens of Indians have returned from Myanmar, where they had been lured by offers of well-paid computer jobs.
"#,
    );
}

#[test]
fn abuse_of_vulnerability() {
    check(
        r#"
VULN | They cannot change employers without permission.
VULN | Workers have no choice in the work assigned to them.
VULN | Under the kafala system a worker's legal status is tied to the employer.
VULN | Recruiters prey on the poverty of rural families.
VULN | Their children must remain at home as a guarantee.
VULN | Only married men with children are selected.
VULN | None of the workers spoke the local language.
VULN | Employers exploit the irregular status of migrants.
VULN | Those selected cannot refuse the assignment.
VULN | Traffickers target vulnerable orphans and homeless youth.
VULN | Families are held hostage to ensure that workers return.
VULN | She could not quit her job.
VULN | He took advantage of our poverty.
VULN | They are not free to change jobs.
VULN | I could not refuse, because my papers had expired.
VULN | Domestic workers are excluded from the labour law.
VULN | We had no choice but to stay.
VULN | Because a housemaid's residency depends on her kafeel, a woman who walks out becomes illegal the same day.
VULN | They pick only those who have a wife and at least two children, and the children stay.
"#,
    );
}

#[test]
fn one_sentence_may_show_several() {
    check(
        r#"
IDDOC MOVE WAGES THREAT VIOL | Indicators were numerous, but employers still relied on withholding of passports, restrictions on movement, nonpayment of wages, threats, and physical or sexual abuse.
IDDOC MOVE WAGES THREAT VIOL | Migrant workers experience withholding of passports, restrictions on movement, nonpayment of wages, threats, and physical or sexual abuse.
-IDDOC -MOVE -VIOL | There were no confiscated passports, locked doors or beatings.
DEBT IDDOC DECEPT WAGES | Migrant workers from Bangladesh and India face fraudulent recruitment, confiscation of identity and travel documents, withholding or nonpayment of wages, and debt-based coercion.
DECEPT DEBT | Families in Tamil Nadu were offered an advance of 20,000 rupees to move to the kiln; once there they learned the money could not be repaid from the piece rates.
IDDOC WAGES COND | The Court observes that the applicants worked without their wages, that their employers had retained their passports, and that they lived in makeshift huts without toilets or running water.
MOVE VIOL | They were made to run online scams inside a walled compound and were beaten or given shocks when they missed targets.
IDDOC MOVE | Participants reported that officials took their passports on arrival and imposed a curfew.
ISOL MOVE | Many live behind locked doors and may speak to nobody outside the household.
WAGES ISOL | Prison inmates in the camp receive no pay for the wigs they make and may not write letters.
IDDOC VULN | Recruiters preferred women from tribal villages who spoke neither Hindi nor English, and took away their ration cards and IDs.
-MOVE -ISOL | They are not kept under guard, and nobody prevents them from contacting their relatives.
"#,
    );
}

/// Each line: an indicator that the sentence shows (`not` before it for one that it does not show, or `none` for a sentence that
/// shows none), a tab, the sentence.
#[test]
fn reports_are_read_in_their_own_words() {
    let mut wrong = Vec::new();
    for line in include_str!("../../tests/indicators.tsv").lines() {
        let (label, sentence) = line.split_once('\t').expect("an indicator, a tab, a sentence");
        let shown: Vec<String> = hits(sentence)
            .iter()
            .filter(|hit| hit.modality != Some(Modality::Denied))
            .map(|hit| hit.indicator.to_string())
            .collect();
        let name = label.strip_prefix("not ").unwrap_or(label);
        assert!(name == "none" || name.parse::<evidence::Indicator>().is_ok(), "`{name}` is no indicator");
        let shows = |label: &str| shown.iter().any(|indicator| indicator == label);
        let right = match label.strip_prefix("not ") {
            Some(absent) => !shows(absent),
            None if label == "none" => shown.is_empty(),
            None => shows(label),
        };
        if !right {
            wrong.push(format!("{label} | {sentence} | {shown:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

//! A list of sanctioned parties as entities of FollowTheMoney, one a line: some conduits, fronts, agents and the fund; and others
//! who merely bear the name of a worker.

use crate::accounts::{Cast, FUND};
use crate::draw::{Draw, Purpose};
use crate::folder::{Folder, Rows};
use crate::name::Spelling;
use crate::world::World;
use crate::world::book::Holder;
use crate::world::people::Origin;
use serde_json::json;
use std::io;

pub(crate) fn written(folder: &mut dyn Folder, world: &World, cast: &Cast) -> io::Result<()> {
    let mut file = folder.create("watchlists/simulated-sanctions.ftm.json")?;
    let mut truth = Rows::begin(folder, "truth/watchlist.csv", &["id", "role", "entity"])?;
    let seed = world.setup().seed;
    let mut number = 0;
    let mut entry = |name: String, schema: &str, aliases: Vec<String>, role: &str, entity: &str| -> io::Result<()> {
        number += 1;
        let id = format!("sim-{number:04}");
        let mut draw = Draw::new(seed, Purpose::Watchlist, number, 1);
        let listed = format!("{}-{:02}-{:02}", 2_010 + draw.below(9), 1 + draw.below(12), 1 + draw.below(28));
        let entity_json = json!({
            "id": id, "schema": schema, "caption": name, "datasets": ["simulated"],
            "properties": {"name": [name], "alias": aliases, "topics": ["sanction"], "createdAt": [listed],
                "notes": ["Simulated: no such party exists."]},
        });
        writeln!(file, "{entity_json}")?;
        truth.row(&[&id, role, entity])
    };
    entry(
        FUND.to_owned(),
        "Organization",
        vec!["Bureau 99".to_owned(), "Golden Terrace Office".to_owned()],
        "beneficiary_fund",
        "",
    )?;
    for (_, balance) in world.book().accounts() {
        let listed = match balance.holder {
            Holder::Conduit(_) => 3_000,
            Holder::Front(_) => 5_000,
            Holder::Agent(_) => 200,
            _ => continue,
        };
        let of = balance.holder.entity().unwrap_or_default();
        let mut draw = Draw::new(seed, Purpose::Watchlist, u64::from(of) << 8 | listed as u64, 0);
        if draw.chance(listed) {
            let name = cast.holder(world, balance.holder);
            let schema = if matches!(balance.holder, Holder::Agent(_)) { "Person" } else { "Company" };
            let turned: Vec<&str> = name.rsplitn(2, ' ').collect();
            let alias = turned.join(" ");
            entry(name.clone(), schema, vec![alias], balance.holder.role(), &of.to_string())?;
        }
    }
    let sent = world.people().persons().iter().enumerate().filter(|(_, person)| person.origin == Origin::Sent);
    for (person, _) in sent.step_by(997).take(20) {
        let name = cast.identity(world, person as u32).name(Spelling::McCune);
        entry(name, "Person", Vec::new(), "same_name_as_a_worker", &person.to_string())?;
    }
    truth.finish()?;
    file.flush()
}

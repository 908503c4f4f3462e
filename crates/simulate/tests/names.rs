//! Nobody who is invented bears the name of somebody on a list. Lists are looked for in the folder that `MANUMIT_WATCHLISTS` names.

use simulate::name::{Avoided, Spelling, all_korean};
use std::path::Path;

/// Every field of every file, as a name.
fn listed(folder: &Path, avoided: &mut Avoided) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() {
            listed(&path, avoided);
        } else if path.extension().is_some_and(|end| end != "md") {
            let bytes = std::fs::read(&path).unwrap_or_default();
            for line in String::from_utf8_lossy(&bytes).lines() {
                line.split(['"', '\t', '<', '>', ';']).for_each(|field| avoided.add(field));
            }
        }
    }
}

#[test]
fn no_name_that_can_be_drawn_is_listed() {
    let Some(folder) = std::env::var_os("MANUMIT_WATCHLISTS") else {
        println!("skipped: MANUMIT_WATCHLISTS names no folder of lists");
        return;
    };
    let mut avoided = Avoided::default();
    listed(Path::new(&folder), &mut avoided);
    assert!(avoided.len() > 1_000, "no lists were found in {folder:?}");
    for spelling in Spelling::ALL {
        let hit: Vec<String> = all_korean(spelling).filter(|name| avoided.holds(std::slice::from_ref(name))).collect();
        assert!(hit.is_empty(), "{spelling:?}: {hit:?}");
    }
}

#[test]
fn a_name_on_a_given_list_is_never_drawn() {
    let some: Vec<String> = all_korean(Spelling::Dprk).step_by(2).collect();
    let avoided = Avoided::from_names(some.iter().map(String::as_str));
    for person in 0..2_000 {
        let origin = simulate::world::people::Origin::Sent;
        let name = simulate::name::Identity::of(1, person, origin, person % 2 == 0, &avoided).name(Spelling::Dprk);
        assert!(!avoided.holds(std::slice::from_ref(&name)), "{name}");
    }
}

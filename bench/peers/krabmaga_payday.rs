// The payday of crews in krABMaga, as `simulate_peers.py` has it for Mesa; one more source of draws a worker. Outside the workspace:
//
//     cargo new payday && cp bench/peers/krabmaga_payday.rs payday/src/main.rs && cd payday
//     cargo add krabmaga@0.6.2 --no-default-features && cargo add rand@0.8 --features small_rng
//     cargo run --release

use krabmaga::engine::{agent::Agent, schedule::Schedule, state::State};
use rand::Rng;
use std::any::Any;

struct Crews {
    spare: Vec<i64>,
    quota: Vec<i64>,
    left: Vec<i64>,
}
#[derive(Clone)]
struct Worker {
    crew: usize,
    wage: i64,
    allowance: i64,
    held: i64,
    spare: i64,
    gross: i64,
    taken: i64,
    rng: rand::rngs::SmallRng,
}
impl Agent for Worker {
    // settles last month's quota, then works this month: two halves of one step
    fn step(&mut self, state: &mut dyn State) {
        let state = state.as_any_mut().downcast_mut::<Crews>().unwrap();
        let all = state.left[self.crew];
        if all > 0 {
            self.taken += self.spare * state.quota[self.crew].min(all) / all;
            self.held += (self.gross - self.taken) / 2;
        }
        let rest = self.rng.gen_range(0..3i64);
        let due = 30 - rest;
        let gross = self.wage * (due - self.rng.gen_range(0..3i64)) / due;
        let mut taken = self.rng.gen_range(30..51i64) + self.rng.gen_range(15..31i64);
        for (low, high) in [(3, 6), (2, 3), (1, 2), (5, 8)] {
            taken += gross * self.rng.gen_range(low..=high) / 100;
        }
        self.gross = gross;
        self.taken = taken;
        self.spare = (gross - taken - self.allowance).max(0);
        state.spare[self.crew] += self.spare;
    }
}
impl State for Crews {
    fn init(&mut self, schedule: &mut Schedule) {
        use rand::SeedableRng;
        let mut rng = rand::rngs::SmallRng::seed_from_u64(1);
        for crew in 0..self.quota.len() {
            let wage = rng.gen_range(300..1001);
            self.quota[crew] = 100 * (wage - 265i64).max(0);
            for _ in 0..100 {
                let own = rand::rngs::SmallRng::seed_from_u64(rng.gen());
                schedule.schedule_repeating(
                    Box::new(Worker {
                        crew,
                        wage,
                        allowance: rng.gen_range(100..131),
                        held: 0,
                        spare: 0,
                        gross: 0,
                        taken: 0,
                        rng: own,
                    }),
                    0.0,
                    0,
                );
            }
        }
    }
    fn as_any(&self) -> &dyn Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }
    fn as_state(&self) -> &dyn State {
        self
    }
    fn as_state_mut(&mut self) -> &mut dyn State {
        self
    }
    fn reset(&mut self) {}
    fn update(&mut self, _step: u64) {
        self.left = std::mem::replace(&mut self.spare, vec![0; self.quota.len()]);
    }
}
fn main() {
    let mut state = Crews { spare: vec![0; 100], quota: vec![0; 100], left: vec![0; 100] };
    let mut schedule = Schedule::new();
    state.init(&mut schedule);
    let begin = std::time::Instant::now();
    for _ in 0..240 {
        schedule.step(&mut state);
    }
    let s = begin.elapsed().as_secs_f64();
    println!("{:.0} agent-steps/s", 10_000.0 * 240.0 / s);
}

use count::{Sampling, latent_classes, read_csv};
fn main() {
    let sweeps: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    for file in std::env::args().skip(2) {
        let sheet = read_csv("x", &std::fs::read_to_string(&file).unwrap()).unwrap();
        let begin = std::time::Instant::now();
        let f = latent_classes(&sheet.table, 0.95, Sampling { chains: 8, sweeps, seed: 1 });
        println!("{:40} rhat {:.3} ess {:.0} median {:.0} ({:.0}-{:.0}) classes {:.1} {:.2}s", file.rsplit('/').next().unwrap(), f.r_hat, f.effective_draws, f.median, f.interval.0, f.interval.1, f.classes, begin.elapsed().as_secs_f64());
    }
}

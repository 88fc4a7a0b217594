//! Our training step beside PyTorch's on one thread, in short slices that take turns, so that a slow moment
//! of the machine hits both. `cargo xtask bench peers` calls it, with a Python that has PyTorch in
//! SHARP_MINIMA_PYTHON.

#[path = "common/median.rs"]
mod median;

use median::median;
use sharp_minima::benchmark::Descent;
use std::error::Error;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Instant;

/// Rounds that are counted; the medians are shown.
const ROUNDS: usize = 15;
/// Least length of a slice in seconds.
const LENGTH: f64 = 0.15;
/// Steps after which the losses are compared again: by then gradients and ADAM count.
const STEPS: u32 = 20;
/// By how much of itself the loss of the peer may be another one.
const TOLERANCE: f64 = 1e-4;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// PyTorch in a process of its own; see peers.py.
struct Peer {
    process: Child,
    to: ChildStdin,
    from: Lines<BufReader<ChildStdout>>,
}

impl Peer {
    fn start() -> Outcome<Self> {
        let python = std::env::var_os("SHARP_MINIMA_PYTHON").unwrap_or("python3".into());
        let mut process = Command::new(python)
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        Ok(Self {
            to: process.stdin.take().ok_or("no way to Python")?,
            from: BufReader::new(process.stdout.take().ok_or("no way from Python")?).lines(),
            process,
        })
    }

    fn ask(&mut self, line: &str) -> Outcome<String> {
        const ENDED: &str = "Python ended; has it PyTorch?";
        writeln!(self.to, "{line}").map_err(|_| ENDED)?;
        Ok(self.from.next().ok_or(ENDED)??)
    }

    /// Seconds of so many steps, and the loss before the last of them.
    fn run(&mut self, steps: u32) -> Outcome<(f64, f64)> {
        let answer = self.ask(&steps.to_string())?;
        let (seconds, loss) = answer.split_once(' ').ok_or("Python gave no loss")?;
        Ok((seconds.parse()?, loss.parse()?))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn run(ours: &mut Descent, steps: u32) -> (f64, f64) {
    let start = Instant::now();
    let loss = ours.run(steps);
    (start.elapsed().as_secs_f64(), loss)
}

/// How many steps a slice has.
fn steps_of(mut run: impl FnMut(u32) -> Outcome<(f64, f64)>) -> Outcome<u32> {
    let mut steps = 1;
    while run(steps)?.0 < LENGTH {
        steps *= 2;
    }
    Ok(steps)
}

/// Both must train the same network.
fn check(name: &str, ours: f64, theirs: f64) -> Outcome<()> {
    if (theirs - ours).abs() <= TOLERANCE * ours {
        return Ok(());
    }
    Err(format!("{name}: PyTorch has a loss of {theirs}, we have {ours}").into())
}

/// A rate with three figures or more.
fn shown(rate: f64) -> String {
    let decimals = (2.0 - rate.log10().floor()).max(0.0) as usize;
    format!("{rate:.decimals$}")
}

/// A row of the table, of one network.
fn row(peer: &mut Peer, name: &str, ours: &mut Descent) -> Outcome<String> {
    for steps in [1, STEPS] {
        check(name, run(ours, steps).1, peer.run(steps)?.1)?;
    }
    let own = steps_of(|steps| Ok(run(ours, steps)))?;
    let other = steps_of(|steps| peer.run(steps))?;
    let mut rounds = Vec::new();
    for _ in 0..=ROUNDS {
        let mine = f64::from(own) / run(ours, own).0;
        rounds.push([mine, f64::from(other) / peer.run(other)?.0]);
    }
    // One round first is not counted.
    let of = |rate: fn(&[f64; 2]) -> f64| median(rounds[1..].iter().map(rate).collect());
    let (mine, theirs, ratio) = (of(|r| r[0]), of(|r| r[1]), of(|r| r[0] / r[1]));
    let rates = [shown(mine), shown(theirs)].join(" | ");
    Ok(format!("| {name} | {rates} | {ratio:.2} |"))
}

fn main() -> Outcome<()> {
    let mut peer = Peer::start()?;
    for (index, name) in Descent::names().iter().enumerate() {
        let mut ours = Descent::new(name).ok_or("no such network")?;
        let version = peer.ask(&serde_json::to_string(&ours.problem())?)?;
        if index == 0 {
            println!(
                "Training steps per second natively on one core, ours and PyTorch {version}'s, medians of {ROUNDS}\n"
            );
            println!("| network, batch | ours | PyTorch | ratio |\n|---|---|---|---|");
        }
        println!("{}", row(&mut peer, name, &mut ours)?);
    }
    Ok(())
}

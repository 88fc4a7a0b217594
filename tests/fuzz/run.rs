//! Trying inputs: a fixed number of them, or as many as there is time for.

use crate::change::{Change, changes};
use crate::held::most_held;
use crate::seed::{Seed, found};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestError, TestRunner};
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Once;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// For how many seconds each target is tried, with a seed that is another each time.
const SECONDS: &str = "SHARP_MINIMA_FUZZ_SECONDS";
const USUAL_SEED: u64 = 42;
/// Inputs of one seed, where there is time for more.
const ROUND: u32 = 500;

/// No input may take longer, on a machine that does many other things as well.
const LONGEST: Duration = Duration::from_secs(60);
/// No input may hold more bytes.
const MOST_HELD: isize = 256 << 20;
/// No message may have more characters.
const MOST_WORDS: usize = 400;

/// Makes panics silent while inputs are tried: many fail on the way to the smallest that does.
static QUIET: Once = Once::new();

thread_local! {
    /// Whether this thread tries inputs.
    static TRYING: Cell<bool> = const { Cell::new(false) };
    /// What the last input that failed has led to, and where.
    static LAST: Cell<String> = const { Cell::new(String::new()) };
}

fn be_quiet() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |what| {
        if TRYING.get() {
            LAST.set(what.to_string());
        } else {
            usual(what);
        }
    }));
}

/// A reader of what comes from outside.
pub struct Target {
    pub name: &'static str,
    pub seeds: Vec<Seed>,
    /// How many inputs are tried at every run of the tests, always the same ones.
    pub usual: u32,
    /// Reads an input and tells whether it could; panics if what is made of it is wrong.
    pub check: fn(&[u8]) -> bool,
}

/// What was tried so far.
#[derive(Default)]
struct Tried {
    inputs: Cell<u64>,
    /// Of these, how many were read.
    read: Cell<u64>,
    /// The most bytes that one of them held.
    held: Cell<isize>,
}

/// An input to be made.
#[derive(Clone, Debug)]
enum Input {
    /// A part of a seed, changed.
    Changed(usize, usize, Vec<Change>),
    /// A seed, changed after its parts were put together.
    Broken(usize, Vec<Change>),
    /// Any bytes.
    Raw(Vec<u8>),
}

fn inputs() -> impl Strategy<Value = Input> {
    let any = any::<usize>;
    prop_oneof![
        12 => (any(), any(), changes()).prop_map(|(seed, part, all)| Input::Changed(seed, part, all)),
        4 => (any(), changes()).prop_map(|(seed, all)| Input::Broken(seed, all)),
        1 => vec(proptest::prelude::any::<u8>(), 0..600).prop_map(Input::Raw),
    ]
}

impl Input {
    fn bytes(&self, seeds: &[Seed]) -> Vec<u8> {
        let (mut bytes, all) = match self {
            Self::Changed(seed, part, all) => {
                let Seed { parts, join } = &seeds[seed % seeds.len()];
                let mut parts = parts.clone();
                let part = part % parts.len();
                for change in all {
                    change.apply(&mut parts[part], seeds);
                }
                return join(&parts);
            }
            Self::Broken(seed, all) => (seeds[seed % seeds.len()].bytes(), all),
            Self::Raw(bytes) => return bytes.clone(),
        };
        for change in all {
            change.apply(&mut bytes, seeds);
        }
        bytes
    }
}

impl Target {
    /// Tries what was found before, all seeds, and then what is made of them.
    pub fn run(&self) {
        QUIET.call_once(be_quiet);
        let start = Instant::now();
        let tried = Tried::default();
        let seeds = self.seeds.iter().map(Seed::bytes);
        for input in found(self.name).into_iter().chain(seeds) {
            self.try_one(&input, &tried);
        }
        let time = std::env::var(SECONDS).ok();
        let time = time.map(|seconds| Duration::from_secs(seconds.parse().expect("seconds")));
        let (first, round) = match time {
            None => (USUAL_SEED, self.usual),
            Some(_) => (now(), ROUND),
        };
        for seed in first.. {
            self.round(seed, round, &tried);
            if time.is_none_or(|time| start.elapsed() >= time) {
                break;
            }
        }
        println!(
            "{}: {} inputs from seed {first} in {:.0} s, {} of them read, {:.1} MB held at most",
            self.name,
            tried.inputs.get(),
            start.elapsed().as_secs_f64(),
            tried.read.get(),
            tried.held.get() as f64 / 1e6,
        );
        std::fs::remove_file(self.file()).expect("the last input");
    }

    /// So many inputs of one seed. What fails is made as small as can be and kept in a file.
    fn round(&self, seed: u64, count: u32, tried: &Tried) {
        let config = Config {
            cases: count,
            rng_seed: RngSeed::Fixed(seed),
            failure_persistence: None,
            max_shrink_iters: 2000,
            ..Config::default()
        };
        TRYING.set(true);
        let outcome = TestRunner::new(config).run(&inputs(), |input| {
            self.try_one(&input.bytes(&self.seeds), tried);
            Ok(())
        });
        TRYING.set(false);
        match outcome {
            Ok(()) => {}
            Err(TestError::Abort(why)) => panic!("{}: {why}", self.name),
            Err(TestError::Fail(_, input)) => {
                let bytes = input.bytes(&self.seeds);
                TRYING.set(true);
                // Once more, for what the smallest one leads to.
                let again = AssertUnwindSafe(|| self.try_one(&bytes, tried));
                let failed = panic::catch_unwind(again).is_err();
                TRYING.set(false);
                let (name, file, why) = (self.name, self.file(), LAST.take());
                assert!(failed, "{name}, seed {seed}: it fails at times: {why}");
                panic!(
                    "{name}, seed {seed}: {why}\nthe input is in {}",
                    file.display()
                );
            }
        }
    }

    /// The input is in a file while it is tried: it is still there if the program does not come back.
    fn try_one(&self, input: &[u8], tried: &Tried) {
        std::fs::write(self.file(), input).expect("a file");
        let start = Instant::now();
        let (read, held) = most_held(|| (self.check)(input));
        tried.inputs.set(tried.inputs.get() + 1);
        tried.read.set(tried.read.get() + u64::from(read));
        tried.held.set(tried.held.get().max(held));
        let took = start.elapsed();
        assert!(took <= LONGEST, "it took {took:?}");
        assert!(held <= MOST_HELD, "it held {held} bytes");
    }

    fn file(&self) -> PathBuf {
        PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{}", self.name))
    }
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.expect("after 1970").as_secs()
}

/// What a check gives where an input was not read: that the error is told well, and false.
#[track_caller]
pub fn refused(error: impl ToString) -> bool {
    assert_words(error);
    false
}

/// That a message says something, and not too much.
#[track_caller]
pub fn assert_words(message: impl ToString) {
    let message = message.to_string();
    let length = message.chars().count();
    assert!((1..=MOST_WORDS).contains(&length), "{length}: {message}");
}

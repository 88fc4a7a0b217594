//! Links: back and forth to the bit, and anything else without failing.

use rand::RngExt;
use sharp_minima::choice::Named;
use sharp_minima::data::DataSet;
use sharp_minima::data::limits;
use sharp_minima::network::Activation;
use sharp_minima::optimizer::{OptimizerKind, Schedule};
use sharp_minima::random::{Purpose, stream};
use sharp_minima::session::link as read_link;
use sharp_minima::settings::{Experiment, StopRule, presets, write_link};

fn pick<T: Named>(generator: &mut impl RngExt) -> T {
    T::ALL[generator.random_range(0..T::ALL.len())].0
}

/// Any allowed experiment; floats take any bits of their range.
fn random(generator: &mut impl RngExt) -> Experiment {
    let data: DataSet = pick(generator);
    let train = generator.random_range(limits(data).train);
    let batch_norm = generator.random();
    let small_batch = generator.random_range(2..=train);
    let layers = generator.random_range(0..=6);
    Experiment {
        data,
        draw: generator.random(),
        train,
        label_noise: generator.random_range(0.0..=0.9),
        hidden: (0..layers)
            .map(|_| generator.random_range(1..=512))
            .collect(),
        activation: pick::<Activation>(generator),
        batch_norm,
        optimizer: pick::<OptimizerKind>(generator),
        momentum: generator.random_range(0.0..0.999),
        learning_rate: 10.0_f64.powf(generator.random_range(-4.999..0.0)),
        schedule: pick::<Schedule>(generator),
        small_batch,
        large_batch: generator.random_range(small_batch..=train),
        epochs: generator.random_range(1..=1000),
        stop: pick::<StopRule>(generator),
        stop_loss: generator.random_range(1e-6..2.0),
        trials: generator.random_range(1..=20),
        seed: generator.random(),
        starts: generator.random_range(0..=10),
    }
}

fn bits(experiment: &Experiment) -> [u64; 4] {
    let e = experiment;
    [e.label_noise, e.momentum, e.learning_rate, e.stop_loss].map(f64::to_bits)
}

#[test]
fn what_is_written_reads_back_to_the_bit() {
    let mut generator = stream(7, 0, Purpose::Data);
    for _ in 0..2000 {
        let experiment = random(&mut generator).check().expect("allowed");
        let text = write_link(&experiment);
        let link = read_link(&text);
        assert_eq!(link.notices, Vec::<String>::new(), "{text}");
        assert_eq!(link.experiment, experiment, "{text}");
        assert_eq!(bits(&link.experiment), bits(&experiment), "{text}");
        assert_eq!(write_link(&link.experiment), text);
    }
}

#[test]
fn canonical_links() {
    for preset in presets() {
        assert_eq!(
            write_link(&preset.experiment),
            format!("v=1&preset={}", preset.name)
        );
    }
    let base = Experiment::default();
    let text = write_link(&Experiment {
        learning_rate: 0.01,
        hidden: vec![],
        seed: 9,
        ..base
    });
    assert_eq!(text, "v=1&preset=instant&hidden=none&lr=0.01&seed=9");
    assert_eq!(read_link("#v=1&preset=plain&at=path").preset, "plain");
}

#[test]
fn empty_and_reserved_say_nothing() {
    for hash in [
        "",
        "#",
        "&&",
        "#at=curves",
        "v=1",
        "#at=%E2%9C%93&&v=1",
        "lr=0.005",
    ] {
        let link = read_link(hash);
        assert_eq!(
            (link.experiment, link.notices),
            (Experiment::default(), vec![]),
            "{hash}"
        );
    }
}

#[track_caller]
fn noticed(hash: &str, words: &[&str]) -> Experiment {
    let link = read_link(hash);
    assert_eq!(link.notices.len(), 1, "{:?}", link.notices);
    for word in words {
        assert!(
            link.notices[0].contains(word),
            "{:?} lacks {word:?}",
            link.notices
        );
    }
    assert_eq!(link.experiment.clone().check(), Ok(link.experiment.clone()));
    link.experiment
}

#[test]
fn numbers_are_clamped_with_a_notice() {
    let words = [
        "lr (Learning rate): “7” is not allowed",
        "0.00001 to 1",
        "; 1 was taken",
    ];
    assert_eq!(noticed("lr=7", &words).learning_rate, 1.0);
    assert_eq!(noticed("lr=1e999", &["1 was taken"]).learning_rate, 1.0);
    assert_eq!(
        noticed("lr=-inf", &["0.00001 was taken"]).learning_rate,
        1e-5
    );
    assert_eq!(noticed("noise=-5", &["0 was taken"]).label_noise, 0.0);
    assert_eq!(noticed("epochs=0", &["1 was taken"]).epochs, 1);
    assert_eq!(
        noticed("epochs=2.5", &["3 was taken", "whole number"]).epochs,
        3
    );
    assert_eq!(noticed("seed=-1", &["0 was taken"]).seed, 0);
    assert_eq!(
        noticed("seed=99999999999999999999", &["4294967295 was"]).seed,
        u32::MAX
    );
    let hidden = noticed(
        "hidden=0-999999999999999999999999-5",
        &["1-512-5 was taken"],
    )
    .hidden;
    assert_eq!(hidden, [1, 512, 5]);
    assert_eq!(
        noticed("hidden=1-1-1-1-1-1-1-1", &["1-1-1-1-1-1 was"]).hidden,
        [1; 6]
    );
    assert_eq!(noticed("train=1e9", &["4000 was taken"]).train, 4000);
    let whole = noticed("data=mnist28&train=1e9", &["60000 was taken"]);
    assert_eq!(whole.train, 60_000);
}

#[test]
fn what_is_not_understood_stays_as_it_was() {
    let default = Experiment::default();
    for hash in [
        "lr=fast",
        "lr=",
        "lr",
        "lr=NaN",
        "epochs=ten",
        "bn=maybe",
        "data=cifar",
        "hidden=wide",
        "hidden=",
        "hidden=5--5",
        "hidden=-5",
        "hidden=2.5",
        "stop=%FF",
        "opt=ADAM",
        "lr=0x1",
        "lr=%",
        "lr=1%",
        "unknown=1",
        "preset=best",
        "v=2",
        "lr=0.005&lr=7",
        "=",
        "%00=%00",
    ] {
        assert_eq!(noticed(hash, &["“"]), default, "{hash}");
    }
    noticed(
        "lr=fast",
        &["lr", "“fast”", "allowed is 0.00001 to 1", "0.005 was taken"],
    );
    noticed(
        "data=cifar",
        &["mnist1d, mnist, mnist28, optdigits", "mnist1d was taken"],
    );
    noticed("v=2&at=x", &["v: “2”", "as far as understood"]);
    noticed("lr=0.01&lr=0.02&lr=a", &["“lr” is given 3 times", "first"]);
}

#[test]
fn settings_are_clamped_together() {
    assert_eq!(noticed("lb=100000", &["2000 was taken"]).large_batch, 2000);
    assert_eq!(noticed("lb=16", &["lb (", "32 was taken"]).large_batch, 32);
    assert_eq!(
        noticed("sb=500", &["lb (", "“200”", "500 was taken"]).large_batch,
        500
    );
    assert_eq!(
        noticed("sb=1", &["2 was taken", "batch norm"]).small_batch,
        2
    );
    let few = noticed("train=100", &["lb (", "“200”", "100 was taken"]);
    assert_eq!((few.small_batch, few.large_batch), (32, 100));
    let words = ["train (", "“many”", "10 to 1297", "1297 was taken"];
    assert_eq!(noticed("data=optdigits&train=many", &words).train, 1297);
    let odd = read_link("train=10&sb=4000&lb=1&data=optdigits&bn=1");
    assert_eq!(
        (odd.experiment.small_batch, odd.experiment.large_batch),
        (10, 10)
    );
    assert_eq!(odd.notices.len(), 2);
    assert_eq!(
        noticed("data=optdigits&preset=instant&lb=100", &["train"]).train,
        1297
    );
}

#[test]
fn percent_encoding_is_undone() {
    assert_eq!(noticed("lr=%66ast&%6cb=300", &["“fast”"]).large_batch, 300);
    let link = read_link("#%76=1&hidden=10%2d20&lr=1e%2D2&noise=1e-1&bn=true&sb=+8");
    assert_eq!(link.notices, Vec::<String>::new());
    assert_eq!(link.experiment.hidden, [10, 20]);
    assert_eq!(
        (link.experiment.learning_rate, link.experiment.small_batch),
        (0.01, 8)
    );
}

#[test]
fn notices_stay_readable() {
    let many: String = (0..5000).map(|i| format!("&k{i}=<script>")).collect();
    let link = read_link(&many);
    assert_eq!(link.notices.len(), 21);
    assert_eq!(link.notices[20], "… and 4980 more");
    let long = read_link(&format!("lr={}\u{7}", "x".repeat(100_000)));
    let shown = format!("“{}…”", "x".repeat(80));
    assert!(long.notices[0].contains(&shown), "{:?}", long.notices);
}

#[test]
fn the_first_of_a_doubled_key_is_taken() {
    let link = read_link("fix.rows=sb&lr=0.01&fix.rows=lb&lr=0.02&map.zoom=1&map.zoom=2");
    assert_eq!(link.view.strategies, Some(vec!["sb".to_owned()]));
    assert_eq!((link.experiment.learning_rate, link.view.zoom), (0.01, 1.0));
    let told = |key: &str| format!("“{key}” is given 2 times; the first value was taken");
    assert_eq!(link.notices, ["fix.rows", "lr", "map.zoom"].map(told));
}

/// Keys of settings and of views are read by one reader: none is lost, whatever its place.
#[test]
fn the_place_of_a_key_does_not_matter() {
    let link = read_link("#map.plane=random&map%2Ezoom=1");
    assert_eq!(link.view.write(), "&map.plane=random&map.zoom=1");
    assert_eq!(link.notices, Vec::<String>::new());
    let link = read_link("#map.foo=1&line.bar=2");
    assert_eq!(link.notices.len(), 2, "{:?}", link.notices);
}

#[test]
fn no_text_makes_it_fail() {
    let mut generator = stream(8, 0, Purpose::Data);
    let pieces = [
        "v",
        "preset",
        "lr",
        "sb",
        "lb",
        "hidden",
        "train",
        "data",
        "=",
        "&",
        "%",
        "%e2%82",
        "-",
        "1",
        "9",
        "e",
        ".",
        "#",
        "€",
        "\0",
        "nan",
        "inf",
        "none",
        "optdigits",
        "bn",
        "true",
        "0",
    ];
    for _ in 0..20_000 {
        let n = generator.random_range(0..12);
        let hash: String = (0..n)
            .map(|_| pieces[generator.random_range(0..pieces.len())])
            .collect();
        let link = read_link(&hash);
        assert_eq!(
            link.experiment.clone().check().as_ref(),
            Ok(&link.experiment),
            "{hash}"
        );
        assert_eq!(
            read_link(&write_link(&link.experiment)).experiment,
            link.experiment
        );
    }
}

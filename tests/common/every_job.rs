//! A job of every kind with a report of it, on points of three spirals. Of the reports' numbers those
//! that may be infinite or none at all are.

use super::spirals::spirals;
use sharp_minima::data::Shape;
use sharp_minima::jobs::bowl::{RINGS, SPOKES};
use sharp_minima::jobs::measures::Phi;
use sharp_minima::jobs::preview::ROWS;
use sharp_minima::jobs::{
    AtEpoch, AtMinimum, AtScale, Bowl, BowlJob, Connection, ConnectionJob, EPSILONS, EpochJob,
    ExportJob, FilesJob, GradientNoise, Job, Mean, Measures, MinimumJob, NoiseScaleJob, Part, Path,
    PathJob, PathPoint, Places, Points, PointsJob, Predictors, PredictorsJob, Preview, PreviewJob,
    Probe, ProbeJob, Report, ScaleJob, Sharpness, SharpnessJob, Slice, SliceJob, Taken, TrainJob,
    Training, Waypoint,
};
use sharp_minima::landscape::{Axes, Evaluated};
use sharp_minima::settings::Regime;
use sharp_minima::sharpness::Search;
use sharp_minima::strategy::{Robust, Strategy};
use sharp_minima::training::{Ending, EpochPoint, Evaluation};

const NONE: f64 = f64::NAN;
const INFINITE: f64 = f64::INFINITY;

/// The slice that points and probes are of.
pub fn slice_job() -> SliceJob {
    SliceJob {
        of: TrainJob::pair(&spirals(), 1),
        axes: Axes::Filter,
        at: Regime::Large,
        draw: 2,
    }
}

/// All of them.
pub fn every_job() -> Vec<(Job, Report)> {
    let trained = [
        train(),
        sharpness(),
        path(),
        minimum(),
        epoch(),
        scale(),
        noise_scale(),
        bowl(),
        predictors(),
    ];
    let seen = [slice(), points(), probe(), preview(), files(), export()];
    trained
        .into_iter()
        .chain(seen)
        .chain([connection()])
        .collect()
}

fn lb() -> TrainJob {
    TrainJob::plain(&spirals(), Regime::Large, 1)
}

fn evaluation() -> Evaluation {
    Evaluation {
        train_loss: INFINITE,
        train_accuracy: 0.5,
        test_loss: NONE,
        test_accuracy: 0.25,
    }
}

fn train() -> (Job, Report) {
    let strategy = Strategy {
        robust: Some(Robust::default()),
        weight_noise: 0.125,
        ..Strategy::PLAIN
    };
    let job = TrainJob::new(&spirals(), strategy, Regime::Large, 1, vec![0, 2]);
    let point = |epoch| EpochPoint {
        epoch,
        evaluation: evaluation(),
        distance: INFINITE,
    };
    let report = Report::Training(Training {
        regime: Regime::Large,
        trial: 1,
        points: (0..3).map(point).collect(),
        ending: Some(Ending::Diverged {
            epoch: 3,
            loss: Some(1e300),
        }),
        steps: 5,
        gradients: 10,
        samples: 300,
        fingerprint: "00ff".into(),
    });
    (job.into(), report)
}

fn sharpness() -> (Job, Report) {
    let job = SharpnessJob {
        of: lb(),
        starts: 1,
        epsilon: EPSILONS[1],
    };
    let report = Report::Sharpness(Sharpness {
        regime: Regime::Large,
        trial: 1,
        epsilon: EPSILONS[1],
        value: INFINITE,
        from_x: -INFINITE,
        search: Search::Refined,
        iterations: 10,
        at_bound: NONE,
        loss: NONE,
        gradients: 33,
    });
    (job.into(), report)
}

fn path() -> (Job, Report) {
    let alphas = vec![-1.0, 0.125, 2.0];
    let point = |&alpha: &f64| PathPoint {
        alpha,
        evaluation: evaluation(),
    };
    let report = Report::Path(Path {
        trial: 1,
        points: alphas.iter().map(point).collect(),
    });
    let of = TrainJob::pair(&spirals(), 1);
    (PathJob { of, alphas }.into(), report)
}

/// All measures, of which as little as can be is finite.
fn measures() -> Measures {
    let phi = Phi {
        value: NONE,
        from_x: -INFINITE,
        iterations: 10,
        at_bound: NONE,
    };
    let mean = Mean {
        value: INFINITE,
        error: NONE,
    };
    Measures {
        parameters: 27,
        samples: 60,
        loss: INFINITE,
        accuracy: NONE,
        gradient_norm: NONE,
        full: [phi; 2],
        subspace: [phi; 2],
        relative: NONE,
        eigenvalues: vec![Some(0.1 + 0.2), None],
        residuals: vec![INFINITE, NONE],
        smallest: None,
        smallest_residual: NONE,
        above: 3,
        trace: mean,
        density: vec![[1e-300, 0.75], [-0.0, 0.25]],
        noise: mean,
        relative_noise: mean,
        tolerance: INFINITE,
        relative_tolerance: INFINITE,
        sam: NONE,
        asam: NONE,
        gradients: 1.0 / 3.0,
    }
}

fn minimum() -> (Job, Report) {
    let job = MinimumJob {
        of: lb(),
        starts: 1,
        part: Part::Spectrum,
    };
    let report = Report::Minimum(Box::new(AtMinimum {
        regime: Regime::Large,
        trial: 1,
        taken: Taken::of(Part::Spectrum, &measures()),
    }));
    (job.into(), report)
}

fn epoch() -> (Job, Report) {
    let job = EpochJob {
        of: lb(),
        starts: 1,
        epoch: 2,
    };
    let report = Report::Epoch(AtEpoch {
        regime: Regime::Large,
        trial: 1,
        epoch: 2,
        loss: INFINITE,
        phi: NONE,
        eigenvalue: NONE,
        batch: Mean {
            value: NONE,
            error: INFINITE,
        },
    });
    (job.into(), report)
}

fn scale() -> (Job, Report) {
    let job = ScaleJob {
        of: lb(),
        starts: 1,
        alpha: 0.1,
    };
    let report = Report::Scale(AtScale {
        regime: Regime::Large,
        trial: 1,
        alpha: 0.1,
        change: INFINITE,
        phi: NONE,
        eigenvalue: NONE,
        relative: NONE,
        asam: -INFINITE,
    });
    (job.into(), report)
}

fn bowl() -> (Job, Report) {
    let report = Report::Bowl(Bowl {
        regime: Regime::Large,
        trial: 1,
        eigenvalues: vec![2.5, NONE],
        radius: 0.5,
        loss: 1e-300,
        values: vec![INFINITE; SPOKES * RINGS],
    });
    (BowlJob { of: lb() }.into(), report)
}

fn noise_scale() -> (Job, Report) {
    let job = NoiseScaleJob { of: lb(), epoch: 2 };
    let report = Report::NoiseScale(GradientNoise {
        regime: Regime::Large,
        trial: 1,
        epoch: 2,
        scale: INFINITE,
        trace: NONE,
        squared: 1e-300,
    });
    (job.into(), report)
}

fn predictors() -> (Job, Report) {
    let report = Report::Predictors(Predictors {
        regime: Regime::Large,
        trial: 1,
        fisher_rao: INFINITE,
        relative_flatness: NONE,
        margin: -INFINITE,
        noise_scale: INFINITE,
        trace: Mean {
            value: NONE,
            error: INFINITE,
        },
        norm: 0.1,
    });
    (PredictorsJob { of: lb() }.into(), report)
}

fn slice() -> (Job, Report) {
    let waypoint = Waypoint {
        epoch: 0,
        a: NONE,
        b: -INFINITE,
        off: INFINITE,
    };
    let report = Report::Slice(Slice {
        axes: Axes::Filter,
        at: Regime::Large,
        draw: 2,
        trial: 1,
        gram: [1.0, 0.1, 2.0],
        small: vec![waypoint],
        large: vec![waypoint; 2],
        values: vec![NONE, 3.0],
    });
    (slice_job().into(), report)
}

fn points() -> (Job, Report) {
    let job = PointsJob {
        slice: slice_job(),
        places: Places::Grid {
            a: vec![-1.0, 1.0],
            b: vec![0.1 + 0.2],
        },
        evaluated: Evaluated {
            samples: 1000,
            testing: true,
            frozen: false,
        },
    };
    let report = Report::Points(Points {
        train_loss: vec![INFINITE, NONE],
        train_accuracy: vec![0.1, 0.3],
        test_loss: vec![-INFINITE, 1.0],
        test_accuracy: vec![NONE, 1.0 / 3.0],
    });
    (job.into(), report)
}

fn probe() -> (Job, Report) {
    let job = ProbeJob {
        slice: slice_job(),
        starts: 1,
        place: [0.1, -0.2],
    };
    let report = Report::Probe(Probe {
        place: [0.1, -0.2],
        loss: INFINITE,
        phi: NONE,
        eigenvalue: NONE,
    });
    (job.into(), report)
}

fn preview() -> (Job, Report) {
    let originals = vec![0.5, -1.5, 0.1, 1e-20, 3.0, 4.0];
    let report = Report::Preview(Preview {
        shape: Shape::Point,
        each: 1,
        classes: vec![0, 1, 2],
        augmented: vec![originals.clone(); ROWS],
        originals,
    });
    (PreviewJob::of(&spirals(), 7).into(), report)
}

fn files() -> (Job, Report) {
    let job = FilesJob {
        network: "12-00".into(),
        data: "34-ff".into(),
        seed: 5,
        part: Part::Balls,
    };
    let taken = Taken::of(Part::Balls, &measures());
    (job.into(), Report::Files(Box::new(taken)))
}

fn export() -> (Job, Report) {
    let text = "{\"layers\": [\u{1F600}\n]}";
    (ExportJob::Network(lb()).into(), Report::Text(text.into()))
}

fn connection() -> (Job, Report) {
    let [small, _] = TrainJob::pair(&spirals(), 1);
    let other = small.clone().in_order_of(2);
    let job = ConnectionJob {
        of: [small, other],
        epochs: 2,
        places: 3,
    };
    let way = vec![evaluation(); 3];
    let report = Report::Connection(Connection {
        trial: 1,
        straight: way.clone(),
        curved: way.clone(),
        bent: way,
        improved: false,
        steps: 2,
        distance: INFINITE,
        length: NONE,
    });
    (job.into(), report)
}

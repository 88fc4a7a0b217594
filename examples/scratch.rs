use sharp_minima::data;
use sharp_minima::experiment::task::Task;
use sharp_minima::experiment::*;
use sharp_minima::landscape::atlas::*;
use sharp_minima::landscape::*;
use std::rc::Rc;
fn main() {
    let name = std::env::args().nth(1).unwrap_or("instant".into());
    let mut e = presets()
        .into_iter()
        .find(|p| p.name == name)
        .unwrap()
        .experiment;
    e.trials = 1;
    let seed = std::env::args()
        .nth(2)
        .and_then(|s| s.parse().ok())
        .unwrap_or(e.seed);
    e.seed = seed;
    let archive = if name == "digits" {
        Some(std::fs::read("www/data/mnist14.bin").unwrap())
    } else {
        None
    };
    let data =
        Rc::new(data::load(e.data, e.train, e.label_noise, e.seed, archive.as_deref()).unwrap());
    let mut study = Study::new(e.clone()).unwrap();
    let mut epochs: Vec<Vec<u32>> = vec![];
    let mut vectors: Vec<Vec<f32>> = vec![];
    for job in study.next_jobs() {
        if let Job::Train { snapshots, .. } = &job {
            let snaps = snapshots.clone();
            let mut t = Task::start(job, vec![], data.clone()).unwrap();
            while !t.advance() {}
            let Some(Report::Training(r)) = t.report() else {
                panic!()
            };
            let last = r.points.last().unwrap().epoch;
            let v = t.vectors();
            let mut ep: Vec<u32> = snaps.iter().copied().filter(|&x| x < last).collect();
            let mut vs: Vec<Vec<f32>> = v[1..1 + ep.len()].iter().map(|x| x.to_vec()).collect();
            ep.push(last);
            vs.push(v[0].to_vec());
            println!(
                "{:?} loss {} test acc {}",
                r.regime,
                r.points.last().unwrap().evaluation.train_loss,
                r.points.last().unwrap().evaluation.test_accuracy
            );
            epochs.push(ep);
            vectors.extend(vs);
        }
    }
    let epochs: [Vec<u32>; 2] = epochs.try_into().unwrap();
    for plane in [
        Axes::Eigenvectors,
        Axes::Filter,
        Axes::Random,
        Axes::Points,
        Axes::Components,
    ] {
        let mut atlas = Atlas::new(e.clone());
        atlas.look(View {
            plane,
            grid: Resolution::Coarse,
            ..View::default()
        });
        let mut planes = std::collections::BTreeMap::new();
        loop {
            let orders = atlas.orders(Plate::Landscape);
            if orders.is_empty() {
                break;
            }
            for o in orders {
                let s = match &o.points {
                    None => atlas.slice_survey(o.sheet, epochs.clone()),
                    Some((p, ev)) => atlas.points_survey(p.clone(), *ev),
                };
                let vs = match &o.points {
                    None => vectors.clone(),
                    Some(_) => {
                        let v: &Vec<Vec<f32>> = &planes[&o.sheet];
                        v.clone()
                    }
                };
                let t0 = std::time::Instant::now();
                let mut t = SurveyTask::start(s, vs, data.clone()).unwrap();
                let mut n = 0;
                while !t.advance() {
                    n += 1;
                }
                if o.points.is_none() {
                    planes.insert(o.sheet, t.vectors().iter().map(|x| x.to_vec()).collect());
                    if let Some(Finding::Slice(s)) = t.finding() {
                        println!(
                            "{:?} {:?} gram {:?} values {:?} steps {n} {:?}\n small last {:?} first {:?} large last {:?}",
                            s.axes,
                            s.at,
                            s.gram,
                            s.values,
                            t0.elapsed(),
                            s.small.last(),
                            s.small.first(),
                            s.large.last()
                        );
                    }
                }
                atlas
                    .accept(
                        o.sheet,
                        atlas.evaluated(Plate::Landscape),
                        t.finding().unwrap(),
                    )
                    .unwrap();
            }
        }
        let map = atlas.map();
        for p in &map.panels {
            println!(
                "{:?} {:?} a {}..{}",
                plane, p.regime, p.grid.a[0], p.grid.a[24]
            );
            for row in (0..25).rev() {
                let l: String = (0..25)
                    .map(|c| {
                        let v = p.grid.at(row, c);
                        format!(
                            "{:>6}",
                            if v < 10.0 {
                                format!("{v:.2}")
                            } else {
                                format!("{v:.0}")
                            }
                        )
                    })
                    .collect();
                println!("{l}");
            }
        }
        let p = atlas.panel(Plate::Landscape);
        println!("{}\n{:#?}", p.caption, p.remarks);
    }
}

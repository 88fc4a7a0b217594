//! Files of results.

use crate::every_job::every_job;
use crate::run::{Target, assert_words, refused};
use crate::seed::Seed;
use sharp_minima::results::{Origin, Results};

#[test]
fn results() {
    let mut all = Results::default();
    let mut seeds = Vec::new();
    for (job, report) in every_job() {
        let mut one = Results::default();
        for results in [&mut one, &mut all] {
            let put = results.put(job.clone(), report.clone(), Origin::Computed);
            put.expect("its own report");
        }
        seeds.push(Seed::whole(one.write(|_| true)));
    }
    seeds.push(Seed::whole(all.write(|_| true)));
    Target {
        name: "results",
        seeds,
        usual: 600,
        check,
    }
    .run();
}

fn check(input: &[u8]) -> bool {
    let mut read = Results::default();
    let unread = match read.read(&String::from_utf8_lossy(input), Origin::Opened) {
        Ok(unread) => unread,
        Err(error) => return refused(error),
    };
    for entry in &unread {
        assert_words(&entry.why);
    }
    let written = read.write(|_| true);
    let mut again = Results::default();
    assert_eq!(again.read(&written, Origin::Opened), Ok(Vec::new()));
    assert!(again.write(|_| true) == written, "{written}");
    unread.is_empty()
}

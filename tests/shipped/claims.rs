//! What is recorded of the paper's claims is what the shipped results say.

use crate::all;
use sharp_minima::exchange::write_json;
use sharp_minima::figures::claims::{Record, record};
use sharp_minima::figures::f1::f1_record;
use sharp_minima::figures::{FIGURES, claims};
use sharp_minima::settings::presets;

#[test]
fn the_record_of_claims_is_that_of_the_shipped_results() {
    let presets = presets();
    let label = |name: &str| {
        let preset = presets.iter().find(|preset| preset.name == name);
        preset.expect("a preset").label
    };
    let all = all();
    let mut records: Vec<Record> = all
        .iter()
        .map(|(name, known)| record(label(name), &known.context()))
        .collect();
    records.extend(f1_record());
    let recorded = include_str!("../../www/results/claims.json");
    assert_eq!(write_json(&records) + "\n", recorded);
}

#[test]
fn every_claim_is_judged_by_a_figure_and_at_every_preset() {
    let (_, known) = &all()[0];
    let claims = claims::claims(&known.context());
    assert!(claims.len() >= 15, "{}", claims.len());
    for claim in claims {
        let judges = FIGURES.iter().any(|figure| figure.name() == claim.figure);
        assert!(judges, "{}", claim.figure);
        assert_eq!(claim.fares.len(), 2 + presets().len(), "{}", claim.claim);
        assert!(claim.source.starts_with("The paper: "), "{}", claim.source);
        assert_eq!(claim.fares[0].place, "Here");
        // The first preset is what stands here.
        let [here, first] = [&claim.fares[0], &claim.fares[1]];
        assert_eq!((here.verdict, &here.number), (first.verdict, &first.number));
    }
}

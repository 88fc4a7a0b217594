//! Files of other formats than JSON.

use crate::try_measure;
use sharp_minima_command::measure::Printed;

/// A file that tests/oracle/formats.py has written.
fn case(name: &str) -> String {
    format!(
        "{}/../tests/cases/formats/{name}",
        env!("CARGO_MANIFEST_DIR")
    )
}

fn measured(network: &str, data: &str) -> Printed {
    try_measure(&format!("{} {data} --starts 0", case(network))).expect("right")
}

#[test]
fn a_pair_of_idx_files_has_a_comma_between() {
    let [images, labels] = ["images-idx3-ubyte", "labels-idx1-ubyte"].map(case);
    let json = measured("named.json", &case("images.json"));
    let pair = measured("named.safetensors", &format!("{images},{labels}"));
    assert_eq!(pair.text, json.text);
    // What the file leaves open is said before all else.
    let file = case("named.safetensors");
    let (said, notes) = pair.notes.split_at(3);
    assert!(said[1].starts_with(&format!(
        "{file}: The activation is not in the file: ReLU was taken."
    )));
    assert_eq!(notes, json.notes);
    let error = |data: &str| {
        let line = format!("{} {data}", case("named.json"));
        try_measure(&line).err().expect("wrong")
    };
    assert!(error(&images).starts_with(&format!("{images}: labels: they are missing")));
    assert!(error(&format!("{images},/nowhere")).starts_with("/nowhere: "));
}

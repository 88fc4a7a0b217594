//! Files that are wrong.

use crate::common::networks::cases;
use crate::{data_of, file, network_of, try_measure};

#[test]
fn wrong_files_are_named_with_the_place() {
    let case = &cases()[0];
    let network = file("right-network.json", &network_of(case).write());
    let data = file("right-data.json", &data_of(case));
    let error = |line: String| try_measure(&line).err().expect("wrong");
    assert!(error(format!("/nowhere/n.json {data}")).starts_with("/nowhere/n.json: "));
    let expected = format!("{data}: unknown key \"x\"; known are layers, activation, loss");
    assert_eq!(error(format!("{data} {network}")), expected);
    let other = file("other-network.json", &network_of(&cases()[1]).write());
    let expected = format!(
        "{other}: the layers, their biases, their batch norm (eps too) or the activation differ \
         from the first network's"
    );
    assert_eq!(error(format!("{network} {data} --other {other}")), expected);
    let narrow = file("narrow-data.json", r#"{"x": [[1, 2]], "y": [0]}"#);
    let expected = format!("{narrow}: x[0]: 2 numbers; the network's layers[0] has 5 inputs");
    assert_eq!(error(format!("{network} {narrow}")), expected);
    let a = file("short-subspace.json", r#"{"A": [[1], [2]]}"#);
    let n = case.x.len();
    let expected = format!("{a}: A: 2 rows; the network has {n} parameters");
    assert_eq!(error(format!("{network} {data} --subspace {a}")), expected);
}

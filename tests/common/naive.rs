//! A network and its mean loss written out over the JSON of its files, one sample at a time.

use serde_json::Value;

fn numbers(value: &Value) -> Vec<f64> {
    let list = value.as_array().expect("a list");
    list.iter()
        .map(|number| number.as_f64().expect("a number"))
        .collect()
}

/// This unit's number, or `otherwise` where there is no list.
fn at(list: &Value, unit: usize, otherwise: f64) -> f64 {
    if list.is_null() {
        return otherwise;
    }
    numbers(list)[unit]
}

fn layer(layer: &Value, a: &[f64], activation: Option<&str>) -> Vec<f64> {
    let rows = layer["w"].as_array().expect("a list");
    let mut out = Vec::new();
    for (unit, row) in rows.iter().enumerate() {
        let mut z = at(&layer["b"], unit, 0.0);
        for (w, a) in numbers(row).iter().zip(a) {
            z += w * a;
        }
        let bn = &layer["bn"];
        if bn.is_object() {
            let [mean, var] = ["mean", "var"].map(|key| numbers(&bn[key])[unit]);
            let deviation = (var + bn["eps"].as_f64().expect("a number")).sqrt();
            z = at(&bn["gamma"], unit, 1.0) * (z - mean) / deviation + at(&bn["beta"], unit, 0.0);
        }
        out.push(match activation {
            Some("relu") => z.max(0.0),
            Some("tanh") => z.tanh(),
            None => z,
            Some(other) => panic!("{other}"),
        });
    }
    out
}

/// Mean cross-entropy and accuracy.
pub fn naive_score(network: &Value, data: &Value) -> (f64, f64) {
    let layers = network["layers"].as_array().expect("a list");
    let inputs = data["x"].as_array().expect("a list");
    let (mut loss, mut correct) = (0.0, 0);
    for (x, y) in inputs.iter().zip(numbers(&data["y"])) {
        let mut a = numbers(x);
        for (index, one) in layers.iter().enumerate() {
            let hidden = index + 1 < layers.len();
            let activation = hidden.then(|| network["activation"].as_str().expect("a string"));
            a = layer(one, &a, activation);
        }
        let highest = a.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let sum: f64 = a.iter().map(|z| (z - highest).exp()).sum();
        loss += highest + sum.ln() - a[y as usize];
        correct += usize::from(a[y as usize] == highest);
    }
    let count = inputs.len() as f64;
    (loss / count, correct as f64 / count)
}

use super::*;

/// Bytes that deflate cannot make fewer.
fn noise(length: u32) -> Vec<u8> {
    (0..length)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 ^ (i.wrapping_mul(i) >> 7) as u8)
        .collect()
}

#[test]
fn what_a_visit_loads_is_counted_as_it_travels() {
    let dist = std::env::temp_dir().join(format!("xtask-size-{}", std::process::id()));
    let files: [(&str, Vec<u8>); 11] = [
        ("index.html", b"<p>".repeat(1000)),
        ("www/wasm/a_bg.wasm", noise(5000)),
        ("www/fonts/a.woff2", noise(3000)),
        ("www/results/instant.json", b"[1,2,3]".to_vec()),
        ("www/results/real.json", noise(100)),
        ("www/fonts/licence.txt", noise(100)),
        ("www/presentation-A1B2.js", noise(100)),
        (ELEMENT_SCRIPT, noise(100)),
        (single::FILE, noise(100)),
        (version::SCRIPT, noise(100)),
        ("figures/instant/path-light.svg", noise(100)),
    ];
    for (name, bytes) in &files {
        let file = dist.join(name);
        let folder = file.parent().expect("a folder");
        fs::create_dir_all(folder).expect("a folder");
        fs::write(file, bytes).expect("a file");
    }
    let sizes = sizes(&dist);
    fs::remove_dir_all(&dist).expect("an end");
    let sizes = sizes.expect("all are there");
    let names: Vec<_> = sizes.iter().map(|(name, _)| name.as_str()).collect();
    let expected = [
        "www/wasm/a_bg.wasm",
        "www/fonts/a.woff2",
        "index.html",
        "www/results/instant.json",
    ];
    assert_eq!(names, expected);
    assert!(sizes[0].1 > 4000 && sizes[2].1 < 100, "{sizes:?}");
}

#[test]
fn without_the_results_it_is_no_whole_page() {
    let empty = std::env::temp_dir().join(format!("xtask-no-size-{}", std::process::id()));
    fs::create_dir_all(&empty).expect("a folder");
    let sizes = sizes(&empty);
    fs::remove_dir_all(&empty).expect("an end");
    assert!(sizes.is_err_and(|message| message.contains("instant.json")));
}

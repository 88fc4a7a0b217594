//! Numbers that must nearly agree.

/// `ours` differs from `exact` by at most `tolerance`, relative to it.
#[track_caller]
pub fn assert_relative(ours: f64, exact: f64, tolerance: f64) {
    assert!(
        (ours - exact).abs() <= tolerance * exact.abs(),
        "{ours} against {exact}"
    );
}

//! A line that is level up to a knee and straight beyond it, fitted by least squares.
//!
//! For a knee κ the fit is a regression on max(x − κ, 0). Over κ its residual has its least value at
//! an abscissa of the data, or between two where the mean of all to the left meets the regression
//! line of all to the right (Hudson 1966): so few places have to be tried, and the best is exact.

/// The values at one abscissa.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Group {
    /// The abscissa.
    pub x: f64,
    /// How many values, above 0.
    pub n: f64,
    /// Their mean.
    pub mean: f64,
}

/// y = `level` up to `knee`, `level` + `slope` · (x − `knee`) beyond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hinge {
    /// Where the line bends.
    pub knee: f64,
    /// Its height up to there.
    pub level: f64,
    /// Its slope beyond.
    pub slope: f64,
}

impl Hinge {
    /// The height at `x`.
    pub fn at(&self, x: f64) -> f64 {
        self.level + self.slope * (x - self.knee).max(0.0)
    }

    /// The sum of the groups' squared distances, each counted as often as it has values.
    pub fn residual(&self, groups: &[Group]) -> f64 {
        let square = |g: &Group| {
            let distance = g.mean - self.at(g.x);
            g.n * distance * distance
        };
        groups.iter().map(square).sum()
    }
}

/// The best hinge with its knee there; `None` if no abscissa lies beyond, or none besides.
pub fn with_knee(groups: &[Group], knee: f64) -> Option<Hinge> {
    let (level, slope) = regression(groups, &|x| (x - knee).max(0.0))?;
    Some(Hinge { knee, level, slope })
}

/// The best hinge through groups of ascending abscissae. The knee lies on the first or beyond, and at
/// least two abscissae beyond it but for the last place, since a single one lies on any line.
/// `None` below three groups.
pub fn hinge(groups: &[Group]) -> Option<Hinge> {
    if groups.len() < 3 {
        return None;
    }
    let mut best: Option<(f64, Hinge)> = None;
    for last in 0..groups.len() - 1 {
        let (left, right) = groups.split_at(last + 1);
        let between = meeting(left, right).filter(|x| (groups[last].x..right[0].x).contains(x));
        for knee in [Some(groups[last].x), between].into_iter().flatten() {
            let Some(hinge) = with_knee(groups, knee) else {
                continue;
            };
            let residual = hinge.residual(groups);
            if best.is_none_or(|(least, _)| residual < least) {
                best = Some((residual, hinge));
            }
        }
    }
    best.map(|(_, hinge)| hinge)
}

/// Where the regression line of `right` is as high as the mean of `left`.
fn meeting(left: &[Group], right: &[Group]) -> Option<f64> {
    let (height, slope) = regression(right, &|x| x)?;
    let n: f64 = left.iter().map(|g| g.n).sum();
    let sum: f64 = left.iter().map(|g| g.n * g.mean).sum();
    let x = (sum / n - height) / slope;
    x.is_finite().then_some(x)
}

/// Intercept and slope of the regression of the means on `of` the abscissae; `None` where that does not
/// vary.
fn regression(groups: &[Group], of: &dyn Fn(f64) -> f64) -> Option<(f64, f64)> {
    let n: f64 = groups.iter().map(|g| g.n).sum();
    let mean =
        |value: &dyn Fn(&Group) -> f64| groups.iter().map(|g| g.n * value(g)).sum::<f64>() / n;
    let (x, y) = (mean(&|g| of(g.x)), mean(&|g| g.mean));
    let square = mean(&|g| (of(g.x) - x) * (of(g.x) - x));
    let product = mean(&|g| (of(g.x) - x) * (g.mean - y));
    (square > 0.0).then(|| {
        let slope = product / square;
        (y - slope * x, slope)
    })
}

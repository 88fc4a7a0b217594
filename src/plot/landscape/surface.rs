//! The map as a surface: its height is the position on the scale, so that it is as high as the
//! logarithm above the lowest loss. Painted from the back to the front.

use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::Frame;
use crate::plot::landscape::contours::contours;
use crate::plot::landscape::field::Field;
use crate::plot::landscape::layout;
use crate::plot::landscape::layout::{Layout, axis};
use crate::plot::landscape::map::extent;
use crate::plot::landscape::places::Places;
use crate::plot::landscape::projection::{Projection, Spot};
use crate::plot::landscape::ramp::{Ramp, faded, rgb};
use crate::plot::landscape::relief::relief;
use crate::plot::landscape::scale::Scale;
use crate::plot::landscape::shades::Shades;
use crate::plot::landscape::trail;
use crate::plot::landscape::trail::Route;
use crate::plot::landscape::{Map, MapPanel, Trail, Turn, bar, frame3d, text};
use crate::plot::theme::Theme;
use crate::plot::{Geometry, PanelGeometry};
use crate::settings::Regime;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// Nodes of the smooth surface are about so many CSS pixels apart, and while it is turned so many.
const NODE: f64 = 5.0;
const NODE_MOVING: f64 = 24.0;
/// Pixels of a side of what is coloured at once while it is turned.
const SQUARE_MOVING: u32 = 2;
/// Trajectories lie so far above the surface.
const LIFT: f64 = 0.012;
/// Pieces of a trajectory between two epochs.
const PIECES: u32 = 6;

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, map: &Map, turn: Turn) -> Geometry {
    let values = map.panels.iter().flat_map(|panel| &panel.grid.values);
    let scale = Scale::new(map.quantity, values.copied());
    let ramp = scale.as_ref().map(|scale| Ramp::new(scale, theme));
    let layout = Layout::of_surfaces(brush, theme, map, scale.as_ref());
    let panels: Vec<Panel> = map
        .panels
        .iter()
        .zip(&layout.frames)
        .map(|(data, frame)| Panel::new(brush, theme, *frame, data, turn))
        .collect();
    let shades = ramp.as_ref().map(Shades::new);
    // All pictures first: on a canvas they replace what was there.
    let fields: Vec<Option<Field>> = panels
        .iter()
        .map(|panel| panel.relief(scale.as_ref()?, shades.as_ref()?))
        .collect();
    let colors = scale.as_ref().zip(ramp.as_ref());
    for ((panel, field), names) in panels.iter().zip(&fields).zip(&layout.names) {
        panel.draw(field.as_ref().zip(colors), names);
    }
    bar::draw(brush, theme, &layout, colors, &map.title);
    if map.panels.is_empty() {
        layout::note(brush, theme, layout.frames[0]);
    }
    Geometry {
        panels: panels.iter().map(Panel::geometry).collect(),
    }
}

/// The room for the box: without that for its ticks and names, which stand beside and below it.
fn inside(theme: &Theme, frame: Frame) -> Frame {
    let beside = theme.px(36.0).min(frame.width() / 8);
    let below = theme.px(52.0).min(frame.height() / 3);
    Frame::new(
        frame.left + beside,
        frame.right - beside,
        frame.top + theme.px(4.0),
        frame.bottom - below,
    )
}

struct Panel<'a> {
    brush: &'a dyn Brush,
    theme: &'a Theme,
    frame: Frame,
    data: &'a MapPanel,
    ends: [[f64; 2]; 2],
    view: Projection,
}

impl<'a> Panel<'a> {
    fn new(
        brush: &'a dyn Brush,
        theme: &'a Theme,
        frame: Frame,
        data: &'a MapPanel,
        turn: Turn,
    ) -> Self {
        let ends = [&data.grid.a, &data.grid.b]
            .map(|places| axis(places).map_or([0.0, 1.0], |axis| axis.ends()));
        let proportion = match data.isometric {
            true => (ends[1][1] - ends[1][0]) / (ends[0][1] - ends[0][0]),
            false => 1.0,
        };
        Self {
            brush,
            theme,
            frame,
            data,
            ends,
            view: Projection::new(turn, inside(theme, frame), proportion.clamp(0.2, 5.0)),
        }
    }

    /// Lays down the lit surface; gives the field it shows.
    fn relief(&self, scale: &Scale, shades: &Shades) -> Option<Field> {
        let computed = Field::computed(&self.data.grid, scale);
        let nodes = computed.columns.max(computed.rows).max(2);
        let across = self.theme.css(self.frame.width());
        let (apart, square) = match self.theme.moving {
            true => (NODE_MOVING, SQUARE_MOVING),
            false => (NODE, 1),
        };
        let refine = libm::ceil(across / apart / (nodes - 1) as f64).clamp(1.0, 8.0) as usize;
        let field = computed.refined(refine);
        if field.is_empty() {
            return None;
        }
        let lights = computed.lit(|rise| self.view.light(rise)).refined(refine);
        let ground = rgb(self.theme.ground);
        let (at, picture) = relief(
            &self.view,
            [&field, &lights],
            shades,
            self.frame,
            ground,
            square,
        )?;
        self.brush.bitmap(at, &picture);
        Some(field)
    }

    fn draw(&self, known: Option<(&Field, (&Scale, &Ramp))>, names: &[Vec<String>; 2]) {
        let (brush, theme) = (self.brush, self.theme);
        if let Some((field, (scale, ramp))) = known {
            self.walls(field);
            self.contours(field, ramp, &scale.positions());
        }
        frame3d::draw(brush, theme, &self.view, &self.data.grid, names, self.frame);
        if let Some(regime) = self.data.regime {
            let y = self.frame.top - theme.px(13.0);
            layout::title(brush, theme, regime, self.frame.left + theme.px(6.0), y);
        }
        match known {
            Some((field, (scale, _))) => {
                frame3d::heights(brush, theme, &self.view, scale);
                self.trails(field);
            }
            None => layout::note(brush, theme, self.frame),
        }
    }

    /// The two sides in front, from the ground up to the surface.
    fn walls(&self, field: &Field) {
        let [columns, rows] = self.view.recedes();
        let side = if columns { 0 } else { field.columns - 1 };
        let front = if rows { 0 } else { field.rows - 1 };
        let share = |k: usize, nodes: usize| k as f64 / (nodes - 1) as f64;
        let spot = |row: usize, column: usize| -> Spot {
            let high = field.values[row * field.columns + column];
            [share(column, field.columns), share(row, field.rows), high]
        };
        let along: Vec<Spot> = (0..field.rows).map(|row| spot(row, side)).collect();
        let across: Vec<Spot> = (0..field.columns)
            .map(|column| spot(front, column))
            .collect();
        for (spots, shade) in [(along, 0.30), (across, 0.42)] {
            let color = faded(self.theme.ground, self.theme.muted, shade);
            let edge = self.theme.stroke(self.theme.axis, 1.0);
            for run in spots.split(|spot| spot[2].is_nan()) {
                let rim: Vec<Pixel> = run.iter().map(|&spot| self.view.at(spot)).collect();
                let foot = run.iter().rev().map(|&[x, y, _]| self.view.at([x, y, 0.0]));
                let outline: Vec<Pixel> = rim.iter().copied().chain(foot).collect();
                if rim.len() > 1 {
                    self.brush.area(&outline, color);
                    self.brush.path(&rim, &edge);
                }
            }
        }
    }

    /// The contour lines, as far as they are seen.
    fn contours(&self, field: &Field, ramp: &Ramp, positions: &[f64]) {
        let levels = contours(field, positions);
        for (k, (lines, position)) in levels.iter().zip(positions).enumerate() {
            let stroke = self.theme.stroke(ramp.line(k), 0.8);
            for line in lines {
                let spots = line.iter().map(|&(x, y)| [x, y, position + LIFT]);
                let spots: Vec<(bool, Pixel)> = spots
                    .map(|spot| (self.view.sees(field, spot), self.view.at(spot)))
                    .collect();
                for run in spots.chunk_by(|a, b| a.0 && b.0) {
                    let run: Vec<Pixel> = run.iter().map(|(_, at)| *at).collect();
                    if run.len() > 1 {
                        self.brush.path(&run, &stroke);
                    }
                }
            }
        }
    }

    /// A place of the slice as a point on the surface; `None` where that is unknown.
    fn spot(&self, field: &Field, [a, b]: [f64; 2]) -> Option<Spot> {
        let share = |value: f64, [lower, upper]: [f64; 2]| (value - lower) / (upper - lower);
        let (across, deep) = (share(a, self.ends[0]), share(b, self.ends[1]));
        let height = field.at(across, deep);
        (!height.is_nan()).then_some([across, deep, height + LIFT])
    }

    fn trails(&self, field: &Field) {
        let mut lines = Vec::new();
        for trail in &self.data.trails {
            lines.extend(self.trail(field, trail));
        }
        let mut places = Places::new(self.frame, lines);
        let marks = self.data.marks.iter();
        let spots = marks.filter_map(|mark| Some((mark, self.spot(field, mark.place)?)));
        let spots: Vec<_> = spots
            .map(|(mark, spot)| (mark, self.view.at(spot)))
            .collect();
        for (mark, at) in &spots {
            trail::draw_mark(self.brush, self.theme, mark, *at);
            places.take_around(*at, self.theme.px(10.0));
        }
        for (mark, at) in &spots {
            self.name(&mut places, &mark.name, mark.regime, *at);
        }
        for trail in &self.data.trails {
            let marked = spots
                .iter()
                .any(|(mark, _)| mark.regime == Some(trail.regime));
            let last = trail.waypoints.iter().rev();
            let mut last = last.filter_map(|at| self.spot(field, [at.a, at.b]));
            if let Some(spot) = last.next().filter(|_| !marked) {
                let name = trail.regime.name();
                self.name(&mut places, name, Some(trail.regime), self.view.at(spot));
            }
        }
    }

    fn name(&self, places: &mut Places, name: &str, regime: Option<Regime>, at: Pixel) {
        let theme = self.theme;
        let color = regime.map_or(theme.ink, |regime| theme.regime(regime)).text;
        let words = theme.label(color, true, HPos::Center);
        let gap = theme.px(10.0);
        if let Some(room) = places.around(self.brush, theme, (name, &words), &[at], gap) {
            let ground = theme.ground.mix(0.8);
            text::write_tag(self.brush, theme, name, room, &words, ground);
        }
    }

    /// A trajectory on the surface; behind a hill it is a thin pale line. Gives its parts.
    fn trail(&self, field: &Field, trail: &Trail) -> Vec<Vec<Pixel>> {
        let theme = self.theme;
        let hue = theme.regime(trail.regime);
        let parts = self.parts(field, trail);
        for (seen, line) in &parts {
            if *seen {
                self.brush.path(line, &trail::casing(theme));
            } else {
                let color = faded(hue.line, theme.ground, 0.3).mix(0.45);
                self.brush.path(line, &theme.stroke(color, 1.25));
            }
        }
        for (_, line) in parts.iter().filter(|(seen, _)| *seen) {
            let stroke = trail::stroke(theme, trail.regime, hue.line);
            self.brush.path(line, &stroke);
        }
        self.epochs(field, trail);
        parts.into_iter().map(|(_, line)| line).collect()
    }

    /// Parts that are seen, or not, from one end to the other.
    fn parts(&self, field: &Field, trail: &Trail) -> Vec<(bool, Vec<Pixel>)> {
        let between = trail.waypoints.windows(2).flat_map(|ends| {
            (0..=PIECES).map(move |piece| {
                let share = f64::from(piece) / f64::from(PIECES);
                let mix = |from: f64, to: f64| from + (to - from) * share;
                [mix(ends[0].a, ends[1].a), mix(ends[0].b, ends[1].b)]
            })
        });
        let spots: Vec<Option<Spot>> = between.map(|place| self.spot(field, place)).collect();
        let mut parts: Vec<(bool, Vec<Pixel>)> = Vec::new();
        for ends in spots.windows(2) {
            let [Some(from), Some(to)] = [ends[0], ends[1]] else {
                continue;
            };
            let seen = self.view.sees(field, to);
            let (start, end) = (self.view.at(from), self.view.at(to));
            match parts.last_mut() {
                Some((other, line)) if *other == seen && line.last() == Some(&start) => {
                    if start != end {
                        line.push(end);
                    }
                }
                _ => parts.push((seen, vec![start, end])),
            }
        }
        parts
    }

    fn epochs(&self, field: &Field, trail: &Trail) {
        let mut seen = trail.clone();
        seen.waypoints.retain(|waypoint| {
            let spot = self.spot(field, [waypoint.a, waypoint.b]);
            spot.is_some_and(|spot| self.view.sees(field, spot))
        });
        let place = |a: f64, b: f64| {
            let spot = self.spot(field, [a, b]);
            spot.map_or((0, 0), |spot| self.view.at(spot))
        };
        let route = Route::new(&seen, extent(&self.ends), &place);
        for stop in trail::marked(self.theme, &route) {
            trail::draw_epoch(self.brush, self.theme, trail.regime, stop);
        }
    }

    fn geometry(&self) -> PanelGeometry {
        layout::geometry(self.frame, self.ends, "surface")
    }
}

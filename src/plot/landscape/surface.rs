//! The map as a surface: its height is the position on the scale, so that it is as high as the
//! logarithm above the lowest loss. Painted from the back to the front.

use crate::plot::brush::{Brush, Pixel};
use crate::plot::coordinates::Frame;
use crate::plot::landscape::contours::contours;
use crate::plot::landscape::faces::{lit, widened};
use crate::plot::landscape::field::Field;
use crate::plot::landscape::layout;
use crate::plot::landscape::layout::{Layout, axis};
use crate::plot::landscape::map::{extent, line_color};
use crate::plot::landscape::places::Places;
use crate::plot::landscape::projection::{Projection, Spot};
use crate::plot::landscape::ramp::{Ramp, faded, paint};
use crate::plot::landscape::scale::Scale;
use crate::plot::landscape::trail;
use crate::plot::landscape::trail::Route;
use crate::plot::landscape::{Map, MapPanel, Trail, Turn, bar, frame3d, text};
use crate::plot::theme::Theme;
use crate::plot::{Geometry, PanelGeometry};
use crate::settings::Regime;
use plotters::style::Color as _;
use plotters::style::text_anchor::HPos;

/// Grids with fewer nodes a side are refined, others thinned, to about as many.
const FEW: usize = 31;
const MANY: usize = 61;
/// Brightness in full shadow and in full light; shades between are so many.
const SHADOW: f64 = 0.60;
const LIGHT: f64 = 1.08;
const SHADES: f64 = 40.0;
/// Faces overlap by so many CSS pixels, so that no seam shows.
const OVERLAP: f64 = 0.4;
/// Trajectories lie so far above the surface.
const LIFT: f64 = 0.012;
/// Pieces of a trajectory between two epochs.
const PIECES: u32 = 6;

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, map: &Map, turn: Turn) -> Geometry {
    let values = map.panels.iter().flat_map(|panel| &panel.grid.values);
    let scale = Scale::new(map.quantity, values.copied());
    let ramp = scale.as_ref().map(|scale| Ramp::new(scale, theme));
    let layout = Layout::of_surfaces(brush, theme, map, scale.as_ref());
    let colors = scale.as_ref().zip(ramp.as_ref());
    let mut geometry = Geometry::default();
    for (index, data) in map.panels.iter().enumerate() {
        let frame = layout.frames[index];
        let ends = [&data.grid.a, &data.grid.b]
            .map(|places| axis(places).map_or([0.0, 1.0], |axis| axis.ends()));
        let proportion = match data.isometric {
            true => (ends[1][1] - ends[1][0]) / (ends[0][1] - ends[0][0]),
            false => 1.0,
        };
        let panel = Panel {
            brush,
            theme,
            frame,
            data,
            ends,
            view: Projection::new(turn, inside(theme, frame), proportion.clamp(0.2, 5.0)),
        };
        panel.draw(colors, &layout.names[index]);
        geometry.panels.push(panel.geometry());
    }
    bar::draw(brush, theme, &layout, colors, &map.title);
    if map.panels.is_empty() {
        layout::note(brush, theme, layout.frames[0]);
    }
    geometry
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

impl Panel<'_> {
    fn draw(&self, colors: Option<(&Scale, &Ramp)>, names: &[Vec<String>; 2]) {
        let (brush, theme) = (self.brush, self.theme);
        frame3d::draw(brush, theme, &self.view, &self.data.grid, names, self.frame);
        if let Some(regime) = self.data.regime {
            let y = self.frame.top - theme.px(13.0);
            layout::title(brush, theme, regime, self.frame.left + theme.px(6.0), y);
        }
        let field = colors.map(|(scale, _)| field(self.data, scale));
        let field = field.filter(|field| !field.is_empty());
        match (field, colors) {
            (Some(field), Some((scale, ramp))) => {
                self.faces(&field, ramp);
                self.contours(&field, &scale.positions());
                frame3d::heights(brush, theme, &self.view, scale);
                self.trails(&field);
            }
            _ => layout::note(brush, theme, self.frame),
        }
    }

    /// All faces. A height field has an order in which none hides a later one, without sorting.
    fn faces(&self, field: &Field, ramp: &Ramp) {
        let positions: Vec<f64> = (0..ramp.bands()).map(|band| ramp.upper(band)).collect();
        let [columns, rows] = [field.columns - 1, field.rows - 1];
        let [far_columns, far_rows] = self.view.recedes();
        for row in 0..rows {
            let row = if far_rows { rows - 1 - row } else { row };
            for column in 0..columns {
                let column = if far_columns {
                    columns - 1 - column
                } else {
                    column
                };
                self.face(field, ramp, &positions, (column, row));
            }
        }
    }

    /// One face, cut along the levels that cross it.
    fn face(&self, field: &Field, ramp: &Ramp, ends: &[f64], (column, row): (usize, usize)) {
        let spot = |right: usize, up: usize| -> Spot {
            [
                (column + right) as f64 / (field.columns - 1) as f64,
                (row + up) as f64 / (field.rows - 1) as f64,
                field.values[(row + up) * field.columns + column + right],
            ]
        };
        let corners = [spot(0, 0), spot(1, 0), spot(1, 1), spot(0, 1)];
        let heights = corners.map(|corner| corner[2]);
        if heights.iter().any(|height| height.is_nan()) {
            return;
        }
        let [a, b, c, d] = heights;
        let rise = [
            (b + c - a - d) / 2.0 * (field.columns - 1) as f64,
            (c + d - a - b) / 2.0 * (field.rows - 1) as f64,
        ];
        let light = libm::round(self.view.light(rise) * SHADES) / SHADES;
        let brightness = SHADOW + (LIGHT - SHADOW) * light;
        let lowest = ramp.band(heights.into_iter().fold(f64::INFINITY, f64::min));
        let highest = ramp.band(heights.into_iter().fold(0.0, f64::max));
        let mut rest = corners.to_vec();
        let bands = ends.iter().enumerate().take(highest + 1).skip(lowest);
        for (band, end) in bands {
            let face = if band < highest {
                let face = cut(&rest, *end, false);
                rest = cut(&rest, *end, true);
                face
            } else {
                std::mem::take(&mut rest)
            };
            if face.len() > 2 {
                let color = lit(ramp.color(band), brightness);
                let outline: Vec<Pixel> = face.iter().map(|spot| self.view.at(*spot)).collect();
                let overlap = OVERLAP * f64::from(self.theme.px(1.0));
                self.brush.area(&widened(&outline, overlap), paint(color));
            }
        }
    }

    /// The contour lines, as far as they are seen.
    fn contours(&self, field: &Field, positions: &[f64]) {
        let stroke = self.theme.stroke(line_color(self.theme), 0.7);
        for (lines, position) in contours(field, positions).iter().zip(positions) {
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
            places.take_around(*at, self.theme.px(8.0));
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

/// About 50 nodes a side: enough to be smooth, few enough to be turned by hand.
fn field(data: &MapPanel, scale: &Scale) -> Field {
    let nodes = data.grid.a.len().max(data.grid.b.len());
    if nodes < FEW {
        Field::new(&data.grid, scale, (2 * FEW - 2) / nodes.max(2))
    } else if nodes > MANY {
        Field::new(&data.grid, scale, 1).thinned(nodes.div_ceil(MANY))
    } else {
        Field::new(&data.grid, scale, 1)
    }
}

/// The part of a face above, or below, a height (Sutherland and Hodgman).
fn cut(face: &[Spot], height: f64, above: bool) -> Vec<Spot> {
    let inside = |spot: &Spot| (spot[2] >= height) == above;
    let mut part = Vec::with_capacity(face.len() + 2);
    for (k, to) in face.iter().enumerate() {
        let from = &face[(k + face.len() - 1) % face.len()];
        if inside(from) != inside(to) {
            let share = (height - from[2]) / (to[2] - from[2]);
            let mix = |axis: usize| from[axis] + (to[axis] - from[axis]) * share;
            part.push([mix(0), mix(1), height]);
        }
        if inside(to) {
            part.push(*to);
        }
    }
    part
}

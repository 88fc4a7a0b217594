//! The contour map: filled bands, labelled lines, the trajectories, and named places.

use crate::plot::axis::number;
use crate::plot::brush::{Bitmap, Brush, Pixel};
use crate::plot::coordinates::Frame;
use crate::plot::landscape::contours::{Trace, contours};
use crate::plot::landscape::field::Field;
use crate::plot::landscape::layout;
use crate::plot::landscape::layout::{Layout, axis};
use crate::plot::landscape::places::{Places, clipped_line};
use crate::plot::landscape::ramp::Ramp;
use crate::plot::landscape::scale::Scale;
use crate::plot::landscape::shades::Shades;
use crate::plot::landscape::trail;
use crate::plot::landscape::trail::Route;
use crate::plot::landscape::{Map, MapPanel, bar, heat, text, ticks};
use crate::plot::theme::Theme;
use crate::plot::{Geometry, PanelGeometry, SUBPIXELS};
use plotters::style::text_anchor::HPos;
use plotters::style::{Color as _, RGBAColor as Color};

/// Nodes of the smooth field are about so many CSS pixels apart.
const NODE: f64 = 6.0;
/// Larger pictures are left out: no screen has as many pixels.
const LARGEST: i32 = 1 << 24;
/// Every so many epochs one has its number.
const NUMBERED: u32 = 10;

/// One panel on its way to the drawing.
struct Panel<'a> {
    brush: &'a dyn Brush,
    theme: &'a Theme,
    frame: Frame,
    data: &'a MapPanel,
    routes: Vec<Route>,
    /// The grid's first and last coordinates; the unit interval where it has none.
    ends: [[f64; 2]; 2],
}

pub(super) fn draw(brush: &dyn Brush, theme: &Theme, map: &Map) -> Geometry {
    let values = map.panels.iter().flat_map(|panel| &panel.grid.values);
    let scale = Scale::new(map.quantity, values.copied());
    let ramp = scale.as_ref().map(|scale| Ramp::new(scale, theme));
    let layout = Layout::of_maps(brush, theme, map, scale.as_ref());
    let panels: Vec<Panel> = map
        .panels
        .iter()
        .zip(&layout.frames)
        .map(|(data, frame)| Panel::new(brush, theme, *frame, data))
        .collect();
    let colors = scale.as_ref().zip(ramp.as_ref());
    let shades = ramp.as_ref().map(Shades::new);
    // All pictures first: on a canvas they replace what was there.
    let fields: Vec<Option<Field>> = panels
        .iter()
        .map(|panel| colors.and_then(|(scale, _)| panel.heat(scale, shades.as_ref()?)))
        .collect();
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

impl<'a> Panel<'a> {
    fn new(brush: &'a dyn Brush, theme: &'a Theme, frame: Frame, data: &'a MapPanel) -> Self {
        let ends = |coordinates: &[f64]| axis(coordinates).map_or([0.0, 1.0], |axis| axis.ends());
        let mut panel = Self {
            brush,
            theme,
            frame,
            data,
            routes: Vec::new(),
            ends: [ends(&data.grid.a), ends(&data.grid.b)],
        };
        let extent = extent(&panel.ends);
        let routes = data.trails.iter();
        let routes = routes.map(|trail| Route::new(trail, extent, &|a, b| panel.at(a, b)));
        panel.routes = routes.collect();
        panel
    }

    /// The pixel of a place, also beyond the frame, within reason.
    fn at(&self, a: f64, b: f64) -> Pixel {
        let far = |value: f64, [lower, upper]: [f64; 2]| {
            ((value - lower) / (upper - lower)).clamp(-20.0, 20.0)
        };
        self.pixel((far(a, self.ends[0]), far(b, self.ends[1])))
    }

    /// The pixel at shares of the frame, from the left and from below.
    fn pixel(&self, (across, up): (f64, f64)) -> Pixel {
        let Frame { left, bottom, .. } = self.frame;
        (
            left + (across * f64::from(self.frame.width())).round() as i32,
            bottom - (up * f64::from(self.frame.height())).round() as i32,
        )
    }

    /// Lays down the filled bands; gives the field they show with fewer nodes, for its lines: straight pieces of ten
    /// pixels are smooth to the eye, and lines are found at a quarter of the cost.
    fn heat(&self, scale: &Scale, shades: &Shades) -> Option<Field> {
        let unit = SUBPIXELS.cast_signed();
        let (width, height) = (self.frame.width() / unit, self.frame.height() / unit);
        let grid = &self.data.grid;
        let cells = grid.a.len().max(grid.b.len()).saturating_sub(1).max(1);
        let across = self.theme.css(self.frame.width().max(self.frame.height()));
        let coarse = libm::ceil(across / (2.0 * NODE) / cells as f64).clamp(1.0, 4.0) as usize;
        let computed = Field::computed(grid, scale);
        let field = computed.refined(2 * coarse);
        if field.is_empty() || width < 1 || height < 1 || width > LARGEST / height {
            return None;
        }
        let lights = heat::lights(&computed, f64::from(height) / f64::from(width));
        let lights = lights.refined(coarse);
        let rgb = heat::rgb([&field, &lights], shades, self.theme, (width, height));
        let size = (width.unsigned_abs(), height.unsigned_abs());
        let at = (self.frame.left, self.frame.top);
        self.brush.bitmap(at, &Bitmap { size, rgb });
        Some(field.every_second())
    }

    fn draw(&self, known: Option<(&Field, (&Scale, &Ramp))>, names: &[Vec<String>; 2]) {
        let mut places = Places::new(self.frame, self.lines());
        let marks = self.marks(&mut places);
        let epochs = self.epochs(&mut places);
        match known {
            Some((field, (scale, ramp))) => self.contours(field, scale, ramp, &mut places),
            None => layout::note(self.brush, self.theme, self.frame),
        }
        ticks::draw(self.brush, self.theme, self.frame, &self.data.grid, names);
        let y = names[1].len() as f64 * layout::LINE + 13.0;
        let y = self.frame.top - self.theme.px(y);
        let x = (self.frame.left - self.theme.px(18.0)).max(0);
        match self.data.regime {
            Some(regime) => layout::title(self.brush, self.theme, regime, x, y),
            None => layout::name(self.brush, self.theme, &self.data.name, x, y),
        }
        self.trails(&epochs);
        for (mark, at) in self.visible_marks() {
            trail::draw_mark(self.brush, self.theme, mark, at);
        }
        for label in marks {
            label.write(self.brush, self.theme);
        }
    }

    /// The trajectories as lines that labels stay clear of.
    fn lines(&self) -> Vec<Vec<Pixel>> {
        self.routes.iter().map(Route::line).collect()
    }

    fn contains(&self, (x, y): Pixel) -> bool {
        let frame = &self.frame;
        (frame.left..=frame.right).contains(&x) && (frame.top..=frame.bottom).contains(&y)
    }

    fn visible_marks(&self) -> impl Iterator<Item = (&crate::plot::landscape::Mark, Pixel)> {
        let marks = self.data.marks.iter().filter(|mark| {
            let [a, b] = mark.place;
            a.is_finite() && b.is_finite()
        });
        let placed = marks.map(|mark| (mark, self.at(mark.place[0], mark.place[1])));
        placed.filter(|(_, at)| self.contains(*at))
    }

    /// Places for the marks' names, and for the names of trajectories whose end has no mark.
    fn marks(&self, places: &mut Places) -> Vec<Label> {
        let theme = self.theme;
        for (_, at) in self.visible_marks() {
            places.take_around(at, theme.px(10.0));
        }
        let mut labels = Vec::new();
        for (mark, at) in self.visible_marks() {
            let color = mark.regime.map_or(theme.ink, |r| theme.regime(r)).text;
            labels.extend(self.label(places, &mark.name, color, true, at, 9.0));
        }
        for route in &self.routes {
            let named = |(mark, _): (&crate::plot::landscape::Mark, Pixel)| {
                mark.regime == Some(route.regime)
            };
            let last = route.stops.iter().rfind(|stop| self.contains(stop.at));
            if let Some(stop) = last.filter(|_| !self.visible_marks().any(named)) {
                let color = theme.regime(route.regime).text;
                let name = route.regime.name();
                labels.extend(self.label(places, name, color, true, stop.at, 7.0));
            }
        }
        labels
    }

    fn label(
        &self,
        places: &mut Places,
        text: &str,
        color: Color,
        bold: bool,
        at: Pixel,
        gap: f64,
    ) -> Option<Label> {
        let words = if bold {
            self.theme.label(color, true, HPos::Center)
        } else {
            self.theme.small(color)
        };
        let gap = self.theme.px(gap);
        let room = places.around(self.brush, self.theme, (text, &words), &[at], gap)?;
        Some(Label {
            text: text.to_owned(),
            room,
            color,
            bold,
        })
    }

    /// The numbers of a few epochs.
    fn epochs(&self, places: &mut Places) -> Vec<Label> {
        let theme = self.theme;
        let mut labels = Vec::new();
        for route in &self.routes {
            let marked = trail::marked(theme, route).into_iter();
            let numbered = marked
                .filter(|stop| stop.epoch > 0 && stop.epoch.is_multiple_of(NUMBERED))
                .filter(|stop| self.contains(stop.at));
            for stop in numbered {
                let color = theme.regime(route.regime).text;
                let name = stop.epoch.to_string();
                labels.extend(self.label(places, &name, color, false, stop.at, 5.0));
            }
        }
        labels
    }

    fn trails(&self, numbers: &[Label]) {
        let cut = |line: &[Pixel]| clipped_line(line, self.frame);
        for route in &self.routes {
            trail::draw(self.brush, self.theme, route, &cut);
            for stop in trail::marked(self.theme, route) {
                if self.contains(stop.at) {
                    trail::draw_epoch(self.brush, self.theme, route.regime, stop);
                }
            }
        }
        for label in numbers {
            label.write(self.brush, self.theme);
        }
    }

    /// Contour lines; every second one has its value on it.
    fn contours(&self, field: &Field, scale: &Scale, ramp: &Ramp, places: &mut Places) {
        let positions = scale.positions();
        let levels = scale.levels();
        let traces = contours(field, &positions);
        let mut labels = Vec::new();
        for (k, lines) in traces.iter().enumerate() {
            let labelled = (levels.len() - 1 - k).is_multiple_of(2);
            let stroke = self
                .theme
                .stroke(ramp.line(k), if labelled { 1.0 } else { 0.6 });
            for line in lines {
                self.brush.path(&self.pixels(line), &stroke);
            }
            let text = number(levels[k]);
            if labelled && let Some(room) = self.on_line(&text, lines, places) {
                places.take(room);
                labels.push((text, room));
            }
        }
        for (text, room) in labels {
            let ground = self.theme.ground.mix(0.7);
            let words = self.theme.small(self.theme.ink.text);
            text::write_tag(self.brush, self.theme, &text, room, &words, ground);
        }
    }

    fn pixels(&self, line: &Trace) -> Vec<Pixel> {
        let mut pixels: Vec<Pixel> = line.iter().map(|place| self.pixel(*place)).collect();
        pixels.dedup();
        pixels
    }

    /// A free place on the longest of a level's lines, where it is as level as possible.
    fn on_line(&self, text: &str, lines: &[Trace], places: &Places) -> Option<Frame> {
        let longest = lines.iter().max_by_key(|line| line.len())?;
        let pixels = self.pixels(longest);
        let words = self.theme.small(self.theme.ink.text);
        let size = text::tag(self.brush, self.theme, text, (0, 0), &words);
        if length(&pixels) < 3.0 * f64::from(size.width()) {
            return None;
        }
        let reach = (pixels.len() / 40).clamp(1, 6);
        let mut best: Option<(f64, Frame)> = None;
        for k in reach..pixels.len().saturating_sub(reach) {
            let (from, to) = (pixels[k - reach], pixels[k + reach]);
            let steep = f64::from((to.1 - from.1).abs()) / f64::from((to.0 - from.0).abs().max(1));
            if best.is_none_or(|(least, _)| steep < least) {
                let (x, y) = pixels[k];
                let room = Frame::new(size.left + x, size.right + x, size.top + y, size.bottom + y);
                if places.is_free(&room) {
                    best = Some((steep, room));
                }
            }
        }
        best.map(|(_, room)| room)
    }

    fn geometry(&self) -> PanelGeometry {
        layout::geometry(self.frame, self.ends, "map")
    }
}

/// A text that has its place.
struct Label {
    text: String,
    room: Frame,
    color: Color,
    bold: bool,
}

impl Label {
    fn write(&self, brush: &dyn Brush, theme: &Theme) {
        let words = if self.bold {
            theme.label(self.color, true, HPos::Center)
        } else {
            theme.small(self.color)
        };
        let ground = theme.ground.mix(if self.bold { 0.8 } else { 0.65 });
        text::write_tag(brush, theme, &self.text, self.room, &words, ground);
    }
}

/// The larger side of what is seen.
pub(super) fn extent(ends: &[[f64; 2]; 2]) -> f64 {
    (ends[0][1] - ends[0][0]).max(ends[1][1] - ends[1][0])
}

fn length(line: &[Pixel]) -> f64 {
    let steps = line.windows(2).map(|ends| {
        let (x, y) = (ends[1].0 - ends[0].0, ends[1].1 - ends[0].1);
        libm::hypot(f64::from(x), f64::from(y))
    });
    steps.sum()
}

//! Two trainings under way: their paths down the landscape, and beside it what they get right.

use super::layout::BESIDE;
use super::{Map, map};
use crate::jobs::Training;
use crate::plot::brush::{Brush, Inset};
use crate::plot::coordinates::Frame;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, Picture, curves};

/// A pair on its way.
pub struct Descent {
    /// The plane with both paths as far as they have come; `None` where no plane is known yet.
    pub map: Option<Map>,
    /// SB's and LB's training so far.
    pub trainings: Vec<Training>,
    /// How many epochs they are going to take.
    pub epochs: usize,
}

impl Picture for Descent {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        let (width, height) = brush.size();
        let beside = theme.css(width) >= BESIDE;
        let (left, right) = match (&self.map, beside) {
            (None, _) => (None, Frame::new(0, width, 0, height)),
            (Some(_), true) => {
                let middle = width * 11 / 20;
                (
                    Some(Frame::new(0, middle, 0, height)),
                    Frame::new(middle + theme.px(24.0), width, 0, height),
                )
            }
            (Some(_), false) => {
                let middle = height * 3 / 5;
                (
                    Some(Frame::new(0, width, 0, middle)),
                    Frame::new(0, width, middle, height),
                )
            }
        };
        let mut geometry = Geometry::default();
        if let Some((map, frame)) = self.map.as_ref().zip(left) {
            let inset = Inset { brush, frame };
            geometry = inset.placed(map::draw(&inset, theme, map));
        }
        let accuracy = curves::accuracy(brush, theme, &self.trainings, right, self.epochs);
        geometry.panels.push(accuracy);
        geometry
    }
}

//! Two trainings on their way down the landscape, and beside or below it what they get right.

use super::Scene;
use super::layout::BESIDE;
use crate::jobs::Training;
use crate::plot::brush::{Brush, Inset};
use crate::plot::coordinates::Frame;
use crate::plot::theme::Theme;
use crate::plot::{Geometry, PanelGeometry, Picture, curves};

/// CSS pixels that the accuracy takes below a landscape.
const STRIP: f64 = 150.0;
/// CSS pixels below which a drawing has no room for it.
const LEAST: f64 = 400.0;

/// A pair on its way. The accuracy's panel is the last of the geometry.
pub struct Descent {
    /// The landscape with both paths as far as they have come; `None` where no plane is known yet.
    pub scene: Option<Scene>,
    /// SB's and LB's training, as far as they have come.
    pub trainings: Vec<Training>,
    /// How many epochs they take.
    pub epochs: u32,
    /// The epoch that was chosen: the accuracy lies below the landscape, with a cross-hair there. `None` while the
    /// networks train: then it lies beside it where there is room.
    pub at: Option<u32>,
}

impl Picture for Descent {
    fn paint(&self, brush: &dyn Brush, theme: &Theme) -> Geometry {
        let [landscape, accuracy] = self.places(brush, theme);
        let mut geometry = Geometry::default();
        if let Some((scene, frame)) = self.scene.as_ref().zip(landscape) {
            let inset = Inset { brush, frame };
            geometry = inset.placed(scene.paint(&inset, theme));
        }
        if let Some(frame) = accuracy {
            let panel = curves::accuracy(brush, theme, &self.trainings, frame, self.epochs);
            if let Some(epoch) = self.at {
                cross_hair(brush, theme, &panel, epoch);
            }
            geometry.panels.push(panel);
        }
        geometry
    }
}

impl Descent {
    /// Where the landscape and the accuracy are drawn, if they are.
    fn places(&self, brush: &dyn Brush, theme: &Theme) -> [Option<Frame>; 2] {
        let (width, height) = brush.size();
        let whole = Frame::new(0, width, 0, height);
        let above = |middle| {
            [
                Some(Frame::new(0, width, 0, middle)),
                Some(Frame::new(0, width, middle, height)),
            ]
        };
        if self.scene.is_none() {
            [None, Some(whole)]
        } else if self.at.is_some() {
            if theme.css(height) < LEAST {
                return [Some(whole), None];
            }
            above(height - theme.px(STRIP))
        } else if theme.css(width) < BESIDE {
            above(height * 3 / 5)
        } else {
            let middle = width * 11 / 20;
            [
                Some(Frame::new(0, middle, 0, height)),
                Some(Frame::new(middle + theme.px(24.0), width, 0, height)),
            ]
        }
    }
}

fn cross_hair(brush: &dyn Brush, theme: &Theme, panel: &PanelGeometry, epoch: u32) {
    let share = f64::from(epoch) / panel.x_range[1];
    let x = (panel.x[0] + share * (panel.x[1] - panel.x[0])) as i32;
    let line = [(x, panel.y[0] as i32), (x, panel.y[1] as i32)];
    brush.path(&line, &theme.stroke(theme.ink.text, 1.0));
}

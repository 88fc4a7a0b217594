//! The colours of a ramp in every light.

use crate::plot::landscape::faces::lit;
use crate::plot::landscape::ramp::{Ramp, Rgb};
use sharp_minima_kernels::picture;

/// So many lights are told apart, from full shadow, 0, to full light, 1.
const LIGHTS: usize = 60;
/// Brightness in full shadow and in full light; what lies level has its own colour.
const SHADOW: f64 = 0.40;
const LIGHT: f64 = 1.06;
/// From where the light comes: from the right, from behind what is seen, and from above. A map is lit from its upper
/// left, as maps are; a surface from behind its viewer, so that what faces the viewer is bright.
pub(super) const ON_MAPS: [f64; 3] = [-0.55, 0.25, LEVEL];
pub(super) const ON_SURFACES: [f64; 3] = [-0.50, -0.33, LEVEL];
/// The light on what lies level.
const LEVEL: f64 = 0.80;

/// All colours of a drawing: a tone for each position on the scale, in each light.
pub(super) struct Shades {
    table: Vec<Rgb>,
    tones: usize,
}

impl Shades {
    /// The colours of a ramp.
    pub fn new(ramp: &Ramp) -> Self {
        let tones = ramp.table();
        let mut table = Vec::with_capacity(LIGHTS * tones.len());
        for step in 0..LIGHTS {
            let brightness = brightness(step as f64 / (LIGHTS - 1) as f64);
            // Light falls on each channel by itself.
            let channel = std::array::from_fn(|value| lit([value as u8; 3], brightness)[0]);
            picture::lit(&tones, &channel, &mut table);
        }
        Self {
            table,
            tones: tones.len(),
        }
    }

    /// How many tones there are.
    pub fn tones(&self) -> usize {
        self.tones
    }

    /// How many lights there are.
    pub fn lights(&self) -> usize {
        LIGHTS
    }

    /// Writes the colours of [steps](sharp_minima_kernels::picture::join); each so many pixels wide; what is
    /// unknown stays as it is.
    pub fn color(&self, steps: &[u16], wide: usize, to: &mut [Rgb]) {
        picture::color(steps, &self.table, wide, to);
    }
}

/// How bright a colour is in a light from 0 to 1.
fn brightness(light: f64) -> f64 {
    if light < LEVEL {
        SHADOW + (1.0 - SHADOW) * light / LEVEL
    } else {
        1.0 + (LIGHT - 1.0) * (light - LEVEL) / (1.0 - LEVEL)
    }
}

/// The light on a surface of these slopes, from 0 to 1 (Lambert's law), for a viewer who looks along the direction
/// of sine and cosine `azimuth` from the second axis.
pub(super) fn light(
    [right, away, above]: [f64; 3],
    [x, y]: [f64; 2],
    (sin, cos): (f64, f64),
) -> f64 {
    let from = [right * cos + away * sin, away * cos - right * sin];
    let length = libm::sqrt(x * x + y * y + 1.0);
    ((above - x * from[0] - y * from[1]) / length).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::landscape::Quantity;
    use crate::plot::landscape::scale::Scale;
    use crate::plot::theme::{Look, Theme};

    #[test]
    fn what_lies_level_has_its_own_colour() {
        let level = light(ON_MAPS, [0.0; 2], (0.0, 1.0));
        assert!((brightness(level) - 1.0).abs() < 1e-12);
        assert_eq!(lit([10, 120, 240], brightness(level)), [10, 120, 240]);
    }

    #[test]
    fn every_tone_in_every_light_is_in_the_table() {
        let values = (0..50).map(|k| 0.01 * f64::from(k + 1));
        let scale = Scale::new(Quantity::Loss, values).expect("values");
        let ramp = Ramp::new(&scale, &Theme::new(&Look::still(false, 1.0)));
        let (shades, tones) = (Shades::new(&ramp), ramp.table());
        for (light, tone) in [(0, 0), (30, 500), (47, 17), (LIGHTS - 1, tones.len() - 1)] {
            let expected = lit(tones[tone], brightness(light as f64 / (LIGHTS - 1) as f64));
            let mut colour = [[0; 3]];
            shades.color(&[(light * tones.len() + tone) as u16], 1, &mut colour);
            assert_eq!(colour, [expected], "{light} {tone}");
        }
    }

    #[test]
    fn slopes_towards_the_upper_left_are_brighter_whichever_way_it_is_turned() {
        for degrees in [0.0_f64, 35.0, 130.0, 290.0] {
            let azimuth = degrees.to_radians().sin_cos();
            // Rises to the viewer's right, so that it faces the left.
            let facing = [azimuth.1, -azimuth.0];
            let away = facing.map(|slope| -slope);
            let [bright, dark] =
                [facing, away].map(|slope| brightness(light(ON_SURFACES, slope, azimuth)));
            assert!(bright > dark + 0.3, "{degrees}: {bright} {dark}");
        }
    }
}

//! What a figure draws and lets be read.

use crate::known::{Known, figure};
use sharp_minima::figures::Reading;
use sharp_minima::plot::Picture;
use std::any::Any;

impl Known {
    pub fn readings(&self, name: &str) -> Vec<Reading> {
        figure(name).readings(&self.context())
    }

    /// What a figure draws.
    #[track_caller]
    pub fn picture<T: Picture + Clone>(&self, name: &str) -> T {
        let picture = figure(name).picture(&self.context());
        let picture: Box<dyn Any> = picture.expect("a picture");
        picture.downcast_ref::<T>().expect("of this kind").clone()
    }
}

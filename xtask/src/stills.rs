//! Pictures of shipped results: of the first figure in the page, so that something is to be seen before the wasm
//! module has come, and of figures in notes, which do without it until somebody touches them.

#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;

use crate::bindings::create;
use crate::build::failed;
use crate::{Done, paths, shipped};
use sharp_minima::figures::{Figure, figure};
use sharp_minima::plot::svg_on_grid;
use sharp_minima::session::Session;
use sharp_minima::settings::presets;

/// The figures of the first screen, and the sizes of their stages on a wide one, in CSS pixels.
const STILLS: [(&str, u32, u32); 1] = [("bowls", 1024, 414)];

/// Where the pictures for notes are, below www/.
pub const FOLDER: &str = "stills";
/// The figures that stand in notes without the module, and how high their stages are in a narrow frame, in CSS
/// pixels.
pub const IN_NOTES: [(&str, u32); 3] = [("path", 336), ("curves", 528), ("sharpness", 288)];
/// How wide their stages are in frames from 330 to 1220 CSS pixels: what lies between is stretched a little.
const WIDTHS: [u32; 11] = [306, 356, 416, 484, 562, 652, 712, 776, 896, 1036, 1196];
/// What a frame is wider than its stage.
const EDGES: u32 = 24;

/// Places of their grid in a CSS pixel: the drawings that take their place have more.
const UNIT: u32 = 2;

/// A page with pictures, and the rules that give them and those for notes their colours.
#[derive(Debug)]
pub struct Illustrated {
    /// The page.
    pub page: String,
    /// A style rule for a light ground.
    pub light: String,
    /// The same for a dark one.
    pub dark: String,
    /// The pictures for notes: the file's name, with its preset's folder, and its text.
    pub files: Vec<(String, String)>,
}

/// The page with a picture in the place of each of the first figures, and the figures for notes, of the presets'
/// results in the page's folder `www`.
///
/// # Errors
/// If the results cannot be read, or the page has no place for one of the figures.
pub fn draw(page: &str, www: &Path) -> Result<Illustrated, String> {
    let mut drawn = Drawn::default();
    let mut page = page.to_owned();
    for (at, preset) in presets().iter().enumerate() {
        let session = shipped::beginning(www, preset.name)?;
        if at == 0 {
            page = STILLS.iter().try_fold(page, |page, still| {
                put(&page, &session, still, &mut drawn.colours)
            })?;
        }
        for (name, narrow) in IN_NOTES {
            drawn.note(&session, preset.name, known(name)?, narrow)?;
        }
    }
    let [light, dark] = [0, 1].map(|ground| drawn.colours.rule(ground));
    Ok(Illustrated {
        page: with_names(&page)?,
        light,
        dark,
        files: drawn.files,
    })
}

/// Writes the pictures for notes.
///
/// # Errors
/// If a file cannot be written.
pub fn write(files: &[(String, String)], www: &Path) -> Done {
    for preset in presets() {
        create(&www.join(FOLDER).join(preset.name))?;
    }
    for (name, text) in files {
        let file = www.join(FOLDER).join(name);
        fs::write(&file, text).map_err(failed(&file))?;
    }
    Ok(())
}

/// The page says which figures stand in notes without the module.
fn with_names(page: &str) -> Result<String, String> {
    let names = presets().into_iter().flat_map(|preset| {
        let path = move |(figure, _)| format!("{}/{figure}", preset.name);
        IN_NOTES.map(path)
    });
    let names = names.collect::<Vec<_>>().join(" ");
    match page.contains(ROOT) {
        true => Ok(page.replacen(ROOT, &format!("{ROOT} data-stills=\"{names}\""), 1)),
        false => Err(format!("index.html does not begin with {ROOT}>")),
    }
}

const ROOT: &str = "<html lang=\"en\"";

/// How high a stage is in a frame, as the style sheets have it, in CSS pixels.
fn height(width: u32, narrow: u32) -> u32 {
    let frame = f64::from(width + EDGES);
    let part = match frame {
        frame if frame <= 736.0 => return narrow,
        frame if frame <= 992.0 => 0.46 * frame,
        frame => 0.29 * frame,
    };
    part.clamp(304.0, 432.0).round() as u32
}

fn known(name: &str) -> Result<&'static dyn Figure, String> {
    figure(name).ok_or_else(|| format!("there is no figure {name}"))
}

/// What is drawn so far.
#[derive(Default)]
struct Drawn {
    colours: Colours,
    files: Vec<(String, String)>,
}

impl Drawn {
    /// A figure for notes, in all widths; their sizes are in the files' names.
    fn note(
        &mut self,
        session: &Session<()>,
        preset: &str,
        figure: &dyn Figure,
        narrow: u32,
    ) -> Done {
        let name = figure.name();
        let sizes = WIDTHS.map(|width| (width, height(width, narrow)));
        for size in sizes {
            let still = still(session, figure, size, &mut self.colours)?;
            // It is stretched to its stage.
            let still = still.replacen("<svg ", "<svg preserveAspectRatio=\"none\" ", 1);
            let file = format!("{preset}/{name}-{}x{}.svg", size.0, size.1);
            self.files.push((file, still));
        }
        Ok(())
    }
}

/// A figure on the page's own ground, with colours that the page's style sheets have.
fn still(
    session: &Session<()>,
    figure: &dyn Figure,
    size: (u32, u32),
    colours: &mut Colours,
) -> Result<String, String> {
    let picture = figure
        .picture(&session.context(figure))
        .ok_or_else(|| format!("{} has no picture", figure.name()))?;
    let [light, dark] = [false, true].map(|dark| svg_on_grid(&*picture, size, UNIT, dark));
    let [light, dark] = [&light, &dark].map(|drawing| without_ground(drawing));
    // What most elements say is said once.
    let still = colours.taken_out(&light, &dark);
    let still = still
        .replace(" opacity=\"1\"", "")
        .replace(" fill=\"none\"", "");
    let head = "<svg class=\"still\" aria-hidden=\"true\" fill=\"none\" ";
    let still = paths::of_steps(&still.replacen("<svg ", head, 1));
    Ok(still.trim().to_owned())
}

fn put(
    page: &str,
    session: &Session<()>,
    &(name, width, height): &(&str, u32, u32),
    colours: &mut Colours,
) -> Result<String, String> {
    let figure = known(name)?;
    let still = still(session, figure, (width, height), colours)?;
    let place = format!("<figure data-figure=\"{name}\" id=\"figure-{name}\">");
    if !page.contains(&place) {
        return Err(format!("index.html has no place for {name}"));
    }
    let panel = figure.panel(&session.context(figure));
    // As high as what takes their place, so that nothing below moves.
    let stage = format!(
        "{place}<p class=\"finding\">{}</p><div class=\"stage\">{still}</div><p class=\"readout\">&nbsp;</p><figcaption><p class=\"caption\">{}</p></figcaption><p class=\"fine\">&nbsp;</p>",
        panel.headline, panel.caption
    );
    Ok(page.replacen(&place, &stage, 1))
}

/// A drawing without its first rectangle: it lies on the page's own ground.
fn without_ground(drawing: &str) -> String {
    let ground = drawing.find("<rect").and_then(|start| {
        let length = drawing[start..].find("/>")?;
        Some(start..start + length + 2)
    });
    let mut drawing = drawing.to_owned();
    if let Some(ground) = ground {
        drawing.replace_range(ground, "");
    }
    drawing
}

/// The pairs of colours, on a light and on a dark ground, that pictures have so far.
#[derive(Default)]
struct Colours(Vec<[String; 2]>);

impl Colours {
    /// A drawing whose colours are custom properties, from the same drawing on both grounds.
    fn taken_out(&mut self, light: &str, dark: &str) -> String {
        let mut drawing = String::new();
        for (light, dark) in light.split_inclusive('"').zip(dark.split_inclusive('"')) {
            if light != dark && light.starts_with('#') {
                let pair = [light, dark].map(|colour| colour.trim_end_matches('"').to_owned());
                drawing.push_str(&format!("var(--still-{})\"", self.place(pair)));
            } else {
                drawing.push_str(light);
            }
        }
        drawing
    }

    fn place(&mut self, pair: [String; 2]) -> usize {
        let known = self.0.iter().position(|known| *known == pair);
        known.unwrap_or_else(|| {
            self.0.push(pair);
            self.0.len() - 1
        })
    }

    /// The rule of the light ground, 0, or of the dark one, 1.
    fn rule(&self, ground: usize) -> String {
        let pairs = self.0.iter().enumerate();
        let colours = pairs.map(|(at, pair)| format!("--still-{at}:{}", pair[ground]));
        format!(".still{{{}}}\n", colours.collect::<Vec<_>>().join(";"))
    }
}

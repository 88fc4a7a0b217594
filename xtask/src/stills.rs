//! Pictures of the first figures, put into the page from the results that are shipped with it, so that
//! something is to be seen before the wasm module has come, and without it.

use crate::paths;
use sharp_minima::figures::figure;
use sharp_minima::plot::svg_on_grid;
use sharp_minima::results::Origin;
use sharp_minima::session::{Session, link};

/// The figures of the first screen, and the sizes of their stages on a wide one, in CSS pixels.
const STILLS: [(&str, u32, u32); 1] = [("bowls", 1024, 414)];

/// Places of their grid in a CSS pixel: the drawings that take their place have more.
const UNIT: u32 = 2;

/// A page with pictures, and the rules that give them their colours.
#[derive(Debug)]
pub struct Illustrated {
    /// The page.
    pub page: String,
    /// A style rule for a light ground.
    pub light: String,
    /// The same for a dark one.
    pub dark: String,
}

/// The page with a picture in the place of each of the figures.
///
/// # Errors
/// If the results cannot be read, or the page has no place for one of the figures.
pub fn insert(page: &str, results: &str) -> Result<Illustrated, String> {
    let mut session: Session<()> = Session::new(link(""), 1);
    session
        .read(results, Origin::Shipped)
        .map_err(|error| error.to_string())?;
    let mut colours = Colours::default();
    let page = STILLS.iter().try_fold(page.to_owned(), |page, still| {
        put(&page, &session, still, &mut colours)
    })?;
    let [light, dark] = [0, 1].map(|ground| colours.rule(ground));
    Ok(Illustrated { page, light, dark })
}

fn put(
    page: &str,
    session: &Session<()>,
    &(name, width, height): &(&str, u32, u32),
    colours: &mut Colours,
) -> Result<String, String> {
    let figure = figure(name).ok_or_else(|| format!("there is no figure {name}"))?;
    let picture = figure
        .picture(&session.context(figure))
        .ok_or_else(|| format!("{name} has no picture"))?;
    let [light, dark] =
        [false, true].map(|dark| svg_on_grid(&*picture, (width, height), UNIT, dark));
    let [light, dark] = [&light, &dark].map(|drawing| without_ground(drawing));
    // What most elements say is said once.
    let still = colours.taken_out(&light, &dark);
    let still = still
        .replace(" opacity=\"1\"", "")
        .replace(" fill=\"none\"", "");
    let head = "<svg class=\"still\" aria-hidden=\"true\" fill=\"none\" ";
    let still = paths::of_steps(&still.replacen("<svg ", head, 1));
    let place = format!("<figure data-figure=\"{name}\" id=\"figure-{name}\">");
    if !page.contains(&place) {
        return Err(format!("index.html has no place for {name}"));
    }
    let panel = figure.panel(&session.context(figure));
    // As high as what takes their place, so that nothing below moves.
    let stage = format!(
        "{place}<p class=\"finding\">{}</p><div class=\"stage\">{}</div><p class=\"readout\">&nbsp;</p><figcaption><p class=\"caption\">{}</p></figcaption><p class=\"fine\">&nbsp;</p>",
        panel.headline,
        still.trim(),
        panel.caption
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

#[cfg(test)]
mod tests {
    use super::{Illustrated, insert};

    const RESULTS: &str = "{\"format\":\"sharp-minima results\",\"version\":2,\"entries\":[\n\n]}";

    #[test]
    fn each_place_gets_one_picture_of_both_grounds() {
        let places = ["bowls"]
            .map(|name| format!("<figure data-figure=\"{name}\" id=\"figure-{name}\"></figure>"));
        let Illustrated { page, light, dark } = insert(&places.concat(), RESULTS).expect("a page");
        assert_eq!(page.matches("<svg class=\"still\"").count(), 1);
        assert!(!page.contains("style="), "the policy forbids inline styles");
        assert!(page.contains("fill=\"var(--still-0)\""), "{page}");
        // SB's blue, as the page's look has it on both grounds.
        assert!(
            light.contains(":#0072B2") && !light.contains("#56B4E9"),
            "{light}"
        );
        assert!(
            dark.contains(":#56B4E9") && !dark.contains("#0072B2"),
            "{dark}"
        );
        let names = |rule: &str| rule.matches("--still-").count();
        assert_eq!(names(&light), names(&dark));
    }

    #[test]
    fn a_page_without_a_place_is_an_error() {
        let error = insert("<main></main>", RESULTS).expect_err("no place");
        assert_eq!(error, "index.html has no place for bowls");
    }
}

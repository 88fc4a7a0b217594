//! index.html as it is while developing, and as it is in dist/.

#[cfg(test)]
mod tests;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};

/// What index.html loads, named from its folder, and what it is in dist/.
#[derive(Debug, Default, PartialEq)]
pub struct Page {
    /// index.html with one style sheet in place of those that always apply, and without the
    /// modules that it asks for in advance: they are in the bundle.
    pub html: String,
    /// Style sheets that always apply, in order.
    pub styles: Vec<String>,
    /// Style sheets with a `media` attribute, which a script may change: each stays a file.
    pub sometimes: Vec<String>,
    /// Classic scripts, which run before any module and share nothing with them.
    pub scripts: Vec<String>,
}

impl Page {
    /// Reads index.html; `style` is the file that takes the style sheets' place.
    pub fn read(html: &str, style: &str) -> Result<Self, String> {
        let (mut styles, mut sometimes, mut scripts) = (Vec::new(), Vec::new(), Vec::new());
        let settings = [
            element!("link[rel=stylesheet]:not([media])", |link| {
                styles.push(file(link, "href")?);
                match styles.len() {
                    1 => link.set_attribute("href", &format!("./{style}"))?,
                    _ => link.remove(),
                }
                Ok(())
            }),
            element!("link[rel=stylesheet][media]", |link| {
                sometimes.push(file(link, "href")?);
                Ok(())
            }),
            element!("link[rel=modulepreload]", |link| {
                link.remove();
                Ok(())
            }),
            element!("script[src]:not([type=module])", |script| {
                scripts.push(file(script, "src")?);
                Ok(())
            }),
        ]
        .into_iter()
        .fold(RewriteStrSettings::new(), |settings, handler| {
            settings.append_element_content_handler(handler)
        });
        let html = rewrite_str(html, settings).map_err(|error| format!("index.html: {error}"))?;
        Ok(Self {
            html,
            styles,
            sometimes,
            scripts,
        })
    }
}

/// The file that an element names relative to the page.
fn file(element: &Element, attribute: &str) -> Result<String, String> {
    let address = element.get_attribute(attribute).unwrap_or_default();
    match address.strip_prefix("./") {
        Some(file) => Ok(file.to_owned()),
        None => Err(format!("{address} does not begin with \"./\"")),
    }
}

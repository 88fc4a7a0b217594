//! `dist/sharp-minima.html`: the site as one file. It fetches nothing, so that it runs wherever a browser opens it,
//! from a disk and in a sandboxed frame too.

#[cfg(test)]
mod tests;

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD};
use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, element, rewrite_str};
use sha2::{Digest, Sha256};
use sharp_minima::figures::{Figure, figure};
use sharp_minima::session::Session;
use sharp_minima::settings::{Preset, presets};

use crate::build::{ENTRIES, failed};
use crate::bundle::Bundler;
use crate::{Done, shipped, target};

/// Its name.
pub const FILE: &str = "sharp-minima.html";
/// How the names of all begin.
pub const NAME: &str = "sharp-minima";
/// The figures that there are files of as well, each without what the others need.
pub const ALONE: [&str; 4] = ["curves", "sharpness", "path", "landscape"];
/// What every page asks for besides data and a preset's results, below www/,
const ASKED_FOR: [&str; 2] = ["wasm/sharp_minima_bg.wasm", "results/f1-pair.json"];
/// and what only the whole page does.
const BESIDES: [&str; 2] = ["schema/from_pytorch.py", "results/f1.json"];
/// The page.
const INDEX: &str = "index.html";
/// Stands for the policy until all hashes are known.
const POLICY: &str = "the policy";

type Bytes = Result<Vec<u8>, String>;

/// Writes it from the site in `dist`.
pub fn write(root: &Path, dist: &Path) -> Done {
    let scripts = target(root).join("single");
    let bundler = Bundler {
        root,
        from: root,
        to: &scripts,
    };
    bundler.alone(&ENTRIES)?;
    let read = |name: &str| {
        let folder = match ENTRIES.contains(&name) {
            true => &scripts,
            false => dist,
        };
        let file = folder.join(name);
        fs::read(&file).map_err(failed(&file))
    };
    let save = |name: &str, html: String| {
        let file = dist.join(name);
        fs::write(&file, html).map_err(failed(&file))
    };
    save(FILE, single(&read, &asked_for(root)?)?)?;
    for name in ALONE {
        let figure = figure(name).ok_or_else(|| format!("there is no figure {name}"))?;
        let one = |file: &str| match later(file) {
            _ if file == INDEX => of_figure(name, read(file)?),
            Some(preset) => {
                let session: Session<()> = shipped::session(&root.join("www"), preset)?;
                Ok(session.write_shipped_of(figure).into_bytes())
            }
            None => read(file),
        };
        save(&alone(name), single(&one, &asked_for_by(figure))?)?;
    }
    Ok(())
}

/// The preset whose results of later chapters are in a file.
fn later(file: &str) -> Option<&str> {
    file.strip_prefix("www/results/")?
        .strip_suffix("-later.json")
}

/// What a figure's own file is called.
pub fn alone(figure: &str) -> String {
    format!("{NAME}-{figure}.html")
}

/// The page as one figure, wherever it is opened.
fn of_figure(name: &str, index: Vec<u8>) -> Bytes {
    let index = String::from_utf8(index).map_err(|error| format!("{INDEX}: {error}"))?;
    let root = "<html ";
    match index.contains(root) {
        true => {
            let asking = format!("{root}data-query=\"?embed={name}\" ");
            Ok(index.replacen(root, &asking, 1).into_bytes())
        }
        false => Err(format!("{INDEX} does not begin with {root}")),
    }
}

/// The files that one figure asks for, of each preset. Of results of later chapters it has its own alone.
fn asked_for_by(figure: &dyn Figure) -> Vec<String> {
    let many = if figure.comes_later() { 2 } else { 1 };
    let of_preset = |preset: Preset| {
        let results = shipped::files(preset.name).into_iter().take(many);
        let results = results.map(|file| format!("{}/{file}", shipped::FOLDER));
        let data = preset.experiment.data.archive();
        results.chain(data.map(|name| format!("data/{name}")))
    };
    let mut names: Vec<String> = presets().into_iter().flat_map(of_preset).collect();
    names.extend(ASKED_FOR.map(str::to_owned));
    names.sort();
    names.dedup();
    names
}

/// The files that the page asks for, named below www/. The whole of MNIST is too large, and not in the repository.
fn asked_for(root: &Path) -> Result<Vec<String>, String> {
    let folder = root.join("www/data");
    let data = fs::read_dir(&folder).map_err(failed(&folder))?.flatten();
    let data = data.map(|entry| format!("data/{}", entry.file_name().to_string_lossy()));
    let results = presets().into_iter().flat_map(|preset| {
        shipped::files(preset.name).map(|file| format!("{}/{file}", shipped::FOLDER))
    });
    let mut names: Vec<String> = data.collect();
    names.sort();
    let others = ASKED_FOR.into_iter().chain(BESIDES);
    names.extend(results.chain(others.map(str::to_owned)));
    Ok(names)
}

/// The page with all that it loads, and what it asks for later as data that are no scripts.
fn single(read: &dyn Fn(&str) -> Bytes, asked_for: &[String]) -> Result<String, String> {
    let parts = Parts {
        read,
        scripts: RefCell::default(),
        styles: RefCell::default(),
    };
    let html = parts.in_page(&parts.text(INDEX)?)?;
    let mut data = format!(
        "<script type=\"text/plain\" data-worker>{}</script>\n",
        raw(&parts.text(ENTRIES[1])?)?
    );
    for name in asked_for {
        let packed = miniz_oxide::deflate::compress_to_vec(&read(&format!("www/{name}"))?, 9);
        let packed = STANDARD.encode(packed);
        let mime = mime(name);
        data += &format!("<script type=\"{mime}\" data-file=\"{name}\">{packed}</script>\n");
    }
    let html = html.replacen(POLICY, &parts.policy(), 1);
    match html.rsplit_once("</body>") {
        Some((page, end)) => Ok(format!("{page}{data}</body>{end}")),
        None => Err("index.html has no end".to_owned()),
    }
}

/// What the page loads goes into it.
struct Parts<'a> {
    read: &'a dyn Fn(&str) -> Bytes,
    /// The hashes of the scripts in the page, and of its style sheets.
    scripts: RefCell<Vec<String>>,
    styles: RefCell<Vec<String>>,
}

impl Parts<'_> {
    fn in_page(&self, html: &str) -> Result<String, String> {
        let handlers = [
            element!("meta[http-equiv=Content-Security-Policy]", |meta| Ok(
                meta.set_attribute("content", POLICY)?
            )),
            element!("link[rel=preload], link[rel=manifest]", |link| {
                link.remove();
                Ok(())
            }),
            element!("link[rel=icon]", |link| {
                let data = self.data(&name(link, "href")?)?;
                Ok(link.set_attribute("href", &data)?)
            }),
            element!("link[rel=stylesheet]", |link| {
                let css = self.style(&name(link, "href")?)?;
                become_text(link, "style", &css);
                Ok(())
            }),
            element!("script[src]", |script| {
                let text = self.script(&name(script, "src")?)?;
                become_text(script, "script", &text);
                Ok(())
            }),
            element!("a[href^='./']", |link| {
                let name = name(link, "href")?;
                link.set_attribute("href", &self.data(&name)?)?;
                // Browsers do not go to data, but save them.
                Ok(link.set_attribute("download", last(&name))?)
            }),
        ];
        let settings = handlers
            .into_iter()
            .fold(RewriteStrSettings::new(), |settings, handler| {
                settings.append_element_content_handler(handler)
            });
        rewrite_str(html, settings).map_err(|error| format!("{FILE}: {error}"))
    }

    fn text(&self, name: &str) -> Result<String, String> {
        String::from_utf8((self.read)(name)?).map_err(|error| format!("{name}: {error}"))
    }

    fn script(&self, name: &str) -> Result<String, String> {
        let text = raw(&self.text(name)?)?;
        self.scripts.borrow_mut().push(hash(&text));
        Ok(text)
    }

    /// A style sheet with the files that it names.
    fn style(&self, name: &str) -> Result<String, String> {
        let css = self.text(name)?;
        let mut pieces = css.split("url(");
        let mut whole = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (address, rest) = piece.split_once(')').unwrap_or((piece, ""));
            let address = address.trim_matches(['"', '\'']);
            let data = match address.starts_with("data:") {
                true => address.to_owned(),
                false => self.data(&beside(name, address))?,
            };
            whole += &format!("url({data}){rest}");
        }
        let whole = raw(&whole)?;
        self.styles.borrow_mut().push(hash(&whole));
        Ok(whole)
    }

    /// A file as an address.
    fn data(&self, name: &str) -> Result<String, String> {
        let bytes = STANDARD.encode((self.read)(name)?);
        Ok(format!("data:{};base64,{bytes}", mime(name)))
    }

    /// Nothing but what is in the page.
    fn policy(&self) -> String {
        let [scripts, styles] = [&self.scripts, &self.styles].map(|all| all.borrow().join(" "));
        format!(
            "default-src 'none'; script-src {scripts} 'wasm-unsafe-eval'; worker-src blob:; \
             style-src {styles}; img-src data: blob:; font-src data:; base-uri 'none'; \
             form-action 'none'"
        )
    }
}

/// Puts an element with this text in the place of one that names a file; other attributes stay.
fn become_text(element: &mut Element, tag: &str, text: &str) {
    let attributes = element.attributes().iter();
    let attributes =
        attributes.filter(|attribute| !["href", "src", "rel"].contains(&&*attribute.name()));
    let attributes: String = attributes
        .map(|attribute| format!(" {}=\"{}\"", attribute.name(), attribute.value()))
        .collect();
    element.replace(
        &format!("<{tag}{attributes}>{text}</{tag}>"),
        ContentType::Html,
    );
}

/// The file that an element names, from the page's folder.
fn name(element: &Element, attribute: &str) -> Result<String, String> {
    Ok(beside(
        "",
        &element.get_attribute(attribute).unwrap_or_default(),
    ))
}

/// The file that the one called `name` calls so.
fn beside(name: &str, address: &str) -> String {
    let mut path: Vec<&str> = name.split('/').collect();
    path.pop();
    for step in address.split('/') {
        match step {
            "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn last(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// The text of a script or a style sheet, if nothing in it ends the element that it stands in.
fn raw(text: &str) -> Result<String, String> {
    let text = text.trim_end();
    match ["</script", "</style", "<!--", "\r"]
        .iter()
        .find(|part| text.contains(*part))
    {
        Some(part) => Err(format!("a script or a style sheet has {part:?} in it")),
        None => Ok(text.to_owned()),
    }
}

/// A script or a style sheet as a policy names it.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        Some("bin") => "application/octet-stream",
        _ => "text/plain",
    }
}

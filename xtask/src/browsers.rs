//! The browsers that the page is tested in, each with its driver: found, or on Debian installed and said so.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{command, output, run, say, which};
use crate::{Done, setup};

/// A browser and the driver that belongs to it.
pub struct Driven {
    pub browser: PathBuf,
    pub driver: PathBuf,
    /// Variables by which a program finds both.
    variables: [&'static str; 2],
}

impl Driven {
    /// Tells a program where they are.
    pub fn tell(&self, program: &mut Command) {
        let [browser, driver] = self.variables;
        program
            .env(browser, &self.browser)
            .env(driver, &self.driver);
    }
}

/// A program: the names that it goes by on PATH, and where it stands when not on it.
struct Program {
    names: &'static [&'static str],
    places: &'static [&'static str],
}

const CHROMIUM: Program = Program {
    names: &[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ],
    places: &[
        "/usr/lib/chromium/chromium",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "C:/Program Files/Google/Chrome/Application/chrome.exe",
    ],
};
/// Chromium's engine alone.
const HEADLESS_SHELL: Program = Program {
    names: &["chromium-headless-shell", "chrome-headless-shell"],
    places: &[],
};
const CHROMEDRIVER: Program = Program {
    names: &["chromedriver"],
    places: &[
        "/usr/lib/chromium/chromedriver",
        "/usr/lib/chromium-browser/chromedriver",
        "/opt/homebrew/bin/chromedriver",
    ],
};
const FIREFOX: Program = Program {
    names: &["firefox", "firefox-esr"],
    places: &[
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        "C:/Program Files/Mozilla Firefox/firefox.exe",
    ],
};
const WEBKIT_DRIVER: Program = Program {
    names: &["WebKitWebDriver"],
    places: &[],
};
/// WebKitGTK's own small browser; the folder's name has the machine's architecture.
const MINI_BROWSER: Program = Program {
    names: &["MiniBrowser"],
    places: &[
        "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
        "/usr/libexec/webkit2gtk-4.1/MiniBrowser",
        "/usr/lib/webkit2gtk-4.1/MiniBrowser",
    ],
};
/// WebKitGTK's browser needs a display, which this gives it.
const DISPLAY: Program = Program {
    names: &["Xvfb"],
    places: &[],
};

/// Chromium and chromedriver.
pub fn chromium(root: &Path) -> Result<Driven, String> {
    let variables = ["SHARP_MINIMA_CHROMIUM", "SHARP_MINIMA_CHROMEDRIVER"];
    let found = || driven(root, &CHROMIUM, &CHROMEDRIVER, variables);
    installed(
        root,
        found,
        "Chromium or chromedriver",
        "chromium chromium-driver",
        "install Chromium (or Chrome) and a chromedriver of the same version, \
         and put both on PATH; see https://googlechromelabs.github.io/chrome-for-testing",
    )
}

/// Chromium's engine alone where it can be had, else Chromium: that draws its own toolbars also where nobody sees
/// them, which takes as much of the processors as the page.
pub fn headless(root: &Path) -> Result<PathBuf, String> {
    let chromium = chromium(root)?.browser;
    let found = || find(root, &HEADLESS_SHELL);
    let without = "what follows takes longer in Chromium itself";
    let shell = installed(
        root,
        found,
        "Chromium's headless shell",
        "chromium-headless-shell",
        without,
    );
    Ok(shell.unwrap_or_else(|why| {
        say(&why);
        chromium
    }))
}

/// Firefox, and geckodriver from its crate.
pub fn firefox(root: &Path) -> Result<Driven, String> {
    let browser = installed(
        root,
        || find(root, &FIREFOX),
        "Firefox",
        "firefox-esr",
        "install Firefox and put it on PATH; see https://www.mozilla.org/firefox",
    )?;
    setup::geckodriver(root)?;
    let driver = which(root, "geckodriver").ok_or("geckodriver was installed but is not found")?;
    Ok(Driven {
        browser,
        driver,
        variables: ["SHARP_MINIMA_FIREFOX", "SHARP_MINIMA_GECKODRIVER"],
    })
}

/// WebKitGTK's small browser and driver, and the display that they need.
pub fn webkit(root: &Path) -> Result<Driven, String> {
    let found = || {
        find(root, &DISPLAY)?;
        let variables = ["SHARP_MINIMA_MINIBROWSER", "SHARP_MINIMA_WEBKITDRIVER"];
        driven(root, &MINI_BROWSER, &WEBKIT_DRIVER, variables)
    };
    installed(
        root,
        found,
        "WebKitGTK's MiniBrowser, WebKitWebDriver or Xvfb",
        // The library's package has MiniBrowser in it.
        "webkit2gtk-driver libwebkit2gtk-4.1-0 xvfb",
        "install WebKitGTK 4.1 with MiniBrowser and WebKitWebDriver, and Xvfb; they are there on Linux \
         alone: elsewhere `cargo xtask test` tests in Chromium",
    )
}

fn driven(
    root: &Path,
    browser: &Program,
    driver: &Program,
    variables: [&'static str; 2],
) -> Option<Driven> {
    Some(Driven {
        browser: find(root, browser)?,
        driver: find(root, driver)?,
        variables,
    })
}

/// What `found` gives; where it gives nothing the packages are installed on Debian, and `else_how` is said elsewhere.
fn installed<T>(
    root: &Path,
    found: impl Fn() -> Option<T>,
    what: &str,
    packages: &str,
    else_how: &str,
) -> Result<T, String> {
    if let Some(found) = found() {
        return Ok(found);
    }
    say(&format!("missing: {what}"));
    if !is_debian() {
        return Err(else_how.into());
    }
    install(root, packages)?;
    found().ok_or_else(|| format!("installed, and still not found: {what}"))
}

/// Debian's packages of these names.
fn install(root: &Path, packages: &str) -> Done {
    let is_root = output(&mut command(root, "id -u")).is_some_and(|user| user == "0");
    let sudo = if is_root { "" } else { "sudo " };
    run(&mut command(root, &format!("{sudo}apt-get update")))?;
    let line = format!("{sudo}apt-get install -y --no-remove --no-install-recommends {packages}");
    run(command(root, &line).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn find(root: &Path, program: &Program) -> Option<PathBuf> {
    let on_path = program.names.iter().find_map(|name| which(root, name));
    let place = || program.places.iter().map(PathBuf::from);
    on_path.or_else(|| place().find(|file| file.is_file()))
}

fn is_debian() -> bool {
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=debian"))
}

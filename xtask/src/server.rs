//! A server of static files on 127.0.0.1.

use std::fs::{self, File};
use std::io::{Cursor, Read};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use tiny_http::{Header, Method, Request, Response, StatusCode};

const THREADS: usize = 4;

/// A running server. It runs until it is dropped.
pub struct Server {
    listener: Arc<tiny_http::Server>,
    threads: Vec<JoinHandle<()>>,
    address: String,
}

/// What a path leads to.
#[derive(Debug, PartialEq)]
enum Answer {
    File(PathBuf),
    Redirect(String),
    NotFound,
}

impl Server {
    /// Serves `folder` below `base` (which begins and ends with "/") on the first of `ports` that
    /// is free; port 0 stands for any free one.
    pub fn start(
        folder: &Path,
        base: &str,
        mut ports: RangeInclusive<u16>,
    ) -> Result<Self, String> {
        let folder =
            fs::canonicalize(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let tried = ports.clone();
        let listener = ports
            .find_map(|port| tiny_http::Server::http(("127.0.0.1", port)).ok())
            .ok_or_else(|| {
                format!(
                    "none of the ports {} to {} is free",
                    tried.start(),
                    tried.end()
                )
            })?;
        let listener = Arc::new(listener);
        let address = format!("http://{}{base}", listener.server_addr());
        let threads = (0..THREADS)
            .map(|_| {
                let listener = Arc::clone(&listener);
                let (folder, base) = (folder.clone(), base.to_owned());
                thread::spawn(move || {
                    for request in listener.incoming_requests() {
                        respond(request, &folder, &base);
                    }
                })
            })
            .collect();
        Ok(Self {
            listener,
            threads,
            address,
        })
    }

    /// Where the served folder is found, with a "/" at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Serves until the program ends.
    pub fn wait(mut self) {
        for thread in self.threads.drain(..) {
            thread.join().ok();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // One call wakes one thread.
        for _ in &self.threads {
            self.listener.unblock();
        }
    }
}

fn respond(request: Request, folder: &Path, base: &str) {
    let read = matches!(request.method(), Method::Get | Method::Head);
    let answer = if read {
        answer(folder, base, request.url())
    } else {
        Answer::NotFound
    };
    // A visitor who went away is no failure of the server.
    match answer {
        _ if !read => request.respond(plain(405, "only GET and HEAD are allowed")),
        Answer::File(path) => match File::open(&path) {
            Ok(file) => {
                request.respond(with(Response::from_file(file), "Content-Type", kind(&path)))
            }
            Err(_) => request.respond(plain(404, "not found")),
        },
        Answer::Redirect(to) => request.respond(with(plain(302, "see there"), "Location", &to)),
        Answer::NotFound => request.respond(plain(404, "not found")),
    }
    .ok();
}

/// Finds the file for a request's path, never outside `folder`.
fn answer(folder: &Path, base: &str, url: &str) -> Answer {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let Some(inner) = path.strip_prefix(base) else {
        return match path {
            "/" => Answer::Redirect(base.to_owned()),
            _ => Answer::NotFound,
        };
    };
    let Some(inner) = decode(inner) else {
        return Answer::NotFound;
    };
    let mut file = folder.to_path_buf();
    let parts = inner.strip_suffix('/').unwrap_or(&inner).split('/');
    for part in parts.filter(|_| !inner.is_empty()) {
        if matches!(part, "" | "." | "..") || part.contains(['\\', ':', '\0']) {
            return Answer::NotFound;
        }
        file.push(part);
    }
    if file.is_dir() {
        if !path.ends_with('/') {
            return Answer::Redirect(format!("{path}/"));
        }
        file.push("index.html");
    }
    // A symbolic link must not lead out either.
    match fs::canonicalize(&file) {
        Ok(real) if real.starts_with(folder) && real.is_file() => Answer::File(real),
        _ => Answer::NotFound,
    }
}

/// Undoes percent-encoding; None when it is malformed or not UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

fn plain(status: u16, text: &str) -> Response<Cursor<Vec<u8>>> {
    let response = Response::from_string(text).with_status_code(StatusCode(status));
    with(response, "Content-Type", "text/plain; charset=utf-8")
}

/// Adds a header field and those that every response has.
fn with<R: Read>(mut response: Response<R>, name: &str, value: &str) -> Response<R> {
    for (name, value) in [
        (name, value),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ] {
        if let Ok(header) = Header::from_bytes(name, value) {
            response.add_header(header);
        }
    }
    response
}

#[cfg(test)]
mod tests;

//! A server of static files on 127.0.0.1.

use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::Path;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Redirect;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

/// A running server. It runs until it is dropped.
pub struct Server {
    runtime: Runtime,
    address: String,
}

impl Server {
    /// Serves `folder` below `base` (which begins and ends with "/") on the first of `ports` that
    /// is free; port 0 stands for any free one.
    pub fn start(folder: &Path, base: &str, ports: RangeInclusive<u16>) -> Result<Self, String> {
        let failed = |error: std::io::Error| error.to_string();
        let runtime = Runtime::new().map_err(failed)?;
        let (first, last) = (*ports.start(), *ports.end());
        let places: Vec<SocketAddr> = ports
            .map(|port| (Ipv4Addr::LOCALHOST, port).into())
            .collect();
        let listener = runtime
            .block_on(TcpListener::bind(&places[..]))
            .map_err(|_| format!("none of the ports {first} to {last} is free"))?;
        let place = listener.local_addr().map_err(failed)?;
        let site = site(folder, base);
        runtime.spawn(async move { axum::serve(listener, site).await });
        Ok(Self {
            runtime,
            address: format!("http://{place}{base}"),
        })
    }

    /// Where the served folder is found, with a "/" at the end.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Serves until the program ends.
    pub fn wait(self) {
        self.runtime.block_on(std::future::pending())
    }
}

/// Files are never cached, so that a reload shows what was built last.
fn site(folder: &Path, base: &str) -> Router {
    let files = ServeDir::new(folder);
    let site = if base == "/" {
        Router::new().fallback_service(files)
    } else {
        let there = Redirect::temporary(base);
        Router::new()
            .nest_service(base, files)
            .route("/", get(async || there))
    };
    site.layer(always(header::CACHE_CONTROL, "no-store"))
        // Notes on another port include the element, as they do on the hosts of static sites.
        .layer(always(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .layer(always(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
}

fn always(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
}

#[cfg(test)]
mod tests;

"""`python -m tests.support.screens FOLDER`: the README's screenshots, of the example talk on a server of its own."""

import json
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .servers import UVICORN_SQLITE, Grounds

ADDRESS = "openfloor.example"
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"

# name: (the link that opens it, width, height, pixels per point)
PICTURES = {
    "phone": ("attendee_url", 390, 844, 2),
    "desk": ("moderator_url", 1440, 900, 1),
    "screen": ("screen_url", 1600, 900, 1),
}


def main(folder: Path) -> None:
    """Start, look, save, stop."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        grounds = Grounds(Path(place))
        settings = {
            "PUBLIC_URL": f"http://{ADDRESS}",
            "ALLOWED_HOSTS": f"{ADDRESS},127.0.0.1",
            "HOSTING": "anyone",
        }
        deployment = grounds.deploy(UVICORN_SQLITE, **settings)
        try:
            env = grounds.env(deployment.database_url, None, settings)
            links = json.loads(grounds.manage("create_session --demo --json", env))
            with sync_playwright() as playwright:
                resolve = f"--host-resolver-rules=MAP {ADDRESS} {deployment.base.removeprefix('http://')}"
                browser = playwright.chromium.launch(
                    executable_path="/usr/bin/chromium", args=[*FLAGS.split(), resolve]
                )
                for name in PICTURES:
                    take(browser, links, name, folder / f"{name}.png")
                browser.close()
        finally:
            deployment.stop()
            grounds.remove()


def take(browser: Browser, links: dict[str, str], name: str, path: Path) -> None:
    """One picture. The screen shows the list of questions, the phone too."""
    link, width, height, scale = PICTURES[name]
    page = browser.new_page(viewport={"width": width, "height": height}, device_scale_factor=scale)
    page.goto(links[link] + ("?tab=questions" if name == "phone" else ""))
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1500)  # fonts and bars come to rest
    page.screenshot(path=path)
    page.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

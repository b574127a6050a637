// Dark or light. `?theme=light` in the address wins over what was chosen earlier.
import {ofBrowser, preference} from "../live/storage.js";

const asked = new URL(location.href).searchParams.get("theme");

/** @param {string | null} theme */
const show = theme => document.body.classList.toggle("wall-light", theme === "light");

export function startTheme() {
  show(asked ?? preference("theme", "screen.theme"));
}

export function switchTheme() {
  const light = show(document.body.classList.contains("wall-light") ? "dark" : "light");
  ofBrowser.keep("theme", light ? "light" : "dark");
  const url = new URL(location.href);
  url.searchParams.delete("theme");
  history.replaceState(null, "", url);
}

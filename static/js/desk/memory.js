const PREFIX = "openfloor-desk-";

/** What this browser remembers under `name`; `otherwise` where it remembers nothing or may not. */
export function recall(name, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

/** Remember a JSON value; null forgets it. A browser that refuses storage forgets it with the page. */
export function remember(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Private windows may refuse storage; the desk works without.
  }
}

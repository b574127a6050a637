// What this phone keeps by itself, across reloads. Everything works without, too (private windows).

/** @param {string} key @returns {string} What was kept, or "". */
export function recall(key) {
  try {
    return localStorage.getItem(key) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} key @param {string} value Empty forgets. */
export function keep(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch {
    // full or forbidden: not kept
  }
}

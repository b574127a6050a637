// What this browser remembers about the big screen. Storage may be forbidden; then nothing is remembered.

/** @param {string} name @returns {string | null} */
export function recall(name) {
  try {
    return localStorage.getItem(`screen.${name}`);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(`screen.${name}`, value);
  } catch {
    // Private windows refuse; the choice then lasts until the page is closed.
  }
}

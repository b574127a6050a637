// Full screen, the pointer that goes away, and a screen that does not fall asleep.

const IDLE_MS = 3_000;

export function toggleFullScreen() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}

/** Pointer and tools are there while the pointer moves. */
export function hideWhenIdle() {
  /** @type {any} */ let timer;
  addEventListener("pointermove", () => {
    document.body.classList.add("pointer-here");
    clearTimeout(timer);
    timer = setTimeout(() => document.body.classList.remove("pointer-here"), IDLE_MS);
  });
}

/** Ask again whenever the page is seen: the browser lets go when it is hidden. */
export function stayAwake() {
  const ask = () => document.visibilityState === "visible" && navigator.wakeLock?.request("screen").catch(() => {});
  document.addEventListener("visibilitychange", ask);
  ask();
}

/** Popovers for browsers without (Safari before 17, Firefox before 125): panels, menus and messages of the desk. */

const isManual = popover => popover.getAttribute("popover") === "manual";
const isOpen = popover => "open" in popover.dataset;
const opened = () => [...document.querySelectorAll("[popover=''][data-open]")];
/** What had the focus before a popover was opened. */
const before = new WeakMap();

function turn(popover, open) {
  if (isOpen(popover) === open) return;
  if (open && !isManual(popover)) {
    for (const other of opened()) turn(other, false);
    before.set(popover, document.activeElement);
  }
  popover.toggleAttribute("data-open", open);
  if (!open && popover.contains(document.activeElement)) before.get(popover)?.focus();
  // Like a browser's own, it comes after what was being done.
  setTimeout(() => popover.dispatchEvent(Object.assign(new Event("toggle"), {newState: open ? "open" : "closed"})));
}

/** The panel a button opens or closes. */
const panelOf = target => document.getElementById(target.closest("[popovertarget]")?.getAttribute("popovertarget"));

function press({target}) {
  const panel = panelOf(target);
  if (panel) turn(panel, !isOpen(panel) && !target.closest("[popovertargetaction=hide]"));
}

function pressOutside({target}) {
  if (!panelOf(target)) for (const popover of opened()) if (!popover.contains(target)) turn(popover, false);
}

/** Make up for popovers where there are none. */
export function makeUpForPopovers() {
  if ("showPopover" in HTMLElement.prototype) return;
  Object.assign(HTMLElement.prototype, {
    showPopover() {
      turn(this, true);
    },
    hidePopover() {
      turn(this, false);
    },
    togglePopover() {
      turn(this, !isOpen(this));
    },
  });
  document.addEventListener("click", press);
  document.addEventListener("pointerdown", pressOutside);
  document.addEventListener("keydown", ({key}) => key === "Escape" && opened().forEach(popover => turn(popover, false)));
}

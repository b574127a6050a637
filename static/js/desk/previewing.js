/** Trying a poll as an attendee sees it; see views/preview.js. */

const panel = () => document.getElementById("preview");

export function openPreview(desk, id) {
  desk.show({preview: id});
  panel().showPopover();
}

/** Escape inside the frame closes it as it does outside. */
export function watchPreview() {
  addEventListener("message", ({data, origin}) => {
    if (origin === location.origin && data === "close preview") panel().hidePopover();
  });
}

/** The whole desk: bar, columns, menu, settings, messages. */

import {html, nothing} from "../../live/kit.js";
import {menuKey} from "../dismissing.js";
import {bar, columnTabs, ended} from "./bar.js";
import {burst} from "./burst.js";
import {dismissal} from "./dismissal.js";
import {menu} from "./menu.js";
import {preview} from "./preview.js";
import {questionsColumn} from "./questions.js";
import {reviewColumn} from "./review.js";
import {settings} from "./settings.js";
import {stageColumn} from "./stage.js";
import {toast} from "./toast.js";

export function deskView(desk, state) {
  return html`${desk.part(() => bar(desk, state))}
    <main class="desk-main">
      ${state.session.open ? nothing : ended(desk)} ${burst(desk, state)} ${columnTabs(desk, state)}
      <div class="columns" data-column=${desk.look.column} data-side=${desk.look.side}>
        ${desk.part(() => reviewColumn(desk, state))} ${desk.part(() => questionsColumn(desk, state))}
        ${desk.part(() => stageColumn(desk, state))}
      </div>
      ${dismissMenu(desk)} ${menu(desk)} ${settingsPanel(desk, state)} ${previewPanel(desk, state)}
      <div class="toasts" id="toasts" popover="manual">${toast(desk)}</div>
    </main>
    <p class="visually-hidden" role="status">${desk.notices.now?.words}</p>
    <p class="visually-hidden" role="status">${desk.look.arrived}</p>`;
}

const dismissMenu = desk =>
  html`<div
    id="dismiss"
    class="menu"
    popover
    role="dialog"
    aria-labelledby="dismiss-title"
    @keydown=${event => menuKey(desk, event)}
    @toggle=${event => event.newState === "closed" && desk.show({dismissing: null})}
  >
    ${desk.part(() => dismissal(desk))}
  </div>`;

const settingsPanel = (desk, state) =>
  html`<div
    id="settings"
    class="panel"
    popover
    role="dialog"
    aria-labelledby="settings-title"
    @toggle=${event => event.newState === "closed" && desk.show({ending: false})}
  >
    ${desk.part(() => settings(desk, state))}
  </div>`;

const previewPanel = (desk, state) =>
  html`<div
    id="preview"
    class="panel preview"
    popover
    role="dialog"
    aria-labelledby="preview-title"
    @toggle=${event => event.newState === "closed" && desk.show({preview: null})}
  >
    ${desk.part(() => preview(desk, state))}
  </div>`;

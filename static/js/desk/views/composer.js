/** The form for writing a poll of any kind. */

import {isComposing, isEnter} from "../../live/keys.js";
import {gettext, html, icon, nothing} from "../../live/kit.js";
import {notKept} from "../../live/storage.js";
import {applyTemplate, close, isLost, save, set, undoTemplate, write} from "../composing.js";
import {settingsOf} from "../draft.js";
import {describedBy, problem} from "../kinds/fields.js";
import {KINDS, kindsFor} from "../kinds/kinds.js";
import {openMenu} from "../menus.js";
import {templates} from "../templates.js";
import {optionsEditor} from "./options.js";
import {iconButton} from "./parts.js";
import {sharedFields} from "./shared-fields.js";

function keydown(desk, event) {
  if (isComposing(event)) return;
  if (event.key === "Escape") close(desk);
  else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.getElementById("poll-save")?.click();
  }
}

function titleKey(event) {
  const first = document.getElementById("poll-option-0");
  if (!isEnter(event) || event.ctrlKey || event.metaKey || !first) return;
  event.preventDefault();
  first.focus();
}

const kindPicker = (desk, kinds, chosen) =>
  html`<fieldset class="kinds">
    <legend class="field__label">${gettext("Kind")}</legend>
    <div class="kinds__list">
      ${kinds.map(
        ({name, icon: picture, words}) => html`<label class="kind">
          <input type="radio" name="poll-kind" id=${`poll-kind-${name}`} value=${name} class="visually-hidden"
            .checked=${name === chosen} @change=${() => write(desk, {kind: name})} />
          ${icon(picture)} <span>${words()}</span>
        </label>`,
      )}
    </div>
  </fieldset>`;

const titleField = (desk, form) =>
  html`<div class="field">
    <label class="field__label" for="poll-title">
      ${KINDS[form.draft.kind].isWhole ? gettext("Title") : gettext("What do you want to ask?")}
    </label>
    <input id="poll-title" class="input" dir="auto" autocomplete="off" autocapitalize="sentences" enterkeyhint="next"
      aria-invalid=${Boolean(form.problems.title)} aria-describedby=${describedBy(form, "title")}
      .value=${form.draft.title}
      @input=${event => write(desk, {title: event.target.value})} @keydown=${titleKey} />
    ${problem(form, "title")}
  </div>`;

/** [words of the first button, what it does after saving, the second, what that does].
 * @returns {any[]} */
function buttonsFor({id, parent, kind}) {
  if (id) return parent ? [gettext("Save"), "rest"] : [gettext("Save draft"), "rest"];
  if (parent) return [gettext("Save and add another"), "another", gettext("Save"), "rest"];
  if (KINDS[kind].isWhole) {
    const first = kind === "quiz" ? gettext("Save and add questions") : gettext("Save and add parts");
    return [first, "another", gettext("Save draft"), "rest"];
  }
  return [gettext("Save draft"), "rest", gettext("Save and open"), "open"];
}

function buttons(desk, draft) {
  const [first, , second, otherwise] = buttonsFor(draft);
  return html`<div class="pollcard__acts">
    <button id="poll-save" class="button button--small button--primary">${first}</button>
    ${
      second
        ? html`<button type="button" class="button button--small" @click=${() => save(desk, otherwise)}>${second}</button>`
        : nothing
    }
  </div>`;
}

const templateMenu = desk =>
  html`<button type="button" class="button button--small button--quiet" aria-haspopup="menu" @click=${event =>
    openMenu(
      desk,
      gettext("Templates"),
      () => templates().map(one => ({words: one.name, icon: one.icon, act: () => applyTemplate(desk, one)})),
      event.currentTarget,
    )}>
    ${icon("layout-template")} ${gettext("Templates")}
  </button>`;

const undo = desk =>
  html`<button type="button" class="button button--small button--quiet" @click=${() => undoTemplate(desk)}>
    ${icon("undo-2")} ${gettext("Without the template")}
  </button>`;

function headline({id, parent}, whole) {
  if (id) return gettext("Change the draft");
  if (!parent) return gettext("New poll");
  return whole?.kind === "quiz" ? gettext("New question") : gettext("New part");
}

export function composer(desk, state) {
  const {composer: draft, problems, saving} = desk.look;
  const part = state.polls.find(({id}) => id === draft.parent) ?? null;
  const kind = KINDS[draft.kind];
  const form = {draft, problems, settings: settingsOf(draft), set: changes => set(desk, changes)};
  const kinds = draft.id ? [] : kindsFor(part ?? (draft.parent && {kind: "survey"}));
  const words = headline(draft, part);
  const submit = event => {
    event.preventDefault();
    save(desk, buttonsFor(draft)[1]);
  };
  return html`<form class="pollform" aria-label=${words} novalidate @submit=${submit} @keydown=${event => keydown(desk, event)}>
    <fieldset class="pollform__fields" ?disabled=${saving}>
      <div class="pollform__head">
        <h3>${words}</h3>
        ${draft.undone ? undo(desk) : kinds.length > 1 ? templateMenu(desk) : nothing}
        ${iconButton(gettext("Discard"), "trash-2", () => close(desk, true))}
      </div>
      ${isLost(state, draft) ? lost() : nothing} ${kinds.length > 1 ? kindPicker(desk, kinds, draft.kind) : nothing}
      ${titleField(desk, form)} ${kind.hasOptions ? optionsEditor(desk, form, kind.marksRight) : nothing} ${kind.form(form)}
      ${sharedFields(form, changes => write(desk, changes), part)}
      <div role="alert" class="pollform__alert">${problem(form, "form")}${notKept()}</div>
      ${buttons(desk, draft)}
      <p class="field__hint">${gettext("Ctrl+Enter saves. Esc closes and keeps what you wrote.")}</p>
    </fieldset>
  </form>`;
}

const lost = () =>
  html`<p class="pollform__warning" role="status">
    ${icon("triangle-alert")}
    <span>${gettext("This draft was opened or deleted in the meantime. Saving makes a new one of what you wrote.")}</span>
  </p>`;

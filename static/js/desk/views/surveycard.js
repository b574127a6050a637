/** A survey at the desk: how far people are, and its parts. */

import {gettext, html, nothing} from "../../live/kit.js";
import * as acts from "../acts-polls.js";
import {partsOf} from "../program.js";
import {actRow, button, details, editButton, head, moreButton, stageButton, turnButton} from "./pollcard.js";
import {partsList} from "./parts-list.js";

/** It can be opened once there is something to answer. */
const draftButtons = (desk, state, survey) => html`${
  partsOf(state, survey.id).length ? button(gettext("Open"), () => desk.act(acts.open(survey, state)), "button--good") : nothing
} ${editButton(desk, survey)}`;

export const surveyCard = (desk, state, survey) => html`
  ${head(desk, state, survey)} ${details(survey)}
  ${actRow(
    state,
    survey.state === "draft"
      ? draftButtons(desk, state, survey)
      : html`${turnButton(desk, state, survey)} ${stageButton(desk, state, survey)}`,
    moreButton(desk, survey),
  )}
  ${partsList(desk, state, survey)}
`;

/** What comes next in a quiz. Pure. */

import {partsOf, questionNow} from "./store.js";

/**
 * The next steps of a quiz, the one to press first. Each is {step, poll}:
 * "add" (there is no question) · "join" (open the quiz, people choose names) · "open" (a question) · "reveal" (its answer)
 * · "leaderboard" · "finish" (close the quiz and show the final places) · "podium" (show them again).
 */
export function nextSteps(state, quiz) {
  const questions = partsOf(state, quiz.id);
  const next = questions.find(part => part.state === "draft");
  const current = questionNow(state, quiz.id);
  const {stage} = state;
  const showsLeaders = stage.view === "leaderboard" && stage.poll === quiz.id;
  const leaders = showsLeaders ? [] : [{step: "leaderboard", poll: quiz}];
  const after = next ? {step: "open", poll: next} : {step: "finish", poll: quiz};

  if (!questions.length) return [{step: "add", poll: quiz}];
  if (current && !current.revealed) return [{step: "reveal", poll: current}];
  if (quiz.state === "closed" && !next) return leaders.map(() => ({step: "podium", poll: quiz}));
  if (current) return [...leaders, after];
  return quiz.state === "draft" ? [{step: "join", poll: quiz}, after] : [after];
}

// Made by `manage.py generate_protocol` from sessions/wire/. Do not edit.

export const PROTOCOL = 1;
export const MAX_FRAME_BYTES = 16384;
export const MAX_COMMAND_ID_CHARACTERS = 64;
export const CODE_DIGITS = 7;
export const TITLE_MAX_CHARACTERS = 120;
export const NAME_MAX_CHARACTERS = 40;
export const QUESTION_DEFAULT_CHARACTERS = 160;
export const QUESTION_MIN_SETTING = 50;
export const QUESTION_MAX_SETTING = 500;
export const REASON_WORDS_MAX_CHARACTERS = 200;
export const POLL_TITLE_MAX_CHARACTERS = 200;
export const OPTION_MAX_CHARACTERS = 120;
export const POLL_MIN_OPTIONS = 2;
export const POLL_MAX_OPTIONS = 20;

export const DISMISS_REASONS = [
  "duplicate",
  "off_topic",
  "personal_data",
  "abusive",
  "unclear",
  "other"
];

export const ERROR_CODES = [
  "malformed",
  "unknown_command",
  "unknown_field",
  "missing_field",
  "wrong_type",
  "not_allowed",
  "not_found",
  "text_empty",
  "text_too_long",
  "text_unpaintable",
  "number_out_of_range",
  "intake_closed",
  "session_ended",
  "question_closed",
  "question_settled",
  "wrong_state",
  "words_needed",
  "poll_not_open",
  "poll_not_draft",
  "option_count",
  "option_repeated",
  "choice_count",
  "code_taken",
  "undo_stale",
  "too_fast",
  "frame_too_big",
  "unavailable",
  "link_rotated"
];

/** What each command takes. */
export const COMMANDS = {
  "question.ask": {
    "text": "string",
    "name?": "string"
  },
  "question.upvote": {
    "question": "number",
    "on": "boolean"
  },
  "question.edit": {
    "question": "number",
    "text": "string"
  },
  "question.withdraw": {
    "question": "number"
  },
  "poll.answer": {
    "poll": "number",
    "options": "Array<number>"
  },
  "question.approve": {
    "question": "number"
  },
  "question.dismiss": {
    "question": "number",
    "reason": "\"duplicate\"|\"off_topic\"|\"personal_data\"|\"abusive\"|\"unclear\"|\"other\"",
    "words?": "string"
  },
  "question.highlight": {
    "question": "number",
    "on": "boolean"
  },
  "question.answered": {
    "question": "number",
    "on": "boolean"
  },
  "question.archive": {
    "question": "number"
  },
  "question.restore": {
    "question": "number"
  },
  "act.undo": {
    "act": "number"
  },
  "poll.create": {
    "title": "string",
    "options": "Array<string>",
    "kind?": "\"choice\"",
    "multiple?": "boolean",
    "results?": "\"live\"|\"hidden\""
  },
  "poll.update": {
    "poll": "number",
    "title": "string",
    "options": "Array<string>",
    "multiple?": "boolean",
    "results?": "\"live\"|\"hidden\""
  },
  "poll.delete": {
    "poll": "number"
  },
  "poll.open": {
    "poll": "number"
  },
  "poll.close": {
    "poll": "number"
  },
  "poll.reveal": {
    "poll": "number",
    "on": "boolean"
  },
  "stage.show": {
    "view": "\"join\"|\"questions\"|\"poll\"|\"blank\"",
    "poll?": "number|null"
  },
  "stage.join_panel": {
    "on": "boolean"
  },
  "session.update": {
    "title?": "string|null",
    "moderated?": "boolean|null",
    "intake_open?": "boolean|null",
    "question_max_length?": "number|null",
    "names?": "\"optional\"|\"off\"|null"
  },
  "session.end": {},
  "session.reopen": {}
};

/**
 * A stable code, words for people, and the seconds to wait where waiting helps.
 * @typedef {object} Problem
 * @property {string} code
 * @property {string} message
 * @property {number|null} retry_after
 */

/**
 * Part of a State: what moved, whole; and what is gone.
 * @typedef {object} Change
 * @property {SessionState|null} [session]
 * @property {StageState|null} [stage]
 * @property {Array<QuestionState>} [questions]
 * @property {Array<PollState>} [polls]
 * @property {Gone|null} [gone]
 * @property {number|null} [people]
 * @property {number|null} [moderators]
 */

/**
 * Totals in the order of the options; `percents` are of `people`, and sum to 100 for single choice.
 * @typedef {object} ChoiceResults
 * @property {Array<number>} counts
 * @property {Array<number>} percents
 * @property {number} people
 */

/**
 * A question as moderators see it, also "pending", "dismissed" (with `reason`, `words`) and "archived".
 * @typedef {object} DeskQuestionState
 * @property {number} id
 * @property {number} number
 * @property {string} text
 * @property {string} author
 * @property {number} score
 * @property {boolean} highlighted
 * @property {boolean} answered
 * @property {number} asked_at
 * @property {string} state
 * @property {string} reason
 * @property {string} words
 */

/**
 * Ids that left this role's view.
 * @typedef {object} Gone
 * @property {Array<number>} [questions]
 * @property {Array<number>} [polls]
 */

/**
 * One option of a poll, in the poll's order.
 * @typedef {object} OptionState
 * @property {number} id
 * @property {string} text
 */

/**
 * One's own question in any state but withdrawn, with the reason it was dismissed for. `editable`: it may still be changed or withdrawn.
 * @typedef {object} OwnQuestionState
 * @property {number} id
 * @property {number} number
 * @property {string} text
 * @property {string} author
 * @property {number} score
 * @property {string} state
 * @property {boolean} answered
 * @property {boolean} highlighted
 * @property {number} asked_at
 * @property {boolean} editable
 * @property {string} reason
 * @property {string} words
 */

/**
 * What is this participant's own: ids they upvoted, poll id → option ids, their questions.
 * @typedef {object} OwnState
 * @property {string} name
 * @property {Array<number>} votes
 * @property {Record<string, Array<number>>} answers
 * @property {Array<OwnQuestionState>} questions
 */

/**
 * A poll. `state` is "draft" (moderators only), "open" or "closed"; `results` is null while hidden. `results_mode` "hidden" keeps them from attendees and screen until `revealed`. `answers` counts people.
 * @typedef {object} PollState
 * @property {number} id
 * @property {string} kind
 * @property {string} title
 * @property {Array<OptionState>} options
 * @property {boolean} multiple
 * @property {string} state
 * @property {string} results_mode
 * @property {boolean} revealed
 * @property {number} answers
 * @property {ChoiceResults|null} results
 * @property {number} position
 */

/**
 * A question everyone may see. `number` is the one people say aloud; `author` empty is anonymous.
 * @typedef {object} QuestionState
 * @property {number} id
 * @property {number} number
 * @property {string} text
 * @property {string} author
 * @property {number} score
 * @property {boolean} highlighted
 * @property {boolean} answered
 * @property {number} asked_at
 * @property {string} state
 */

/**
 * The session itself. `code` is the seven digits, `address` what people type, `url` what the QR says.
 * @typedef {object} SessionState
 * @property {string} code
 * @property {string} title
 * @property {boolean} open
 * @property {boolean} moderated
 * @property {boolean} intake_open
 * @property {number} question_max_length
 * @property {string} names
 * @property {string} address
 * @property {string} url
 * @property {number} protocol
 */

/**
 * What the big screen shows: "join", "questions", "poll" or "blank"; `poll` is an id or null.
 * @typedef {object} StageState
 * @property {string} view
 * @property {number|null} poll
 * @property {boolean} join_panel
 */

/**
 * Everything a role sees. `people` is how many are connected now.
 * @typedef {object} State
 * @property {SessionState} session
 * @property {StageState} stage
 * @property {Array<QuestionState>} questions
 * @property {Array<PollState>} polls
 * @property {number} people
 * @property {number} moderators
 */

/**
 * A command was done and committed. `d` holds what was made, e.g. {"question": 12} or {"act": 40}.
 * @typedef {object} Ok
 * @property {"ok"} t
 * @property {string} id
 * @property {Record<string, number>} [d]
 */

/**
 * A command was refused and changed nothing. `id` is empty when the frame could not be read.
 * @typedef {object} Error
 * @property {"error"} t
 * @property {string} id
 * @property {Problem} d
 */

/**
 * Everything this role sees, at revision `rev`. Replaces what the client has.
 * @typedef {object} Snapshot
 * @property {"snapshot"} t
 * @property {number} rev
 * @property {State} d
 */

/**
 * What moved since the last frame, up to revision `rev`.
 * @typedef {object} Update
 * @property {"update"} t
 * @property {number} rev
 * @property {Change} d
 */

/**
 * This participant's own votes, answers and questions, whole.
 * @typedef {object} You
 * @property {"you"} t
 * @property {OwnState} d
 */

/**
 * The server closes the socket. Come back after `retry_after` seconds; null means do not come back.
 * @typedef {object} Bye
 * @property {"bye"} t
 * @property {Problem} d
 */

/** @typedef {Ok | Error | Snapshot | Update | You | Bye} Frame */

// Made by `manage.py generate_protocol` from sessions/wire/. Do not edit.

export const PROTOCOL = 1;
export const MAX_FRAME_BYTES = 16384;
export const MAX_COMMAND_ID_CHARACTERS = 64;
export const MAX_BYTES_PER_CHARACTER = 16;
export const CODE_DIGITS = 7;
export const TITLE_MAX_CHARACTERS = 120;
export const NAME_MAX_CHARACTERS = 40;
export const WORD_LIST_MAX_CHARACTERS = 2000;
export const QUESTION_DEFAULT_CHARACTERS = 160;
export const QUESTION_MIN_SETTING = 50;
export const QUESTION_MAX_SETTING = 500;
export const REASON_WORDS_MAX_CHARACTERS = 200;
export const POLL_TITLE_MAX_CHARACTERS = 200;
export const OPTION_MAX_CHARACTERS = 120;
export const POLL_MIN_OPTIONS = 2;
export const POLL_MAX_OPTIONS = 20;
export const CLOUD_MAX_WORDS = 5;
export const CLOUD_WORD_MAX_GRAPHEMES = 32;
export const CLOUD_WORD_MAX_BYTES = 128;
export const CLOUD_SHOWN = 150;
export const TEXT_MAX_CHARACTERS = 500;
export const CARDS_SHOWN = 40;
export const RATING_MAX_STEPS = 10;
export const LABEL_MAX_CHARACTERS = 40;
export const UNIT_MAX_CHARACTERS = 12;
export const NUMBER_MAX = 1000000000;
export const NUMBER_MAX_DECIMALS = 2;
export const NUMBER_BINS = 12;
export const POINTS_MAX = 1000;
export const COUNTDOWN_MAX_SECONDS = 3600;
export const LATE_GRACE_MS = 1500;
export const QUIZ_MAX_POINTS = 1000;
export const QUIZ_MAX_TEAMS = 12;
export const LEADERBOARD_SHOWN = 5;
export const PLAYERS_LISTED = 60;
export const PARTS_MAX = 50;

/** @typedef {"duplicate" | "off_topic" | "personal_data" | "abusive" | "unclear" | "other"} DismissReason */

/** @typedef {"malformed" | "unknown_command" | "unknown_field" | "missing_field" | "wrong_type" | "not_allowed" | "not_found" | "text_empty" | "text_too_long" | "text_unpaintable" | "number_out_of_range" | "intake_closed" | "session_ended" | "question_closed" | "question_settled" | "wrong_state" | "words_needed" | "poll_not_open" | "poll_not_draft" | "poll_started_over" | "option_count" | "option_repeated" | "choice_count" | "ranking_invalid" | "points_do_not_sum" | "answer_final" | "word_blocked" | "name_reserved" | "word_count" | "correct_needed" | "kind_here" | "code_taken" | "undo_stale" | "changed_since" | "too_fast" | "frame_too_big" | "unavailable" | "link_rotated" | "identity_needed" | "too_many_new" | "questions_full" | "network_too_fast" | "too_many_sessions"} ErrorCode */

/** What each command takes.
 * @typedef {{
 *   "question.ask": {text: string, name?: string},
 *   "question.upvote": {question: number, on: boolean, counter?: number},
 *   "question.edit": {question: number, text: string, counter?: number},
 *   "question.withdraw": {question: number, counter?: number},
 *   "question.approve": {question: number},
 *   "question.dismiss": {question: number, reason: "duplicate"|"off_topic"|"personal_data"|"abusive"|"unclear"|"other", words?: string},
 *   "question.highlight": {question: number, on: boolean},
 *   "question.answered": {question: number, on: boolean},
 *   "question.archive": {question: number},
 *   "question.restore": {question: number},
 *   "poll.answer": {poll: number, options?: Array<number>|null, texts?: Array<string>|null, text?: string|null, number?: number|null, order?: Array<number>|null, points?: Record<string, number>|null, epoch?: number, counter?: number},
 *   "quiz.join": {quiz: number, name: string, team?: string, epoch?: number, counter?: number},
 *   "poll.create": {title: string, options?: Array<string>, settings?: Record<string, any>, results?: "live"|"hidden"|"answered", show_count?: boolean, named?: boolean, seconds?: number, kind?: "choice"|"wordcloud"|"text"|"rating"|"ranking"|"number"|"points"|"quiz_question"|"quiz"|"survey", parent?: number|null},
 *   "poll.update": {title: string, options?: Array<string>, settings?: Record<string, any>, results?: "live"|"hidden"|"answered", show_count?: boolean, named?: boolean, seconds?: number, poll: number},
 *   "poll.duplicate": {poll: number},
 *   "poll.repeat": {poll: number},
 *   "poll.move": {poll: number, before: number|null},
 *   "poll.reset": {poll: number},
 *   "poll.delete": {poll: number},
 *   "poll.open": {poll: number},
 *   "poll.close": {poll: number},
 *   "poll.reveal": {poll: number, on: boolean},
 *   "word.hide": {word: number, on: boolean},
 *   "answer.hide": {answer: number, on: boolean},
 *   "player.hide": {player: number, on: boolean},
 *   "answer.approve": {answer: number},
 *   "answer.enlarge": {poll: number, answer: number|null},
 *   "act.undo": {act: number},
 *   "stage.show": {view: "join"|"questions"|"poll"|"leaderboard"|"blank", poll?: number|null},
 *   "stage.join_panel": {on: boolean},
 *   "session.update": {title?: string|null, moderated?: boolean|null, intake_open?: boolean|null, question_max_length?: number|null, names?: "optional"|"off"|null, languages?: Array<"en"|"fr">|null, also_block?: string|null, never_block?: string|null},
 *   "session.end": {},
 *   "session.reopen": {},
 * }} CommandFields */

/**
 * A stable code, words for people, and the seconds to wait where waiting helps.
 * @typedef {object} Problem
 * @property {string} code
 * @property {string} message
 * @property {number|null} retry_after
 */

/**
 * Many acts within a minute of people who had no page open: how many since `at`, and from one network at most.
 * @typedef {object} Burst
 * @property {number} at
 * @property {number} votes
 * @property {number} answers
 * @property {number} questions
 * @property {number} one_network
 */

/**
 * Part of a State: what moved, whole; and what is gone. Of questions that only got or lost votes, `scores` has the new score by id; of polls that were only answered, `tallies` has what moved: a fraction of the bytes.
 * @typedef {object} Change
 * @property {SessionState|null} [session]
 * @property {StageState|null} [stage]
 * @property {Array<QuestionState>} [questions]
 * @property {Record<number, number>} [scores]
 * @property {Array<PollState>} [polls]
 * @property {Record<number, PollTally>} [tallies]
 * @property {Gone|null} [gone]
 * @property {number|null} [people]
 * @property {number|null} [moderators]
 * @property {QuestionTotals|null} [totals]
 * @property {Burst|null} [burst]
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
 * The session as moderators see it, with what its word filter is set to (see `session.update`).
 * @typedef {object} DeskSessionState
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
 * @property {number|null} ended_at
 * @property {Array<string>} languages
 * @property {string} also_block
 * @property {string} never_block
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
 * One's score in a quiz, of the questions revealed so far. `place` counts from 1. `name` is the one on the leaderboard where it is not the one chosen: somebody else had it before.
 * @typedef {object} OwnScore
 * @property {number} points
 * @property {number} place
 * @property {string} [name]
 */

/**
 * What is this participant's own: ids they upvoted, their answers and scores by poll id, their questions. `person` names them to their own browser, which keeps what it could not send: it must not go out for another. `name` is the one they asked with last, `team` the one they played for last. An answer has the shape it was sent in: a list of ids, a list of words, a text, a number, or points by id; that to a quiz is {"name", "team"}, with "state" ("hidden", "pending") and "number" where the name is not shown (see Player). `played` is the points by quiz question, once revealed. `results` are those of open polls with `results_mode` "answered" that they answered, as of then. `counter` is the highest their votes, answers and changes came with.
 * @typedef {object} OwnState
 * @property {string} name
 * @property {string} team
 * @property {Array<number>} votes
 * @property {Record<string, any>} answers
 * @property {Record<string, number>} played
 * @property {Record<string, OwnScore>} scores
 * @property {Record<string, ChoiceResults|WordcloudResults|TextResults|RatingResults|RankingResults|NumberResults|PointsResults|QuizResults|DeskQuizResults|SurveyResults>} results
 * @property {Array<OwnQuestionState>} questions
 * @property {number} [counter]
 * @property {string} [person]
 */

/**
 * A poll. `state` is "draft" (moderators only), "open" or "closed". `settings` are the kind's, without what this role may not know. `results` is null while hidden: with `results_mode` "hidden" until `revealed`; with "answered" attendees who have not answered are not shown them. `answers` counts people, null where the count is hidden. `parent` is the quiz or survey it is part of, `repeats` the poll it is a second round of. `closes_at`: when the countdown ends, null without one. `epoch` is another after each start-over.
 * @typedef {object} PollState
 * @property {number} id
 * @property {string} kind
 * @property {string} title
 * @property {Array<OptionState>} options
 * @property {Settings} settings
 * @property {string} state
 * @property {string} results_mode
 * @property {boolean} revealed
 * @property {number|null} answers
 * @property {boolean} show_count
 * @property {ChoiceResults|WordcloudResults|TextResults|RatingResults|RankingResults|NumberResults|PointsResults|QuizResults|DeskQuizResults|SurveyResults|null} results
 * @property {number} position
 * @property {boolean} named
 * @property {number|null} parent
 * @property {number|null} repeats
 * @property {number} seconds
 * @property {number|null} opened_at
 * @property {number|null} closes_at
 * @property {number} epoch
 */

/**
 * What moves in a poll with each answer: fields of its PollState.
 * @typedef {object} PollTally
 * @property {number|null} answers
 * @property {ChoiceResults|WordcloudResults|TextResults|RatingResults|RankingResults|NumberResults|PointsResults|QuizResults|DeskQuizResults|SurveyResults|null} results
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
 * How many questions there are in all: still waiting for an answer (the highlighted one too), and answered.
 * @typedef {object} QuestionTotals
 * @property {number} waiting
 * @property {number} answered
 */

/**
 * The session itself. `code` is the seven digits, `address` what people type, `url` what the QR says. `ended_at` (ms) is null while it is open, and of sessions that ended before it was kept.
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
 * @property {number|null} ended_at
 */

/**
 * What the big screen shows: "join", "questions", "poll", "leaderboard" or "blank"; `poll` is an id or null.
 * @typedef {object} StageState
 * @property {string} view
 * @property {number|null} poll
 * @property {boolean} join_panel
 */

/**
 * Everything a role sees. `people` is how many are connected now. Of many questions attendees are sent those a list begins with, in either order; all where the address says `all=1`. `totals` (attendees) tells how many there are, `burst` (moderators) of the last burst of acts without a page.
 * @typedef {object} State
 * @property {SessionState} session
 * @property {StageState} stage
 * @property {Array<QuestionState>} questions
 * @property {Array<PollState>} polls
 * @property {number} people
 * @property {number} moderators
 * @property {QuestionTotals} [totals]
 * @property {Burst} [burst]
 */

/**
 * Numbers from `lowest` up to `highest` (without it, but for the last bin).
 * @typedef {object} Bin
 * @property {number} lowest
 * @property {number} highest
 * @property {number} count
 */

/**
 * One text. `state` is "shown"; for moderators also "pending" or "hidden".
 * @typedef {object} Card
 * @property {number} id
 * @property {string} text
 * @property {number} at
 * @property {string} state
 */

/**
 * Totals in the order of the options; `percents` are of `people`, each rounded by itself. `correct` are the places of a quiz question's right options, once revealed.
 * @typedef {object} ChoiceResults
 * @property {Array<number>} counts
 * @property {Array<number>} percents
 * @property {number} people
 * @property {Array<number>|null} correct
 */

/**
 * Choose `lowest` to `highest` options. `order` of the bars: as written or by votes; `show` percent or count.
 * @typedef {object} ChoiceSettings
 * @property {number} lowest
 * @property {number} highest
 * @property {"fixed"|"votes"} order
 * @property {"percent"|"count"} show
 */

/**
 * A player as moderators see them. `name` is as they chose it. `state` is "shown", "hidden" (taken down) or "pending" (a name chosen since, which waits to be allowed).
 * @typedef {object} DeskPlayer
 * @property {number} id
 * @property {number} number
 * @property {string} name
 * @property {string} team
 * @property {number} place
 * @property {number} points
 * @property {string} state
 */

/**
 * The same for moderators, with up to PLAYERS_LISTED players: names that wait first, then the best.
 * @typedef {object} DeskQuizResults
 * @property {Array<Player>} leaders
 * @property {number} players
 * @property {number} revealed
 * @property {Array<DeskPlayer>} listed
 */

/**
 * A histogram; mean and median, null without answers.
 * @typedef {object} NumberResults
 * @property {Array<Bin>} bins
 * @property {number|null} mean
 * @property {number|null} median
 * @property {number} people
 */

/**
 * A number from `lowest` to `highest` with so many `decimals`.
 * @typedef {object} NumberSettings
 * @property {number} lowest
 * @property {number} highest
 * @property {number} decimals
 * @property {string} unit
 */

/**
 * A line of the leaderboard: a player, or a team with the mean of its players. Of two players with one name the later has a number behind it. A player whose name was taken down has none, and is called by `number`.
 * @typedef {object} Player
 * @property {number} place
 * @property {string} name
 * @property {number} points
 * @property {number} [number]
 */

/**
 * Per option, in the order of the options: the sum of points, and its whole percent of all points.
 * @typedef {object} PointsResults
 * @property {Array<number>} sums
 * @property {Array<number>} percents
 * @property {number} people
 */

/**
 * Everyone shares out `total` points.
 * @typedef {object} PointsSettings
 * @property {number} total
 */

/**
 * `correct`: places of the right options, from 0; null for who must not know yet. All of them must be chosen.
 * @typedef {object} QuizQuestionSettings
 * @property {Array<number>|null} correct
 * @property {boolean} several
 */

/**
 * The top players, or the teams; how many play; how many questions are revealed.
 * @typedef {object} QuizResults
 * @property {Array<Player>} leaders
 * @property {number} players
 * @property {number} revealed
 */

/**
 * Whether faster answers earn more, and the teams to play for (none: everyone alone).
 * @typedef {object} QuizSettings
 * @property {boolean} time_counts
 * @property {Array<string>} teams
 */

/**
 * Per option, in the order of the options: Borda points, average rank (null: nobody ranked it), who ranked it.
 * @typedef {object} RankingResults
 * @property {Array<number>} scores
 * @property {Array<number|null>} ranks
 * @property {Array<number>} ranked
 * @property {number} people
 */

/**
 * With `partial` people may leave options unranked.
 * @typedef {object} RankingSettings
 * @property {boolean} partial
 */

/**
 * How many gave each step, from 1 up; the average, null without answers.
 * @typedef {object} RatingResults
 * @property {Array<number>} counts
 * @property {number|null} average
 * @property {number} people
 */

/**
 * From 1 to `steps`, as stars or numbers, with words at both ends.
 * @typedef {object} RatingSettings
 * @property {number} steps
 * @property {"stars"|"numbers"} style
 * @property {string} low
 * @property {string} high
 */

/**
 * What all settings are.
 * @typedef {object} Settings
 */

/**
 * How many people answered each part, in order, and how many answered any.
 * @typedef {object} SurveyResults
 * @property {Array<number>} parts
 * @property {number} people
 */

/**
 * A survey has parts, and nothing to set.
 * @typedef {object} SurveySettings
 */

/**
 * The newest texts, newest first; how many there are; the one shown large (an id) or null.
 * @typedef {object} TextResults
 * @property {Array<Card>} cards
 * @property {number} total
 * @property {number|null} enlarged
 * @property {number} pending
 */

/**
 * With `review` a text is shown only after a moderator approved it.
 * @typedef {object} TextSettings
 * @property {boolean} review
 */

/**
 * A word of a cloud in its most used spelling, and how many people gave it. Hidden ones: moderators only.
 * @typedef {object} Word
 * @property {number} id
 * @property {string} text
 * @property {number} count
 * @property {boolean} hidden
 */

/**
 * The most given words, largest first, and how many different ones there are.
 * @typedef {object} WordcloudResults
 * @property {Array<Word>} words
 * @property {number} distinct
 */

/**
 * Everyone gives up to `most` words.
 * @typedef {object} WordcloudSettings
 * @property {number} most
 */

/**
 * A command was done and committed. `d` holds what was made, e.g. {"question": 12} or {"act": 40}. {"newer": N}: nothing was done, for an act of this person with the higher counter N came before.
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
 * Everything this role sees, at revision `rev`. Replaces what the client has. `at` is the server's clock (ms) when the frame was made, told while a countdown runs. A frame may arrive late, never early: of several, the one furthest ahead of the client's clock is the best to set it by.
 * @typedef {object} Snapshot
 * @property {"snapshot"} t
 * @property {number} rev
 * @property {State} d
 * @property {number|null} [at]
 */

/**
 * What moved since the last frame, up to revision `rev`. `at` as in a snapshot.
 * @typedef {object} Update
 * @property {"update"} t
 * @property {number} rev
 * @property {Change} d
 * @property {number|null} [at]
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

/**
 * Nothing moved, and the line is alive: sent where nothing else was, so that every socket hears something within `BEAT_SECONDS` (10). A client that hears nothing for a third longer has lost its line, and connects anew. `at` is the server's clock (ms): pages follow it when it is put right.
 * @typedef {object} Beat
 * @property {"beat"} t
 * @property {number|null} [at]
 */

/** @typedef {Ok | Error | Snapshot | Update | You | Bye | Beat} Frame */

/**
 * What a moderator did shows at once, before the server has said so.
 *
 * A patch is part of a STATE, by field: {session?, stage?, questions?: {id: fields}, polls?: {id: fields | null}};
 * a poll patched to null is gone. Pure: nothing here changes what it was given.
 */

const merged = (entities, fields) =>
  fields
    ? entities.flatMap(entity => {
        const changed = fields[entity.id];
        if (changed === null) return [];
        return [changed ? {...entity, ...changed} : entity];
      })
    : entities;

/** The state as it will be once `patch` is committed. */
export function patched(state, patch) {
  return {
    ...state,
    session: patch.session ? {...state.session, ...patch.session} : state.session,
    stage: patch.stage ? {...state.stage, ...patch.stage} : state.stage,
    questions: merged(state.questions, patch.questions),
    polls: merged(state.polls, patch.polls),
  };
}

const earlier = (entity, fields) => Object.fromEntries(Object.keys(fields).map(key => [key, entity[key]]));

const earlierOf = (entities, fields = {}) =>
  Object.fromEntries(
    entities
      .filter(entity => fields[entity.id])
      .map(entity => [entity.id, earlier(entity, fields[entity.id])]),
  );

/** The patch that takes `patch` back from `state`. A poll that is gone comes back with the next frame instead. */
export function inverse(state, patch) {
  return {
    session: patch.session && earlier(state.session, patch.session),
    stage: patch.stage && earlier(state.stage, patch.stage),
    questions: earlierOf(state.questions, patch.questions),
    polls: earlierOf(state.polls, patch.polls),
  };
}

const named = (fields, entities) => entities.some(entity => entity.id in fields);

/** Whether `change` (the `d` of a snapshot or update) speaks about anything in `patch`. */
export function speaksOf(change, patch) {
  const {questions = [], polls = [], gone = {}} = change;
  return Boolean(
    (patch.session && change.session) ||
    (patch.stage && change.stage) ||
    named(patch.questions ?? {}, questions) ||
    named(patch.polls ?? {}, polls) ||
    (gone?.polls ?? []).some(id => id in (patch.polls ?? {})),
  );
}

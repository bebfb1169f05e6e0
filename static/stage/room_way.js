/** What a stage asks the server about rooms: plain requests, which any server answers. */

const AWAY = "The server does not answer; this page goes on asking.";
const UNHEARD = "The server does not answer. Try again in a moment.";
// A connection that has gone without a word would be waited for by minutes.
const PATIENCE = 10000;

/** @typedef {[run: number, x: number, y: number]} Placed a guess: of which run, and where */
/** @typedef {{page: string, query: string, steps: number, runs: number[], frame: number[]}} Asked */
/**
 * @typedef {object} RoomData
 * @property {"open" | "closed" | "revealed"} state
 * @property {number} steps
 * @property {number[]} runs
 * @property {number} phones that have guessed
 * @property {number} finished those that have guessed all runs
 * @property {Placed[]} own
 */
/** @typedef {{token: string} | {secret: string}} Proof of a phone, or of a teacher's page */

/** What cannot be done; the message is for the reader. */
export class RoomProblem extends Error {
  /**
   * @param {string} message
   * @param {boolean} ended whether there is no such room
   */
  constructor(message, ended) {
    super(message);
    this.ended = ended;
  }
}

/** @param {string} code */
export function shortLink(code) {
  return new URL(`r/${code}`, document.baseURI).href;
}

/**
 * @param {Asked} question
 * @returns {Promise<{code: string, secret: string}>}
 */
export function openRoom(question) {
  return ask("rooms", {}, question);
}

/**
 * @param {string} code
 * @param {Proof} proof
 * @returns {Promise<RoomData>}
 */
export function lookAt(code, proof) {
  return ask(`rooms/${code}`, proof);
}

/**
 * @param {string} code
 * @param {string} secret
 * @param {RoomData["state"]} state
 */
export function turnRoom(code, secret, state) {
  return ask(`rooms/${code}/state`, { secret }, { state });
}

/**
 * @param {string} code
 * @param {string} token
 * @param {Placed} placed
 */
export function sendGuess(code, token, [run, x, y]) {
  return ask(`rooms/${code}/guesses`, { token }, { token, run, x, y });
}

/**
 * @param {string} code
 * @param {Proof} proof
 * @returns {Promise<Placed[]>}
 */
export async function allGuesses(code, proof) {
  return (await ask(`rooms/${code}/guesses`, proof)).guesses;
}

/**
 * @param {string} path
 * @param {{token?: string, secret?: string}} proof
 * @param {object} [message]
 */
async function ask(path, { token = "", secret = "" }, message) {
  /** @type {RequestInit} */
  const options = message
    ? { method: "POST", body: JSON.stringify(message), headers: { "Content-Type": "application/json" } }
    : { headers: {} };
  const headers = { ...options.headers, "Room-Token": token, "Room-Secret": secret };
  const signal = AbortSignal.timeout(PATIENCE);
  const answer = await fetch(new URL(path, document.baseURI), { ...options, headers, signal }).catch(() => null);
  const told = await answer?.json().catch(() => null);
  // What is looked at is asked for again by itself; what was to be done is not.
  if (!answer || !told) throw new RoomProblem(message ? UNHEARD : AWAY, false);
  if (!answer.ok) throw new RoomProblem(String(told.problem), answer.status === 404);
  return told;
}

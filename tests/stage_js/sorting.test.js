import assert from "node:assert/strict";
import test from "node:test";

globalThis.document = /** @type {any} */ ({ getElementsByClassName: () => [] });
const { placesBy } = await import("../../static/stage/sorting.js");

// As an earlier order has left them: the app's place, then the column's number.
const rows = [[3, 0.5], [1, NaN], [4, -2], [2, 0.5], [5, NaN]];
const sorted = (falling) => placesBy(rows, falling).map((place) => rows[place][0]);

test("the smallest comes first, equal ones are as in the app, and what lacks a number is last", () => {
  assert.deepEqual(sorted(false), [4, 2, 3, 1, 5]);
});

test("what lacks a number is last where the largest comes first, too", () => {
  assert.deepEqual(sorted(true), [2, 3, 4, 1, 5]);
});

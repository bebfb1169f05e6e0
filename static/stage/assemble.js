/** Which part of a stage lies in which. */
import { element } from "./dom.js";

/** @param {import("./stage.js").Stage} stage */
export function assemble(stage) {
  const { layout, transport, actions, readings, knobs, fields, presets, announcer, formula } = stage;
  const { line, outcome } = stage.question;
  actions.root.prepend(stage.predict.button);
  const controls = element("div", { class: "dl-controls" }, transport.root, actions.root);
  const { asks, guest, offered } = stage.classroom;
  if (offered) stage.predict.line.append(" ", asks.begin);
  const room = guest ? [guest.root] : offered ? [asks.root] : [];
  const asked = [stage.predict.line, ...room, line];
  const words = element("div", { class: "dl-words" }, stage.refusal, stage.away, ...asked, outcome, readings.root);
  const side = element("div", { class: "dl-side" }, presets.root, knobs.root, fields.root);
  // The picture with its transport is one piece, which a phone pins; what is read and turned another.
  const view = element("div", { class: "dl-view" }, layout.panelsRoot, controls);
  const column = element("div", { class: "dl-column" }, formula.root, layout.curvesRoot, side);
  stage.root.append(view, words, column);
  stage.root.append(announcer.live, announcer.toast);
  stage.host.append(stage.root);
  stage.room.watch();
}

/** What is seen of a stage at a moment, for a picture of it. */
import { choicesAbove } from "./choices.js";
import { settingsOf } from "./settings.js";
import { spelledStep } from "./spelled.js";

/**
 * @param {import("./stage.js").Stage} stage
 * @returns {import("./picture.js").Shot}
 */
export function shotOf(stage) {
  const { data, theme, start, clock, layout, question, formula, knobs, server, root } = stage;
  if (!data || !theme) throw new Error("there is nothing to be seen yet");
  const { step, last } = clock;
  const holds = !stage.isPreview;
  const words = {
    title: document.querySelector("h1")?.textContent ?? "",
    counter: `${data.unit} ${step} of ${last}`,
    outcome: holds ? question.told : "",
    sentence: holds ? question.sentence.replaceAll("**", "") : "",
    formula: question.locked ? [] : spelledStep(formula),
    settings: settingsOf(data, start, choicesAbove(root), knobs.words),
    link: server.link,
  };
  const curves = question.locked ? [] : layout.curves;
  return { page: data.page, step, start, theme, unit: layout.unit, panels: layout.panels, curves, words };
}

/** Numbers as text. */
import { mark } from "./dom.js";

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const POWER = /^(.*?)·?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/;

/**
 * Python's repr of a float, the project's exact notation (1.0, 1e-05, 0.1).
 * @param {number} value
 */
export function repr(value) {
  if (Number.isInteger(value) && Math.abs(value) < 1e16) return value.toFixed(1);
  const size = Math.abs(value);
  const text = size < 1e-4 || size >= 1e16 ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, "e$10$2");
}

/**
 * A number as a reader wants it, in the pages' own format: up to `digits` significant digits, a real
 * minus sign, and powers of ten for what is very small or very large.
 * @param {number} value
 * @param {number} digits
 */
export function short(value, digits = 3) {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
  // Adding zero takes the sign off a negative one.
  const rounded = Number(value.toPrecision(digits)) + 0;
  const size = Math.abs(rounded);
  if (size === 0 || (size >= 1e-4 && size < 1e5)) return String(rounded).replace("-", "−");
  const [mantissa, exponent] = rounded.toExponential().split("e");
  const raised = power(Number(exponent));
  return mantissa === "1" ? raised : `${mantissa.replace("-", "−")}·${raised}`;
}

/** @param {number} exponent */
export function power(exponent) {
  if (exponent === 0) return "1";
  if (exponent === 1) return "10";
  const digits = [...String(Math.abs(exponent))].map((d) => RAISED[Number(d)]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/**
 * A number in a field: readable at rest, exact while it is pointed at or typed over.
 * @param {HTMLInputElement} field
 * @param {number} value
 */
export function fill(field, value) {
  field.value = document.activeElement === field ? String(value) : short(value);
  mark(field, "title", String(value));
}

/**
 * What was typed into a field, in any notation a reader may copy; NaN where it is no number.
 * @param {string} text
 */
export function typedNumber(text) {
  const plain = text.trim().replace(",", ".").replace("−", "-").replace(POWER, (_, factor, digits) => {
    const exponent = [...digits].map((d) => (d === "⁻" ? "-" : RAISED.indexOf(d))).join("");
    return `${factor === "-" ? "-1" : factor || "1"}e${exponent}`;
  });
  return plain === "" ? NaN : Number(plain);
}

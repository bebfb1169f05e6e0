/**
 * The shapes of what passes between the modules. Nothing here runs.
 *
 * @typedef {object} Component what Streamlit hands to a component
 * @property {Element} parentElement
 * @property {Uint8Array} data
 * @property {(name: string, value: unknown) => void} setTriggerValue
 *
 * @typedef {[number, number]} Pair
 * @typedef {{x: Pair, y: Pair}} View
 *
 * @typedef {object} Style
 * @property {string} light
 * @property {string} dark
 * @property {string} dash
 * @property {string} marker
 *
 * @typedef {object} ArrowData
 * @property {string} name
 * @property {string} colour
 * @property {boolean} to_scale
 * @property {Float32Array} vectors
 * @property {Float32Array | null} tails
 *
 * @typedef {object} ReadingData
 * @property {string} label
 * @property {number} width
 * @property {Float32Array} values
 *
 * @typedef {object} PathData
 * @property {string} name
 * @property {string} detail
 * @property {string} note
 * @property {boolean} faint
 * @property {Style} style
 * @property {Float32Array} points x and y by turns
 * @property {Record<string, Float32Array>} curves
 * @property {Float32Array | null} ticks
 * @property {ArrowData[]} arrows
 * @property {ReadingData[]} readings
 * @property {Float32Array | null} tangents
 * @property {Int32Array} reached the point reached at each tick (filled in here)
 *
 * @typedef {object} CloudData
 * @property {string} name
 * @property {string} detail
 * @property {Style} style
 * @property {number} count
 * @property {Float32Array} points
 *
 * @typedef {{kind: "minimum" | "saddle" | "maximum" | "truth", point: Pair}} MarkData
 *
 * @typedef {object} PanelData
 * @property {"contour" | "line" | "data"} kind
 * @property {string} surface
 * @property {string} title
 * @property {[Pair, Pair]} domain
 * @property {[string, string]} axes
 * @property {MarkData[]} marks
 * @property {PathData[]} paths
 * @property {CloudData[]} clouds
 * @property {Float32Array} [data]
 *
 * @typedef {object} TapeData
 * @property {(string | number)[][]} operations
 * @property {number} value
 * @property {number[]} gradient
 *
 * @typedef {object} SurfaceData
 * @property {TapeData | null} tape
 * @property {Float32Array} heights
 * @property {number} side
 * @property {Pair} x first coordinate and spacing
 * @property {Pair} y
 * @property {[number, number, number]} levels first, last and spacing
 * @property {{kind: string, low: number, scale: number}} scaling
 * @property {import("./tape.js").Formula | null} formula (filled in here)
 *
 * @typedef {object} KnobData
 * @property {string} name
 * @property {string} label
 * @property {number} value
 * @property {number} low
 * @property {number} high
 * @property {number} default
 * @property {boolean} log
 * @property {boolean} whole
 * @property {string} help
 * @property {string} top
 * @property {string} bottom
 * @property {[number, string][]} ticks
 *
 * @typedef {object} CurveData
 * @property {string} key
 * @property {string} label
 * @property {boolean} log
 *
 * @typedef {object} Answer
 * @property {number} answer
 * @property {Pair} start
 * @property {Record<string, {light: string, dark: string}>} arrows the colours of a step's parts
 * @property {PanelData[]} panels
 * @property {Record<string, SurfaceData>} surfaces
 * @property {KnobData[]} knobs
 * @property {CurveData[]} curves
 * @property {number} shown_curves
 * @property {string[]} presets
 * @property {string} outcome
 * @property {string} refusal
 * @property {string} query
 * @property {string} page
 * @property {boolean} present
 * @property {string} unit
 * @property {boolean} explain
 * @property {number | null} explained the step that the page explains; null for the last one
 * @property {boolean} autoplay
 * @property {number} last the last tick (filled in here)
 *
 * @typedef {object} Change what a request asks for
 * @property {Pair} [start]
 * @property {Record<string, number>} [knobs]
 * @property {number} [preset]
 * @property {boolean} [present]
 */
export {};

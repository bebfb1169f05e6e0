/**
 * The shapes of what passes between the modules; those of an answer are the dataclasses in
 * `ui/stage/`, field by field. Nothing here runs.
 *
 * @typedef {object} Component what Streamlit gives a component
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
 * @typedef {{name: string, steps: Float32Array}} RingsData
 *
 * @typedef {object} PathData
 * @property {string} name
 * @property {string} detail
 * @property {string} note
 * @property {boolean} faint
 * @property {Style} style
 * @property {Float32Array} points x and y by turns
 * @property {Float64Array} [exact] the same in double precision, where it is known (filled in here)
 * @property {Record<string, Float32Array>} curves
 * @property {Float32Array | null} ticks
 * @property {ArrowData[]} arrows
 * @property {ReadingData[]} readings
 * @property {Float32Array | null} tangents
 * @property {RingsData | null} rings
 * @property {FormulaData | null} formula
 * @property {LiveData | LiveAverageData | LiveSeriesData | null} live
 * @property {Int32Array} reached the point reached at each tick (filled in here)
 *
 * @typedef {object} LiveData how a path is followed here
 * @property {string} program
 * @property {Float64Array} inputs
 * @property {Record<string, string>} fed
 * @property {number} steps
 * @property {Float64Array | null} factors
 * @property {LiveScheduleData | null} schedule
 * @property {number | null} seed of its random numbers
 * @property {BatchesData | null} batches
 * @property {Operation[]} tape
 * @property {ColumnData[]} columns
 * @property {LiveFormulaData | null} formula
 * @property {number | null} most so many points are drawn
 * @property {ClockData | null} clock
 * @property {LiveAverageData | null} average what is drawn beside it once its knob is above 0
 *
 * @typedef {object} ClockData what a tick is
 * @property {"epochs" | "gradients" | "updates"} unit
 * @property {number} examples
 *
 * @typedef {object} LiveScheduleData the factor at each step, worked out last
 * @property {Operation[]} tape
 * @property {Record<string, number>} numbers
 *
 * @typedef {object} BatchesData how a run draws its batches
 * @property {Pair} minimum
 * @property {Float64Array} moments
 * @property {boolean} replacement
 *
 * @typedef {object} LiveAverageData
 * @property {Record<string, string>} fed
 * @property {Operation[]} tape
 * @property {number[]} after
 * @property {number[]} shown
 * @property {LiveFormulaData} formula
 *
 * @typedef {object} LiveSeriesData
 * @property {number} steps
 * @property {Operation[]} tape
 * @property {number | null} after
 * @property {number} shown
 * @property {number} off
 * @property {boolean} begins
 * @property {LiveFormulaData | null} formula
 *
 * @typedef {(string | number)[]} Operation an input's name, `"c"` and a number, or a name and places
 *
 * @typedef {object} ColumnData
 * @property {string[]} into
 * @property {number[]} places
 * @property {boolean} steps
 *
 * @typedef {object} LiveFormulaData
 * @property {number[][][]} slots
 * @property {[number, boolean][][]} choices
 *
 * @typedef {object} FormulaData
 * @property {VariantData[]} variants
 * @property {Float32Array} variant
 * @property {SeriesData[]} series
 * @property {number} steps
 * @property {string} ending
 * @property {Float32Array | null} rows
 * @property {Float32Array | null} numbers
 * @property {boolean} arriving
 *
 * @typedef {object} VariantData
 * @property {string} lines their name
 * @property {SlotsData[]} slots
 *
 * @typedef {object} LineData
 * @property {string[]} symbols pieces of MathML, like the others
 * @property {string[]} numbers
 * @property {string[]} result
 * @property {boolean} short
 *
 * @typedef {object} SlotsData
 * @property {number | null} series
 * @property {number} ahead
 * @property {"point" | "fine" | "vector" | "plain" | "compared" | "count"} kind
 * @property {boolean} fenced
 *
 * @typedef {object} SeriesData
 * @property {Float32Array | Float64Array} values
 * @property {Float32Array | null} rest
 * @property {number} width
 *
 * @typedef {object} CloudData
 * @property {string} name
 * @property {string} detail
 * @property {Style} style
 * @property {number} count
 * @property {Float32Array} points
 * @property {boolean} summed_up
 * @property {LiveCloudData | null} live
 *
 * @typedef {object} LiveCloudData
 * @property {number} path
 * @property {string} runs
 * @property {boolean} mean
 *
 * @typedef {{kind: string, point: Pair, name: string, fed: string[]}} MarkData
 *
 * @typedef {object} DerivedData
 * @property {string[]} names
 * @property {Operation[]} tape
 * @property {number[]} places
 *
 * @typedef {object} PanelData
 * @property {"contour" | "plain" | "line" | "data"} kind
 * @property {string | null} surface its name; null for data
 * @property {string} title
 * @property {[Pair, Pair]} domain
 * @property {[Pair, Pair]} reach where a start may lie
 * @property {boolean} to_scale whether both axes have one scale
 * @property {[string, string]} axes
 * @property {MarkData[]} marks
 * @property {PathData[]} paths
 * @property {CloudData[]} clouds
 * @property {Float32Array | Float64Array | null} data x and y by turns
 * @property {boolean} drawable whether its points can be changed by hand
 *
 * @typedef {object} TapeData
 * @property {Operation[]} operations
 * @property {number} value
 * @property {number[]} gradient
 *
 * @typedef {object} ContourData
 * @property {Float32Array | null} heights null where the formula gives them
 * @property {number} side how many rows and columns there are
 * @property {ScalingData} scaling
 * @property {number} first level
 * @property {number} last
 * @property {number} step
 * @property {Pair} x first coordinate and spacing
 * @property {Pair} y
 *
 * @typedef {{kind: string, low: number, scale: number}} ScalingData
 *
 * @typedef {object} BlockData floats in a program's memory: some a step, some once, or so many a lane
 * @property {string} name
 * @property {number} each
 * @property {number} once
 * @property {boolean} lanes
 *
 * @typedef {object} ProgramData a compiled descent, as `optim/program` explains it
 * @property {string} code in base 64
 * @property {string[]} inputs
 * @property {string[]} memory
 * @property {number} dimension
 * @property {BlockData[]} path
 * @property {BlockData[]} lanes
 * @property {number} together
 * @property {string[]} functions
 *
 * @typedef {object} SurfaceData
 * @property {string} name
 * @property {Record<string, number>} arguments
 * @property {number | null} lowest
 * @property {boolean} found whether its minima are known by a search alone
 * @property {TapeData | null} tape
 * @property {ContourData | null} contour null for a line
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
 * @property {boolean} more whether it stands back, under "more"
 * @property {string} factor the knob that multiplies it, if any
 * @property {number | null} own what is multiplied
 * @property {boolean} [fixed] whether it cannot be turned, as on a live page (filled in here)
 * @property {string} [limit] what cannot be chosen there (filled in here)
 *
 * @typedef {object} MapRequest a map that cannot be filled here
 * @property {number} run counted from 1 over all panels
 * @property {string} kind
 * @property {string} curve the key of a map over knobs; empty for one of starts
 * @property {Pair} x
 * @property {Pair} y
 * @property {number} aspect how many times as wide as high it is on the screen
 *
 * @typedef {object} MapData where the runs end, a cell each
 * @property {MapRequest} request
 * @property {number} columns
 * @property {number} rows
 * @property {number} steps
 * @property {number} tolerance
 * @property {Float32Array} x
 * @property {Float32Array} y
 * @property {Float64Array} values
 * @property {Float32Array} diverged_at
 * @property {Float32Array} stopped_at
 *
 * @typedef {object} CurveData
 * @property {string} key
 * @property {string} label
 * @property {boolean} log
 * @property {string[]} knobs those of a map over one or two of them, which stands in a curve's place
 * @property {string} kind what such a map shows, as `map_kinds.js` names it
 * @property {Float64Array | null} values those of a single knob that are run, rising
 * @property {MapMarkData[]} marks what is drawn over such a map
 *
 * @typedef {object} MapMarkData
 * @property {string} name
 * @property {Operation[]} tape coordinates as operations on the knobs' values, by the knobs' names
 * @property {number[]} places of the coordinates on the tape: across and up, or across alone
 *
 * @typedef {object} ShownData what is seen beyond the runs
 * @property {number} turn how often something other than this browser has changed it
 * @property {number} at the step
 * @property {[string, boolean][]} curves keys, and whether the scale is logarithmic; none for the page's own choice
 * @property {[number, number, number, number] | null} zoom x from and to, y from and to
 * @property {number[]} hide the hidden runs, counted from 1 over all panels
 * @property {[number, number] | null} predict where a run will be after so many steps
 * @property {[string, number[]] | null} map what a map of starts shows, and whose runs
 * @property {[number, number, number] | null} camera from where a surface is seen in space; null for its contour
 * @property {string} sort the key of a table's column that its rows are sorted by, after a minus where the largest
 *   comes first; empty for the app's order
 *
 * @typedef {object} ThemeData
 * @property {string} muted
 * @property {string[]} surface from the lowest level to the highest
 * @property {string} level_lines
 * @property {string} curve a line's or data's own colour
 * @property {Record<string, string>} arrows the parts of a step
 * @property {string[]} minima on a map of starts, those that lead to one minimum or another
 * @property {string[]} amounts there, from the least to the most
 * @property {string} elsewhere
 * @property {string} diverged
 * @property {string} limit where runs cease to settle
 *
 * @typedef {object} RunListData
 * @property {number} chosen the run whose knobs are shown, counted from 1
 * @property {boolean} full whether there is no room for another run
 * @property {number} paths how many paths each run has
 * @property {boolean} [fixed] whether nothing can be done with it, as on a live page (filled in here)
 *
 * @typedef {{do: string, run: number, name: string}} RunWish what is done with which run
 *
 * @typedef {object} Answer
 * @property {number} answer
 * @property {Pair} start
 * @property {Record<"light" | "dark", ThemeData>} colours
 * @property {PanelData[]} panels
 * @property {Record<string, SurfaceData>} surfaces
 * @property {Record<string, ProgramData>} programs
 * @property {Record<string, LineData[]>} lines
 * @property {KnobData[]} knobs
 * @property {CurveData[]} curves
 * @property {number} shown_curves
 * @property {string[]} presets
 * @property {number | null} active which preset is on
 * @property {string} outcome
 * @property {string} refusal
 * @property {string} query the settings in the address, up to the view
 * @property {ShownData | null} view null where the link carries another stage's
 * @property {string} page
 * @property {boolean} present
 * @property {string} unit
 * @property {boolean} autoplay
 * @property {boolean} rests
 * @property {RunListData | null} runs the reader's own list of runs, which the legend shows
 * @property {number} near how close to a minimum counts as near it
 * @property {number} small the gradient that counts as small where a run has no tolerance of its own
 * @property {MapData[]} maps those that cannot be filled here
 * @property {DerivedData[]} derived
 * @property {TakenFile | null} taken what this answers to a request for it
 * @property {number} last the last tick (filled in here)
 * @property {boolean} previewed whether it was worked out here, before the server's (filled in here)
 * @property {ReadonlyMap<string, number>} turned the knobs that stand elsewhere by now, and what is derived of them (filled in here)
 *
 * @typedef {object} TakenFile
 * @property {string} kind
 * @property {string} name
 * @property {string} text of a QR code the rows of its modules
 * @property {string} refusal why there is none; empty where there is
 *
 * @typedef {object} Change what a request asks for
 * @property {Pair} [start]
 * @property {Record<string, number>} [knobs]
 * @property {number[]} [points] of the data, x and y by turns
 * @property {number} [preset]
 * @property {boolean} [present]
 * @property {RunWish} [run]
 * @property {MapRequest[]} [maps] those to be filled with every answer from now on
 * @property {{kind: string, link: string}} [take] a file to take along
 */
export {};

/** The shape of a catalogue with the words left open: what every further language must fill. */
export type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> };

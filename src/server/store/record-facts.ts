const LONGEST_FACT = 200;

/** A top-level value that records are found by; numbers (times, versions) change too often and tell too little. */
export type Fact = string | boolean | null;

/** What lists find a record by. */
export function readFacts(state: Readonly<Record<string, unknown>>): Record<string, Fact> {
	const facts: Record<string, Fact> = {};
	for (const [name, value] of Object.entries(state)) if (isFact(value)) facts[name] = value;
	return facts;
}

function isFact(value: unknown): value is Fact {
	return typeof value === 'string' ? value.length <= LONGEST_FACT : value === null || typeof value === 'boolean';
}

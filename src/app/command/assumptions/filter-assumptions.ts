import type { AssumptionState, SaidAssumption } from '../../i18n/say-assumption.ts';

/** What is looked for among the assumptions; '' = anything. */
export interface AssumptionFilter {
	/** Parts of a name, id, source or rule; every word must be found. */
	readonly query: string;
	readonly ruleId: string;
	readonly state: AssumptionState | '';
}

/** The assumptions that fit, in their order. */
export function filterAssumptions(
	all: readonly SaidAssumption[],
	{ query, ruleId, state }: AssumptionFilter,
): SaidAssumption[] {
	const words = query.toLowerCase().split(/\s+/).filter(Boolean);
	return all.filter((said) => {
		if (ruleId !== '' && !said.rules.includes(ruleId)) return false;
		if (state !== '' && said.state !== state) return false;
		const text = [said.name, said.id, said.source, said.value, ...said.rules].join(' ').toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

/** Ids of the rules that the assumptions belong to: A1, A2 ... A10, M1. */
export function listRuleIds(all: readonly SaidAssumption[]): string[] {
	const ids = new Set(all.flatMap(({ rules }) => rules));
	return [...ids].sort((a, b) => a.charCodeAt(0) - b.charCodeAt(0) || Number(a.slice(1)) - Number(b.slice(1)));
}

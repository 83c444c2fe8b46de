import type { Basis, Sourced } from '../../../domain/building.ts';
import type { AssumptionId } from '../../../domain/service/assumptions.ts';

/** How a figure of water came about, for the page to follow to its rule. */
export function noteSource(
	ruleId: string,
	basis: Basis,
	note: string | null,
	inputs: NonNullable<Sourced['inputs']>,
	assumptions: readonly AssumptionId[],
): Sourced {
	return { basis, source: 'fengtu', date: null, note, ruleId, inputs, assumptions: [...assumptions] };
}

import type { ToldReject } from './source-city.ts';

/**
 * Rejects in their canonical order: sources as they were given, then id, reason, outcome, kind and detail by code unit. The same set
 * gives the same list, however it was found.
 */
export function sortRejects(rejects: readonly ToldReject[], sourceKeys: readonly string[]): ToldReject[] {
	const place = new Map(sourceKeys.map((key, i) => [key, i]));
	const placeOf = (reject: ToldReject) => place.get(reject.source) ?? sourceKeys.length;
	return [...rejects].sort(
		(a, b) =>
			placeOf(a) - placeOf(b) ||
			compareText(a.id, b.id) ||
			compareText(a.reason, b.reason) ||
			compareText(a.outcome, b.outcome) ||
			compareText(a.kind, b.kind) ||
			compareText(a.detail, b.detail),
	);
}

function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

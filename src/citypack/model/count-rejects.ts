import type { PackSource } from '../../domain/pack/manifest.ts';
import { COUNTED_KIND } from './reject-kind.ts';
import type { ToldReject } from './source-city.ts';

/**
 * The counts of sources after some of their kept records were refused or repaired later: read = kept + refused, the repaired among the
 * kept. Records of other kinds than a source counts change nothing.
 */
export function countRejects(sources: readonly PackSource[], rejects: readonly ToldReject[]): PackSource[] {
	return sources.map((source) => {
		const own = rejects.filter(({ source: key, kind }) => key === source.key && kind === COUNTED_KIND[source.kind]);
		const refused = own.filter(({ outcome }) => outcome === 'refused').length;
		const repaired = new Set(own.flatMap(({ outcome, id }) => (outcome === 'repaired' ? [id] : []))).size;
		return {
			...source,
			kept: source.kept - refused,
			refused: source.refused + refused,
			repaired: source.repaired + repaired,
		};
	});
}

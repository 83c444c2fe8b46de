import { BASES } from '../../domain/building.ts';
import type { PackManifest } from '../../domain/pack/manifest.ts';
import { type BuildingTable, UNKNOWN_U32 } from './building-table.ts';

/** How many buildings' heights are known, estimated, unknown: of a table, or of buildings.columns, which name them alike. */
export function countHeights({
	count,
	heightCm,
	heightBasis,
}: Pick<BuildingTable, 'count' | 'heightCm' | 'heightBasis'>): Pick<
	PackManifest['counts'],
	'heightKnown' | 'heightEstimated' | 'heightUnknown'
> {
	const estimated = BASES.indexOf('estimated');
	let heightKnown = 0;
	let heightEstimated = 0;
	let heightUnknown = 0;
	for (let row = 0; row < count; row++) {
		if (heightCm[row] === UNKNOWN_U32) heightUnknown++;
		else if (heightBasis[row] === estimated) heightEstimated++;
		else heightKnown++;
	}
	return { heightKnown, heightEstimated, heightUnknown };
}

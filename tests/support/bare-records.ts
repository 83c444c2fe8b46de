import type { BuildingRow } from '../../src/citypack/model/building-row.ts';
import type { RoadLine } from '../../src/citypack/model/source-city.ts';

/** A two-way residential street of which nothing else is known; tests add what they are about. */
export const BARE_ROAD: Omit<RoadLine, 'id' | 'lonLat'> = {
	nodes: null,
	roadClass: 'residential',
	name: null,
	nameEn: null,
	oneway: 0,
	access: 0,
	bridge: false,
	tunnel: false,
	roundabout: false,
	lanes: null,
	widthM: null,
	maxHeightM: null,
	maxWidthM: null,
	maxWeightT: null,
	maxLengthM: null,
	hgvBanned: false,
	paved: null,
	link: false,
	routable: true,
};

/** A building of which nothing is known but where it stands. */
export const BARE_BUILDING: Omit<BuildingRow, 'id' | 'rings'> = {
	name: null,
	street: null,
	houseNumber: null,
	town: null,
	heightM: null,
	heightBasis: 'unknown',
	minHeightM: null,
	floors: null,
	floorsBelow: null,
	use: 'unknown',
	structure: 'unknown',
	year: null,
	residents: null,
	source: 0,
	tags: {},
};

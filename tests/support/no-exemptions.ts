import type { RouteExemptions } from '../../src/domain/route.ts';

/** Of a vehicle that is not on a call. */
export const NO_EXEMPTIONS: RouteExemptions = {
	busRoads: false,
	restrictedAccess: false,
	gates: false,
	hgvBans: false,
	contraflow: false,
	turnRestrictions: false,
};

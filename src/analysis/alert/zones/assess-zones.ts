import type { Zone } from '../../../domain/alert/zones.ts';
import type { Finding } from '../../../domain/assessment.ts';
import type { Part, Site } from '../site.ts';
import { listCollapseZones } from './collapse-zones.ts';
import { listHazmatZones } from './hazmat-zones.ts';
import { listSmokeZones } from './smoke-zones.ts';

/** Rules A14, A15 and A16: which ground is to be kept out of, or kept in mind? Collapse, facade fall, smoke, hazmat, in this order. */
export function assessZones(site: Site): Part<Zone[]> {
	const parts: readonly Part<Zone[]>[] = [listCollapseZones(site), listSmokeZones(site), listHazmatZones(site)];
	const findings: Finding[] = parts.flatMap((part) => part.findings);
	return { value: parts.flatMap((part) => part.value), findings };
}

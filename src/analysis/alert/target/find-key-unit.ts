import type { Target } from '../../../domain/assessment.ts';
import type { Place } from '../../../domain/place.ts';
import { containsPoint } from '../../measure/gap.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Site } from '../site.ts';

/**
 * Rule A1: which key unit (重点单位) is the target? The one that names the building, else one whose place lies in it; of several the more
 * important. null = none on file.
 */
export function findKeyUnit(
	keyUnits: readonly Place[],
	{ building, shape }: MeasuredBuilding,
	plane: Site['plane'],
): Target['keyUnit'] {
	const byRank = [...keyUnits].sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1));
	const unit =
		byRank.find(({ buildingId }) => buildingId === building.id) ??
		byRank.find(({ buildingId, lon, lat }) => buildingId === null && containsPoint(shape, plane.toXY([lon, lat])));
	return unit ? { id: unit.id, name: unit.name, nameEn: unit.nameEn, category: unit.category } : null;
}

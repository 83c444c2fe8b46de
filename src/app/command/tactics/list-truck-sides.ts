import type { Reason } from '../../../domain/alert/shapes.ts';
import { readSides } from '../../../domain/alert/side-reach.ts';
import type { Assessment } from '../../../domain/assessment.ts';

/** A side that an aerial reaches from where it is drawn. */
export interface TruckSide {
	readonly sideId: string;
	/** Where it looks, degrees from north. */
	readonly facingDeg: number;
	/** null = the target's floors are unknown. */
	readonly topFloor: number | null;
	readonly topM: number | null;
}

/** What an aerial of the sketch can do from where it is drawn. */
export interface TruckSides {
	/** The sides that it reaches, highest first. */
	readonly sides: readonly TruckSide[];
	/** Why it cannot stand there; null = it can. */
	readonly refused: Reason | null;
}

/** The reach of the aerial of a mark as an assessment tells it; null = the assessment does not know that mark. */
export function listTruckSides({ aerial, target, situation }: Assessment, markId: string): TruckSides | null {
	const index = situation.placed.findIndex((placed) => placed.markId === markId);
	const model = situation.placed[index]?.model;
	const appliance = aerial?.appliances.find((each) => each.model === model);
	if (!aerial || !target || !appliance) return null;
	const spotId = `X${index + 1}`;
	const spot = aerial.spots.find(({ id }) => id === spotId);
	const refused = spot?.verdict === 'unusable' ? (spot.failing[0] ?? null) : null;
	const sides = readSides(aerial, appliance).flatMap((side): TruckSide[] => {
		const floors = side.reached.filter((run) => run.spotId === spotId).flatMap((run) => [run.fromFloor, run.toFloor]);
		if (floors.length === 0 && side.spotId !== spotId) return [];
		const facingDeg = target.sides.find(({ id }) => id === side.sideId)?.bearingDeg ?? 0;
		return [
			{
				...{ sideId: side.sideId, facingDeg },
				topFloor: floors.length > 0 ? Math.max(...floors) : null,
				topM: side.spotId === spotId ? side.topM : null,
			},
		];
	});
	return {
		sides: sides.sort((a, b) => (b.topFloor ?? 0) - (a.topFloor ?? 0) || (b.topM ?? 0) - (a.topM ?? 0)),
		refused,
	};
}

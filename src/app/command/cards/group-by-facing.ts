import type { SideReach } from '../../../domain/alert/side-reach.ts';

/** The sides that look the same way, told by the best of them. */
export interface FacingGroup {
	/** 0 north, 1 east, 2 south, 3 west. */
	readonly quarter: number;
	/** Of those that look so the one that is reached highest. */
	readonly side: SideReach;
	readonly count: number;
}

/** Many sides by where they look, north first: of each quarter the one that is reached highest, and how many there are. */
export function groupByFacing(
	sides: readonly { readonly side: SideReach }[],
	bearingOf: (sideId: string) => number,
): FacingGroup[] {
	const groups: FacingGroup[] = [];
	for (let quarter = 0; quarter < 4; quarter++) {
		const own = sides
			.map(({ side }) => side)
			.filter(({ sideId }) => Math.floor(((((bearingOf(sideId) + 45) % 360) + 360) % 360) / 90) === quarter)
			.sort((a, b) => rank(b) - rank(a));
		const [side] = own;
		if (side) groups.push({ quarter, side, count: own.length });
	}
	return groups;
}

function rank({ reason, topFloor, topM }: SideReach): number {
	return reason !== null ? -1 : (topFloor ?? 0) * 1000 + (topM ?? 0);
}

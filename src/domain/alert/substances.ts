/** Distances that one size of spill asks for: all round, and downwind by day and by night. null = the guide names none. */
export interface SpillDistances {
	readonly isolationM: number;
	readonly downwindM: { readonly day: number; readonly night: number } | null;
}

/** A hazardous substance and how far one keeps from it. Spills up to 208 L are small. Good for the first 30 minutes. */
export interface Substance {
	/** 'lpg', 'ammonia' ...: `Situation.substance`. */
	readonly id: string;
	readonly nameZh: string;
	readonly nameEn: string;
	/** UN number; null = none of its own. */
	readonly un: string | null;
	/** Orange guide of the Emergency Response Guidebook; null = not noted. */
	readonly guide: string | null;
	readonly small: SpillDistances;
	readonly large: SpillDistances;
	/** All round when a tank of it is in a fire; null = not noted. */
	readonly fireM: number | null;
	readonly source: string;
	readonly verified: boolean;
}

const SOURCE = 'fire-facts 5.4: ERG 2020 [K]';

/**
 * Rule A16: the substances that isolation distances are on file for. Distances are seeds that nobody has checked against the
 * guidebook yet (`verified` false).
 */
export const SUBSTANCES: readonly Substance[] = [
	{
		id: 'lpg',
		nameZh: '液化石油气',
		nameEn: 'LPG',
		un: '1075',
		guide: '115',
		small: { isolationM: 100, downwindM: null },
		large: { isolationM: 100, downwindM: { day: 800, night: 800 } },
		fireM: 1600,
		source: SOURCE,
		verified: false,
	},
	{
		id: 'ammonia',
		nameZh: '氨',
		nameEn: 'Ammonia',
		un: '1005',
		guide: '125',
		small: { isolationM: 30, downwindM: { day: 100, night: 200 } },
		large: { isolationM: 150, downwindM: { day: 800, night: 2000 } },
		fireM: null,
		source: SOURCE,
		verified: false,
	},
	{
		id: 'chlorine',
		nameZh: '氯',
		nameEn: 'Chlorine',
		un: '1017',
		guide: '124',
		small: { isolationM: 60, downwindM: { day: 300, night: 1100 } },
		large: { isolationM: 500, downwindM: { day: 2000, night: 7000 } },
		fireM: null,
		source: SOURCE,
		verified: false,
	},
	{
		id: 'petrol',
		nameZh: '汽油',
		nameEn: 'Petrol',
		un: '1203',
		guide: '128',
		small: { isolationM: 50, downwindM: null },
		large: { isolationM: 50, downwindM: { day: 300, night: 300 } },
		fireM: 800,
		source: SOURCE,
		verified: false,
	},
	{
		id: 'unknown',
		nameZh: '未知物质',
		nameEn: 'Unknown substance',
		un: null,
		guide: '111',
		small: { isolationM: 100, downwindM: null },
		large: { isolationM: 100, downwindM: null },
		fireM: null,
		source: SOURCE,
		verified: false,
	},
];

/** The row of the table for an id of `Situation.substance`; undefined = there is none by that id. */
export function findSubstance(id: string): Substance | undefined {
	return SUBSTANCES.find((substance) => substance.id === id);
}

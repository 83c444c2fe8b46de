import type { Situation } from '../../../src/domain/alert/situation.ts';
import { situationSchema } from '../../../src/domain/alert/situation.ts';
import type { LonLat } from '../../../src/domain/geo/lon-lat.ts';

/** A sentence in both languages of the page. */
export interface Said {
	readonly zh: string;
	readonly en: string;
}

/** An alarm as a caller tells it, in the city that `npm start` makes. */
export interface WorkedCase {
	/** Of the files of its pictures. */
	readonly key: string;
	readonly title: Said;
	readonly call: Said;
	readonly at: LonLat;
	/** Id of the building there: an other one means that it is not the city that these cases are of. */
	readonly buildingId: string;
	readonly situation: Situation;
	/** For the second picture: turns of the wheel towards it, then how far the view swings round it, pixels of a middle drag. */
	readonly closer: { readonly turns: number; readonly swingPx: number };
}

/** Tuesday 24 November 2026, 10:00 in Dongguan: neither peak nor night. */
export const CASES_AT_MS = Date.UTC(2026, 10, 24, 2);

/** An urban-village house, a factory, and a tower of 54 m with its podium. */
export const WORKED_CASES: readonly WorkedCase[] = [
	{
		key: 'village-house',
		title: { zh: '城中村握手楼', en: 'An urban-village house' },
		call: {
			zh: '三楼电动车起火，楼道全是烟。东北风 3 m/s。',
			en: 'An electric bicycle burns on the third floor, the stairs are full of smoke. North-east wind, 3 m/s.',
		},
		at: { lon: 113.752854, lat: 23.022622 },
		buildingId: '441900004-0001718',
		situation: situationSchema.parse({ level: 2, fireFloor: 3, wind: { fromDeg: 45, speedMps: 3 } }),
		closer: { turns: 4, swingPx: 0 },
	},
	{
		key: 'factory',
		title: { zh: '门式刚架塑胶厂', en: 'A plastics factory under a portal frame' },
		call: {
			zh: '注塑车间起火，火已经出了窗。东南风 5 m/s。',
			en: 'The moulding hall burns, flames stand out of the windows. South-east wind, 5 m/s.',
		},
		at: { lon: 113.774985, lat: 22.92288 },
		buildingId: '441900118-0055966',
		situation: situationSchema.parse({ level: 3, fireFloor: 1, wind: { fromDeg: 135, speedMps: 5 } }),
		closer: { turns: 3, swingPx: 0 },
	},
	{
		key: 'tower',
		title: { zh: '54 m 酒店塔楼与裙房', en: 'A hotel tower of 54 m beside its podium' },
		call: {
			zh: '十一楼客房起火，窗口有人。南风 4 m/s。',
			en: 'A guest room burns on the eleventh floor, people at the windows. South wind, 4 m/s.',
		},
		at: { lon: 113.640976, lat: 22.789904 },
		buildingId: '441900121-0099116',
		situation: situationSchema.parse({ level: 3, fireFloor: 11, wind: { fromDeg: 180, speedMps: 4 } }),
		closer: { turns: 2, swingPx: 420 },
	},
];

import type { OsmTags } from './osm-elements.ts';
import { parseLengthM, parseMassT } from './osm-measures.ts';

/** What a sign or a structure lets through; null = nothing said. */
export interface RoadLimits {
	readonly maxHeightM: number | null;
	readonly maxWidthM: number | null;
	readonly maxWeightT: number | null;
	readonly maxLengthM: number | null;
}

/** The suffixes of a limit that counts all the way: what is signed, what is measured, and either direction. */
const SUFFIXES = ['', ':physical', ':forward', ':backward'];
/** Words that say that there is no sign. */
const NO_SIGN = /^(default|none|no|unsigned|no_?sign|no_indications|unlimited|no_limit)$/i;

/** Limits out of tags, and the tags of limits that could not be read ('maxheight=below_default'). */
export interface OsmLimits {
	readonly limits: RoadLimits;
	readonly unread: readonly string[];
}

/** A road's or barrier's limits: of each kind the lowest that its tags give. Metres and tonnes, other units converted. */
export function readOsmLimits(tags: OsmTags): OsmLimits {
	const unread: string[] = [];
	const lowest = (names: readonly string[], parse: (text: string) => number | null): number | null => {
		let least: number | null = null;
		for (const name of names) {
			for (const suffix of SUFFIXES) {
				const text = tags[name + suffix];
				if (text === undefined || NO_SIGN.test(text)) continue;
				const value = parse(text);
				if (value === null || !(value > 0)) unread.push(`${name}${suffix}=${text}`);
				else if (least === null || value < least) least = value;
			}
		}
		return least;
	};
	const limits = {
		maxHeightM: lowest(['maxheight'], parseLengthM),
		maxWidthM: lowest(['maxwidth'], parseLengthM),
		maxWeightT: lowest(['maxweight', 'maxweightrating'], parseMassT),
		maxLengthM: lowest(['maxlength'], parseLengthM),
	};
	return { limits, unread };
}

/** Both limits at once: of each kind the lower one. */
export function tightenLimits(a: RoadLimits, b: RoadLimits): RoadLimits {
	const lower = (x: number | null, y: number | null) => (x === null ? y : y === null ? x : Math.min(x, y));
	return {
		maxHeightM: lower(a.maxHeightM, b.maxHeightM),
		maxWidthM: lower(a.maxWidthM, b.maxWidthM),
		maxWeightT: lower(a.maxWeightT, b.maxWeightT),
		maxLengthM: lower(a.maxLengthM, b.maxLengthM),
	};
}

/** Whether anything is limited. */
export function hasLimits({ maxHeightM, maxWidthM, maxWeightT, maxLengthM }: RoadLimits): boolean {
	return maxHeightM !== null || maxWidthM !== null || maxWeightT !== null || maxLengthM !== null;
}

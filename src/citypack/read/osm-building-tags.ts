import { type BuildingStructure, type BuildingUse, STOREY_HEIGHT_M } from '../../domain/building.ts';
import { checkHeight, type HeightAndFloors, MAX_FLOORS, MAX_HEIGHT_M } from '../clean/check-height.ts';
import type { BuildingRow } from '../model/building-row.ts';
import { deriveHeight } from '../model/derive-height.ts';
import type { OsmTags } from './osm-elements.ts';
import { parseDecimal, parseLengthM, parseYear } from './osm-measures.ts';

/** No building reaches deeper: beyond is a slip of the pen. */
const MAX_FLOORS_BELOW = 30;

const USE_BY_BUILDING = new Map<string, BuildingUse>(
	Object.entries({
		apartments: 'residential',
		bungalow: 'residential',
		cabin: 'residential',
		detached: 'residential',
		dormitory: 'residential',
		farm: 'residential',
		ger: 'residential',
		house: 'residential',
		houseboat: 'residential',
		residential: 'residential',
		semidetached_house: 'residential',
		static_caravan: 'residential',
		terrace: 'residential',
		commercial: 'commercial',
		hotel: 'commercial',
		kiosk: 'commercial',
		mall: 'commercial',
		restaurant: 'commercial',
		retail: 'commercial',
		shop: 'commercial',
		supermarket: 'commercial',
		office: 'office',
		cathedral: 'public',
		chapel: 'public',
		church: 'public',
		civic: 'public',
		college: 'public',
		fire_station: 'public',
		government: 'public',
		gymnasium: 'public',
		hospital: 'public',
		kindergarten: 'public',
		library: 'public',
		monastery: 'public',
		mosque: 'public',
		museum: 'public',
		public: 'public',
		school: 'public',
		sports_hall: 'public',
		stadium: 'public',
		synagogue: 'public',
		temple: 'public',
		toilets: 'public',
		train_station: 'public',
		transportation: 'public',
		university: 'public',
		factory: 'factory',
		industrial: 'factory',
		manufacture: 'factory',
		warehouse: 'warehouse',
		hangar: 'warehouse',
		storage: 'warehouse',
		allotment_house: 'other',
		barn: 'other',
		bunker: 'other',
		carport: 'other',
		construction: 'other',
		cowshed: 'other',
		farm_auxiliary: 'other',
		garage: 'other',
		garages: 'other',
		greenhouse: 'other',
		hut: 'other',
		parking: 'other',
		roof: 'other',
		ruins: 'other',
		service: 'other',
		shed: 'other',
		silo: 'other',
		stable: 'other',
		sty: 'other',
		storage_tank: 'other',
		transformer_tower: 'other',
	} as const),
);

const COMMERCIAL_AMENITIES =
	/^(bank|bar|biergarten|cafe|car_wash|casino|cinema|fast_food|food_court|fuel|ice_cream|marketplace|nightclub|pharmacy|pub|restaurant)$/;
const OTHER_AMENITIES = /^(bicycle_parking|parking|shelter|recycling|waste_disposal)$/;

/** What a building is used for, by `building`, else by amenity, shop, office, tourism and the like; 'unknown' where no tag tells. */
export function osmBuildingUse(tags: OsmTags): BuildingUse {
	const byBuilding = USE_BY_BUILDING.get(tags.building ?? '');
	if (byBuilding) return byBuilding;
	if (tags.amenity) {
		if (COMMERCIAL_AMENITIES.test(tags.amenity)) return 'commercial';
		return OTHER_AMENITIES.test(tags.amenity) ? 'other' : 'public';
	}
	if (tags.shop) return 'commercial';
	if (tags.tourism)
		return /^(hotel|hostel|guest_house|motel|apartment|chalet)$/.test(tags.tourism) ? 'commercial' : 'public';
	if (tags.office || tags.government) return tags.office === 'government' || tags.government ? 'public' : 'office';
	if (tags.healthcare || tags.leisure === 'sports_centre' || tags.railway === 'station') return 'public';
	if (tags.man_made === 'works' || tags.industrial || tags.craft) return 'factory';
	return 'unknown';
}

const STRUCTURES: readonly (readonly [pattern: RegExp, structure: BuildingStructure])[] = [
	[/shear.?wall/, 'rc-shear-wall'],
	[/(concrete|rc).*(tube|core)/, 'rc-tube'],
	[/(concrete|rc).*frame/, 'rc-frame'],
	[/(brick|masonry).*(timber|wood)|half.?timber/, 'brick-timber'],
	[/portal/, 'portal-steel'],
	[/steel|metal/, 'steel'],
	[/brick|masonry|stone/, 'masonry'],
];

/**
 * The load-bearing structure, from `building:structure` alone. `building:material` tells the facade (OSM wiki: "outer
 * material for the building facade"), so a brick-clad steel frame would come out as masonry: it stays among the tags.
 */
function osmBuildingStructure(tags: OsmTags): BuildingStructure {
	const text = tags['building:structure']?.toLowerCase();
	if (!text) return 'unknown';
	return STRUCTURES.find(([pattern]) => pattern.test(text))?.[1] ?? 'unknown';
}

/** An attribute that could not be read: it is unknown in the row. */
interface BadAttribute {
	readonly reason: string;
	readonly detail: string;
}

/** Everything of a BuildingRow but id, rings and source. */
type OsmBuildingAttributes = Omit<BuildingRow, 'id' | 'rings' | 'source'>;

/** Tags that became fields of the row; the others are kept as tags. */
const TAKEN = new Set(['name', 'addr:street', 'addr:housenumber', 'addr:city', 'height', 'type']);

interface Range {
	readonly parse: (text: string) => number | null;
	/** Lowest and highest value that can be true. */
	readonly min: number;
	readonly max: number;
}

/**
 * The attributes of a building from its tags, and those that make no sense. `height` is metres to the top of the roof;
 * levels are whole floors (1.5 counts as 2, and is told). A height or floor count outside what stands on earth is unknown.
 */
export function readBuildingTags(tags: OsmTags): { attributes: OsmBuildingAttributes; bad: readonly BadAttribute[] } {
	const bad: BadAttribute[] = [];
	const read = (key: string, reason: string, { parse, min, max }: Range): number | null => {
		const text = tags[key];
		if (text === undefined) return null;
		const value = parse(text);
		if (value !== null && value >= min && value <= max) return value;
		bad.push({ reason, detail: `${key}=${text}` });
		return null;
	};
	const whole = (key: string, value: number | null): number | null => {
		if (value === null || Number.isInteger(value)) return value;
		bad.push({ reason: 'building/floors-not-whole', detail: `${key}=${tags[key]}, taken as ${Math.ceil(value)}` });
		return Math.ceil(value);
	};
	const use = osmBuildingUse(tags);
	const levelsRange = { parse: parseDecimal, min: 0.5, max: MAX_FLOORS };
	const levels = whole('building:levels', read('building:levels', 'building/bad-floors', levelsRange));
	const belowKey = 'building:levels:underground';
	const belowRange = { parse: parseDecimal, min: 0, max: MAX_FLOORS_BELOW };
	const floorsBelow = whole(belowKey, read(belowKey, 'building/bad-floors-below', belowRange));
	const given = read('height', 'building/bad-height', { parse: parseLengthM, min: 0.1, max: MAX_HEIGHT_M });
	const believed: HeightAndFloors = { heightM: given, heightBasis: 'registered', floors: levels };
	checkHeight(believed, bad);
	const { floors } = believed;
	const { heightM, basis } = deriveHeight({ heightM: believed.heightM, floors, use });
	let minHeightM = read('min_height', 'building/bad-min-height', { parse: parseLengthM, min: 0, max: MAX_HEIGHT_M });
	if (minHeightM === null) {
		const minLevel = read('building:min_level', 'building/bad-min-level', {
			parse: parseDecimal,
			min: 0,
			max: MAX_FLOORS,
		});
		if (minLevel !== null) minHeightM = Math.round(minLevel * STOREY_HEIGHT_M[use].heightM * 100) / 100;
	}
	if (minHeightM !== null && heightM !== null && minHeightM >= heightM) {
		bad.push({ reason: 'building/min-height-above-height', detail: `underside ${minHeightM} m, roof ${heightM} m` });
		minHeightM = null;
	}
	const rest: Record<string, string> = {};
	for (const [key, value] of Object.entries(tags)) if (!TAKEN.has(key)) rest[key] = value;
	if (given === null && tags.height !== undefined) rest.height = tags.height;
	return {
		attributes: {
			name: tags.name ?? null,
			street: tags['addr:street'] ?? tags['addr:place'] ?? null,
			houseNumber: tags['addr:housenumber'] ?? null,
			town: tags['addr:city'] ?? null,
			heightM,
			heightBasis: basis,
			minHeightM: minHeightM === 0 ? null : minHeightM,
			floors,
			floorsBelow,
			use,
			structure: osmBuildingStructure(tags),
			year: tags.start_date === undefined ? null : parseYear(tags.start_date),
			residents: null,
			tags: rest,
		},
		bad,
	};
}

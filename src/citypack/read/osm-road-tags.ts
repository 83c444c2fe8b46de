import { ONEWAY } from '../../domain/pack/road-graph.ts';
import type { RoadClass } from '../../domain/road.ts';
import type { RoadLine } from '../model/source-city.ts';
import type { OsmTags } from './osm-elements.ts';
import { parseDecimal, parseLengthM } from './osm-measures.ts';
import { isHgvBanned, isRoundabout, osmOneway, osmRoadAccess, saysYes } from './osm-road-access.ts';
import { readOsmLimits } from './osm-road-limits.ts';

const CLASSES = new Map<string, RoadClass>([
	['motorway', 'motorway'],
	['motorway_link', 'motorway'],
	['trunk', 'trunk'],
	['trunk_link', 'trunk'],
	['primary', 'primary'],
	['primary_link', 'primary'],
	['secondary', 'secondary'],
	['secondary_link', 'secondary'],
	['tertiary', 'tertiary'],
	['tertiary_link', 'tertiary'],
	['unclassified', 'residential'],
	['residential', 'residential'],
	['living_street', 'residential'],
	['road', 'residential'],
	['service', 'service'],
	['busway', 'service'],
	['bus_guideway', 'service'],
	['track', 'track'],
	['pedestrian', 'pedestrian'],
]);
/** Drawn, and driven only where a tag says that vehicles may. */
const FOOT = new Set(['footway', 'path', 'cycleway', 'steps', 'bridleway', 'corridor']);
/** Named in `highway` but no road that is there. */
const NOT_THERE = new Set(['construction', 'proposed', 'abandoned', 'razed', 'planned', 'disused']);
/** `surface` values that bear traffic in the wet, and those that do not. */
const PAVED =
	/^(paved|asphalt|chipseal|concrete|paving_stones|sett|(unhewn_)?cobblestone|bricks?|metal|wood|stone|tarmac|stone_slabs)([:_].*)?$/;
const UNPAVED =
	/^(unpaved|compacted|fine_gravel|gravel|pebblestone|rock|ground|dirt|earth|grass|grass_paver|mud|sand|clay|woodchips|snow|ice|salt|soil|shells)([:_].*)?$/;

/** The class of a road by a value of `highway`; null = footways and what is no road. */
export function osmRoadClass(highway: string): RoadClass | null {
	return CLASSES.get(highway) ?? null;
}

/** Whether a `surface` bears traffic in all weathers; null = not known. */
export function isPavedSurface(surface: string): boolean | null {
	if (PAVED.test(surface)) return true;
	return UNPAVED.test(surface) ? false : null;
}

/** Everything of a RoadLine but its geometry. */
export type OsmRoadAttributes = Omit<RoadLine, 'id' | 'lonLat' | 'nodes'>;

/** What a way is: a road, nothing of ours (a lay-by, a bus stop), or a road that is refused. */
type OsmRoadReading =
	| {
			readonly kind: 'road';
			readonly attributes: OsmRoadAttributes;
			readonly backward: boolean;
			/** What its tags say and this does not keep: reason and detail of a 'repaired' reject each. */
			readonly told: readonly { readonly reason: string; readonly detail: string }[];
	  }
	| { readonly kind: 'other' }
	| { readonly kind: 'refused'; readonly reason: string; readonly detail: string };

/** `surface`, else `tracktype`, where only the first grade is paved. */
function isPaved(tags: OsmTags): boolean | null {
	const bySurface = tags.surface === undefined ? null : isPavedSurface(tags.surface);
	if (bySurface !== null || tags.tracktype === undefined) return bySurface;
	return /^grade[1-5]$/.test(tags.tracktype) ? tags.tracktype === 'grade1' : null;
}

function readPositive(tags: OsmTags, keys: readonly string[], parse: (text: string) => number | null): number | null {
	for (const key of keys) {
		const text = tags[key];
		const value = text === undefined ? null : parse(text);
		if (value !== null && value > 0) return value;
	}
	return null;
}

/** Keys of access, direction and limits whose value holds at times; those of single lanes close no road. */
const CONDITIONAL =
	/^(access|vehicle|motor_vehicle|motorcar|emergency|bus|psv|hgv|goods|oneway|max(height|width|weight|weightrating|length))(:(forward|backward|physical|hgv))?:conditional$/;
const AXLE_LOADS = ['maxaxleload', 'maxbogieweight'];

/** What is said and not kept: of each kind one line with its tags. */
function listUnkept(tags: OsmTags, unreadLimits: readonly string[]): { reason: string; detail: string }[] {
	const keys = Object.keys(tags);
	const say = (wanted: readonly string[]) => wanted.map((key) => `${key}=${tags[key]}`);
	const changing = ['oneway', 'lanes'].filter((key) => /^(reversible|alternating)$/.test(tags[key] ?? ''));
	const told = [
		{ reason: 'road/limit-unreadable', tags: unreadLimits },
		{ reason: 'road/condition-not-read', tags: say(keys.filter((key) => CONDITIONAL.test(key))) },
		{ reason: 'road/direction-changes', tags: say(changing) },
		{ reason: 'road/axle-load-not-read', tags: say(AXLE_LOADS.filter((key) => tags[key] !== undefined)) },
	];
	return told.flatMap(({ reason, tags: found }) => (found.length > 0 ? [{ reason, detail: found.join(', ') }] : []));
}

/**
 * A road's attributes from its tags. Class: `highway`, links as their road, alleys as lanes. Width: the carriageway's, else
 * `width`; `est_width` is not taken (it would pass for a measured one). Limits: 'default', 'none' and the like are no limit known.
 * `oneway=-1` answers `backward`: the caller turns the line round, and the attributes say forward. Ferries are refused. Not kept but
 * told: conditional restrictions, directions that change with the time, axle loads, limits that cannot be read.
 */
export function readRoadTags(tags: OsmTags): OsmRoadReading {
	const highway = tags.highway ?? '';
	if (tags.route === 'ferry') return { kind: 'refused', reason: 'road/ferry', detail: tags.name ?? 'route=ferry' };
	if (NOT_THERE.has(highway)) return { kind: 'refused', reason: 'road/not-built', detail: `highway=${highway}` };
	const foot = FOOT.has(highway);
	const byHighway = osmRoadClass(highway);
	if (!foot && !byHighway) return { kind: 'other' };
	if (tags.area === 'yes') return { kind: 'refused', reason: 'road/area', detail: `highway=${highway}, area=yes` };
	const opened = (saysYes(tags.emergency) || saysYes(tags.motor_vehicle)) && highway !== 'steps';
	const alley = highway === 'service' && tags.service === 'alley';
	const oneway = osmOneway(tags);
	const { limits, unread } = readOsmLimits(tags);
	const routable = byHighway !== null || opened;
	return {
		kind: 'road',
		backward: oneway === ONEWAY.backward,
		told: routable ? listUnkept(tags, unread) : [],
		attributes: {
			roadClass: alley ? 'lane' : (byHighway ?? (opened ? 'lane' : 'pedestrian')),
			name: tags.name ?? null,
			nameEn: tags['name:en'] ?? null,
			oneway: oneway === ONEWAY.backward ? ONEWAY.forward : oneway,
			access: osmRoadAccess(tags),
			bridge: tags.bridge !== undefined && tags.bridge !== 'no',
			tunnel: tags.tunnel !== undefined && tags.tunnel !== 'no',
			roundabout: isRoundabout(tags),
			lanes: readPositive(tags, ['lanes'], parseDecimal),
			widthM: readPositive(tags, ['width:carriageway', 'width'], parseLengthM),
			...limits,
			hgvBanned: isHgvBanned(tags),
			paved: isPaved(tags),
			link: highway.endsWith('_link'),
			routable,
		},
	};
}

import { ONEWAY, ROAD_ACCESS } from '../../domain/pack/road-graph.ts';
import type { RoadClass } from '../../domain/road.ts';
import type { RoadLine } from '../model/source-city.ts';
import type { OsmTags } from './osm-elements.ts';
import { parseDecimal, parseLengthM, parseMassT } from './osm-measures.ts';

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

/** Everything of a RoadLine but its geometry. */
export type OsmRoadAttributes = Omit<RoadLine, 'id' | 'lonLat' | 'nodes'>;

/** What a way with `highway` is: a road, nothing of ours (a lay-by, a bus stop), or a road that is refused. */
type OsmRoadReading =
	| { readonly kind: 'road'; readonly attributes: OsmRoadAttributes; readonly backward: boolean }
	| { readonly kind: 'other' }
	| { readonly kind: 'refused'; readonly reason: string; readonly detail: string };

/** Values that keep the public out and leave the road there: passable, and told. */
const PRIVATE = new Set(['private', 'agricultural', 'forestry', 'permit', 'residents', 'military']);
const SAYS_YES = new Set(['yes', 'designated', 'permissive', 'destination', 'official']);

/**
 * Whether a fire engine on a call may pass. `emergency` decides where it is given; `access=no` is closed unless a more special tag
 * opens it (a bus road is wide enough). `motor_vehicle=no` and `vehicle=no` are bans that do not bind a fire engine and say nothing
 * of an obstacle, which OSM maps as a barrier: they count as private. 'destination', 'delivery' and the like are no bar.
 */
function osmRoadAccess(tags: OsmTags): number {
	const { emergency } = tags;
	if (emergency === 'no') return ROAD_ACCESS.no;
	if (emergency && SAYS_YES.has(emergency)) return ROAD_ACCESS.yes;
	const vehicles = tags.motor_vehicle ?? tags.vehicle;
	const special = [vehicles, tags.bus, tags.psv].some((value) => value !== undefined && SAYS_YES.has(value));
	if (special) return ROAD_ACCESS.yes;
	const general = vehicles ?? tags.access ?? '';
	if (PRIVATE.has(general) || vehicles === 'no') return ROAD_ACCESS.private;
	return general === 'no' ? ROAD_ACCESS.no : ROAD_ACCESS.yes;
}

function osmOneway(tags: OsmTags): number {
	if (tags['oneway:emergency'] === 'no') return ONEWAY.both;
	const oneway = tags.oneway;
	if (oneway === 'yes' || oneway === 'true' || oneway === '1') return ONEWAY.forward;
	if (oneway === '-1' || oneway === 'reverse') return ONEWAY.backward;
	if (oneway !== undefined) return ONEWAY.both;
	const implied = isRoundabout(tags) || tags.highway === 'motorway';
	return implied ? ONEWAY.forward : ONEWAY.both;
}

function isRoundabout(tags: OsmTags): boolean {
	return tags.junction === 'roundabout' || tags.junction === 'circular';
}

function firstNumber(tags: OsmTags, keys: readonly string[], parse: (text: string) => number | null): number | null {
	for (const key of keys) {
		const text = tags[key];
		const value = text === undefined ? null : parse(text);
		if (value !== null && value > 0) return value;
	}
	return null;
}

/** The lowest of the limits that are given: a sign and a physical clearance may both be tagged. */
function lowest(tags: OsmTags, keys: readonly string[], parse: (text: string) => number | null): number | null {
	const values = keys.map((key) => firstNumber(tags, [key], parse)).filter((value) => value !== null);
	return values.length > 0 ? Math.min(...values) : null;
}

/**
 * A road's attributes from its tags. Class: `highway`, links as their road, alleys as lanes. Width: the carriageway's, else
 * `width`; `est_width` is not taken (it would pass for a measured one). Limits: 'default', 'none' and the like are no limit known.
 * `oneway=-1` answers `backward`: the caller turns the line round, and the attributes say forward.
 * Not read: conditional and time-dependent restrictions, turn restrictions, ferries.
 */
export function readRoadTags(tags: OsmTags): OsmRoadReading {
	const highway = tags.highway ?? '';
	if (NOT_THERE.has(highway)) return { kind: 'refused', reason: 'road/not-built', detail: `highway=${highway}` };
	const foot = FOOT.has(highway);
	const byHighway = CLASSES.get(highway);
	if (!foot && !byHighway) return { kind: 'other' };
	if (tags.area === 'yes') return { kind: 'refused', reason: 'road/area', detail: `highway=${highway}, area=yes` };
	const opened = SAYS_YES.has(tags.emergency ?? '') || SAYS_YES.has(tags.motor_vehicle ?? '');
	const alley = highway === 'service' && tags.service === 'alley';
	const drivenFoot: RoadClass = opened && highway !== 'steps' ? 'lane' : 'pedestrian';
	const oneway = osmOneway(tags);
	return {
		kind: 'road',
		backward: oneway === ONEWAY.backward,
		attributes: {
			roadClass: alley ? 'lane' : (byHighway ?? drivenFoot),
			name: tags.name ?? null,
			nameEn: tags['name:en'] ?? null,
			oneway: oneway === ONEWAY.backward ? ONEWAY.forward : oneway,
			access: osmRoadAccess(tags),
			bridge: tags.bridge !== undefined && tags.bridge !== 'no',
			tunnel: tags.tunnel !== undefined && tags.tunnel !== 'no',
			roundabout: isRoundabout(tags),
			lanes: firstNumber(tags, ['lanes'], parseDecimal),
			widthM: firstNumber(tags, ['width:carriageway', 'width'], parseLengthM),
			maxHeightM: lowest(tags, ['maxheight', 'maxheight:physical'], parseLengthM),
			maxWidthM: lowest(tags, ['maxwidth', 'maxwidth:physical'], parseLengthM),
			maxWeightT: lowest(tags, ['maxweight', 'maxweightrating'], parseMassT),
			routable: byHighway !== undefined || (opened && highway !== 'steps'),
		},
	};
}

/** What a barrier node does to a vehicle. */
type BarrierEffect = 'blocks' | 'gate' | 'none';

const BLOCKING = new Set([
	'block',
	'bollard',
	'chain',
	'cycle_barrier',
	'debris',
	'fence',
	'full-height_turnstile',
	'hedge',
	'jersey_barrier',
	'kissing_gate',
	'log',
	'motorcycle_barrier',
	'planter',
	'rope',
	'stile',
	'turnstile',
	'wall',
]);
const GATES = new Set(['gate', 'lift_gate', 'sliding_gate', 'swing_gate', 'hampshire_gate', 'bump_gate', 'sally_port']);

/**
 * Whether a barrier on a road stops a fire engine. Bollards, blocks, chains and the like block, unless the tags let vehicles or
 * emergency vehicles pass or the bollard can be lowered (then it is as slow as a gate). Gates are opened or cut: they cost time.
 * Height restrictors, kerbs, cattle grids and border posts do nothing here.
 */
export function osmBarrierEffect(tags: OsmTags): BarrierEffect {
	const barrier = tags.barrier ?? '';
	if (GATES.has(barrier)) return 'gate';
	if (!BLOCKING.has(barrier)) return 'none';
	if (/^(removable|rising|foldable|flexible)$/.test(tags.bollard ?? '')) return 'gate';
	return SAYS_YES.has(tags.emergency ?? tags.motor_vehicle ?? tags.access ?? '') ? 'none' : 'blocks';
}

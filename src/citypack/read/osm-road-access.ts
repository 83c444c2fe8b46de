import { ONEWAY, ROAD_ACCESS } from '../../domain/pack/road-graph.ts';
import type { OsmTags } from './osm-elements.ts';

const SAYS_YES = new Set(['yes', 'designated', 'permissive', 'destination', 'official']);
/** Values that keep the public out and leave the road there: passable, and told. */
const PRIVATE = new Set(['private', 'agricultural', 'forestry', 'permit', 'residents', 'military', 'service']);
/** Values of `hgv` that a sign gives to goods vehicles; 'destination' and 'delivery' are no bar to who has business there. */
const HGV_BANNED = new Set(['no', 'private', 'agricultural', 'forestry', 'permit']);

/** Whether a value of an access tag lets in. Absent says nothing. */
export function saysYes(value: string | undefined): boolean {
	return value !== undefined && SAYS_YES.has(value);
}

/**
 * A road's ROAD_ACCESS for a vehicle on a call. `emergency` decides where it is given. What is closed or private but for buses is a bus
 * road; a guided busway is closed: kerbs and traps stand there. `access=no` is closed unless a more special tag opens it.
 * `motor_vehicle=no` and `vehicle=no` are bans that do not bind a fire engine and say nothing of an obstacle, which OSM maps as a
 * barrier: they count as private. 'destination', 'delivery' and the like are no bar.
 */
export function osmRoadAccess(tags: OsmTags): number {
	const { emergency } = tags;
	if (emergency === 'no') return ROAD_ACCESS.no;
	if (saysYes(emergency)) return ROAD_ACCESS.yes;
	const vehicles = tags.motor_vehicle ?? tags.vehicle;
	if (saysYes(vehicles)) return ROAD_ACCESS.yes;
	if (tags.highway === 'bus_guideway') return ROAD_ACCESS.no;
	const general = vehicles ?? tags.access ?? '';
	const isClosed = PRIVATE.has(general) || general === 'no';
	if (isClosed && (saysYes(tags.hgv) || saysYes(tags.goods))) return ROAD_ACCESS.yes;
	if (tags.highway === 'busway' || (isClosed && (saysYes(tags.bus) || saysYes(tags.psv)))) return ROAD_ACCESS.bus;
	if (PRIVATE.has(general) || vehicles === 'no') return ROAD_ACCESS.private;
	return general === 'no' ? ROAD_ACCESS.no : ROAD_ACCESS.yes;
}

/** Whether a sign keeps goods vehicles out, all or those above a rated mass (every fire engine is above it). */
export function isHgvBanned(tags: OsmTags): boolean {
	if (HGV_BANNED.has(tags.hgv ?? '')) return true;
	return ['maxweightrating:hgv', 'maxweight:hgv', 'hgv:maxweight'].some(
		(key) => Number.parseFloat(tags[key] ?? '') > 0,
	);
}

/** Whether a way is a ring that is driven round. */
export function isRoundabout(tags: OsmTags): boolean {
	return tags.junction === 'roundabout' || tags.junction === 'circular';
}

/** ONEWAY along the way's nodes; roundabouts and motorways are one-way unless they say otherwise. Reversible lanes count as both. */
export function osmOneway(tags: OsmTags): number {
	if (tags['oneway:emergency'] === 'no') return ONEWAY.both;
	const { oneway } = tags;
	if (oneway === 'yes' || oneway === 'true' || oneway === '1') return ONEWAY.forward;
	if (oneway === '-1' || oneway === 'reverse') return ONEWAY.backward;
	if (oneway !== undefined) return ONEWAY.both;
	return isRoundabout(tags) || tags.highway === 'motorway' ? ONEWAY.forward : ONEWAY.both;
}

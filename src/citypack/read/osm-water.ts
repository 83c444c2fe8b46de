import type { WaterSource } from '../../domain/water.ts';
import type { Reject } from '../model/source-city.ts';
import type { OsmTags } from './osm-elements.ts';
import { parseDiameterMm, parseFlowLps, parseVolumeM3 } from './osm-measures.ts';

const KIND_BY_EMERGENCY = new Map<string, WaterSource['kind']>([
	['fire_hydrant', 'hydrant'],
	['water_tank', 'tank'],
	['suction_point', 'natural'],
	['fire_water_pond', 'natural'],
]);

/** Which kind of fire water a feature is; null = none. Surface water without an intake (`natural=water`) is none. */
export function osmWaterKind(tags: OsmTags): WaterSource['kind'] | null {
	const kind = KIND_BY_EMERGENCY.get(tags.emergency ?? '') ?? null;
	if (kind !== 'hydrant') return kind;
	const type = tags['fire_hydrant:type'];
	if (type === 'underground') return 'hydrant-underground';
	return type === 'pond' ? 'natural' : 'hydrant';
}

/** Out of order by what the tags say. That a mapper saw a hydrant does not make it 'ok': without a word it is unknown. */
function isFaulty(tags: OsmTags): boolean {
	const words = [tags.operational_status, tags['fire_hydrant:state'], tags.condition, tags.state].join(' ');
	if (/out.?of.?(order|service)|closed|broken|damaged|defective|non.?operational|not.?working/i.test(words))
		return true;
	return tags.disused === 'yes' || tags.abandoned === 'yes';
}

const FLOW_KEYS = ['fire_hydrant:flow_rate', 'fire_hydrant:flow_capacity', 'flow_rate', 'fire_hydrant:flow'];
const VOLUME_KEYS = ['water_tank:volume', 'water_volume', 'volume', 'capacity'];

/**
 * A hydrant, tank or intake as WaterSource; lon and lat in degrees. A flow without a unit is not guessed: it stays unknown and
 * is told as a reject. `fire_hydrant:pressure` has no place in the record and is not kept. `kind` from osmWaterKind.
 */
export function readOsmWater(
	id: string,
	kind: WaterSource['kind'],
	at: { lon: number; lat: number },
	tags: OsmTags,
	sourceKey: string,
): { water: WaterSource; rejects: readonly Reject[] } {
	const rejects: Reject[] = [];
	const flowKey = FLOW_KEYS.find((key) => tags[key] !== undefined);
	const flowLps = flowKey ? parseFlowLps(tags[flowKey] as string) : null;
	if (flowKey && flowLps === null) {
		const detail = `${flowKey}=${tags[flowKey]}`;
		rejects.push({ source: sourceKey, id, outcome: 'repaired', reason: 'water/flow-unreadable', detail });
	}
	const diameter = tags['fire_hydrant:diameter'];
	const volumeKey = VOLUME_KEYS.find((key) => tags[key] !== undefined);
	const water: WaterSource = {
		id,
		kind,
		...at,
		name: tags.name ?? tags.ref ?? null,
		state: isFaulty(tags) ? 'faulty' : 'unknown',
		flowLps,
		diameterMm: diameter === undefined ? null : parseDiameterMm(diameter),
		volumeM3: kind !== 'hydrant' && volumeKey ? parseVolumeM3(tags[volumeKey] as string) : null,
		testedOn: null,
		source: sourceKey,
	};
	return { water, rejects };
}

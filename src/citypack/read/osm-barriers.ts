import type { OsmTags } from './osm-elements.ts';
import { parseLengthM } from './osm-measures.ts';
import { saysYes } from './osm-road-access.ts';
import { hasLimits, type RoadLimits, readOsmLimits, tightenLimits } from './osm-road-limits.ts';

/** What a node on a road does to a vehicle: stops it, costs it the time to open a gate, lets through only so much; null = nothing. */
export interface OsmBarrier {
	readonly effect: 'blocks' | 'gate' | 'none';
	/** null = none known. */
	readonly limits: RoadLimits | null;
	/** What its tags say that could not be read, or leave unsaid: reason and detail of a reject. */
	readonly told: { readonly reason: string; readonly detail: string } | null;
}

const BLOCKING = new Set([
	'block',
	'bollard',
	'chain',
	'cycle_barrier',
	'debris',
	'fence',
	'full-height_turnstile',
	'guard_rail',
	'hedge',
	'jersey_barrier',
	'kissing_gate',
	'log',
	'motorcycle_barrier',
	'planter',
	'rope',
	'stile',
	'stone',
	'turnstile',
	'wall',
]);
const GATES = new Set(['gate', 'lift_gate', 'sliding_gate', 'swing_gate', 'hampshire_gate', 'bump_gate', 'sally_port']);
/** A fire engine is 2.3 m wide and more: a gap narrower than this blocks it anyhow, a wider one is a limit of width. Assumption, not sourced. */
const GAP_M = 2;

/**
 * What a node of a road does to a fire engine: barriers, and whatever carries a physical limit. Bollards, blocks, chains and the like
 * block, unless the tags let vehicles pass, the bollard can be lowered or taken out (as slow as a gate), or the gap is known to be two
 * metres or more (then it is a limit of width). Gates are opened or cut: they cost time. A height restrictor limits the height; one
 * whose height is not given is told and limits nothing. Kerbs, cattle grids and border posts do nothing. null = no barrier.
 */
export function readOsmBarrier(tags: OsmTags): OsmBarrier | null {
	const { barrier } = tags;
	const isPhysical = tags['maxheight:physical'] !== undefined || tags['maxwidth:physical'] !== undefined;
	if (barrier === undefined && tags.traffic_calming === undefined && !isPhysical) return null;
	const { limits: signed, unread } = readOsmLimits(tags);
	const isGate = GATES.has(barrier ?? '');
	const opening = isGate || barrier === 'entrance' ? parseLengthM(tags.width ?? '') : null;
	const limits = tightenLimits(signed, { ...signed, maxWidthM: opening !== null && opening > 0 ? opening : null });
	const effect = isGate ? 'gate' : BLOCKING.has(barrier ?? '') ? blockingEffect(tags, limits) : 'none';
	const told =
		unread.length > 0
			? { reason: 'barrier/limit-unreadable', detail: unread.join(', ') }
			: barrier === 'height_restrictor' && limits.maxHeightM === null
				? { reason: 'barrier/no-height', detail: 'a height restrictor without a height: it limits nothing here' }
				: null;
	return { effect, limits: hasLimits(limits) ? limits : null, told };
}

function blockingEffect(tags: OsmTags, { maxWidthM }: RoadLimits): OsmBarrier['effect'] {
	if (/^(removable|rising|foldable|flexible)$/.test(tags.bollard ?? '')) return 'gate';
	if (saysYes(tags.emergency ?? tags.motor_vehicle ?? tags.access)) return 'none';
	return maxWidthM !== null && maxWidthM >= GAP_M ? 'none' : 'blocks';
}

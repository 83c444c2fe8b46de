import { ONEWAY } from '../../domain/pack/road-graph.ts';
import type { Reject, TurnRestriction } from '../model/source-city.ts';
import type { OsmData, OsmRelation, OsmTags } from './osm-elements.ts';
import type { OsmRoads } from './osm-roads.ts';

/** The turn restrictions of an OSM file. */
interface OsmRestrictions {
	readonly restrictions: readonly TurnRestriction[];
	readonly rejects: readonly Reject[];
}

interface Refusal {
	/** Without the area: 'missing-member'. */
	readonly reason: string;
	readonly detail: string;
}
type Turn = Omit<TurnRestriction, 'id' | 'source'>;

/** Vehicles that are every vehicle: what is excepted for them binds no fire engine. */
const EVERY_VEHICLE = new Set(['vehicle', 'motor_vehicle']);
const TIMES = ['day_on', 'day_off', 'hour_on', 'hour_off'];

class RestrictionReader {
	readonly restrictions: TurnRestriction[] = [];
	readonly rejects: Reject[] = [];
	readonly #data: OsmData;
	readonly #routable: OsmRoads['routable'];
	readonly #sourceKey: string;

	constructor(data: OsmData, { routable }: Pick<OsmRoads, 'routable'>, sourceKey: string) {
		this.#data = data;
		this.#routable = routable;
		this.#sourceKey = sourceKey;
	}

	add(relation: OsmRelation): void {
		const id = `relation/${relation.id}`;
		const turns = this.#read(relation);
		if ('reason' in turns) {
			const { reason, detail } = turns;
			this.rejects.push({
				source: this.#sourceKey,
				id,
				outcome: 'refused',
				reason: `turn-restriction/${reason}`,
				detail,
			});
			return;
		}
		for (const [i, turn] of turns.entries()) {
			this.restrictions.push({ id: turns.length === 1 ? id : `${id}/${i + 1}`, ...turn, source: this.#sourceKey });
		}
	}

	#read({ tags, members }: OsmRelation): readonly Turn[] | Refusal {
		const unread = findUnread(tags);
		if (unread) return unread;
		const { restriction = '' } = tags;
		const kind = /^(no|only)_/.exec(restriction)?.[1] as Turn['kind'] | undefined;
		if (!kind) return { reason: 'unknown-kind', detail: `restriction=${restriction}` };
		const from = listRefs(members, 'from');
		const to = listRefs(members, 'to');
		const via = members.filter(({ role }) => role === 'via');
		const strange = members.find(({ role, type }) => (role === 'from' || role === 'to') && type !== 'way');
		if (strange) return { reason: 'bad-member', detail: `${strange.role} is a ${strange.type}, expected a way` };
		const mayBeMany = restriction === 'no_entry' ? from : restriction === 'no_exit' ? to : null;
		for (const [role, refs] of Object.entries({ from, to })) {
			if (refs.length === 1 || (refs.length > 1 && refs === mayBeMany)) continue;
			return { reason: 'bad-member', detail: `${refs.length} members with the role ${role}, expected one` };
		}
		if (via.length === 0) return { reason: 'no-via', detail: 'no member with the role via' };
		const lost = this.#findLost([...from, ...to, ...via.flatMap(({ type, ref }) => (type === 'way' ? [ref] : []))]);
		if (lost) return lost;
		const exceptEmergency = listExcepted(tags).includes('emergency');
		const turns: Turn[] = [];
		for (const fromRef of from) {
			for (const toRef of to) {
				const place = this.#placeTurn(fromRef, via, toRef);
				if ('reason' in place) return place;
				turns.push({ kind, from: `way/${fromRef}`, to: `way/${toRef}`, via: place, exceptEmergency });
			}
		}
		return turns;
	}

	#findLost(ways: readonly number[]): Refusal | null {
		const missing = ways.filter((ref) => !this.#data.findWay(ref));
		if (missing.length > 0) return { reason: 'missing-member', detail: `ways not in the file: ${missing.join(', ')}` };
		const closed = ways.filter((ref) => !this.#routable.has(ref));
		return closed.length > 0 ? { reason: 'not-a-road', detail: `not roads for vehicles: ${closed.join(', ')}` } : null;
	}

	#placeTurn(from: number, via: OsmRelation['members'], to: number): Turn['via'] | Refusal {
		const [first] = via;
		if (via.length === 1 && first?.type === 'node') {
			for (const way of from === to ? [] : [from, to]) {
				const fault = this.#checkEnd(way, first.ref);
				if (fault) return fault;
			}
			return { node: first.ref };
		}
		if (via.some(({ type }) => type !== 'way')) {
			return { reason: 'bad-via', detail: `via ${via.map(({ type }) => type).join(', ')}, expected a node or ways` };
		}
		const roads = this.#chain(
			from,
			via.map(({ ref }) => ref),
			to,
		);
		if (roads) return { roads: roads.map((ref) => `way/${ref}`) };
		return { reason: 'not-connected', detail: 'the ways of from, via and to do not meet end to end' };
	}

	/** A turn is at an end of its roads; within a road only where that is one-way, or it could be meant from either side. */
	#checkEnd(way: number, node: number): Refusal | null {
		const refs = this.#refsOf(way);
		if (!refs.includes(node)) return { reason: 'not-connected', detail: `way ${way} does not touch node ${node}` };
		const isEnd = refs[0] === node || refs.at(-1) === node;
		if (isEnd || this.#routable.get(way)?.oneway !== ONEWAY.both) return null;
		return {
			reason: 'within-a-road',
			detail: `node ${node} lies within the two-way way ${way}, expected an end of it`,
		};
	}

	/** The via ways in the order in which they are driven; members may come in any. null = they do not meet. */
	#chain(from: number, via: readonly number[], to: number): readonly number[] | null {
		const touches = (a: number, b: number) => {
			const ends = this.#refsOf(b);
			return this.#refsOf(a).some((node) => ends.includes(node));
		};
		const walk = (at: number, left: readonly number[]): readonly number[] | null => {
			if (left.length === 0) return touches(at, to) ? [] : null;
			for (const next of left) {
				if (!touches(at, next)) continue;
				const rest = walk(
					next,
					left.filter((other) => other !== next),
				);
				if (rest) return [next, ...rest];
			}
			return null;
		};
		return walk(from, via);
	}

	#refsOf(way: number): Float64Array {
		const { refStart, refEnd } = this.#data.findWay(way) ?? { refStart: 0, refEnd: 0 };
		return this.#data.refs.subarray(refStart, refEnd);
	}
}

/** What makes a restriction one that is not read: it holds at times, or for kinds of vehicles, of which a fire engine is none. */
function findUnread(tags: OsmTags): Refusal | null {
	const special = Object.keys(tags).filter((key) => key.startsWith('restriction:'));
	const times = TIMES.filter((key) => tags[key] !== undefined);
	const say = (keys: readonly string[]) => keys.map((key) => `${key}=${tags[key]}`).join(', ');
	if (times.length > 0) return { reason: 'at-times', detail: say(['restriction', ...times]) };
	if (tags.restriction === undefined && special.length > 0) {
		const reason = special.some((key) => key.endsWith(':conditional')) ? 'at-times' : 'some-vehicles';
		return { reason, detail: say(special) };
	}
	const isForNobody = listExcepted(tags).some((word) => EVERY_VEHICLE.has(word));
	return isForNobody ? { reason: 'some-vehicles', detail: say(['except']) } : null;
}

/** Vehicles that are excepted, by OpenStreetMap's words. */
function listExcepted({ except = '' }: OsmTags): string[] {
	return except.split(/[;,]/).map((word) => word.trim());
}

function listRefs(members: OsmRelation['members'], role: 'from' | 'to'): readonly number[] {
	return members.filter((member) => member.role === role && member.type === 'way').map(({ ref }) => ref);
}

/**
 * The turn restrictions of an OSM file: relations of type `restriction` with `no_*` or `only_*`, via a node or via ways, whose members
 * are all roads for vehicles. `no_entry` may have several from, `no_exit` several to: one restriction each. `except=emergency` is kept;
 * other exceptions (bus, taxi, bicycle) are for vehicles that are not ours. A relation is taken or refused as a whole and told: broken
 * ones, those for some vehicles only (`restriction:hgv`) and those that hold at times.
 */
export function readOsmRestrictions(
	data: OsmData,
	roads: Pick<OsmRoads, 'routable'>,
	sourceKey: string,
): OsmRestrictions {
	const reader = new RestrictionReader(data, roads, sourceKey);
	for (const relation of data.relations) if (/^restriction\b/.test(relation.tags.type ?? '')) reader.add(relation);
	return { restrictions: reader.restrictions, rejects: reader.rejects };
}

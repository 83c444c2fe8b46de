import { describe, expect, it } from 'vitest';
import { createOsmCollector, type OsmRelation } from '../../../../src/citypack/read/osm-elements.ts';
import { readOsmRestrictions } from '../../../../src/citypack/read/osm-restrictions.ts';
import { osmRoadAccess } from '../../../../src/citypack/read/osm-road-access.ts';
import { readRoadTags } from '../../../../src/citypack/read/osm-road-tags.ts';
import { readOsmRoads } from '../../../../src/citypack/read/osm-roads.ts';
import { readOsmSignals } from '../../../../src/citypack/read/osm-signals.ts';
import { ROAD_ACCESS } from '../../../../src/domain/pack/road-graph.ts';

type Tags = Record<string, string>;
type Way = readonly [id: number, refs: readonly number[], tags: Tags];

/** Nodes 1 .. 30 on a line; those of `tagged` carry tags. */
function read(ways: readonly Way[], tagged: Record<number, Tags> = {}, relations: readonly OsmRelation[] = []) {
	const collector = createOsmCollector();
	for (let id = 1; id <= 30; id++) collector.addNode(id, 1_137_500_000 + id * 1000, 230_200_000, tagged[id] ?? null);
	for (const [id, refs, tags] of ways) collector.addWay(id, refs, tags);
	for (const relation of relations) collector.addRelation(relation);
	const data = collector.finish(null);
	const roads = readOsmRoads(data, 'town');
	return {
		...roads,
		signals: readOsmSignals(data, roads, 'town'),
		turns: readOsmRestrictions(data, roads, 'town'),
	};
}
const street = (id: number, refs: readonly number[], tags: Tags = {}): Way => [
	id,
	refs,
	{ highway: 'residential', ...tags },
];
const attributesOf = (tags: Tags) => {
	const reading = readRoadTags({ highway: 'residential', ...tags });
	if (reading.kind !== 'road') throw new Error(reading.kind);
	return reading.attributes;
};

describe('readRoadTags', () => {
	it.each([
		[{ maxheight: '3.8' }, { maxHeightM: 3.8 }],
		[{ maxheight: 'default', 'maxheight:physical': '4.1' }, { maxHeightM: 4.1 }],
		[{ 'maxweight:forward': '7.5', 'maxweight:backward': '12' }, { maxWeightT: 7.5 }],
		[{ maxlength: '10' }, { maxLengthM: 10 }],
		[{ maxwidth: '2.3 m' }, { maxWidthM: 2.3 }],
		[{ hgv: 'no' }, { hgvBanned: true }],
		[{ hgv: 'delivery' }, { hgvBanned: false }],
		[{ 'maxweightrating:hgv': '3.5' }, { hgvBanned: true, maxWeightT: null }],
		[{ highway: 'primary_link' }, { roadClass: 'primary', link: true }],
		[{ surface: 'asphalt' }, { paved: true }],
		[{ surface: 'cobblestone:flattened' }, { paved: true }],
		[{ surface: 'fine_gravel' }, { paved: false }],
		[{ highway: 'track', tracktype: 'grade1' }, { paved: true }],
		[{ highway: 'track', tracktype: 'grade4' }, { paved: false }],
		[{ highway: 'track' }, { paved: null }],
		[{ junction: 'roundabout' }, { roundabout: true, oneway: 1 }],
	])('reads %j as %j', (tags, expected) => {
		expect(attributesOf(tags as Tags)).toMatchObject(expected);
	});

	it.each([
		[{ access: 'no', bus: 'yes' }, ROAD_ACCESS.bus],
		[{ motor_vehicle: 'no', psv: 'designated' }, ROAD_ACCESS.bus],
		[{ access: 'private', bus: 'yes', emergency: 'yes' }, ROAD_ACCESS.yes],
		[{ bus: 'yes' }, ROAD_ACCESS.yes],
		[{ highway: 'busway' }, ROAD_ACCESS.bus],
		[{ highway: 'bus_guideway' }, ROAD_ACCESS.no],
		[{ access: 'no', hgv: 'yes' }, ROAD_ACCESS.yes],
		[{ motor_vehicle: 'no' }, ROAD_ACCESS.private],
		[{ access: 'no' }, ROAD_ACCESS.no],
		[{ emergency: 'no' }, ROAD_ACCESS.no],
	])('takes the access of %j for %d', (tags, expected) => {
		expect(osmRoadAccess({ highway: 'service', ...(tags as Tags) })).toBe(expected);
	});

	it('tells what it does not keep, and refuses ferries', () => {
		const { rejects, roads } = read([
			street(1, [1, 2], { 'maxheight:conditional': '3 @ wet', oneway: 'reversible' }),
			street(2, [2, 3], { maxheight: 'below_default', maxaxleload: '8' }),
			[3, [3, 4], { route: 'ferry', name: '渡' }],
			street(4, [4, 5], { 'lanes:conditional': '2 @ (07:00-09:00)' }),
		]);
		expect(rejects.map(({ id, outcome, reason, detail }) => [id, outcome, reason, detail])).toEqual([
			['way/1', 'repaired', 'road/condition-not-read', 'maxheight:conditional=3 @ wet'],
			['way/1', 'repaired', 'road/direction-changes', 'oneway=reversible'],
			['way/2', 'repaired', 'road/limit-unreadable', 'maxheight=below_default'],
			['way/2', 'repaired', 'road/axle-load-not-read', 'maxaxleload=8'],
			['way/3', 'refused', 'road/ferry', '渡'],
		]);
		expect(roads.map(({ id }) => id)).toEqual(['way/1', 'way/2', 'way/4']);
	});
});

describe('readOsmRoads', () => {
	it('limits the stretch next to a height restrictor', () => {
		const { roads } = read([street(1, [1, 2, 3, 4], { maxheight: '4' })], {
			2: { barrier: 'height_restrictor', maxheight: '2.1' },
		});
		expect(roads.map(({ id, maxHeightM, nodes }) => [id, maxHeightM, [...(nodes ?? [])]])).toEqual([
			['way/1/1', 4, [1, 2]],
			['way/1/2', 2.1, [2, 3]],
			['way/1/3', 4, [3, 4]],
		]);
	});

	it('limits only one of two roads that meet at a restrictor, and tells one without a height', () => {
		const { roads, rejects } = read([street(1, [1, 2]), street(2, [2, 3]), street(3, [3, 4])], {
			2: { barrier: 'height_restrictor', 'maxheight:physical': '2.5' },
			3: { barrier: 'height_restrictor' },
		});
		expect(roads.map(({ maxHeightM }) => maxHeightM)).toEqual([2.5, null, null]);
		expect(rejects).toMatchObject([{ id: 'node/3', outcome: 'repaired', reason: 'barrier/no-height' }]);
	});

	it('takes bollards with a wide gap for a limit of width, removable ones for a gate, others for a tear', () => {
		const ways = [street(1, [1, 2, 3, 4, 5, 6])];
		const bollard = { barrier: 'bollard' };
		const wide = read(ways, { 3: { ...bollard, 'maxwidth:physical': '2.8' } }).roads;
		expect(wide.map(({ maxWidthM }) => maxWidthM)).toEqual([null, 2.8, null]);
		const removable = read(ways, { 3: { ...bollard, bollard: 'removable' } }).roads;
		expect(removable.map(({ access }) => access)).toEqual([0, ROAD_ACCESS.gate, 0]);
		const narrow = read(ways, { 3: { ...bollard, 'maxwidth:physical': '1.2' } }).roads;
		expect(narrow.map(({ nodes }) => [...(nodes ?? [])])).toEqual([
			[1, 2, -1],
			[-2, 4, 5, 6],
		]);
	});

	it('takes a gate with its width', () => {
		const { roads } = read([street(1, [1, 2, 3])], { 2: { barrier: 'gate', width: '3.2' } });
		expect(roads.map(({ access, maxWidthM }) => [access, maxWidthM])).toEqual([
			[0, null],
			[ROAD_ACCESS.gate, 3.2],
		]);
	});
});

describe('readOsmSignals', () => {
	it('takes signals on roads, refuses others, tells mini roundabouts', () => {
		const { signals } = read([street(1, [1, 2, 3]), [2, [7, 8], { highway: 'footway' }]], {
			2: { highway: 'traffic_signals' },
			3: { highway: 'mini_roundabout' },
			7: { highway: 'traffic_signals' },
		});
		expect(signals.roadNodes).toEqual([
			{ id: 'node/2', nodeId: 2, lonLat: [1_137_502_000, 230_200_000], signal: true, source: 'town' },
		]);
		expect(signals.rejects.map(({ id, outcome, reason }) => [id, outcome, reason])).toEqual([
			['node/3', 'repaired', 'road-node/mini-roundabout'],
			['node/7', 'refused', 'signal/not-on-road'],
		]);
	});
});

describe('readOsmRestrictions', () => {
	const WAYS: readonly Way[] = [
		street(1, [1, 5]),
		street(2, [5, 9]),
		street(3, [5, 12]),
		street(4, [12, 13]),
		street(5, [13, 14]),
		street(6, [20, 5, 21]),
		[7, [5, 30], { highway: 'footway' }],
	];
	const member = (role: string, ref: number, type: 'node' | 'way' = 'way') => ({ type, ref, role }) as const;
	const relation = (tags: Tags, ...members: OsmRelation['members'][number][]): OsmRelation => ({
		id: 9,
		tags: { type: 'restriction', ...tags },
		members,
	});
	const at5 = [member('from', 1), member('via', 5, 'node'), member('to', 2)];

	it.each([
		['no_left_turn via a node', { restriction: 'no_left_turn' }, at5, [['no', 'way/1', 'way/2', { node: 5 }]]],
		['only_straight_on', { restriction: 'only_straight_on' }, at5, [['only', 'way/1', 'way/2', { node: 5 }]]],
		[
			'via ways in any order',
			{ restriction: 'no_u_turn' },
			[member('from', 1), member('via', 4), member('via', 3), member('to', 5)],
			[['no', 'way/1', 'way/5', { roads: ['way/3', 'way/4'] }]],
		],
		[
			'no_entry from several',
			{ restriction: 'no_entry' },
			[member('from', 1), member('from', 3), member('via', 5, 'node'), member('to', 2)],
			[
				['no', 'way/1', 'way/2', { node: 5 }],
				['no', 'way/3', 'way/2', { node: 5 }],
			],
		],
		[
			'a U-turn on a road',
			{ restriction: 'no_u_turn' },
			[member('from', 1), member('via', 5, 'node'), member('to', 1)],
			[['no', 'way/1', 'way/1', { node: 5 }]],
		],
	])('takes %s', (_, tags, members, expected) => {
		const { turns } = read(WAYS, {}, [relation(tags as Tags, ...members)]);
		expect(turns.rejects).toEqual([]);
		expect(turns.restrictions.map(({ kind, from, to, via }) => [kind, from, to, via])).toEqual(expected);
	});

	it('keeps that emergency vehicles are excepted, and no other exception', () => {
		const except = (value: string) =>
			read(WAYS, {}, [relation({ restriction: 'no_left_turn', except: value }, ...at5)]).turns.restrictions[0]
				?.exceptEmergency;
		expect([except('psv;emergency'), except('bus')]).toEqual([true, false]);
	});

	it.each([
		['missing-member', { restriction: 'no_left_turn' }, [member('from', 99), ...at5.slice(1)]],
		['not-a-road', { restriction: 'no_left_turn' }, [...at5.slice(0, 2), member('to', 7)]],
		['no-via', { restriction: 'no_left_turn' }, [at5[0], at5[2]]],
		['bad-member', { restriction: 'no_left_turn' }, at5.slice(1)],
		['bad-member', { restriction: 'no_left_turn' }, [...at5, member('from', 3)]],
		['bad-via', { restriction: 'no_left_turn' }, [...at5, member('via', 12, 'node')]],
		['not-connected', { restriction: 'no_left_turn' }, [...at5.slice(0, 2), member('to', 5)]],
		['not-connected', { restriction: 'no_u_turn' }, [member('from', 1), member('via', 4), member('to', 5)]],
		['within-a-road', { restriction: 'no_left_turn' }, [member('from', 6), ...at5.slice(1)]],
		['unknown-kind', { restriction: 'give_way' }, at5],
		['some-vehicles', { 'restriction:hgv': 'no_left_turn' }, at5],
		['some-vehicles', { restriction: 'no_left_turn', except: 'motor_vehicle' }, at5],
		['at-times', { 'restriction:conditional': 'no_left_turn @ (07:00-09:00)' }, at5],
		['at-times', { restriction: 'no_left_turn', hour_on: '7', hour_off: '18' }, at5],
	])('refuses %s: %j', (reason, tags, members) => {
		const { turns } = read(WAYS, {}, [relation(tags as Tags, ...(members as OsmRelation['members']))]);
		expect(turns.restrictions).toEqual([]);
		expect(turns.rejects).toMatchObject([
			{ source: 'town', id: 'relation/9', outcome: 'refused', reason: `turn-restriction/${reason}` },
		]);
	});
});

import type { BadInput, BadOutcome } from './bad-input.ts';
import { build, CORNER, writeInput, writeLines } from './features.ts';

const [lon, lat] = CORNER;
type Coordinates = readonly (readonly (number | null)[])[];

/** A street past the sound buildings, west to east. */
const STREET: Coordinates = [
	[lon, lat - 0.0005],
	[lon + 0.001, lat - 0.0005],
	[lon + 0.003, lat - 0.0005],
];
const SIDE: Coordinates = [
	[lon + 0.001, lat - 0.0005],
	[lon + 0.001, lat - 0.002],
];

function line(id: string, coordinates: Coordinates, properties: Readonly<Record<string, unknown>> = {}): object {
	return {
		type: 'Feature',
		properties: { id, class: 'primary', ...properties },
		geometry: { type: 'LineString', coordinates },
	};
}

const collection = (features: readonly object[]) => JSON.stringify({ type: 'FeatureCollection', features });
const SOUND = [line('main', STREET), line('side', SIDE)];

function roads(dir: string, features: readonly object[]): string {
	return `roads=${writeInput(dir, 'net.geojson', collection([...SOUND, ...features]))}`;
}

function road(kind: string, features: readonly object[], expect: BadOutcome): BadInput {
	return { kind, make: (dir) => build(dir, writeLines(dir, []), roads(dir, features)), expect };
}

function turn(kind: string, row: string, expect: BadOutcome): BadInput {
	const make = (dir: string) => {
		const table = writeInput(dir, 'turns.csv', `id,kind,from,to,via,lon,lat\n${row}\n`);
		return build(dir, writeLines(dir, []), roads(dir, []), `turns=${table}`);
	};
	return { kind, make, expect };
}

/** An OpenStreetMap file of a street with a way more, and a relation. */
function osm(kind: string, elements: string, expect: BadOutcome): BadInput {
	const node = (id: number, x: number, y: number) => `<node id="${id}" lon="${lon + x / 1e4}" lat="${lat + y / 1e4}"/>`;
	const way = (id: number, refs: readonly number[]) =>
		`<way id="${id}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}<tag k="highway" v="primary"/></way>`;
	const nodes = [node(1, 0, -5), node(2, 10, -5), node(3, 20, -5), node(4, 10, -15)];
	const text = `<osm version="0.6">${nodes.join('')}${way(1, [1, 2])}${way(2, [2, 3])}${way(3, [2, 4])}${elements}</osm>`;
	return { kind, make: (dir) => build(dir, writeLines(dir, []), writeInput(dir, 'streets.osm', text)), expect };
}

const refused = (reason: string): BadOutcome => ({ reason, outcome: 'refused' });
const repaired = (reason: string): BadOutcome => ({ reason, outcome: 'repaired' });
const member = (type: string, ref: number, role: string) => `<member type="${type}" ref="${ref}" role="${role}"/>`;
const restriction = (kind: string, members: readonly string[]) =>
	`<relation id="7">${members.join('')}<tag k="type" v="restriction"/>${kind}</relation>`;
const NO_LEFT = '<tag k="restriction" v="no_left_turn"/>';
const AT_2 = [member('way', 1, 'from'), member('node', 2, 'via'), member('way', 3, 'to')];

/** Roads, turn restrictions and signals that are wrong in a file that is not. */
export const BAD_ROADS: readonly BadInput[] = [
	road(
		'a point among the roads',
		[{ type: 'Feature', properties: { class: 'primary' }, geometry: { type: 'Point', coordinates: [lon, lat] } }],
		refused('road/not-a-line'),
	),
	road('a road without length', [line('x', [STREET[0], STREET[0]] as Coordinates)], refused('road/zero-length')),
	road('a road without a class', [line('x', STREET, { class: null })], refused('road/no-class')),
	road('a class of roads that is none', [line('x', STREET, { class: 'xyzzy' })], refused('road/unknown-class')),
	road('a road that is planned', [line('x', STREET, { class: '规划道路' })], refused('road/not-built')),
	road('a ferry', [line('x', STREET, { class: '轮渡' })], refused('road/ferry')),
	road('a clearance of 38 m', [line('x', STREET, { maxheight: 38 })], repaired('road/impossible-number')),
	road('a weight limit in words', [line('x', STREET, { maxweight: 'heavy' })], repaired('road/bad-number')),
	road('a one-way sign that is none', [line('x', STREET, { oneway: 'perhaps' })], repaired('road/bad-oneway')),
	road(
		'a road that ends 30 cm before another',
		[
			line('x', [
				[lon + 0.002, lat - 0.0005 + 0.0000027],
				[lon + 0.002, lat],
			]),
		],
		repaired('road/end-joined'),
	),
	road(
		'a road 2,000 km from the others',
		[
			line(
				'x',
				STREET.map(([x, y]) => [(x as number) - 20, y as number]),
			),
		],
		refused('road/far-away'),
	),
	road('a road without an id', [{ ...line('x', STREET), properties: { class: 'primary' } }], {
		warning: 'road/made-ids',
	}),
	turn(
		'a turn from a road that is not there',
		'1,no_left_turn,nowhere,side,,,',
		refused('turn-restriction/no-such-road'),
	),
	turn('a turn between roads that do not meet there', `1,no_left_turn,main,side,,${lon},${lat - 0.0005}`, {
		...refused('turn-restriction/not-connected'),
	}),
	turn('a turn of an unknown kind', '1,give_way,main,side,,,', refused('turn-restriction/unknown-kind')),
	{
		kind: 'traffic signals beside no road',
		make: (dir) => {
			const table = writeInput(dir, 'lights.csv', `id,lon,lat\n1,${lon},${lat + 0.01}\n`);
			return build(dir, writeLines(dir, []), roads(dir, []), `signals=${table}`);
		},
		expect: refused('signal/not-on-road'),
	},
	osm(
		'OSM: a restriction whose road is not in the file',
		restriction(NO_LEFT, [member('way', 9, 'from'), ...AT_2.slice(1)]),
		{
			...refused('turn-restriction/missing-member'),
		},
	),
	osm('OSM: a restriction without via', restriction(NO_LEFT, [AT_2[0], AT_2[2]] as string[]), {
		...refused('turn-restriction/no-via'),
	}),
	osm(
		'OSM: a restriction for goods vehicles only',
		restriction('<tag k="restriction:hgv" v="no_left_turn"/>', AT_2),
		refused('turn-restriction/some-vehicles'),
	),
	osm(
		'OSM: a limit that holds at times',
		'<way id="4"><nd ref="3"/><nd ref="4"/><tag k="highway" v="service"/><tag k="maxheight:conditional" v="3 @ wet"/></way>',
		repaired('road/condition-not-read'),
	),
	osm(
		'OSM: a height limit that is no number',
		'<way id="4"><nd ref="3"/><nd ref="4"/><tag k="highway" v="service"/><tag k="maxheight" v="below_default"/></way>',
		repaired('road/limit-unreadable'),
	),
	osm(
		'OSM: a height restrictor without a height',
		`<node id="5" lon="${lon + 0.002}" lat="${lat - 0.0015}"><tag k="barrier" v="height_restrictor"/></node><way id="4"><nd ref="3"/><nd ref="5"/><nd ref="4"/><tag k="highway" v="service"/></way>`,
		repaired('barrier/no-height'),
	),
];

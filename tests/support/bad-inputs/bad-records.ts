import type { BadInput, BadOutcome } from './bad-input.ts';
import { build, CORNER, feature, square, writeLines } from './features.ts';

const [lon, lat] = CORNER;

function record(kind: string, features: readonly object[], expect: BadOutcome): BadInput {
	return { kind, make: (dir) => build(dir, writeLines(dir, features)), expect };
}

const refused = (reason: string): BadOutcome => ({ reason, outcome: 'refused' });
const repaired = (reason: string): BadOutcome => ({ reason, outcome: 'repaired' });

/** Single records that are wrong in a file that is not. */
export const BAD_RECORDS: readonly BadInput[] = [
	record(
		'a record without geometry',
		[{ type: 'Feature', id: 'x', properties: {}, geometry: null }],
		refused('building/no-geometry'),
	),
	record(
		'a line among the buildings',
		[{ type: 'Feature', id: 'x', properties: {}, geometry: { type: 'LineString', coordinates: square().slice(0, 3) } }],
		refused('building/not-an-area'),
	),
	record('an outline of two points', [feature('x', square().slice(0, 2))], refused('building/too-few-vertices')),
	record(
		'an outline without area',
		[feature('x', [square()[0], square()[1], square()[0], square()[1], square()[0]] as Pair[])],
		refused('building/too-few-vertices'),
	),
	record('an outline of 3 cm', [feature('x', square(0, 0.0000003))], refused('building/zero-area')),
	record(
		'an outline that crosses itself (a bow tie)',
		[feature('x', [square()[0], square()[2], square()[1], square()[3], square()[0]] as Pair[])],
		repaired('building/self-intersection'),
	),
	record(
		'a spike',
		[
			feature('x', [
				square()[0],
				square()[1],
				[lon + 0.0003, lat],
				square()[1],
				square()[2],
				square()[3],
				square()[0],
			] as Pair[]),
		],
		repaired('building/spike'),
	),
	record(
		'points that repeat',
		[feature('x', [square()[0], square()[0], ...square().slice(1)] as Pair[])],
		repaired('building/repeated-vertices'),
	),
	record(
		'a hole outside its outline',
		[{ type: 'Feature', id: 'x', properties: {}, geometry: { type: 'Polygon', coordinates: [square(0), square(2)] } }],
		repaired('building/hole-outside'),
	),
	record(
		'one part of a multipolygon unusable',
		[
			{
				type: 'Feature',
				id: 'x',
				properties: {},
				geometry: { type: 'MultiPolygon', coordinates: [[square(0)], [square(2).slice(0, 2)]] },
			},
		],
		repaired('building/polygon-dropped'),
	),
	record(
		'a coordinate that is null',
		[feature('x', [[null, lat], ...square().slice(1)])],
		refused('record/bad-geometry'),
	),
	record(
		'coordinates out of range',
		[
			feature(
				'x',
				square().map(([x, y]) => [x + 100, y]),
			),
		],
		refused('building/out-of-range'),
	),
	record(
		'coordinates at 0, 0',
		[
			feature(
				'x',
				square().map(([x, y]) => [x - lon, y - lat]),
			),
		],
		refused('building/null-island'),
	),
	record(
		'longitude and latitude swapped',
		[
			feature(
				'x',
				square().map(([x, y]) => [y, x]),
			),
		],
		repaired('building/swapped-axes'),
	),
	record(
		'a building 2,000 km from the others',
		[
			feature(
				'x',
				square().map(([x, y]) => [x - 20, y]),
			),
		],
		refused('building/far-away'),
	),
	record(
		'an id that was there before',
		[feature('x', square(0)), feature('x', square(2))],
		refused('building/duplicate-id'),
	),
	record('no id', [feature(null, square())], { warning: 'building/made-ids' }),
	record('a height of -3', [feature('x', square(), { height: -3 })], repaired('building/impossible-height')),
	record('a height of 9999', [feature('x', square(), { height: 9999 })], repaired('building/impossible-height')),
	record('a height in words', [feature('x', square(), { height: 'tall' })], repaired('building/bad-number')),
	record(
		'floors against height',
		[feature('x', square(), { height: 90, floors: 2 })],
		repaired('building/floors-against-height'),
	),
	record('floors that cannot be', [feature('x', square(), { floors: 900 })], repaired('building/impossible-floors')),
	record('a structure that is no structure', [feature('x', square(), { structure: 'xyzzy' })], {
		line: '1 of them not readable',
	}),
];

type Pair = readonly (number | null)[];

import { describe, expect, it } from 'vitest';
import { listMarkKinds } from '../../../src/app/command/map/marks-legend.tsx';
import { type Mark, markSchema } from '../../../src/domain/tactics/mark.ts';

const point = { type: 'Point', coordinates: [113, 23] };
const mark = (fields: object): Mark => markSchema.parse({ geometry: point, ...fields });

describe('marks in the legend', () => {
	it('each kind once, in the order of the palette; none of a hidden phase; a plain shape by what it is', () => {
		const marks = new Map([
			['a', mark({ symbol: 'command-post' })],
			['b', mark({ symbol: 'nozzle' })],
			['c', mark({ symbol: 'nozzle' })],
			['d', mark({ symbol: 'medical', phase: 'all-out' })],
			[
				'e',
				mark({
					geometry: {
						type: 'LineString',
						coordinates: [
							[113, 23],
							[113.1, 23],
						],
					},
				}),
			],
		]);
		const codes = (hidden: Mark['phase'][]) => listMarkKinds(marks, hidden).map(({ code }) => code);
		expect(codes(['all-out'])).toEqual(['nozzle', 'command-post', 'line']);
		expect(codes([])).toEqual(['nozzle', 'command-post', 'medical', 'line']);
		expect(listMarkKinds(new Map(), [])).toEqual([]);
	});
});

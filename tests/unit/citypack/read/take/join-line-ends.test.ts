import { describe, expect, it } from 'vitest';
import { joinLineEnds } from '../../../../../src/citypack/read/take/join-line-ends.ts';

/** Degrees x 1e7 of places in metres about 113.75 E, 23 N: a degree of longitude is 102,542 m there, of latitude 110,753 m. */
const place = (x: number, y: number) => [
	Math.round((113.75 + x / 102_542) * 1e7),
	Math.round((23 + y / 110_753) * 1e7),
];
const line = (level: 'ground' | 'bridge', ...at: readonly (readonly [number, number])[]) => ({
	level,
	lonLat: Int32Array.from(at.flatMap(([x, y]) => place(x, y))),
});
const join = (lines: Parameters<typeof joinLineEnds>[0], reachM = 0.5) => {
	const { lines: joined, joined: told } = joinLineEnds(lines, reachM);
	return { lines: joined.map((one) => [...one]), told: told.map(({ line, to, gapM }) => [line, to, gapM.toFixed(1)]) };
};

describe('joinLineEnds', () => {
	const main = line('ground', [0, 0], [100, 0]);

	it('makes an end beside a line a vertex of it', () => {
		const { lines, told } = join([main, line('ground', [40, 0.3], [40, 50])]);
		expect(lines[0]).toEqual([...place(0, 0), ...place(40, 0.3), ...place(100, 0)]);
		expect(told).toEqual([[1, 0, '0.3']]);
	});

	it('moves an end onto a vertex in reach', () => {
		const { lines, told } = join([main, line('ground', [100.3, 0.2], [150, 0])]);
		expect(lines[0]).toEqual([...place(0, 0), ...place(100.3, 0.2)]);
		expect(lines[1]).toEqual([...place(100.3, 0.2), ...place(150, 0)]);
		expect(told).toEqual([[0, 1, '0.4']]);
	});

	it('joins two ends once, whichever comes first', () => {
		const { told } = join([line('ground', [-50, 0], [-0.2, 0]), main]);
		expect(told).toEqual([[0, 1, '0.2']]);
	});

	it('leaves alone what crosses, what lies farther off, and what meets already', () => {
		const crossing = line('ground', [50, -20], [50, 20]);
		const far = line('ground', [30, 0.7], [30, 20]);
		const meets = line('ground', [100, 0], [100, 30]);
		expect(join([main, crossing, far, meets]).told).toEqual([]);
		expect(join([main, line('ground', [40, 0.3], [40, 50])], 0).told).toEqual([]);
	});

	it('does not join an end below a bridge to it, but at its ends', () => {
		const bridge = line('bridge', [0, 0], [100, 0]);
		expect(join([bridge, line('ground', [40, 0.3], [40, 50])]).told).toEqual([]);
		expect(join([bridge, line('ground', [-0.3, 0], [-40, 0])]).told).toEqual([[0, 1, '0.3']]);
	});
});

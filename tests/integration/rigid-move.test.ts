import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessPlace } from '../../src/analysis/alert/assess-place.ts';
import { PLAIN_SITUATION } from '../../src/domain/alert/situation.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import type { Position } from '../../src/domain/geo/lon-lat.ts';
import { createMover, type Move, makeAlarmTown, putDown } from '../support/make-alarm-town.ts';

const HERE: Move = { at: { lon: 113.75, lat: 23.02 }, turnDeg: 0 };
/** Lengths and places, metres; both sides are rounded to a centimetre. */
const LENGTH_M = 0.0101;
const PLACE_M = 0.03;
/** What is rounded to a tenth may come to lie on the other side of a half. */
const TENTH = 0.101;
/** What names a quarter of the compass, what was put in, and the hole in the coverage, which is drawn on the city's grid. */
const SKIPPED = new Set(['facing', 'side', 'situation', 'at', 'coverage.polygons']);

interface Compared {
	readonly move: Move;
	readonly differences: string[];
}

function compare(path: string, key: string, a: unknown, b: unknown, compared: Compared): void {
	const { move, differences } = compared;
	const say = () =>
		differences.push(`${path}: ${JSON.stringify(a)?.slice(0, 80)} -> ${JSON.stringify(b)?.slice(0, 80)}`);
	if (SKIPPED.has(key) || SKIPPED.has(path.split('.').slice(-2).join('.'))) return;
	if (isPosition(a)) {
		if (apartM(a, b as Position, move) > PLACE_M) say();
	} else if (Array.isArray(a) && Array.isArray(b)) {
		if (a.length !== b.length) say();
		else for (const [i, item] of a.entries()) compare(`${path}[${i}]`, key, item, b[i], compared);
	} else if (isRecord(a) && isRecord(b)) {
		if (typeof a.lon === 'number' && typeof b.lon === 'number') {
			if (apartM([a.lon, a.lat as number], [b.lon, b.lat as number], move) > PLACE_M) say();
		}
		for (const inner of new Set([...Object.keys(a), ...Object.keys(b)])) {
			if (inner !== 'lon' && inner !== 'lat') compare(`${path}.${inner}`, inner, a[inner], b[inner], compared);
		}
	} else if (typeof a === 'number' && typeof b === 'number') {
		if (!isSame(key, a, b, move.turnDeg)) say();
	} else if (a !== b) say();
}

function isSame(key: string, a: number, b: number, turnDeg: number): boolean {
	if (key.endsWith('Deg') && key !== 'halfDeg')
		return Math.abs(((((b - a - turnDeg) % 360) + 540) % 360) - 180) <= TENTH;
	return Math.abs(b - a) <= (key.endsWith('M') && !(isTenth(a) && isTenth(b)) ? LENGTH_M : TENTH);
}

function isTenth(value: number): boolean {
	return Math.abs(value * 10 - Math.round(value * 10)) < 1e-9;
}

/** Whether two numbers are a longitude and latitude of the town where it was made. */
function isPosition(value: unknown): value is Position {
	if (!Array.isArray(value) || value.length !== 2) return false;
	return Math.abs(value[0] - HERE.at.lon) < 1 && Math.abs(value[1] - HERE.at.lat) < 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function apartM(a: Position, b: Position, move: Move): number {
	const [here, there] = [createMover(HERE).toTown(a), createMover(move).toTown(b)];
	return Math.hypot(here[0] - there[0], here[1] - there[1]);
}

async function assessAt(seed: number, move: Move): Promise<Assessment> {
	const wind = { fromDeg: (70 + move.turnDeg) % 360, speedMps: 4, basis: 'said', observedAtMs: null } as const;
	const situation = { ...PLAIN_SITUATION, fireFloor: 3, wind };
	return assessPlace(putDown(makeAlarmTown(seed), move), move.at, { nowMs: Date.UTC(2026, 2, 3, 2), situation });
}

describe('a town that is moved and turned as a whole', () => {
	it('A1 to A21: no result changes by more than a centimetre, bearings turn along', async () => {
		const moves = fc.record({
			seed: fc.nat(100_000),
			lon: fc.double({ min: -170, max: 170, noNaN: true }),
			lat: fc.double({ min: -60, max: 60, noNaN: true }),
			turnDeg: fc.double({ min: 0, max: 360, noNaN: true, maxExcluded: true }),
		});
		await fc.assert(
			fc.asyncProperty(moves, async ({ seed, lon, lat, turnDeg }) => {
				fc.pre(Math.abs(lon) > 25);
				const move: Move = { at: { lon, lat }, turnDeg };
				const compared: Compared = { move, differences: [] };
				const [here, there] = [await assessAt(seed, HERE), await assessAt(seed, move)];
				expect(here.findings.filter(({ code }) => code === 'part/failed')).toEqual([]);
				compare('', '', here, there, compared);
				expect(compared.differences).toEqual([]);
			}),
			{ numRuns: 20, seed: 5, endOnFailure: true },
		);
	});
});

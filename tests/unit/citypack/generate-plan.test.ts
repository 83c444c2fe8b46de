import { describe, expect, it } from 'vitest';
import { cutToQuota, moveShortfall, shareByPopulation } from '../../../src/citypack/generate/allot-buildings.ts';
import { parseSketch } from '../../../src/citypack/generate/city-plane.ts';
import { chineseNumber, createStreetNamer, englishOrdinal } from '../../../src/citypack/generate/names.ts';
import { createRng, Rng } from '../../../src/citypack/generate/rng.ts';
import { OUTLINE } from '../../../src/citypack/generate/sketch/outline.ts';
import { TOWNS } from '../../../src/citypack/generate/sketch/towns.ts';
import { findTown, fitTownCells } from '../../../src/citypack/generate/town-cells.ts';
import { UsageError } from '../../../src/domain/errors.ts';

describe('Rng', () => {
	it('is mulberry32', () => {
		// From a Python version of the published algorithm, seed 1.
		const rng = new Rng(1);
		expect([rng.next(), rng.next()]).toEqual([0.6270739405881613, 0.002735721180215478]);
	});
});

describe('towns', () => {
	it('are the 33 of the 2020 census', () => {
		expect(TOWNS.length).toBe(33);
		// The census total of the whole city, as published.
		expect(TOWNS.reduce((sum, town) => sum + town.population, 0)).toBe(10_466_625);
	});

	it('are cells that hold their own seats and come near their areas', () => {
		const cells = fitTownCells(parseSketch(OUTLINE));
		const far: string[] = [];
		TOWNS.forEach((town, t) => {
			expect(TOWNS[findTown(cells, cells.x[t] as number, cells.y[t] as number)]?.name).toBe(town.name);
			const ratio = (cells.areaM2[t] as number) / 1e6 / town.areaKm2;
			if (ratio < 0.8 || ratio > 1.25) far.push(town.name);
		});
		// The seats of 万江 and 莞城 lie 1.7 km apart: no cells of their sizes hold both, and their neighbours gain.
		expect(far.length).toBeLessThanOrEqual(6);
	});
});

describe('shares', () => {
	it('sum to the number asked for, and follow the population', () => {
		for (const buildings of [1, 33, 2000, 99_999, 1_700_000]) {
			expect(shareByPopulation(buildings).reduce((sum, share) => sum + share, 0)).toBe(buildings);
		}
		// 虎门: 838,144 x 1,700,000 / 10,466,625 = 136,132.0
		const humen = TOWNS.findIndex((town) => town.name === '虎门镇');
		expect(Math.abs((shareByPopulation(1_700_000)[humen] as number) - 136_132.0)).toBeLessThan(1);
	});

	it('are cut from the seat outward', () => {
		expect(cutToQuota([5, 5, 5], 7)).toEqual([5, 2, 0]);
		expect(cutToQuota([5, 5], 20)).toEqual([5, 5]);
	});

	it('move to towns with room, and refuse more than the city holds', () => {
		expect(moveShortfall([10, 10, 10], [6, 11, 40])).toEqual([6, 11, 13]);
		expect(() => moveShortfall([10, 10], [6, 6])).toThrow(UsageError);
	});
});

describe('names', () => {
	it('count in Chinese and English', () => {
		expect([1, 9, 10, 12, 20, 34, 99].map(chineseNumber)).toEqual([
			'一',
			'九',
			'十',
			'十二',
			'二十',
			'三十四',
			'九十九',
		]);
		expect([1, 2, 3, 4, 11, 12, 13, 21, 42].map(englishOrdinal).join(' ')).toBe(
			'1st 2nd 3rd 4th 11th 12th 13th 21st 42nd',
		);
	});

	it('of streets are unique within a town', () => {
		const next = createStreetNamer(createRng(1, 'x'), new Set(['鸿福路']));
		const names = Array.from({ length: 2500 }, () => next().zh);
		expect(new Set(names).size).toBe(2500);
		expect(names.includes('鸿福路')).toBe(false);
	});
});

import { describe, expect, it } from 'vitest';
import { extendTrack, findPlace, isMoving, startTrack } from '../../../src/scene/engine/smooth-track.ts';

const first = { lon: 113, lat: 23, headingDeg: 350, atMs: 1_000 };
const second = { lon: 113.001, lat: 23.002, headingDeg: 10, atMs: 2_000 };

describe('smooth track', () => {
	it('stands still after one fix', () => {
		const track = startTrack(first);
		expect(findPlace(track, 99_000)).toMatchObject({ lon: 113, lat: 23, headingDeg: 350 });
		expect(isMoving(track, 1_500)).toBe(false);
	});

	it('is half way after half the time between the fixes, and turns the short way through north', () => {
		const place = findPlace(extendTrack(startTrack(first), second), 2_500);
		expect(place.lon).toBeCloseTo(113.0005, 9);
		expect(place.lat).toBeCloseTo(23.001, 9);
		expect(place.headingDeg).toBeCloseTo(0, 6);
	});

	it('never goes beyond the newest fix', () => {
		const track = extendTrack(startTrack(first), second);
		expect(findPlace(track, 60_000)).toMatchObject({ lon: 113.001, lat: 23.002, headingDeg: 10 });
		expect(isMoving(track, 2_999)).toBe(true);
		expect(isMoving(track, 3_000)).toBe(false);
	});

	it('goes on from where it is shown when a fix comes early', () => {
		const track = extendTrack(extendTrack(startTrack(first), second), { ...second, lon: 113.003, atMs: 2_500 });
		expect(findPlace(track, 2_500).lon).toBeCloseTo(113.0005, 9);
	});

	it('jumps over a gap in which nothing was heard', () => {
		const track = extendTrack(startTrack(first), { ...second, atMs: 20_000 });
		expect(findPlace(track, 20_000)).toMatchObject({ lon: 113.001, lat: 23.002 });
	});
});

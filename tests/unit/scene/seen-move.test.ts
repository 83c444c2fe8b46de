import { describe, expect, it } from 'vitest';
import { isSeenMove, keepInPicture } from '../../../src/scene/engine/seen-move.ts';

const SIZE = { width: 800, height: 600 };

describe('what is drawn anew for something that moves', () => {
	it('is a step of a pixel and more, and no less', () => {
		expect(isSeenMove({ x: 10, y: 10 }, { x: 10.6, y: 10.6 })).toBe(false);
		expect(isSeenMove({ x: 10, y: 10 }, { x: 10.6, y: 10.8 })).toBe(true);
	});

	it('is what comes into the picture or leaves it, and not what stays outside', () => {
		expect(isSeenMove(null, { x: 1, y: 1 })).toBe(true);
		expect(isSeenMove({ x: 1, y: 1 }, null)).toBe(true);
		expect(isSeenMove(null, null)).toBe(false);
	});

	it('lies outside only when no part of its symbol can be seen', () => {
		expect(keepInPicture({ x: -17, y: 300 }, SIZE, 18)).toEqual({ x: -17, y: 300 });
		expect(keepInPicture({ x: -19, y: 300 }, SIZE, 18)).toBeNull();
		expect(keepInPicture({ x: 400, y: 617 }, SIZE, 18)).toEqual({ x: 400, y: 617 });
		expect(keepInPicture({ x: 400, y: 619 }, SIZE, 18)).toBeNull();
		expect(keepInPicture({ x: 819, y: 10 }, SIZE, 18)).toBeNull();
		expect(keepInPicture({ x: 10, y: -19 }, SIZE, 18)).toBeNull();
		expect(keepInPicture(undefined, SIZE, 18)).toBeNull();
	});
});

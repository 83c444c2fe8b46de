import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, type LabelWish, placeLabels } from '../../../src/scene/engine/place-labels.ts';

const CANVAS = { width: 800, height: 600 };

function wish(id: string, rank: number, x: number, y: number, extra: Partial<LabelWish> = {}): LabelWish {
	return { id, rank, width: 80, height: 20, gapPx: 10, anchors: [{ x, y }], ...extra };
}

const meet = (a: Box, b: Box) =>
	a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('placeLabels', () => {
	it('stands to the right of its anchor, half its height up, when nothing is in the way', () => {
		const placed = placeLabels([wish('a', 1, 300, 200)], CANVAS, { most: 14 });
		expect(placed.get('a')?.box).toEqual({ x: 310, y: 190, width: 80, height: 20 });
	});

	it('goes to the left at the right edge of the canvas', () => {
		const placed = placeLabels([wish('a', 1, 760, 200)], CANVAS, { most: 14 });
		expect(placed.get('a')?.box.x).toBe(760 - 80 - 10);
	});

	it('lets the less important label give way', () => {
		const placed = placeLabels([wish('low', 9, 300, 200), wish('high', 1, 300, 200)], CANVAS, { most: 14 });
		expect(placed.get('high')?.choice).toBe(0);
		expect(placed.get('low')?.choice).not.toBe(0);
	});

	it('leaves out the least important when four labels have taken all sides', () => {
		const wishes = [1, 2, 3, 4, 5].map((rank) => wish(`r${rank}`, rank, 300, 200, { gapPx: 14 }));
		const placed = placeLabels(wishes, CANVAS, { most: 14 });
		expect([...placed.keys()]).toEqual(['r1', 'r2', 'r3', 'r4']);
	});

	it('shows at most so many, the most important first', () => {
		const wishes = [5, 4, 3, 2, 1].map((rank) => wish(`r${rank}`, rank, 100, rank * 80));
		expect([...placeLabels(wishes, CANVAS, { most: 2 }).keys()]).toEqual(['r1', 'r2']);
	});

	it('tries the next anchor when the first is taken', () => {
		const anchors = [
			{ x: 300, y: 200 },
			{ x: 300, y: 400 },
		];
		const wall = { x: 150, y: 150, width: 320, height: 100 };
		const placed = placeLabels([wish('a', 1, 0, 0, { anchors })], CANVAS, { most: 14, taken: [wall] });
		expect(placed.get('a')?.box.y).toBe(390);
	});

	it('keeps its side while that is free', () => {
		const placed = placeLabels([wish('a', 1, 300, 200)], CANVAS, { most: 14, previous: new Map([['a', 3]]) });
		expect(placed.get('a')).toEqual({ box: { x: 260, y: 210, width: 80, height: 20 }, choice: 3 });
	});

	it('never puts a label over a label or off the canvas', () => {
		const anyWish = fc.record({
			x: fc.integer({ min: -50, max: 850 }),
			y: fc.integer({ min: -50, max: 650 }),
			width: fc.integer({ min: 10, max: 200 }),
			rank: fc.integer({ min: 0, max: 70 }),
		});
		fc.assert(
			fc.property(fc.array(anyWish, { maxLength: 40 }), (list) => {
				const wishes = list.map(({ x, y, width, rank }, index) => wish(String(index), rank, x, y, { width }));
				const boxes = [...placeLabels(wishes, CANVAS, { most: 14 }).values()].map(({ box }) => box);
				expect(boxes.length).toBeLessThanOrEqual(14);
				for (const [index, box] of boxes.entries()) {
					expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 800 && box.y + box.height <= 600).toBe(true);
					expect(boxes.slice(index + 1).some((other) => meet(box, other))).toBe(false);
				}
			}),
		);
	});
});

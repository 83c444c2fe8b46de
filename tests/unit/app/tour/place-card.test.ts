import { describe, expect, it } from 'vitest';
import { placeCard } from '../../../../src/app/shell/tour/place-card.ts';

const CARD = { width: 300, height: 100 };
const VIEW = { width: 1366, height: 768 };

describe('placeCard', () => {
	it('stands below what it points at, under its middle', () => {
		expect(placeCard({ left: 600, top: 10, width: 100, height: 30 }, CARD, VIEW)).toEqual({ left: 500, top: 52 });
	});

	it('stands above what lies at the lower edge', () => {
		expect(placeCard({ left: 600, top: 700, width: 100, height: 60 }, CARD, VIEW)).toEqual({ left: 500, top: 588 });
	});

	it('stands left of a panel that fills the right side from top to bottom', () => {
		// 1038 - 12 - 300 = 726; middle 384 - 50 = 334.
		expect(placeCard({ left: 1038, top: 0, width: 328, height: 768 }, CARD, VIEW)).toEqual({ left: 726, top: 334 });
	});

	it('stays wholly in the window where nothing beside fits', () => {
		expect(placeCard({ left: 0, top: 0, width: 1366, height: 768 }, CARD, VIEW)).toEqual({ left: 533, top: 334 });
		expect(placeCard({ left: 0, top: 5, width: 40, height: 40 }, CARD, VIEW)).toEqual({ left: 12, top: 57 });
	});
});

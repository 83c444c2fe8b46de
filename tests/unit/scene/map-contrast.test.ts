import { describe, expect, it } from 'vitest';
import { BASEMAP_STYLES } from '../../../src/scene/style/basemap-style.ts';
import { SCENE_PALETTES, type ScenePalette } from '../../../src/scene/style/scene-theme.ts';
import { LEVEL_COLOURS } from '../../../src/scene/style/symbols.ts';
import { measureContrast } from '../../support/measure-contrast.ts';

/** WCAG 2.2: graphics 1.4.11, text 1.4.3. */
const LEAST = { graphic: 3, text: 4.5 } as const;

/**
 * Contrast of what lines and symbols are drawn in: against their casing, which is all that touches them, and the least of it against
 * road, block, yard, pavement, water, park and the roofs of the city. Computed with a second tool (Python, WCAG 2.2 relative luminance).
 */
const PRINTED = {
	dark: {
		route: { casing: 18.8, ground: 6.2 },
		dimension: { casing: 18.8, ground: 6.2 },
		danger: { casing: 6.7, ground: 2.2 },
		water: { casing: 9.3, ground: 3.0 },
		reach: { casing: 9.8, ground: 3.2 },
		attention: { casing: 10.5, ground: 3.5 },
		accent: { casing: 9.0, ground: 3.0 },
		neutral: { casing: 7.1, ground: 2.3 },
		textQuiet: { casing: 7.1, ground: 2.3 },
	},
	light: {
		route: { casing: 16.6, ground: 11.1 },
		dimension: { casing: 16.6, ground: 11.1 },
		danger: { casing: 6.1, ground: 4.1 },
		water: { casing: 6.1, ground: 4.1 },
		reach: { casing: 6.2, ground: 4.1 },
		attention: { casing: 6.7, ground: 4.5 },
		accent: { casing: 6.7, ground: 4.4 },
		neutral: { casing: 5.7, ground: 3.8 },
		textQuiet: { casing: 5.7, ground: 3.8 },
	},
} as const;

type Ink = keyof (typeof PRINTED)['dark'];
/** Hatches and thin strokes of these lie on the ground without a casing. */
const UNCASED: readonly Ink[] = ['attention', 'accent', 'water'];

const round = (ratio: number) => Math.round(ratio * 10) / 10;

describe.each(['dark', 'light'] as const)('the map, %s', (theme) => {
	const palette: ScenePalette = SCENE_PALETTES[theme];
	const ground = BASEMAP_STYLES[theme];
	const land = [ground.ground, ground.yard, ground.road, ground.pavement, ground.water, ground.park];
	const grounds = [...land, palette.buildingRoof];
	const worst = (ink: string, on: readonly string[]) => Math.min(...on.map((colour) => measureContrast(ink, colour)));

	it.each(Object.entries(PRINTED[theme]))(
		'%s has the printed contrast, 3:1 at least beside its casing',
		(name, printed) => {
			const ink = palette[name as Ink];
			const found = { casing: round(measureContrast(ink, palette.routeCasing)), ground: round(worst(ink, grounds)) };
			expect(found).toEqual(printed);
			expect(measureContrast(ink, palette.routeCasing)).toBeGreaterThanOrEqual(LEAST.graphic);
			expect(measureContrast(ink, palette.plate)).toBeGreaterThanOrEqual(LEAST.graphic);
		},
	);

	it.each(UNCASED)('%s stands off from all that lies on the ground without a casing too', (name) => {
		expect(worst(palette[name], land)).toBeGreaterThanOrEqual(LEAST.graphic);
	});

	it('strokes on painted facades and the edge of the fire floor stand off from the paint', () => {
		expect(measureContrast(palette.danger, palette.routeCasing)).toBeGreaterThanOrEqual(LEAST.graphic);
		expect(worst(palette.neighbourEdge, [...land, palette.buildingRoof])).toBeGreaterThanOrEqual(LEAST.graphic);
	});

	it('symbols stand off from their casing and glyphs from their fill', () => {
		const pairs = [
			[palette.text, palette.plate],
			[palette.water, palette.plate],
			[palette.waterText, palette.water],
			[palette.alarm, '#FFFFFF'],
			...Object.values(LEVEL_COLOURS),
		] as const;
		for (const [one, other] of pairs) expect(measureContrast(one, other)).toBeGreaterThanOrEqual(LEAST.text);
	});

	it('words are readable: labels on their plate, names on their halo and on the water', () => {
		const pairs = [
			[palette.text, palette.plate],
			[palette.textQuiet, palette.plate],
			[palette.textDanger, palette.plate],
			[ground.streetName, ground.streetNameHalo],
			[ground.placeName, ground.placeNameHalo],
			[ground.waterName, ground.water],
		] as const;
		for (const [text, plate] of pairs) expect(measureContrast(text, plate)).toBeGreaterThanOrEqual(LEAST.text);
	});
});

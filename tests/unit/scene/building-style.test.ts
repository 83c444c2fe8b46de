import { describe, expect, it } from 'vitest';
import { BUILDING_USES } from '../../../src/domain/building.ts';
import { findHeightBand, findUseGroup, HEIGHT_BANDS, USE_COLOURS } from '../../../src/scene/style/building-style.ts';
import { BAND_PAINT, REACH_PAINT } from '../../../src/scene/style/facade-paint.ts';
import { SCENE_PALETTES } from '../../../src/scene/style/scene-theme.ts';

/** WCAG 2.2 relative luminance. */
function luminance(hex: string): number {
	const [red, green, blue] = [1, 3, 5]
		.map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
		.map((share) => (share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)) as [number, number, number];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** `over` laid on `under`, opaque by `alpha`, as '#rrggbb'. */
function mix(over: string, under: string, alpha: number): string {
	const parts = [1, 3, 5].map((start) => {
		const [a, b] = [over, under].map((hex) => Number.parseInt(hex.slice(start, start + 2), 16)) as [number, number];
		return Math.round(a * alpha + b * (1 - alpha));
	});
	return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function contrast(a: string, b: string): number {
	const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
	return (high + 0.05) / (low + 0.05);
}

describe('building style', () => {
	it('takes the band whose lower end a height reaches, as the legend says: 9, 24, 50, 100, 250 m', () => {
		const lower = [0, 8.99, 9, 23.9, 24, 50, 99.9, 100, 249, 250, 423].map((heightM) => findHeightBand(heightM)?.fromM);
		expect(lower).toEqual([0, 0, 9, 9, 24, 50, 50, 100, 100, 250, 250]);
	});

	it('has no band for an unknown height', () => {
		expect(findHeightBand(null)).toBeNull();
		expect(findHeightBand(Number.NaN)).toBeNull();
	});

	it('runs one way in luminance, from .059 to .801 in dark and .764 to .034 in light', () => {
		const dark = HEIGHT_BANDS.map((band) => luminance(band.colour.dark));
		const light = HEIGHT_BANDS.map((band) => luminance(band.colour.light));
		expect(dark).toEqual([...dark].sort((a, b) => a - b));
		expect(light).toEqual([...light].sort((a, b) => b - a));
		expect([dark[0], dark.at(-1), light[0], light.at(-1)].map((value) => Number(value?.toFixed(3)))).toEqual([
			0.059, 0.801, 0.764, 0.034,
		]);
	});

	it('gives every use a colour of the legend; offices are commercial, unknown is other', () => {
		for (const use of BUILDING_USES) expect(USE_COLOURS[findUseGroup(use)]).toMatch(/^#[0-9A-F]{6}$/);
		expect(findUseGroup('office')).toBe('commercial');
		expect(findUseGroup('unknown')).toBe('other');
	});

	it('keeps map text at 4.5:1 and map lines at 3:1 in both themes', () => {
		for (const palette of Object.values(SCENE_PALETTES)) {
			for (const text of [palette.text, palette.textQuiet, palette.textDanger]) {
				expect(contrast(text, palette.plate)).toBeGreaterThanOrEqual(4.5);
			}
			for (const line of [palette.route, palette.dimension, palette.accent, palette.danger, palette.water]) {
				expect(contrast(line, palette.ground)).toBeGreaterThanOrEqual(3);
			}
		}
	});

	describe.each(['dark', 'light'] as const)('what tactics draw, %s', (theme) => {
		const palette = SCENE_PALETTES[theme];

		it('keeps reach, attention and danger at 3:1 on ground and yards', () => {
			for (const line of [palette.reach, palette.attention, palette.danger]) {
				for (const under of [palette.ground, palette.yard]) expect(contrast(line, under)).toBeGreaterThanOrEqual(3);
			}
		});

		it.each([
			['turned from the sun', palette.wallShade[0]],
			['facing it', palette.wallShade[1]],
		])('keeps the reach apart on a wall of the target %s', (_, shade) => {
			const wall = mix(palette.targetRoof, '#000000', shade);
			const painted = mix(palette.reach, wall, REACH_PAINT.alpha);
			// The outline lies between casings, the edge of the band of fire between band and paint: both by 3:1 whatever the wall is.
			expect(contrast(palette.reach, palette.routeCasing)).toBeGreaterThanOrEqual(3);
			const band = mix(palette.danger, painted, BAND_PAINT.alpha);
			expect(contrast(band, palette.routeCasing)).toBeGreaterThanOrEqual(3);
			// Strokes within the paint are a texture: they must be seen in grey, not read.
			const stroke = mix(palette.reachHatch, painted, REACH_PAINT.hatchAlpha);
			expect(contrast(stroke, painted)).toBeGreaterThanOrEqual(1.5);
		});
	});
});

// @vitest-environment happy-dom
import { Cartesian3 } from 'cesium';
import { describe, expect, it } from 'vitest';
import { createLineAppearance, type LineStyle } from '../../../src/scene/style/line-material.ts';
import { createPaintAppearance } from '../../../src/scene/style/paint-material.ts';

const LINE: LineStyle = {
	colour: '#fff',
	casingColour: '#000',
	widthPx: 2,
	casingPx: 1,
	hiddenAlpha: 0.5,
	dashPx: null,
};

describe('materials, of which Cesium keeps the first of each type for ever', () => {
	it('are of one type however many are made, so that a page of days holds no more of them', () => {
		const lines = [LINE, { ...LINE, widthPx: 5 }].map((style) => createLineAppearance(style, 'seen').material.type);
		expect(new Set(lines).size).toBe(1);
		const paints = ['#f00', '#0f0'].map(
			(colour) =>
				createPaintAppearance({ colour, alpha: 0.5, hatch: null }, Cartesian3.fromDegrees(113, 23)).material.type,
		);
		expect(new Set(paints).size).toBe(1);
	});

	it('keep their own figures', () => {
		const [thin, wide] = [LINE, { ...LINE, widthPx: 5 }].map((style) => createLineAppearance(style, 'seen').material);
		expect(thin?.uniforms.width).toBe(2);
		expect(wide?.uniforms.width).toBe(5);
	});
});

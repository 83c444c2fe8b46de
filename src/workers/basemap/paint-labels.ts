import type { BasemapStyle } from '../../domain/basemap.ts';
import { type ArrowMark, type Glyph, type LabelLayout, LINE_FONT_PX, PLACE_FONT } from './layout-labels.ts';

const HALO_PX = 3;

/** Paints names and arrows. */
export function paintLabels(
	context: OffscreenCanvasRenderingContext2D,
	layout: LabelLayout,
	style: BasemapStyle,
): void {
	context.textAlign = 'center';
	context.textBaseline = 'middle';
	context.lineJoin = 'round';
	context.lineCap = 'round';
	paintArrows(context, layout.arrows, style);
	context.font = `${LINE_FONT_PX}px ${style.fontFamily}`;
	context.strokeStyle = style.streetNameHalo;
	context.lineWidth = HALO_PX;
	for (const { kind, glyphs } of layout.lines) {
		if (kind === 'street') paintGlyphs(context, glyphs, (text) => context.strokeText(text, 0, 0));
		context.fillStyle = kind === 'water' ? style.waterName : style.streetName;
		paintGlyphs(context, glyphs, (text) => context.fillText(text, 0, 0));
	}
	context.resetTransform();
	context.strokeStyle = style.placeNameHalo;
	for (const { kind, text, x, y } of layout.points) {
		const { px, weight } = PLACE_FONT[kind];
		context.font = `${weight} ${px}px ${style.fontFamily}`;
		context.fillStyle = kind === 'water' ? style.waterName : kind === 'town' ? style.placeName : style.streetName;
		if (kind !== 'water') context.strokeText(text, x, y);
		context.fillText(text, x, y);
	}
}

function paintGlyphs(
	context: OffscreenCanvasRenderingContext2D,
	glyphs: readonly Glyph[],
	paint: (text: string) => void,
): void {
	for (const { text, x, y, angleRad } of glyphs) {
		const cos = Math.cos(angleRad);
		const sin = Math.sin(angleRad);
		context.setTransform(cos, sin, -sin, cos, x, y);
		paint(text);
	}
}

function paintArrows(
	context: OffscreenCanvasRenderingContext2D,
	arrows: readonly ArrowMark[],
	style: BasemapStyle,
): void {
	context.strokeStyle = style.laneMark;
	context.lineWidth = 1.25;
	for (const { x, y, angleRad } of arrows) {
		context.setTransform(1, 0, 0, 1, x, y);
		context.rotate(angleRad);
		context.beginPath();
		context.moveTo(-6, 0);
		context.lineTo(6, 0);
		context.moveTo(2.5, -3);
		context.lineTo(6, 0);
		context.lineTo(2.5, 3);
		context.stroke();
	}
	context.resetTransform();
}

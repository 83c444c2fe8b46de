import { SCENE_PALETTES, type SceneTheme } from './scene-theme.ts';
import { circle, drawOnce, fillCased, type SymbolImage, strokeCased, write } from './symbol-pen.ts';

/** How fresh a vehicle's position is: now, older than 10 s, older than 5 min. */
export type VehicleFreshness = 'fresh' | 'stale' | 'lost';
/** What it does: it stands by, is at water, or is on its way or at work. */
export type VehicleWork = 'resting' | 'moving' | 'water';

const VEHICLE_ARROW = 'M-9 14V-9L0-18 9-9v23z';

/** The arrow of a vehicle, pointing up; hatched when it is a demo, hollow and dashed when its position is old, dotted when it is lost. */
export function drawVehicleArrow(
	look: { readonly freshness: VehicleFreshness; readonly demo: boolean; readonly work: VehicleWork },
	theme: SceneTheme,
	sizePx: number,
	pixelRatio: number,
): SymbolImage {
	const { freshness, demo, work } = look;
	return drawOnce(`vehicle-${freshness}-${demo}-${work}-${theme}`, 44, sizePx, pixelRatio, (pen) => {
		pen.translate(22, 24);
		const palette = SCENE_PALETTES[theme];
		const body = new Path2D(VEHICLE_ARROW);
		if (freshness === 'fresh') {
			const fill = { resting: palette.neutral, moving: palette.accent, water: palette.water }[work];
			fillCased(pen, body, fill, palette.plate);
			if (!demo) return;
			pen.save();
			pen.clip(body);
			pen.strokeStyle = palette.plate;
			pen.globalAlpha = 0.55;
			pen.lineWidth = 1.6;
			for (let x = -40; x < 40; x += 5) pen.stroke(new Path2D(`M${x} 20 ${x + 40} -20`));
			pen.restore();
			return;
		}
		pen.fillStyle = palette.plate;
		pen.fill(body);
		const dash = freshness === 'stale' ? [4, 3] : [1.5, 3];
		strokeCased(pen, body, palette.neutral, 2, palette.plate, dash);
	});
}

/** The letters of a vehicle's type (SG, YT ...) on a small plate, upright whatever its heading; '?' when it is lost. */
export function drawVehicleLetters(text: string, theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`letters-${text}-${theme}`, 24, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		const plate = new Path2D();
		plate.roundRect(2, 6, 20, 12, 3);
		pen.fillStyle = palette.plate;
		pen.fill(plate);
		write(pen, text, 12, 12.5, 10, palette.text);
	});
}

/** A point of the way that a vehicle came. */
export function drawTrailDot(theme: SceneTheme, sizePx: number, pixelRatio: number): SymbolImage {
	return drawOnce(`trail-${theme}`, 10, sizePx, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		pen.fillStyle = palette.plate;
		pen.fill(circle(5, 5, 4.6));
		pen.fillStyle = palette.accent;
		pen.fill(circle(5, 5, 3));
	});
}

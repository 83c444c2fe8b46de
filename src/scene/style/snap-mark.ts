import type { SnapHit } from '../../domain/snap.ts';
import { SCENE_PALETTES, type SceneTheme } from './scene-theme.ts';
import { circle, drawOnce, type SymbolImage, strokeCased } from './symbol-pen.ts';

const SIZE_PX = 22;

/**
 * What a pointer is caught by, told by shape: corner a square, edge two triangles tip to tip, facade an upright board, roof a gable, road two
 * lines with a stroke between, ground a cross, nothing a ring.
 */
const MARKS: Readonly<Record<SnapHit['snap']['kind'], string | null>> = {
	corner: 'M5 5h14v14H5z',
	edge: 'M5 5h14L5 19h14z',
	facade: 'M7 3v18M17 3v18M7 7h10M7 12h10M7 17h10',
	roof: 'M3 13 12 5l9 8M6 13v6h12v-6',
	road: 'M4 7h16M4 17h16M8 12h8',
	ground: 'M12 4v16M4 12h16',
	none: null,
};

/** Draws the mark of a snap. */
export function drawSnapMark(kind: SnapHit['snap']['kind'], theme: SceneTheme, pixelRatio: number): SymbolImage {
	return drawOnce(`snap-${kind}-${theme}`, 24, SIZE_PX, pixelRatio, (pen) => {
		const palette = SCENE_PALETTES[theme];
		const shape = MARKS[kind];
		strokeCased(pen, shape === null ? circle(12, 12, 7) : new Path2D(shape), palette.accent, 2, palette.plate);
	});
}

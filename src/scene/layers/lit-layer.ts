import type { Position } from '../../domain/geo/lon-lat.ts';
import type { LineStyle } from '../style/line-material.ts';
import { drawHandle } from '../style/road-signs.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines } from './line-batch.ts';
import { drawPointSymbols, type PointSymbol } from './point-symbols.ts';
import type { PictureLit } from './tactics-picture.ts';

/** Geometry that is lit; null = none. */
export interface LitProps extends ThemedProps {
	readonly lit: PictureLit | null;
}

const LEVEL_M = 1.2;
const POINT_PX = 16;

function closeRing(ring: readonly Position[]): Position[] {
	return ring[0] ? [...ring, ring[0]] : [];
}

/** Lights what a number was taken from: lines, outlines and points on the ground, seen through buildings. */
export function createLitLayer(map: MapContext, props: LitProps): Layer<LitProps> {
	const { scene, ground, pixelRatio } = map;
	let erase: (() => void)[] = [];
	const clear = () => {
		for (const undo of erase) undo();
		erase = [];
	};
	const draw = ({ lit, theme }: LitProps) => {
		clear();
		if (!lit) return;
		const palette = SCENE_PALETTES[theme];
		const style: LineStyle = {
			colour: palette.accent,
			widthPx: 4,
			casingColour: palette.routeCasing,
			casingPx: 2,
			dashPx: null,
			hiddenAlpha: 0.6,
		};
		const lines = [...lit.lines, ...lit.polygons.flat().map(closeRing)];
		const points = lit.points.map(
			([lon, lat]): PointSymbol => ({
				at: { lon, lat },
				heightM: ground.heightAt(lon, lat) + LEVEL_M,
				image: drawHandle(true, theme, POINT_PX, pixelRatio),
				pickId: null,
			}),
		);
		erase = [
			drawLines(scene, [{ style, lines: lines.map((line) => ground.drape(line, LEVEL_M)) }]),
			drawPointSymbols(scene, points, { alwaysSeen: true, shrink: null, standsOn: 'middle', pixelRatio }),
		];
	};
	draw(props);
	return { update: draw, destroy: clear };
}

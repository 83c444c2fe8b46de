import { getDrawnHeightM } from '../engine/alarm-lines.ts';
import { findPrismEdges } from '../engine/prism-edges.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import type { PictureBuilding } from './alarm-picture.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines } from './line-batch.ts';

/** The building that was picked. */
export interface SelectionProps extends ThemedProps {
	readonly selection: PictureBuilding | null;
}

/** Outlines the picked building in the accent colour; dotted when its height is unknown. */
export function createSelectionLayer(map: MapContext, props: SelectionProps): Layer<SelectionProps> {
	const draw = ({ selection, theme }: SelectionProps) => {
		if (!selection) return () => {};
		const palette = SCENE_PALETTES[theme];
		const footM = map.ground.footOf(selection.polygons);
		const edges = findPrismEdges(selection.polygons, footM + getDrawnHeightM(selection.heightM), footM);
		return drawLines(map.scene, [
			{
				style: {
					colour: palette.accent,
					widthPx: 2.5,
					casingColour: palette.routeCasing,
					casingPx: 1.5,
					dashPx: selection.heightM === null ? [2, 4] : null,
					hiddenAlpha: 0.36,
				},
				lines: [...edges.foot, ...edges.roof, ...edges.corners],
			},
		]);
	};
	let erase = draw(props);
	return {
		update(next) {
			erase();
			erase = draw(next);
		},
		destroy: () => erase(),
	};
}

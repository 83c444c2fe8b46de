import type { LineStyle } from '../style/line-material.ts';
import { SCENE_PALETTES } from '../style/scene-theme.ts';
import type { MapLabel } from './label-board.ts';
import type { Layer, MapContext, ThemedProps } from './layer.ts';
import { drawLines, type LineGroup } from './line-batch.ts';
import type { PictureHose } from './tactics-picture.ts';

/** Hoses on the map. */
export interface HosesProps extends ThemedProps {
	/** Those in use first: their labels survive. */
	readonly hoses: readonly PictureHose[];
}

const LEVEL_M = 0.5;
const UNCOUNTED_ALPHA = 0.6;
/** Order of survival, see alarm-labels.ts: water in use. */
const RANK = 40;
const LABEL_RANGE_M = 1_500;
/** Half the hydrant's symbol, which stands at the label's place. */
const GAP_PX = 16;

function listLabels(hoses: readonly PictureHose[], { ground }: MapContext): MapLabel[] {
	return hoses.flatMap(({ id, line: [start], label }, order): MapLabel[] => {
		if (!label || !start) return [];
		const [lon, lat] = start;
		return [
			{
				id: `hose-${id}`,
				text: label,
				disc: null,
				rank: RANK + Math.min(order, 9),
				anchors: [[lon, lat, ground.heightAt(lon, lat) + 1.5]],
				gapPx: GAP_PX,
				maximumRangeM: LABEL_RANGE_M,
			},
		];
	});
}

/** Draws hoses along the ground from the source to where they end, with their length. */
export function createHosesLayer(map: MapContext, props: HosesProps): Layer<HosesProps> {
	const { scene, ground, labels } = map;
	let erase: () => void = () => {};
	const draw = ({ hoses, theme }: HosesProps) => {
		erase();
		const palette = SCENE_PALETTES[theme];
		const style: LineStyle = {
			colour: palette.water,
			widthPx: 3,
			casingColour: palette.routeCasing,
			casingPx: 1.5,
			dashPx: [7, 4],
			hiddenAlpha: 0.36,
		};
		erase = drawLines(
			scene,
			hoses.map(
				({ id, line, isCounted }): LineGroup => ({
					style: isCounted ? style : { ...style, alpha: UNCOUNTED_ALPHA },
					lines: [ground.drape(line, LEVEL_M)],
					pickId: { layer: 'hose', id },
				}),
			),
		);
		labels.setLabels('hoses', listLabels(hoses, map), theme);
	};
	draw(props);
	return {
		update: draw,
		destroy() {
			erase();
			labels.setLabels('hoses', [], props.theme);
		},
	};
}

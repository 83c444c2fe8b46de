import { useMemo } from 'react';
import type { MapContext } from '../layers/layer.ts';
import { createMeasureLayer, type MeasureProps } from '../layers/measure-layer.ts';
import type { PictureMeasure } from '../layers/measure-picture.ts';
import type { SceneTheme } from '../style/scene-theme.ts';
import { useLatest } from './use-latest.ts';
import { useLayer } from './use-layer.ts';

/** Measures on the map and what is done with them. Keep each array and object while nothing of it changes. */
export type MeasureMapProps = Omit<MeasureProps, 'theme'>;

const NO_MEASURES: readonly PictureMeasure[] = [];

/** Draws the measures of a map; null = there are none, and none is taken. */
export function useMeasureLayer(map: MapContext, theme: SceneTheme, props: MeasureMapProps | null): void {
	const latest = useLatest(props);
	const { measures = NO_MEASURES, taking = null } = props ?? {};
	useLayer(
		map,
		createMeasureLayer,
		useMemo<MeasureProps>(
			() => ({
				...{ theme, measures, taking },
				onPoint: (hit) => latest.current?.onPoint(hit),
				onFinish: () => latest.current?.onFinish(),
				onHover: (hit, by) => latest.current?.onHover(hit, by),
			}),
			[theme, measures, taking, latest],
		),
	);
}

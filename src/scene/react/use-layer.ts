import { useLayoutEffect, useRef } from 'react';
import type { CreateLayer, Layer, MapContext } from '../layers/layer.ts';

/**
 * Keeps one layer on a map: made when the map stands, told of every change of `props`, destroyed before the map is.
 * Layout effects, because the widget is destroyed in the microtask after the commit: passive ones would come too late.
 *
 * @param createLayer must not change between renders (useCallback): another one makes the layer anew.
 * @param props keep the object while nothing changes (useMemo).
 */
export function useLayer<Props>(map: MapContext, createLayer: CreateLayer<Props>, props: Props): void {
	const layer = useRef<Layer<Props> | null>(null);
	const latest = useRef(props);
	useLayoutEffect(() => {
		latest.current = props;
		layer.current?.update(props);
	}, [props]);
	useLayoutEffect(() => {
		const made = createLayer(map, latest.current);
		layer.current = made;
		return () => {
			layer.current = null;
			made.destroy();
		};
	}, [map, createLayer]);
}

import { useCallback, useSyncExternalStore } from 'react';
import type { Sketch, SketchState } from '../../client/sketch.ts';
import { useServices } from './services.ts';

/** The open sketch; null = none is. */
export function useSketch(): Sketch | null {
	const { sketch } = useServices();
	return useSyncExternalStore(sketch.subscribe, () => sketch.getState().sketch);
}

/** A part of the open sketch; null while none is open. Renders again only when that part changes. */
export function useSketchState<T>(select: (state: SketchState) => T): T | null {
	const sketch = useSketch();
	const subscribe = useCallback((onChange: () => void) => sketch?.marks.subscribe(onChange) ?? (() => {}), [sketch]);
	return useSyncExternalStore(subscribe, () => (sketch ? select(sketch.marks.getState()) : null));
}

import { useCallback, useEffect } from 'react';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import { useTacticsState, useUi } from '../../state/services.ts';
import { useSketch } from '../../state/use-sketch.ts';

/** Tells the other pages where this one's pointer is while it draws, and with what; of a page that does not draw they see none. */
export function useTellCursor(): (at: LonLat | null) => void {
	const sketch = useSketch();
	const isOpen = useUi((state) => state.tool === 'tactics');
	const tool = useTacticsState((state) => state.placing?.symbol ?? null);
	useEffect(() => {
		if (!sketch || !isOpen) return;
		sketch.setTool(tool);
		return () => sketch.setTool(null);
	}, [sketch, isOpen, tool]);
	useEffect(() => {
		if (!sketch || !isOpen) return;
		return () => sketch.setCursor(null);
	}, [sketch, isOpen]);
	return useCallback(
		(at) => {
			if (isOpen) sketch?.setCursor(at);
		},
		[sketch, isOpen],
	);
}

import { useEffect } from 'react';
import { type ClosureDraft, findDraftShape } from '../../state/closure-draft.ts';
import { useServices, useWaysState } from '../../state/services.ts';

/** Keeps up with the hand: a shape is asked about when it has rested this long. */
const REST_MS = 80;

/** Finds which roads the shape drawn so far would close, and puts them on the map. A shape that is none yet closes nothing. */
export function useDraftPreview({ kind, points }: ClosureDraft): void {
	const { closures } = useServices();
	const analysis = useWaysState((state) => state.analysis);
	useEffect(() => {
		const shape = findDraftShape({ kind, points });
		if (!shape || !analysis) {
			closures.setState({ preview: null });
			return;
		}
		const abort = new AbortController();
		const timer = setTimeout(() => {
			analysis.findClosedRoads(shape, abort.signal).then(
				(preview) => closures.setState({ preview, error: null }),
				(error: unknown) => {
					if (!abort.signal.aborted) closures.setState({ preview: null, error });
				},
			);
		}, REST_MS);
		return () => {
			clearTimeout(timer);
			abort.abort();
		};
	}, [kind, points, analysis, closures]);
}

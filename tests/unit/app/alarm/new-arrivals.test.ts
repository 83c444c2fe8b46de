import { describe, expect, it, vi } from 'vitest';
import { followNewArrivals } from '../../../../src/app/command/alarm/follow-new-arrivals.ts';
import { createLiveStore } from '../../../../src/client/state/live-store.ts';
import type { Dispatch } from '../../../../src/domain/records/dispatch.ts';

function dispatch(id: string, arrived: number | null, incidentId = 'open'): Dispatch {
	return { id, incidentId, times: { arrived } } as Dispatch;
}

function follow() {
	const live = createLiveStore();
	const onArrived = vi.fn();
	followNewArrivals(live, { isOpen: (id) => id === 'open', onArrived });
	return { live, onArrived };
}

describe('arrivals', () => {
	it('are told once each, when a unit that was under way is there', () => {
		const { live, onArrived } = follow();
		live.setState({ dispatches: [dispatch('a', null), dispatch('b', null)] });
		live.setState({ dispatches: [dispatch('a', 5), dispatch('b', null)] });
		expect(onArrived).toHaveBeenCalledTimes(1);
		live.setState({ dispatches: [dispatch('a', 5), dispatch('b', null)] });
		expect(onArrived).toHaveBeenCalledTimes(1);
		live.setState({ dispatches: [dispatch('a', 5), dispatch('b', 6)] });
		expect(onArrived).toHaveBeenCalledTimes(2);
	});

	it('are not told of what a page finds as it opens', () => {
		const { live, onArrived } = follow();
		live.setState({ dispatches: [dispatch('a', 5)] });
		expect(onArrived).not.toHaveBeenCalled();
	});

	it('are not told of a closed incident', () => {
		const { live, onArrived } = follow();
		live.setState({ dispatches: [dispatch('a', null, 'closed')] });
		live.setState({ dispatches: [dispatch('a', 5, 'closed')] });
		expect(onArrived).not.toHaveBeenCalled();
	});
});

import type { CesiumWidget } from 'cesium';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFirstView } from '../../../src/scene/engine/first-view.ts';

function makeWidget() {
	const requestRender = vi.fn();
	return { resolutionScale: 1, scene: { requestRender }, requestRender };
}
const begin = (widget: ReturnType<typeof makeWidget>, isPutOff: boolean) =>
	createFirstView(widget as unknown as CesiumWidget, isPutOff);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a first view that puts off', () => {
	it('is coarse until the ground is there, then sharp, and draws what waited once', () => {
		const widget = makeWidget();
		const view = begin(widget, true);
		const action = vi.fn();
		view.onEnd(action);
		expect(view.isOver).toBe(false);
		expect(widget.resolutionScale).toBeLessThan(1);
		view.end();
		view.end();
		expect(view.isOver).toBe(true);
		expect(widget.resolutionScale).toBe(1);
		expect(action).toHaveBeenCalledTimes(1);
		expect(widget.requestRender).toHaveBeenCalledTimes(1);
	});

	it('ends by itself where the ground never comes', () => {
		const widget = makeWidget();
		const view = begin(widget, true);
		vi.advanceTimersByTime(60_000);
		expect(view.isOver).toBe(true);
		expect(widget.resolutionScale).toBe(1);
	});

	it('does not call who has left', () => {
		const view = begin(makeWidget(), true);
		const left = vi.fn();
		view.onEnd(left)();
		view.end();
		expect(left).not.toHaveBeenCalled();
	});

	it('touches nothing after the map is gone', () => {
		const widget = makeWidget();
		const view = begin(widget, true);
		const scale = widget.resolutionScale;
		view.destroy();
		vi.advanceTimersByTime(60_000);
		expect(widget.resolutionScale).toBe(scale);
		expect(widget.requestRender).not.toHaveBeenCalled();
	});
});

describe('a first view that puts nothing off', () => {
	it('is over from the start and leaves the picture as sharp as it is', () => {
		const widget = makeWidget();
		const view = begin(widget, false);
		const action = vi.fn();
		view.onEnd(action);
		view.end();
		expect(view.isOver).toBe(true);
		expect(widget.resolutionScale).toBe(1);
		expect(action).not.toHaveBeenCalled();
	});
});

/**
 * What 2,000 live vehicles cost the page's main thread a frame, outside rendering: the work of the layer itself, with the real engine's
 * collections, positions and picture atlas keys, but no GPU behind them. Every vehicle drives and a frame of positions comes twice a second, as
 * the server tells them; the trails of twelve are drawn. CPU time of this process, not wall time, so that what else the machine does does not count.
 * Run: npx tsx tests/bench/vehicles.ts [vehicles] [frames]
 */
import { cpus } from 'node:os';
import type { Scene } from 'cesium';
import { createLiveVehicles } from '../../src/client/live-vehicles.ts';
import { encodePositionFrame } from '../../src/domain/position-frame.ts';

const [count = 2000, frames = 1800] = process.argv.slice(2).map(Number);
const FRAMES_PER_SECOND = 30;
const POSITIONS_EVERY = 15;
/** The first seconds, in which the engine compiles what it runs. */
const WARM_UP = 150;
const LIMIT_MS = 16;

class NoPath {
	arc() {}
	roundRect() {}
}
const pen = new Proxy({}, { get: () => () => {}, set: () => true });
const globals = globalThis as unknown as Record<string, unknown>;
globals.Path2D = NoPath;
const next: { frame: ((nowMs: number) => void) | null } = { frame: null };
globals.requestAnimationFrame = (callback: (nowMs: number) => void) => {
	next.frame = callback;
	return 1;
};
globals.cancelAnimationFrame = () => {
	next.frame = null;
};
let clockMs = 0;
performance.now = () => clockMs;

const { createVehiclesLayer } = await import('../../src/scene/layers/vehicles-layer.ts');
const { createMapGround } = await import('../../src/scene/engine/map-ground.ts');
// The engine takes a document for a page when it is loaded.
globals.document = { createElement: () => ({ width: 0, height: 0, getContext: () => pen }) };

const scene = {
	primitives: { add: (primitive: unknown) => primitive, remove: () => true },
	requestRender: () => {},
	frameState: { mode: 3 },
	isDestroyed: () => false,
} as unknown as Scene;
const START_MS = 1_800_000_000_000;
const live = createLiveVehicles();
const all = Array.from({ length: count }, (_, no) => no);
live.take({
	...{ kind: 'fleet', seq: 1, serverTimeMs: START_MS },
	fleet: all.map((no) => ({ no, id: `v${no}`, plate: `P${no}`, type: 'SG', status: '21', demo: false })),
});

/** Metres of a second of driving, as degrees. */
const STEP_DEG = 12 / 111_320;

/** Where all are after some seconds: each drives on as it is headed, and turns a little each second. */
function framePositions(seconds: number): Uint8Array {
	const positions = all.map((no) => {
		const headingDeg = (no * 137 + seconds * 3) % 360;
		const heading = (no * 137 * Math.PI) / 180;
		return {
			...{ no, headingDeg, speedMps: 12, observedAtMs: START_MS + clockMs },
			lon: 113.5 + (no % 50) * 0.01 + seconds * STEP_DEG * Math.sin(heading),
			lat: 22.8 + Math.floor(no / 50) * 0.01 + seconds * STEP_DEG * Math.cos(heading),
		};
	});
	return encodePositionFrame({ serverTimeMs: START_MS + clockMs, seq: 1 }, positions);
}

live.takeFrame(framePositions(0));
const layer = createVehiclesLayer({ scene, ground: createMapGround(null), pixelRatio: 1 } as never, {
	...{
		theme: 'dark',
		feed: live.feed,
		framesPerSecond: 1000,
		trailIds: new Set(all.slice(0, 12).map((no) => `v${no}`)),
	},
	serverNowMs: () => START_MS + clockMs,
});

const spent: number[] = [];
const withPositions: number[] = [];
for (let frame = 1; frame <= frames; frame++) {
	clockMs += 1000 / FRAMES_PER_SECOND;
	const bytes = frame % POSITIONS_EVERY === 0 ? framePositions(clockMs / 1000) : null;
	const before = process.cpuUsage();
	if (bytes) live.takeFrame(bytes);
	const run = next.frame;
	next.frame = null;
	run?.(clockMs);
	const { user, system } = process.cpuUsage(before);
	if (frame > WARM_UP) (bytes ? withPositions : spent).push((user + system) / 1000);
}
layer.destroy();

const at = (values: number[], share: number) =>
	(values.sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0).toFixed(2);
const report = {
	...{ machine: cpus()[0]?.model ?? 'unknown', node: process.version, vehicles: count, frames, limitMs: LIMIT_MS },
	glideMs: { median: at(spent, 0.5), p95: at(spent, 0.95), most: at(spent, 1) },
	glideAndPositionsMs: { median: at(withPositions, 0.5), p95: at(withPositions, 0.95), most: at(withPositions, 1) },
};
process.stdout.write(`${JSON.stringify(report, null, '\t')}\n`);

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { GraphLoad } from './load-road-graph.ts';
import { quantile } from './spread.ts';

const RUNS = 5;

/** How long reading a road graph takes and what it holds: medians over processes that do nothing else. */
export function measureGraphLoad(path: string): GraphLoad {
	const script = join(import.meta.dirname, 'load-road-graph.ts');
	const args = ['--expose-gc', '--import', 'tsx', script, path];
	const loads = Array.from(
		{ length: RUNS },
		() => JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as GraphLoad,
	);
	const median = (key: keyof GraphLoad) => {
		const found = loads.map((load) => load[key]);
		return quantile(found, 0.5);
	};
	return {
		loadMs: median('loadMs'),
		loadCpuMs: median('loadCpuMs'),
		loadMb: median('loadMb'),
		indexMs: median('indexMs'),
		indexMb: median('indexMb'),
	};
}

/** What a CPU profile of a page's main thread came to, milliseconds. */
export interface SplitProfile {
	/** In the engine's render, whoever called it. */
	readonly renderMs: number;
	/** Everything else but idling. */
	readonly otherMs: number;
	readonly idleMs: number;
}

/** The part of a profile of the Chrome DevTools Protocol that is read. */
interface CpuProfile {
	readonly nodes: readonly {
		readonly id: number;
		readonly callFrame: { readonly functionName: string };
		readonly children?: readonly number[];
	}[];
	readonly samples?: readonly number[];
	/** Microseconds from the sample before. */
	readonly timeDeltas?: readonly number[];
}

const IDLE = new Set(['(idle)', '(root)']);
/** Methods keep their names when the engine is minified: Scene.render, CesiumWidget.render. */
const RENDER = /(^|\.)render$/;

/** Splits a profile by whether a function named render is on the stack. */
export function splitProfile({ nodes, samples = [], timeDeltas = [] }: CpuProfile): SplitProfile {
	const nameOf = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
	const rendering = new Set<number>();
	const byId = new Map(nodes.map((node) => [node.id, node]));
	const mark = (id: number, isInside: boolean) => {
		const isRender = isInside || RENDER.test(nameOf.get(id) ?? '');
		if (isRender) rendering.add(id);
		for (const child of byId.get(id)?.children ?? []) mark(child, isRender);
	};
	const [root] = nodes;
	if (root) mark(root.id, false);
	let renderMs = 0;
	let otherMs = 0;
	let idleMs = 0;
	samples.forEach((id, i) => {
		const ms = (timeDeltas[i] ?? 0) / 1000;
		if (IDLE.has(nameOf.get(id) ?? '')) idleMs += ms;
		else if (rendering.has(id)) renderMs += ms;
		else otherMs += ms;
	});
	return { renderMs, otherMs, idleMs };
}
